import { type EntityManager } from 'typeorm';

import { subtreeRange } from '../../registry/agencies/agency-path.js';
import { isPublic, type InspectionState } from '../life/life-cycle.js';
import { type Outcome, type RectificationState } from './rectification-life.js';
import { RectificationStep, type RectificationItem } from './rectification-step.entity.js';
import { Rectification } from './rectification.entity.js';

/* What others read of rectifications: documents, disclosure, statistics. */

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
export interface RectificationCounts {
  readonly agencyId: number;
  readonly ordered: number;
  readonly open: number;
  /** Open, and their day is over. */
  readonly overdue: number;
  readonly mended: number;
  readonly transferred: number;
  /** Ended without having been mended. */
  readonly ended: number;
  /** Failed at least one recheck, whatever became of them. */
  readonly failedOnce: number;
}

/**
 * Counts the rectifications that were ordered in a year, for each agency that ordered any, by id.
 * @param path the agency's path, `/1/5/`: it and all below it
 * @param today the day in China
 */
export async function countRectifications(
  manager: EntityManager,
  path: string,
  year: number,
  today: string,
): Promise<RectificationCounts[]> {
  const { before, from } = subtreeRange(path);
  const when = (condition: string, name: string): string => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${name}`;
  const late = `r.open_one = 1 AND r.due_on < ?`;
  const rows = await manager.query<Record<keyof RectificationCounts, number | string>[]>(
    `SELECT r.agency_id AS agencyId, COUNT(*) AS ordered, ${when('r.open_one = 1', 'open')}, ${when(late, 'overdue')},
            ${when(`r.outcome = 'mended'`, 'mended')}, ${when(`r.outcome = 'transferred'`, 'transferred')},
            ${when(`r.outcome = 'ended'`, 'ended')},
            ${when(
              `EXISTS (SELECT 1 FROM rectification_steps s WHERE s.rectification_id = r.id AND s.step = 'recheck' AND s.to_state = 'failed')`,
              'failedOnce',
            )}
       FROM rectifications r
      WHERE r.agency_id IN (SELECT a.id FROM agencies a WHERE a.path >= ? AND a.path < ?)
        AND r.ordered_on BETWEEN ? AND ?
      GROUP BY r.agency_id ORDER BY r.agency_id`,
    [today, from, before, `${year}-01-01`, `${year}-12-31`],
  );
  return rows.map((row) => ({
    agencyId: Number(row.agencyId),
    ordered: Number(row.ordered),
    open: Number(row.open),
    overdue: Number(row.overdue),
    mended: Number(row.mended),
    transferred: Number(row.transferred),
    ended: Number(row.ended),
    failedOnce: Number(row.failedOnce),
  }));
}
