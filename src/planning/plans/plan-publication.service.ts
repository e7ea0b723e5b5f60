import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { BatchLists } from '../batches/batch-lists.service.js';
import { BatchReview } from '../batches/batch-review.service.js';
import { termsOfRow } from '../batches/batch-terms.js';
import { Batch } from '../batches/batch.entity.js';
import { type DueMoments } from '../calendar/schedule.js';
import { OccurrenceSchedule } from '../occurrences/occurrence-schedule.service.js';
import { type PlanResponse } from './plan.dto.js';
import { alreadyPublished, noBatches, planNotReady } from './plans.errors.js';
import { PlansService } from './plans.service.js';

/** Publishes a plan: from then on its batches come due by themselves. */
@Injectable()
export class PlanPublication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly reviews: BatchReview,
    private readonly lists: BatchLists,
    private readonly schedule: OccurrenceSchedule,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything is looked at again with today's lists; what would make a draw impossible is refused now, for all batches
   * at once. Occurrences and jobs appear in the transaction that publishes.
   */
  async publish(caller: Caller, id: number, ifMatch: string | undefined): Promise<PlanResponse> {
    const published = await this.plans.changing(caller, id, ifMatch, async (plan) => {
      if (plan.state === 'published') throw alreadyPublished(plan.title);
      const now = this.clock.now();
      const batches = await this.dataSource.manager.find(Batch, {
        where: { planId: id, cancelledAt: IsNull() },
        order: { code: 'ASC' },
      });
      const matterIds = await this.lists.matterIds(batches.map((batch) => batch.id));
      const faults: Fault[] = batches.length === 0 ? [noBatches()] : [];
      const due = new Map<number, DueMoments>();
      for (const batch of batches) {
        const reviewed = await this.reviews.review(plan, termsOfRow(batch), matterIds.get(batch.id) ?? [], now);
        faults.push(
          ...reviewed.faults.map((fault) => ({ ...fault, pointer: `/batches/${batch.code}${fault.pointer}` })),
        );
        due.set(batch.id, reviewed.due);
      }
      if (faults.length > 0) throw planNotReady(faults);
      return async (manager) => {
        const next = await this.plans.advance(manager, plan, { state: 'published', publishedAt: now });
        let occurrences = 0;
        for (const batch of batches) {
          const moments = due.get(batch.id);
          if (moments === undefined) continue;
          const { added } = await this.schedule.arrange(manager, batch, [], moments);
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
