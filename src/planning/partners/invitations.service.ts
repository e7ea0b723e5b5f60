import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { AgencyScope, type AgencyView } from '../../registry/agencies/agency-scope.js';
import { BatchLists } from '../batches/batch-lists.service.js';
import { Batch } from '../batches/batch.entity.js';
import { Plan } from '../plans/plan.entity.js';
import { BatchPartner } from './batch-partner.entity.js';
import { partnerResponse, type InvitationResponse, type InvitationsQuery } from './partner.dto.js';
import { INVITATION } from './partners.errors.js';

export interface Invitation {
  readonly row: BatchPartner;
  readonly batch: Batch;
  readonly plan: Plan;
  readonly agency: AgencyView;
}

/** The batches to which an agency is asked, as it sees them. Of the plan that a batch belongs to it sees no more than is told here. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly lists: BatchLists,
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

  /** What was asked of somebody else is not there, and that it was looked for is logged. */
  async visible(caller: Caller, id: number): Promise<Invitation> {
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

  async one(row: BatchPartner): Promise<InvitationResponse> {
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
