import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';

import { type Caller } from '../../src/accounts/caller.js';
import { AmendedDraws } from '../../src/drawing/amendments/amended-draws.service.js';
import { InspectionCodes } from '../../src/fieldwork/codes/inspection-codes.service.js';
import { DueDays } from '../../src/fieldwork/deadlines/due-days.service.js';
import { FindingsService } from '../../src/fieldwork/findings/findings.service.js';
import { ReviewNotices } from '../../src/fieldwork/findings/review-notices.service.js';
import { AmendedInspections } from '../../src/fieldwork/inspections/amended-inspections.service.js';
import { Inspection } from '../../src/fieldwork/inspections/inspection.entity.js';
import { InspectionsService } from '../../src/fieldwork/inspections/inspections.service.js';
import { FollowUps } from '../../src/fieldwork/life/follow-ups.js';
import { InspectionLife } from '../../src/fieldwork/life/life.service.js';
import { InspectionSteps } from '../../src/fieldwork/life/steps.service.js';
import { CheckIns } from '../../src/fieldwork/on-site/check-in/check-ins.service.js';
import { SiteFileNotes } from '../../src/fieldwork/on-site/files/site-file-notes.service.js';
import { SiteFiles } from '../../src/fieldwork/on-site/files/site-files.service.js';
import { SiteAnswers } from '../../src/fieldwork/on-site/questions/answers.service.js';
import { QuestionLists } from '../../src/fieldwork/on-site/questions/question-lists.service.js';
import { Bundles } from '../../src/fieldwork/on-site/record/bundles.service.js';
import { SiteRecords } from '../../src/fieldwork/on-site/record/site-records.service.js';
import { SiteSignatures } from '../../src/fieldwork/on-site/signatures/signatures.service.js';
import { ActTakers } from '../../src/fieldwork/on-site/sync/act-takers.service.js';
import { type ActRequest, type SyncResponse } from '../../src/fieldwork/on-site/sync/sync.dto.js';
import { Sync } from '../../src/fieldwork/on-site/sync/sync.service.js';
import { Notices } from '../../src/notices/outbox/notices.service.js';
import { StandingClock } from '../../src/platform/clock/clock.js';
import { Config } from '../../src/platform/config/config.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { History } from '../../src/platform/history/history.service.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { Log } from '../../src/platform/log/log.js';
import { Setting } from '../../src/platform/settings/setting.entity.js';
import { Settings } from '../../src/platform/settings/settings.service.js';
import { AgencyScope } from '../../src/registry/agencies/agency-scope.js';
import { AgencyUses } from '../../src/registry/agencies/agency-uses.js';
import { MattersService } from '../../src/registry/matters/matters.service.js';
import { InspectionVisits } from '../../src/registry/visits/inspection-visits.js';
import { CHINAS_CALENDAR } from './draw-house.js';
import { FIELD_ENTITIES, FieldRows } from './field-rows.js';

export const SITE_ENTITIES = [...FIELD_ENTITIES, Setting];

/** 2026-03-20, ten in the morning in China. */
export const SITE_NOW = new Date('2026-03-20T02:00:00.000Z');

/** What somebody's phone does, with numbers of its own. */
export class Phone {
  readonly device: string = randomUUID();
  private last = 0;

  constructor(
    private readonly house: SiteHouse,
    readonly caller: Caller,
    /** What its clock is ahead by, in milliseconds. */
    public ahead = 0,
  ) {}

  /** An act of now. */
  act(kind: ActRequest['kind'], inspectionId: number, content: object, more: Partial<ActRequest> = {}): ActRequest {
    const at = new Date(this.house.clock.now().getTime() + this.ahead).toISOString();
    return { id: randomUUID(), sequence: ++this.last, at, inspectionId, kind, content, ...more };
  }

  send(...acts: ActRequest[]): Promise<SyncResponse> {
    const sentAt = new Date(this.house.clock.now().getTime() + this.ahead).toISOString();
    return this.house.sync.sync(this.caller, { device: this.device, sentAt, acts });
  }

  /** What came of each, as `taken` or `refused too_far_away`. */
  async told(...acts: ActRequest[]): Promise<string[]> {
    const { items } = await this.send(...acts);
    return items.map(({ problem, status }) => [status, ...(problem === null ? [] : [String(problem.code)])].join(' '));
  }
}

/** Fieldwork on site as the server runs it, on rows of its own: inspection 1 with a team of two and an expert, and 2. */
export class SiteHouse {
  readonly clock = new StandingClock(SITE_NOW);
  readonly warned: object[] = [];
  readonly rows: FieldRows;
  readonly codes: InspectionCodes;
  readonly inspections: InspectionsService;
  readonly life: InspectionLife;
  readonly findings: FindingsService;
  readonly sync: Sync;
  readonly files: SiteFiles;
  readonly questions: QuestionLists;
  readonly records: SiteRecords;
  readonly bundles: Bundles;
  readonly transactions: Transactions;

