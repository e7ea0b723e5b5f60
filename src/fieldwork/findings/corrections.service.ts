import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { text } from '../../platform/text.js';
import { readMatters } from '../inspections/draw-facts.js';
import { type InspectionDetailResponse } from '../inspections/inspection.dto.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { changedMeanwhile, unfitFindings } from '../inspections/inspections.errors.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { readTeams } from '../inspections/team.js';
import { isPublic, WHO_WORDS } from '../life/life-cycle.js';
import { permitted } from '../life/permission.js';
import { PublishedResults } from '../life/published-results.js';
import { readOrderedUpon, withoutFinding } from '../rectifications/ordered-findings.js';
import { hasOpenRetraction } from '../retractions/open-retraction.js';
import { retractionOpen } from '../retractions/retractions.errors.js';
import { findingOrderedUpon } from '../rectifications/rectifications.errors.js';
import { type FindingCodeName } from './finding-codes.js';
import { type CorrectionRequest } from './finding.dto.js';
import { Finding } from './finding.entity.js';
import { faultsOfFindings } from './finding-rules.js';

/**
 * 更正: what was published and turns out to be wrong. The result that was published stays where it was, with the reason why
 * another holds now; and it takes somebody who has neither been there nor recorded what is put right.
 */
@Injectable()
export class Corrections {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly published: PublishedResults,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async correct(
    caller: Caller,
    id: number,
    { findings, reason, targetState }: CorrectionRequest,
    ifMatch: string | undefined,
  ): Promise<InspectionDetailResponse> {
    const seen = await this.inspections.open(caller, id);
    if (isPublic(seen.inspection.state)) await this.published.publishEarlier(id);
    return this.transactions.run(async (manager) => {
      const inspection = await manager.findOneByOrFail(Inspection, { id });
      requireVersion(ifMatch, inspection.version);
      if (!isPublic(inspection.state)) throw notPublished(id);
      if (await hasOpenRetraction(manager, id)) throw retractionOpen(id);
      const team = ((await readTeams(manager, [id])).get(id) ?? []).map(({ inspectorId }) => inspectorId);
      const answer = await permitted(manager, caller, 'reviewer', { ...inspection, line: seen.line, team });
      if (answer === 'no' || answer === 'second-person') throw ofSecondPerson(id);
      const matters = await readMatters(manager, inspection);
      const now = this.clock.now();
      const corrected = findings.map(({ code, matterId, note }) => ({
        code: code as FindingCodeName,
        matterId: matterId ?? null,
        note: note === undefined || note === '' ? null : note,
      }));
      const faults = faultsOfFindings(corrected, new Set(matters.map((matter) => matter.id)));
      if (faults.length > 0) throw unfitFindings(faults);
      const orphaned = withoutFinding(await readOrderedUpon(manager, id), corrected);
      if (orphaned.length > 0) throw findingOrderedUpon(orphaned);

      const before = await manager.find(Finding, { where: { inspectionId: id }, order: { id: 'ASC' } });
      const changed = {
        ...inspection,
        targetState: targetState === undefined ? inspection.targetState : targetState,
        version: inspection.version + 1,
        updatedAt: now,
      };
      const { affected } = await manager.update(
        Inspection,
        { id, version: inspection.version },
        { targetState: changed.targetState, version: changed.version, updatedAt: now },
      );
      if (affected !== 1) throw changedMeanwhile(id);
      await manager.delete(Finding, { inspectionId: id });
      await manager.insert(
        Finding,
        corrected.map((finding) => ({ ...finding, inspectionId: id, recordedBy: caller.userId, recordedAt: now })),
      );
      await this.history.record(manager, {
        subject: 'inspection',
        subjectId: id,
        action: 'corrected-in-public',
        before: { targetState: inspection.targetState, findings: before.map(told) },
        after: { targetState: changed.targetState, findings: corrected, reason, alone: answer === 'alone' },
      });
      await this.published.publish(manager, id, reason);
      return this.inspections.detail(manager, { ...seen, inspection: changed }, caller);
    });
  }
}

const told = ({ code, matterId, note }: Finding): object => ({ code, matterId, note });

const notPublished = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'result_not_published',
    text(
      `检查任务 ${id} 的结果尚未公示，没有可更正的公示；公示前请退回（return）后重新报告。`,
      `The result of inspection ${id} is not public yet, so there is nothing to correct in public: give it back (return) and report it anew.`,
    ),
  );

const ofSecondPerson = (id: number): DomainError =>
  new DomainError(
    'forbidden',
    'second_person_needed',
    text(
      `检查任务 ${id} 已公示的结果只能由${WHO_WORDS.reviewer.zh}更正。`,
      `The published result of inspection ${id} is corrected by ${WHO_WORDS.reviewer.en}.`,
    ),
  );
