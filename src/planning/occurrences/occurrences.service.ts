import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { text, type Bilingual } from '../../platform/text.js';
import { BatchLists } from '../batches/batch-lists.service.js';
import { termsOfRow } from '../batches/batch-row.js';
import { Batch } from '../batches/batch.entity.js';
import { visitDays } from '../calendar/visit-window.js';
import { Plan } from '../plans/plan.entity.js';
import { PlansService } from '../plans/plans.service.js';
import { BatchTeams } from '../teams/batch-teams.service.js';
import { DueBatches } from './due-batches.service.js';
import { type DueOccurrence, type OccurrenceFailure, type OccurrenceState } from './due-occurrence.js';
import { heldAt, occurrenceResponse, type OccurrenceResponse, type OccurrencesQuery } from './occurrence.dto.js';
import { Occurrence } from './occurrence.entity.js';
import { calledOff, notInState, partnersUnanswered, visitsOver } from './occurrences.errors.js';

const OCCURRENCE = text('抽取安排', 'occurrence');
/** What an occurrence may have come to whose draw can be voided. */
const BEGUN = ['drawing', 'drawn', 'stopped'] as const;

/** One occurrence as a forecast sees it. */
export interface PlannedOccurrence {
  readonly id: number;
  readonly agencyId: number;
  readonly batchId: number;
  readonly matterIds: readonly number[];
  readonly state: OccurrenceState;
  readonly dueAt: Date;
  /** Last day of its visits, `2026-10-31`. */
  readonly visitUntil: string;
}