  constructor(
    readonly dataSource: DataSource,
    settings: Record<string, string> = {},
  ) {
    const { clock } = this;
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent', ...settings }, '/');
    const log = new Log(config);
    log.warn = (message: unknown) => void this.warned.push(message as object);
    this.rows = new FieldRows(dataSource);
    const transactions = (this.transactions = new Transactions(dataSource));
    const history = new History(clock);
    const agencies = new AgencyScope(dataSource, log);
    this.inspections = new InspectionsService(dataSource.getRepository(Inspection), agencies, history, clock, log);
    const [visits, steps] = [new InspectionVisits(), new InspectionSteps()];
    this.life = new InspectionLife(
      dataSource,
      this.inspections,
      steps,
      new AmendedDraws(new AmendedInspections(visits, steps)),
      visits,
      new FollowUps(),
      new DueDays(dataSource, CHINAS_CALENDAR, undefined as never, transactions),
      transactions,
      history,
      clock,
      { publish: () => Promise.resolve(), publishEarlier: () => Promise.resolve(), withdraw: () => Promise.resolve() },
    );
    const notices = new Notices(agencies, new Jobs(dataSource, transactions, clock, config), clock);
    this.findings = new FindingsService(
      this.inspections,
      this.life,
      new ReviewNotices(notices),
      transactions,
      history,
      clock,
    );
    this.codes = new InspectionCodes(
      dataSource,
      transactions,
      new Settings(dataSource, transactions),
      clock,
      config,
      log,
    );
    const checkIns = new CheckIns(this.codes, steps);
    const takers = new ActTakers(
      checkIns,
      this.life,
      new SiteAnswers(),
      new SiteFileNotes(),
      new SiteSignatures(),
      this.findings,
    );
    this.sync = new Sync(dataSource, transactions, this.inspections, takers, clock, log);
    this.files = new SiteFiles(dataSource, transactions, this.inspections, config, clock, log);
    const matters = new MattersService(dataSource, transactions, agencies, new AgencyUses(), history, clock);
    this.questions = new QuestionLists(dataSource, transactions, matters, history, clock);
    this.records = new SiteRecords(dataSource, this.inspections);
    this.bundles = new Bundles(dataSource, agencies, this.records, checkIns, config, clock);
  }

  /** The county, its people and two inspections of one draw. */
  async build(): Promise<void> {
    const { rows } = this;
    await rows.add('agencies', { path: '/1/' }, { path: '/1/2/', parent_id: 1 });
    await rows.add('matters', { agency_id: 2 }, { agency_id: 2 });
    const place = { longitude: 116_000_000, latitude: 40_000_000 };
    await rows.add('targets', { agency_id: 2, name: '阳光养老院', address: '示范路 1 号', ...place }, { agency_id: 2 });
    await rows.add(
      'inspectors',
      { agency_id: 2, name: '王芳' },
      { agency_id: 2, name: '李强' },
      { agency_id: 2, name: '专家', expert: 1, certificate_number: null, valid_from: null, valid_until: null },
      { agency_id: 2, name: '赵敏', valid_until: '2026-03-10' },
    );
    await rows.add('plans', { agency_id: 2 });
    await rows.add('batches', { plan_id: 1 });
    await rows.add('occurrences', { batch_id: 1 });
    await rows.add('draws', { occurrence_id: 1, batch_id: 1, agency_id: 2 });
    await rows.add('draw_kind_matters', { draw_id: 1, matter_id: 1 });
    const of = (target: number, more: object = {}): Record<string, unknown> => ({
      draw_id: 1,
      batch_id: 1,
      agency_id: 2,
      target_id: target,
      target_code: `T${target}`,
      target_name: target === 1 ? '阳光养老院' : `对象 ${target}`,
      planned_on: '2026-03-20',
      state: 'accepted',
      ...more,
    });
    await rows.add('inspections', of(1), of(2), of(2, { state: 'issued' }));
    const seat = (inspection: number, place: number, inspector: number, expert: number | null = null): object => ({
      inspection_id: inspection,
      seat: place,
      inspector_id: inspector,
      expert,
    });
    await rows.add(
      'inspection_seats',
      ...([seat(1, 1, 1), seat(1, 2, 2), seat(1, 3, 3, 1), seat(2, 1, 1), seat(2, 2, 4), seat(3, 1, 1)] as never[]),
    );
  }

  /** The user of an inspector. */
  inspector(inspectorId: number): Caller {
    return { userId: 100 + inspectorId, username: `i${inspectorId}`, role: 'inspector', agencyId: 2, inspectorId };
  }

  readonly planner: Caller = { userId: 5, username: 'planner', role: 'planner', agencyId: 2, inspectorId: null };
  readonly admin: Caller = { ...this.planner, userId: 6, username: 'admin', role: 'admin' };

  phone(inspectorId: number, ahead = 0): Phone {
    return new Phone(this, this.inspector(inspectorId), ahead);
  }

  async code(inspectionId: number): Promise<string> {
    return (await this.codes.ofInspection(inspectionId)).code;
  }

  /** Puts an inspection where a test wants it. */
  async put(inspectionId: number, state: string, more = ''): Promise<void> {
    await this.dataSource.transaction((manager) =>
      manager.query(`UPDATE inspections SET state = ?, version = version + 1${more} WHERE id = ?`, [
        state,
        inspectionId,
      ]),
    );
  }
}
