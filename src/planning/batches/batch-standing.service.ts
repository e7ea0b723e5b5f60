import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { Plan } from '../plans/plan.entity.js';
import { PlansService } from '../plans/plans.service.js';
import { keptRemarks } from './batch-checks.js';
import { BatchLists } from './batch-lists.service.js';
import { BatchReview, type Reviewed, type ReviewedPlan } from './batch-review.service.js';
import { termsOfRow } from './batch-row.js';
import { remarkResponse, type BatchReviewResponse } from './batch.dto.js';
import { Batch } from './batch.entity.js';
import { batchCancelled } from './batches.errors.js';

const BATCH = text('批次', 'batch');

/** How a batch that is there stands by the lists as they are today. */
@Injectable()
export class BatchStanding {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly plans: PlansService,
    private readonly reviews: BatchReview,
    private readonly lists: BatchLists,
    private readonly clock: Clock,
  ) {}

  /** Nothing is changed by it. */
  async shown(caller: Caller, planId: number, id: number): Promise<BatchReviewResponse> {
    const plan = await this.plans.visible(caller, planId);
    const batch = await this.dataSource.manager.findOneBy(Batch, { id, planId: plan.id });
    if (batch === null) throw notFound(BATCH, id);
    if (batch.cancelledAt !== null) throw batchCancelled(batch.code);
    const { faults, warnings } = await this.of(plan, batch);
    return { faults: faults.slice(0, 100).map(remarkResponse), warnings: warnings.slice(0, 100).map(remarkResponse) };
  }

  /**
   * Keeps with the batch what holds of it now that who is beside it has changed. What would make its draw impossible is kept as
   * well: an agency that was asked cannot be refused its answer. Whoever changes the batch meanwhile judges it himself.
   */
  async renew(id: number): Promise<void> {
    const { manager: reader } = this.dataSource;
    const batch = await reader.findOneByOrFail(Batch, { id });
    if (batch.cancelledAt !== null) return;
    const plan = await reader.findOneByOrFail(Plan, { id: batch.planId });
    const { faults, warnings } = await this.of(plan, batch);
    const kept = keptRemarks([...faults, ...warnings]);
    await this.transactions.run((manager) => manager.update(Batch, { id, version: batch.version }, { warnings: kept }));
  }

  private async of(plan: ReviewedPlan, batch: Batch): Promise<Reviewed> {
    const { id } = batch;
    const existing = await this.dataSource.manager.findBy(Occurrence, { batchId: id });
    const matterIds = (await this.lists.matterIds([id])).get(id) ?? [];
    return this.reviews.review(plan, termsOfRow(batch), matterIds, this.clock.now(), id, existing);
  }
}
