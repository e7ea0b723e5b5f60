import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';

import { chinaDay } from '../platform/clock/days.js';
import { PROBLEM_CODES } from '../fieldwork/findings/finding-codes.js';
import { IN_PUBLIC, WITH_RESULT } from '../fieldwork/life/life-cycle.js';
import { momentForQuery, momentOfRow } from '../platform/database/plain-moments.js';
import { readSnapshot } from '../platform/database/read-snapshot.js';
import { subtreeRange } from '../registry/agencies/agency-path.js';
import { type CoverageFacts, type CoverageYear, type MissingMatter } from './coverage-figures.js';

/** Whose matters and inspections are counted. */
export interface CoverageScope {
  readonly agencyId: number;
  /** The agency's path, `/1/5/`. */
  readonly path: string;
  /** Its own alone, or those of all agencies below it as well. */
  readonly subtree: boolean;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Counts what coverage is made of, from the rows themselves: no counter is kept that could drift. All queries of one answer
 * read the same moment. They go from the scope's draws into `ix_inspections_visits`, which holds all that is counted, and
 * read no row of `inspections` itself.
 */
@Injectable()
export class CoverageCounts {
  constructor(private readonly dataSource: DataSource) {}

  async of(scope: CoverageScope, year: CoverageYear): Promise<CoverageFacts> {
    return readSnapshot(this.dataSource, async (runner) => {
      const read = new Reading(runner, scope, year);
      return {
        ...(await read.matters()),
        ...(await read.tasks()),
        ...(await read.visits()),
        ...(await read.targets()),
      };
    });
  }

  /** What is missing of the year alone. */
  async missing(scope: CoverageScope, year: CoverageYear): Promise<readonly MissingMatter[]> {
    return readSnapshot(this.dataSource, async (runner) => (await new Reading(runner, scope, year).matters()).missing);
  }
}

/** The queries of one answer. */
class Reading {
  private readonly below: Condition;

  constructor(
    private readonly runner: QueryRunner,
    private readonly scope: CoverageScope,
    private readonly year: CoverageYear,
  ) {
    const { from, before } = subtreeRange(scope.path);
    this.below = {
      sql: 'IN (SELECT a.id FROM agencies a WHERE a.path >= ? AND a.path < ?)',
      values: [from, before],
    };
  }

  /** The active matters, and of each that is missing what is on its way. */
  async matters(): Promise<Pick<CoverageFacts, 'activeMatters' | 'missing'>> {
    const owner = this.agencies('m');
    const active = this.standing('m');
    const matters = await this.rows<{ id: number; code: string; name: string; agencyId: number }>(
      `SELECT m.id AS id, m.code AS code, m.name AS name, m.agency_id AS agencyId
         FROM matters m WHERE ${owner.sql} AND ${active.sql} ORDER BY m.agency_id, m.code`,
      [...owner.values, ...active.values],
    );
    const covered = new Set((await this.coveredMatters()).map(({ id }) => id));
    const open = matters.filter(({ id }) => !covered.has(id));
    if (open.length === 0) return { activeMatters: matters.length, missing: [] };
    const drawn = daysById(await this.drawnMatters());
    const planned = daysById(await this.plannedMatters());
    const missing = open.map((matter): MissingMatter => ({
      ...matter,
      drawnOn: drawn.get(matter.id) ?? null,
      plannedOn: planned.get(matter.id) ?? null,
    }));
    return { activeMatters: matters.length, missing };
  }

  /** Inspections of the year's plan, and how many of them are closed. */
  async tasks(): Promise<Pick<CoverageFacts, 'drawn' | 'closed'>> {
    const by = this.agencies('d');
    const states = countsByState(
      await this.rows<{ state: string; count: unknown }>(
        `SELECT i.state AS state, COUNT(*) AS count
           FROM plans p JOIN batches b ON b.plan_id = p.id JOIN draws d ON d.batch_id = b.id
           JOIN inspections i ON i.draw_id = d.id
          WHERE p.year = ? AND d.phase = 'issued' AND ${by.sql} GROUP BY i.state`,
        [this.year.year, ...by.values],
      ),
    );
    return { drawn: total(states), closed: states.get('closed') ?? 0 };
  }

  /** Inspections visited in the year that have their result. */
  async visits(): Promise<Pick<CoverageFacts, 'completed' | 'published' | 'withProblem'>> {
    const visits = this.visitsOfYear();
    const states = countsByState(
      await this.rows(`SELECT i.state AS state, COUNT(*) AS count ${visits.sql} GROUP BY i.state`, visits.values),
    );
    const [problems] = await this.rows<{ count: unknown }>(
      `SELECT COUNT(*) AS count ${visits.sql} AND EXISTS
         (SELECT 1 FROM findings f WHERE f.inspection_id = i.id AND f.code IN (${PROBLEM_CODES.map(() => '?').join(', ')}))`,
      [...visits.values, ...PROBLEM_CODES],
    );
    return {
      completed: total(states),
      published: IN_PUBLIC.reduce((sum, state) => sum + (states.get(state) ?? 0), 0),
      withProblem: Number(problems?.count ?? 0),
    };
  }

