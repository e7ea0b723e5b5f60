import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource, type EntityManager } from 'typeorm';

import { AmendedDraws } from '../../src/drawing/amendments/amended-draws.service.js';
import { AmendmentEffects } from '../../src/drawing/amendments/amendment-effects.service.js';
import { AmendmentsService } from '../../src/drawing/amendments/amendments.service.js';
import { DrawsService } from '../../src/drawing/draws/draws.service.js';
import { Draw } from '../../src/drawing/draws/draw.entity.js';
import { DrawConductor } from '../../src/drawing/engine/draw-conductor.js';
import { DrawFigures } from '../../src/drawing/engine/draw-figures.js';
import { DrawPreparation } from '../../src/drawing/engine/draw-preparation.js';
import { Rotations } from '../../src/drawing/rotation/rotations.service.js';
import { DrawReadings } from '../../src/drawing/engine/draw-readings.js';
import { drawLots } from '../../src/drawing/engine/lottery.js';
import { readDraw } from '../../src/drawing/engine/readings.js';
import { takeSnapshot } from '../../src/drawing/engine/snapshot.js';
import { FairnessService } from '../../src/drawing/fairness/fairness.service.js';
import { PublishedService } from '../../src/drawing/published/published.service.js';
import { PoolIndexes } from '../../src/drawing/shown/pool-indexes.service.js';
import { ShownService } from '../../src/drawing/shown/shown.service.js';
import { BeaconMirrors } from '../../src/drawing/sources/beacon-mirrors.js';
import { Sources } from '../../src/drawing/sources/sources.service.js';
import { StatementsService } from '../../src/drawing/sources/statements.service.js';
import { type ReadingTask, type Task } from '../../src/drawing/engine/tasks.js';
import { Unfit, wordsOf } from '../../src/drawing/engine/unfit.js';
import { TransparencyLog } from '../../src/drawing/log/transparency-log.service.js';
import { FindingsService } from '../../src/fieldwork/findings/findings.service.js';
import { ReviewNotices } from '../../src/fieldwork/findings/review-notices.service.js';
import { AmendedInspections } from '../../src/fieldwork/inspections/amended-inspections.service.js';
import { Inspection } from '../../src/fieldwork/inspections/inspection.entity.js';
import { InspectionsService } from '../../src/fieldwork/inspections/inspections.service.js';
import { AssignmentNotices } from '../../src/fieldwork/inspections/assignment-notices.service.js';
import { Notices } from '../../src/notices/outbox/notices.service.js';
import { IssuingService } from '../../src/fieldwork/inspections/issuing.service.js';
import { VisitPlans } from '../../src/fieldwork/inspections/visit-plans.service.js';
import { InspectionRecusals } from '../../src/fieldwork/recusals/inspection-recusals.service.js';
import { RecusalDecisions } from '../../src/fieldwork/recusals/recusal-decisions.service.js';
import { RecusalNotices } from '../../src/fieldwork/recusals/recusal-notices.service.js';
import { RecusalRecords } from '../../src/fieldwork/recusals/recusal-records.service.js';
import { AgencyUses } from '../../src/registry/agencies/agency-uses.js';
import { InspectorsService } from '../../src/registry/inspectors/inspectors.service.js';
import { RecusalsService } from '../../src/registry/inspectors/recusals.service.js';
import { TargetsService } from '../../src/registry/targets/targets.service.js';
import { ReseatingService } from '../../src/fieldwork/inspections/reseating.service.js';
import { calendarOf } from '../../src/planning/calendar/working-days/working-day-calendar.js';
import { LIBRARY_DAYS } from '../../src/planning/calendar/working-days/library-days.js';
import { type WorkingDays } from '../../src/planning/calendar/working-days/working-days.service.js';
import { JointVisitFinder } from '../../src/fieldwork/joint-visits/joint-visit-finder.service.js';
import { DueDays } from '../../src/fieldwork/deadlines/due-days.service.js';
import { FollowUps } from '../../src/fieldwork/life/follow-ups.js';
import { InspectionLife } from '../../src/fieldwork/life/life.service.js';
import { InspectionSteps } from '../../src/fieldwork/life/steps.service.js';
import { YearlyLoads } from '../../src/fieldwork/inspections/yearly-loads.service.js';
import { BatchLists } from '../../src/planning/batches/batch-lists.service.js';
import { Occurrence } from '../../src/planning/occurrences/occurrence.entity.js';
import { DueBatches } from '../../src/planning/occurrences/due-batches.service.js';
import { OccurrencesService } from '../../src/planning/occurrences/occurrences.service.js';
import { BatchTeams } from '../../src/planning/teams/batch-teams.service.js';
import { RegistryFacts } from '../../src/planning/registry-facts.service.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { Config } from '../../src/platform/config/config.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { History } from '../../src/platform/history/history.service.js';
import { JobHandlers, type ClaimedJob, type Outcome } from '../../src/platform/jobs/job-handlers.js';
import { Job } from '../../src/platform/jobs/job.entity.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { Log } from '../../src/platform/log/log.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import { Settings } from '../../src/platform/settings/settings.service.js';
import { ProtocolError, verifyEvidence, type Verification } from '../../src/protocol/index.js';
import { AgencyScope } from '../../src/registry/agencies/agency-scope.js';
import { InspectorLoads } from '../../src/registry/inspectors/inspector-loads.js';
import { Matter } from '../../src/registry/matters/matter.entity.js';
import { InspectionVisits } from '../../src/registry/visits/inspection-visits.js';
import { FieldRows, stamp } from './field-rows.js';

