import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Condition } from '../../protocol/index.js';
import { type VisitDays } from '../calendar/visit-window.js';
import { LIBRARY_DAYS } from '../calendar/working-days/library-days.js';
import { calendarOf } from '../calendar/working-days/working-day-calendar.js';
import {
  expertFaults,
  inspectorFaults,
  keptRemarks,
  matterFaults,
  outdatedWarnings,
  poolFaults,
  publishedWithPlan,
  visitFaults,
  type InspectorFacts,
  type MatterFacts,
} from './batch-checks.js';
import { filterFaults } from './filter-checks.js';

const china = calendarOf(LIBRARY_DAYS);
const codes = (faults: readonly { code: string; pointer: string }[]): string[] =>
  faults.map((fault) => `${fault.code} ${fault.pointer}`);
const inspector = (from = '2020-01-01', until = '2030-12-31', qualifications: string[] = []): InspectorFacts => ({
  certificate: { number: 'c', validFrom: from, validUntil: until },
  absences: [],
  qualifications,
});
const MARCH: VisitDays = { from: '2026-03-01', until: '2026-03-31' };
const team = (teamSize: number, maxLoad: number | null = null): { teamSize: number; maxLoad: number | null } => ({
  teamSize,
  maxLoad,
});

describe('the filter', () => {
  it('asks for fields that targets have, each once', () => {
    expect(
      filterFaults([
        { field: 'kind', in: ['a'] },
        { field: 'riskClass', in: ['D'] },
      ]),
    ).toEqual([]);
    expect(codes(filterFaults([{ field: 'colour', in: ['red'] }]))).toEqual(['unknown_filter_field /filter/0/field']);
    expect(codes(filterFaults([{ field: 'constructor', in: ['x'] }]))).toEqual([
      'unknown_filter_field /filter/0/field',
    ]);
    expect(
      codes(
        filterFaults([
          { field: 'kind', in: ['a'] },
          { field: 'kind', in: ['b'] },
        ]),
      ),
    ).toEqual(['filter_field_twice /filter/1/field']);
    const long = Array.from({ length: 100 }, (_, index) => `${index}${'字'.repeat(90)}`);
    expect(codes(filterFaults([{ field: 'kind', in: long }]))).toEqual(['filter_too_long /filter']);
  });
});

describe('the matters', () => {
  const matter = (id: number, more: Partial<MatterFacts> = {}): MatterFacts => ({
    id,
    agencyId: 1,
    code: `m${id}`,
    name: `事项${id}`,
    retired: false,
    hasLegalBasis: true,
    published: true,
    outdated: false,
    ...more,
  });

  it('bind the agency, are in force, and have a legal basis', () => {
    const found = new Map(
      [
        matter(1),
        matter(2, { agencyId: 9 }),
        matter(3, { retired: true }),
        matter(4, { hasLegalBasis: false }),
        matter(5, { agencyId: 2 }),
      ].map((one) => [one.id, one]),
    );
    expect(codes(matterFaults([1, 2, 3, 4, 5, 6], found, new Set([1, 2]), new Set([1, 2])))).toEqual([
      'matter_not_of_agency /matterIds/1',
      'matter_retired /matterIds/2',
      'matter_without_legal_basis /matterIds/3',
      'matter_not_of_agency /matterIds/5',
    ]);
  });

  it('that were changed after they were published are told by their places and names, and no others', () => {
    const found = new Map([matter(1), matter(2, { outdated: true })].map((one) => [one.id, one]));
    const warnings = outdatedWarnings([2, 1, 7], found);
    expect(codes(warnings)).toEqual(['matter_published_otherwise /matterIds/0']);
    for (const words of Object.values(warnings[0]?.message ?? {})) expect(words).toContain('事项2');
  });

  it('are public before anything is drawn: its own with the plan, those of a checklist from above by whoever keeps it', () => {
    const [above, own, below] = [1, 2, 3];
    const all = [above, own, below].flatMap((agencyId) =>
      [true, false].map((published) => matter(agencyId * 10 + Number(published), { agencyId, published })),
    );
    const found = new Map(all.map((one) => [one.id, one]));
    const ids = all.map(({ id }) => id);
    const [line, within] = [new Set([above, own, below]), new Set([own, below])];
    const faults = matterFaults(ids, found, line, within);
    expect(codes(faults)).toEqual([`matter_not_published /matterIds/${ids.indexOf(10)}`]);
    for (const words of Object.values(faults[0]?.message ?? {})) expect(words).toContain('事项10');
    expect(publishedWithPlan(all, within).map(({ id }) => id)).toEqual([20, 30]);
    // what may not be inspected at all is not published for it
    const unfit = [{ retired: true }, { hasLegalBasis: false }].map((more, n) =>
      matter(40 + n, { agencyId: own, published: false, ...more }),
    );
    expect(publishedWithPlan(unfit, within)).toEqual([]);
  });
});

