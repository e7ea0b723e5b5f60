import { DomainError } from '../../platform/errors/domain-error.js';
import {
  Classifier,
  compareUtf8,
  type InspectorLeaf,
  type Seat,
  type StratumRule,
  type TargetLeaf,
  type Team,
  type TeamRule,
} from '../../protocol/index.js';

/** Who leaves which target's team (protocol §11). */
export interface LeavingSeat {
  readonly inspector: string;
  readonly target: string;
}

/** The attribute that tells which places of a target's team are drawn anew. */
export const LEAVING = 'leaving';

/** Every target of a supplement or a replacement is drawn. */
export const ALL_DRAWN: readonly StratumRule[] = [
  {
    id: 'all',
    conditions: [],
    rate: { direction: 'exactly', millionths: 1_000_000 },
    minimum: null,
    censusBelow: null,
    reserve: 0,
  },
];

/**
 * Checks that everyone who is to leave sits in the team, once.
 * @param teams inspectors who sit in the team of each target now
 */
export function checkLeaving(teams: ReadonlyMap<string, readonly string[]>, seats: readonly LeavingSeat[]): void {
  if (seats.length === 0) throw new RangeError('a replacement is for at least one seat');
  const named = new Map<string, Set<string>>();
  for (const { inspector, target } of seats) {
    const team = teams.get(target);
    if (!team?.includes(inspector)) throw notInTeam(inspector, target);
    const leaving = named.get(target) ?? new Set<string>();
    if (leaving.has(inspector)) throw namedTwice(inspector, target);
    named.set(target, leaving.add(inspector));
  }
}

/**
 * The targets of a replacement as they were in the earlier draw, each with the places of its team that are drawn anew, and
 * the rules for them: whoever comes is of the kind of the seat that was left. Where all places are of one kind, `leaving` is
 * their number; otherwise the number of places of each kind, as `1+0+2`.
 * @param rules of the earlier draw
 * @param teams of its record
 */
export function leavingTeams(
  targets: readonly TargetLeaf[],
  rules: readonly TeamRule[],
  teams: readonly Team[],
  leaving: readonly LeavingSeat[],
): { readonly targets: readonly TargetLeaf[]; readonly rules: readonly TeamRule[] } {
  const classifier = new Classifier(rules.map(({ conditions }) => conditions));
  const teamOf = new Map(teams.map((team) => [team.target, team]));
  const kinds = new Map<string, Seat>();
  const left = targets.map(({ attributes, id }) => {
    const seats = rules[classifier.of(attributes)[0] ?? -1]?.seats ?? [];
    const counts = new Map<string, number>();
    for (const { inspector, target } of leaving) {
      if (target !== id) continue;
      const seat = seats[teamOf.get(id)?.seats.findIndex((people) => people.includes(inspector)) ?? -1];
      if (seat === undefined) throw new Error(`${inspector} does not sit in the team of ${id}`);
      const key = kindOf(seat);
      kinds.set(key, seat);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  });
  const inOrder = [...kinds].sort(([a], [b]) => compareUtf8(a, b));
  const wordOf = (counts: ReadonlyMap<string, number>): number | string => {
    const each = inOrder.map(([key]) => counts.get(key) ?? 0);
    return each.length === 1 ? each[0]! : each.join('+');
  };
  const ruleOf = new Map(left.map((counts) => [wordOf(counts), counts]));
  const words = [...ruleOf.keys()].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : compareUtf8(String(a), String(b)),
  );
  return {
    targets: targets.map(({ attributes, id }, at) => ({
      attributes: { ...attributes, [LEAVING]: wordOf(left[at]!) },
      id,
    })),
    rules: words.map((word) => ({
      conditions: [{ field: LEAVING, in: [word] }],
      seats: inOrder.flatMap(([key, seat]) => {
        const count = ruleOf.get(word)?.get(key) ?? 0;
        return count === 0 ? [] : [{ ...seat, count }];
      }),
    })),
  };
}

/** Equal for seats that the same people may fill. */
const kindOf = (seat: Seat): string => JSON.stringify({ ...seat, count: 0 });

/**
 * The inspector with the named targets in whose team he sits, or sat, among his recusals: nobody is drawn into a place
 * beside himself, and nobody comes back by lot to a team that he left.
 * @param satIn by target, all who sit in its team now and all who left it
 */
export function withTeamsRecused(leaf: InspectorLeaf, satIn: ReadonlyMap<string, readonly string[]>): InspectorLeaf {
  const own = [...satIn].filter(([, inspectors]) => inspectors.includes(leaf.id)).map(([target]) => target);
  if (own.length === 0) return leaf;
  return { ...leaf, recusals: [...new Set([...leaf.recusals, ...own])].sort(compareUtf8) };
}

const notInTeam = (inspector: string, target: string): DomainError =>
  new DomainError('conflict', 'inspector_not_in_team', {
    zh: `检查人员“${inspector}”不在检查对象“${target}”的检查组中，只能更换组内的人员。`,
    en: `Inspector "${inspector}" is not in the team of target "${target}"; only members of the team can be replaced.`,
  });

const namedTwice = (inspector: string, target: string): DomainError =>
  new DomainError('invalid', 'seat_named_twice', {
    zh: `检查对象“${target}”的检查人员“${inspector}”列了两次，每个席位只能列一次。`,
    en: `Inspector "${inspector}" of target "${target}" is named twice; name each seat once.`,
  });