/** One key for all logs of a test's process; each database has a log of its own. */
const KEYS = mkdtempSync(join(tmpdir(), 'sortis-draw-house-'));
afterAll(() => rmSync(KEYS, { recursive: true, force: true }));

/** What the library knows, without anyone's notices. */
export const CHINAS_CALENDAR = {
  calendar: () => Promise.resolve(calendarOf(LIBRARY_DAYS)),
} as unknown as WorkingDays;

/** A clock that one may set back. */
export class AdjustableClock extends Clock {
  /** What is added to the machine's time, in milliseconds. */
  offset = 0;
  /** What is added to the offset at each of the next looks. */
  steps: number[] = [];

  now(): Date {
    this.offset += this.steps.shift() ?? 0;
    return new Date(Date.now() + this.offset);
  }
}

/** Draws as the server makes them, with the engine on the test's own thread. */
export class DrawHouse {
  readonly clock = new AdjustableClock();
  readonly rows: FieldRows;
  readonly facts: RegistryFacts;
  readonly draws: DrawsService;
  readonly mirrors: BeaconMirrors;
  readonly statements: StatementsService;
  readonly readings: DrawReadings;
  readonly shown: ShownService;
  readonly rotations: Rotations;
  readonly fairness: FairnessService;
  readonly published: PublishedService;
  readonly jobs: Jobs;
  readonly transactions: Transactions;
  readonly conductor: DrawConductor;
  readonly amendments: AmendmentsService;
  readonly inspections: InspectionsService;
  readonly issuing: IssuingService;
  readonly life: InspectionLife;
  readonly findings: FindingsService;
  readonly recusals: InspectionRecusals;
  readonly recusalDecisions: RecusalDecisions;
  readonly standing: RecusalsService;
  readonly log: TransparencyLog;
  readonly loads: InspectorLoads;
  /** What was warned of. */
  readonly warned: object[] = [];
  /** A log that keeps it. */
  readonly listening: Log;
  /** Of the log, for a server that is to go on with it. */
  readonly keyFile: string;
  /** Matters that are on no published checklist. */
  readonly unpublished = new Set<number>();
  /** Called before each task of the engine; may throw. */
  beforeTask: (task: Task) => void = () => undefined;
  /** Called before each of its writes. */
  beforeWrite: () => void = () => undefined;
  /** Whether the clock is put forward where a draw would wait. */
  hurried = false;
  private made = 0;
  private opened = false;

