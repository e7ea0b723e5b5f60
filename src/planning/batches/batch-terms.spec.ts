import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Rate } from '../../protocol/index.js';
import { REST_DAY_RULES } from '../calendar/rest-days.js';
import { DEFAULTS, termsOf, type BatchTerms, type BatchWishes } from './batch-terms.js';
import { rowOfTerms, termsOfRow } from './batch-row.js';
import { nextCode } from './batches.service.js';
import { type Batch } from './batch.entity.js';

const LEAST: BatchWishes = {
  name: '社会团体抽查',
  rate: { direction: 'at-least', millionths: 30_000 },
  schedule: { kind: 'date', at: '2026-03-05' },
};
const faultsOf = (wishes: BatchWishes): string[] => {
  const read = termsOf({ ...LEAST, ...wishes }, undefined);
  return 'faults' in read ? read.faults.map((fault) => `${fault.code} ${fault.pointer}`) : [];
};

const rate: fc.Arbitrary<Rate> = fc.oneof(
  fc.record({ direction: fc.constant('number' as const), number: fc.integer({ min: 1 }) }),
  fc.record({
    direction: fc.constantFrom('at-least' as const, 'at-most' as const, 'exactly' as const),
    millionths: fc.integer({ min: 1, max: 1_000_000 }),
  }),
);

const wish = { count: fc.integer({ min: 2, max: 20 }), qualifications: fc.array(fc.string()) };
const terms: fc.Arbitrary<BatchTerms> = fc
  .record({
    name: fc.string({ minLength: 1 }),
    filter: fc.array(
      fc.record({ field: fc.constantFrom('kind', 'regionCode'), in: fc.array(fc.string(), { minLength: 1 }) }),
    ),
    rate,
    minimum: fc.option(fc.integer({ min: 1 })),
    censusBelow: fc.option(fc.integer({ min: 1 })),
    strata: fc.array(
      fc.record({
        code: fc.string({ minLength: 1 }),
        name: fc.string({ minLength: 1 }),
        conditions: fc.array(fc.record({ field: fc.constant('kind'), in: fc.array(fc.string(), { minLength: 1 }) })),
        rest: fc.boolean(),
        rate: fc.option(rate),
        minimum: fc.option(fc.integer({ min: 1 })),
        censusBelow: fc.option(fc.integer({ min: 1 })),
        reserve: fc.option(fc.integer({ min: 0 })),
      }),
    ),
    team: fc.oneof(
      fc.record({ teamSize: fc.integer({ min: 2, max: 20 }), seats: fc.constant([]) }),
      fc
        .array(
          fc.oneof(
            fc.record({
              from: fc.constantFrom('own' as const, 'keeper' as const),
              agencyId: fc.constant(null),
              ...wish,
            }),
            fc.record({ from: fc.constant('agency' as const), agencyId: fc.integer({ min: 1 }), ...wish }),
          ),
          { minLength: 1, maxLength: 8 },
        )
        .map((seats) => ({ teamSize: seats.reduce((sum, { count }) => sum + count, 0), seats })),
    ),
    expertSeats: fc.integer({ min: 0, max: 5 }),
    assigned: fc.option(
      fc.record({ inspectorIds: fc.uniqueArray(fc.integer({ min: 1 })), reason: fc.string({ minLength: 1 }) }),
    ),
    maxLoad: fc.option(fc.integer({ min: 1 })),
    qualifications: fc.array(fc.string()),
    visitWindow: fc.oneof(
      fc.constant({ from: '2026-03-01', until: '2026-10-31' }),
      fc.record({ afterDays: fc.integer({ min: 0, max: 366 }), days: fc.integer({ min: 1, max: 366 }) }),
    ),
    schedule: fc.oneof(
      fc.record({
        kind: fc.constant('date' as const),
        at: fc.constantFrom('2026-03-05', '2026-03-05T09:00:00+08:00'),
        timeZone: fc.constantFrom('Asia/Shanghai', 'UTC'),
        restDays: fc.constantFrom(...REST_DAY_RULES),
        lateMinutes: fc.integer({ min: 0, max: 44_640 }),
      }),
      fc.record({
        kind: fc.constant('cron' as const),
        expression: fc.constantFrom('0 9 1 * *', '@monthly'),
        timeZone: fc.constantFrom('Asia/Shanghai', 'UTC'),
        restDays: fc.constantFrom(...REST_DAY_RULES),
        lateMinutes: fc.integer({ min: 0, max: 44_640 }),
      }),
    ),
    noticeMinutes: fc.integer({ min: 0, max: 43_200 }),
    entropySource: fc.constantFrom('sealed' as const, 'beacon' as const, 'figures' as const),
    witnesses: fc.constant([]),
    pools: fc.constantFrom('open' as const, 'closed' as const),
    coolDownDays: fc.option(fc.integer({ min: 1, max: 3650 })),
    rotation: fc.option(fc.constantFrom('R1', '2026-2030')),
  })
  .map(({ team, ...rest }) => ({ ...rest, ...team }));

