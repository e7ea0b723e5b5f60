import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { currentActor } from '../../platform/http/request-context.js';
import { text } from '../../platform/text.js';
import { type AgencyView } from '../../registry/agencies/agency-scope.js';
import { BatchStanding } from '../batches/batch-standing.service.js';
import { batchCancelled } from '../batches/batches.errors.js';
import { Batch } from '../batches/batch.entity.js';
import { OccurrenceSchedule } from '../occurrences/occurrence-schedule.service.js';
import { type Plan } from '../plans/plan.entity.js';
import { PlansService } from '../plans/plans.service.js';
import { BatchTeams, type NamedPartner } from '../teams/batch-teams.service.js';
import { BatchPartner } from './batch-partner.entity.js';
import { PartnerChecks } from './partner-checks.service.js';
import { partnerResponse, type InviteRequest, type LeaveOutRequest, type PartnerResponse } from './partner.dto.js';
import { isIn, type PartnerState } from './partner.js';
import { PARTNER, partnerNotInState, partnerThere } from './partners.errors.js';

const BATCH = text('批次', 'batch');

/** What the initiator does about the agencies beside it: it asks them, and may go on without them. Each is a change of its plan. */
@Injectable()
export class PartnersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly checks: PartnerChecks,
    private readonly teams: BatchTeams,
    private readonly standing: BatchStanding,
    private readonly schedule: OccurrenceSchedule,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, planId: number, batchId: number): Promise<PartnerResponse[]> {
    const batch = await this.batchOf(await this.plans.visible(caller, planId), batchId);
    return (await this.teams.partners(batch.id)).map((one) => partnerResponse(one, one.agency));
  }

  /** Asks an agency; one that has declined or was left out may be asked once more. */
  async invite(
    caller: Caller,
    planId: number,
    batchId: number,
    request: InviteRequest,
    ifMatch: string | undefined,
  ): Promise<PartnerResponse> {
    const { role, reason } = request;
    return this.plans.changing(caller, planId, ifMatch, async (plan) => {
      const batch = await this.open(plan, batchId);
      const agency = await this.checks.asked(plan, batch, request.agency, role);
      const now = this.clock.now();
      return async (manager) => {
        const next = await this.plans.advance(manager, plan);
        await this.schedule.locked(manager, batch.id, batch.code);
        const there = await manager.findOneBy(BatchPartner, { batchId, agencyId: agency.id });
        if (there !== null && isIn(there)) throw partnerThere(agency);
        const asked = {
          role,
          state: 'invited' as const,
          reason,
          seats: [],
          answer: null,
          invitedByName: currentActor().name,
          invitedAt: now,
          decidedByName: null,
          decidedAt: null,
          version: (there?.version ?? 0) + 1,
        };
        const row = { ...(there ?? manager.create(BatchPartner, { batchId, agencyId: agency.id })), ...asked };
        if (there === null) await manager.insert(BatchPartner, row);
        else await manager.update(BatchPartner, { id: there.id }, asked);
        await this.note(manager, next, batch, 'partner-invited', agency, there?.state ?? null, row);
        return partnerResponse(row, agency);
      };
    });
  }

  /** Goes on without an agency, whether it has answered or not. That it was asked stays on record. */
  async leaveOut(
    caller: Caller,
    planId: number,
    batchId: number,
    { partnerId: id, reason }: LeaveOutRequest,
    ifMatch: string | undefined,
  ): Promise<PartnerResponse> {
    const left = await this.plans.changing(caller, planId, undefined, async (plan) => {
      const batch = await this.open(plan, batchId);
      const seen = await this.partnerOf(batch, id);
      requireVersion(ifMatch, seen.version);
      const now = this.clock.now();
      return async (manager) => {
        const next = await this.plans.advance(manager, plan);
        await manager.increment(Batch, { id: batchId }, 'version', 1);
        await this.schedule.locked(manager, batch.id, batch.code);
        const row = await manager.findOneByOrFail(BatchPartner, { id });
        requireVersion(ifMatch, row.version);
        if (!isIn(row)) throw partnerNotInState(seen.agency.name, row.state);
        const decided = {
          state: 'left-out' as const,
          answer: reason,
          decidedByName: currentActor().name,
          decidedAt: now,
          version: row.version + 1,
        };
        await manager.update(BatchPartner, { id }, decided);
        await this.note(manager, next, batch, 'partner-left-out', seen.agency, row.state, { ...row, ...decided });
        return partnerResponse({ ...row, ...decided }, seen.agency);
      };
    });
    await this.standing.renew(batchId);
    return left;
  }

  private async batchOf(plan: Plan, id: number): Promise<Batch> {
    const batch = await this.dataSource.manager.findOneBy(Batch, { id, planId: plan.id });
    if (batch === null) throw notFound(BATCH, id);
    return batch;
  }

  private async open(plan: Plan, id: number): Promise<Batch> {
    const batch = await this.batchOf(plan, id);
    if (batch.cancelledAt !== null) throw batchCancelled(batch.code);
    return batch;
  }

  private async partnerOf(batch: Batch, id: number): Promise<NamedPartner> {
    const found = (await this.teams.partners(batch.id)).find((one) => one.id === id);
    if (found === undefined) throw notFound(PARTNER, id);
    return found;
  }

  private async note(
    manager: EntityManager,
    plan: Plan,
    batch: Batch,
    action: string,
    { code, name }: AgencyView,
    before: PartnerState | null,
    { answer, reason, role, seats, state }: BatchPartner,
  ): Promise<void> {
    const told = { agency: { code, name }, role, state, reason, seats, answer };
    await this.history.record(
      manager,
      {
        subject: 'batch',
        subjectId: batch.id,
        action,
        before: before === null ? null : { agency: { code, name }, state: before },
        after: told,
      },
      {
        subject: 'plan',
        subjectId: plan.id,
        action: `batch-${action}`,
        before: { version: plan.version - 1 },
        after: { version: plan.version, batch: { id: batch.id, code: batch.code, name: batch.name }, ...told },
      },
    );
  }
}
