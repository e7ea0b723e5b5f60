import { type QueryRunner } from 'typeorm';

import { type PoolTarget } from '../targets/target-pool.js';
import { daysThatMatter, leftOut, limitsAnything, type DatedLimits, type LeftOut } from './left-out.js';
import { type VisitsOf } from './visit-rules.js';

/** Codes in one statement: MariaDB takes more than a thousand for a table that it joins. */
export const CODES_AT_ONCE = 900;
const NEVER: VisitsOf = { inYear: 0, last: null };

/**
 * Judges targets as they come out of a pool, page by page. For a worker without Nest, and beside `readTargetPool`: plain SQL,
 * and memory for one page, however many visits there are; each code is looked up in an index that holds the whole answer. A code
 * that stands on several lists has the visits of all of them.
 */
export class VisitJudge {
  private readonly agencyIds: ReadonlySet<number>;
  private readonly days: ReturnType<typeof daysThatMatter>;

  /** @param agencyIds those whose visits count */
  constructor(
    private readonly runner: QueryRunner,
    private readonly limits: DatedLimits,
    agencyIds: readonly number[],
  ) {
    this.agencyIds = new Set(agencyIds);
    this.days = daysThatMatter(limits);
  }

  /** Those of a page that are left out, by code. Who is in no state to be drawn is not asked about. */
  async of(page: readonly PoolTarget[]): Promise<ReadonlyMap<string, LeftOut>> {
    const left = new Map<string, LeftOut>();
    if (!limitsAnything(this.limits)) return left;
    const active = page.filter(({ state }) => state === 'active');
    for (let start = 0; start < active.length; start += CODES_AT_ONCE) {
      const some = active.slice(start, start + CODES_AT_ONCE);
      const visits = await this.visitsOf(some.map(({ code }) => code));
      for (const { code, kind } of some) {
        const out = leftOut(this.limits, kind, visits.get(code) ?? NEVER);
        if (out !== undefined) left.set(code, out);
      }
    }
    return left;
  }

  private async visitsOf(codes: readonly string[]): Promise<Map<string, VisitsOf>> {
    const { since, yearFrom, yearUntil } = this.days;
    const rows = (await this.runner.query(
      `SELECT target_code AS code, agency_id AS agencyId, MAX(first_day) AS last,
              SUM(CASE WHEN first_day >= ? AND first_day <= ? THEN 1 ELSE 0 END) AS inYear
         FROM ${visitsByCode(this.runner)}
        WHERE target_code IN (${codes.map(() => '?').join(', ')}) AND first_day >= ? AND retired_at IS NULL
        GROUP BY target_code, agency_id`,
      [yearFrom, yearUntil, ...codes, since],
    )) as { code: string; agencyId: number; last: string; inYear: number | string }[];
    const found = new Map<string, VisitsOf>();
    for (const { agencyId, code, inYear, last } of rows) {
      if (!this.agencyIds.has(agencyId)) continue;
      const before = found.get(code) ?? NEVER;
      found.set(code, {
        inYear: before.inYear + Number(inYear),
        last: before.last === null || last > before.last ? last : before.last,
      });
    }
    return found;
  }
}

/** Left to itself an optimiser may walk all visits of a year instead. */
export function visitsByCode(runner: QueryRunner): string {
  return runner.connection.options.type === 'mysql'
    ? 'visits FORCE INDEX (ix_visits_code)'
    : 'visits INDEXED BY ix_visits_code';
}
