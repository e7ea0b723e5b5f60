import {
  type InspectorLeaf,
  matcher,
  type Reason,
  type StratumRule,
  type TargetLeaf,
} from '../../src/protocol/index.js';
import { type DrawTask } from '../../src/protocol/vectors/small-draw.js';
import { type Dice } from './dice.js';
import { randomLog } from './random-log.js';
import { randomSource } from './random-sources.js';

const AGENCIES = ['990101', '990102', '990103', 'A-1'];
const KINDS = ['养老机构', '社会团体', '民办非企业单位', 'é𝒳 "\\\u0001'];
const SKILLS = ['养老', '消防', '现场'].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const REGIONS: (string | number | boolean | null)[] = ['990101', '990102', 1, '1', true, null];

type Seat = DrawTask['rules'][number]['seats'][number];

function ids(dice: Dice, count: number, prefixes: readonly string[]): string[] {
  const made = new Set<string>();
  while (made.size < count) made.add(`${dice.of(prefixes)}${dice.below(1 + count * 20)}`);
  return [...made].sort();
}

function seat(dice: Dice, agencies: readonly string[], most: number): Seat {
  return {
    agencies: dice.some(agencies, 1),
    count: dice.between(1, most),
    qualifications: dice.once(3) ? dice.some(SKILLS) : [],
  };
}

function inspectors(
  dice: Dice,
  agencies: readonly string[],
  targets: readonly string[],
  count: number,
): InspectorLeaf[] {
  const recusing = dice.of([0, 0, 2, 8]);
  return ids(dice, count, ['I', 'i-', 'Z.', '9_']).map((id) => {
    const absences = dice.of<InspectorLeaf['absences']>([
      [],
      [],
      [],
      [{ from: '2026-03-10', until: '2026-03-12' }],
      [
        { from: '2026-03-01', until: '2026-03-14' },
        { from: '2026-03-15', until: '2026-03-20' },
      ],
      [
        { from: '2026-03-09', until: '2026-03-14' },
        { from: '2026-03-16', until: '2026-04-20' },
      ],
      [{ from: '2026-03-08', until: '2026-03-19' }],
    ]);
    const recusals = new Set<string>();
    for (let n = dice.between(0, recusing); n > 0; n--)
      recusals.add(targets.length > 0 && !dice.once(5) ? dice.of(targets) : `elsewhere-${dice.below(9)}`);
    return {
      absences,
      agency: dice.of(agencies),
      certificate: {
        number: `ZJ${dice.below(10_000)}`,
        validFrom: dice.once(12) ? '2026-03-10' : dice.of(['2020-02-29', '2026-03-09']),
        validUntil: dice.once(12) ? '2026-03-19' : dice.of(['2026-03-20', '9999-12-31']),
      },
      id,
      name: `执法员 ${id}`,
      qualifications: dice.once(2) ? SKILLS : dice.some(SKILLS),
      recusals: [...recusals].sort(),
    };
  });
}

function rate(dice: Dice): StratumRule['rate'] {
  switch (dice.below(6)) {
    case 0:
      return { direction: 'number', number: dice.between(0, 12) };
    case 1:
      return { direction: 'exactly', millionths: dice.of([0, 1_000_000]) };
    case 2:
      return { direction: 'at-most', millionths: dice.between(0, 1_000_000) };
    default:
      return { direction: 'at-least', millionths: dice.of([1, 300_000, 333_333, 500_000, dice.between(0, 1_000_000)]) };
  }
}

function strata(dice: Dice): StratumRule[] {
  const rest = (id: string, conditions: StratumRule['conditions']): StratumRule => ({
    censusBelow: dice.once(3) ? dice.between(0, 12) : null,
    conditions,
    id,
    minimum: dice.once(3) ? dice.between(0, 4) : null,
    rate: rate(dice),
    reserve: 0,
  });
  const risks = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  switch (dice.below(4)) {
    case 0:
      return [rest('all', [])];
    case 1:
      return KINDS.map((kind, i) => rest(`k${i}`, [{ field: 'kind', in: [kind] }]));
    case 2:
      return [rest('low', [{ field: 'risk', in: risks(0, 2) }]), rest('high', [{ field: 'risk', in: risks(2, 5) }])];
    default: // types told apart: 1, '1' and true are three values
      return [
        rest('texts', [{ field: 'region', in: ['990101', '990102', '1'] }]),
        rest('number', [{ field: 'region', in: [1] }]),
        rest('others', [
          { field: 'region', in: [null, true] },
          { field: 'kind', in: KINDS },
        ]),
      ];
  }
}

