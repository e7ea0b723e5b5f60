import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { requireVersion } from '../../platform/http/versions.js';
import { text } from '../../platform/text.js';
import { OccurrenceSchedule } from '../occurrences/occurrence-schedule.service.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { type Plan } from '../plans/plan.entity.js';
import { PlanMoved, PlansService } from '../plans/plans.service.js';
import { BatchLists } from './batch-lists.service.js';
import { BatchMatter } from './batch-matter.entity.js';
import { BatchReview } from './batch-review.service.js';
import { termsOf } from './batch-terms.js';
import { rowOfTerms, termsOfRow } from './batch-row.js';
import {
  type BatchCancelRequest,
  type BatchChangeRequest,
  type BatchCreateRequest,
  type BatchesQuery,
  type BatchResponse,
} from './batch.dto.js';
import { Batch } from './batch.entity.js';
import { batchCancelled, batchUnfit, beingDrawn, codeTaken, reasonRequired } from './batches.errors.js';

const BATCH = text('批次', 'batch');

/**
 * The batches of a plan. In a draft they are only checked and written down; a change of a published plan needs a reason,
 * makes a new version of it, and moves what is not yet begun to the new moments.
 */
@Injectable()
export class BatchesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly reviews: BatchReview,
    private readonly schedule: OccurrenceSchedule,
    private readonly lists: BatchLists,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, planId: number, query: BatchesQuery): Promise<Page<BatchResponse>> {
    const plan = await this.plans.visible(caller, planId);
    const rows = this.dataSource.manager.createQueryBuilder(Batch, 'batch').where('batch.planId = :planId', { planId });
    if (query.cancelled !== undefined) rows.andWhere(`batch.cancelledAt IS ${query.cancelled ? 'NOT ' : ''}NULL`);
    if (query.matterId !== undefined) {
      rows.andWhere(
        'EXISTS (SELECT 1 FROM batch_matters named WHERE named.batch_id = batch.id AND named.matter_id = :matterId)',
        { matterId: query.matterId },
      );
    }
    const sortable = {
      code: 'batch.code',
      name: 'batch.nameOrder',
      createdAt: 'batch.createdAt',
      updatedAt: 'batch.updatedAt',
    };
    const page = await listPage(rows, { sort: 'code', ...query }, sortable, 'batch.id', (row) => row);
    return { items: await this.lists.shown(plan, page.items), total: page.total };
  }

  async get(caller: Caller, planId: number, id: number): Promise<BatchResponse> {
    const plan = await this.plans.visible(caller, planId);
    return this.shown(plan, await this.batchOf(plan, id));
  }

  async historyOf(caller: Caller, planId: number, id: number): Promise<ChangeView[]> {
    const batch = await this.batchOf(await this.plans.visible(caller, planId), id);
    return this.history.of(this.dataSource.manager, 'batch', batch.id);
  }

  async create(
    caller: Caller,
    planId: number,
    request: BatchCreateRequest,
    ifMatch: string | undefined,
  ): Promise<BatchResponse> {
    const { plan, id } = await this.plans.changing(caller, planId, ifMatch, async (seen) => {
      const reason = reasonFor(seen, request.reason);
      const now = this.clock.now();
      const read = termsOf(request, undefined);
      if ('faults' in read) throw batchUnfit(read.faults);
      const { faults, due, warnings } = await this.reviews.review(seen, read.terms, request.matterIds, now, undefined);
      if (faults.length > 0) throw batchUnfit(faults);
      return async (manager) => {
        const next = await this.plans.advance(manager, seen);
        const batch = manager.create(Batch, {
          ...rowOfTerms(read.terms),
          warnings,
          planId: seen.id,
          code: await this.codeFor(manager, seen.id, request.code),
          version: 1,
          createdAt: now,
          updatedAt: now,
          cancelledAt: null,
        });
        await manager.insert(Batch, batch);
        await this.putMatters(manager, batch.id, request.matterIds);
        const moved = next.state === 'published' ? await this.schedule.arrange(manager, batch, [], due) : undefined;
        await this.note(manager, next, batch, 'created', reason, null, {
          ...shownInHistory(batch, request.matterIds),
          ...(moved === undefined ? {} : { occurrencesAdded: moved.added }),
        });
        return { plan: next, id: batch.id };
      };
    });
    return this.shown(plan, await this.batchOf(plan, id));
  }

  async change(
    caller: Caller,
    planId: number,
    id: number,
    request: BatchChangeRequest,
    ifMatch: string | undefined,
  ): Promise<BatchResponse> {
    const plan = await this.plans.changing(caller, planId, undefined, async (seen) => {
      const batch = await this.batchOf(seen, id);
      requireVersion(ifMatch, batch.version);
      if (batch.cancelledAt !== null) throw batchCancelled(batch.code);
      const reason = reasonFor(seen, request.reason);
      const existing = await this.occurrencesOf(batch);
      const now = this.clock.now();
      const matterIdsBefore = (await this.lists.matterIds([id])).get(id) ?? [];
      const matterIds = request.matterIds ?? matterIdsBefore;
      const read = termsOf(request, termsOfRow(batch));
      if ('faults' in read) throw batchUnfit(read.faults);
      const { faults, due, warnings } = await this.reviews.review(seen, read.terms, matterIds, now, id, existing);
      if (faults.length > 0) throw batchUnfit(faults);
      return async (manager) => {
        const next = await this.plans.advance(manager, seen);
        const columns = { ...rowOfTerms(read.terms), warnings, version: batch.version + 1, updatedAt: now };
        const changed: Batch = { ...batch, ...columns };
        await this.step(manager, batch, columns);
        if (request.matterIds !== undefined) {
          await manager.delete(BatchMatter, { batchId: id });
          await this.putMatters(manager, id, matterIds);
        }
        const moved =
          next.state === 'published'
            ? await this.schedule.arrange(manager, changed, await this.schedule.locked(manager, id, batch.code), due)
            : undefined;
        await this.note(
          manager,
          next,
          changed,
          'updated',
          reason,
          {
            ...shownInHistory(batch, matterIdsBefore),
            ...(moved === undefined ? {} : { occurrencesRemoved: moved.removed }),
          },
          { ...shownInHistory(changed, matterIds), ...(moved === undefined ? {} : { occurrencesAdded: moved.added }) },
        );
        return next;
      };
    });
    return this.shown(plan, await this.batchOf(plan, id));
  }

  /** Calls a batch off for good: what is planned of it is cancelled, what was drawn stays as it is. */
  async cancel(
    caller: Caller,
    planId: number,
    id: number,
    request: BatchCancelRequest,
    ifMatch: string | undefined,
  ): Promise<BatchResponse> {
    const plan = await this.plans.changing(caller, planId, undefined, async (seen) => {
      const batch = await this.batchOf(seen, id);
      requireVersion(ifMatch, batch.version);
      if (batch.cancelledAt !== null) throw batchCancelled(batch.code);
      const now = this.clock.now();
      await this.occurrencesOf(batch);
      return async (manager) => {
        const next = await this.plans.advance(manager, seen);
        const values = { cancelledAt: now, updatedAt: now, version: batch.version + 1 };
        await this.step(manager, batch, values);
        const existing = await this.schedule.locked(manager, id, batch.code);
        const calledOff = await this.schedule.callOff(manager, batch, existing);
        await this.note(
          manager,
          next,
          { ...batch, ...values },
          'cancelled',
          request.reason,
          { cancelledAt: null },
          { cancelledAt: now, occurrencesCancelled: calledOff },
        );
        return next;
      };
    });
    return this.shown(plan, await this.batchOf(plan, id));
  }

  private async shown(plan: Plan, batch: Batch): Promise<BatchResponse> {
    const [response] = await this.lists.shown(plan, [batch]);
    if (response === undefined) throw notFound(BATCH, batch.id);
    return response;
  }

  private async batchOf(plan: Plan, id: number): Promise<Batch> {
    const batch = await this.dataSource.manager.findOneBy(Batch, { id, planId: plan.id });
    if (batch === null) throw notFound(BATCH, id);
    return batch;
  }

  /** Writes a batch as it was seen. An agency that has joined it since has made it another, and then all is looked at anew. */
  private async step(manager: EntityManager, seen: Batch, values: Partial<Batch>): Promise<void> {
    const { affected } = await manager.update(Batch, { id: seen.id, version: seen.version }, values);
    if (affected !== 1) throw new PlanMoved(seen.planId);
  }

  /** Looked at before the pools are counted, so that a batch in a draw is refused for that and nothing else. */
  private async occurrencesOf(batch: Batch): Promise<Occurrence[]> {
    const existing = await this.dataSource.manager.findBy(Occurrence, { batchId: batch.id });
    if (existing.some((one) => one.state === 'drawing')) throw beingDrawn(batch.code);
    return existing;
  }

  private async putMatters(manager: EntityManager, batchId: number, matterIds: readonly number[]): Promise<void> {
    await manager.insert(
      BatchMatter,
      matterIds.map((matterId) => ({ batchId, matterId })),
    );
  }

  /** The code that was asked for, unless it is taken, or the next of B01, B02 …. */
  private async codeFor(manager: EntityManager, planId: number, wanted: string | undefined): Promise<string> {
    const rows = await manager.find(Batch, { select: { id: true, code: true }, where: { planId } });
    const taken = rows.map((row) => row.code);
    if (wanted === undefined) return nextCode(taken);
    if (taken.includes(wanted)) throw codeTaken(wanted);
    return wanted;
  }

  /** One note with the batch, in full, and one with the plan, so that its history tells the whole story. */
  private async note(
    manager: EntityManager,
    plan: Plan,
    batch: Batch,
    action: string,
    reason: string | null,
    before: object | null,
    after: object,
  ): Promise<void> {
    await this.history.record(
      manager,
      { subject: 'batch', subjectId: batch.id, action, before, after: { ...after, reason } },
      {
        subject: 'plan',
        subjectId: plan.id,
        action: `batch-${action}`,
        before: { version: plan.version - 1 },
        after: { version: plan.version, batch: { id: batch.id, code: batch.code, name: batch.name }, reason },
      },
    );
  }
}

/** The next of B01, B02 … B99, B100 after the highest there is. */
export function nextCode(taken: readonly string[]): string {
  const highest = taken.reduce((most, code) => Math.max(most, Number(/^B(\d{1,9})$/.exec(code)?.[1] ?? 0)), 0);
  return `B${String(highest + 1).padStart(2, '0')}`;
}

function reasonFor(plan: Plan, reason: string | undefined): string | null {
  if (reason === undefined && plan.state === 'published') throw reasonRequired();
  return reason ?? null;
}

function shownInHistory(batch: Batch, matterIds: readonly number[]): object {
  return { ...termsOfRow(batch), matterIds, code: batch.code, version: batch.version };
}
