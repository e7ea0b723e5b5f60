import { type EntityManager } from 'typeorm';

import { isPublic, type InspectionState } from '../life/life-cycle.js';
import { type Outcome, type RectificationState } from './rectification-life.js';
import { RectificationStep, type RectificationItem } from './rectification-step.entity.js';
import { Rectification } from './rectification.entity.js';

/* What others read of rectifications: documents and disclosure. */

/** One order, as a document of it says. */
export interface RectificationOrder {
  readonly on: string;
  readonly deadline: string;
  /** null: the same as before. */
  readonly items: readonly RectificationItem[] | null;
  readonly by: string;
}

export interface RectificationReading {
  readonly id: number;
  readonly findingCode: string;
  /** null: its finding spoke of the inspection as a whole. */
  readonly matterId: number | null;
  readonly state: RectificationState;
  readonly orderedOn: string;
  /** By when it must be mended, as it was said last. */
  readonly deadline: string;
  /** How it ended; null while it is open. */
  readonly outcome: Outcome | null;
  readonly failedRechecks: number;
  /** Every order, the earliest first: the first one, and those that were given again after a failed recheck. */
  readonly orders: readonly RectificationOrder[];
  /** Whether the result of its inspection is public. Before that nothing of the rectification is. */
  readonly isPublic: boolean;
}

/** Numbers in one statement: SQLite takes 32 766 parameters. */
const AT_ONCE = 1000;

/** Reads the rectifications of some inspections, the earliest first; an inspection without any has an empty list. */
export async function readRectificationsOf(
  manager: EntityManager,
  inspectionIds: readonly number[],
): Promise<Map<number, RectificationReading[]>> {
  const found = new Map<number, RectificationReading[]>(inspectionIds.map((id) => [id, []]));
  const wanted = [...found.keys()];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    const rows = await manager.query<
      (Omit<RectificationReading, 'failedRechecks' | 'isPublic' | 'orders'> & {
        failed: number | string;
        inspectionId: number;
        inspectionState: InspectionState;
      })[]
    >(
      `SELECT r.inspection_id AS inspectionId, r.id AS id, r.finding_code AS findingCode, r.matter_id AS matterId,
              r.state AS state, r.ordered_on AS orderedOn, r.deadline AS deadline, r.outcome AS outcome,
              i.state AS inspectionState,
              (SELECT COUNT(*) FROM rectification_steps s WHERE s.rectification_id = r.id
                 AND s.step = 'recheck' AND s.to_state = 'failed') AS failed
         FROM rectifications r JOIN inspections i ON i.id = r.inspection_id
        WHERE r.inspection_id IN (${some.map(() => '?').join(', ')})
        ORDER BY r.inspection_id, r.id`,
      some,
    );
    const orders = await readOrders(manager, some);
    for (const { failed, inspectionId, inspectionState, ...row } of rows) {
      found.get(inspectionId)?.push({
        ...row,
        failedRechecks: Number(failed),
        orders: orders.get(row.id) ?? [],
        isPublic: isPublic(inspectionState),
      });
    }
  }
  return found;
}

async function readOrders(
  manager: EntityManager,
  inspectionIds: readonly number[],
): Promise<ReadonlyMap<number, RectificationOrder[]>> {
  const steps = await manager
    .createQueryBuilder(RectificationStep, 'step')
    .innerJoin(Rectification, 'one', 'one.id = step.rectificationId')
    .where('one.inspectionId IN (:...inspectionIds)', { inspectionIds: [...inspectionIds] })
    .andWhere(`step.step IN ('order', 'reorder')`)
    .orderBy('step.id', 'ASC')
    .getMany();
  const orders = new Map<number, RectificationOrder[]>();
  for (const { byName, deadline, details, onDay, rectificationId } of steps) {
    const order = { on: onDay ?? '', deadline: deadline ?? '', items: details?.items ?? null, by: byName };
    orders.set(rectificationId, [...(orders.get(rectificationId) ?? []), order]);
  }
  return orders;
}

/** Of those that were ordered in one year. */
