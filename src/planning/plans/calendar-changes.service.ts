import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, In, IsNull, MoreThanOrEqual, Not } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { JobHandlers, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Log } from '../../platform/log/log.js';
import { BatchReview } from '../batches/batch-review.service.js';
import { termsOfRow } from '../batches/batch-row.js';
import { Batch } from '../batches/batch.entity.js';
import { yearAt } from '../calendar/time-zone.js';
import { CALENDAR_JOB, CHINA, WorkingDays } from '../calendar/working-days/working-days.service.js';
import { OccurrenceSchedule } from '../occurrences/occurrence-schedule.service.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { replan } from '../occurrences/replan.js';
import { Plan } from './plan.entity.js';
import { PlansService } from './plans.service.js';

/** A notice concerns every agency. Who did it is told by the job, whose name the history has. */
const EVERYWHERE: Caller = { userId: 0, username: 'working-days', role: 'admin', agencyId: null, inspectorId: null };
const WAIT_MS = 10 * 60_000;
/** A draw is under way, or people changed the plan again and again: another time. */
const PASSES = new Set(['batch_being_drawn', 'plan_changed_meanwhile']);

/**
 * Arranges anew what hangs on the calendar, after a notice was entered or the library has other data: the planned
 * occurrences of published batches with a rule for days of rest. Each batch is one transaction like any other change of its
 * plan, and one that is as wanted is left alone: so a process that died half-way goes on where it was.
 */
@Injectable()
export class CalendarChanges implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly reviews: BatchReview,
    private readonly schedule: OccurrenceSchedule,
    private readonly workingDays: WorkingDays,
    private readonly history: History,
    private readonly handlers: JobHandlers,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.handlers.register(CALENDAR_JOB, (job) => this.step(job));
  }

  private async step(job: ClaimedJob): Promise<Outcome> {
    let again = false;
    for (const { batchId, planId } of await this.concerned()) {
      try {
        await this.arrange(job, planId, batchId);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        // one batch that cannot be moved keeps no other one back
        again ||= PASSES.has(error.code);
        this.log.warn({ batch: batchId, code: error.code }, `${error.text.zh} / ${error.text.en}`);
      }
    }
    return again ? { again: new Date(this.clock.now().getTime() + WAIT_MS) } : { done: true };
  }

  private async concerned(): Promise<{ readonly planId: number; readonly batchId: number }[]> {
    const { manager } = this.dataSource;
    // a plan of last year may still have draws to come: a decision, or a zone where the year is not over
    const year = MoreThanOrEqual(yearAt(this.clock.now(), CHINA) - 1);
    const plans = await manager.find(Plan, { select: { id: true }, where: { state: 'published', year } });
    const batches: Batch[] = [];
    for (let at = 0; at < plans.length; at += 500) {
      const planId = In(plans.slice(at, at + 500).map(({ id }) => id));
      batches.push(...(await manager.findBy(Batch, { planId, cancelledAt: IsNull(), restDays: Not('keep' as const) })));
    }
    return batches.sort((a, b) => a.id - b.id).map(({ id, planId }) => ({ planId, batchId: id }));
  }

  private async arrange(job: ClaimedJob, planId: number, batchId: number): Promise<void> {
    await this.plans.changing(EVERYWHERE, planId, undefined, async (seen) => {
      const batch = await this.dataSource.manager.findOneByOrFail(Batch, { id: batchId });
      const existing = await this.dataSource.manager.findBy(Occurrence, { batchId });
      if (batch.cancelledAt !== null) return () => Promise.resolve();
      const { due, faults } = await this.reviews.moments(seen.year, termsOfRow(batch), this.clock.now(), existing);
      for (const { code, message } of faults) {
        this.log.warn(
          { batch: batchId, code },
          `批次 ${batch.code} 未能按工作日的变动重新安排，仍按原来的时刻：${message.zh} / ` +
            `batch ${batch.code} was not arranged anew after the working days changed, and keeps its moments: ${message.en}`,
        );
      }
      const { add, remove } = replan(existing, due.dueAt, batch.noticeMinutes);
      if (faults.length > 0 || add.length + remove.length === 0) return () => Promise.resolve();
      const notices = await this.workingDays.sources(seen.year);
      return async (manager) => {
        await job.fence(manager);
        const next = await this.plans.advance(manager, seen);
        const held = await this.schedule.locked(manager, batchId, batch.code);
        const { added, removed } = await this.schedule.arrange(manager, batch, held, due);
        const told = { id: batch.id, code: batch.code, name: batch.name };
        await this.history.record(
          manager,
          {
            subject: 'batch',
            subjectId: batchId,
            action: 'rearranged',
            before: { occurrencesRemoved: removed },
            after: { occurrencesAdded: added, notices },
          },
          {
            subject: 'plan',
            subjectId: planId,
            action: 'batch-rearranged',
            before: { version: seen.version },
            after: { version: next.version, batch: told, notices },
          },
        );
      };
    });
  }
}
