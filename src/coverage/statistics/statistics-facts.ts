import { FROM_VISIT } from '../../fieldwork/life/life-cycle.js';
import { type Reading } from '../coverage-facts.js';
import { type Counts } from './report-figure.js';
import { type OfficerVisits, type StatisticsFacts } from './what-is-counted.js';

interface Named {
  readonly name: string;
  readonly count: unknown;
}

const countsOf = (rows: readonly Named[]): Counts => new Map(rows.map(({ count, name }) => [name, Number(count)]));

/**
 * Counts what the yearly report states beside coverage, from the rows themselves, at the moment that `read` sees. The year of
 * plans, batches, draws and inspections is the plan's; that of visits, findings and publications is the day of the visit.
 */
export async function statisticsFacts(read: Reading): Promise<StatisticsFacts> {
  const { year } = read.year;
  const [ofPlan, ofDraw] = [read.agencies('p'), read.agencies('d')];
  const named = async (sql: string, values: readonly unknown[]): Promise<Counts> =>
    countsOf(await read.rows<Named>(sql, values));
  const count = async (sql: string, values: readonly unknown[]): Promise<number> => {
    const [row] = await read.rows<{ count: unknown }>(`SELECT ${sql}`, values);
    return Number(row?.count ?? 0);
  };
  const batches = 'FROM plans p JOIN batches b ON b.plan_id = p.id';
  const draws = `${batches} JOIN draws d ON d.batch_id = b.id`;
  const drawn = `${draws} JOIN inspections i ON i.draw_id = d.id WHERE p.year = ? AND ${ofDraw.sql}`;
  const drawnValues = [year, ...ofDraw.values];
  const [visits, went] = [read.visitsOfYear(), read.visitsOfYear(FROM_VISIT)];
  return {
    plans: await count(`COUNT(*) AS count FROM plans p WHERE p.year = ? AND p.state = 'published' AND ${ofPlan.sql}`, [
      year,
      ...ofPlan.values,
    ]),
    batches: await named(
      `SELECT CASE WHEN b.cancelled_at IS NULL THEN 'held' ELSE 'cancelled' END AS name, COUNT(*) AS count
         ${batches} WHERE p.year = ? AND p.state = 'published' AND ${ofPlan.sql}
        GROUP BY CASE WHEN b.cancelled_at IS NULL THEN 'held' ELSE 'cancelled' END`,
      [year, ...ofPlan.values],
    ),
    draws: new Map(
      (
        await read.rows<{ kind: string; phase: string; count: unknown }>(
          `SELECT d.kind AS kind, d.phase AS phase, COUNT(*) AS count ${draws} WHERE p.year = ? AND ${ofDraw.sql}
            GROUP BY d.kind, d.phase`,
          drawnValues,
        )
      ).map((row) => [`${row.kind} ${row.phase}`, Number(row.count)]),
    ),
    missed: await count(
      `COUNT(*) AS count ${batches} JOIN occurrences o ON o.batch_id = b.id
        WHERE p.year = ? AND o.state IN ('missed', 'dropped') AND ${ofPlan.sql}`,
      [year, ...ofPlan.values],
    ),
    jointDraws: await count(
      `COUNT(*) AS count ${draws} WHERE p.year = ? AND d.kind = 'draw' AND d.phase = 'issued' AND ${ofDraw.sql}
         AND d.id IN (SELECT j.draw_id FROM draw_participants j)`,
      drawnValues,
    ),
    targetsDrawn: await count(`COUNT(DISTINCT i.target_id) AS count ${drawn} AND d.phase = 'issued'`, drawnValues),
    inspections: await named(
      `SELECT i.state AS name, COUNT(*) AS count ${drawn} AND d.phase IN ('issued', 'voided') GROUP BY i.state`,
      drawnValues,
    ),
    visits: await count(`COUNT(*) AS count ${went.sql}`, went.values),
    findings: await named(
      `SELECT f.code AS name, COUNT(DISTINCT f.inspection_id) AS count FROM findings f
        WHERE f.inspection_id IN (SELECT i.id ${visits.sql}) GROUP BY f.code`,
      visits.values,
    ),
    rectifications: await named(
      `SELECT COALESCE(r.outcome, 'open') AS name, COUNT(*) AS count FROM rectifications r
        WHERE r.inspection_id IN (SELECT i.id ${went.sql}) GROUP BY COALESCE(r.outcome, 'open')`,
      went.values,
    ),
    recusals: await named(
      `SELECT r.state AS name, COUNT(*) AS count FROM inspection_recusals r
        WHERE r.inspection_id IN (SELECT i.id ${drawn}) GROUP BY r.state`,
      drawnValues,
    ),
    departures: await named(
      `SELECT l.cause AS name, COUNT(*) AS count FROM seat_departures l
        WHERE l.inspection_id IN (SELECT i.id ${drawn}) GROUP BY l.cause`,
      drawnValues,
    ),
    ...(await officers(read)),
  };
}

/** Everyone on the list, and whoever went, of other agencies as well; by visits, and then by code. */
async function officers(read: Reading): Promise<Pick<StatisticsFacts, 'listed' | 'officers'>> {
  const [owner, standing, went] = [read.agencies('n'), read.standing('n'), read.visitsOfYear(FROM_VISIT)];
  const listed = await read.rows<Omit<OfficerVisits, 'visits'>>(
    `SELECT n.id AS id, n.code AS code, n.name AS name FROM inspectors n
      WHERE n.expert = 0 AND ${owner.sql} AND ${standing.sql}`,
    [...owner.values, ...standing.values],
  );
  const seats = await read.rows<Omit<OfficerVisits, 'visits'> & { count: unknown }>(
    `SELECT n.id AS id, n.code AS code, n.name AS name, sat.count AS count
       FROM (SELECT s.inspector_id AS id, COUNT(*) AS count FROM inspection_seats s
              WHERE s.expert IS NULL AND s.inspection_id IN (SELECT i.id ${went.sql}) GROUP BY s.inspector_id) sat
       JOIN inspectors n ON n.id = sat.id`,
    went.values,
  );
  const all = new Map<number, OfficerVisits>(listed.map((one) => [one.id, { ...one, visits: 0 }]));
  for (const { count, ...one } of seats) all.set(one.id, { ...one, visits: Number(count) });
  const order = (a: OfficerVisits, b: OfficerVisits): number =>
    b.visits - a.visits || (a.code < b.code ? -1 : 1) || a.id - b.id;
  return { listed: listed.length, officers: [...all.values()].sort(order) };
}
