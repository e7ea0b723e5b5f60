import { type Generator } from '../../src/protocol/chance/generator.js';
import { type InspectorLeaf } from '../../src/protocol/pool/leaves.js';
import { type TeamRule } from '../../src/protocol/pool/manifest.js';
import { pair } from '../../src/protocol/pairing/pairing.js';
import { type PairingCut } from '../../src/protocol/pairing/pairing-cut.js';
import { enumerate } from './enumeration.js';
import { type Question } from './findings.js';
import { fillable, hopeless, leastLoads, placesOf } from './flow-oracle.js';
import { ableFor, CERTIFICATE, falling, type Instance, taskOf, teamsText } from './instance.js';
import { numberedGenerator, numberedSeeds } from './numbered-seeds.js';

type Chance = (n: number) => number;
const AGENCIES = ['A', 'B', 'C', 'D'];
const SKILLS = ['p', 'q', 'r'];

function some<T>(below: Chance, items: readonly T[], oneIn: number): T[] {
  return items.filter(() => below(oneIn) === 0);
}

interface Manner {
  readonly inspectors: readonly [least: number, most: number];
  readonly targets: readonly [least: number, most: number];
  /** Each recusal exists one time in so many; skills and agencies alike. */
  readonly recusalOneIn: number;
  readonly skillOneIn: number;
  readonly agencies: number;
  readonly seats: number;
  readonly places: number;
  readonly caps: readonly (number | null)[];
}

const MANNERS: readonly (readonly [string, Manner])[] = [
  [
    'tiny, all of it enumerated',
    {
      inspectors: [1, 5],
      targets: [1, 4],
      recusalOneIn: 4,
      skillOneIn: 2,
      agencies: 2,
      seats: 2,
      places: 2,
      caps: [null, 1, 2],
    },
  ],
  [
    'many recusals',
    {
      inspectors: [3, 10],
      targets: [3, 14],
      recusalOneIn: 2,
      skillOneIn: 1,
      agencies: 1,
      seats: 1,
      places: 2,
      caps: [null, 1, 2, 3],
    },
  ],
  [
    'seats that share people',
    {
      inspectors: [4, 9],
      targets: [2, 9],
      recusalOneIn: 6,
      skillOneIn: 2,
      agencies: 2,
      seats: 4,
      places: 2,
      caps: [null, 2, 4],
    },
  ],
  [
    'scarce experts',
    {
      inspectors: [5, 16],
      targets: [6, 20],
      recusalOneIn: 12,
      skillOneIn: 5,
      agencies: 2,
      seats: 2,
      places: 1,
      caps: [null, 3, 6],
    },
  ],
  [
    'agencies and neighbours',
    {
      inspectors: [6, 20],
      targets: [8, 20],
      recusalOneIn: 15,
      skillOneIn: 2,
      agencies: 4,
      seats: 3,
      places: 2,
      caps: [null, 3, 5, 8],
    },
  ],
];

function drawn(generator: Generator, manner: Manner): Instance {
  const below: Chance = (n) => generator.below(n);
  const between = ([least, most]: readonly [number, number]): number => least + below(most - least + 1);
  const agencies = AGENCIES.slice(0, manner.agencies);
  const ids = Array.from({ length: between(manner.targets) }, (_, t) => `T${t}`);
  const inspectors = Array.from({ length: between(manner.inspectors) }, (_, i): InspectorLeaf => ({
    absences: below(8) === 0 ? [{ from: '2026-03-01', until: ['2026-03-12', '2026-03-13'][below(2)]! }] : [],
    agency: agencies[below(agencies.length)]!,
    certificate:
      below(10) === 0 ? { ...CERTIFICATE, validUntil: ['2026-03-12', '2026-03-13'][below(2)]! } : CERTIFICATE,
    id: `I${String(i).padStart(2, '0')}`,
    name: 'x',
    qualifications: some(below, SKILLS, manner.skillOneIn),
    recusals: some(below, ids, manner.recusalOneIn).sort(),
  }));
  const rules = Array.from({ length: 1 + below(3) }, (): TeamRule => ({
    conditions: [],
    seats: Array.from({ length: 1 + below(manner.seats) }, () => {
      const chosen = some(below, agencies, 2);
      return {
        agencies: chosen.length === 0 ? agencies : chosen,
        count: 1 + below(manner.places),
        qualifications: below(2) === 0 ? [] : some(below, SKILLS, 3),
      };
    }),
  }));
  return {
    inspectors,
    rules,
    ruleOf: ids.map(() => below(rules.length)),
    maxLoad: manner.caps[below(manner.caps.length)]!,
  };
}

/**
 * A pairing exists by construction, and only just: target t has its own team in a random arrangement, each inspector as
 * often as the cap allows; everybody else is recused but for a few temptations that lead the greedy astray. One time in
 * four a recusal too many breaks it.
 */
