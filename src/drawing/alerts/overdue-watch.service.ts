import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';

import { type NoticeKind } from '../../notices/notice-kinds.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Transactions } from '../../platform/database/transactions.js';
import { JobHandlers, LeaseLost, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { LastDone } from '../../platform/last-done/last-done.js';
import { Log } from '../../platform/log/log.js';
import { text } from '../../platform/text.js';
import { Alert } from './alert.entity.js';
import { aboutOf, compare, wordsOf, type AlertCode, type Overdue } from './overdue.js';
import { OverdueFinder } from './overdue-finder.service.js';

export const OVERDUE_JOB = 'overdue-look';

/** Milliseconds between two looks. */
const EVERY = 60_000;
/** Cases that are told in one transaction: each may be told to many. */
const AT_ONCE = 50;

/**
 * Looks every minute for what is overdue, and tells each case once: when it is first seen, and when it is over. The look is
 * a durable job, so that of many processes one does it, and what was told is kept, so that a restart tells nothing again.
 */
@Injectable()
export class OverdueWatch implements OnModuleInit {
  constructor(
    private readonly finder: OverdueFinder,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly transactions: Transactions,
    private readonly lastDone: LastDone,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.handlers.register(OVERDUE_JOB, (job) => this.step(job));
  }

  /** The first look is due at once. The server's start calls it. */
  async begin(): Promise<void> {
    if (this.config.runsJobs) await this.transactions.run((manager) => this.jobs.recur(manager, OVERDUE_JOB, 'draws'));
  }

  /** Fails for nothing but a lost lease: looking must not come to an end while there is anything to look at. */
  private async step(job: ClaimedJob): Promise<Outcome> {
    try {
      await this.look(job);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      this.log.error({ err: error }, 'the look for overdue draws failed; the next one is in a minute');
    }
    return { again: new Date(this.clock.now().getTime() + EVERY) };
  }

  private async look(job: ClaimedJob): Promise<void> {
    const found = await this.finder.find();
    const { begun, over } = await this.transactions.run(async (manager) => {
      await job.fence(manager);
      return compare(await manager.findBy(Alert, { closedAt: IsNull() }), found);
    });
    // a few at a time: after an outage there are thousands, and where it breaks off the next look goes on
    for (const some of chunks(begun)) {
      await this.fenced(job, (manager) => this.open(manager, some));
      // only what is kept by now: a look that was taken over by another process has told nothing
      for (const { code, number, since, ...alert } of some) {
        const { zh, en } = wordsOf({ code, number, since });
        this.log.error({ code, number, since, subject: alert.subject, id: alert.subjectId }, `${zh} / ${en}`);
      }
    }
    for (const some of chunks(over)) {
      await this.fenced(job, (manager) => this.close(manager, some));
      for (const { code, number, since } of some) {
        this.log.info({ code, number, since }, `抽取 ${number} 的逾期已解除 / draw ${number} is no longer overdue`);
      }
    }
    await this.fenced(job, (manager) => this.lastDone.note(manager, OVERDUE_JOB));
  }

  private async fenced(job: ClaimedJob, work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.transactions.run(async (manager) => {
      await job.fence(manager);
      await work(manager);
    });
  }

  private async open(manager: EntityManager, begun: readonly Overdue[]): Promise<void> {
    const openedAt = this.clock.now();
    await manager.insert(
      Alert,
      begun.map((each) => ({ ...each, about: aboutOf(each), openedAt, closedAt: null })),
    );
    for (const each of begun) await this.tell(manager, each);
  }

  private async close(manager: EntityManager, over: readonly Alert[]): Promise<void> {
    const closedAt = this.clock.now();
    await manager.update(Alert, { id: In(over.map(({ id }) => id)) }, { about: null, closedAt });
  }

  private async tell(manager: EntityManager, overdue: Overdue): Promise<void> {
    const { agencyId, code, number, since, subject, subjectId } = overdue;
    await this.notices.tell(manager, {
      kind: KIND_OF[code],
      agencyId,
      to: { roles: ['admin', 'planner'] },
      title: TITLE_OF[KIND_OF[code]](number),
      body: wordsOf(overdue),
      link: subject === 'draw' ? `/api/v1/draws/${subjectId}` : '/api/v1/alerts?open=true',
      key: `${aboutOf(overdue)}:${since.toISOString()}`,
    });
  }
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += AT_ONCE) yield all.slice(start, start + AT_ONCE);
}

/** Whether it waits for a person, or may still come by itself. */
const KIND_OF = {
  occurrence_missed: 'draw-failed',
  draw_job_failed: 'draw-failed',
  occurrence_not_begun: 'draw-late',
  draw_without_result: 'draw-late',
  draw_not_issued: 'draw-late',
} as const satisfies Readonly<Record<AlertCode, NoticeKind>>;

const TITLE_OF = {
  'draw-failed': (number: string) => text(`抽取 ${number} 需要处理`, `Draw ${number} needs a person`),
  'draw-late': (number: string) => text(`抽取 ${number} 已逾期`, `Draw ${number} is overdue`),
} as const;
