import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { addWorkingDays } from '../../planning/calendar/working-days/working-day-calendar.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { momentForQuery } from '../../platform/database/plain-moments.js';
import { Transactions } from '../../platform/database/transactions.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { JobHandlers, LeaseLost, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { Log } from '../../platform/log/log.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { chinaDay } from '../../platform/clock/days.js';
import { DeadlineNotices } from './deadline-notices.service.js';
import { DueDays } from './due-days.service.js';
import { REMIND_BEFORE, statesOf, TERMS } from './due.js';
import { InspectionReminder, type Due, type ReminderKind } from './inspection-reminder.entity.js';
import { toReminderResponse, type ReminderQuery, type ReminderResponse } from './reminder.dto.js';

export const DEADLINES_JOB = 'inspection-deadlines';

/** Milliseconds between two looks. */
const EVERY = 600_000;
/** Inspections that are told of in one transaction. */
const AT_ONCE = 500;

/** In SQL: the term that runs for an inspection `i`. */
const TERM = `CASE ${TERMS.map(
  (term) =>
    `WHEN i.state IN (${statesOf(term)
      .map((state) => `'${state}'`)
      .join(', ')}) THEN '${term}'`,
).join(' ')} END`;

/**
 * Looks every ten minutes for terms that end soon, or have ended, and tells each once: those who have to act five working days
 * before, and after it the agency's leaders and those one level up. The look is a durable job, so that of many processes one
 * does it, and what was told is kept under a unique key, so that a restart tells nothing again.
 */
@Injectable()
export class Reminders implements OnModuleInit {
  private readonly others: ((job: ClaimedJob) => Promise<void>)[] = [];

  constructor(
    private readonly dataSource: DataSource,
    private readonly dueDays: DueDays,
    private readonly notices: DeadlineNotices,
    private readonly agencies: AgencyScope,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly transactions: Transactions,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.handlers.register(DEADLINES_JOB, (job) => this.step(job));
  }

  /** Has something else looked for deadlines of its own each time, after this has. */
  alsoLook(look: (job: ClaimedJob) => Promise<void>): void {
    this.others.push(look);
  }

  /** The first look is due at once. The server's start calls it. */
  async begin(): Promise<void> {
    if (this.config.runsJobs)
      await this.transactions.run((manager) => this.jobs.recur(manager, DEADLINES_JOB, 'inspections'));
  }

  /** Newest first, unless sorted otherwise: of the caller's part of the tree; an inspector's, of those in whose team he sits. */
  async list(caller: Caller, query: ReminderQuery): Promise<Page<ReminderResponse>> {
    const rows = this.dataSource.manager.createQueryBuilder(InspectionReminder, 'reminder');
    if (caller.role === 'inspector') {
      rows.where(
        `reminder.kind = 'reminder' AND reminder.inspectionId IN
          (SELECT seat.inspection_id FROM inspection_seats seat WHERE seat.inspector_id = :mine)`,
        { mine: caller.inspectorId ?? 0 },
      );
    } else {
      await this.agencies.narrow(rows, 'reminder.agencyId', caller, query.agencyId);
    }
    for (const field of ['inspectionId', 'kind', 'term'] as const) {
      if (query[field] !== undefined) rows.andWhere(`reminder.${field} = :${field}`, { [field]: query[field] });
    }
    const sortable = { id: 'reminder.id', at: 'reminder.at', dueOn: 'reminder.dueOn' };
    return listPage(rows, { sort: '-id', ...query }, sortable, 'reminder.id', toReminderResponse);
  }

  /** Fails for nothing but a lost lease: looking must not come to an end while there is anything to look at. */
  private async step(job: ClaimedJob): Promise<Outcome> {
    for (const look of [(held: ClaimedJob) => this.look(held), ...this.others]) {
      try {
        await look(job);
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        this.log.error({ err: error }, 'the look for deadlines of inspections failed; the next one is in ten minutes');
      }
    }
    return { again: new Date(this.clock.now().getTime() + EVERY) };
  }

  async look(job: ClaimedJob): Promise<void> {
    await this.dueDays.refresh(job);
    const today = chinaDay(this.clock.now());
    const soon = addWorkingDays(await this.dueDays.calendar(), today, REMIND_BEFORE);
    await this.tellAll(job, (manager) => this.ending(manager, today, soon));
    await this.tellAll(job, (manager) => this.ended(manager, today, 'own'));
    await this.tellAll(job, (manager) => this.ended(manager, today, 'above'));
  }

  /**
   * A few at a time, each with its transaction, until none is left.
   * @param work tells of as many as `atOnce`, and returns how many there were
   */
  async inBatches(job: ClaimedJob, atOnce: number, work: (manager: EntityManager) => Promise<number>): Promise<void> {
    for (let found = atOnce; found === atOnce;) {
      found = await this.transactions.run(async (manager) => {
        await job.fence(manager);
        return work(manager);
      });
    }
  }

  private async tellAll(job: ClaimedJob, find: (manager: EntityManager) => Promise<Due[]>): Promise<void> {
    await this.inBatches(job, AT_ONCE, async (manager) => {
      const due = await find(manager);
      await this.tell(manager, due);
      return due.length;
    });
  }

  /** The one place from which reminders and escalations go out: whatever tells people is told here, in the same transaction. */
  private async tell(manager: EntityManager, all: readonly Due[]): Promise<void> {
    if (all.length === 0) return;
    const at = momentForQuery(manager.connection, this.clock.now());
    await manager.query(
      `INSERT INTO inspection_reminders (inspection_id, term, kind, agency_id, due_on, at)
       VALUES ${all.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
      all.flatMap(({ agencyId, dueOn, inspectionId, kind, term }) => [inspectionId, term, kind, agencyId, dueOn, at]),
    );
    await this.notices.tell(manager, all);
  }

  private async ending(manager: EntityManager, today: string, soon: string): Promise<Due[]> {
    return this.find(manager, 'reminder', 'i.agency_id', '', 'i.due_on BETWEEN ? AND ?', [today, soon]);
  }

  private async ended(manager: EntityManager, today: string, whom: 'own' | 'above'): Promise<Due[]> {
    const [agency, joined] =
      whom === 'own'
        ? ['i.agency_id', '']
        : ['own.parent_id', ' JOIN agencies own ON own.id = i.agency_id AND own.parent_id IS NOT NULL'];
    return this.find(manager, 'escalation', agency, joined, 'i.due_on < ?', [today]);
  }

  private async find(
    manager: EntityManager,
    kind: ReminderKind,
    agency: string,
    joined: string,
    due: string,
    days: readonly string[],
  ): Promise<Due[]> {
    const rows = await manager.query<Omit<Due, 'kind'>[]>(
      `SELECT i.id AS inspectionId, i.due_on AS dueOn, ${agency} AS agencyId, ${TERM} AS term
         FROM inspections i JOIN draws d ON d.id = i.draw_id AND d.phase = 'issued'${joined}
        WHERE ${due} AND NOT EXISTS
          (SELECT 1 FROM inspection_reminders told WHERE told.inspection_id = i.id AND told.kind = '${kind}'
             AND told.term = ${TERM} AND told.agency_id = ${agency})
        ORDER BY i.due_on, i.id LIMIT ${AT_ONCE}`,
      [...days],
    );
    return rows.map((row) => ({ ...row, kind }));
  }
}
