import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { DueDays } from '../deadlines/due-days.service.js';
import { Finding } from '../findings/finding.entity.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { changedMeanwhile } from '../inspections/inspections.errors.js';
import { beforeVisitOf } from '../life/life-cycle.js';
import { PublishedResults } from '../life/published-results.js';
import { InspectionSteps } from '../life/steps.service.js';
import { CONSEQUENCE_OF } from './retraction-rules.js';
import { type Retracted, type Retraction } from './retraction.entity.js';

/**
 * Carries out what was decided. A visit that never was is none: the inspection stands again where it stood before it, its
 * visit in the registry is the one to come, and every count follows from that. What was written down of it stays in the
 * steps and in the history. A withdrawn result is a version of its bulletin, and the inspection has no public result.
 */
@Injectable()
export class RetractionEffects {
  constructor(
    private readonly steps: InspectionSteps,
    private readonly visits: InspectionVisits,
    private readonly dueDays: DueDays,
    private readonly published: PublishedResults,
  ) {}

  /** A result from before bulletins were kept has one before it is withdrawn. Not for use inside a transaction. */
  async prepare(inspectionId: number, subject: Retracted): Promise<void> {
    if (subject === 'publication') await this.published.publishEarlier(inspectionId);
  }

  /**
   * @param inspection as this transaction has read it
   * @param retraction as it was decided
   * @param line its agency and all above it
   */
  async carryOut(
    manager: EntityManager,
    inspection: Inspection,
    line: readonly number[],
    { askedBy, decidedBy, decidedByName, reason, subject }: Retraction,
    at: Date,
  ): Promise<Inspection> {
    const { id, state: from, version } = inspection;
    const changed: Inspection = { ...inspection, publishedAt: null, version: version + 1, updatedAt: at };
    if (subject === 'publication') changed.state = 'withdrawn';
    else {
      changed.state = beforeVisitOf(await this.steps.of(manager, id));
      Object.assign(changed, { visitedOn: null, targetState: null, remarks: null, completedAt: null });
    }
    changed.dueOn = await this.dueDays.counting(manager)(changed, line);
    const { completedAt, dueOn, publishedAt, remarks, state, targetState, visitedOn } = changed;
    const { affected } = await manager.update(
      Inspection,
      { id, version },
      { state, visitedOn, targetState, remarks, completedAt, publishedAt, dueOn, version: version + 1, updatedAt: at },
    );
    if (affected !== 1) throw changedMeanwhile(id);
    const step = CONSEQUENCE_OF[subject];
    const on = subject === 'visit' ? inspection.visitedOn : null;
    const by = { userId: decidedBy, name: decidedByName ?? '' };
    await this.steps.write(manager, changed, [{ step, from, to: state, on, note: reason, notBy: askedBy, by }], at);
    if (subject === 'publication') await this.published.withdraw(manager, id, reason);
    else {
      await manager.delete(Finding, { inspectionId: id });
      await this.visits.move(manager, id, inspection.visitFrom, at);
    }
    return changed;
  }
}
