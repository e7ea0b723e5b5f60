import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Notices } from '../../notices/outbox/notices.service.js';
import { addWorkingDays } from '../../planning/calendar/working-days/working-day-calendar.js';
import { Clock } from '../../platform/clock/clock.js';
import { momentForQuery } from '../../platform/database/plain-moments.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { text, type Bilingual } from '../../platform/text.js';
import { chinaDay } from '../../platform/clock/days.js';
import { REMIND_BEFORE } from '../deadlines/due.js';
import { DueDays } from '../deadlines/due-days.service.js';
import { Reminders } from '../deadlines/reminders.service.js';
import { AT_ONCE, tellInBatches, type Told } from '../deadlines/telling.js';
import { RectificationDueDays } from './rectification-due-days.service.js';
import { type RectificationState } from './rectification-life.js';
import { type RectificationReminderKind } from './rectification-reminder.entity.js';

/** One who is to be told of one rectification. */
interface DueRectification {
  readonly id: number;
  readonly inspectionId: number;
  readonly state: RectificationState;
  readonly dueOn: string;
  /** Whose it is. */
  readonly ownerId: number;
  /** Whose leaders are told: its own, or those of the one above. */
  readonly agencyId: number;
  readonly targetName: string;
  readonly kind: RectificationReminderKind;
}

/**
 * Chases rectifications along with the deadlines of inspections, by the same durable job: those who have to act are told five
 * working days before the day and on it, and after it the agency's leaders and those one level up. Each once for each day by
 * which it was due.
 */
@Injectable()
export class RectificationReminders implements OnModuleInit {
  constructor(
    private readonly reminders: Reminders,
    private readonly dueDays: DueDays,
    private readonly counted: RectificationDueDays,
    private readonly notices: Notices,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.reminders.alsoLook((job) => this.look(job));
  }

  async look(job: ClaimedJob): Promise<void> {
    await this.counted.refresh(job);
    const today = chinaDay(this.clock.now());
    const soon = addWorkingDays(await this.dueDays.calendar(), today, REMIND_BEFORE);
    await this.tellAll(job, {
      kind: 'reminder',
      agency: OWN,
      due: 'r.due_on > ? AND r.due_on <= ?',
      days: [today, soon],
    });
    await this.tellAll(job, { kind: 'last-day', agency: OWN, due: 'r.due_on = ?', days: [today] });
    await this.tellAll(job, { kind: 'escalation', agency: OWN, due: 'r.due_on < ?', days: [today] });
    const above = { agency: 'own.parent_id', due: 'own.parent_id IS NOT NULL AND r.due_on < ?' };
    await this.tellAll(job, { kind: 'escalation', ...above, days: [today] });
  }

  private async tellAll(job: ClaimedJob, which: Which): Promise<void> {
    await tellInBatches<DueRectification>(this.transactions, job, {
      find: (manager, last) => find(manager, which, last),
      count: (manager) => countAll(manager, which),
      tell: (manager, some, told) => this.tell(manager, some, told),
    });
  }

  /** Keeps that they were told, and tells them, in one transaction. */
  private async tell(manager: EntityManager, all: readonly DueRectification[], told: Told): Promise<Told> {
    const at = momentForQuery(manager.connection, this.clock.now());
    await manager.query(
      `INSERT INTO rectification_reminders (rectification_id, due_on, kind, agency_id, at)
       VALUES ${all.map(() => '(?, ?, ?, ?, ?)').join(', ')}`,
      all.flatMap(({ agencyId, dueOn, id, kind }) => [id, dueOn, kind, agencyId, at]),
    );
    const groups = new Map<string, DueRectification[]>();
    for (const one of all) {
      const group = groups.get(groupOf(one));
      if (group === undefined) groups.set(groupOf(one), [one]);
      else group.push(one);
    }
    const now = told.copy();
    for (const [name, group] of groups) {
      if (now.first(name)) await this.tellAgency(manager, name, group, now.counts.get(name) ?? group.length);
      // who goes there learns of it in time; that it is late, and that it is to be closed, is for those who answer for it
      const going = group.filter(({ kind, state }) => kind !== 'escalation' && state !== 'passed');
      const people = going.length === 0 ? [] : now.firstOf(name, await teamsOf(manager, going));
      if (people.length > 0) await this.tellTeams(manager, name, group, people);
    }
    return now;
  }