  constructor(
    private readonly dataSource: DataSource,
    beaconUrls = 'none',
  ) {
    const config = new Config(
      { SORTIS_LOG_LEVEL: 'silent', SORTIS_BEACON_URLS: beaconUrls, SORTIS_DATA_DIR: KEYS },
      '/nowhere',
    );
    this.keyFile = config.logKeyFile;
    this.mirrors = new BeaconMirrors(config, new Log(config));
    this.listening = new Log(config);
    this.listening.warn = (message: unknown) => void this.warned.push(message as object);
    const history = new History(this.clock);
    const agencies = new AgencyScope(dataSource, new Log(config));
    const checklist = {
      findByIds: (manager: EntityManager, ids: readonly number[]) =>
        manager.getRepository(Matter).find({ where: ids.map((id) => ({ id })) }),
    };
    this.loads = new InspectorLoads(dataSource);
    new YearlyLoads(dataSource, this.loads).onModuleInit();
    const published = {
      among: (_: unknown, ids: readonly number[]) =>
        Promise.resolve(new Set(ids.filter((id) => !this.unpublished.has(id)))),
      outdated: () => Promise.resolve(new Set<number>()),
      publish: () => Promise.resolve(),
    };
    this.facts = new RegistryFacts(dataSource, agencies, checklist as never, this.loads, published);
    const { facts } = this;
    const lists = new BatchLists(dataSource, facts, this.clock, undefined as never);
    const teams = new BatchTeams(dataSource, agencies);
    const occurrences = new OccurrencesService(
      dataSource,
      undefined as never,
      lists,
      new DueBatches(dataSource, lists, facts, agencies, teams),
      teams,
      history,
    );
    this.rows = new FieldRows(dataSource);
    this.transactions = new Transactions(dataSource);
    this.jobs = new Jobs(dataSource, this.transactions, this.clock, config);
    this.log = new TransparencyLog(
      dataSource,
      this.transactions,
      new Settings(dataSource, this.transactions),
      this.clock,
      config,
    );
    this.draws = new DrawsService(dataSource.getRepository(Draw), dataSource, agencies, this.log, history, this.clock);
    this.rotations = new Rotations(dataSource, this.clock);
    // everything is read on this thread
    const reads = { read: (task: ReadingTask) => readDraw(dataSource, task) };
    this.readings = new DrawReadings(dataSource, reads as never);
    this.shown = new ShownService(dataSource, this.draws, new PoolIndexes(this.readings));
    this.fairness = new FairnessService(this.readings, this.draws, this.rotations);
    this.published = new PublishedService(
      dataSource.getRepository(Draw),
      dataSource,
      this.draws,
      this.fairness,
      this.shown,
      this.listening,
      this.clock,
    );
    this.statements = new StatementsService(dataSource, this.transactions, occurrences, agencies, history, this.clock);
    const visits = new InspectionVisits();
    const steps = new InspectionSteps();
    const present = new AmendedInspections(visits, steps);
    const amended = new AmendedDraws(present);
    this.amendments = new AmendmentsService(
      dataSource,
      this.transactions,
      this.draws,
      agencies,
      new AmendmentEffects(dataSource, occurrences, present, amended, this.rotations, this.log, this.jobs, history),
      history,
      this.clock,
    );
    const figures = new DrawFigures(new Metrics());
    const visitPlans = new VisitPlans(dataSource, CHINAS_CALENDAR);
    const told = new AssignmentNotices(new Notices(agencies, this.jobs, this.clock));
    const reseating = new ReseatingService(
      this.draws,
      amended,
      visitPlans,
      steps,
      this.transactions,
      history,
      this.clock,
      told,
    );
    this.issuing = new IssuingService(
      this.draws,
      reseating,
      visits,
      this.transactions,
      new JobHandlers(),
      this.clock,
      figures,
      visitPlans,
      new JointVisitFinder(this.transactions, this.clock),
      told,
    );
    this.inspections = new InspectionsService(
      dataSource.getRepository(Inspection),
      agencies,
      history,
      this.clock,
      new Log(config),
    );
    this.life = new InspectionLife(
      dataSource,
      this.inspections,
      steps,
      amended,
      visits,
      new FollowUps(),
      new DueDays(dataSource, CHINAS_CALENDAR, undefined as never, this.transactions),
      this.transactions,
      history,
      this.clock,
      { publish: () => Promise.resolve(), publishEarlier: () => Promise.resolve(), withdraw: () => Promise.resolve() },
    );
    const reviews = new ReviewNotices(new Notices(agencies, this.jobs, this.clock));
    this.findings = new FindingsService(this.inspections, this.life, reviews, this.transactions, history, this.clock);
    const registry = [dataSource, this.transactions, agencies, new AgencyUses(), history, this.clock] as const;
    this.standing = new RecusalsService(
      dataSource,
      this.transactions,
      new InspectorsService(...registry),
      new TargetsService(...registry),
      history,
      this.clock,
    );
    const records = new RecusalRecords(dataSource, history);
    const recusalNotices = new RecusalNotices(new Notices(agencies, this.jobs, this.clock));
    this.recusals = new InspectionRecusals(
      this.inspections,
      records,
      recusalNotices,
      present,
      this.transactions,
      this.clock,
    );
    this.recusalDecisions = new RecusalDecisions(
      dataSource,
      this.inspections,
      records,
      recusalNotices,
      present,
      this.amendments,
      this.standing,
      this.transactions,
      this.clock,
    );
    const engine = { run: (signal: AbortSignal, task: Task) => this.run(task) } as never;
    const sources = new Sources(dataSource, this.mirrors);
    this.conductor = new DrawConductor(
      dataSource,
      this.transactions,
      occurrences,
      new DrawPreparation(dataSource, agencies, engine, sources, amended, this.rotations, this.log, this.clock),
      engine,
      sources,
      this.log,
      this.jobs,
      new JobHandlers(),
      history,
      this.clock,
      figures,
    );
  }

