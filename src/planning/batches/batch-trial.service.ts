import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Fault, notFound } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type DueMoments } from '../calendar/schedule.js';
import { visitDays, type VisitDays } from '../calendar/visit-window.js';
import { DueBatches, type ThoughtOf } from '../occurrences/due-batches.service.js';
import { type DueOccurrence } from '../occurrences/due-occurrence.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { type Plan } from '../plans/plan.entity.js';
import { PlansService } from '../plans/plans.service.js';
import { type MatterView } from '../registry-facts.service.js';
import { BatchLists } from './batch-lists.service.js';
import { BatchReview } from './batch-review.service.js';
import { termsOf, type BatchTerms, type BatchWishes } from './batch-terms.js';
import { termsOfRow } from './batch-row.js';
import { Batch } from './batch.entity.js';
import { batchUnfit } from './batches.errors.js';

const BATCH = text('批次', 'batch');

/** One of the draws to come. */
export interface DrawToCome {
  readonly drawAt: Date;
  /** Moments of the schedule that fell on days of rest and were moved to this one. */
  readonly movedFrom: readonly string[];
  readonly visit: VisitDays | null;
}

/** A batch as it would be drawn next, with what a person thinks of changing. */
export interface BatchTrial {
  readonly occurrence: DueOccurrence;
  /** What stands against it, as the change itself would be refused for. */
  readonly faults: readonly Fault[];
  /** All its draws that are still to come, the next one first; none where something stands against its schedule. */
  readonly draws: readonly DrawToCome[];
  /** Matters that become public with the plan. */
  readonly toPublish: readonly MatterView[];
  /** Matters of which the public reads something older. */
  readonly outdated: readonly MatterView[];
}

export type TrialWishes = BatchWishes & { readonly matterIds?: readonly number[] | undefined };

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
  async of(caller: Caller, planId: number, batchId: number, wishes: TrialWishes): Promise<BatchTrial> {
    const plan = await this.plans.visible(caller, planId);
    const batch = await this.dataSource.manager.findOneBy(Batch, { id: batchId, planId: plan.id });
    if (batch === null) throw notFound(BATCH, batchId);
    const matterIds = wishes.matterIds ?? (await this.lists.matterIds([batchId])).get(batchId) ?? [];
    return this.think(plan, { terms: readTerms(wishes, termsOfRow(batch)), matterIds }, batch);
  }

  /** One that is not written yet. */
  async ofNew(caller: Caller, planId: number, wishes: TrialWishes): Promise<BatchTrial> {
    const plan = await this.plans.visible(caller, planId);
    return this.think(plan, { terms: readTerms(wishes, undefined), matterIds: wishes.matterIds ?? [] }, undefined);
  }

  private async think(plan: Plan, thought: ThoughtOf, batch: Batch | undefined): Promise<BatchTrial> {
    const { matterIds, terms } = thought;
    const now = this.clock.now();
    const existing = batch === undefined ? [] : await this.dataSource.manager.findBy(Occurrence, { batchId: batch.id });
    const reviewed = await this.reviews.review(plan, terms, matterIds, now, batch?.id, existing);
    const { faults, outdated, toPublish } = reviewed;
    const { due, toCome } = await this.reviews.moments(plan.year, terms, now, existing);
    const drawAt = toCome[0] ?? now;
    const moment = {
      id: 0,
      ordinal: existing.filter(({ state }) => state !== 'planned').length + 1,
      state: 'planned' as const,
      drawAt,
      announceAt: new Date(drawAt.getTime() - terms.noticeMinutes * 60_000),
      moved: toCome.length === 0,
    };
    const occurrence =
      batch === undefined
        ? await this.dueBatches.ifWritten(plan, NEW, moment, thought)
        : await this.dueBatches.at(batch.id, moment, thought);
    return { occurrence, faults, draws: drawsToCome(terms, toCome, due), toPublish, outdated };
  }
}

/** What a batch goes by that has no code yet. */
const NEW = 'B';

function readTerms(wishes: TrialWishes, soFar: BatchTerms | undefined): BatchTerms {
  const read = termsOf(wishes, soFar);
  if ('faults' in read) throw batchUnfit(read.faults);
  return read.terms;
}

/** With when each is visited. */
export function drawsToCome(
  { schedule, visitWindow }: Pick<BatchTerms, 'schedule' | 'visitWindow'>,
  moments: readonly Date[],
  { movedFrom }: Pick<DueMoments, 'movedFrom'>,
): DrawToCome[] {
  return moments.map((drawAt) => ({
    drawAt,
    movedFrom: (movedFrom.get(drawAt.getTime()) ?? []).map((moment) => moment.toISOString()),
    visit: visitDays(visitWindow, drawAt, schedule.timeZone) ?? null,
  }));
}
