import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';

import { addDays, chinaDay } from '../platform/clock/days.js';
import { DueDays } from '../fieldwork/deadlines/due-days.service.js';
import { dueOn } from '../fieldwork/deadlines/due.js';
import { PROBLEM_CODES } from '../fieldwork/findings/finding-codes.js';
import { FROM_VISIT, IN_PUBLIC, WITH_RESULT } from '../fieldwork/life/life-cycle.js';
import { momentForQuery, momentOfRow } from '../platform/database/plain-moments.js';
import { readSnapshot } from '../platform/database/read-snapshot.js';
import { isMysql } from '../platform/database/tables.js';
import { subtreeRange } from '../registry/agencies/agency-path.js';
import {
  type CoverageFacts,
  type CoverageGaps,
  type CoverageYear,
  type MissingMatter,
  type OpenInspection,
  type OpenTarget,
} from './coverage-figures.js';

/** Inspections, and targets, in one answer that are missing. */
export const LISTED_ROWS = 100;

/** Whose matters and inspections are counted. */
export interface CoverageScope {
  readonly agencyId: number;
  /** The agency's path, `/1/5/`. */
  readonly path: string;
  /** Its own alone, or those of all agencies below it as well. */
  readonly subtree: boolean;
  /** Years of the cycle in which everyone's turn comes, this one the last of them; 1 unless told. */
  readonly cycleYears?: number;
}

/** Agencies whose results are due after the same number of working days. */
export interface DueGroup {
  /** null: all there are. */
  readonly agencyIds: readonly number[] | null;
  /** By when the result of a visit on this day is due. */
  dueAfter(visitedOn: string): string;
  /** The last day of a visit whose result should be public by now. */
  readonly lastDue: string;
}

export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Counts what coverage is made of, from the rows themselves: no counter is kept that could drift. All queries of one answer
 * read the same moment. They go from the scope's draws into `ix_inspections_visited`, which holds all that is counted, and
 * read no row of `inspections` itself.
 */
@Injectable()
export class CoverageCounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly dueDays: DueDays,
  ) {}

  /** @param today the day in China */
  async of(scope: CoverageScope, year: CoverageYear, today: string): Promise<CoverageFacts> {
    return this.read(scope, year, today, (read, groups) => read.all(groups));
  }

  async withGaps(
    scope: CoverageScope,
    year: CoverageYear,
    today: string,
  ): Promise<CoverageFacts & { readonly gaps: CoverageGaps }> {
    return this.read(scope, year, today, async (read, groups) => ({
      ...(await read.all(groups)),
      gaps: await read.gaps(groups),
    }));
  }

  /** With whatever else is counted at the same moment. */
  async with<T>(
    scope: CoverageScope,
    year: CoverageYear,
    today: string,
    count: (read: Reading) => Promise<T>,
  ): Promise<{ readonly coverage: CoverageFacts; readonly more: T }> {
    return this.read(scope, year, today, async (read, groups) => ({
      coverage: await read.all(groups),
      more: await count(read),
    }));
  }

  /** Whatever else is read at one moment. */
  async read<T>(
    scope: CoverageScope,
    year: CoverageYear,
    today: string,
    work: (read: Reading, groups: readonly DueGroup[]) => Promise<T>,
  ): Promise<T> {
    const groups = await this.dueGroups(today);
    return readSnapshot(this.dataSource, (runner) => work(new Reading(runner, scope, year), groups));
  }

  /** Most installations have one term, and then nobody need ask whose an inspection is. */
  private async dueGroups(today: string): Promise<DueGroup[]> {
    const termsOf = await this.dueDays.termsOfAll();
    const rows = await this.dataSource.query<{ id: number }[]>('SELECT id AS id FROM agencies');
    const byDays = new Map<number, number[]>();
    for (const { id } of rows) {
      const { publicationDays } = termsOf(id);
      const same = byDays.get(publicationDays);
      if (same === undefined) byDays.set(publicationDays, [id]);
      else same.push(id);
    }
    return [...byDays.values()].map((agencyIds) => {
      const terms = termsOf(agencyIds[0] ?? 0);
      const dueAfter = (visitedOn: string): string =>
        dueOn({ state: 'visited', visitedOn, plannedOn: null, visitUntil: visitedOn }, terms) ?? visitedOn;
      let lastDue = addDays(today, -1);
      while (dueAfter(lastDue) >= today) lastDue = addDays(lastDue, -1);
      return { agencyIds: byDays.size === 1 ? null : agencyIds, dueAfter, lastDue };
    });
  }

  /** What is missing of the year alone. */
  async missing(scope: CoverageScope, year: CoverageYear): Promise<readonly MissingMatter[]> {
    return readSnapshot(this.dataSource, async (runner) => (await new Reading(runner, scope, year).matters()).missing);
  }
}

/** The queries of one answer. */
export class Reading {
  private readonly below: Condition;
  /** The day in China on which a result became public, as SQL; alias `i`. */
  readonly publishedOn: string;