  /** An agency with a matter, a plan for this year and one batch that is due now. Returns its occurrence. */
  async due(batch: Readonly<Record<string, unknown>> = {}): Promise<{ agencyId: number; occurrenceId: number }> {
    const n = ++this.made;
    const year = this.clock.now().getUTCFullYear();
    const [agencyId = 0] = await this.rows.add('agencies', { code: `AG${n}` });
    const [matterId = 0] = await this.rows.add('matters', { agency_id: agencyId });
    const [planId = 0] = await this.rows.add('plans', { agency_id: agencyId, year });
    const [batchId = 0] = await this.rows.add('batches', {
      plan_id: planId,
      visit_after_days: 0,
      visit_days: 30,
      ...batch,
    });
    await this.rows.add('batch_matters', { batch_id: batchId, matter_id: matterId });
    const [occurrenceId = 0] = await this.rows.add('occurrences', {
      batch_id: batchId,
      ordinal: 1,
      state: 'planned',
      due_at: stamp(this.clock.now().toISOString()),
    });
    return { agencyId, occurrenceId };
  }

  /** Conducts as often as the conductor asks for another step; waits until then. */
  async conduct(occurrenceId: number, more: Partial<ClaimedJob> = {}): Promise<Draw> {
    await this.through(() => this.step(occurrenceId, more));
    return this.drawOf(occurrenceId);
  }

  /** Conducts once. */
  async step(occurrenceId: number, more: Partial<ClaimedJob> = {}): Promise<Outcome> {
    await this.open();
    return this.conductor.conduct({ ...this.job('draw', occurrenceId), ...more });
  }

  /** As `conduct`, for a draw that two people decided on. */
  async conductAmended(drawId: number, more: Partial<ClaimedJob> = {}): Promise<Draw> {
    await this.open();
    await this.through(() => this.conductor.conductAmended({ ...this.job('amended-draw', drawId), ...more }));
    return this.draw(drawId);
  }

  /** Issues the inspections of a draw, or puts its people into their seats. */
  async issue(drawId: number, more: Partial<ClaimedJob> = {}): Promise<Draw> {
    await this.issuing.issue({ ...this.job('issue', drawId), ...more });
    return this.draw(drawId);
  }

  /** The moment from which a job that concerns a draw may be taken. */
  async dueOf(kind: string, drawId: number): Promise<Date | undefined> {
    return (await this.dataSource.manager.findOneBy(Job, { kind, jobKey: String(drawId) }))?.dueAt;
  }

  private async through(step: () => Promise<Outcome>): Promise<void> {
    for (let outcome = await step(); !('done' in outcome); outcome = await step()) {
      const wait = Math.max(1, outcome.again.getTime() - this.clock.now().getTime());
      if (this.hurried) this.clock.offset += wait;
      else await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  private async open(): Promise<void> {
    if (!this.opened) await this.log.open();
    this.opened = true;
  }

  private job(kind: string, key: number): ClaimedJob {
    return {
      id: 1,
      kind,
      key: String(key),
      dueAt: this.clock.now(),
      attempts: 1,
      epoch: 1,
      signal: new AbortController().signal,
      fence: () => Promise.resolve(),
    };
  }

  async draw(id: number): Promise<Draw> {
    return this.dataSource.getRepository(Draw).findOneByOrFail({ id });
  }

  /** The occurrence's own draw, whatever came in its place. */
  async drawOf(occurrenceId: number): Promise<Draw> {
    return this.dataSource.getRepository(Draw).findOneByOrFail({ occurrenceId, kind: 'draw', ordinal: 1 });
  }

  async occurrence(id: number): Promise<Occurrence> {
    return this.dataSource.getRepository(Occurrence).findOneByOrFail({ id });
  }

  async evidence(draw: Draw): Promise<string> {
    const { bytes } = await this.draws.evidenceByNumber(draw.number);
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString();
  }

  async verify(draw: Draw): Promise<Verification> {
    return verifyEvidence([Buffer.from(await this.evidence(draw))]);
  }

  private async run(task: Task): Promise<unknown> {
    this.beforeTask(task);
    const write = (work: (manager: EntityManager) => Promise<void>): Promise<void> => {
      this.beforeWrite();
      return this.transactions.run(work);
    };
    try {
      return await (task.kind === 'snapshot'
        ? takeSnapshot(this.dataSource, task, write, this.clock)
        : drawLots(this.dataSource, task, write));
    } catch (error) {
      throw error instanceof ProtocolError ? new Unfit(wordsOf(error)) : error;
    }
  }
}
