import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { chinaDay } from '../../platform/clock/days.js';
import { Config } from '../../platform/config/config.js';
import { momentForQuery } from '../../platform/database/plain-moments.js';
import { Transactions } from '../../platform/database/transactions.js';
import { JobHandlers, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { NoticeMessage } from '../outbox/notice-message.entity.js';
import { Notices } from '../outbox/notices.service.js';
import { nextDigest } from './digest-moment.js';
import { OfficeDays } from './office-days.js';

export const DIGEST_JOB = 'notice-digest';

/** Milliseconds for which a notice is news: longer than any holiday, for there is no digest on days of rest. */
const NEWS = 31 * 86_400_000;
const PEOPLE_AT_ONCE = 100;

interface Collected {
  readonly receiptId: number;
  readonly userId: number;
  readonly agencyId: number | null;
}

/**
 * The morning's mail: one to each person on a working day, with what was told since the last and is not read. A notice is
 * marked with the digest that it went into in the transaction that makes the digest, so it is in one, whoever dies when.
 */
@Injectable()
export class Digest implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly notices: Notices,
    private readonly days: OfficeDays,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly transactions: Transactions,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register(DIGEST_JOB, (job) => this.step(job));
  }

  /** The server's start calls it: each morning arranges the next one, and the first is arranged here. */
  async begin(): Promise<void> {
    if (!this.config.runsJobs) return;
    const now = await this.clock.ask(this.dataSource);
    await this.transactions.run((manager) => this.arrange(manager, now));
  }

  async step(job: ClaimedJob): Promise<Outcome> {
    const now = await this.clock.ask(this.dataSource);
    // one that comes late, after an outage, is the digest of the day on which it comes
    const day = chinaDay(now);
    // first, so that whatever becomes of this one there is a next
    await this.transactions.run(async (manager) => {
      await job.fence(manager);
      // a clock that was set back must not arrange this one once more
      await this.arrange(manager, now > job.dueAt ? now : job.dueAt);
    });
    if (this.config.smtp !== undefined && (await this.days.isWorked(day))) await this.collect(job, day, now);
    return { done: true };
  }

  private async arrange(manager: EntityManager, after: Date): Promise<void> {
    const { at, day } = nextDigest(after);
    await this.jobs.enqueue(manager, { kind: DIGEST_JOB, key: day, dueAt: at });
  }

  private async collect(job: ClaimedJob, day: string, now: Date): Promise<void> {
    const since = momentForQuery(this.dataSource, new Date(now.getTime() - NEWS));
    for (let after = 0; ;) {
      const people = await this.dataSource.query<{ userId: number }[]>(
        `SELECT DISTINCT r.user_id AS userId FROM notice_receipts r
          JOIN notices n ON n.id = r.notice_id JOIN users u ON u.id = r.user_id
          WHERE r.mail = 'digest' AND r.digest_id IS NULL AND r.read_at IS NULL AND n.told_at > ?
            AND u.active = 1 AND u.email IS NOT NULL AND r.user_id > ?
          ORDER BY r.user_id LIMIT ${PEOPLE_AT_ONCE}`,
        [since, after],
      );
      const last = people.at(-1);
      if (last === undefined) return;
      after = last.userId;
      const ids = people.map(({ userId }) => userId);
      await this.transactions.run(async (manager) => {
        await job.fence(manager);
        await this.write(manager, day, ids, since);
      });
    }
  }

  private async write(
    manager: EntityManager,
    day: string,
    userIds: readonly number[],
    since: Date | string,
  ): Promise<void> {
    const about = (userId: number): string => `d${day}:u${userId}`;
    const there = await manager.findBy(NoticeMessage, { about: In(userIds.map(about)) });
    // who has this day's waits for the next
    const had = new Set(there.map(({ userId }) => userId));
    const wanted = userIds.filter((userId) => !had.has(userId));
    if (wanted.length === 0) return;
    const rows = await manager.query<Collected[]>(
      `SELECT r.id AS receiptId, r.user_id AS userId, u.agency_id AS agencyId FROM notice_receipts r
        JOIN notices n ON n.id = r.notice_id JOIN users u ON u.id = r.user_id
        WHERE r.mail = 'digest' AND r.digest_id IS NULL AND r.read_at IS NULL AND n.told_at > ?
          AND r.user_id IN (${wanted.map(() => '?').join(', ')})`,
      [since, ...wanted],
    );
    const byUser = new Map(rows.map((row) => [row.userId, row]));
    await this.notices.post(
      manager,
      [...byUser.values()].map(({ agencyId, userId }) => ({
        ...{ about: about(userId), channel: 'email' as const, channelId: null },
        ...{ userId, agencyId, noticeId: null },
      })),
    );
    const made = await manager.findBy(NoticeMessage, { about: In([...byUser.keys()].map(about)) });
    for (const { id: digestId, userId: owner } of made) {
      const own = rows.filter(({ userId }) => userId === owner).map(({ receiptId }) => receiptId);
      for (let start = 0; start < own.length; start += 1000) {
        const places = own.slice(start, start + 1000);
        await manager.query(
          `UPDATE notice_receipts SET digest_id = ? WHERE id IN (${places.map(() => '?').join(', ')})`,
          [digestId, ...places],
        );
      }
    }
  }
}
