import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { DueDays, type DueCount } from '../deadlines/due-days.service.js';
import { AmendedDraws } from '../../drawing/amendments/amended-draws.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { DomainError, type Fault } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { chinaDay } from '../../platform/clock/days.js';
import { type InspectionDetailResponse } from '../inspections/inspection.dto.js';
import { Inspection } from '../inspections/inspection.entity.js';
import {
  alreadyPublished,
  changedMeanwhile,
  inspectionVoided,
  teamBeingReplaced,
} from '../inspections/inspections.errors.js';
import { InspectionsService, type VisibleInspection } from '../inspections/inspections.service.js';
import { readTeams } from '../inspections/team.js';
import { hasOpenRecusal } from '../recusals/open-recusal.js';
import { recusalOpen } from '../recusals/recusals.errors.js';
import { hasOpenRetraction } from '../retractions/open-retraction.js';
import { retractionOpen } from '../retractions/retractions.errors.js';
import { FollowUps } from './follow-ups.js';
import { type InspectionStep, type StepDetails } from './inspection-step.entity.js';
import {
  isBeforeVisit,
  isPublic,
  noticeInForce,
  skippedBy,
  transitionOf,
  visitInForce,
  type InspectionState,
  type Step,
  type Transition,
  type Who,
} from './life-cycle.js';
import {
  acceptedAlready,
  noNoticeToCorrect,
  notYours,
  outOfOrder,
  reportByFindings,
  secondPersonNeeded,
  stepUnfit,
  stillOpen,
  unannouncedNotApproved,
} from './life.errors.js';
import { permitted, plansFor, readRecorders } from './permission.js';
import { PublishedResults } from './published-results.js';
import { faultOfNoticeDay, faultsOfVisit, faultsOfWords, type Seated, type StepWords } from './step-rules.js';
import {
  type InspectionStepResponse,
  type StepRequest,
  type StepsRequest,
  type SteppedListResponse,
  toStepResponse,
} from './step.dto.js';
import { acceptedOf, InspectionSteps, type TakenStep } from './steps.service.js';

/** One step that someone wants to take. */
export interface Move {
  readonly step: Step;
  readonly words: StepWords;
  /** Where the day of a visit was said, `/on` unless told. */
  readonly dayPointer?: '/visitedOn';
}

/** What a step comes to beside its row. */
interface Meaning {
  readonly to?: InspectionState;
  readonly details?: StepDetails;
  readonly changes?: Partial<Inspection>;
  readonly notBy?: number | null;
}

/** What a step is judged by. */
interface Scene {
  readonly caller: Caller;
  readonly seen: VisibleInspection;
  readonly team: readonly Seated[];
  readonly steps: readonly InspectionStep[];
  readonly now: Date;
}

/** Steps whose place in the history is told in the past tense. */
const DONE: Readonly<Record<Step, string>> = {
  accept: 'accepted',
  approve: 'approved',
  notify: 'notified',
  visit: 'visited',
  report: 'reported',
  review: 'reviewed',
  return: 'returned',
  publish: 'published',
  close: 'closed',
};

/**
 * Takes inspections through their life (life-cycle.ts), one step or several at a time; nothing else changes their state but
 * a voided draw and a seat that is drawn again.
 */