  /** The targets that a draw of this agency could take (its own and those below it), and those of them that were inspected in the year. */
  async targets(): Promise<Pick<CoverageFacts, 'pool' | 'inspectedTargets'>> {
    const standing = this.standing('t');
    const pool = `t.agency_id ${this.below.sql} AND t.state = 'active' AND ${standing.sql}`;
    const values = [...this.below.values, ...standing.values];
    const visits = this.visitsOfYear();
    const [all] = await this.rows<{ count: unknown }>(`SELECT COUNT(*) AS count FROM targets t WHERE ${pool}`, values);
    const [inspected] = await this.rows<{ count: unknown }>(
      `SELECT COUNT(*) AS count FROM (SELECT DISTINCT i.target_id AS id ${visits.sql}) visited
         JOIN targets t ON t.id = visited.id WHERE ${pool}`,
      [...visits.values, ...values],
    );
    return { pool: Number(all?.count ?? 0), inspectedTargets: Number(inspected?.count ?? 0) };
  }

  /** A published inspection covers the matters that are for its target's kind, not all that its draw was about. */
  private coveredMatters(): Promise<{ id: number }[]> {
    const by = this.agencies('d');
    const { firstDay, lastDay } = this.year;
    return this.rows(
      `SELECT DISTINCT k.matter_id AS id FROM draws d JOIN draw_kind_matters k ON k.draw_id = d.id
        WHERE d.phase = 'issued' AND ${by.sql} AND EXISTS
          (SELECT 1 FROM inspections i
            WHERE i.draw_id = k.draw_id AND i.target_kind = k.target_kind
              AND i.state ${oneOf(IN_PUBLIC)} AND i.visited_on BETWEEN ? AND ?)`,
      [...by.values, firstDay, lastDay],
    );
  }

  /** The matters that a drawn target is inspected for: there is a row of a kind only where one of it was drawn. */
  private drawnMatters(): Promise<{ id: number; at: Date | string }[]> {
    const by = this.agencies('d');
    return this.rows(
      `SELECT k.matter_id AS id, MIN(d.drawn_at) AS at FROM draws d JOIN draw_kind_matters k ON k.draw_id = d.id
        WHERE d.phase = 'issued' AND d.drawn_at >= ? AND d.drawn_at < ? AND ${by.sql}
        GROUP BY k.matter_id`,
      [this.moment(this.year.start), this.moment(this.year.end), ...by.values],
    );
  }

  private plannedMatters(): Promise<{ id: number; at: Date | string }[]> {
    const by = this.agencies('p');
    return this.rows(
      `SELECT bm.matter_id AS id, MIN(COALESCE(o.draw_at, o.due_at)) AS at
         FROM plans p JOIN batches b ON b.plan_id = p.id JOIN batch_matters bm ON bm.batch_id = b.id
         JOIN occurrences o ON o.batch_id = b.id
        WHERE p.state = 'published' AND b.cancelled_at IS NULL AND o.state IN ('planned', 'drawing')
          AND COALESCE(o.draw_at, o.due_at) >= ? AND COALESCE(o.draw_at, o.due_at) < ? AND ${by.sql} GROUP BY bm.matter_id`,
      [this.moment(this.year.start), this.moment(this.year.end), ...by.values],
    );
  }

  /** FROM and WHERE of the visits of the year whose result is reported; aliases `d` and `i`. */
  private visitsOfYear(): Condition {
    const by = this.agencies('d');
    return {
      sql: `FROM draws d JOIN inspections i ON i.draw_id = d.id
             WHERE d.phase = 'issued' AND i.visited_on BETWEEN ? AND ? AND i.state ${oneOf(WITH_RESULT)} AND ${by.sql}`,
      values: [this.year.firstDay, this.year.lastDay, ...by.values],
    };
  }

  /** The rows of the agencies that are counted. */
  private agencies(alias: string): Condition {
    if (!this.scope.subtree) return { sql: `${alias}.agency_id = ?`, values: [this.scope.agencyId] };
    return { sql: `${alias}.agency_id ${this.below.sql}`, values: this.below.values };
  }

  /**
   * Was on the list, and not retired, at the moment that counts. While the year lasts that is now, and then an index that
   * knows what is retired answers alone.
   */
  private standing(alias: string): Condition {
    const { asOf, end } = this.year;
    if (asOf < end) return { sql: `${alias}.retired_at IS NULL`, values: [] };
    return {
      sql: `${alias}.created_at < ? AND (${alias}.retired_at IS NULL OR ${alias}.retired_at >= ?)`,
      values: [this.moment(end), this.moment(end)],
    };
  }

  private moment(moment: Date): Date | string {
    return momentForQuery(this.runner.connection, moment);
  }

  private async rows<T>(sql: string, values: readonly unknown[]): Promise<T[]> {
    return (await this.runner.query(sql, [...values])) as T[];
  }
}

function countsByState(rows: readonly { state: string; count: unknown }[]): Map<string, number> {
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Constant words, in SQL. */
const oneOf = (states: readonly string[]): string => `IN (${states.map((state) => `'${state}'`).join(', ')})`;

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

function daysById(rows: readonly { id: number; at: Date | string }[]): Map<number, string> {
  return new Map(rows.map(({ id, at }) => [id, chinaDay(momentOfRow(at))]));
}
