import { type InspectorLeaf, type Relation } from '../../src/protocol/index.js';
import { following, type DrawnTask, type DrawTask } from '../../src/protocol/vectors/small-draw.js';
import { type Dice } from './dice.js';

/** An earlier draw, and what can be drawn in its stead or beyond it. */
export interface Earlier {
  readonly task: DrawTask;
  readonly drawn: DrawnTask;
}

const WHOLE = {
  censusBelow: null,
  conditions: [],
  id: 'all',
  minimum: null,
  rate: { direction: 'exactly', millionths: 1_000_000 },
  reserve: 0,
} as const;

function related({ drawn }: Earlier, ordinal: number): Omit<Relation, 'kind'> {
  return {
    commitment: drawn.commitment,
    draw: drawn.manifest.drawId,
    ordinal,
    reason: { en: 'because', zh: '因故' },
    record: drawn.recordHash,
  };
}

/** A draw for its own secret, at later moments, in the same log as it went on. */
function apart({ drawn, task }: Earlier, dice: Dice): DrawTask {
  const { exclusions, filter, inspectors, maxLoad, pools = 'open', rules, strata, targets } = task;
  const pool = { exclusions, filter, inspectors, maxLoad, pools, rules, strata, targets };
  const { log, times } = following(drawn);
  const { length } = log.before;
  const ground = dice.between(drawn.log.entries.at(-1)!.index + 1, length);
  const previous = dice.of([0, length + 1, dice.below(length + 2)]);
  return {
    ...pool,
    drawId: 'D-2026-0002',
    log: { ...log, ground, previous },
    secret: dice.hex64(),
    times: { ...times, ground: dice.of([times.ground!, times.commit]) },
  };
}

export function againAfter(earlier: Earlier, dice: Dice): DrawTask {
  const { total } = earlier.task;
  return {
    ...apart(earlier, dice),
    ...(total === undefined ? {} : { total }),
    relation: { ...related(earlier, 1), kind: 'again' },
  };
}

/** Undefined where the earlier draw has no reserve. */
export function supplementOf(earlier: Earlier, dice: Dice): DrawTask | undefined {
  const strata = earlier.drawn.manifest.strata.flatMap(({ id, reserve, size }, at) =>
    reserve > 0 ? [{ at, id, reserve, size }] : [],
  );
  if (strata.length === 0) return undefined;
  const ordinal = dice.between(1, 2);
  const wanted = new Set<string>();
  const places = strata.map(({ at, id, reserve, size }) => {
    const from = ordinal === 1 ? size : size + dice.below(reserve);
    const until = dice.between(from + 1, size + reserve);
    const order = [...earlier.drawn.record.selection[at]!.reserve];
    for (const target of order.slice(from - size, until - size)) wanted.add(target);
    return { from, stratum: id, until };
  });
  const task = apart(earlier, dice);
  return {
    ...task,
    exclusions: [],
    relation: { ...related(earlier, ordinal), kind: 'supplement', places },
    strata: [WHOLE],
    targets: task.targets.filter(({ id }) => wanted.has(id)),
  };
}

/** Undefined where the earlier draw made no teams. */
export function replacementIn(earlier: Earlier, dice: Dice): DrawTask | undefined {
  const teams = [...earlier.drawn.record.teams].map(({ seats, target }) => ({ people: seats.flat().sort(), target }));
  if (teams.length === 0) return undefined;
  const first = dice.of(teams);
  const count = dice.between(1, first.people.length);
  const chosen = new Map([[first.target, first.people]]);
  for (const { people, target } of teams)
    if (chosen.size < 4 && people.length >= count && dice.once(3)) chosen.set(target, people);
  const left = [...chosen].sort(([a], [b]) => (a < b ? -1 : 1));
  const task = apart(earlier, dice);
  const recused = (leaf: InspectorLeaf): InspectorLeaf => {
    const more = left.filter(([, people]) => people.includes(leaf.id)).map(([target]) => target);
    return { ...leaf, recusals: [...new Set([...leaf.recusals, ...more])].sort() };
  };
  return {
    ...task,
    exclusions: [],
    inspectors: task.inspectors.map(recused),
    relation: {
      ...related(earlier, 1),
      kind: 'replacement',
      seats: left.flatMap(([target, people]) => people.slice(0, count).map((inspector) => ({ inspector, target }))),
    },
    rules: [
      {
        conditions: [],
        seats: [
          { agencies: [...new Set(task.inspectors.map(({ agency }) => agency))].sort(), count, qualifications: [] },
        ],
      },
    ],
    strata: [WHOLE],
    targets: task.targets.filter(({ id }) => chosen.has(id)),
  };
}

export const RELATED = { again: againAfter, supplement: supplementOf, replacement: replacementIn } as const;
