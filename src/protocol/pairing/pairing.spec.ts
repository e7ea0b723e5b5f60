import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eligibilityOf } from './eligibility.js';
import { Generator } from '../chance/generator.js';
import { type InspectorLeaf } from '../pool/leaves.js';
import { type TeamRule } from '../pool/manifest.js';
import { pair, type PairingTask } from './pairing.js';

const visit = { from: '2026-03-09', until: '2026-03-20' };
const certificate = { number: 'Z', validFrom: '2024-01-01', validUntil: '2027-01-01' };

interface Instance {
  readonly inspectors: readonly InspectorLeaf[];
  readonly rules: readonly TeamRule[];
  readonly ruleOf: readonly number[];
  readonly maxLoad: number | null;
}

function taskOf({ inspectors, maxLoad, ruleOf, rules }: Instance): PairingTask {
  return {
    eligibility: eligibilityOf(rules, visit, inspectors),
    ids: ruleOf.map((_, t) => `T${t}`),
    rules: ruleOf,
    inspectors,
    maxLoad,
  };
}

const seedOf = (n: number): string => n.toString(16).padStart(64, '0');

/** All ways to fill every seat, each team written as its seats' sorted members; straight from the rules, no network. */
function everyPairing({ inspectors, rules, ruleOf }: Instance): { teams: string; loads: number[] }[] {
  const may = (inspector: InspectorLeaf, rule: TeamRule, seat: number, target: string): boolean => {
    const { agencies, expert, qualifications } = rule.seats[seat]!;
    return (
      inspector.expert === expert &&
      agencies.includes(inspector.agency) &&
      qualifications.every((one) => inspector.qualifications.includes(one)) &&
      !inspector.recusals.includes(target)
    );
  };
  const teamsFor = (t: number): number[][][] => {
    const rule = rules[ruleOf[t]!]!;
    const fill = (seat: number, used: number[]): number[][][] => {
      if (seat === rule.seats.length) return [[]];
      const able = inspectors
        .map((_, i) => i)
        .filter((i) => !used.includes(i) && may(inspectors[i]!, rule, seat, `T${t}`));
      return subsets(able, rule.seats[seat]!.count).flatMap((chosen) =>
        fill(seat + 1, [...used, ...chosen]).map((rest) => [chosen, ...rest]),
      );
    };
    return fill(0, []);
  };
  let all: { teams: string; loads: number[] }[] = [{ teams: '', loads: inspectors.map(() => 0) }];
  ruleOf.forEach((_, t) => {
    const teams = teamsFor(t);
    all = all.flatMap(({ teams: text, loads }) =>
      teams.map((team) => {
        const next = loads.slice();
        for (const i of team.flat()) next[i]!++;
        return { teams: `${text}|${team.map((seat) => seat.join(',')).join('/')}`, loads: next };
      }),
    );
  });
  return all;
}

function subsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => subsets(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}

const falling = (loads: readonly number[]): number[] => loads.slice().sort((a, b) => b - a);

/** The evenest load vector: smallest when the loads, highest first, are compared one by one. */
function evenest(all: readonly { loads: number[] }[]): number[] | undefined {
  return all
    .map(({ loads }) => falling(loads))
    .reduce<number[] | undefined>((best, loads) => {
      if (best === undefined) return loads;
      const at = loads.findIndex((load, i) => load !== best[i]);
      return at >= 0 && loads[at]! < best[at]! ? loads : best;
    }, undefined);
}

function drawnTeams(
  task: PairingTask,
  instance: Instance,
  seed: string,
): { teams: string; loads: number[] } | undefined {
  const outcome = pair(seed, task);
  if (outcome.kind === 'infeasible') return undefined;
  outcome.sheet.settle(instance.rules.map((rule) => rule.seats.map((seat) => seat.count)));
  let teams = '';
  instance.ruleOf.forEach((rule, t) => {
    let slot = outcome.sheet.teamStart[t]!;
    const seats = instance.rules[rule]!.seats.map(({ count }) =>
      Array.from({ length: count }, () => outcome.sheet.holder[slot++]!).join(','),
    );
    teams += `|${seats.join('/')}`;
  });
  return { teams, loads: Array.from(outcome.sheet.load) };
}

const codes = fc.subarray(['A', 'B', 'C'], { minLength: 1 });
const skills = fc.subarray(['p', 'q'], { minLength: 0 });
const expertly = <T extends object>(one: T, expert: boolean): T & { readonly expert?: true } =>
  expert ? { ...one, expert: true } : one;