/**
 * A draw whose teams must be repaired while they are seated, and evened out along chains: agencies that share kinds of targets with their
 * neighbours only, few inspectors, and seats of different kinds in one team, of which one asks for a rare qualification.
 */
function tightTask(dice: Dice): DrawTask {
  const targetIds = ids(dice, dice.between(8, 50), ['T', 't']);
  const rare = dice.once(3) ? [] : [SKILLS[0]!];
  const [qualified, recusing, most] = [dice.of([3, 6]), dice.once(3), dice.of([1, 2, 2])];
  const seats = (agencies: readonly string[]): Seat[] => {
    const open = { agencies, count: dice.between(1, most), qualifications: [] };
    const asking = { agencies, count: 1, qualifications: rare };
    return dice.of([[open], [open, asking], [asking, open], [open, { ...asking, agencies: AGENCIES.slice(0, 3) }]]);
  };
  const [first, second, third] = AGENCIES as [string, string, string];
  const people = inspectors(dice, [first, second, third], targetIds, dice.between(9, 15));
  return {
    targets: targetIds.map((id) => ({ attributes: { kind: KINDS[Math.min(dice.below(4), dice.below(4))]! }, id })),
    inspectors: people.map((one, i) => ({
      ...one,
      absences: [],
      agency: [first, second, third][i % 3]!,
      certificate: { number: 'ZJ1', validFrom: '2020-01-01', validUntil: '2026-12-31' },
      qualifications: i < qualified ? [SKILLS[0]!] : [],
      recusals: recusing && i >= qualified ? targetIds.filter(() => dice.once(12)) : [],
    })),
    exclusions: [],
    filter: [],
    strata: [
      {
        censusBelow: 10,
        conditions: [],
        id: 'all',
        minimum: 2,
        rate: { direction: 'at-least', millionths: 900_000 },
        reserve: 0,
      },
    ],
    rules: [
      { conditions: [{ field: 'kind', in: [KINDS[0]!] }], seats: seats([first]) },
      { conditions: [{ field: 'kind', in: [KINDS[1]!] }], seats: seats([first, second]) },
      { conditions: [{ field: 'kind', in: [KINDS[2]!] }], seats: seats([second, third].sort()) },
      { conditions: [], seats: seats([third]) },
    ],
    maxLoad: dice.once(4) ? dice.between(4, 9) : null,
    secret: dice.hex64(),
  };
}

/** A draw of a random shape: strata, team rules, agencies, recusals, absences, qualifications, caps; some cannot be paired. */
function openTask(dice: Dice): DrawTask {
  if (dice.once(3)) return tightTask(dice);
  const agencies = AGENCIES.slice(0, dice.between(1, AGENCIES.length));
  const size = dice.of([0, 1, 2, 5, 12, 30, 60, dice.once(4) ? 400 : 90]);
  const targetIds = ids(dice, size, ['T', 't', '91A', 'x.']);
  const targets: TargetLeaf[] = targetIds.map((id) => ({
    attributes: {
      kind: dice.of(KINDS),
      ...(dice.once(4) ? { note: dice.of(['', '多行\n文字', -(2 ** 53 - 1), false]) } : {}),
      region: dice.of(REGIONS),
      risk: dice.below(5),
    },
    id,
  }));
  const roomy = !dice.once(4);
  const seats = (): Seat[] =>
    Array.from({ length: dice.of([1, 1, 1, 2, 3]) }, () => seat(dice, agencies, roomy ? 2 : 4));
  const rules: DrawTask['rules'][number][] = [];
  if (dice.once(2)) rules.push({ conditions: [{ field: 'kind', in: dice.some(KINDS, 1) }], seats: seats() });
  if (dice.once(3))
    rules.push({
      conditions: [
        { field: 'risk', in: [4] },
        { field: 'region', in: [null, 1] },
      ],
      seats: seats(),
    });
  rules.push({ conditions: [], seats: dice.once(2) ? [{ agencies, count: 2, qualifications: [] }] : seats() });
  return {
    targets,
    inspectors: inspectors(
      dice,
      agencies,
      targetIds,
      roomy ? dice.between(8, 40) : dice.once(4) ? 0 : dice.between(0, 9),
    ),
    exclusions: ids(dice, dice.below(4), ['E']).map((id) => ({
      ...(dice.once(2) ? { attributes: { kind: dice.of(KINDS) } } : {}),
      ...(dice.once(2) ? { detail: { en: 'closed', zh: '停业' } } : {}),
      id,
      reason: dice.of(['retired', 'cool-down']),
    })),
    filter: dice.once(2)
      ? []
      : [
          { field: 'kind', in: KINDS },
          { field: 'region', in: REGIONS },
        ],
    strata: strata(dice).map((stratum) => ({ ...stratum, reserve: dice.of([0, 0, 1, 3, 20]) })),
    rules,
    maxLoad: dice.once(3) ? dice.between(1, 12) : null,
    secret: dice.hex64(),
  };
}

