import { FINDING_CODE_NAMES, PROBLEM_CODES } from '../../fieldwork/findings/finding-codes.js';
import { FROM_VISIT, IN_PUBLIC, INSPECTION_STATES } from '../../fieldwork/life/life-cycle.js';
import { agenciesOf, type Condition, type DueGroup, type Reading } from '../coverage-facts.js';

/** Where a row is looked at: the list of which it, or what it belongs to, is a record. */
export const ROW_PAGES = ['matters', 'targets', 'plans', 'draws', 'inspections', 'inspectors'] as const;
export type RowPage = (typeof ROW_PAGES)[number];

/** What a figure counts, as a query of its own: as many rows as the figure says. */
export interface CountedRows {
  readonly page: RowPage;
  /** Its columns are `id`, `code`, `name`, `about` and `at`. */
  readonly select: string;
  readonly from: Condition;
  /** In which order, so that pages neither overlap nor leave anything out. */
  readonly order: string;
}

const OUTCOMES = ['mended', 'transferred', 'ended'];
const RECUSALS = ['approved', 'refused', 'withdrawn', 'open'];
const CAUSES = ['recusal', 'illness', 'certificate', 'other'];

/**
 * What each figure of the yearly report counts (statistics-figures.ts), by the same conditions; of a share or an average what
 * its numerator counts, and with `/whole` behind its code what its denominator does. Nothing of a code that no figure has.
 */
export async function countedRows(
  code: string,
  read: Reading,
  groups: readonly DueGroup[],
): Promise<CountedRows | undefined> {
  if (code === 'results-in-time' || code === 'publication-rate') return inspections(await inTime(read, groups));
  return rowsOf(read, groups).get(code)?.();
}

const inspections = (from: Condition): CountedRows => ({
  page: 'inspections',
  select: 'i.id AS id, i.target_code AS code, i.target_name AS name, i.state AS about, i.visited_on AS at',
  from,
  order: 'i.id',
});

const and = ({ sql, values }: Condition, more: string, others: readonly unknown[] = []): Condition => ({
  sql: `${sql} AND ${more}`,
  values: [...values, ...others],
});