const seldom = fc.constantFrom(false, false, false, true);
const seat = fc
  .tuple(
    fc.record({
      agencies: codes,
      count: fc.constantFrom(1, 1, 2),
      qualifications: fc.oneof(fc.constant([]), skills),
    }),
    seldom,
  )
  .map(([one, expert]) => expertly(one, expert));
const instance = fc
  .record({
    inspectors: fc.array(
      fc
        .tuple(
          fc.record({
            agency: fc.constantFrom('A', 'B', 'C'),
            qualifications: skills,
            recusals: fc.subarray(['T0', 'T1', 'T2', 'T3'], { maxLength: 2 }),
          }),
          seldom,
        )
        .map(([one, expert]) => expertly(one, expert)),
      { minLength: 1, maxLength: 6 },
    ),
    rules: fc.array(fc.record({ conditions: fc.constant([]), seats: fc.array(seat, { minLength: 1, maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 2,
    }),
    picks: fc.array(fc.nat(1), { minLength: 1, maxLength: 4 }),
    maxLoad: fc.constantFrom(null, 1, 2, 3),
  })
  .map(({ inspectors, maxLoad, picks, rules }): Instance => ({
    inspectors: inspectors.map((one, i) => ({ ...one, absences: [], certificate, id: `I${i}`, name: 'x' })),
    maxLoad,
    ruleOf: picks.map((pick) => pick % rules.length),
    rules,
  }));

describe('pair', () => {
  it('finds a pairing exactly when one exists, always the evenest, with a true certificate otherwise', () => {
    const met = { paired: 0, seats: 0, loads: 0 };
    fc.assert(
      fc.property(instance, fc.nat(1_000_000), (drawn, seed) => {
        const all = everyPairing(drawn);
        fc.pre(all.length < 20_000);
        const allowed = all.filter(({ loads }) => drawn.maxLoad === null || Math.max(...loads) <= drawn.maxLoad);
        const task = taskOf(drawn);
        const outcome = pair(seedOf(seed), task);
        if (outcome.kind === 'paired') {
          met.paired++;
          const found = drawnTeams(task, drawn, seedOf(seed))!;
          expect(allowed.map(({ teams }) => teams)).toContain(found.teams);
          expect(falling(found.loads)).toEqual(evenest(all));
          const counted = all.find(({ teams }) => teams === found.teams)!.loads;
          expect(found.loads).toEqual(counted);
          return;
        }
        expect(allowed).toEqual([]);
        for (const cut of outcome.cuts) {
          met[cut.kind]++;
          expect(cut.needed).toBeGreaterThan(cut.capacity);
          if (cut.kind === 'seats') expect(all).toEqual([]);
          else {
            // In every pairing these inspectors together carry at least what the cut says.
            const named = cut.inspectors.map((id) => Number(id.slice(1)));
            expect(named).toHaveLength(cut.inspectorCount);
            for (const { loads } of all)
              expect(named.reduce((sum, i) => sum + loads[i]!, 0)).toBeGreaterThanOrEqual(cut.needed);
            expect(cut.capacity).toBe(cut.inspectorCount * drawn.maxLoad!);
          }
        }
      }),
      { numRuns: 1200, seed: 20260301 },
    );
    expect(Math.min(met.paired, met.seats, met.loads)).toBeGreaterThan(20);
  });

  const team = (count: number, ...agencies: string[]): TeamRule['seats'][number] => ({
    agencies,
    count,
    qualifications: [],
  });
  const staff = (...agencies: string[]): InspectorLeaf[] =>
    agencies.map((agency, i) => ({
      absences: [],
      agency,
      certificate,
      id: `I${i}`,
      name: 'x',
      qualifications: [],
      recusals: [],
    }));
  const recusing = (all: InspectorLeaf[], ...recusals: string[][]): InspectorLeaf[] =>
    all.map((one, i) => ({ ...one, recusals: recusals[i] ?? [] }));

  const named: [string, Instance][] = [
    [
      'full: 3 targets, 4 inspectors',
      {
        inspectors: staff('A', 'A', 'A', 'A'),
        rules: [{ conditions: [], seats: [team(2, 'A')] }],
        ruleOf: [0, 0, 0],
        maxLoad: null,
      },
    ],
    [
      'recusals',
      {
        inspectors: recusing(staff('A', 'A', 'A', 'A'), ['T0'], ['T1'], ['T1', 'T2']),
        rules: [{ conditions: [], seats: [team(2, 'A')] }],
        ruleOf: [0, 0, 0],
        maxLoad: null,
      },
    ],
    [
      'star: one target, five inspectors',
      {
        inspectors: staff('A', 'A', 'A', 'A', 'A'),
        rules: [{ conditions: [], seats: [team(2, 'A')] }],
        ruleOf: [0],
        maxLoad: null,
      },
    ],
    [
      'two agencies with a neighbour',
      {
        inspectors: staff('A', 'A', 'B', 'B', 'B'),
        rules: [{ conditions: [], seats: [team(1, 'A'), team(1, 'A', 'B')] }],
        ruleOf: [0, 0, 0],
        maxLoad: null,
      },
    ],
    [
      'only three-way rotations',
      {
        inspectors: recusing(staff('A', 'A', 'A'), ['T0'], ['T1'], ['T2']),
        rules: [{ conditions: [], seats: [team(1, 'A')] }],
        ruleOf: [0, 0, 0],
        maxLoad: null,
      },
    ],
    [
      // Two pairings; only a chain through all four slots leads from one to the other. The fifth inspector never goes in
      // the end, but the seating meets him, and so does not start even.
      'ring of four beside a temptation',
      {
        inspectors: recusing(
          staff('A', 'A', 'A', 'A', 'A'),
          ['T1', 'T2', 'T4'],
          ['T2', 'T3', 'T4'],
          ['T0', 'T3', 'T4'],
          ['T0', 'T1', 'T4'],
          ['T1', 'T2', 'T3'],
        ),
        rules: [{ conditions: [], seats: [team(1, 'A')] }],
        ruleOf: [0, 0, 0, 0, 0],
        maxLoad: null,
      },
    ],
    [
      'unequal windows',
      {
        inspectors: recusing(staff('A', 'A', 'A', 'A', 'A'), ['T0', 'T1'], ['T2', 'T3'], ['T0', 'T3']),
        rules: [{ conditions: [], seats: [team(1, 'A')] }],
        ruleOf: [0, 0, 0, 0],
        maxLoad: null,
      },
    ],
  ];

  it.each(named)('makes every evenest pairing as likely as the next: %s', (_name, drawn) => {
    const all = everyPairing(drawn);
    const best = JSON.stringify(evenest(all));
    const outcomes = all.filter(({ loads }) => JSON.stringify(falling(loads)) === best);
    const runs = 1200;
    const counts = new Map(outcomes.map(({ teams }) => [teams, 0]));
    const task = taskOf(drawn);
    for (let n = 0; n < runs; n++) {
      const { teams } = drawnTeams(task, drawn, seedOf(n + 1))!;
      counts.set(teams, counts.get(teams)! + 1);
    }
    const distance = (tally: Iterable<number>): number =>
      [...tally].reduce((sum, count) => sum + Math.abs(count / runs - 1 / outcomes.length), 0) / 2;
    // Sampling noise of the same size, from the mean of several uniform samples.
    const generator = new Generator(seedOf(9));
    let noise = 0;
    for (let sample = 0; sample < 20; sample++) {
      const tally = new Array<number>(outcomes.length).fill(0);
      for (let n = 0; n < runs; n++) tally[generator.below(outcomes.length)]!++;
      noise += distance(tally) / 20;
    }
    expect(outcomes.length).toBeGreaterThan(1);
    expect(distance(counts.values())).toBeLessThanOrEqual(1.5 * noise + 0.002);
  });

  it('says in words which targets share which inspectors', () => {
    const inspectors = recusing(staff('A', 'A', 'B'), ['T0', 'T1'], [], []);
    const outcome = pair(
      seedOf(1),
      taskOf({ inspectors, rules: [{ conditions: [], seats: [team(2, 'A')] }], ruleOf: [0, 0, 0], maxLoad: null }),
    );
    expect(outcome).toMatchObject({
      kind: 'infeasible',
      cuts: [{ kind: 'seats', needed: 2, capacity: 1, targetCount: 2, targets: ['T0', 'T1'], inspectors: ['I1'] }],
    });
    if (outcome.kind === 'infeasible') {
      expect(outcome.cuts[0]!.words.zh).toContain('T0、T1');
      expect(outcome.cuts[0]!.words.en).toContain('I1');
    }
  });
});