function adversarial(generator: Generator): Instance {
  const below: Chance = (n) => generator.below(n);
  const [people, cap, size] = [3 + below(7), 1 + below(3), 1 + below(2)];
  // A certificate names the first 20 targets, and all of them are wanted here.
  const count = Math.min(20, Math.floor((people * cap) / size));
  const loads = new Array<number>(people).fill(0);
  const teams = Array.from({ length: count }, () => {
    // The least loaded first, ties by chance: fills all to the cap without ever needing one twice in a team.
    const order = loads.map((load, i) => ({ i, key: load * 1000 + below(1000) })).sort((a, b) => a.key - b.key);
    const team = order.slice(0, size).map(({ i }) => i);
    for (const i of team) loads[i]!++;
    return team;
  });
  const temptations = 2 + below(4);
  const inspectors = loads.map((_, i): InspectorLeaf => ({
    absences: [],
    agency: 'A',
    certificate: CERTIFICATE,
    id: `I${String(i).padStart(2, '0')}`,
    name: 'x',
    qualifications: [],
    recusals: teams.flatMap((team, t) => (!team.includes(i) && below(temptations) > 0 ? [`T${t}`] : [])).sort(),
  }));
  if (below(4) === 0) {
    const victim = below(people);
    const own = teams.flatMap((team, t) => (team.includes(victim) ? [`T${t}`] : []));
    const lost = own[below(Math.max(1, own.length))];
    if (lost !== undefined)
      inspectors[victim] = { ...inspectors[victim]!, recusals: [...inspectors[victim]!.recusals, lost].sort() };
  }
  return {
    inspectors,
    rules: [{ conditions: [], seats: [{ agencies: ['A'], count: size, qualifications: [] }] }],
    ruleOf: teams.map(() => 0),
    maxLoad: below(3) === 0 ? null : cap,
  };
}

interface Tally {
  instances: number;
  enumerated: number;
  paired: number;
  seats: number;
  loads: number;
  readonly faults: string[];
}

/** What is wrong with a cut, recomputed from the rules; nothing if it proves what it says. */
function faultsOfCut(instance: Instance, cut: PairingCut): string[] {
  const faults: string[] = [];
  const named = new Set(cut.inspectors.map((id) => instance.inspectors.findIndex((one) => one.id === id)));
  const targets = cut.targets.map((id) => Number(id.slice(1)));
  const claim = (holds: boolean, what: string): void => {
    if (!holds) faults.push(`${cut.kind}: ${what}`);
  };
  claim(named.size === cut.inspectorCount && targets.length === cut.targetCount, 'the lists are not complete');
  claim(cut.needed > cut.capacity, 'it would be enough');
  if (cut.kind === 'seats') {
    claim(cut.capacity === named.size, 'capacity is not the number of inspectors');
    for (const t of targets) {
      const captive = placesOf(instance, t).filter((able) => able.every((i) => named.has(i)));
      claim(captive.length >= cut.needed, `T${t} has only ${captive.length} such places`);
      claim(
        [...named].every((i) => captive.some((able) => able.includes(i))),
        `T${t}: somebody is named for nothing`,
      );
    }
    return faults;
  }
  claim(cut.capacity === named.size * instance.maxLoad!, 'capacity is not cap × inspectors');
  // Of each target, the places that cannot all be filled by others.
  const bound = instance.ruleOf.map((_, t) => {
    const others = placesOf(instance, t).map((able) => able.filter((i) => !named.has(i)));
    return others.length - fillable(others);
  });
  claim(bound.reduce((sum, one) => sum + one, 0) === cut.needed, 'the places are not as many as it says');
  claim(
    bound.every((one, t) => one > 0 === targets.includes(t)),
    'other targets are concerned',
  );
  return faults;
}

/** Everything that is wrong with what the protocol makes of an instance. */
function faultsOf(instance: Instance, seed: string, tally: Tally): string[] {
  const outcome = pair(seed, taskOf(instance));
  const unfillable = hopeless(instance);
  const best = unfillable.length > 0 ? undefined : leastLoads(instance);
  const all = enumerate(instance, 20_000);
  const faults: string[] = [];
  if (all !== undefined) {
    tally.enumerated++;
    if (JSON.stringify(all.loads) !== JSON.stringify(best)) faults.push('the oracle is wrong');
  }
  const possible = best !== undefined && (instance.maxLoad === null || best[0]! <= instance.maxLoad);
  if (outcome.kind === 'paired') {
    tally.paired++;
    if (!possible) return [...faults, 'paired what cannot be paired'];
    const { sheet } = outcome;
    if (JSON.stringify(falling(sheet.load)) !== JSON.stringify(best)) faults.push('loads are not the least');
    const counted = instance.inspectors.map(() => 0);
    const text = teamsText(instance, sheet);
    text.split('|').forEach((team, t) => {
      const seats = team.split('/').map((seat) => seat.split(',').map(Number));
      if (new Set(seats.flat()).size !== seats.flat().length) faults.push(`T${t} has somebody twice`);
      seats.forEach((seat, s) => {
        const able = ableFor(instance, t, s);
        for (const i of seat) {
          counted[i]!++;
          if (!able.includes(i)) faults.push(`T${t}: ${i} may not go`);
        }
      });
    });
    if (counted.join() !== Array.from(sheet.load).join()) faults.push('loads are miscounted');
    if (all !== undefined && !all.outcomes.includes(text)) faults.push('not among the listed pairings');
    return faults;
  }
  if (possible) faults.push('missed a pairing');
  for (const cut of outcome.cuts) {
    tally[cut.kind]++;
    faults.push(...faultsOfCut(instance, cut));
  }
  if (outcome.cuts[0]?.kind === 'seats') {
    const told = outcome.cuts.flatMap((cut) => cut.targets).map((id) => Number(id.slice(1)));
    if (falling(told).join() !== falling(unfillable).join())
      faults.push('the cuts name other targets than cannot be filled');
  } else if (unfillable.length > 0) faults.push('the cut is about loads where a team cannot be filled');
  return faults;
}