describe('the pool', () => {
  it('holds someone', () => {
    const faults = (filter: readonly Condition[]): string[] =>
      codes(poolFaults({ filter }, { population: 0, absent: [] }));
    expect(faults([{ field: 'kind', in: ['a'] }])).toEqual(['filter_matches_nothing /filter']);
    expect(faults([])).toEqual(['filter_matches_nothing /filter']);
    expect(poolFaults({ filter: [] }, { population: 1, absent: [] })).toEqual([]);
  });

  it('names the values that nobody has, and some that exist', () => {
    const filter = [{ field: 'kind', in: ['社会团体', '社会团休'] }];
    const [fault, ...more] = poolFaults(
      { filter },
      { population: 7, absent: [{ condition: 0, value: 1, known: ['社会团体', '公墓'] }] },
    );
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ pointer: '/filter/0/in/1', code: 'filter_value_unused' });
    expect(fault?.message.zh).toContain('社会团休');
    expect(fault?.message.zh).toContain('公墓');
  });
});

describe('what a batch keeps of what is told of it', () => {
  it('is the first of it, and fits into its column', () => {
    const remark = fc.nat(20_000).map((length) => ({
      ...{ pointer: '/filter', code: 'x' },
      message: { zh: '字'.repeat(length / 6), en: 'x'.repeat(length / 2) },
    }));
    fc.assert(
      fc.property(fc.array(remark, { maxLength: 30 }), (remarks) => {
        const kept = keptRemarks(remarks);
        expect(kept).toEqual(remarks.slice(0, kept.length));
        const bytes = (count: number): number => Buffer.byteLength(JSON.stringify(remarks.slice(0, count)));
        expect(bytes(kept.length)).toBeLessThan(65_536);
        // and no less than what fits
        if (kept.length < Math.min(20, remarks.length)) expect(bytes(kept.length + 1)).toBeGreaterThan(60_000);
      }),
    );
  });
});

describe('the visit window', () => {
  it('has a working day', () => {
    const terms = {
      visitWindow: { afterDays: 0, days: 7 },
      schedule: { kind: 'date', at: '2026-10-01', timeZone: 'Asia/Shanghai' },
    } as const;
    const due = [new Date('2026-10-01T01:00:00Z')];
    expect(codes(visitFaults(terms, due, china))).toEqual(['visit_without_working_day /visitWindow']);
    expect(visitFaults({ ...terms, visitWindow: { afterDays: 0, days: 8 } }, due, china)).toEqual([]);
    // a Saturday worked in exchange is one
    expect(visitFaults({ ...terms, visitWindow: { from: '2026-10-10', until: '2026-10-11' } }, due, china)).toEqual([]);
  });

  it('is not over before a draw', () => {
    const terms = {
      visitWindow: { from: '2026-03-01', until: '2026-05-31' },
      schedule: { kind: 'cron', expression: '0 9 1 * *', timeZone: 'Asia/Shanghai' },
    } as const;
    expect(visitFaults(terms, [new Date('2026-05-29T01:00:00Z')], china)).toEqual([]);
    // 31 May 2026 is a Sunday, and the last day of the window
    expect(codes(visitFaults(terms, [new Date('2026-05-31T01:00:00Z')], china))).toEqual([
      'visit_without_working_day /visitWindow',
    ]);
    expect(
      codes(visitFaults(terms, [new Date('2026-05-01T01:00:00Z'), new Date('2026-06-01T01:00:00Z')], china)),
    ).toEqual(['visit_before_draw /visitWindow/until']);
  });
});