  constructor(
    private readonly runner: QueryRunner,
    private readonly scope: CoverageScope,
    readonly year: CoverageYear,
  ) {
    this.publishedOn = isMysql(runner)
      ? `DATE_FORMAT(i.published_at + INTERVAL 8 HOUR, '%Y-%m-%d')`
      : `date(i.published_at, '+8 hours')`;
    const { from, before } = subtreeRange(scope.path);
    this.below = {
      sql: 'IN (SELECT a.id FROM agencies a WHERE a.path >= ? AND a.path < ?)',
      values: [from, before],
    };
  }

  async all(groups: readonly DueGroup[]): Promise<CoverageFacts> {
    return {
      ...(await this.matters()),
      ...(await this.tasks()),
      ...(await this.visits()),
      ...(await this.publications(groups)),
      ...(await this.targets()),
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
    const published = this.coveredMatters();
    const covered = new Set((await this.rows<{ id: number }>(published.sql, published.values)).map(({ id }) => id));
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
  async visits(): Promise<Pick<CoverageFacts, 'completed' | 'published' | 'joint' | 'withProblem'>> {
    const visits = this.visitsOfYear();
    const states = countsByState(
      await this.rows(`SELECT i.state AS state, COUNT(*) AS count ${visits.sql} GROUP BY i.state`, visits.values),
    );
    const [problems] = await this.rows<{ count: unknown }>(
      `SELECT COUNT(*) AS count ${visits.sql} AND EXISTS
         (SELECT 1 FROM findings f WHERE f.inspection_id = i.id AND f.code IN (${PROBLEM_CODES.map(() => '?').join(', ')}))`,
      [...visits.values, ...PROBLEM_CODES],
    );
    const [joint] = await this.rows<{ count: unknown }>(
      `SELECT COUNT(*) AS count ${visits.sql} AND ${this.joint}`,
      visits.values,
    );
    return {
      joint: Number(joint?.count ?? 0),
      completed: total(states),
      published: IN_PUBLIC.reduce((sum, state) => sum + (states.get(state) ?? 0), 0),
      withProblem: Number(problems?.count ?? 0),
    };
  }

  /** The visits of the year whose result is public, or should be: by the working days of whose they are. */
  async publications(groups: readonly DueGroup[]): Promise<Pick<CoverageFacts, 'due' | 'inTime'>> {
    let [due, inTime] = [0, 0];
    const visits = this.visitsOfYear(FROM_VISIT);
    const { publishedOn } = this;
    for (const group of groups) {
      const whose = agenciesOf(group);
      const rows = await this.rows<{ visitedOn: string; publishedOn: string; count: unknown }>(
        `SELECT i.visited_on AS visitedOn, ${publishedOn} AS publishedOn, COUNT(*) AS count
           ${visits.sql}${whose.sql} AND i.published_at IS NOT NULL GROUP BY i.visited_on, ${publishedOn}`,
        [...visits.values, ...whose.values],
      );
      for (const { count, publishedOn: day, visitedOn } of rows) {
        due += Number(count);
        if (day <= group.dueAfter(visitedOn)) inTime += Number(count);
      }
      const [late] = await this.rows<{ count: unknown }>(
        `SELECT COUNT(*) AS count ${visits.sql}${whose.sql} AND i.published_at IS NULL AND i.visited_on <= ?`,
        [...visits.values, ...whose.values, group.lastDue],
      );
      due += Number(late?.count ?? 0);
    }
    return { due, inTime };
  }

  /** The first of what is missing, the oldest before the others. */
  async gaps(groups: readonly DueGroup[]): Promise<CoverageGaps> {
    const by = this.agencies('d');
    const unclosed = await this.rows<OpenInspection>(
      wholeRows(
        `SELECT i.id AS id FROM plans p JOIN batches b ON b.plan_id = p.id JOIN draws d ON d.batch_id = b.id
           JOIN inspections i ON i.draw_id = d.id
          WHERE p.year = ? AND d.phase = 'issued' AND ${by.sql} AND i.state <> 'closed' ORDER BY i.id`,
        'i.id',
      ),
      [this.year.year, ...by.values],
    );
    const visits = this.visitsOfYear(FROM_VISIT);
    const late = groups.map((group) => {
      const { sql, values } = agenciesOf(group);
      return { sql: `(i.visited_on <= ?${sql})`, values: [group.lastDue, ...values] };
    });
    const unpublished =
      late.length === 0
        ? []
        : await this.rows<OpenInspection>(
            wholeRows(
              `SELECT i.id AS id ${visits.sql} AND i.published_at IS NULL AND (${late.map(({ sql }) => sql).join(' OR ')})
                ORDER BY i.visited_on, i.id`,
              'i.visited_on, i.id',
            ),
            [...visits.values, ...late.flatMap(({ values }) => values)],
          );
    const pool = this.pool();
    const cycle = this.visitsOfYear(WITH_RESULT, this.cycleStart());
    const uninspected = await this.rows<OpenTarget>(
      `SELECT t.id AS id, t.agency_id AS agencyId, t.code AS code, t.name AS name FROM targets t
        WHERE ${pool.sql} AND t.id NOT IN (SELECT i.target_id ${cycle.sql}) ORDER BY t.id LIMIT ${LISTED_ROWS}`,
      [...pool.values, ...cycle.values],
    );
    return { unclosed, unpublished, uninspected };
  }

  /** The targets that a draw of this agency could take (its own and those below it), and those of them that were inspected in the cycle. */
  async targets(): Promise<Pick<CoverageFacts, 'pool' | 'inspectedTargets'>> {
    const { sql: pool, values } = this.pool();
    const visits = this.visitsOfYear(WITH_RESULT, this.cycleStart());
    const [all] = await this.rows<{ count: unknown }>(`SELECT COUNT(*) AS count FROM targets t WHERE ${pool}`, values);
    const [inspected] = await this.rows<{ count: unknown }>(
      `SELECT COUNT(*) AS count FROM (SELECT DISTINCT i.target_id AS id ${visits.sql}) visited
         JOIN targets t ON t.id = visited.id WHERE ${pool}`,
      [...visits.values, ...values],
    );
    return { pool: Number(all?.count ?? 0), inspectedTargets: Number(inspected?.count ?? 0) };
  }

  /** The targets of its draws; alias `t`. */
  pool(): Condition {
    const standing = this.standing('t');
    return {
      sql: `t.agency_id ${this.below.sql} AND t.state = 'active' AND ${standing.sql}`,
      values: [...this.below.values, ...standing.values],
    };
  }

  private cycleStart(): string {
    return `${this.year.year - (this.scope.cycleYears ?? 1) + 1}-01-01`;
  }

  /** Whose own inspections count as joint: of a draw in which others take part, or merged into one visit; aliases `d` and `i`. */
  readonly joint = `(d.id IN (SELECT p.draw_id FROM draw_participants p)
          OR i.id IN (SELECT v.first_id FROM joint_visits v WHERE v.state = 'merged')
          OR i.id IN (SELECT v.second_id FROM joint_visits v WHERE v.state = 'merged'))`;

  /** A published inspection covers the matters that are for its target's kind, not all that its draw was about. */
  coveredMatters(): Condition {
    const by = this.agencies('d');
    const { firstDay, lastDay } = this.year;
    return {
      sql: `SELECT DISTINCT k.matter_id AS id FROM draws d JOIN draw_kind_matters k ON k.draw_id = d.id
        WHERE d.phase = 'issued' AND ${by.sql} AND EXISTS
          (SELECT 1 FROM inspections i
            WHERE i.draw_id = k.draw_id AND i.target_kind = k.target_kind
              AND i.state ${oneOf(IN_PUBLIC)} AND i.visited_on BETWEEN ? AND ?)`,
      values: [...by.values, firstDay, lastDay],
    };
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

  /** FROM and WHERE of the visits of the year in these states, those whose result is reported unless told; aliases `d` and `i`. */
  visitsOfYear(states: readonly string[] = WITH_RESULT, firstDay = this.year.firstDay): Condition {
    const by = this.agencies('d');
    return {
      sql: `FROM draws d JOIN inspections i ON i.draw_id = d.id
             WHERE d.phase = 'issued' AND i.visited_on BETWEEN ? AND ? AND i.state ${oneOf(states)} AND ${by.sql}`,
      values: [firstDay, this.year.lastDay, ...by.values],
    };
  }

  /** The rows of the agencies that are counted. */
  agencies(alias: string): Condition {
    if (!this.scope.subtree) return { sql: `${alias}.agency_id = ?`, values: [this.scope.agencyId] };
    return { sql: `${alias}.agency_id ${this.below.sql}`, values: this.below.values };
  }

  /**
   * Was on the list, and not retired, at the moment that counts. While the year lasts that is now, and then an index that
   * knows what is retired answers alone.
   */
  standing(alias: string): Condition {
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

  async rows<T>(sql: string, values: readonly unknown[]): Promise<T[]> {
    return (await this.runner.query(sql, [...values])) as T[];
  }
}

export function agenciesOf({ agencyIds }: DueGroup): Condition {
  if (agencyIds === null) return { sql: '', values: [] };
  return { sql: ` AND d.agency_id IN (${agencyIds.map(() => '?').join(', ')})`, values: agencyIds };
}

/** The first of what is listed, which is found in an index alone, and only then as rows. @param ids selects `id`, in an order */
const wholeRows = (ids: string, order: string): string =>
  `SELECT i.id AS id, i.agency_id AS agencyId, i.target_code AS targetCode, i.target_name AS targetName,
          i.state AS state, i.visited_on AS visitedOn, i.due_on AS dueOn
     FROM (${ids} LIMIT ${LISTED_ROWS}) listed JOIN inspections i ON i.id = listed.id ORDER BY ${order}`;

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