/** So many ways to draw half of the targets that the figures have fewer outcomes. */
function crowded(dice: Dice, task: DrawTask): DrawTask {
  const targets = ids(dice, dice.between(90, 140), ['T']).map((id) => ({ attributes: { kind: dice.of(KINDS) }, id }));
  const half: StratumRule = {
    censusBelow: null,
    conditions: [],
    id: 'all',
    minimum: null,
    rate: { direction: 'at-most', millionths: 500_000 },
    reserve: dice.below(9),
  };
  return {
    ...task,
    exclusions: task.exclusions.filter(({ id }) => id.startsWith('E')),
    filter: [],
    strata: [half],
    targets,
  };
}

/** Some of the strata share a total that they have. */
function sharing(dice: Dice, task: DrawTask): DrawTask {
  const chosen = new Set(dice.some(task.strata, 1));
  const there = task.strata
    .filter((one) => chosen.has(one))
    .map(({ conditions }) => matcher(conditions))
    .reduce((sum, meets) => sum + task.targets.filter(({ attributes }) => meets(attributes)).length, 0);
  return {
    ...task,
    strata: task.strata.map((one) => (chosen.has(one) ? { ...one, rate: { direction: 'share' } } : one)),
    total: dice.of([dice.between(0, there), dice.between(0, Math.min(there, 9)), there]),
  };
}

/** Experts beside the inspectors, some without an appointment, and a seat for them in some teams; at times fewer than are asked for. */
function withExperts(dice: Dice, task: DrawTask): DrawTask {
  const agencies = [...new Set(task.rules.flatMap(({ seats }) => seats.flatMap((one) => one.agencies)))].sort();
  const targets = task.targets.map(({ id }) => id);
  const experts = inspectors(dice, agencies, targets, dice.of([0, 3, 9, 12])).map(
    ({ certificate, ...one }): InspectorLeaf => ({
      ...one,
      id: `E-${one.id}`,
      expert: true,
      ...(dice.once(2) ? { certificate: certificate! } : {}),
    }),
  );
  const everyone = [...task.inspectors, ...experts].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rules = task.rules.map(({ conditions, seats }) => {
    const places = seats.reduce((sum, { count }) => sum + count, 0);
    if (seats.length === 8 || places === 20 || dice.once(4)) return { conditions, seats };
    const expert = {
      agencies,
      count: dice.of([1, 1, 1, 2]),
      expert: true,
      qualifications: dice.once(4) ? [SKILLS[0]!] : [],
    } as const;
    return {
      conditions,
      seats: dice.of([
        [...seats, expert],
        [expert, ...seats],
      ]),
    };
  });
  return { ...task, inspectors: everyone, rules };
}

function reasons(dice: Dice): Reason[] {
  return Array.from({ length: dice.between(1, 4) }, () => ({
    code: dice.of(['yearly-cap', 'cool-down', 'assigned', 'declined', '9.x']),
    words: {
      en: dice.of(['cool-down of 60 days', 'quoted "so" \\', 'é𝒳', 'x'.repeat(2000)]),
      zh: dice.of(['年度上限', '指定人员，非随机', '«»', '字'.repeat(dice.between(1, 2000))]),
    },
  }));
}

/** One in three with closed pools, where every leaf has a salt; with any source of randomness, in a log of any shape; some with a total, with experts, with reasons. */
export function randomTask(dice: Dice): DrawTask {
  const shape: DrawTask = { ...openTask(dice), ...randomSource(dice, 'D-2026-0001'), log: randomLog(dice) };
  const one = shape.source?.event.source === 'figures' && dice.once(3) ? crowded(dice, shape) : shape;
  const shared = dice.once(3) ? sharing(dice, one) : one;
  const drawn = dice.once(3) ? withExperts(dice, shared) : shared;
  const closed = dice.once(3);
  const task: DrawTask = dice.once(4) ? { ...drawn, reasons: reasons(dice) } : drawn;
  if (!closed) return task;
  const salted = <Leaf>(leaf: Leaf): Leaf & { salt: string } => ({ ...leaf, salt: dice.hex64() });
  return {
    ...task,
    pools: 'closed',
    targets: task.targets.map(salted),
    inspectors: task.inspectors.map(salted),
    exclusions: task.exclusions.map(salted),
  };
}
