/** Texts of the page, each with `{n}` or `{span}` to be filled. */
export interface CountdownWords {
  readonly days: string;
  readonly hours: string;
  readonly minutes: string;
  readonly seconds: string;
  readonly between: string;
  readonly left: string;
  readonly now: string;
}

/** `{n|1 day|{n} days}` and `{n}`, as the language files of the server write them. */
const filled = (text: string, n: number): string =>
  text
    .replace(/\{n\|([^|{}]*(?:\{n\}[^|{}]*)*)\|([^|{}]*(?:\{n\}[^|{}]*)*)\}/g, n === 1 ? '$1' : '$2')
    .replaceAll('{n}', String(n));

/** How long it is until then: days and hours, or hours and minutes, or minutes and seconds. */
export function countdown(milliseconds: number, words: CountdownWords): string {
  if (milliseconds <= 0) return words.now;
  const seconds = Math.ceil(milliseconds / 1000);
  const units = [
    [words.days, Math.floor(seconds / 86_400)],
    [words.hours, Math.floor(seconds / 3600) % 24],
    [words.minutes, Math.floor(seconds / 60) % 60],
    [words.seconds, seconds % 60],
  ] as const;
  const first = Math.max(
    0,
    units.findIndex(([, n]) => n > 0),
  );
  const told = units.slice(first, first + 2).map(([text, n]) => filled(text, n));
  return words.left.replace('{span}', told.join(words.between));
}
