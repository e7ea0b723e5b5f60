import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { bodyOf, fromProposal, membersOf, NEW_BATCH, typed, type BatchTyped } from './batch-values.js';
import { expressionOf } from './recurrence.js';

const number = fc.integer({ min: 2, max: 99_999 }).map(String);
const optional = fc.oneof(fc.constant(''), number);
const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() === text && text !== '');
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const day = fc.integer({ min: 0, max: 364 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
const share = fc.integer({ min: 1, max: 1_000_000 }).map((n) => `${n / 10_000}`);
const rate: fc.Arbitrary<BatchTyped['rate']> = fc.oneof(
  fc.record({ direction: fc.constantFrom('at-least' as const, 'at-most' as const, 'exactly' as const), text: share }),
  fc.record({ direction: fc.constant('number' as const), text: number }),
);
const conditions = fc.array(fc.record({ field: fc.constantFrom('kind', 'riskClass'), in: words }), { maxLength: 2 });
const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`);
const again = fc.record({
  every: fc.constant('month' as const),
  day: fc.integer({ min: 1, max: 28 }),
  fromMonth: fc.constant(2),
  untilMonth: fc.integer({ min: 3, max: 12 }),
  time,
});

/** Whatever a form can hold. */
const batch: fc.Arbitrary<BatchTyped> = fc.record({
  name: word,
  matterIds: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 5 }),
  filter: conditions,
  rate,
  minimum: optional,
  censusBelow: optional,
  strata: fc.array(
    fc.record({
      code: word,
      name: word,
      rest: fc.boolean(),
      conditions,
      rate: fc.option(rate),
      minimum: optional,
      censusBelow: optional,
      reserve: optional,
    }),
    { maxLength: 3 },
  ),
  teamSize: number,
  seats: fc.array(
    fc.record({
      from: fc.constantFrom('own' as const, 'keeper' as const),
      agencyId: fc.constant(null),
      count: number,
      qualifications: words,
    }),
    { maxLength: 2 },
  ),
  expertSeats: fc.constantFrom('0', '1'),
  assigned: fc.option(
    fc.record({
      inspectorIds: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 4 }),
      reason: word,
    }),
  ),
  maxLoad: optional,
  qualifications: words,
  window: fc.record({
    kind: fc.constantFrom('days' as const, 'after' as const),
    from: day,
    until: day,
    afterDays: number,
    days: number,
  }),
  schedule: fc.record({
    kind: fc.constantFrom('once' as const, 'again' as const, 'cron' as const),
    day,
    time,
    again,
    expression: fc.constantFrom('*/7 9 1 * *', '0 9 31 * *'),
    timeZone: fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi'),
    restDays: fc.constantFrom('keep', 'next', 'previous', 'skip'),
    lateMinutes: number,
  }),
  noticeMinutes: number,
  entropySource: fc.constantFrom('sealed', 'beacon', 'figures', 'ceremony'),
  witnesses: words,
  pools: fc.constantFrom('open', 'closed'),
  coolDownDays: optional,
  rotation: fc.oneof(fc.constant(''), word),
});

/** As the server would answer with it. */
const answered = (body: object): Record<string, unknown> => ({ teamSize: 2, ...body });

describe('a batch as it is typed', () => {
  it('comes back from the API as it was sent, so that nothing changes that nobody touched', () => {
    fc.assert(
      fc.property(batch, (said) => {
        const { body, slips } = bodyOf(said);
        expect(slips).toEqual([]);
        const back = bodyOf(typed(answered(body)));
        expect(back.slips).toEqual([]);
        expect(back.body).toEqual(body);
        expect(membersOf(answered(body))).toMatchObject(body);
      }),
    );
  });

  it('sends a moment with the offset of its place, and reads one that came in another', () => {
    const at = (schedule: object): unknown =>
      (bodyOf({ ...NEW_BATCH, schedule: { ...NEW_BATCH.schedule, ...schedule } }).body.schedule as { at: string }).at;
    expect(at({ day: '2026-03-05' })).toBe('2026-03-05T09:00:00+08:00');
    expect(at({ day: '2026-03-05', time: '10:30', timeZone: 'Asia/Urumqi' })).toBe('2026-03-05T10:30:00+06:00');
    const read = (moment: string): unknown =>
      typed(answered({ ...bodyOf(NEW_BATCH).body, schedule: { kind: 'date', at: moment } })).schedule;
    expect(read('2026-03-05T01:00:00.000Z')).toMatchObject({ day: '2026-03-05', time: '09:00' });
    expect(read('2026-03-05')).toMatchObject({ day: '2026-03-05', time: '09:00' });
    expect(read('2026-03-04T20:00:00-05:00')).toMatchObject({ day: '2026-03-05', time: '09:00' });
  });

  it('says of each thing that is missing or is no number where it is', () => {
    const { slips } = bodyOf({
      ...NEW_BATCH,
      maxLoad: 'many',
      noticeMinutes: '',
      filter: [{ field: 'kind', in: [] }],
      strata: [
        {
          code: 'a',
          name: ' ',
          rest: false,
          conditions: [],
          rate: { direction: 'number', text: '0' },
          minimum: '',
          censusBelow: '1.5',
          reserve: '0',
        },
      ],
      assigned: { inspectorIds: [1], reason: '' },
    });
    expect(slips.map(({ pointer, wanted }) => `${pointer} ${wanted}`).sort()).toEqual(
      [
        '/assigned/inspectorIds values',
        '/assigned/reason reason',
        '/filter/0 values',
        '/matterIds matter',
        '/maxLoad number',
        '/name text',
        '/noticeMinutes number',
        '/rate share',
        '/schedule/at day',
        '/strata/0/censusBelow number',
        '/strata/0/name text',
        '/strata/0/rate number',
      ].sort(),
    );
  });

  it('takes a proposal over with what a batch says unless told', () => {
    const proposed = {
      name: '儿童福利机构检查',
      matterIds: [4],
      filter: [{ field: 'kind', in: ['儿童福利机构'] }],
      rate: { direction: 'number', number: 1 },
      schedule: { kind: 'date', at: '2026-12-01T09:00:00+08:00' },
      visitWindow: { from: '2026-12-02', until: '2026-12-31' },
    };
    const { body, slips } = bodyOf(fromProposal(proposed));
    expect(slips).toEqual([]);
    const { schedule, ...rest } = proposed;
    expect(body).toMatchObject({ ...rest, teamSize: 2, entropySource: 'sealed', pools: 'open' });
    expect(body.schedule).toMatchObject(schedule);
  });

  it('writes what comes again as the server reads it', () => {
    const said = { ...NEW_BATCH.schedule, kind: 'again' as const };
    expect(bodyOf({ ...NEW_BATCH, schedule: said }).body.schedule).toMatchObject({
      kind: 'cron',
      expression: expressionOf(said.again),
    });
  });
});
