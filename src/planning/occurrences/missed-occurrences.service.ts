import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { currentActor } from '../../platform/http/request-context.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { text } from '../../platform/text.js';
import { termsOfRow } from '../batches/batch-row.js';
import { Batch } from '../batches/batch.entity.js';
import { yearAt } from '../calendar/time-zone.js';
import { visitDays } from '../calendar/visit-window.js';
import { type Plan } from '../plans/plan.entity.js';
import { PlansService } from '../plans/plans.service.js';
import { BatchTeams } from '../teams/batch-teams.service.js';
import { DRAW_JOB, type Decision } from './due-occurrence.js';
import {
  announcedAt,
  occurrenceResponse,
  type MissedDrawDecisionRequest,
  type OccurrenceResponse,
} from './occurrence.dto.js';
import { Occurrence } from './occurrence.entity.js';
import {
  calledOff,
  drawOutsideYear,
  drawTooSoon,
  dropHasNoMoment,
  notInState,
  notMissed,
  visitsOver,
} from './occurrences.errors.js';

const OCCURRENCE = text('抽取安排', 'occurrence');

export interface Decided {
  readonly occurrence: OccurrenceResponse;
  /** The plan's, which the decision moved on. */
  readonly version: number;
}

/**
 * What a person decides about an occurrence that was missed: it is drawn later, or not at all. Either way it stays in sight
 * with the reason, and the plan has one more version, as after every change of what is drawn when.
 */
@Injectable()
export class MissedOccurrences {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly teams: BatchTeams,
    private readonly jobs: Jobs,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async decide(
    caller: Caller,
    planId: number,
    id: number,
    request: MissedDrawDecisionRequest,
    ifMatch: string | undefined,
  ): Promise<Decided> {
    const { decision, dueAt, reason } = request;
    const plan = await this.plans.changing(caller, planId, ifMatch, async (seen) => {
      const { batch, occurrence } = await this.missed(seen, id);
      if (decision === 'drop' && dueAt !== undefined) throw dropHasNoMoment();
      const now = await this.clock.ask(this.dataSource);
      const drawAt = decision === 'draw' ? drawMoment(seen, batch, occurrence, dueAt, now) : occurrence.drawAt;
      const decided: Decision = { decision, reason, by: currentActor().name, at: now.toISOString() };
      return async (manager) => {
        const next = await this.plans.advance(manager, seen);
        const values =
          decision === 'draw'
            ? { state: 'planned' as const, drawAt, failure: null, decision: decided }
            : { state: 'dropped' as const, decision: decided };
        const { affected } = await manager.update(Occurrence, { id, state: 'missed' }, values);
        if (affected !== 1) throw notInState(id, ['missed']);
        if (decision === 'draw') {
          const announceAt = announcedAt({ ...occurrence, drawAt });
          await this.jobs.enqueue(manager, { kind: DRAW_JOB, key: String(id), dueAt: announceAt });
        }
        await this.note(manager, next, batch, occurrence, { ...values, reason });
        return next;
      };
    });
    const row = await this.dataSource.manager.findOneByOrFail(Occurrence, { id });
    const batch = await this.dataSource.manager.findOneByOrFail(Batch, { id: row.batchId });
    const unanswered = (await this.teams.unanswered([batch.id])).get(batch.id) ?? [];
    const occurrence = occurrenceResponse(row, { code: batch.code, terms: termsOfRow(batch), unanswered });
    return { occurrence, version: plan.version };
  }

  private async missed(plan: Plan, id: number): Promise<{ readonly batch: Batch; readonly occurrence: Occurrence }> {
    const { manager } = this.dataSource;
    const occurrence = await manager.findOneBy(Occurrence, { id });
    const batch = occurrence === null ? null : await manager.findOneBy(Batch, { id: occurrence.batchId });
    if (occurrence === null || batch?.planId !== plan.id) throw notFound(OCCURRENCE, id);
    if (occurrence.state !== 'missed') throw notMissed(id, occurrence.state);
    return { batch, occurrence };
  }

  private async note(
    manager: EntityManager,
    plan: Plan,
    batch: Batch,
    { dueAt, id, ordinal, drawAt }: Occurrence,
    after: { readonly state: string; readonly reason: string; readonly drawAt?: Date | null },
  ): Promise<void> {
    const occurrence = { occurrence: id, ordinal, dueAt };
    const what = { id: batch.id, code: batch.code, name: batch.name };
    const action = after.state === 'dropped' ? 'occurrence-dropped' : 'occurrence-redated';
    const { reason, state } = after;
    const told = { ...occurrence, state, drawAt: after.drawAt ?? null, reason };
    await this.history.record(
      manager,
      {
        subject: 'batch',
        subjectId: batch.id,
        action,
        before: { ...occurrence, state: 'missed', drawAt },
        after: told,
      },
      {
        subject: 'plan',
        subjectId: plan.id,
        action: `batch-${action}`,
        before: { version: plan.version - 1 },
        after: { version: plan.version, batch: what, ...told },
      },
    );
  }
}

/** When it is drawn after all: the moment asked for, else as soon as the notice allows. */
function drawMoment(
  plan: Pick<Plan, 'year'>,
  batch: Batch,
  occurrence: Occurrence,
  wanted: string | undefined,
  now: Date,
): Date {
  if (batch.cancelledAt !== null) throw calledOff(batch.code);
  const notice = occurrence.dueAt.getTime() - occurrence.announceAt.getTime();
  const earliest = new Date(now.getTime() + notice);
  const drawAt = wanted === undefined ? earliest : new Date(wanted);
  if (drawAt < earliest) throw drawTooSoon(earliest);
  const { schedule, visitWindow } = termsOfRow(batch);
  if (yearAt(drawAt, schedule.timeZone) !== plan.year) throw drawOutsideYear(drawAt, plan.year);
  if (visitDays(visitWindow, drawAt, schedule.timeZone) === undefined) throw visitsOver(batch.code);
  return drawAt;
}
