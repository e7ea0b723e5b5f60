import { type QueryRunner } from 'typeorm';

import { type PoolTarget } from '../targets/target-pool.js';
import { CODES_AT_ONCE, visitsByCode } from './pool-visits.js';

/**
 * Tells of the targets of a pool, page by page, by which of some draws they are visited. By code, as everything that a pool
 * asks of visits; those that were taken back are not among them. Plain SQL, and memory for one page.
 */
export class VisitedBy {
  /** @param drawIds those that are asked about */
  constructor(
    private readonly runner: QueryRunner,
    private readonly drawIds: ReadonlySet<number>,
  ) {}

  /** code → rows of draws, ascending. */
  async of(page: readonly PoolTarget[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const found = new Map<string, number[]>();
    if (this.drawIds.size === 0) return found;
    for (let start = 0; start < page.length; start += CODES_AT_ONCE) {
      const codes = page.slice(start, start + CODES_AT_ONCE).map(({ code }) => code);
      const rows = (await this.runner.query(
        `SELECT target_code AS code, draw_id AS drawId FROM ${visitsByCode(this.runner)}
          WHERE target_code IN (${codes.map(() => '?').join(', ')}) AND retired_at IS NULL AND draw_id IS NOT NULL
          ORDER BY draw_id`,
        codes,
      )) as { code: string; drawId: number }[];
      for (const { code, drawId } of rows) {
        if (!this.drawIds.has(drawId)) continue;
        const draws = found.get(code);
        if (draws === undefined) found.set(code, [drawId]);
        else draws.push(drawId);
      }
    }
    return found;
  }
}
