import { DomainError } from '../../platform/errors/domain-error.js';
import {
  compareUtf8,
  type InspectorLeaf,
  type StratumRule,
  type TargetLeaf,
  type TeamRule,
} from '../../protocol/index.js';

/** Who leaves which target's team (protocol §11). */
export interface LeavingSeat {
  readonly inspector: string;
  readonly target: string;
}

/** The attribute that tells how many places of a target's team are drawn anew. */
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

/** The targets of a replacement as they were in the earlier draw, each with the number of its places that are drawn anew. */
export function leavingLeaves(targets: readonly TargetLeaf[], seats: readonly LeavingSeat[]): readonly TargetLeaf[] {
  const places = placesOf(seats);
  return targets
    .filter(({ id }) => places.has(id))
    .map(({ attributes, id }) => ({ attributes: { ...attributes, [LEAVING]: places.get(id)! }, id }));
}

/** One rule for each number of places, ascending: as many inspectors of the earlier seat's kind. */
export function leavingRules(
  seat: { readonly agencies: readonly string[]; readonly qualifications: readonly string[] },
  seats: readonly LeavingSeat[],
): readonly TeamRule[] {
  const counts = [...new Set(placesOf(seats).values())].sort((a, b) => a - b);
  return counts.map((count) => ({
    conditions: [{ field: LEAVING, in: [count] }],
    seats: [{ agencies: seat.agencies, count, qualifications: seat.qualifications }],
  }));
}

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

function placesOf(seats: readonly LeavingSeat[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { target } of seats) places.set(target, (places.get(target) ?? 0) + 1);
  return places;
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