describe('the terms of a batch', () => {
  it('come back from the row as they went in', () => {
    fc.assert(fc.property(terms, (wanted) => expect(termsOfRow(rowOfTerms(wanted) as Batch)).toEqual(wanted)));
  });

  it('a change that says nothing changes nothing; each member is replaced alone', () => {
    fc.assert(
      fc.property(
        terms,
        terms,
        fc.subarray(['name', 'rate', 'strata', 'minimum', 'schedule', 'maxLoad', 'visitWindow'] as const),
        (a, b, keys) => {
          expect(termsOf({}, a)).toEqual({ terms: a });
          const wishes = Object.fromEntries(keys.map((key) => [key, b[key]])) as BatchWishes;
          expect(termsOf(wishes, a)).toEqual({ terms: { ...a, ...wishes } });
        },
      ),
    );
  });

  it('what is not said is the default', () => {
    expect(termsOf(LEAST, undefined)).toEqual({
      terms: {
        ...DEFAULTS,
        name: '社会团体抽查',
        rate: { direction: 'at-least', millionths: 30_000 },
        schedule: {
          kind: 'date',
          at: '2026-03-05',
          timeZone: 'Asia/Shanghai',
          restDays: 'keep',
          lateMinutes: 1440,
        },
      },
    });
  });

  it('a cap is taken away with null', () => {
    const read = termsOf({ ...LEAST, maxLoad: 5 }, undefined);
    if ('faults' in read) throw new Error('refused');
    expect(termsOf({ maxLoad: null }, read.terms)).toMatchObject({ terms: { maxLoad: null } });
    expect(termsOf({}, read.terms)).toMatchObject({ terms: { maxLoad: 5 } });
  });

  it('members that do not go together are named', () => {
    expect(faultsOf({ rate: { direction: 'number' } })).toEqual(['missing /rate/number']);
    expect(faultsOf({ rate: { direction: 'number', millionths: 5 } })).toEqual([
      'superfluous /rate/millionths',
      'missing /rate/number',
    ]);
    expect(faultsOf({ rate: { direction: 'at-most', millionths: 5, number: 4 } })).toEqual([
      'superfluous /rate/number',
    ]);
    expect(faultsOf({ rate: { direction: 'at-most' } })).toEqual(['missing /rate/millionths']);
    const stratum = { code: 'a', name: '甲' };
    expect(faultsOf({ strata: [stratum, { ...stratum, rate: { direction: 'number', millionths: 5 } }] })).toEqual([
      'superfluous /strata/1/rate/millionths',
      'missing /strata/1/rate/number',
    ]);
    expect(faultsOf({ schedule: { kind: 'date', expression: '0 9 * * *' } })).toEqual([
      'superfluous /schedule/expression',
      'missing /schedule/at',
    ]);
    expect(faultsOf({ schedule: { kind: 'cron', at: '2026-03-05', timeZone: 'Beijing' } })).toEqual([
      'time_zone /schedule/timeZone',
      'superfluous /schedule/at',
      'missing /schedule/expression',
    ]);
    expect(faultsOf({ visitWindow: { from: '2026-03-02', until: '2026-03-01' } })).toEqual([
      'visit_window_backwards /visitWindow/until',
    ]);
    expect(faultsOf({ visitWindow: { from: '2026-03-01', until: '2026-03-01' } })).toEqual([]);
    for (const visitWindow of [
      {},
      { from: '2026-03-01' },
      { days: 5 },
      { from: '2026-03-01', until: '2026-03-02', days: 3 },
    ]) {
      expect(faultsOf({ visitWindow })).toEqual(['visit_window /visitWindow']);
    }
  });
});

describe('codes of batches', () => {
  it('go on from the highest number there is', () => {
    expect(nextCode([])).toBe('B01');
    expect(nextCode(['B01', 'B03', 'spring', 'B2x', 'b09'])).toBe('B04');
    expect(nextCode(['B99'])).toBe('B100');
  });
});