function rowsOf(read: Reading, groups: readonly DueGroup[]): ReadonlyMap<string, () => CountedRows> {
  const { year } = read.year;
  const [ofPlan, ofDraw] = [read.agencies('p'), read.agencies('d')];
  const went = read.visitsOfYear(FROM_VISIT);
  const done = read.visitsOfYear();
  const ofBatches = 'FROM plans p JOIN batches b ON b.plan_id = p.id';
  const batches = (where: string): Condition => ({
    sql: `${ofBatches} WHERE p.year = ? AND ${ofPlan.sql} AND ${where}`,
    values: [year, ...ofPlan.values],
  });
  const drawn = (where: string, tables = ''): Condition => ({
    sql: `${ofBatches} JOIN draws d ON d.batch_id = b.id ${tables} WHERE p.year = ? AND ${ofDraw.sql} AND ${where}`,
    values: [year, ...ofDraw.values],
  });
  const tasks = (where: string): Condition => drawn(where, 'JOIN inspections i ON i.draw_id = d.id');
  /** Of what belongs to an inspection: where that is looked at. */
  const ofInspection = (table: string, alias: string, more: string, which: Condition, about: string): CountedRows => ({
    page: 'inspections',
    select: `o.id AS id, o.target_code AS code, o.target_name AS name, ${about} AS about, o.visited_on AS at`,
    from: {
      sql: `FROM ${table} ${alias} JOIN inspections o ON o.id = ${alias}.inspection_id
             WHERE ${alias}.inspection_id IN (SELECT i.id ${which.sql})${more}`,
      values: which.values,
    },
    order: `o.id, ${alias}.id`,
  });

  const matters = (more: Condition): CountedRows => {
    const [owner, standing] = [read.agencies('m'), read.standing('m')];
    return {
      page: 'matters',
      select: 'm.id AS id, m.code AS code, m.name AS name, m.category AS about, NULL AS at',
      from: {
        sql: `FROM matters m WHERE ${owner.sql} AND ${standing.sql}${more.sql}`,
        values: [...owner.values, ...standing.values, ...more.values],
      },
      order: 'm.agency_id, m.code, m.id',
    };
  };
  const targets = (from: Condition): CountedRows => ({
    page: 'targets',
    select: 't.id AS id, t.code AS code, t.name AS name, t.kind AS about, NULL AS at',
    from,
    order: 't.id',
  });
  const batchRows = (from: Condition): CountedRows => ({
    page: 'plans',
    select: 'p.id AS id, b.code AS code, b.name AS name, p.title AS about, NULL AS at',
    from,
    order: 'p.id, b.id',
  });
  const draws = (where: string): CountedRows => ({
    page: 'draws',
    select: 'd.id AS id, d.number AS code, b.name AS name, d.phase AS about, d.draw_at AS at',
    from: drawn(where),
    order: 'd.id',
  });
  const inspectors = (from: Condition): CountedRows => ({
    page: 'inspectors',
    select: 'n.id AS id, n.code AS code, n.name AS name, NULL AS about, NULL AS at',
    from,
    order: 'n.id',
  });
  const seats: CountedRows = {
    page: 'inspections',
    select: 'o.id AS id, n.code AS code, n.name AS name, o.target_name AS about, o.visited_on AS at',
    from: {
      sql: `FROM inspection_seats s JOIN inspectors n ON n.id = s.inspector_id JOIN inspections o ON o.id = s.inspection_id
             WHERE s.expert IS NULL AND s.inspection_id IN (SELECT i.id ${went.sql})`,
      values: went.values,
    },
    order: 'n.id, o.id, s.seat',
  };
  const visiting = inspectors({
    sql: `FROM inspectors n WHERE n.id IN (SELECT s.inspector_id FROM inspection_seats s
           WHERE s.expert IS NULL AND s.inspection_id IN (SELECT i.id ${went.sql}))`,
    values: went.values,
  });
  const covered = (): CountedRows => {
    const { sql, values } = read.coveredMatters();
    return matters({ sql: ` AND m.id IN (${sql})`, values });
  };
  const all: Condition = { sql: '', values: [] };
  const pool = read.pool();
  const withProblem = (): CountedRows =>
    inspections(
      and(
        done,
        `EXISTS (SELECT 1 FROM findings f WHERE f.inspection_id = i.id AND f.code IN (${PROBLEM_CODES.map(() => '?').join(', ')}))`,
        PROBLEM_CODES,
      ),
    );
  const joint = (): CountedRows => inspections(and(done, read.joint));
  const due = (): CountedRows => inspections(resultsDue(read, groups));
  const issued = "d.phase = 'issued'";
  const list = (): CountedRows => {
    const [owner, standing] = [read.agencies('n'), read.standing('n')];
    return inspectors({
      sql: `FROM inspectors n WHERE n.expert = 0 AND ${owner.sql} AND ${standing.sql}`,
      values: [...owner.values, ...standing.values],
    });
  };
  const recusals = (more: string): CountedRows =>
    ofInspection('inspection_recusals', 'r', more, tasks('1 = 1'), 'r.state');
  const departures = (more: string): CountedRows => ({
    ...ofInspection('seat_departures', 'l', more, tasks('1 = 1'), 'l.cause'),
    order: 'o.id, l.inspector_id, l.seat',
  });
  const rectifications = (more: string): CountedRows => ofInspection('rectifications', 'r', more, went, 'r.state');

  return new Map<string, () => CountedRows>([
    ['matters', () => matters(all)],
    ['matters-covered', covered],
    ['targets', () => targets({ sql: `FROM targets t WHERE ${pool.sql}`, values: pool.values })],
    [
      'plans',
      () => ({
        page: 'plans',
        select: 'p.id AS id, NULL AS code, p.title AS name, NULL AS about, p.published_at AS at',
        from: {
          sql: `FROM plans p WHERE p.year = ? AND p.state = 'published' AND ${ofPlan.sql}`,
          values: [year, ...ofPlan.values],
        },
        order: 'p.id',
      }),
    ],
    ['batches', () => batchRows(batches("p.state = 'published' AND b.cancelled_at IS NULL"))],
    ['batches-cancelled', () => batchRows(batches("p.state = 'published' AND b.cancelled_at IS NOT NULL"))],
    ['draws', () => draws(`d.kind = 'draw' AND ${issued}`)],
    ['draws-supplement', () => draws(`d.kind = 'supplement' AND ${issued}`)],
    ['draws-replacement', () => draws(`d.kind = 'replacement' AND ${issued}`)],
    ['draws-void', () => draws("d.phase = 'voided'")],
    ['draws-without-result', () => draws("d.phase IN ('infeasible', 'ended')")],
    [
      'draws-missed',
      () => {
        const { sql, values } = batches("o.state IN ('missed', 'dropped')");
        return {
          page: 'plans',
          select: 'p.id AS id, b.code AS code, b.name AS name, o.state AS about, o.due_at AS at',
          from: { sql: sql.replace(ofBatches, `${ofBatches} JOIN occurrences o ON o.batch_id = b.id`), values },
          order: 'p.id, o.id',
        };
      },
    ],
    [
      'draws-joint',
      () => draws(`d.kind = 'draw' AND ${issued} AND d.id IN (SELECT j.draw_id FROM draw_participants j)`),
    ],
    [
      'targets-drawn',
      () => {
        const { sql, values } = tasks(issued);
        return targets({ sql: `FROM targets t WHERE t.id IN (SELECT i.target_id ${sql})`, values });
      },
    ],
    ['inspections-per-draw', () => inspections(tasks(issued))],
    ['inspections-per-draw/whole', () => draws(`d.kind <> 'replacement' AND ${issued}`)],
    ['inspections', () => inspections(tasks(issued))],
    ...INSPECTION_STATES.map((state): [string, () => CountedRows] => [
      `inspections-${state}`,
      () => inspections(tasks(`d.phase IN ('issued', 'voided') AND i.state = '${state}'`)),
    ]),
    ['visits', () => inspections(went)],
    ['visits-reported', () => inspections(done)],
    ['visits-joint', joint],
    ...FINDING_CODE_NAMES.map((name): [string, () => CountedRows] => [
      `findings-${name}`,
      () =>
        inspections(and(done, 'EXISTS (SELECT 1 FROM findings f WHERE f.inspection_id = i.id AND f.code = ?)', [name])),
    ]),
    ['visits-with-problem', withProblem],
    ['rectifications', () => rectifications('')],
    ...OUTCOMES.map((outcome): [string, () => CountedRows] => [
      `rectifications-${outcome}`,
      () => rectifications(` AND r.outcome = '${outcome}'`),
    ]),
    ['rectifications-open', () => rectifications(' AND r.outcome IS NULL')],
    ['recusals', () => recusals('')],
    ...RECUSALS.map((state): [string, () => CountedRows] => [
      `recusals-${state}`,
      () => recusals(` AND r.state = '${state}'`),
    ]),
    ['replacements', () => departures('')],
    ...CAUSES.map((cause): [string, () => CountedRows] => [
      `replacements-${cause}`,
      () => departures(` AND l.cause = '${cause}'`),
    ]),
    [
      'results-published',
      () => inspections(and(done, `i.state IN (${IN_PUBLIC.map((state) => `'${state}'`).join(', ')})`)),
    ],
    ['results-due', due],
    ['officers', list],
    ['officers-visiting', () => visiting],
    ['officer-visits', () => seats],
    ['visits-per-officer', () => seats],
    ['visits-per-officer/whole', () => visiting],
    ['matter-coverage', covered],
    ['matter-coverage/whole', () => matters(all)],
    ['task-completion', () => inspections(tasks(`${issued} AND i.state = 'closed'`))],
    ['task-completion/whole', () => inspections(tasks(issued))],
    ['publication-rate/whole', due],
    [
      'target-coverage',
      () =>
        targets({
          sql: `FROM targets t WHERE ${pool.sql} AND t.id IN (SELECT i.target_id ${done.sql})`,
          values: [...pool.values, ...done.values],
        }),
    ],
    ['target-coverage/whole', () => targets({ sql: `FROM targets t WHERE ${pool.sql}`, values: pool.values })],
    ['joint-rate', joint],
    ['joint-rate/whole', () => inspections(done)],
    ['problem-rate', withProblem],
    ['problem-rate/whole', () => inspections(done)],
  ]);
}

