import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import {
  acknowledgedAbove,
  acknowledgedAlready,
  editionFiled,
  noAgencyAbove,
  notFiled,
  notPublished,
} from './plan-life.errors.js';
import { type PlanResponse } from './plan.dto.js';
import { PlanSteps } from './plan-steps.service.js';
import { PlansService } from './plans.service.js';

/**
 * 报备: a published plan is filed with the agency above, edition by edition, and the agency above acknowledges it. That
 * changes nothing of the plan: it is kept beside it.
 */
@Injectable()
export class PlanFiling {
  constructor(
    private readonly plans: PlansService,
    private readonly steps: PlanSteps,
    private readonly agencies: AgencyScope,
    private readonly transactions: Transactions,
  ) {}

  /** Files the present edition. */
  async file(caller: Caller, id: number, reason: string | null): Promise<PlanResponse> {
    const plan = await this.plans.visible(caller, id);
    if (plan.state !== 'published') throw notPublished(plan.title);
    const [agency] = await this.agencies.named([plan.agencyId]);
    const above = agency?.parentId ?? null;
    if (above === null) throw noAgencyAbove(agency?.name ?? '');
    await this.once(editionFiled(plan.edition), () =>
      this.transactions.run((manager) => this.steps.take(manager, plan, 'filed', { agencyId: above, reason })),
    );
    return this.plans.shown(plan);
  }

  /** Says that the last filing has been taken note of. For whoever sees the agency that received it. */
  async acknowledge(caller: Caller, id: number, reason: string | null): Promise<PlanResponse> {
    const plan = await this.plans.visible(caller, id);
    const { acknowledged, filed } = (await this.steps.latest([id])).get(id) ?? {};
    if (filed?.agencyId == null) throw notFiled(plan.title);
    const above = filed.agencyId;
    if (caller.agencyId !== null && !(await this.agencies.contains(caller.agencyId, above))) {
      const [agency] = await this.agencies.named([above]);
      throw acknowledgedAbove(agency?.name ?? '');
    }
    if (acknowledged != null) throw acknowledgedAlready(filed.edition);
    const { edition, planVersion: version } = filed;
    await this.once(acknowledgedAlready(edition), () =>
      this.transactions.run((manager) =>
        this.steps.take(manager, { id, edition, version }, 'acknowledged', { agencyId: above, reason }),
      ),
    );
    return this.plans.shown(plan);
  }

  /** Of two who take the same step at once, the unique index lets one through. */
  private async once(done: Error, take: () => Promise<unknown>): Promise<void> {
    try {
      await take();
    } catch (error) {
      throw isDuplicate(error) ? done : error;
    }
  }
}
