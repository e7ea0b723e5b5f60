import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { secondPersonExists } from '../../accounts/users/second-person.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { text } from '../../platform/text.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { type PlanResponse } from './plan.dto.js';
import { notSubmitted, reviewRequired, secondPersonNeeded, submittedAlready } from './plan-life.errors.js';
import { PlanReadiness } from './plan-readiness.service.js';
import { PlanSteps } from './plan-steps.service.js';
import { planState, type Plan } from './plan.entity.js';
import { alreadyPublished } from './plans.errors.js';
import { PlansService } from './plans.service.js';

/**
 * 送审与审核: a draft is looked over by a second person before it is published. What was reviewed is what is published:
 * every change of the draft takes it back to where it began.
 */
@Injectable()
export class PlanReview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly readiness: PlanReadiness,
    private readonly steps: PlanSteps,
    private readonly agencies: AgencyScope,
    private readonly clock: Clock,
    private readonly notices: Notices,
  ) {}

  /** Only what could be published as it is goes to the reviewer. */
  async submit(caller: Caller, id: number, ifMatch: string | undefined, reason: string | null): Promise<PlanResponse> {
    const submitted = await this.plans.changing(caller, id, ifMatch, async (plan) => {
      if (plan.state === 'published') throw alreadyPublished(plan.title);
      if (plan.review !== null) throw submittedAlready(plan.title, planState(plan));
      await this.readiness.require(plan, this.clock.now());
      return async (manager) => {
        const next = await this.plans.advance(manager, plan, { review: 'submitted' });
        await this.steps.take(manager, next, 'submitted', { reason });
        await this.notices.tell(manager, {
          kind: 'review-wanted',
          agencyId: plan.agencyId,
          // those who may review it: neither who submits it nor who changed it last
          to: { roles: ['admin', 'planner'], except: [caller.userId, plan.changedBy] },
          title: text(`计划“${plan.title}”待审核`, `The plan "${plan.title}" waits to be reviewed`),
          ...(reason === null ? {} : { body: text(reason, reason) }),
          link: `/api/v1/plans/${id}`,
          key: `plan-review:${id}:${next.version}`,
        });
        return next;
      };
    });
    return this.plans.shown(submitted);
  }

  async approve(caller: Caller, id: number, ifMatch: string | undefined, reason: string | null): Promise<PlanResponse> {
    return this.decide(caller, id, ifMatch, 'approved', reason);
  }

  /** Gives it back to be changed; the reason says what. */
  async giveBack(caller: Caller, id: number, ifMatch: string | undefined, reason: string): Promise<PlanResponse> {
    return this.decide(caller, id, ifMatch, 'returned', reason);
  }

  /**
   * Throws unless a second person has approved the draft as it stands. Where there is nobody who could (an office of one
   * person, with no one above it in the system), it goes without, and its first edition says so.
   */
  async requireApproved(caller: Caller, plan: Plan): Promise<void> {
    if (plan.review === 'approved') return;
    const line = await this.agencies.lineAbove(plan.agencyId);
    // who changed it last may not review it; nor may the one who wants to publish it, unless someone else made it
    const own = plan.changedBy ?? caller.userId;
    if (await secondPersonExists(this.dataSource.manager, line, [own])) {
      throw reviewRequired(plan.title, planState(plan));
    }
  }

  private async decide(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    step: 'approved' | 'returned',
    reason: string | null,
  ): Promise<PlanResponse> {
    const decided = await this.plans.changing(caller, id, ifMatch, async (plan) => {
      if (plan.state === 'published') throw alreadyPublished(plan.title);
      if (plan.review !== 'submitted') throw notSubmitted(plan.title, planState(plan));
      const submittedBy = (await this.steps.latest([id])).get(id)?.review?.byUser ?? null;
      if (caller.userId === submittedBy || caller.userId === plan.changedBy) throw secondPersonNeeded(plan.title);
      return async (manager) => {
        const next = await this.plans.advance(manager, plan, { review: step === 'approved' ? step : null });
        await this.steps.take(manager, next, step, { notBy: submittedBy, reason });
        return next;
      };
    });
    return this.plans.shown(decided);
  }
}