export function feasibilityStudy(instances: number): Question {
  const kinds: readonly (readonly [string, (generator: Generator) => Instance])[] = [
    ...MANNERS.map(([name, manner]) => [name, (generator: Generator) => drawn(generator, manner)] as const),
    ['only just possible, or just not', adversarial],
  ];
  const findings = kinds.map(([name, make]) => {
    const tally: Tally = {
      instances: Math.ceil(instances / kinds.length),
      enumerated: 0,
      paired: 0,
      seats: 0,
      loads: 0,
      faults: [],
    };
    const seedOf = numberedSeeds(`feasibility ${name}`);
    for (let n = 0; n < tally.instances; n++) {
      const instance = make(numberedGenerator(`instance ${name}`, n));
      const faults = faultsOf(instance, seedOf(n), tally);
      if (faults.length > 0) tally.faults.push(`#${n}: ${faults[0]!}`);
    }
    return {
      what: name,
      figures: [tally.instances, tally.enumerated, tally.paired, tally.seats, tally.loads, tally.faults.length].map(
        String,
      ),
      bound: tally.faults.length === 0 ? 'no faults' : `no faults, but ${tally.faults.slice(0, 3).join('; ')}`,
      holds: tally.faults.length === 0,
    };
  });
  const sum = (column: number): number => findings.reduce((all, one) => all + Number(one.figures[column]), 0);
  return {
    title: 'Is a pairing found whenever one exists, with the least loads, and a true certificate otherwise?',
    meaning:
      'Against cheapest flows (the least sum of squares of loads), which brute force confirms where it can; every\n' +
      'certificate is recomputed from the rules. Cuts: certificates about seats and about the load cap.',
    columns: ['instances', 'enumerated', 'paired', 'seat cuts', 'load cuts', 'faults'],
    findings: [
      ...findings,
      {
        what: 'all kinds of answers were met',
        figures: [0, 1, 2, 3, 4, 5].map((column) => String(sum(column))),
        bound: 'each more than 1 in 50',
        holds: [1, 2, 3, 4].every((column) => sum(column) > instances / 50),
      },
    ],
  };
}

/** Answers changed on purpose, all of which `faultsOfCut` must refuse; returns those that it lets pass. */
export function forgedCutsThatPass(instances: number): { readonly forged: number; readonly passed: string[] } {
  const passed: string[] = [];
  let forged = 0;
  for (const [name, manner] of MANNERS) {
    for (let n = 0; n < instances; n++) {
      const instance = drawn(numberedGenerator(`instance ${name}`, n), manner);
      const outcome = pair(numberedSeeds(`feasibility ${name}`)(n), taskOf(instance));
      if (outcome.kind !== 'infeasible') continue;
      const cut = outcome.cuts[0]!;
      // Each of these is false whatever the instance: no places beyond those of the team, nobody without a seat to fill.
      const mostPlaces = Math.max(...instance.ruleOf.map((_, t) => placesOf(instance, t).length));
      const idle = instance.inspectors.find((_, i) =>
        instance.ruleOf.every((__, t) => placesOf(instance, t).every((able) => !able.includes(i))),
      );
      const other = instance.ruleOf.findIndex(
        (_, t) => !cut.targets.includes(`T${t}`) && !hopeless(instance).includes(t),
      );
      const forgeries: (readonly [string, PairingCut])[] = [
        ['needs too much', { ...cut, needed: cut.needed + mostPlaces }],
        ['capacity of more', { ...cut, capacity: cut.capacity + 1 }],
        ['capacity enough', { ...cut, capacity: cut.needed }],
        ['one target fewer in the list', { ...cut, targets: cut.targets.slice(1) }],
        ['one inspector fewer in the list', { ...cut, inspectorCount: cut.inspectorCount + 1 }],
      ];
      if (other >= 0)
        forgeries.push(['a target that is not concerned', { ...cut, targets: [...cut.targets.slice(1), `T${other}`] }]);
      if (idle !== undefined && cut.kind === 'seats')
        forgeries.push([
          'somebody who goes nowhere',
          {
            ...cut,
            inspectors: [...cut.inspectors, idle.id],
            inspectorCount: cut.inspectorCount + 1,
            capacity: cut.capacity + 1,
          },
        ]);
      for (const [what, forgery] of forgeries) {
        forged++;
        if (faultsOfCut(instance, forgery).length === 0) passed.push(`${name} #${n}: ${what}`);
      }
    }
  }
  return { forged, passed };
}
