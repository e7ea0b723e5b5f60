import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';

import { holdRows } from '../../platform/database/row-lock.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { beingDrawn, drawStopped } from '../batches/batches.errors.js';
import { type DueMoments } from '../calendar/schedule.js';
import { PlanMatters } from '../plans/plan-matters.service.js';
import { DRAW_JOB } from './due-occurrence.js';
import { Occurrence } from './occurrence.entity.js';
import { replan } from './replan.js';

/**
 * Puts a batch's occurrences, and the jobs that will draw them, where its schedule wants them. Always inside a
 * transaction that has advanced the plan (PlansService.advance), so that two changes of one batch follow one another.
 * The start of a draw does not touch the plan, only the occurrence: so these rows are held before anything is decided.
 */
@Injectable()
export class OccurrenceSchedule {
  constructor(
    private readonly jobs: Jobs,
    private readonly matters: PlanMatters,
  ) {}

  /**
   * The occurrences of a batch, held. Throws `batch_being_drawn` when one of them is in a draw right now, and
   * `batch_draw_stopped` when the draw of one came to nothing and was not voided.
   */
  async locked(manager: EntityManager, batchId: number, batchCode: string): Promise<Occurrence[]> {
    // the start of a draw changes its occurrence: so either it is seen here, or it finds these rows held
    await holdRows(manager, 'occurrences', 'batch_id', batchId);
    const existing = await manager.find(Occurrence, { where: { batchId }, order: { ordinal: 'ASC' } });
    if (existing.some((one) => one.state === 'drawing')) throw beingDrawn(batchCode);
    if (existing.some((one) => one.state === 'stopped')) throw drawStopped(batchCode);
    return existing;
  }

  /** Makes the planned occurrences those wanted, and public what will be inspected. Returns how many were taken away and added. */
  async arrange(
    manager: EntityManager,
    batch: { readonly id: number; readonly code: string; readonly noticeMinutes: number },
    existing: readonly Occurrence[],
    { dueAt, movedFrom }: DueMoments,
  ): Promise<{ readonly removed: Date[]; readonly added: Date[] }> {
    const { remove, add } = replan(existing, dueAt, batch.noticeMinutes);
    if (remove.length > 0) {
      const ids = remove.map((one) => one.id);
      const { affected } = await manager.delete(Occurrence, { id: In(ids), state: 'planned' });
      if (affected !== ids.length) throw beingDrawn(batch.code);
      await this.jobs.cancel(manager, DRAW_JOB, ids.map(String));
    }
    await this.matters.publishOf(manager, batch.id);
    if (add.length > 0) {
      await manager.insert(
        Occurrence,
        add.map((one) => ({
          ...one,
          batchId: batch.id,
          state: 'planned' as const,
          failure: null,
          movedFrom: movedFrom.get(one.dueAt.getTime())?.map((from) => from.toISOString()) ?? null,
          drawAt: null,
          decision: null,
        })),
      );
      const inserted = await manager.find(Occurrence, {
        where: { batchId: batch.id, state: 'planned', drawAt: IsNull() },
        order: { ordinal: 'ASC' },
      });
      await this.jobs.enqueue(
        manager,
        ...inserted.map((one) => ({ kind: DRAW_JOB, key: String(one.id), dueAt: one.announceAt })),
      );
    }
    return { removed: remove.map((one) => one.dueAt), added: add.map((one) => one.dueAt) };
  }

  /** Calls off what is still planned, or missed and not decided on; the rows stay. Returns the moments. */
  async callOff(
    manager: EntityManager,
    batch: { readonly id: number; readonly code: string },
    existing: readonly Occurrence[],
  ): Promise<Date[]> {
    const planned = existing.filter((one) => one.state === 'planned' || one.state === 'missed');
    if (planned.length === 0) return [];
    const ids = planned.map((one) => one.id);
    const { affected } = await manager.update(
      Occurrence,
      { id: In(ids), state: In(['planned', 'missed']) },
      { state: 'cancelled' },
    );
    if (affected !== ids.length) throw beingDrawn(batch.code);
    await this.jobs.cancel(manager, DRAW_JOB, ids.map(String));
    return planned.map((one) => one.dueAt);
  }
}