/** The occurrences of published plans: what a draw must know of one, and how it says where it has got to. */
@Injectable()
export class OccurrencesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly lists: BatchLists,
    private readonly dueBatches: DueBatches,
    private readonly teams: BatchTeams,
    private readonly history: History,
  ) {}

  /** The occurrences of a plan, the earliest first unless sorted otherwise. */
  async list(caller: Caller, planId: number, query: OccurrencesQuery): Promise<Page<OccurrenceResponse>> {
    await this.plans.visible(caller, planId);
    const batches = await this.dataSource.manager.findBy(Batch, { planId });
    const unanswered = await this.teams.unanswered(batches.map(({ id }) => id));
    const byId = new Map(
      batches.map((batch) => {
        const { code, id } = batch;
        return [id, { code, terms: termsOfRow(batch), unanswered: unanswered.get(id) ?? [] }];
      }),
    );
    const rows = this.dataSource.manager
      .createQueryBuilder(Occurrence, 'occurrence')
      .where('occurrence.batch_id IN (SELECT batches.id FROM batches WHERE batches.plan_id = :planId)', { planId });
    if (query.batchId !== undefined) rows.andWhere('occurrence.batchId = :batchId', { batchId: query.batchId });
    if (query.state !== undefined) rows.andWhere('occurrence.state = :state', { state: query.state });
    const sortable = { dueAt: 'occurrence.dueAt', ordinal: 'occurrence.ordinal' };
    const page = await listPage(rows, { sort: 'dueAt', ...query }, sortable, 'occurrence.id', (row) => row);
    return {
      items: page.items.flatMap((row) => {
        const batch = byId.get(row.batchId);
        return batch === undefined ? [] : [occurrenceResponse(row, batch)];
      }),
      total: page.total,
    };
  }

  /**
   * One occurrence with everything that a draw must know. Its batch cannot change once `markDrawing` has been committed,
   * and until then it can: a draw loads it again after that step, or inside it with the step's own manager.
   * Throws `not_found` when it was planned away before it began: then there is nothing to draw.
   * @param dueAt the moment of a draw that comes after the planned one (again, or going on from it), as a person may also
   *   have given one that was missed; where the visits are
   *   over by then, the day of that draw is all that is left
   */
  async load(
    id: number,
    manager: EntityManager = this.dataSource.manager,
    dueAt: Date | undefined = undefined,
  ): Promise<DueOccurrence> {
    const occurrence = await manager.findOneBy(Occurrence, { id });
    if (occurrence === null) throw notFound(OCCURRENCE, id);
    const later = dueAt ?? occurrence.drawAt ?? undefined;
    const drawAt = later ?? occurrence.dueAt;
    return this.dueBatches.at(occurrence.batchId, {
      id,
      ordinal: occurrence.ordinal,
      state: occurrence.state,
      drawAt,
      // as long before the draw as it was planned
      announceAt: new Date(drawAt.getTime() - (occurrence.dueAt.getTime() - occurrence.announceAt.getTime())),
      moved: later !== undefined,
    });
  }

  /** Whether it is still to be drawn: there, and neither begun nor cancelled. */
  async isPlanned(manager: EntityManager, id: number): Promise<boolean> {
    return manager.existsBy(Occurrence, { id, state: 'planned' });
  }

  /**
   * The draw begins: from here on the batch can be neither changed nor cancelled. Throws `occurrence_not_in_state` when
   * it is no longer planned. On MySQL it waits for a change of the batch that is under way.
   */
  async markDrawing(manager: EntityManager, id: number): Promise<void> {
    await this.move(manager, id, ['planned'], { state: 'drawing' });
  }

  /**
   * Somebody who was asked to join has not answered, or a matter is not public yet: the step that would have begun it takes it back, and looks again
   * later. So its batch stays open to the answer, and to going on without.
   */
  async markWaiting(manager: EntityManager, id: number): Promise<void> {
    await this.move(manager, id, ['drawing'], { state: 'planned' });
  }

  /**
   * It was taken up too late to be held by itself, in the step that would have announced it: a person decides. Only where
   * nothing was announced; what was promised is held.
   */
  async markMissed(manager: EntityManager, occurrence: DueOccurrence, now: Date): Promise<void> {
    const { dueAt, id, lateMinutes, batch, ordinal } = occurrence;
    const [due, taken] = [dueAt.toISOString(), now.toISOString()];
    const failure = whyMissed(occurrence, due, taken);
    await this.move(manager, id, ['drawing'], { state: 'missed', failure });
    await this.history.record(manager, {
      subject: 'batch',
      subjectId: batch.id,
      action: 'occurrence-missed',
      before: { occurrence: id, ordinal, state: 'planned', dueAt: due },
      after: { occurrence: id, ordinal, state: 'missed', takenUpAt: taken, lateMinutes },
    });
  }

  /** The record stands. Throws `occurrence_not_in_state` unless it was being drawn. */
  async markDrawn(manager: EntityManager, id: number): Promise<void> {
    await this.move(manager, id, ['drawing'], { state: 'drawn' });
  }

  /** The draw could not even be committed. Nothing was promised: the batch can be changed again and given another date. */
  async markFailed(manager: EntityManager, id: number, reason: OccurrenceFailure): Promise<void> {
    await this.move(manager, id, ['planned', 'drawing'], {
      state: 'failed',
      failure: { zh: reason.zh, en: reason.en },
    });
  }

  /**
   * The draw came to nothing after it was committed. The batch gets no other date until two people have voided that
   * draw: otherwise a draw that displeases would only have to be stopped.
   */
  async markStopped(manager: EntityManager, id: number, reason: OccurrenceFailure): Promise<void> {
    await this.move(manager, id, ['drawing'], { state: 'stopped', failure: { zh: reason.zh, en: reason.en } });
  }

  /**
   * Its draw was voided and comes again: it is being drawn once more, and counts once as before. Throws where the batch
   * was cancelled, or has no day left for visits by then.
   */
  async markDrawingAgain(manager: EntityManager, id: number, dueAt: Date): Promise<void> {
    await this.checkAgain(manager, id, dueAt);
    await this.move(manager, id, BEGUN, { state: 'drawing', failure: null });
  }

  /** Whether a draw of this moment may come after the planned one. Throws as `markDrawingAgain`. */
  async checkAgain(manager: EntityManager, id: number, dueAt: Date): Promise<void> {
    const occurrence = await manager.findOneBy(Occurrence, { id });
    if (occurrence === null) throw notFound(OCCURRENCE, id);
    const batch = await manager.findOneByOrFail(Batch, { id: occurrence.batchId });
    if (batch.cancelledAt !== null) throw calledOff(batch.code);
    const { visitWindow, schedule } = termsOfRow(batch);
    if (visitDays(visitWindow, dueAt, schedule.timeZone) === undefined) throw visitsOver(batch.code);
    // while it is being drawn nobody could answer
    const unanswered = (await this.teams.partners(batch.id, manager)).filter(({ state }) => state === 'invited');
    if (unanswered.length > 0)
      throw partnersUnanswered(
        batch.code,
        unanswered.map((one) => one.agency.name),
      );
  }

  /** Its draw was voided and nothing comes in its place: it has failed, and the batch may be given another date. */
  async markVoided(manager: EntityManager, id: number, reason: OccurrenceFailure): Promise<void> {
    await this.move(manager, id, BEGUN, { state: 'failed', failure: { zh: reason.zh, en: reason.en } });
  }

  /** Every occurrence of the published plans of these agencies for a year, cancelled ones left out, the earliest first. */
  async ofYear(agencyIds: readonly number[], year: number): Promise<PlannedOccurrence[]> {
    if (agencyIds.length === 0) return [];
    const manager = this.dataSource.manager;
    const plans = await manager.findBy(Plan, { agencyId: In([...agencyIds]), year, state: 'published' });
    if (plans.length === 0) return [];
    const agencyOf = new Map(plans.map((plan) => [plan.id, plan.agencyId]));
    const batches = await manager.findBy(Batch, { planId: In([...agencyOf.keys()]) });
    const matterIds = await this.lists.matterIds(batches.map((batch) => batch.id));
    const found: PlannedOccurrence[] = [];
    for (const batch of batches) {
      const { visitWindow, schedule } = termsOfRow(batch);
      const rows = await manager.find(Occurrence, { where: { batchId: batch.id }, order: { dueAt: 'ASC' } });
      for (const row of rows) {
        const { id, state } = row;
        const dueAt = heldAt(row);
        const visit = visitDays(visitWindow, dueAt, schedule.timeZone);
        if (state === 'cancelled' || state === 'dropped' || visit === undefined) continue;
        found.push({
          id,
          agencyId: agencyOf.get(batch.planId) ?? 0,
          batchId: batch.id,
          matterIds: matterIds.get(batch.id) ?? [],
          state,
          dueAt,
          visitUntil: visit.until,
        });
      }
    }
    return found.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.id - b.id);
  }

  private async move(
    manager: EntityManager,
    id: number,
    from: readonly OccurrenceState[],
    values: { readonly state: OccurrenceState; readonly failure?: OccurrenceFailure | null },
  ): Promise<void> {
    const { affected } = await manager.update(Occurrence, { id, state: In([...from]) }, values);
    if (affected !== 1) throw notInState(id, from);
  }
}