  /** One notice for each agency, however many rectifications it is about. */
  private async tellAgency(
    manager: EntityManager,
    name: string,
    group: readonly DueRectification[],
    count: number,
  ): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    const { agencyId, dueOn, id, kind } = first;
    const late = kind === 'escalation';
    const what = count === 1 ? oneOf(first) : text(`${count} 项整改`, `${count} rectifications`);
    const when = WHEN[kind];
    await this.notices.tell(manager, {
      kind: late ? 'rectification-overdue' : 'rectification-due',
      agencyId,
      to: { roles: ['admin', 'planner'] },
      title: text(`${what.zh}${when.zh}`, `${when.en}: ${what.en}`),
      body: text(
        `${count === 1 ? '' : '最早的'}期限是 ${dueOn}。`,
        `${count === 1 ? 'It' : 'The earliest of them'} is due on ${dueOn}.`,
      ),
      link:
        count === 1 ? `/api/v1/rectifications/${id}` : `/api/v1/rectifications?open=true&overdue=${late}&sort=dueOn`,
      key: keyOf(name, first),
    });
  }

  /** Each sees his own, whatever the others' are. */
  private async tellTeams(
    manager: EntityManager,
    name: string,
    group: readonly DueRectification[],
    inspectorIds: readonly number[],
  ): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    const when = WHEN[first.kind];
    await this.notices.tell(manager, {
      kind: 'rectification-due',
      agencyId: first.agencyId,
      to: { inspectorIds },
      title: text(`您参加的检查任务的整改${when.zh}`, `${when.en}: a rectification after an inspection of yours`),
      link: '/api/v1/rectifications?open=true&mine=true&sort=dueOn',
      key: `${keyOf(name, first)}:team`,
      personal: true,
    });
  }
}

/** Which rectifications are to be told of, to which agency. */
interface Which {
  readonly kind: RectificationReminderKind;
  /** In SQL: the agency that is told. */
  readonly agency: string;
  readonly due: string;
  readonly days: readonly string[];
}

const OWN = 'r.agency_id';

/** How a group is called that is told together. */
const groupOf = ({ agencyId, kind }: Pick<DueRectification, 'agencyId' | 'kind'>): string => `${kind}:${agencyId}`;

/** Nobody is told twice of the same day of a rectification, so the first of a group names it. */
const keyOf = (group: string, { dueOn, id }: DueRectification): string => `rectification:${group}:${id}:${dueOn}`;

const untold = ({ agency, due, kind }: Which): string =>
  `FROM rectifications r JOIN inspections i ON i.id = r.inspection_id JOIN agencies own ON own.id = r.agency_id
    WHERE ${due} AND NOT EXISTS
      (SELECT 1 FROM rectification_reminders told WHERE told.rectification_id = r.id AND told.due_on = r.due_on
         AND told.kind = '${kind}' AND told.agency_id = ${agency})`;

/** The next few, in the order of ix_rectifications_due, so that each is looked at once however many there are. */
async function find(
  manager: EntityManager,
  which: Which,
  last: DueRectification | undefined,
): Promise<DueRectification[]> {
  const after =
    last === undefined
      ? { sql: '', values: [] }
      : {
          // the first of the two is what an index goes by
          sql: ` AND r.due_on >= ? AND (r.due_on > ? OR r.agency_id > ? OR (r.agency_id = ? AND r.id > ?))`,
          values: [last.dueOn, last.dueOn, last.ownerId, last.ownerId, last.id],
        };
  const rows = await manager.query<Omit<DueRectification, 'kind'>[]>(
    `SELECT r.id AS id, r.inspection_id AS inspectionId, r.state AS state, r.due_on AS dueOn, r.agency_id AS ownerId,
            ${which.agency} AS agencyId, i.target_name AS targetName
       ${untold(which)}${after.sql} ORDER BY r.due_on, r.agency_id, r.id LIMIT ${AT_ONCE}`,
    [...which.days, ...after.values],
  );
  return rows.map((row) => ({ ...row, kind: which.kind }));
}

async function countAll(manager: EntityManager, which: Which): Promise<Map<string, number>> {
  const rows = await manager.query<{ agencyId: number; many: unknown }[]>(
    `SELECT ${which.agency} AS agencyId, COUNT(*) AS many ${untold(which)} GROUP BY ${which.agency}`,
    [...which.days],
  );
  return new Map(rows.map(({ agencyId, many }) => [groupOf({ agencyId, kind: which.kind }), Number(many)]));
}

const WHEN: Readonly<Record<RectificationReminderKind, Bilingual>> = {
  reminder: text('即将到期', 'Due soon'),
  'last-day': text('今天到期', 'Due today'),
  escalation: text('已逾期', 'Overdue'),
};

const oneOf = ({ state, targetName }: DueRectification): Bilingual =>
  state === 'transferred'
    ? text(`${targetName}的整改移交回执`, `receipt for the transfer about ${targetName}`)
    : state === 'passed'
      ? text(`${targetName}的整改办结`, `closing of the rectification of ${targetName}`)
      : text(`${targetName}的整改`, `rectification of ${targetName}`);

async function teamsOf(manager: EntityManager, group: readonly DueRectification[]): Promise<number[]> {
  const rows = await manager.query<{ id: number }[]>(
    `SELECT DISTINCT inspector_id AS id FROM inspection_seats WHERE inspection_id IN (${group.map(() => '?').join(', ')})`,
    group.map(({ inspectionId }) => inspectionId),
  );
  return rows.map(({ id }) => id);
}
