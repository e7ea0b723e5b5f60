import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { History } from '../../platform/history/history.service.js';
import { Batch } from '../batches/batch.entity.js';
import { OccurrenceSchedule } from '../occurrences/occurrence-schedule.service.js';
import { type PlanResponse } from './plan.dto.js';
import { PlanReadiness } from './plan-readiness.service.js';
import { PlanReview } from './plan-review.service.js';
import { alreadyPublished } from './plans.errors.js';
import { PlansService } from './plans.service.js';

/** Publishes a plan: from then on its batches come due by themselves. */
@Injectable()
export class PlanPublication {
  constructor(
    private readonly plans: PlansService,
    private readonly readiness: PlanReadiness,
    private readonly review: PlanReview,
    private readonly schedule: OccurrenceSchedule,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything is looked at again with today's lists; what would make a draw impossible is refused now, for all batches
   * at once. A second person has approved what is published, where there is one. Occurrences and jobs appear in the transaction that publishes.
   */
  async publish(caller: Caller, id: number, ifMatch: string | undefined): Promise<PlanResponse> {
    const published = await this.plans.changing(caller, id, ifMatch, async (plan) => {
      if (plan.state === 'published') throw alreadyPublished(plan.title);
      const now = this.clock.now();
      const batches = await this.readiness.require(plan, now);
      await this.review.requireApproved(caller, plan);
      return async (manager) => {
        const next = await this.plans.advance(manager, plan, { state: 'published', publishedAt: now });
        let occurrences = 0;
        for (const { batch, due, warnings } of batches) {
          await manager.update(Batch, batch.id, { warnings });
          const { added } = await this.schedule.arrange(manager, batch, [], due);
          occurrences += added.length;
        }
        await this.history.record(manager, {
          subject: 'plan',
          subjectId: id,
          action: 'published',
          before: { state: plan.state, version: plan.version },
          after: { state: next.state, version: next.version, batches: batches.length, occurrences },
        });
        return next;
      };
    });
    return this.plans.shown(published);
  }
}
