import { type Schemas } from '../../api/client.js';

export type NotableDay = Schemas['NotableDayResponse'];
type Override = Schemas['OverrideDayRequest'];

/** Days of one name that follow each other. */
export interface Stretch {
  readonly from: string;
  readonly until: string;
  readonly working: boolean;
  readonly name: string | null;
  readonly origin: NotableDay['origin'];
}

const next = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** What people say of a year: 国庆节 1 to 7 October, and not seven lines. @param days in the order of the calendar */
export function stretchesOf(days: readonly NotableDay[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { day, working, name, origin } of days) {
    const last = stretches.at(-1);
    if (last?.working === working && last.name === name && last.origin === origin && next(last.until) === day)
      stretches[stretches.length - 1] = { ...last, until: day };
    else stretches.push({ from: day, until: day, working, name, origin });
  }
  return stretches;
}

/** A line of what somebody typed: a day, or two with a dash between, rest or work (in either language), and what for. */
const LINE = /^(\d{4}-\d{2}-\d{2})(?:\s*[~～—至]\s*(\d{4}-\d{2}-\d{2}))?\s+(休|班|rest|work)\s+(\S.*)$/u;
/** Longer stretches are slips of the pen. */
const LONGEST = 31;

const isDay = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};

/** Reads a notice, a line for each day or stretch. @returns the lines, from 1, that it does not understand, or the days */
export function readNotice(text: string): { readonly days: Override[]; readonly wrong: number[] } {
  const days: Override[] = [];
  const wrong: number[] = [];
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const [, from = '', until = from, kind, name = ''] = LINE.exec(line.trim()) ?? [];
    if (kind === undefined || !isDay(from) || !isDay(until) || until < from) {
      wrong.push(at + 1);
      continue;
    }
    const stretch: Override[] = [];
    for (let day = from; day <= until && stretch.length <= LONGEST; day = next(day))
      stretch.push({ day, working: /^(?:班|work)$/u.test(kind), name: name.trim() });
    if (stretch.length > LONGEST) wrong.push(at + 1);
    else days.push(...stretch);
  }
  return { days, wrong };
}

/** A notice as `readNotice` reads it, in the words of a language. */
export const writeNotice = (
  stretches: readonly Stretch[],
  words: { readonly work: string; readonly rest: string },
): string =>
  stretches
    .map(({ from, until, working, name }) =>
      [until === from ? from : `${from}~${until}`, working ? words.work : words.rest, name ?? ''].join(' '),
    )
    .join('\n');