/** @param due when it was to be drawn, @param taken when it was taken up */
function whyMissed({ lateMinutes, unanswered, unpublished }: DueOccurrence, due: string, taken: string): Bilingual {
  if (unanswered.length > 0) {
    return text(
      `原定 ${due} 抽取，而受邀的 ${unanswered.join('、')} 到 ${taken} 仍未答复，超过允许的 ${lateMinutes} 分钟，因此没有抽取。请等其答复或不再等待（leave-out），再决定另定时间抽取，或不再抽取。`,
      `It was to be drawn at ${due}, and by ${taken}, more than the ${lateMinutes} minutes that are allowed, ${unanswered.join(', ')} had not answered; so it was not drawn. Wait for the answer or leave them out, then decide whether it is drawn later, or not at all.`,
    );
  }
  if (unpublished.length > 0) {
    return text(
      `原定 ${due} 抽取，而事项“${unpublished.join('”“')}”到 ${taken} 仍不在公布的清单上，超过允许的 ${lateMinutes} 分钟；未公布的事项不得抽查，因此没有抽取。请由制定清单的单位先公布，再决定另定时间抽取，或不再抽取。`,
      `It was to be drawn at ${due}, and by ${taken}, more than the ${lateMinutes} minutes that are allowed, these matters were on no published checklist: "${unpublished.join('", "')}". What is not published may not be inspected; so it was not drawn. Have the agency that keeps the checklist publish them, then decide whether it is drawn later, or not at all.`,
    );
  }
  return text(
    `原定 ${due} 抽取，到 ${taken} 才能公告，超过允许的 ${lateMinutes} 分钟，因此没有自动抽取。请决定另定时间抽取，或不再抽取。`,
    `It was to be drawn at ${due} and could not be announced before ${taken}, more than the ${lateMinutes} minutes that are allowed; so it was not drawn. Decide whether it is drawn later, or not at all.`,
  );
}
