import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Notices } from '../../notices/outbox/notices.service.js';
import { addWorkingDays } from '../../planning/calendar/working-days/working-day-calendar.js';
import { Clock } from '../../platform/clock/clock.js';
import { momentForQuery } from '../../platform/database/plain-moments.js';
import { type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { text, type Bilingual } from '../../platform/text.js';
import { chinaDay } from '../../platform/clock/days.js';
import { REMIND_BEFORE } from '../deadlines/due.js';
import { DueDays } from '../deadlines/due-days.service.js';
import { Reminders } from '../deadlines/reminders.service.js';
import { type RectificationState } from './rectification-life.js';
import { type RectificationReminderKind } from './rectification-reminder.entity.js';

/** Rectifications that are told of in one transaction. */
const AT_ONCE = 500;

/** One who is to be told of one rectification. */
interface DueRectification {
  readonly id: number;
  readonly inspectionId: number;
  readonly state: RectificationState;
  readonly dueOn: string;
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
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.reminders.alsoLook((job) => this.look(job));
  }

  async look(job: ClaimedJob): Promise<void> {
    const today = chinaDay(this.clock.now());
    const soon = addWorkingDays(await this.dueDays.calendar(), today, REMIND_BEFORE);
    const own = 'r.agency_id';
    await this.tellAll(job, 'reminder', own, 'r.due_on > ? AND r.due_on <= ?', [today, soon]);
    await this.tellAll(job, 'last-day', own, 'r.due_on = ?', [today]);
    await this.tellAll(job, 'escalation', own, 'r.due_on < ?', [today]);
    await this.tellAll(job, 'escalation', 'own.parent_id', 'own.parent_id IS NOT NULL AND r.due_on < ?', [today]);
  }

  /** A few hundred at a time, each with its transaction, until none is left. */
  private async tellAll(
    job: ClaimedJob,
    kind: RectificationReminderKind,
    agency: string,
    due: string,
    days: readonly string[],
  ): Promise<void> {
    await this.reminders.inBatches(job, AT_ONCE, async (manager) => {
      const rows = await manager.query<Omit<DueRectification, 'kind'>[]>(
        `SELECT r.id AS id, r.inspection_id AS inspectionId, r.state AS state, r.due_on AS dueOn,
                ${agency} AS agencyId, i.target_name AS targetName
           FROM rectifications r JOIN inspections i ON i.id = r.inspection_id JOIN agencies own ON own.id = r.agency_id
          WHERE ${due} AND NOT EXISTS
            (SELECT 1 FROM rectification_reminders told WHERE told.rectification_id = r.id AND told.due_on = r.due_on
               AND told.kind = '${kind}' AND told.agency_id = ${agency})
          ORDER BY r.due_on, r.id LIMIT ${AT_ONCE}`,
        [...days],
      );
      await this.tell(
        manager,
        rows.map((row) => ({ ...row, kind })),
      );
      return rows.length;
    });
  }

  /** Keeps that they were told, and tells them, in one transaction. */
  private async tell(manager: EntityManager, all: readonly DueRectification[]): Promise<void> {
    if (all.length === 0) return;
    const at = momentForQuery(manager.connection, this.clock.now());
    await manager.query(
      `INSERT INTO rectification_reminders (rectification_id, due_on, kind, agency_id, at)
       VALUES ${all.map(() => '(?, ?, ?, ?, ?)').join(', ')}`,
      all.flatMap(({ agencyId, dueOn, id, kind }) => [id, dueOn, kind, agencyId, at]),
    );
    const agencies = new Map<number, DueRectification[]>();
    for (const one of all) agencies.set(one.agencyId, [...(agencies.get(one.agencyId) ?? []), one]);
    for (const group of agencies.values()) await this.tellAgency(manager, group);
  }

  /** One notice for each agency, however many rectifications it is about; of whom each of a team sees his own. */
  private async tellAgency(manager: EntityManager, group: readonly DueRectification[]): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    const { agencyId, dueOn, id, kind } = first;
    const late = kind === 'escalation';
    const count = group.length;
    const what = count === 1 ? oneOf(first) : text(`${count} 项整改`, `${count} rectifications`);
    const when = WHEN[kind];
    // nobody is told twice of the same day of a rectification, so the first of a group names it
    const key = `rectification:${kind}:${agencyId}:${id}:${dueOn}`;
    const link = (query: string): string =>
      count === 1 ? `/api/v1/rectifications/${id}` : `/api/v1/rectifications?${query}&sort=dueOn`;
    await this.notices.tell(manager, {
      kind: late ? 'rectification-overdue' : 'rectification-due',
      agencyId,
      to: { roles: ['admin', 'planner'] },
      title: text(`${what.zh}${when.zh}`, `${when.en}: ${what.en}`),
      body: text(
        `${count === 1 ? '' : '最早的'}期限是 ${dueOn}。`,
        `${count === 1 ? 'It' : 'The earliest'} is due on ${dueOn}.`,
      ),
      link: link(`open=true&overdue=${late}`),
      key,
    });
    if (late) return;
    await this.notices.tell(manager, {
      kind: 'rectification-due',
      agencyId,
      to: { inspectorIds: await teamsOf(manager, group) },
      title: text(`您参加的检查任务的整改${when.zh}`, `${when.en}: a rectification after an inspection of yours`),
      body: text(
        `${count === 1 ? '' : '最早的'}期限是 ${dueOn}。`,
        `${count === 1 ? 'It' : 'The earliest'} is due on ${dueOn}.`,
      ),
      link: link('open=true&mine=true'),
      key: `${key}:team`,
      personal: true,
    });
  }
}

const WHEN: Readonly<Record<RectificationReminderKind, Bilingual>> = {
  reminder: text('即将到期', 'Due soon'),
  'last-day': text('今天到期', 'Due today'),
  escalation: text('已逾期', 'Overdue'),
};

const oneOf = ({ state, targetName }: DueRectification): Bilingual =>
  state === 'transferred'
    ? text(`${targetName}的整改移交回执`, `receipt for the transfer about ${targetName}`)
    : text(`${targetName}的整改`, `rectification of ${targetName}`);

async function teamsOf(manager: EntityManager, group: readonly DueRectification[]): Promise<number[]> {
  const rows = await manager.query<{ id: number }[]>(
    `SELECT DISTINCT inspector_id AS id FROM inspection_seats WHERE inspection_id IN (${group.map(() => '?').join(', ')})`,
    group.map(({ inspectionId }) => inspectionId),
  );
  return rows.map(({ id }) => id);
}
