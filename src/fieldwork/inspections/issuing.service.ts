import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { applicableMatters } from '../../registry/matters/applicable-matters.js';
import { ISSUE_JOB, type Assignment, type IssuableDraw } from '../../drawing/draws/assignments.js';
import { DrawsService } from '../../drawing/draws/draws.service.js';
import { DrawFigures } from '../../drawing/engine/draw-figures.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { JobFailed, JobHandlers, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { momentForQuery } from '../../platform/database/plain-moments.js';
import { nameOrder } from '../../platform/words/name-order.js';
import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { JointVisitFinder } from '../joint-visits/joint-visit-finder.service.js';
import { type InspectionState } from '../life/life-cycle.js';
import { AssignmentNotices } from './assignment-notices.service.js';
import { Inspection } from './inspection.entity.js';
import { ReseatingService } from './reseating.service.js';
import { VisitPlans } from './visit-plans.service.js';

/** An assignment with the day of its visit. */
type Planned = Assignment & { readonly plannedOn: string };

/** Inspections written in one transaction: about 50 ms on SQLite, where nobody else can write meanwhile. */
const AT_ONCE = 500;
/** Rows of at most four values in one statement: SQLite takes 32 766 parameters. */
const SHORT_ROWS_AT_ONCE = 5000;

/**
 * Makes an inspection, with its team, of each assignment of a draw. Every chunk is one fenced transaction that looks which
 * of its inspections are there already, so a run that died anywhere is simply run again; only when all are there does the
 * draw become issued, and only then are they shown. No history is written here: the record of the draw is the history.
 */
@Injectable()
export class IssuingService implements OnModuleInit {
  constructor(
    private readonly draws: DrawsService,
    private readonly reseating: ReseatingService,
    private readonly visits: InspectionVisits,
    private readonly transactions: Transactions,
    private readonly handlers: JobHandlers,
    private readonly clock: Clock,
    private readonly figures: DrawFigures,
    private readonly visitPlans: VisitPlans,
    private readonly jointVisits: JointVisitFinder,
    private readonly notices: AssignmentNotices,
  ) {}

  onModuleInit(): void {
    this.handlers.register(ISSUE_JOB, (job) => this.issue(job));
  }

  async issue(job: ClaimedJob): Promise<Outcome> {
    const drawId = Number(job.key);
    const draw = await this.draws.issuable(drawId);
    if (draw === undefined) return { done: true };
    return this.figures.timedIssue(draw, () =>
      draw.replacement ? this.reseating.reseat(job, draw) : this.fill(job, draw),
    );
  }

  private async fill(job: ClaimedJob, draw: IssuableDraw): Promise<Outcome> {
    const drawId = draw.id;
    const plan = await this.visitPlans.of(draw, draw.sampleSize);
    const seated = new Set<number>();
    let chunk: Planned[] = [];
    for await (const assignments of this.draws.assignments(drawId)) {
      for (const assignment of assignments) {
        // all of them, in order, also those that an earlier run has written: so each run plans the same days
        for (const { inspectorId } of assignment.seats) seated.add(inspectorId);
        chunk.push({ ...assignment, plannedOn: plan.place(assignment.seats.map(({ inspectorId }) => inspectorId)) });
        if (chunk.length === AT_ONCE) {
          await this.write(job, draw, chunk);
          chunk = [];
        }
      }
    }
    if (chunk.length > 0) await this.write(job, draw, chunk);
    await this.transactions.run(async (manager) => {
      await job.fence(manager);
      if (!(await this.draws.holdsIssuable(manager, drawId))) return;
      const issued = await manager.countBy(Inspection, { drawId });
      if (issued !== draw.sampleSize) {
        throw new JobFailed(`draw ${draw.number} drew ${draw.sampleSize} targets, but has ${issued} inspections`);
      }
      await this.draws.markIssued(manager, drawId);
      await this.notices.issued(manager, draw, seated);
    });
    // a run that died before or within this comes here again
    await this.jointVisits.find(job, drawId, draw.sampleSize);
    return { done: true };
  }

