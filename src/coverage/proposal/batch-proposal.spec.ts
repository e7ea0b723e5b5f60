import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LIBRARY_DAYS } from '../../planning/calendar/working-days/library-days.js';
import { calendarOf, isWorkingDay } from '../../planning/calendar/working-days/working-day-calendar.js';
import { sizeOf } from '../../protocol/index.js';
import { proposeBatches, type ProposalFacts, type UnplannedMatter } from './batch-proposal.js';

const calendar = calendarOf(LIBRARY_DAYS);
let sold = 0;
const matter = (targetKind: string | null, more: Partial<UnplannedMatter> = {}): UnplannedMatter => {
  const id = ++sold;
  return { id, code: `M${id}`, name: `${targetKind ?? '各类'}检查`, targetKind, rate: null, window: null, ...more };
};
const atLeast = (millionths: number) => ({ direction: 'at-least', millionths }) as const;
const atMost = (millionths: number) => ({ direction: 'at-most', millionths }) as const;
const proposed = (matters: UnplannedMatter[], more: Partial<ProposalFacts> = {}): ReturnType<typeof proposeBatches> =>
  proposeBatches({
    matters,
    kinds: new Map([
      ['养老机构', 22],
      ['公墓', 9],
      ['志愿服务组织', 4],
    ]),
    year: 2026,
    today: '2026-03-02',
    calendar,
    publicationDays: 20,
    ...more,
  });

describe('a proposal of batches', () => {
  it('has one batch for the matters of a kind, by the larger of their duties', () => {
    const { batches, impossible } = proposed([
      matter('养老机构', { rate: atLeast(300_000) }),
      matter('公墓', { rate: atLeast(1_000_000) }),
      matter('养老机构', { rate: atLeast(100_000) }),
    ]);
    expect(impossible).toEqual([]);
    expect(batches.map(({ drawn, kinds, matters, targets }) => [kinds, matters.length, drawn, targets])).toEqual([
      [['养老机构'], 2, 7, 22],
      [['公墓'], 1, 9, 9],
    ]);
    // Monday the 2nd is today; people go from the day after the draw on
    expect(batches[0]).toMatchObject({
      drawOn: '2026-03-03',
      visit: { from: '2026-03-04', until: '2026-04-02' },
      publishBy: '2026-05-06',
    });
  });

  it('has its results due by the term of the agency', () => {
    const due = (publicationDays: number): string | undefined =>
      proposed([matter('公墓')], { publicationDays }).batches[0]?.publishBy;
    expect([due(20), due(1)]).toEqual(['2026-05-06', '2026-04-03']);
  });

  it('keeps a limit beside a duty that it allows, and parts the two where it does not', () => {
    const one = matter('养老机构', { rate: atLeast(100_000) });
    const fits = proposed([one, matter('养老机构', { rate: atMost(200_000) })]);
    expect(fits.batches.map(({ drawn }) => drawn)).toEqual([4]);
    const parted = proposed([one, matter('养老机构', { rate: atMost(50_000) })]);
    expect(parted.batches.map(({ drawn }) => drawn)).toEqual([3, 1]);
  });

  it('sends people once where one matter may be inspected all year and the other in a part of it, and twice where they have none in common', () => {
    const summer = matter('养老机构', { window: { from: '06-01', until: '08-31' } });
    const { batches } = proposed([matter('养老机构'), summer]);
    expect(batches.map(({ matters, visit }) => [matters.length, visit.from])).toEqual([[2, '2026-06-01']]);
    expect(proposed([summer, matter('养老机构', { window: { from: '10-01', until: '11-30' } })]).batches).toHaveLength(
      2,
    );
  });

  it('says what no batch can bring, and what would help', () => {
    const { batches, impossible } = proposed(
      [
        matter('儿童福利机构'),
        matter('志愿服务组织', { rate: atMost(200_000) }),
        matter('公墓', { rate: { direction: 'exactly', millionths: 300_000 } }),
        matter('养老机构', { window: { from: '01-10', until: '02-20' } }),
      ],
      { today: '2026-03-02' },
    );
    expect(batches).toEqual([]);
    expect(impossible.map(({ code }) => code)).toEqual([
      'no_target_of_kind',
      'rate_takes_nobody',
      'rate_not_whole',
      'year_too_short',
    ]);
    expect(impossible[0]?.words.zh).toBe(
      '检查对象名录中没有“儿童福利机构”类的检查对象。请登记检查对象，或停用该事项。',
    );
    expect(impossible[3]?.words.zh).toContain('01-10 至 02-20');
  });

  it('puts the draw a week before a part of the year that is still to come, also over New Year', () => {
    const { batches } = proposed([
      matter('养老机构', { window: { from: '06-01', until: '06-20' } }),
      matter('公墓', { window: { from: '11-15', until: '02-10' } }),
    ]);
    expect(batches.map(({ drawOn, visit }) => [drawOn, visit])).toEqual([
      ['2026-05-25', { from: '2026-06-01', until: '2026-06-20' }],
      ['2026-11-09', { from: '2026-11-16', until: '2026-12-15' }],
    ]);
  });

  it('names every matter once, keeps every rate, and every day within its part of the year', () => {
    const KINDS = ['养老机构', '公墓', '志愿服务组织', '殡仪馆'];
    const monthDay = fc
      .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
      .map(({ day, month }) => `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
    const anyMatter = fc.record({
      kind: fc.option(fc.constantFrom(...KINDS)),
      rate: fc.option(
        fc.record({
          direction: fc.constantFrom('at-least' as const, 'at-most' as const, 'exactly' as const),
          millionths: fc.integer({ min: 0, max: 20 }).map((n) => n * 50_000),
        }),
      ),
      window: fc.option(fc.record({ from: monthDay, until: monthDay })),
    });
    const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 });
    const days = fc
      .integer({ min: 0, max: 364 })
      .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(anyMatter, { maxLength: 8 }), counts, days, (given, sizes, today) => {
        const matters = given.map(({ kind, rate, window }) => matter(kind, { rate, window }));
        const kinds = new Map(KINDS.map((kind, at) => [kind, sizes[at] ?? 0] as const).filter(([, size]) => size > 0));
        const { batches, impossible } = proposed(matters, { kinds, today });
        const named = [...batches.flatMap((batch) => batch.matters), ...impossible.map((one) => one.matter)];
        expect(named.map(({ id }) => id).sort()).toEqual(matters.map(({ id }) => id).sort());
        for (const { drawn, drawOn, publishBy, targets, visit, ...batch } of batches) {
          expect(drawn).toBeGreaterThan(0);
          expect(drawn).toBeLessThanOrEqual(targets);
          expect([isWorkingDay(calendar, drawOn), drawOn > today, drawOn.slice(0, 4)]).toEqual([true, true, '2026']);
          expect(visit.from > drawOn && visit.until >= visit.from && publishBy > visit.until).toBe(true);
          for (const { rate, window } of batch.matters) {
            if (rate !== null) {
              const size = sizeOf({ rate, minimum: null, censusBelow: null }, targets);
              if (rate.direction !== 'at-most') expect(drawn).toBeGreaterThanOrEqual(size);
              if (rate.direction !== 'at-least') expect(drawn).toBeLessThanOrEqual(size);
            }
            if (window === null) continue;
            const within = (day: string): boolean =>
              window.from <= window.until
                ? day.slice(5) >= window.from && day.slice(5) <= window.until
                : day.slice(5) >= window.from || day.slice(5) <= window.until;
            expect([visit.from, visit.until].map(within)).toEqual([true, true]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
