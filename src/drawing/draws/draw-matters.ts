import { type DataSource, type EntityManager } from 'typeorm';

import { kindsInPool, namedKinds, type MatterForKinds } from '../../registry/matters/applicable-matters.js';

/* Plain statements, because the engine's thread knows no entities. */

/** A matter of a draw with the kinds of target it is for; see draw-matter.entity.ts for when they are what. */
export interface DrawnMatter extends MatterForKinds {
  readonly matterId: number;
}

/** Fixes the matters of a draw and the kinds that each of them names, as the checklist has them at this moment. */
export async function writeDrawMatters(
  manager: EntityManager,
  drawId: number,
  matterIds: readonly number[],
): Promise<void> {
  const matters = await manager.query<{ id: number; targetKind: string | null }[]>(
    `SELECT id AS id, target_kind AS targetKind FROM matters WHERE id IN (${matterIds.map(() => '?').join(', ')})`,
    [...matterIds],
  );
  await manager.query(
    `INSERT INTO draw_matters (draw_id, matter_id, target_kinds) VALUES ${matters.map(() => '(?, ?, ?)').join(', ')}`,
    matters.flatMap(({ id, targetKind }) => {
      const named = namedKinds(targetKind);
      return [drawId, id, named.length === 0 ? null : JSON.stringify(named)];
    }),
  );
}

/** Of a draw that goes on from an earlier one: what that one was about, kinds and all. */
export async function copyDrawMatters(manager: EntityManager, earlierDrawId: number, drawId: number): Promise<void> {
  await manager.query(
    'INSERT INTO draw_matters (draw_id, matter_id, target_kinds) SELECT ?, matter_id, target_kinds FROM draw_matters WHERE draw_id = ?',
    [drawId, earlierDrawId],
  );
}

/** In the order of their rows. */
export async function readDrawMatters(source: DataSource | EntityManager, drawId: number): Promise<DrawnMatter[]> {
  const rows = await source.query<{ matterId: number; targetKinds: string | null }[]>(
    'SELECT matter_id AS matterId, target_kinds AS targetKinds FROM draw_matters WHERE draw_id = ? ORDER BY matter_id',
    [drawId],
  );
  return rows.map(({ matterId, targetKinds }) => ({
    matterId,
    targetKinds: targetKinds === null ? null : (JSON.parse(targetKinds) as string[]),
  }));
}

/** Leaves of the kinds that each matter names those that the pool holds. Done twice it changes nothing. */
export async function keepPoolKinds(
  manager: EntityManager,
  drawId: number,
  matters: readonly DrawnMatter[],
  poolKinds: ReadonlySet<string>,
): Promise<void> {
  for (const { matterId, targetKinds } of matters) {
    if (targetKinds === null) continue;
    const held = kindsInPool(targetKinds, poolKinds);
    if (held?.length === targetKinds.length) continue;
    await manager.query('UPDATE draw_matters SET target_kinds = ? WHERE draw_id = ? AND matter_id = ?', [
      held === null ? null : JSON.stringify(held),
      drawId,
      matterId,
    ]);
  }
}
