import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { currentActor } from '../../platform/http/request-context.js';
import { requireVersion } from '../../platform/http/versions.js';
import { AgencyScope, type AgencyView } from '../../registry/agencies/agency-scope.js';
import { BatchLists } from '../batches/batch-lists.service.js';
import { batchCancelled } from '../batches/batches.errors.js';
import { Batch } from '../batches/batch.entity.js';
import { OccurrenceSchedule } from '../occurrences/occurrence-schedule.service.js';
import { Plan } from '../plans/plan.entity.js';
import { type SeatWish } from '../teams/team-plan.js';
import { BatchPartner } from './batch-partner.entity.js';
import {
  partnerResponse,
  type AcceptRequest,
  type DeclineInvitationRequest,
  type InvitationResponse,
  type InvitationsQuery,
} from './partner.dto.js';
import { PartnerChecks } from './partner-checks.service.js';
import { INVITATION, partnerNotInState } from './partners.errors.js';

interface Invitation {
  readonly row: BatchPartner;
  readonly batch: Batch;
  readonly plan: Plan;
  readonly agency: AgencyView;
}

/** What the answer comes to. */
interface Answer {
  readonly state: 'accepted' | 'declined';
  readonly seats: readonly SeatWish[];
  readonly answer: string | null;
}

/**
 * The batches to which an agency is asked, as it sees them, and its answers. Of the plan that a batch belongs to it sees no
 * more than is told here.
 */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly agencies: AgencyScope,
    private readonly checks: PartnerChecks,
    private readonly lists: BatchLists,
    private readonly schedule: OccurrenceSchedule,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: InvitationsQuery): Promise<Page<InvitationResponse>> {
    const rows = this.dataSource.manager.createQueryBuilder(BatchPartner, 'partner');
    await this.agencies.narrow(rows, 'partner.agencyId', caller);
    if (query.state !== undefined) rows.andWhere('partner.state = :state', { state: query.state });
    const sortable = { invitedAt: 'partner.invitedAt', decidedAt: 'partner.decidedAt', state: 'partner.state' };
    const page = await listPage(rows, { sort: '-invitedAt', ...query }, sortable, 'partner.id', (row) => row);
    return { items: await this.shown(page.items), total: page.total };
  }

  async get(caller: Caller, id: number): Promise<InvitationResponse> {
    return this.one((await this.visible(caller, id)).row);
  }

  /** A participant names its seats, a neighbour says why its people may be sent. */
  async accept(
    caller: Caller,
    id: number,
    request: AcceptRequest,
    ifMatch: string | undefined,
  ): Promise<InvitationResponse> {
    const seen = await this.visible(caller, id);
    this.requireOpen(seen, ifMatch);
    const { agency, batch, plan, row } = seen;
    const seats = (request.seats ?? []).map(({ count, qualifications }) => ({
      count,
      qualifications: [...(qualifications ?? [])],
    }));
    await this.checks.answered(plan, batch, row, agency, {
      role: row.role,
      seats: request.seats === undefined ? undefined : seats,
      reason: request.reason,
    });
    return this.answer(seen, { state: 'accepted', seats, answer: request.reason ?? null }, ifMatch);
  }

  async decline(
    caller: Caller,
    id: number,
    { reason }: DeclineInvitationRequest,
    ifMatch: string | undefined,
  ): Promise<InvitationResponse> {
    const seen = await this.visible(caller, id);
    this.requireOpen(seen, ifMatch);
    return this.answer(seen, { state: 'declined', seats: [], answer: reason }, ifMatch);
  }

  private async answer(
    { agency, batch, row: seen }: Invitation,
    { answer, seats, state }: Answer,
    ifMatch: string | undefined,
  ): Promise<InvitationResponse> {
    const now = this.clock.now();
    const decided = await this.transactions.run(async (manager) => {
      // held against the start of a draw, after which nobody joins it or leaves
      await this.schedule.locked(manager, batch.id, batch.code);
      const row = await manager.findOneByOrFail(BatchPartner, { id: seen.id });
      requireVersion(ifMatch, row.version);
      if (row.state !== 'invited') throw partnerNotInState(agency.name, row.state);
      if (seats.length > 0) await this.checks.requireRoom(manager, batch.id, seats, row.id);
      const values = {
        state,
        seats,
        answer,
        decidedByName: currentActor().name,
        decidedAt: now,
        version: row.version + 1,
      };
      const { affected } = await manager.update(BatchPartner, { id: row.id, version: row.version }, values);
      if (affected !== 1) throw partnerNotInState(agency.name, row.state);
      const told = { agency: { code: agency.code, name: agency.name }, role: row.role };
      await this.history.record(manager, {
        subject: 'batch',
        subjectId: batch.id,
        action: `partner-${state}`,
        before: { ...told, state: row.state },
        after: { ...told, state, seats, answer },
      });
      return { ...row, ...values };
    });
    return this.one(decided);
  }

  private requireOpen({ agency, batch, row }: Invitation, ifMatch: string | undefined): void {
    requireVersion(ifMatch, row.version);
    if (row.state !== 'invited') throw partnerNotInState(agency.name, row.state);
    if (batch.cancelledAt !== null) throw batchCancelled(batch.code);
  }

  /** What was asked of somebody else is not there, and that it was looked for is logged. */
  private async visible(caller: Caller, id: number): Promise<Invitation> {
    const { manager } = this.dataSource;
    const row = await manager.findOneBy(BatchPartner, { id });
    if (row === null) throw notFound(INVITATION, id);
    await this.agencies.requireVisible(caller, row.agencyId, { what: INVITATION, id });
    const batch = await manager.findOneByOrFail(Batch, { id: row.batchId });
    const plan = await manager.findOneByOrFail(Plan, { id: batch.planId });
    const [agency] = await this.agencies.named([row.agencyId]);
    if (agency === undefined) throw notFound(INVITATION, id);
    return { row, batch, plan, agency };
  }

  private async one(row: BatchPartner): Promise<InvitationResponse> {
    const [shown] = await this.shown([row]);
    if (shown === undefined) throw notFound(INVITATION, row.id);
    return shown;
  }

  private async shown(rows: readonly BatchPartner[]): Promise<InvitationResponse[]> {
    if (rows.length === 0) return [];
    const { manager } = this.dataSource;
    const batches = await manager.findBy(Batch, { id: In([...new Set(rows.map((row) => row.batchId))]) });
    const plans = await manager.findBy(Plan, { id: In([...new Set(batches.map((batch) => batch.planId))]) });
    const named = await this.agencies.named([
      ...rows.map((row) => row.agencyId),
      ...plans.map((plan) => plan.agencyId),
    ]);
    const views = new Map(named.map((view) => [view.id, view]));
    const told = new Map<number, Omit<InvitationResponse, keyof ReturnType<typeof partnerResponse>>>();
    for (const plan of plans) {
      const own = batches.filter((batch) => batch.planId === plan.id);
      const initiator = views.get(plan.agencyId);
      if (initiator === undefined) continue;
      for (const shown of await this.lists.shown(plan, own)) {
        told.set(shown.id, {
          initiator: { id: initiator.id, code: initiator.code, name: initiator.name },
          year: plan.year,
          plan: plan.title,
          batchCode: shown.code,
          batchName: shown.name,
          matters: shown.matters.map(({ code, name }) => ({ code, name })),
          visitWindow: shown.visitWindow,
          nextDueAt: shown.nextDueAt,
        });
      }
    }
    return rows.flatMap((row) => {
      const agency = views.get(row.agencyId);
      const about = told.get(row.batchId);
      return agency === undefined || about === undefined ? [] : [{ ...partnerResponse(row, agency), ...about }];
    });
  }
}
