import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eligibilityOf, staffOf } from './eligibility.js';
import { ENOUGH_TEAMS, RuleTeams, SmallPools, TeamCounter } from './possible-teams.js';
import { smallTask } from '../vectors/small-draw.js';

const visit = { from: '2026-03-09', until: '2026-03-20' };

describe('RuleTeams', () => {
  it('counts as an enumeration does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), { maxLength: 11 }),
        fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
        fc.nat(6),
        (able, counts, recused) => {
          const inspectors = able.map((row, i) => ({
            ...smallTask().inspectors[1]!,
            id: `I${i}`,
            qualifications: row.flatMap((may, k) => (may ? [`may ${k}`] : [])),
          }));
          const seats = counts.map((count, k) => ({ agencies: ['990101'], count, qualifications: [`may ${k}`] }));
          const teams = new RuleTeams(staffOf(visit, inspectors), { conditions: [], seats });
          const ways = (k: number, used: number[]): number => {
            if (k === counts.length) return 1;
            const free = able.flatMap((row, i) => (row[k] && i !== recused && !used.includes(i) ? [i] : []));
            if (counts[k] === 1) return free.reduce((sum, i) => sum + ways(k + 1, [...used, i]), 0);
            return free.reduce(
              (sum, i) => sum + free.filter((j) => j > i).reduce((part, j) => part + ways(k + 1, [...used, i, j]), 0),
              0,
            );
          };
          expect(teams.without(able[recused] === undefined ? [] : [recused])).toBe(Math.min(10, ways(0, [])));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('experts', () => {
  const [, one] = smallTask().inspectors;
  const inspectors = Array.from({ length: 7 }, (_, i) => ({
    ...one!,
    id: `I${i}`,
    ...(i < 2 ? ({ expert: true } as const) : {}),
  }));
  const seat = (count: number, more: object = {}) => ({ agencies: ['990101'], count, qualifications: [], ...more });
  const teams = (...seats: readonly ReturnType<typeof seat>[]): number =>
    new RuleTeams(staffOf(visit, inspectors), { conditions: [], seats }).without([]);

  it('never fill the places of inspectors, nor inspectors theirs', () => {
    expect(teams(seat(4))).toBe(5);
    expect(teams(seat(1, { expert: true }))).toBe(2);
    expect(teams(seat(2, { expert: true }), seat(5))).toBe(1);
    expect(teams(seat(3, { expert: true }), seat(2))).toBe(0);
    expect(teams(seat(6))).toBe(0);
  });

  it('are of a kind of their own, whatever else their seats ask for', () => {
    const { kinds, slotKinds } = eligibilityOf(
      [{ conditions: [], seats: [seat(2), seat(1, { expert: true })] }],
      visit,
      inspectors,
    );
    expect(slotKinds.map((row) => [...row])).toEqual([[0, 0, 1]]);
    expect(kinds.map(({ eligible }) => [...eligible])).toEqual([
      [2, 3, 4, 5, 6],
      [0, 1],
    ]);
  });
});

describe('TeamCounter', () => {
  const people = (abilities: readonly number[]): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const ability of abilities) counts.set(ability, (counts.get(ability) ?? 0) + 1);
    return counts;
  };
  /** At each person of at most places + ENOUGH_TEAMS − 2, one look for each kind and one for none, for each team found. */
  const most = (places: number, kinds: number): number => (places + ENOUGH_TEAMS - 2) * (kinds + 1) * ENOUGH_TEAMS;

  it('says 0 without a look where a kind has fewer people than places, whatever the others have', () => {
    const counter = new TeamCounter([2, 2, 2, 2, 3, 3, 3, 3]);
    expect(counter.count(new Map([[0b0111_1111, 2000]]))).toBe(0);
    expect(counter.looks).toBe(0);
  });

  it('says "enough" without a look where ten people or more go beyond a team', () => {
    const counter = new TeamCounter([2, 2, 2, 2, 3, 3, 3, 3]);
    expect(counter.count(new Map([[0b1111_1111, 10_000]]))).toBe(ENOUGH_TEAMS);
    expect(counter.looks).toBe(0);
  });

  it('tells nine from ten', () => {
    const counter = new TeamCounter([1]);
    expect([8, 9, 10, 11].map((all) => counter.count(new Map([[1, all]])))).toEqual([8, 9, 10, 10]);
    expect(new TeamCounter([9]).count(new Map([[1, 10]]))).toBe(ENOUGH_TEAMS);
    expect(new TeamCounter([8]).count(new Map([[1, 9]]))).toBe(9);
  });

  it('looks no oftener than the places and kinds allow, in pools of any shape', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 63 }), { maxLength: 40 }),
        (demand, drawn) => {
          const counter = new TeamCounter(demand);
          counter.count(people(drawn.map((ability) => ability & ((1 << demand.length) - 1)).filter((one) => one > 0)));
          expect(counter.looks).toBeLessThanOrEqual(
            most(
              demand.reduce((sum, one) => sum + one),
              demand.length,
            ),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds the one team of a chain, in which every choice but one is a dead end', () => {
    // person i may take kind i or i + 1, the last one only the last: so each must take his own
    const abilities = Array.from({ length: 8 }, (_, i) => (0b11 << i) & 0xff);
    const counter = new TeamCounter(new Array<number>(8).fill(1));
    expect(counter.count(people(abilities))).toBe(1);
    expect(counter.looks).toBeLessThanOrEqual(8 * 9);
  });
});

describe('the cost of rules', () => {
  const { inspectors, rules } = smallTask();
  /** Rules, and which of them were looked into. */
  const watched = (): { asked: Set<number>; rules: typeof rules } => {
    const asked = new Set<number>();
    const seen = rules.map((rule, index) => ({
      conditions: rule.conditions,
      get seats() {
        asked.add(index);
        return rule.seats;
      },
    }));
    return { asked, rules: seen };
  };

  it('is counted for those that a target meets, not for those that none does', () => {
    const { asked, rules: seen } = watched();
    const pools = new SmallPools(seen, visit, inspectors);
    pools.add('T003', 0);
    expect([...asked]).toEqual([0]);
    expect(pools.warnings()).toEqual([{ code: 'small-pool', rule: 0, targets: 1, teams: expect.any(Number) }]);
  });

  it('is paid for those that are drawn: nobody is listed for the seats of the others', () => {
    const { asked, rules: seen } = watched();
    const whole = eligibilityOf(rules, visit, inspectors);
    const used = eligibilityOf(seen, visit, inspectors, [1, 1]);
    expect([...asked]).toEqual([1]);
    expect(used.slotKinds.map(({ length }) => length)).toEqual([0, 2]);
    expect(used.kinds).toEqual([whole.kinds[whole.slotKinds[1]![0]!]]);
  });
});
