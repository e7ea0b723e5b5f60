import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { readMatters } from '../inspections/draw-facts.js';
import { type InspectionDetailResponse } from '../inspections/inspection.dto.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { unfitFindings } from '../inspections/inspections.errors.js';
import { InspectionsService, type VisibleInspection } from '../inspections/inspections.service.js';
import { isBeforeVisit } from '../life/life-cycle.js';
import { boundsOf, InspectionLife, type Move } from '../life/life.service.js';
import { readMetAtVisit } from '../life/steps.service.js';
import { readOrderedUpon, withoutFinding } from '../rectifications/ordered-findings.js';
import { findingOrderedUpon } from '../rectifications/rectifications.errors.js';
import { type FindingCodeName } from './finding-codes.js';
import { type FindingsRequest } from './finding.dto.js';
import { ReviewNotices } from './review-notices.service.js';
import { Finding } from './finding.entity.js';
import { dayMissing, faultOfVisitDay, faultsOfFindings } from './finding-rules.js';

/** Noted with a visit that a report puts right. */
const WITH_FINDINGS = '随检查结果更正 / put right with the findings';

/** What was found. Until it is looked over it may be corrected, and the history keeps what it said before. */
@Injectable()
export class FindingsService {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly life: InspectionLife,
    private readonly reviews: ReviewNotices,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * Reports the findings of a visit, or replaces those that were reported before. Where the visit is not recorded yet, the
   * day of it records it in the same moment: two steps, one request, so that the simple way remains simple.
   */
  async record(
    caller: Caller,
    id: number,
    request: FindingsRequest,
    ifMatch: string | undefined,
  ): Promise<InspectionDetailResponse> {
    const seen = await this.inspections.open(caller, id);
    return this.transactions.run(async (manager) => {
      const changed = await this.recordIn(manager, caller, seen, request, ifMatch);
      return this.inspections.detail(manager, { ...seen, inspection: changed }, caller);
    });
  }

  /** The same in the caller's transaction. */
  async recordIn(
    manager: EntityManager,
    caller: Caller,
    seen: VisibleInspection,
    request: FindingsRequest,
    ifMatch?: string,
  ): Promise<Inspection> {
    const { id } = seen.inspection;
    const inspection = await manager.findOneByOrFail(Inspection, { id });
    requireVersion(ifMatch, inspection.version);
    const now = this.clock.now();
    const there = { ...seen, inspection };
    const reported = request.findings.map(({ code, matterId, note }) => ({
      code: code as FindingCodeName,
      matterId: matterId ?? null,
      note: note === undefined || note === '' ? null : note,
    }));
    const matters = await readMatters(manager, inspection);
    const visitedOn = request.visitedOn ?? inspection.visitedOn;
    const dayFault = visitedOn === null ? dayMissing() : faultOfVisitDay(visitedOn, boundsOf(there, now));
    const faults = [
      ...(dayFault === undefined ? [] : [dayFault]),
      ...faultsOfFindings(reported, new Set(matters.map((matter) => matter.id))),
    ];
    const present = request.present ?? null;
    const visit: Move = { step: 'visit', words: { on: visitedOn, present }, dayPointer: '/visitedOn' };
    const correction: Move = { ...visit, words: { ...visit.words, note: WITH_FINDINGS } };
    const first = isBeforeVisit(inspection.state);
    const corrected = visitedOn !== inspection.visitedOn || present !== null;
    const moves: Move[] = [...(first ? [visit] : corrected ? [correction] : []), { step: 'report', words: {} }];
    // what is out of order is so whatever was found
    this.life.requireWay(there, first ? 'visit' : 'report');
    if (faults.length > 0) throw unfitFindings(faults);

    const orphaned = withoutFinding(await readOrderedUpon(manager, id), reported);
    if (orphaned.length > 0) throw findingOrderedUpon(orphaned);

    const before = await this.written(manager, inspection);
    const changed = await this.life.advance(manager, caller, there, moves, {
      visitedOn,
      targetState: request.targetState === undefined ? await readMetAtVisit(manager, id) : request.targetState,
      remarks: request.remarks === undefined || request.remarks === '' ? null : request.remarks,
      completedAt: inspection.completedAt ?? now,
    });
    await manager.delete(Finding, { inspectionId: id });
    await manager.insert(
      Finding,
      reported.map((finding) => ({ ...finding, inspectionId: id, recordedBy: caller.userId, recordedAt: now })),
    );
    if (inspection.state !== 'reported') await this.reviews.wanted(manager, changed);
    await this.history.record(manager, {
      subject: 'inspection',
      subjectId: id,
      action: inspection.completedAt === null ? 'reported' : 'corrected',
      before,
      after: await this.written(manager, changed),
    });
    return changed;
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
