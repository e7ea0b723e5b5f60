/** The text with one passage replaced. Throws if the passage is not there, so that no mutation turns into nothing unseen. */
export function altered(text: string, passage: string, replacement: string): string {
  if (!text.includes(passage)) throw new Error(`there is no ${JSON.stringify(passage)} to alter`);
  return text.replace(passage, () => replacement);
}