  private async write(job: ClaimedJob, draw: IssuableDraw, chunk: readonly Planned[]): Promise<void> {
    await this.transactions.run(async (manager) => {
      await job.fence(manager);
      // voided between two chunks: what is there is void, and nothing more comes
      if (!(await this.draws.holdsIssuable(manager, draw.id))) return;
      const there = await idsByOrdinal(manager, draw.id, chunk);
      const wanted = chunk.filter(({ ordinal }) => !there.has(ordinal));
      if (wanted.length === 0) return;
      const now = this.clock.now();
      await insert(
        manager,
        'inspections',
        INSPECTION_COLUMNS,
        wanted.map((assignment) => rowOf(draw, assignment, momentForQuery(manager.connection, now))),
      );
      const made = await idsByOrdinal(manager, draw.id, wanted);
      const issued = wanted.map(({ ordinal, seats, target }) => {
        const inspectionId = made.get(ordinal);
        if (inspectionId === undefined) throw new Error(`inspection ${ordinal} of draw ${draw.number} is not there`);
        return { inspectionId, targetId: target.id, seats };
      });
      const seats = issued.flatMap(({ inspectionId, seats: team }) =>
        team.map(({ expert, inspectorId }, at) => [inspectionId, at + 1, inspectorId, expert === true ? 1 : null]),
      );
      await insertRows(manager, 'inspection_seats', SEAT_COLUMNS, seats);
      const { agencyId, id: drawId, visit } = draw;
      await this.visits.issue(manager, { agencyId, drawId, firstDay: visit.from, at: now, of: issued });
      await writeMatters(manager, draw, new Set(wanted.map(({ target }) => target.kind)));
    });
  }
}

/**
 * Writes what the inspections of these kinds are about, unless an earlier chunk has. They stand with the first inspection
 * of their kind, so that no inspection is ever there without its matters.
 */
async function writeMatters(manager: EntityManager, draw: IssuableDraw, kinds: ReadonlySet<string>): Promise<void> {
  const rows = await manager.query<{ kind: string }[]>(
    'SELECT DISTINCT target_kind AS kind FROM draw_kind_matters WHERE draw_id = ?',
    [draw.id],
  );
  const there = new Set(rows.map(({ kind }) => kind));
  const missing = [...kinds].filter((kind) => !there.has(kind));
  await insertRows(
    manager,
    'draw_kind_matters',
    KIND_COLUMNS,
    missing.flatMap((kind) => applicableMatters(kind, draw.matters).map(({ matterId }) => [draw.id, kind, matterId])),
  );
}

type Value = string | number | Date | null;

async function insertRows(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += SHORT_ROWS_AT_ONCE) {
    await insert(manager, table, columns, rows.slice(start, start + SHORT_ROWS_AT_ONCE));
  }
}

/**
 * One plain statement for many rows. The query builder spends more on naming its parameters than the database does on the
 * rows: on SQLite 200 000 inspections with their teams took 38 s through it, and take 22 s so.
 */
async function insert(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const places = `(${columns.map(() => '?').join(', ')})`;
  await manager.query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => places).join(', ')}`,
    rows.flat(),
  );
}

async function idsByOrdinal(
  manager: EntityManager,
  drawId: number,
  chunk: readonly Assignment[],
): Promise<Map<number, number>> {
  const ordinals = chunk.map(({ ordinal }) => ordinal);
  const rows = await manager.query<{ id: number; ordinal: number }[]>(
    'SELECT id, ordinal FROM inspections WHERE draw_id = ? AND ordinal BETWEEN ? AND ?',
    [drawId, Math.min(...ordinals), Math.max(...ordinals)],
  );
  return new Map(rows.map(({ id, ordinal }) => [ordinal, id]));
}

/** What has no column here is null until somebody has been there. */
const INSPECTION_COLUMNS = [
  'draw_id',
  'ordinal',
  'batch_id',
  'agency_id',
  'target_id',
  'target_code',
  'target_name',
  'target_name_order',
  'target_kind',
  'visit_from',
  'visit_until',
  'planned_on',
  'due_on',
  'state',
  'version',
  'created_at',
  'updated_at',
] as const;
const SEAT_COLUMNS = ['inspection_id', 'seat', 'inspector_id', 'expert'] as const;
const KIND_COLUMNS = ['draw_id', 'target_kind', 'matter_id'] as const;
const FIRST_STATE: InspectionState = 'issued';

function rowOf(draw: IssuableDraw, { ordinal, plannedOn, target }: Planned, now: Date | string): Value[] {
  const { from, until } = draw.visit;
  return [
    draw.id,
    ordinal,
    draw.batchId,
    draw.agencyId,
    target.id,
    target.code,
    target.name,
    nameOrder(target.name),
    target.kind,
    from,
    until,
    plannedOn,
    // accepted, approved and notified by the day of the visit (due.ts)
    plannedOn,
    FIRST_STATE,
    1,
    now,
    now,
  ];
}
