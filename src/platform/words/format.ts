/** What a text is filled with. */
export type Fillings = Readonly<Record<string, string | number>>;

/**
 * Fills a text of the language files: `{name}` is what is given under that name, `{n|one target|{n} targets}` the first where
 * n is 1 and otherwise the second. A name that nothing is given for stays as it is, for a test to see.
 */
export function format(text: string, fillings: Fillings = {}): string {
  return text
    .replace(
      /\{(\w+)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\}/g,
      (_, name: string, one: string, many: string) => (String(fillings[name]) === '1' ? one : many),
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => (name in fillings ? String(fillings[name]) : whole));
}

/** The keys of a language file: `session.signIn` of `{ session: { signIn: '…' } }`. */
export type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];
