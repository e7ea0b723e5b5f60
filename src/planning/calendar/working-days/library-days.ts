import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

import { type NamedDay } from './working-day-calendar.js';

/*
 * The only file that reads the library `chinese-days`: the State Council's notices from 2004 on, as data that it renews
 * some weeks after each year's notice. Only its data file is used: `holidays` are days off, `workdays` the Saturdays and
 * Sundays worked in exchange, each with "English name,Chinese name,days". It does not say which years it knows. So a year
 * counts as covered where it has its own New Year, Labour Day and National Day (`isCovered`): a notice of one year may
 * reach into the last days of the year before, and that alone is not the notice of that year.
 */

interface LibraryFile {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

// CommonJS and JSON, from a module of ours: Node's own way to both
const load = createRequire(import.meta.url);

const file = load('chinese-days/dist/chinese-days.json') as LibraryFile;
const { version } = load('chinese-days/package.json') as { readonly version: string };

/** What people are told about where the days come from. */
export const LIBRARY_SOURCE = `chinese-days ${version}`;

/** Every day that the library names, in order. */
export const LIBRARY_DAYS: readonly NamedDay[] = [
  ...Object.entries(file.holidays).map(([day, words]) => named(day, words, false)),
  ...Object.entries(file.workdays).map(([day, words]) => named(day, words, true)),
].sort((a, b) => (a.day < b.day ? -1 : 1));

/** Changes when a new version of the library says something else of any day. */
export const LIBRARY_FINGERPRINT = createHash('sha256').update(JSON.stringify(LIBRARY_DAYS)).digest('hex');

function named(day: string, words: string, working: boolean): NamedDay {
  return { day, working, name: words.split(',')[1] ?? words, origin: 'library' };
}
