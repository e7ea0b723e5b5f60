import { utf8 } from '../bytes.js';
import { instantNumber } from '../ids.js';
import { type Check, instant, integer, list, literal, members, misshapen, plainName } from '../json/shape.js';
import { type Suite } from '../suite.js';
import { labelled } from './labelled.js';
import { broken, TEN_MINUTES } from './moments.js';

/** `count` numbers from `from` to `to`: a `set` of different ones whose order does not count, or `digits` in order. */
export interface FigureGroup {
  readonly count: number;
  readonly form: 'set' | 'digits';
  readonly from: number;
  readonly to: number;
}

/** Something that someone else draws and publishes, e.g. issue 2026120 of a lottery. */
export interface FigureEvent {
  /** UTC instant at which it takes place. */
  readonly at: string;
  readonly groups: readonly FigureGroup[];
  readonly name: string;
  readonly number: string;
}

export interface FiguresEvent {
  readonly events: readonly FigureEvent[];
  readonly notBefore: string;
  readonly source: 'figures';
}

/** For each event, for each group, the numbers. */
export type Figures = readonly (readonly (readonly number[])[])[];

export interface FiguresReveal {
  /** The two people who entered the figures independently. */
  readonly entered: readonly string[];
  readonly figures: Figures;
  readonly revealedAt: string;
  readonly source: 'figures';
}

/** Fewer outcomes than this can be tried out by hand before the rules of a draw are settled. */
const LEAST_OUTCOMES = 1n << 64n;

const group: Check<FigureGroup> = (value, path) => {
  const held = members(value, path, ['count', 'form', 'from', 'to']);
  const found = {
    count: integer(1, 80)(held.count, `${path}/count`),
    form: literal('set', 'digits')(held.form, `${path}/form`),
    from: integer(0, 999)(held.from, `${path}/from`),
    to: integer(0, 999)(held.to, `${path}/to`),
  };
  if (found.to < found.from) throw misshapen(`${path}/to`, `at least ${found.from}`, held.to);
  if (found.form === 'set' && found.count > found.to - found.from + 1)
    throw misshapen(`${path}/count`, `at most ${found.to - found.from + 1}`, held.count);
  return found;
};

const event: Check<FigureEvent> = (value, path) => {
  const held = members(value, path, ['at', 'groups', 'name', 'number']);
  return {
    at: instant(held.at, `${path}/at`),
    groups: list(group, 1, 8)(held.groups, `${path}/groups`),
    name: plainName(200)(held.name, `${path}/name`),
    number: plainName(100)(held.number, `${path}/number`),
  };
};

/** The place of the first event that was named before: its numbers come out once, however often it is named. */
export function repeatedEvent(events: readonly Pick<FigureEvent, 'name' | 'number'>[]): number | undefined {
  const known = new Set<string>();
  const twice = events.findIndex(({ name, number }) => known.size === known.add(JSON.stringify([name, number])).size);
  return twice < 0 ? undefined : twice;
}

export const readFiguresEvent: Check<FiguresEvent> = (value, path) => {
  const held = members(value, path, ['events', 'notBefore', 'source']);
  const events = list(event, 1, 16)(held.events, `${path}/events`);
  const twice = repeatedEvent(events);
  if (twice !== undefined)
    throw misshapen(`${path}/events/${twice}`, 'each (name, number) once', events[twice], '同一事件、同一期号重复');
  return {
    events,
    notBefore: instant(held.notBefore, `${path}/notBefore`),
    source: literal('figures')(held.source, `${path}/source`),
  };
};

const drawnNumbers = list(list(list(integer(0, 999), 1, 80), 1, 8), 1, 16);

export const readFiguresReveal: Check<FiguresReveal> = (value, path) => {
  const held = members(value, path, ['entered', 'figures', 'revealedAt', 'source']);
  const entered = list(plainName(200), 2, 2)(held.entered, `${path}/entered`);
  if (entered[0] === entered[1]) throw misshapen(`${path}/entered`, 'two different people', held.entered);
  return {
    entered,
    figures: drawnNumbers(held.figures, `${path}/figures`),
    revealedAt: instant(held.revealedAt, `${path}/revealedAt`),
    source: literal('figures')(held.source, `${path}/source`),
  };
};

/** C(n, k), exactly. */
export function choose(n: bigint, k: bigint): bigint {
  let result = 1n;
  for (let i = 1n; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/** How many different figures the events can give, taken together. */
export function outcomesOf(events: readonly FigureEvent[]): bigint {
  let outcomes = 1n;
  for (const { groups } of events) {
    for (const { count, form, from, to } of groups) {
      const numbers = BigInt(to - from + 1);
      outcomes *= form === 'set' ? choose(numbers, BigInt(count)) : numbers ** BigInt(count);
    }
  }
  return outcomes;
}

/** Every event at least ten minutes after the cut-off, the reveal after the last, and at least 2^64 outcomes. */
export function checkFiguresMoments({ events, notBefore }: FiguresEvent, cutoff: string): void {
  events.forEach(({ at }, index) => {
    if ((instantNumber(at) ?? 0) - (instantNumber(cutoff) ?? 0) < TEN_MINUTES)
      throw broken(
        `/entropy/events/${index}/at`,
        '事件距名单截止不足十分钟',
        'the event comes less than ten minutes after the cut-off',
        `at least 10 min after ${cutoff}`,
        at,
      );
    if (notBefore < at)
      throw broken(
        '/entropy/notBefore',
        '揭示早于最后一个事件',
        'the reveal comes before the last event',
        `not before ${at}`,
        notBefore,
      );
  });
  const outcomes = outcomesOf(events);
  if (outcomes < LEAST_OUTCOMES)
    throw broken(
      '/entropy/events',
      '公开数字的可能结果不足 2^64 种',
      'the figures have fewer than 2^64 outcomes',
      '2^64 or more',
      String(outcomes),
    );
}

/** RFC 3797 §4: every number in decimal followed by a point, every group followed by a slash. */
export function figuresKey(figures: Figures): string {
  return figures.map((groups) => groups.map((numbers) => `${numbers.join('.')}./`).join('')).join('');
}

/** Throws `rule` where the figures are not such as the events give. */
export function checkFigures(events: readonly FigureEvent[], figures: Figures): void {
  expectCount(figures.length, events.length, '/entropy/figures');
  events.forEach(({ groups }, e) => {
    const drawn = figures[e]!;
    expectCount(drawn.length, groups.length, `/entropy/figures/${e}`);
    groups.forEach(({ count, form, from, to }, g) => {
      const path = `/entropy/figures/${e}/${g}`;
      const numbers = drawn[g]!;
      expectCount(numbers.length, count, path);
      numbers.forEach((number, n) => {
        const least = form === 'set' && n > 0 ? numbers[n - 1]! + 1 : from;
        if (number >= least && number <= to) return;
        throw broken(
          `${path}/${n}`,
          form === 'set' ? '数字超出范围、重复或未按从小到大排列' : '数字超出范围',
          form === 'set' ? 'out of range, repeated or not ascending' : 'out of range',
          `${least} to ${to}`,
          String(number),
        );
      });
    });
  });
}

function expectCount(found: number, expected: number, path: string): void {
  if (found !== expected) throw broken(path, '数目不对', 'another number of figures', String(expected), String(found));
}

export function figuresRandomness(suite: Suite, event: FiguresEvent, reveal: FiguresReveal): Uint8Array {
  checkFigures(event.events, reveal.figures);
  return labelled(suite, 'sortis/1/figures', utf8(figuresKey(reveal.figures)));
}