@Injectable()
export class InspectionLife {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inspections: InspectionsService,
    private readonly steps: InspectionSteps,
    private readonly amended: AmendedDraws,
    private readonly visits: InspectionVisits,
    private readonly followUps: FollowUps,
    private readonly dueDays: DueDays,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
    private readonly published: PublishedResults,
  ) {}

  async stepsOf(caller: Caller, id: number): Promise<InspectionStepResponse[]> {
    await this.inspections.visible(caller, id);
    const { manager } = this.dataSource;
    const rows = await this.steps.of(manager, id);
    const people = await this.steps.people(manager, rows);
    return rows.map((row) => toStepResponse(row, people));
  }

  async take(
    caller: Caller,
    id: number,
    request: StepRequest,
    ifMatch: string | undefined,
  ): Promise<InspectionDetailResponse> {
    const seen = await this.inspections.open(caller, id);
    return this.transactions.run(async (manager) => {
      const changed = await this.takeIn(manager, caller, seen, request, ifMatch);
      return this.inspections.detail(manager, { ...seen, inspection: changed }, caller);
    });
  }

  /** All of them, or none: the first that may not take the step is named, and nothing is written. */
  async takeAll(caller: Caller, { ids, ...request }: StepsRequest): Promise<SteppedListResponse> {
    // in one order, so that two who take some of the same do not wait for one another
    const ordered = [...ids].sort((a, b) => a - b);
    const all: VisibleInspection[] = [];
    for (const id of ordered) all.push(await this.inspections.open(caller, id));
    return this.transactions.run(async (manager) => {
      const items = new Map<number, SteppedListResponse['items'][number]>();
      const due = this.dueDays.counting(manager);
      for (const seen of all) {
        const { id } = seen.inspection;
        try {
          const { state, version } = await this.takeIn(manager, caller, seen, request, undefined, due);
          items.set(id, { id, state, version });
        } catch (error) {
          throw error instanceof DomainError ? ofOne(error, ids.indexOf(id)) : error;
        }
      }
      return { items: ids.flatMap((id) => items.get(id) ?? []) };
    });
  }

  /** Takes one step in the caller's transaction. */
  async takeIn(
    manager: EntityManager,
    caller: Caller,
    seen: VisibleInspection,
    { step, ...words }: StepRequest,
    ifMatch?: string,
    due?: DueCount,
  ): Promise<Inspection> {
    if (step === 'report') throw reportByFindings();
    const inspection = await manager.findOneByOrFail(Inspection, { id: seen.inspection.id });
    requireVersion(ifMatch, inspection.version);
    const changed = await this.advance(manager, caller, { ...seen, inspection }, [{ step, words }], {}, due);
    const { note, ...more } = words;
    await this.history.record(manager, {
      subject: 'inspection',
      subjectId: inspection.id,
      action: DONE[step],
      before: { state: inspection.state },
      after: { state: changed.state, ...more, note: note ?? null },
    });
    return changed;
  }

  /**
   * Takes steps one after the other, all at one version, and writes the inspection if it is still as it was read; the row
   * stays locked until the end.
   * @param seen the inspection as this transaction has read it
   */
  async advance(
    manager: EntityManager,
    caller: Caller,
    seen: VisibleInspection,
    moves: readonly Move[],
    more: Partial<Inspection> = {},
    due = this.dueDays.counting(manager),
  ): Promise<Inspection> {
    const { inspection } = seen;
    const { id } = inspection;
    const now = this.clock.now();
    const team = (await readTeams(manager, [id])).get(id) ?? [];
    const scene: Scene = { caller, seen, team, steps: await this.steps.of(manager, id), now };
    const taken: TakenStep[] = [];
    let changed: Inspection = { ...inspection };
    for (const move of moves) {
      const way = this.wayOf(changed, move.step, seen);
      const alone = await this.permit(manager, scene, way, changed.state);
      const { changes, details, notBy, to = way.to } = await this.meaning(manager, scene, way, move);
      taken.push({
        step: move.step,
        from: changed.state,
        to,
        on: move.words.on ?? null,
        note: move.words.note === '' ? null : (move.words.note ?? null),
        details: details ?? null,
        alone,
        notBy: alone ? null : (notBy ?? null),
        by: { userId: caller.userId, name: caller.username },
      });
      changed = { ...changed, ...changes, state: to };
    }
    changed = { ...changed, ...more, version: inspection.version + 1, updatedAt: now };
    changed.dueOn = await due(changed, seen.line);
    const { state, dueOn, visitedOn, targetState, remarks, completedAt, publishedAt, version, updatedAt } = changed;
    const { affected } = await manager.update(
      Inspection,
      { id, version: inspection.version },
      { state, dueOn, visitedOn, targetState, remarks, completedAt, publishedAt, version, updatedAt },
    );
    if (affected !== 1) throw changedMeanwhile(id);
    await this.steps.write(manager, changed, taken, now);
    const publication = taken.find(({ step }) => step === 'publish');
    if (publication !== undefined) await this.published.publish(manager, id, publication.note ?? null);
    if (visitedOn !== null && visitedOn !== inspection.visitedOn) await this.visits.move(manager, id, visitedOn, now);
    return changed;
  }

  /** Throws unless the step comes next. */
  requireWay(seen: VisibleInspection, step: Step): void {
    this.wayOf(seen.inspection, step, seen);
  }

  private wayOf(
    { id, publishedAt, state }: Inspection,
    step: Step,
    { draw }: VisibleInspection,
  ): Transition & { who: Who } {
    const way = transitionOf(step, state);
    if (way?.who != null) return { ...way, who: way.who };
    if (state === 'voided') throw inspectionVoided(id, draw.number);
    if (publishedAt !== null && isPublic(state) && (step === 'report' || step === 'publish')) {
      throw alreadyPublished(id, publishedAt);
    }
    throw outOfOrder(id, state, step);
  }

  /** Throws unless the step is the caller's. Returns whether it asks for a second person where there is none. */
  private async permit(
    manager: EntityManager,
    { caller, seen, team }: Scene,
    { step, who }: { readonly step: Transition['step']; readonly who: Who },
    state: InspectionState,
  ): Promise<boolean> {
    const { inspection, line } = seen;
    const ids = team.map(({ inspectorId }) => inspectorId);
    const answer = await permitted(manager, caller, who, { id: inspection.id, state, line, team: ids });
    if (answer === 'no') throw notYours(inspection.id, step as Step, who);
    if (answer === 'second-person') throw secondPersonNeeded(inspection.id, step as Step, who);
    return answer === 'alone';
  }

  private async meaning(manager: EntityManager, scene: Scene, way: Transition, move: Move): Promise<Meaning> {
    const { inspection, draw } = scene.seen;
    const { step, words } = move;
    const faults = faultsOfWords(step, way.needs, words);
    if (faults.length > 0) throw stepUnfit(faults);
    if (await hasOpenRetraction(manager, inspection.id)) throw retractionOpen(inspection.id);
    if (step === 'notify' || step === 'visit' || step === 'report') {
      const pending = await this.amended.underReplacement(manager, draw.occurrenceId);
      if (pending.has(inspection.id)) throw teamBeingReplaced(inspection.id);
      if (step !== 'report' && (await hasOpenRecusal(manager, inspection.id))) throw recusalOpen(inspection.id);
    }
    switch (step) {
      case 'accept':
        return accepting(scene);
      case 'approve':
        return words.unannounced === true ? { details: { unannounced: true } } : {};
      case 'notify':
        return this.notifying(scene, way.from, words);
      case 'visit':
        return this.visiting(scene, way.from, move, await this.followUps.firstOrderedOn(manager, inspection.id));
      case 'review':
        return { notBy: (await readRecorders(manager, inspection.id))[0] ?? null };
      case 'publish':
        return { changes: { publishedAt: scene.now } };
      case 'close': {
        const open = await this.followUps.openFollowUps(manager, inspection.id);
        if (open > 0) throw stillOpen(inspection.id, open);
        return {};
      }
      case 'report':
      case 'return':
        return {};
    }
  }

  private notifying({ now, seen, steps }: Scene, from: InspectionState, { how, on }: StepWords): Meaning {
    const { id, visitedOn } = seen.inspection;
    if (!isBeforeVisit(from) && noticeInForce(steps) === undefined) throw noNoticeToCorrect(id);
    const fault = faultOfNoticeDay(on ?? '', { ...boundsOf(seen, now), visitedOn });
    if (fault !== undefined) throw stepUnfit([fault]);
    const approval = steps.findLast(({ step }) => step === 'approve');
    if (how === 'unannounced' && approval?.details?.unannounced !== true) throw unannouncedNotApproved(id);
    return how === undefined || how === null ? {} : { details: { how } };
  }

  private visiting(
    { now, seen, steps, team }: Scene,
    from: InspectionState,
    { dayPointer, words }: Move,
    orderedOn: string | null,
  ): Meaning {
    const on = words.on ?? '';
    // of a correction: what it does not say is as it was
    const before = isBeforeVisit(from) ? undefined : visitInForce(steps);
    const present = words.present ?? before?.details?.present ?? team.map(({ inspectorId }) => inspectorId);
    const bounds = { ...boundsOf(seen, now), noticedOn: noticeInForce(steps)?.onDay ?? null, orderedOn };
    const faults = faultsOfVisit({ on, present }, bounds, team, dayPointer ?? '/on');
    if (faults.length > 0) throw stepUnfit(faults);
    const without = before === undefined ? skippedBy(from) : (before.details?.without ?? []);
    const met = words.targetState === undefined ? before?.details?.targetState : (words.targetState ?? undefined);
    return {
      details: {
        present: [...present].sort((a, b) => a - b),
        ...(met === undefined ? {} : { targetState: met }),
        ...(without.length > 0 ? { without } : {}),
      },
      // what a report has said of it since stays
      changes: { visitedOn: on, ...(words.targetState === undefined ? {} : { targetState: met ?? null }) },
    };
  }
}

