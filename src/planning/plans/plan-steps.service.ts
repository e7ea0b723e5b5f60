import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { History } from '../../platform/history/history.service.js';
import { currentActor } from '../../platform/http/request-context.js';
import { PlanStep, type PlanStepName } from './plan-step.entity.js';
import { type Plan } from './plan.entity.js';

/** What of a plan's life its answers show: how its last review stands, and its last filing. */
export interface LatestSteps {
  readonly review: PlanStep | null;
  readonly filed: PlanStep | null;
  readonly acknowledged: PlanStep | null;
}

/** Writes and reads the steps in the life of plans. */
@Injectable()
export class PlanSteps {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Takes a step of whoever acts now, and notes it in the plan's history. */
  async take(
    manager: EntityManager,
    { edition, id, version }: Pick<Plan, 'edition' | 'id' | 'version'>,
    step: PlanStepName,
    more: { readonly agencyId?: number; readonly notBy?: number | null; readonly reason: string | null },
  ): Promise<PlanStep> {
    const actor = currentActor();
    const row = manager.create(PlanStep, {
      planId: id,
      planVersion: version,
      edition,
      step,
      agencyId: more.agencyId ?? null,
      byUser: actor.userId,
      byName: actor.name,
      notBy: more.notBy ?? null,
      reason: more.reason,
      at: this.clock.now(),
    });
    await manager.insert(PlanStep, row);
    await this.history.record(manager, {
      subject: 'plan',
      subjectId: id,
      action: step,
      before: null,
      after: { version, edition, reason: more.reason },
    });
    return row;
  }

  /** Every step of a plan, the earliest first. */
  async of(planId: number): Promise<PlanStep[]> {
    return this.dataSource.manager.find(PlanStep, { where: { planId }, order: { id: 'ASC' } });
  }

  async latest(
    planIds: readonly number[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<number, LatestSteps>> {
    const found = new Map<number, LatestSteps>();
    if (planIds.length === 0) return found;
    const newest = await manager
      .createQueryBuilder(PlanStep, 'step')
      .select('MAX(step.id)', 'id')
      .where('step.planId IN (:...planIds)', { planIds: [...planIds] })
      .groupBy('step.planId')
      .addGroupBy('step.step')
      .getRawMany<{ id: number }>();
    const rows = await manager.find(PlanStep, {
      where: { id: In([0, ...newest.map(({ id }) => id)]) },
      order: { id: 'ASC' },
    });
    for (const planId of planIds) {
      const own = rows.filter((row) => row.planId === planId);
      const filed = own.find(({ step }) => step === 'filed') ?? null;
      const acknowledged = own.find(({ step }) => step === 'acknowledged') ?? null;
      found.set(planId, {
        review: own.findLast(({ step }) => step !== 'filed' && step !== 'acknowledged') ?? null,
        filed,
        acknowledged: acknowledged?.planVersion === filed?.planVersion ? acknowledged : null,
      });
    }
    return found;
  }
}
