import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Fault, notFound } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { DueBatches } from '../occurrences/due-batches.service.js';
import { type DueOccurrence } from '../occurrences/due-occurrence.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { PlansService } from '../plans/plans.service.js';
import { BatchLists } from './batch-lists.service.js';
import { BatchReview } from './batch-review.service.js';
import { termsOf, type BatchWishes } from './batch-terms.js';
import { termsOfRow } from './batch-row.js';
import { Batch } from './batch.entity.js';
import { batchUnfit } from './batches.errors.js';

const BATCH = text('批次', 'batch');

/** A batch as it would be drawn next, with what a person thinks of changing. */
export interface BatchTrial {
  readonly occurrence: DueOccurrence;
  /** What stands against it, as the change itself would be refused for. */
  readonly faults: readonly Fault[];
}

/** Thinks a batch through without writing anything. */
@Injectable()
export class BatchTrials {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly lists: BatchLists,
    private readonly reviews: BatchReview,
    private readonly dueBatches: DueBatches,
    private readonly clock: Clock,
  ) {}

  /**
   * At the next moment of its schedule; where none is to come, as if it were drawn now.
   * @param wishes as in a change of the batch
   * Throws `batch_unfit` where the wishes make no terms at all.
   */
  async of(
    caller: Caller,
    planId: number,
    batchId: number,
    wishes: BatchWishes & { readonly matterIds?: readonly number[] | undefined },
  ): Promise<BatchTrial> {
    const plan = await this.plans.visible(caller, planId);
    const batch = await this.dataSource.manager.findOneBy(Batch, { id: batchId, planId: plan.id });
    if (batch === null) throw notFound(BATCH, batchId);
    const read = termsOf(wishes, termsOfRow(batch));
    if ('faults' in read) throw batchUnfit(read.faults);
    const { terms } = read;
    const matterIds = wishes.matterIds ?? (await this.lists.matterIds([batchId])).get(batchId) ?? [];
    const now = this.clock.now();
    const existing = await this.dataSource.manager.findBy(Occurrence, { batchId });
    const { faults } = await this.reviews.review(plan, terms, matterIds, now, batchId, existing);
    const { toCome } = await this.reviews.moments(plan.year, terms, now, existing);
    const drawAt = toCome[0] ?? now;
    const occurrence = await this.dueBatches.at(
      batchId,
      {
        id: 0,
        ordinal: existing.filter(({ state }) => state !== 'planned').length + 1,
        state: 'planned',
        drawAt,
        announceAt: new Date(drawAt.getTime() - terms.noticeMinutes * 60_000),
        moved: toCome.length === 0,
      },
      { terms, matterIds },
    );
    return { occurrence, faults };
  }
}
