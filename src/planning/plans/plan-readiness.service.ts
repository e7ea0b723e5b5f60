import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';

import { type Fault } from '../../platform/errors/domain-error.js';
import { BatchLists } from '../batches/batch-lists.service.js';
import { BatchReview } from '../batches/batch-review.service.js';
import { termsOfRow } from '../batches/batch-row.js';
import { Batch } from '../batches/batch.entity.js';
import { type DueMoments } from '../calendar/schedule.js';
import { type Plan } from './plan.entity.js';
import { noBatches, planNotReady } from './plans.errors.js';

export interface ReadyBatch {
  readonly batch: Batch;
  readonly due: DueMoments;
  readonly warnings: readonly Fault[];
}

/** Looks at a whole plan with today's lists: all batches that are not cancelled, and everything that stands against them. */
@Injectable()
export class PlanReadiness {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reviews: BatchReview,
    private readonly lists: BatchLists,
  ) {}

  /** The batches with their moments. Throws `plan_not_ready` with what would make a draw impossible, for all at once. */
  async require(plan: Plan, now: Date): Promise<ReadyBatch[]> {
    const batches = await this.dataSource.manager.find(Batch, {
      where: { planId: plan.id, cancelledAt: IsNull() },
      order: { code: 'ASC' },
    });
    const matterIds = await this.lists.matterIds(batches.map((batch) => batch.id));
    const faults: Fault[] = batches.length === 0 ? [noBatches()] : [];
    const ready: ReadyBatch[] = [];
    for (const batch of batches) {
      const reviewed = await this.reviews.review(plan, termsOfRow(batch), matterIds.get(batch.id) ?? [], now, batch.id);
      faults.push(...reviewed.faults.map((fault) => ({ ...fault, pointer: `/batches/${batch.code}${fault.pointer}` })));
      ready.push({ batch, due: reviewed.due, warnings: reviewed.warnings });
    }
    if (faults.length > 0) throw planNotReady(faults);
    return ready;
  }
}