describe('the inspectors', () => {
  it('are enough, with certificates for every day of every window', () => {
    const two = [inspector(), inspector('2020-01-01', '2026-03-31')];
    expect(inspectorFaults(team(2), [], [MARCH], two, 5)).toEqual([]);
    const april = { from: '2026-03-31', until: '2026-04-01' };
    expect(codes(inspectorFaults(team(2), [], [april], two, 5))).toEqual(['too_few_inspectors /teamSize']);
    expect(codes(inspectorFaults(team(2), [], [MARCH, april], two, 5))).toEqual(['too_few_inspectors /teamSize']);
    const [fault] = inspectorFaults(team(2), [], [MARCH, april], two, 5);
    expect(fault?.message.en).toContain('2026-03-31 to 2026-04-01');
    expect(fault?.message.en).toContain('1 have no certificate');
  });

  it('hold every qualification, and are not away all the time', () => {
    const trained = inspector('2020-01-01', '2030-12-31', ['殡葬', '养老']);
    expect(inspectorFaults(team(2), ['殡葬'], [MARCH], [trained, trained], 5)).toEqual([]);
    expect(codes(inspectorFaults(team(2), ['殡葬'], [MARCH], [trained, inspector()], 5))).toHaveLength(1);
    const away = { ...trained, absences: [{ from: '2026-02-01', until: '2026-03-31' }] };
    expect(codes(inspectorFaults(team(2), [], [MARCH], [trained, away], 5))).toHaveLength(1);
    const back = { ...trained, absences: [{ from: '2026-02-01', until: '2026-03-30' }] };
    expect(inspectorFaults(team(2), [], [MARCH], [trained, back], 5)).toEqual([]);
  });

  it('two for 300 targets with a cap: refused, with the cap that would do', () => {
    const two = [inspector(), inspector()];
    const [fault] = inspectorFaults(team(2, 100), [], [MARCH], two, 300);
    expect(fault).toMatchObject({ code: 'load_too_low', pointer: '/maxLoad' });
    expect(fault?.message.en).toContain('maxLoad to 300');
    expect(inspectorFaults(team(2, 300), [], [MARCH], two, 300)).toEqual([]);
    expect(codes(inspectorFaults(team(2, 299), [], [MARCH], two, 300))).toEqual(['load_too_low /maxLoad']);
  });

  /** Whether teams can be put together, found by putting them together: always the inspectors with most room left. */
  function seatable(inspectors: number, teamSize: number, maxLoad: number, sample: number): boolean {
    const room = Array.from({ length: inspectors }, () => maxLoad);
    for (let target = 0; target < sample; target++) {
      room.sort((a, b) => b - a);
      for (let seat = 0; seat < teamSize; seat++) {
        const left = room[seat] ?? 0;
        if (left === 0) return false;
        room[seat] = left - 1;
      }
    }
    return true;
  }

  it('are refused exactly where no teams can be put together', () => {
    const small = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 2, max: 5 }), small, small, (n, k, cap, sample) => {
        const inspectors = Array.from({ length: n }, () => inspector());
        const refused = inspectorFaults(team(k, cap), [], [MARCH], inspectors, sample).length > 0;
        expect(refused).toBe(!seatable(n, k, cap, sample));
      }),
      { numRuns: 500 },
    );
  });
});

describe('experts', () => {
  const asked = (expertSeats: number, maxLoad: number | null = null) => ({ expertSeats, maxLoad });
  const expert = (more: Partial<InspectorFacts> = {}): InspectorFacts => ({
    absences: [],
    qualifications: [],
    ...more,
  });
  const april: VisitDays = { from: '2026-04-01', until: '2026-04-30' };

  it('are asked for only where there are seats for them', () => {
    expect(expertFaults(asked(0), [MARCH], [], 9)).toEqual([]);
    expect(codes(expertFaults(asked(1), [MARCH], [], 9))).toEqual(['too_few_experts /expertSeats']);
    expect(expertFaults(asked(1), [], [], 9)).toEqual([]);
  });

  it('go without an appointment, and by that which they have on every day of every window', () => {
    const ending = expert({ certificate: { number: 'a', validFrom: '2026-01-01', validUntil: '2026-04-29' } });
    expect(expertFaults(asked(2), [MARCH, april], [expert(), expert()], 9)).toEqual([]);
    expect(expertFaults(asked(2), [MARCH], [expert(), ending], 9)).toEqual([]);
    const [fault] = expertFaults(asked(2), [MARCH, april], [expert(), ending], 9);
    expect(fault?.message.en).toContain('from 2026-04-01 to 2026-04-30 only 1 can go (2 on the list)');
    const away = expert({ absences: [{ from: '2026-02-01', until: '2026-05-01' }] });
    expect(codes(expertFaults(asked(1), [MARCH], [away], 9))).toHaveLength(1);
    expect(codes(expertFaults(asked(1), [MARCH], [expert({ full: true })], 9))).toHaveLength(1);
  });

  it('have places enough under a cap on the load', () => {
    const three = [expert(), expert(), expert()];
    expect(expertFaults(asked(2, 4), [MARCH], three, 6)).toEqual([]);
    const [fault] = expertFaults(asked(2, 4), [MARCH], three, 7);
    expect(fault).toMatchObject({ pointer: '/maxLoad', code: 'load_too_low' });
    expect(fault?.message.en).toContain('Raise maxLoad to 5');
  });
});