/** Whoever sits in the team accepts for himself, a planner for all who have not yet; it is accepted once all have. */
function accepting({ caller, seen, steps, team }: Scene): Meaning {
  const before = acceptedOf(steps);
  const missing = team.map(({ inspectorId }) => inspectorId).filter((id) => !before.has(id));
  const accepted = plansFor(caller, seen.line) ? missing : missing.filter((id) => id === caller.inspectorId);
  if (accepted.length === 0 && missing.length > 0) throw acceptedAlready(seen.inspection.id);
  return { details: { accepted }, to: accepted.length === missing.length ? 'accepted' : 'issued' };
}

/** The days that bound a notice and a visit. */
export const boundsOf = (
  { draw, inspection }: VisibleInspection,
  now: Date,
): { readonly drawnOn: string; readonly visitFrom: string; readonly today: string } => ({
  drawnOn: chinaDay(draw.drawnAt),
  visitFrom: inspection.visitFrom,
  today: chinaDay(now),
});

/** The refusal of one among several, with its place in the list. */
function ofOne(error: DomainError, at: number): DomainError {
  const place: Fault = { pointer: `/ids/${at}`, code: error.code, message: error.text };
  return new DomainError(error.kind, error.code, error.text, {
    faults: [place, ...error.faults],
    details: error.details,
  });
}
