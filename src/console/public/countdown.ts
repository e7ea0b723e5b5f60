import { format } from '../../platform/words/format.js';

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
  const told = units.slice(first, first + 2).map(([text, n]) => format(text, { n }));
  return format(words.left, { span: told.join(words.between) });
}
