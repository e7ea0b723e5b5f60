import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { currentActor } from '../../platform/http/request-context.js';
import { requireVersion } from '../../platform/http/versions.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { refuse } from '../../registry/records/record-errors.js';
import { chinaDay } from '../../platform/clock/days.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { BEFORE_VISIT, isBeforeVisit } from '../life/life-cycle.js';
import { readJointVisitsOf, shownJointVisits } from './joint-visit-reading.js';
import { faultOfDay } from './joint-visit-rules.js';
import { type JointVisitResponse, type JointVisitsQuery } from './joint-visit.dto.js';
import { JointVisit } from './joint-visit.entity.js';
import { inspectionNotOpen, JOINT_VISIT, offerChanged, visitSettled } from './joint-visits.errors.js';

/**
 * One visit for several: each side says yes to a day, or no with a reason, for its own inspection. Whoever sees both sides
 * says so for each of them.
 */
@Injectable()
export class JointVisits {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inspections: InspectionsService,
    private readonly agencies: AgencyScope,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Offers of whose inspections the caller sees at least one. */
  async list(caller: Caller, query: JointVisitsQuery): Promise<Page<JointVisitResponse>> {
    const { manager } = this.dataSource;
    const rows = manager.createQueryBuilder(JointVisit, 'visit').where('1 = 1');
    const visible = caller.role === 'inspector' ? [] : await this.agencies.visibleIds(caller);
    if (visible !== 'all') {
      const mine = 'SELECT seat.inspection_id FROM inspection_seats seat WHERE seat.inspector_id = :mine';
      const seen = 'SELECT own.id FROM inspections own WHERE own.agency_id IN (:...visible)';
      const either = [mine, seen].flatMap((ids) => [`visit.first_id IN (${ids})`, `visit.second_id IN (${ids})`]);
      rows.andWhere(`(${either.join(' OR ')})`, { mine: caller.inspectorId ?? 0, visible: [...visible, 0] });
    }
    if (query.state !== undefined) rows.andWhere('visit.state = :state', { state: query.state });
    const sortable = { id: 'visit.id', updatedAt: 'visit.updatedAt' };
    const page = await listPage(rows, query, sortable, 'visit.id', (row) => row);
    return { items: await shownJointVisits(manager, page.items), total: page.total };
  }

  async of(caller: Caller, inspectionId: number): Promise<JointVisitResponse[]> {
    await this.inspections.visible(caller, inspectionId);
    return readJointVisitsOf(this.dataSource.manager, inspectionId);
  }

  /** Consents to a day for one of the two inspections. With the same day from both sides it is one visit. */
  async consent(
    caller: Caller,
    inspectionId: number,
    visitId: number,
    plannedOn: string,
    ifMatch: string | undefined,
  ): Promise<JointVisitResponse> {
    await this.inspections.open(caller, inspectionId);
    return this.transactions.run(async (manager) => {
      const row = await this.offer(manager, inspectionId, visitId, ifMatch);
      if (row.state !== 'offered') throw visitSettled(row.state);
      const both = await manager.find(Inspection, {
        where: { id: In([row.firstId, row.secondId]) },
        order: { id: 'ASC' },
      });
      const closed = both.find(({ state }) => !isBeforeVisit(state));
      if (closed !== undefined) throw inspectionNotOpen(closed.id);
      const [first, second] = both.map(({ visitFrom: from, visitUntil: until }) => ({ from, until }));
      if (first === undefined || second === undefined) throw notFound(JOINT_VISIT, visitId);
      const now = this.clock.now();
      const fault = faultOfDay(plannedOn, first, second, chinaDay(now));
      if (fault !== undefined) refuse([fault]);
      const by = currentActor().name;
      const isFirst = inspectionId === row.firstId;
      const values = isFirst ? { firstDay: plannedOn, firstBy: by } : { secondDay: plannedOn, secondBy: by };
      const merged = (isFirst ? row.secondDay : row.firstDay) === plannedOn;
      const next = await this.write(manager, row, { ...values, state: merged ? 'merged' : 'offered' }, now);
      if (merged) {
        // who voids one of them, or records its result, in the same moment meets this here
        for (const { id, version } of both) {
          const { affected } = await manager.update(
            Inspection,
            { id, version, state: In([...BEFORE_VISIT]) },
            { version: version + 1, updatedAt: now },
          );
          if (affected !== 1) throw offerChanged();
        }
      }
      await this.note(manager, next, merged ? 'joint-visit-merged' : 'joint-visit-consented', {
        plannedOn,
        inspectionId,
      });
      return this.shown(manager, next);
    });
  }

  /** The two stay two visits, or become two again. */
  async decline(
    caller: Caller,
    inspectionId: number,
    visitId: number,
    reason: string,
    ifMatch: string | undefined,
  ): Promise<JointVisitResponse> {
    await this.inspections.open(caller, inspectionId);
    return this.transactions.run(async (manager) => {
      const row = await this.offer(manager, inspectionId, visitId, ifMatch);
      if (row.state !== 'offered' && row.state !== 'merged') throw visitSettled(row.state);
      const values = { state: 'declined' as const, reason, endedBy: currentActor().name };
      const next = await this.write(manager, row, values, this.clock.now());
      await this.note(manager, next, 'joint-visit-declined', { reason, inspectionId });
      return this.shown(manager, next);
    });
  }

  private async offer(
    manager: EntityManager,
    inspectionId: number,
    visitId: number,
    ifMatch: string | undefined,
  ): Promise<JointVisit> {
    const row = await manager.findOneBy(JointVisit, { id: visitId });
    if (row === null || (row.firstId !== inspectionId && row.secondId !== inspectionId)) {
      throw notFound(JOINT_VISIT, visitId);
    }
    requireVersion(ifMatch, row.version);
    return row;
  }

  /** Writes the offer if it is still at the version that was read; the row stays locked until the end. */
  private async write(
    manager: EntityManager,
    row: JointVisit,
    values: Partial<JointVisit>,
    updatedAt: Date,
  ): Promise<JointVisit> {
    const next = { ...values, version: row.version + 1, updatedAt };
    const { affected } = await manager.update(JointVisit, { id: row.id, version: row.version }, next);
    if (affected !== 1) throw offerChanged();
    return { ...row, ...next };
  }

  private async shown(manager: EntityManager, row: JointVisit): Promise<JointVisitResponse> {
    const [response] = await shownJointVisits(manager, [row]);
    if (response === undefined) throw notFound(JOINT_VISIT, row.id);
    return response;
  }

  /** With both inspections, whose history tells of it on either side. */
  private async note(manager: EntityManager, row: JointVisit, action: string, after: object): Promise<void> {
    await this.history.record(
      manager,
      ...[row.firstId, row.secondId].map((subjectId) => ({
        subject: 'inspection' as const,
        subjectId,
        action,
        before: null,
        after: { jointVisit: row.id, with: subjectId === row.firstId ? row.secondId : row.firstId, ...after },
      })),
    );
  }
}
