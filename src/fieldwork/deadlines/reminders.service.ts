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
import { DeadlineNotices, groupOf } from './deadline-notices.service.js';
import { DueDays } from './due-days.service.js';
import { REMIND_BEFORE, statesOf, TERMS } from './due.js';
import { InspectionReminder, type Due, type ReminderKind } from './inspection-reminder.entity.js';
import { toReminderResponse, type ReminderQuery, type ReminderResponse } from './reminder.dto.js';
import { AT_ONCE, tellInBatches, type Told } from './telling.js';

export const DEADLINES_JOB = 'inspection-deadlines';

/** Milliseconds between two looks. */
const EVERY = 600_000;

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
    await this.tellAll(job, ending(today, soon));
    await this.tellAll(job, ended(today, 'own'));
    await this.tellAll(job, ended(today, 'above'));
  }

  private async tellAll(job: ClaimedJob, which: Which): Promise<void> {
    await tellInBatches<Due>(this.transactions, job, {
      find: (manager, last) => find(manager, which, last),
      count: (manager) => countAll(manager, which),
      tell: (manager, due, told) => this.tell(manager, due, told),
    });
  }

  /** The one place from which reminders and escalations go out: whatever tells people is told here, in the same transaction. */
  private async tell(manager: EntityManager, all: readonly Due[], told: Told): Promise<Told> {
    const at = momentForQuery(manager.connection, this.clock.now());
    await manager.query(
      `INSERT INTO inspection_reminders (inspection_id, term, kind, agency_id, due_on, at)
       VALUES ${all.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
      all.flatMap(({ agencyId, dueOn, inspectionId, kind, term }) => [inspectionId, term, kind, agencyId, dueOn, at]),
    );
    return this.notices.tell(manager, all, told);
  }
}

/** Which inspections are to be told of, to which agency. */
interface Which {
  readonly kind: ReminderKind;
  /** In SQL: the agency that is told, and what is joined for it. */
  readonly agency: string;
  readonly joined: string;
  readonly due: string;
  readonly days: readonly string[];
}

const ending = (today: string, soon: string): Which => ({
  kind: 'reminder',
  agency: 'i.agency_id',
  joined: '',
  due: 'i.due_on BETWEEN ? AND ?',
  days: [today, soon],
});

const ended = (today: string, whom: 'own' | 'above'): Which => ({
  kind: 'escalation',
  ...(whom === 'own'
    ? { agency: 'i.agency_id', joined: '' }
    : { agency: 'own.parent_id', joined: ' JOIN agencies own ON own.id = i.agency_id AND own.parent_id IS NOT NULL' }),
  due: 'i.due_on < ?',
  days: [today],
});

const untold = ({ agency, due, joined, kind }: Which): string =>
  `FROM inspections i JOIN draws d ON d.id = i.draw_id AND d.phase = 'issued'${joined}
    WHERE ${due} AND NOT EXISTS
      (SELECT 1 FROM inspection_reminders told WHERE told.inspection_id = i.id AND told.kind = '${kind}'
         AND told.term = ${TERM} AND told.agency_id = ${agency})`;

/** The next few, in the order of ix_inspections_due, so that each is looked at once however many there are. */
async function find(manager: EntityManager, which: Which, last: Due | undefined): Promise<Due[]> {
  const after =
    last === undefined
      ? { sql: '', values: [] }
      : {
          // the first of the two is what an index goes by
          sql: ` AND i.due_on >= ? AND (i.due_on > ? OR i.agency_id > ? OR (i.agency_id = ? AND i.id > ?))`,
          values: [last.dueOn, last.dueOn, last.ownerId, last.ownerId, last.inspectionId],
        };
  const rows = await manager.query<Omit<Due, 'kind'>[]>(
    `SELECT i.id AS inspectionId, i.due_on AS dueOn, i.agency_id AS ownerId, ${which.agency} AS agencyId, ${TERM} AS term
       ${untold(which)}${after.sql} ORDER BY i.due_on, i.agency_id, i.id LIMIT ${AT_ONCE}`,
    [...which.days, ...after.values],
  );
  return rows.map((row) => ({ ...row, kind: which.kind }));
}

async function countAll(manager: EntityManager, which: Which): Promise<Map<string, number>> {
  const rows = await manager.query<(Pick<Due, 'agencyId' | 'term'> & { count: unknown })[]>(
    `SELECT ${which.agency} AS agencyId, ${TERM} AS term, COUNT(*) AS count ${untold(which)}
      GROUP BY ${which.agency}, ${TERM}`,
    [...which.days],
  );
  return new Map(
    rows.map(({ agencyId, count, term }) => [groupOf({ agencyId, kind: which.kind, term }), Number(count)]),
  );
}
