import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { AmendedDraws } from '../../drawing/amendments/amended-draws.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { chinaDay } from '../china-day.js';
import { readMatters } from '../inspections/draw-facts.js';
import { type InspectionDetailResponse } from '../inspections/inspection.dto.js';
import { Inspection } from '../inspections/inspection.entity.js';
import {
  alreadyPublished,
  changedMeanwhile,
  inspectionVoided,
  notCompleted,
  teamBeingReplaced,
  unfitFindings,
} from '../inspections/inspections.errors.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { type FindingCodeName } from './finding-codes.js';
import { type FindingsRequest } from './finding.dto.js';
import { Finding } from './finding.entity.js';
import { faultOfVisitDay, faultsOfFindings } from './finding-rules.js';

/** What was found, and its publication. Until then it may be corrected, and the history keeps what it said before. */
@Injectable()
export class FindingsService {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly amended: AmendedDraws,
    private readonly visits: InspectionVisits,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Records the findings of a visit, or replaces those that were recorded before. Refuses once they are published. */
  async record(
    caller: Caller,
    id: number,
    request: FindingsRequest,
    ifMatch: string | undefined,
  ): Promise<InspectionDetailResponse> {
    const { draw } = await this.inspections.open(caller, id);
    return this.transactions.run(async (manager) => {
      const inspection = await manager.findOneByOrFail(Inspection, { id });
      requireVersion(ifMatch, inspection.version);
      if (inspection.publishedAt !== null) throw alreadyPublished(id, inspection.publishedAt);
      if (inspection.state === 'voided') throw inspectionVoided(id, draw.number);
      if ((await this.amended.underReplacement(manager, draw.occurrenceId)).has(id)) throw teamBeingReplaced(id);
      const now = this.clock.now();
      const reported = request.findings.map(({ code, matterId, note }) => ({
        code: code as FindingCodeName,
        matterId: matterId ?? null,
        note: note === undefined || note === '' ? null : note,
      }));
      const matters = await readMatters(manager, inspection);
      const dayFault = faultOfVisitDay(request.visitedOn, {
        drawnOn: chinaDay(draw.drawnAt),
        visitFrom: inspection.visitFrom,
        today: chinaDay(now),
      });
      const faults = [
        ...(dayFault === undefined ? [] : [dayFault]),
        ...faultsOfFindings(reported, new Set(matters.map((matter) => matter.id))),
      ];
      if (faults.length > 0) throw unfitFindings(faults);

      const before = await this.written(manager, inspection);
      const changed: Inspection = {
        ...inspection,
        state: 'completed',
        visitedOn: request.visitedOn,
        targetState: request.targetState ?? null,
        remarks: request.remarks === undefined || request.remarks === '' ? null : request.remarks,
        completedAt: inspection.completedAt ?? now,
        version: inspection.version + 1,
        updatedAt: now,
      };
      await this.update(manager, inspection, changed);
      await this.visits.move(manager, id, request.visitedOn, now);
      await manager.delete(Finding, { inspectionId: id });
      await manager.insert(
        Finding,
        reported.map((finding) => ({ ...finding, inspectionId: id, recordedBy: caller.userId, recordedAt: now })),
      );
      await this.history.record(manager, {
        subject: 'inspection',
        subjectId: id,
        action: inspection.state === 'not-inspected' ? 'completed' : 'corrected',
        before,
        after: await this.written(manager, changed),
      });
      return this.inspections.detail(manager, { inspection: changed, draw });
    });
  }

  /** Makes the result public. What is published stays as it is. */
  async publish(caller: Caller, id: number, ifMatch: string | undefined): Promise<InspectionDetailResponse> {
    const { draw } = await this.inspections.open(caller, id);
    return this.transactions.run(async (manager) => {
      const inspection = await manager.findOneByOrFail(Inspection, { id });
      requireVersion(ifMatch, inspection.version);
      if (inspection.publishedAt !== null) throw alreadyPublished(id, inspection.publishedAt);
      if (inspection.state === 'voided') throw inspectionVoided(id, draw.number);
      if (inspection.state !== 'completed') throw notCompleted(id);
      const now = this.clock.now();
      const changed: Inspection = {
        ...inspection,
        state: 'published',
        publishedAt: now,
        version: inspection.version + 1,
        updatedAt: now,
      };
      const before = await this.written(manager, inspection);
      await this.update(manager, inspection, changed);
      await this.history.record(manager, {
        subject: 'inspection',
        subjectId: id,
        action: 'published',
        before,
        after: await this.written(manager, changed),
      });
      return this.inspections.detail(manager, { inspection: changed, draw });
    });
  }

  /** Writes the inspection if it is still at the version that was read; the row stays locked until the end. */
  private async update(manager: EntityManager, read: Inspection, changed: Inspection): Promise<void> {
    const { state, visitedOn, targetState, remarks, completedAt, publishedAt, version, updatedAt } = changed;
    const result = await manager.update(
      Inspection,
      { id: read.id, version: read.version },
      { state, visitedOn, targetState, remarks, completedAt, publishedAt, version, updatedAt },
    );
    if (result.affected !== 1) throw changedMeanwhile(read.id);
  }

  /** What the history keeps of an inspection. */
  private async written(manager: EntityManager, inspection: Inspection): Promise<object> {
    const findings = await manager.find(Finding, { where: { inspectionId: inspection.id }, order: { id: 'ASC' } });
    return {
      state: inspection.state,
      visitedOn: inspection.visitedOn,
      targetState: inspection.targetState,
      remarks: inspection.remarks,
      findings: findings.map(({ code, matterId, note }) => ({ code, matterId, note })),
    };
  }
}
