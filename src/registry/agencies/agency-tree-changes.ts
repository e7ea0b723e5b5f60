import { type EntityManager } from 'typeorm';

import { holdName } from '../../platform/database/row-lock.js';
import { aboveItsParent, parentBelowItself, treeTooDeep } from './agencies.errors.js';
import { LONGEST_PATH, liesWithin, pathBelow, subtreeRange } from './agency-path.js';
import { Agency, AGENCY_LEVELS, type AgencyLevel } from './agency.entity.js';
import { openAgencies } from './open-agencies.js';

/** Room for an id of its own at the end of a path. */
const LONGEST_ID = 11;

/**
 * Changes of the tree run one after the other: two moves at the same time, each sound in itself, could make a ring. The
 * lock comes before the first plain read, so that MySQL's snapshot shows what the one before has committed.
 */
export const lockTree = (manager: EntityManager): Promise<void> => holdName(manager, 'agencies');

/** Checks where new agencies are to stand and returns the paths of their parents, `/` at the top. */
export async function growTree(
  manager: EntityManager,
  drafts: readonly { readonly level: AgencyLevel; readonly parentId: number | null }[],
): Promise<string[]> {
  const parents = await openAgencies(
    manager,
    drafts.flatMap((draft) => draft.parentId ?? []),
  );
  return drafts.map((draft) => {
    const parent = draft.parentId === null ? undefined : parents.get(draft.parentId);
    if (parent === undefined) return '/';
    if (rank(draft.level) < rank(parent.level)) throw aboveItsParent(draft.level, parent.level);
    if (parent.path.length + LONGEST_ID > LONGEST_PATH) throw treeTooDeep();
    return parent.path;
  });
}

/** Refuses a level above the parent's or below a child's. */
export async function requireLevels(
  manager: EntityManager,
  agency: { readonly id: number; readonly level: AgencyLevel; readonly parentId: number | null },
): Promise<void> {
  if (agency.parentId !== null) {
    const parent = await manager.findOneBy(Agency, { id: agency.parentId });
    if (parent !== null && rank(agency.level) < rank(parent.level)) throw aboveItsParent(agency.level, parent.level);
  }
  const children = await manager.findBy(Agency, { parentId: agency.id });
  for (const child of children) {
    if (rank(child.level) < rank(agency.level)) throw aboveItsParent(child.level, agency.level);
  }
}

/** Hangs an agency under another parent and rewrites the paths of all below it, in one statement. */
export async function moveInTree(manager: EntityManager, agency: Agency, parentId: number | null): Promise<void> {
  const parent = parentId === null ? undefined : (await openAgencies(manager, [parentId])).get(parentId);
  if (parent !== undefined && liesWithin(parent.path, agency.id)) throw parentBelowItself(agency.name);
  const path = pathBelow(parent?.path ?? null, agency.id);
  const { from, before } = subtreeRange(agency.path);
  const deepest = await manager
    .createQueryBuilder(Agency, 'agency')
    .select('MAX(LENGTH(agency.path))', 'length')
    .where('agency.path >= :from AND agency.path < :before', { from, before })
    .getRawOne<{ length: number }>();
  if (Number(deepest?.length ?? 0) - agency.path.length + path.length > LONGEST_PATH) throw treeTooDeep();
  // CONCAT and SUBSTR mean the same on MySQL and on SQLite (3.44 and later)
  await manager.query('UPDATE agencies SET path = CONCAT(?, SUBSTR(path, ?)) WHERE path >= ? AND path < ?', [
    path,
    agency.path.length + 1,
    from,
    before,
  ]);
}

function rank(level: AgencyLevel): number {
  return AGENCY_LEVELS.indexOf(level);
}