const NOBODY = '1 = 0';

function resultsDue(read: Reading, groups: readonly DueGroup[]): Condition {
  const late = groups.map((group) => {
    const { sql, values } = agenciesOf(group);
    return { sql: `(i.visited_on <= ?${sql})`, values: [group.lastDue, ...values] };
  });
  return and(
    read.visitsOfYear(FROM_VISIT),
    `(i.published_at IS NOT NULL OR ${late.map(({ sql }) => sql).join(' OR ') || NOBODY})`,
    late.flatMap(({ values }) => values),
  );
}

/** By when a result is due follows from the day of the visit, of which a year has few. */
async function inTime(read: Reading, groups: readonly DueGroup[]): Promise<Condition> {
  const visits = read.visitsOfYear(FROM_VISIT);
  const days = await read.rows<{ day: string }>(
    `SELECT DISTINCT i.visited_on AS day ${visits.sql} AND i.published_at IS NOT NULL`,
    visits.values,
  );
  const parts = groups.flatMap((group) => {
    const { sql, values } = agenciesOf(group);
    return days.map(({ day }) => ({
      sql: `(i.visited_on = ? AND ${read.publishedOn} <= ?${sql})`,
      values: [day, group.dueAfter(day), ...values],
    }));
  });
  return and(
    visits,
    `i.published_at IS NOT NULL AND (${parts.map(({ sql }) => sql).join(' OR ') || NOBODY})`,
    parts.flatMap(({ values }) => values),
  );
}
