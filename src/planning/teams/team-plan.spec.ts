import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { compareUtf8, eligibilityOf, type InspectorLeaf } from '../../protocol/index.js';
import { canBeFilled, PossibleTeams } from './possible-teams.js';
import {
  agenciesBeside,
  inspectorsIn,
  mayBeSent,
  namedIn,
  ownAgencies,
  teamRules,
  teamSizeOf,
  type PlannedSeat,
  type TeamPlan,
} from './team-plan.js';

/** A province P with cities C1, C2 and a county K below C1; a neighbour N with a part of its own; two agencies that take part. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  P: ['P'],
  C1: ['P', 'C1'],
  C2: ['P', 'C2'],
  K: ['P', 'C1', 'K'],
  N: ['N'],
  NB: ['N', 'NB'],
  J1: ['J1'],
  J1B: ['J1', 'J1B'],
  J2: ['J2'],
};
const agencies = Object.entries(LINES).map(([code, line], id) => ({ id, code, line }));
const OWN = ['P', 'C1', 'C2', 'K'];
const below = (head: string, present: readonly string[]): string[] =>
  present.filter((code) => LINES[code]?.includes(head) === true);

const wish = {
  count: fc.integer({ min: 1, max: 5 }),
  qualifications: fc.uniqueArray(fc.constantFrom('q', '殡葬', 'a')),
};
const seat: fc.Arbitrary<PlannedSeat> = fc.oneof(
  fc.record({ from: fc.constantFrom('all' as const, 'own' as const, 'keeper' as const), ...wish }),
  fc.record({ from: fc.constant('agency' as const), agency: fc.constantFrom('C1', 'C2', 'K'), ...wish }),
);
const plan: fc.Arbitrary<TeamPlan> = fc.record({
  initiator: fc.constant('P'),
  seats: fc.array(seat, { minLength: 1, maxLength: 4 }),
  neighbours: fc.subarray(['N']),
  participants: fc
    .subarray(['J1', 'J2'])
    .chain((heads) =>
      fc.tuple(
        ...heads.map((agency) =>
          fc.record({ agency: fc.constant(agency), seats: fc.array(fc.record(wish), { minLength: 1, maxLength: 2 }) }),
        ),
      ),
    ),
  agencies: fc.constant(agencies),
  assigned: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 })),
});
const present = fc.subarray(Object.keys(LINES));
const keepers = fc.uniqueArray(fc.constantFrom(...OWN), { minLength: 1 });

describe('the rules of a draw’s teams', () => {
  it('have each seat once in each rule, its people and qualifications unchanged', () => {
    fc.assert(
      fc.property(plan, keepers, present, (one, kept, staffed) => {
        const all = [...one.seats, ...one.participants.flatMap(({ seats }) => seats)];
        for (const { seats } of teamRules(one, kept, staffed)) {
          expect(seats.map(({ count }) => count)).toEqual(all.map(({ count }) => count));
          expect(seats.map(({ qualifications }) => qualifications)).toEqual(
            all.map(({ qualifications }) => [...qualifications].sort(compareUtf8)),
          );
        }
        const { people, seats } = teamSizeOf(one);
        expect([people, seats]).toEqual([all.reduce((sum, { count }) => sum + count, 0), all.length]);
      }),
    );
  });

  it('are one for everybody, or one for each keeper where a seat depends on who keeps the target', () => {
    fc.assert(
      fc.property(plan, keepers, present, (one, kept, staffed) => {
        const conditions = teamRules(one, kept, staffed).map((rule) => rule.conditions);
        if (one.seats.every(({ from }) => from !== 'keeper')) expect(conditions).toEqual([[]]);
        else {
          expect(conditions).toEqual([...kept].sort(compareUtf8).map((code) => [{ field: 'agency', in: [code] }]));
        }
      }),
    );
  });

  it('name for each seat its own agency and those below it that have people, in the order of their bytes', () => {
    fc.assert(
      fc.property(plan, keepers, present, (one, kept, staffed) => {
        const lent = one.neighbours.flatMap((head) => [head, ...below(head, staffed)]);
        for (const rule of teamRules(one, kept, staffed)) {
          const keeper = rule.conditions[0]?.in[0] as string | undefined;
          const expected = one.seats.map((wished) => {
            if (wished.from === 'all') return [...OWN.filter((code) => staffed.includes(code)), 'P', ...lent];
            if (wished.from === 'own') return ['P', ...lent];
            if (wished.from === 'agency') return [wished.agency, ...below(wished.agency, staffed)];
            return keeper === 'P' ? ['P', ...lent] : [keeper!, ...below(keeper!, staffed)];
          });
          for (const { agency, seats } of one.participants) {
            seats.forEach(() => expected.push([agency, ...below(agency, staffed)]));
          }
          expect(rule.seats.map((one) => one.agencies)).toEqual(
            expected.map((codes) => [...new Set(codes)].sort(compareUtf8)),
          );
        }
      }),
    );
  });

  it('never let one side fill the seats of another', () => {
    fc.assert(
      fc.property(plan, keepers, present, (one, kept, staffed) => {
        const own = ownAgencies(one);
        const beside = new Set(agenciesBeside(one));
        for (const code of own) expect(beside.has(code)).toBe(false);
        for (const { seats } of teamRules(one, kept, staffed)) {
          seats.forEach(({ agencies: named }, at) => {
            const side = at < one.seats.length ? own : beside;
            for (const code of named) expect(side.has(code)).toBe(true);
          });
        }
      }),
    );
  });

  it('keep the seats of experts apart, on top of the inspectors', () => {
    fc.assert(
      fc.property(plan, keepers, present, fc.integer({ min: 1, max: 5 }), (one, kept, staffed, count) => {
        const expert: PlannedSeat = { from: 'all', count, expert: true, qualifications: [] };
        const rules = teamRules(one, kept, staffed);
        const more = teamRules({ ...one, seats: [...one.seats, expert] }, kept, staffed);
        expect(more).toHaveLength(rules.length);
        more.forEach(({ conditions, seats }, at) => {
          expect(conditions).toEqual(rules[at]!.conditions);
          expect(seats.filter((seat) => seat.expert !== true)).toEqual(rules[at]!.seats);
          expect(seats.filter((seat) => seat.expert === true).map((seat) => seat.count)).toEqual([count]);
          expect(inspectorsIn(seats)).toBe(inspectorsIn(rules[at]!.seats));
        });
      }),
    );
  });

  it('let nobody else of the initiator’s side be sent where people were named, and everybody of the others', () => {
    fc.assert(
      fc.property(plan, fc.integer({ min: 1, max: 40 }), fc.constantFrom(...Object.keys(LINES)), (one, id, code) => {
        const may = mayBeSent(namedIn(one))({ id, agencyCode: code });
        const beside = one.participants.some(({ agency }) => LINES[code]?.includes(agency));
        expect(may).toBe(one.assigned === null || one.assigned.includes(id) || beside);
        // who was named is an inspector: experts are drawn all the same
        expect(mayBeSent(namedIn(one))({ id, agencyCode: code, expert: true })).toBe(true);
      }),
    );
  });
});

const inspector = (id: string, agency: string, more: Partial<InspectorLeaf> = {}): InspectorLeaf => ({
  absences: [],
  agency,
  certificate: { number: id, validFrom: '2026-01-01', validUntil: '2026-12-31' },
  id,
  name: id,
  qualifications: [],
  recusals: [],
  ...more,
});
const WINDOW = { from: '2026-03-01', until: '2026-03-31' };
const LATER = { from: '2026-11-01', until: '2027-01-10' };
const base: TeamPlan = {
  initiator: 'P',
  seats: [{ from: 'all', count: 2, qualifications: [] }],
  neighbours: [],
  participants: [],
  agencies,
  assigned: null,
};
const codesOf = (faults: readonly { readonly code: string }[]): string[] => faults.map(({ code }) => code);

describe('the possible teams before a draw', () => {
  it('are told where they are fewer than ten: 8 officers make 28 pairs, 5 make 10, 4 make 6', () => {
    const counted = (officers: number): string[] => {
      const people = Array.from({ length: officers }, (_, n) => inspector(`i${n}`, 'P'));
      const teams = new PossibleTeams(base, people, [WINDOW]);
      teams.see('t1', 'P');
      return codesOf([...teams.faults('/teamSize'), ...teams.warnings('/teamSize')]);
    };
    expect([8, 5, 4, 2, 1].map(counted)).toEqual([
      [],
      [],
      ['small_pool'],
      ['small_pool'],
      ['no_possible_team', 'small_pool'],
    ]);
  });

  it('are those of one rule where no seat depends on who keeps the target', () => {
    const teams = new PossibleTeams(base, [inspector('a', 'P'), inspector('b', 'C1')], [WINDOW]);
    for (const keeper of ['P', 'C1', 'K']) teams.see(`t${keeper}`, keeper);
    expect(teams.ruleCount).toBe(1);
  });

  it('say what can be done, the first first, and how few there are', () => {
    const teams = new PossibleTeams(base, [inspector('a', 'P'), inspector('b', 'P'), inspector('c', 'C1')], [WINDOW]);
    for (const target of ['t1', 't2', 't3']) teams.see(target, 'P');
    const [warning] = teams.warnings('/teamSize');
    expect(warning).toMatchObject({ pointer: '/teamSize', code: 'small_pool' });
    expect(warning?.message.en).toMatch(/3 target\(s\).* 3: .*1\. .*neighbour.*2\. .*levels.*3\. name/);
    expect(warning?.message.zh).toMatch(/3 个检查对象.*3 种.*一、.*相邻.*二、.*按层级.*三、指定人员/);
  });

  it('count each keeper’s own people, recusals, and the worst of the windows', () => {
    const plan: TeamPlan = {
      ...base,
      seats: [
        { from: 'own', count: 1, qualifications: [] },
        { from: 'keeper', count: 1, qualifications: [] },
      ],
    };
    const cities = Array.from({ length: 10 }, (_, n) => inspector(`c${n}`, 'C1', { recusals: n < 2 ? ['t1'] : [] }));
    const people = [inspector('p', 'P'), ...cities, inspector('k', 'K'), inspector('d', 'C2')];
    const teams = new PossibleTeams(plan, people, [WINDOW, LATER]);
    teams.see('t1', 'C1');
    teams.see('t2', 'C1');
    expect([teams.ruleCount, teams.faults('/seats').map(({ message }) => message.en)]).toEqual([
      1,
      [expect.stringContaining('From 2026-11-01 to 2027-01-10 no team can be formed for 2 target(s) (t1, t2)')],
    ]);
    const now = new PossibleTeams(plan, people, [WINDOW]);
    now.see('t1', 'C1');
    expect(now.warnings('/seats')[0]?.message.en).toContain(
      '1 target(s) have fewer than 10 possible teams, the fewest 9',
    );
    now.see('t2', 'C1');
    expect(now.warnings('/seats')[0]?.message.en).toContain('1 target(s)');
    now.see('t3', 'C2');
    expect(now.warnings('/seats')[0]?.message.en).toContain(
      '2 target(s) have fewer than 10 possible teams, the fewest 1',
    );
    expect(now.ruleCount).toBe(2);
  });

  it('are none exactly where the protocol finds nobody for a seat', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            agency: fc.constantFrom('J1', 'J1B', 'J2'),
            qualifications: fc.subarray(['q']),
            certified: fc.boolean(),
          }),
          { maxLength: 6 },
        ),
        fc.array(fc.record({ count: fc.integer({ min: 1, max: 3 }), qualifications: fc.subarray(['q']) }), {
          minLength: 1,
          maxLength: 2,
        }),
        (people, wishes) => {
          const pool = people.map(({ agency, certified, qualifications }, n) =>
            inspector(`i${n}`, agency, {
              qualifications,
              ...(certified ? {} : { certificate: { number: 'x', validFrom: '2026-01-01', validUntil: '2026-03-15' } }),
            }),
          );
          const seats = wishes.map((one) => ({ ...one, agencies: ['J1', 'J1B'] }));
          const { kinds, slotKinds } = eligibilityOf([{ conditions: [], seats }], WINDOW, pool);
          const slots = [...(slotKinds[0] ?? [])].map((kind) => [...(kinds[kind]?.eligible ?? [])]);
          expect(canBeFilled(seats, WINDOW, pool)).toBe(seated(slots, new Set()));
        },
      ),
    );
  });
});

/** Whether each slot gets somebody of its own, by trying. */
function seated([slot, ...rest]: readonly (readonly number[])[], taken: ReadonlySet<number>): boolean {
  if (slot === undefined) return true;
  return slot.some((one) => !taken.has(one) && seated(rest, new Set([...taken, one])));
}
