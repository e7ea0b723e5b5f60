import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { type WorkingDayCalendar } from '../../planning/calendar/working-days/working-day-calendar.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { text } from '../../platform/text.js';
import { chinaDay } from '../../platform/clock/days.js';
import { DueDays } from '../deadlines/due-days.service.js';
import { followUpOf, type FindingCodeName } from '../findings/finding-codes.js';
import { Finding } from '../findings/finding.entity.js';
import { readMatters } from '../inspections/draw-facts.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { changedMeanwhile, inspectionVoided } from '../inspections/inspections.errors.js';
import { InspectionsService, type VisibleInspection } from '../inspections/inspections.service.js';
import { readTeams, type SeatedInspector } from '../inspections/team.js';
import { hasResult } from '../life/life-cycle.js';
import { stepUnfit } from '../life/life.errors.js';
import {
  leadsTo,
  ORDER_NEEDS,
  outcomeOf,
  wayOf,
  type AnyStep,
  type RectificationNeed,
  type RectificationState,
  type RectificationWho,
} from './rectification-life.js';
import { permittedHere } from './rectification-permission.js';
import { faultOfRecheck, faultsOfItems, rectificationDueOn } from './rectification-rules.js';
import { RectificationStep, type RectificationDetails } from './rectification-step.entity.js';
import {
  type RectificationDetailResponse,
  type RectificationRequest,
  type RectificationStepRequest,
} from './rectification.dto.js';
import { deadlineOf, itemsOf, requireWords, said } from './rectification-words.js';
import { Rectification } from './rectification.entity.js';
import {
  noResultToMend,
  noSuchFinding,
  nothingToMend,
  rectificationChanged,
  rectificationOpen,
  rectificationOutOfOrder,
  rectificationStepNotYours,
} from './rectifications.errors.js';
import { askedBy, Rectifications, stepsOf } from './rectifications.service.js';

/** What a step is judged by. */
interface Scene {
  readonly row: Rectification;
  readonly steps: readonly RectificationStep[];
  readonly team: readonly SeatedInspector[];
  readonly calendar: WorkingDayCalendar;
  readonly today: string;
}

/** A step as it is written down. */
interface Taken {
  readonly step: AnyStep;
  readonly from: RectificationState | null;
  readonly to: RectificationState;
  readonly on: string | null;
  readonly deadline: string | null;
  readonly note: string | null;
  readonly details: RectificationDetails | null;
  readonly alone: boolean;
  readonly notBy: number | null;
}

/** Orders rectifications, and takes them through their life (rectification-life.ts); nothing else changes their state. */
@Injectable()
export class RectificationLife {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly rectifications: Rectifications,
    private readonly dueDays: DueDays,
    private readonly notices: Notices,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /**
   * Orders one after a finding. The inspection gets another version with it: whoever corrects the findings or closes the
   * inspection at the same moment comes first, or has to look again.
   */
  async order(
    caller: Caller,
    inspectionId: number,
    request: RectificationRequest,
    ifMatch: string | undefined,
  ): Promise<RectificationDetailResponse> {
    const seen = await this.inspections.open(caller, inspectionId);
    return this.transactions.run(async (manager) => {
      const inspection = await manager.findOneByOrFail(Inspection, { id: inspectionId });
      requireVersion(ifMatch, inspection.version);
      const { state, version } = inspection;
      const team = (await readTeams(manager, [inspectionId])).get(inspectionId) ?? [];
      await this.permit(manager, caller, 'order', 'team', { line: seen.line, team, askedBy: null });
      if (state === 'voided') throw inspectionVoided(inspectionId, seen.draw.number);
      if (!hasResult(state) || state === 'closed') throw noResultToMend(inspectionId, state);
      const [code, matterId] = [request.findingCode as FindingCodeName, request.matterId ?? null];
      await this.requireFinding(manager, inspectionId, code, matterId);

      const now = this.clock.now();
      const calendar = await this.dueDays.calendar(manager);
      const visitedOn = inspection.visitedOn ?? seen.inspection.visitFrom;
      const items = itemsOf(request.items);
      const deadline = deadlineOf('order', request, ORDER_NEEDS, {
        last: { step: 'visit', on: visitedOn },
        before: null,
        calendar,
        today: chinaDay(now),
      });
      const matters = await readMatters(manager, inspection);
      const faults = faultsOfItems(items, { matterId }, new Set(matters.map(({ id }) => id)));
      if (faults.length > 0) throw stepUnfit(faults);

      const { affected } = await manager.update(
        Inspection,
        { id: inspectionId, version },
        { version: version + 1, updatedAt: now },
      );
      if (affected !== 1) throw changedMeanwhile(inspectionId);
      const row = manager.create(Rectification, {
        inspectionId,
        agencyId: inspection.agencyId,
        findingCode: code,
        matterId,
        matterKey: matterId ?? 0,
        state: 'ordered',
        openOne: 1,
        orderedOn: request.on,
        deadline,
        dueOn: deadline,
        outcome: null,
        closedAt: null,
        version: 1,
        createdAt: now,
        updatedAt: now,
      });
      await manager.insert(Rectification, row);
      const step: Taken = {
        step: 'order',
        from: null,
        to: 'ordered',
        on: request.on,
        deadline,
        note: said(request.note),
        details: { items },
        alone: false,
        notBy: null,
      };
      await this.write(manager, caller, row, step, now);
      await this.history.record(manager, {
        subject: 'inspection',
        subjectId: inspectionId,
        action: 'rectification-ordered',
        before: null,
        after: { rectification: row.id, findingCode: code, matterId, deadline },
      });
      return this.rectifications.detail(manager, caller, row, seen);
    });
  }

  async take(
    caller: Caller,
    id: number,
    request: RectificationStepRequest,
    ifMatch: string | undefined,
  ): Promise<RectificationDetailResponse> {
    const seen = await this.rectifications.open(caller, id);
    return this.transactions.run(async (manager) => {
      const row = await manager.findOneByOrFail(Rectification, { id });
      requireVersion(ifMatch, row.version);
      const { step } = request;
      const way = wayOf(step, row.state);
      if (way === undefined) throw rectificationOutOfOrder(id, row.state, step);
      const steps = await stepsOf(manager, id);
      const team = (await readTeams(manager, [row.inspectionId])).get(row.inspectionId) ?? [];
      const asker = askedBy(row.state, steps);
      const alone = await this.permit(manager, caller, step, way.who, { line: seen.line, team, askedBy: asker });

      const now = this.clock.now();
      const terms = await this.dueDays.terms(manager, seen.line);
      const scene: Scene = { row, steps, team, calendar: terms.calendar, today: chinaDay(now) };
      const { deadline, details } = await this.meaning(manager, scene, seen, way.needs, request);
      const to = leadsTo(way, request.passed ?? undefined, steps.at(-1)?.fromState ?? null);
      const outcome = outcomeOf(step);
      const given = step === 'ask-extension' ? row.deadline : (deadline ?? row.deadline);
      const next = {
        state: to,
        deadline: given,
        dueOn: rectificationDueOn(to, given, request.on ?? null, terms),
        outcome,
        openOne: outcome === null ? 1 : null,
        closedAt: outcome === null ? null : now,
        version: row.version + 1,
        updatedAt: now,
      };
      const { affected } = await manager.update(Rectification, { id, version: row.version }, next);
      if (affected !== 1) throw rectificationChanged(id);
      const changed = manager.create(Rectification, { ...row, ...next });
      await this.write(
        manager,
        caller,
        changed,
        {
          step,
          from: row.state,
          to,
          on: request.on ?? null,
          deadline,
          note: said(request.note),
          details,
          alone,
          notBy: way.who === 'second' && !alone ? asker : null,
        },
        now,
      );
      if (to === 'extending' || to === 'closing') await this.askSecond(manager, caller, changed, team);
      return this.rectifications.detail(manager, caller, changed, seen);
    });
  }

  private async requireFinding(
    manager: EntityManager,
    inspectionId: number,
    code: FindingCodeName,
    matterId: number | null,
  ): Promise<void> {
    const found = await manager.find(Finding, { where: { inspectionId }, order: { id: 'ASC' } });
    if (!found.some((one) => one.code === code && one.matterId === matterId))
      throw noSuchFinding(code, matterId, found);
    if (followUpOf(code) === 'none') throw nothingToMend(code);
    const there = await manager.findOneBy(Rectification, {
      inspectionId,
      findingCode: code,
      matterKey: matterId ?? 0,
      openOne: 1,
    });
    if (there !== null) throw rectificationOpen(there.id);
  }

  /** Throws unless the step is the caller's. Returns whether it asks for a second person where there is none. */
  private async permit(
    manager: EntityManager,
    caller: Caller,
    step: AnyStep,
    who: RectificationWho,
    concerned: {
      readonly line: readonly number[];
      readonly team: readonly SeatedInspector[];
      readonly askedBy: number | null;
    },
  ): Promise<boolean> {
    const team = concerned.team.map(({ inspectorId }) => inspectorId);
    const answer = await permittedHere(manager, caller, who, { ...concerned, team });
    if (answer === 'no' || answer === 'second-person') throw rectificationStepNotYours(step, who, answer);
    return answer === 'alone';
  }

  /** The deadline that a step gives or asks for, and what else it says. */
  private async meaning(
    manager: EntityManager,
    { calendar, row, steps, team, today }: Scene,
    { inspection }: VisibleInspection,
    needs: readonly RectificationNeed[],
    request: RectificationStepRequest,
  ): Promise<{ deadline: string | null; details: RectificationDetails | null }> {
    const { step } = request;
    const dated = steps.findLast(({ onDay }) => onDay !== null);
    const last = { step: dated?.step ?? 'order', on: dated?.onDay ?? row.orderedOn };
    if (step === 'ask-extension' || step === 'reorder') {
      const deadline = deadlineOf(step, request, needs, { last, before: row.deadline, calendar, today });
      if (request.items === undefined || request.items === null) return { deadline, details: null };
      const items = itemsOf(request.items);
      const matters = await readMatters(manager, inspection);
      const faults = faultsOfItems(items, row, new Set(matters.map(({ id }) => id)));
      if (faults.length > 0) throw stepUnfit(faults);
      return { deadline, details: { items } };
    }
    requireWords(step, request, needs, last, today);
    switch (step) {
      case 'extend':
        return { deadline: steps.at(-1)?.deadline ?? null, details: null };
      case 'recheck': {
        const present = request.present ?? team.map(({ inspectorId }) => inspectorId);
        const fault = faultOfRecheck(request.on ?? '', present, team);
        if (fault !== undefined) throw stepUnfit([fault]);
        return { deadline: null, details: { present: [...present].sort((a, b) => a - b) } };
      }
      case 'transfer':
        return { deadline: null, details: { body: request.body ?? '', documents: request.documents ?? [] } };
      case 'receive':
        return { deadline: null, details: { number: request.number ?? '', receivedBy: request.receivedBy ?? '' } };
      default:
        return { deadline: null, details: null };
    }
  }

  private async write(
    manager: EntityManager,
    caller: Caller,
    row: Rectification,
    taken: Taken,
    at: Date,
  ): Promise<void> {
    const { alone, deadline, details, from, note, notBy, on, step, to } = taken;
    await manager.insert(RectificationStep, {
      rectificationId: row.id,
      rectificationVersion: row.version,
      step,
      fromState: from,
      toState: to,
      onDay: on,
      deadline,
      note,
      details,
      alone: alone ? 1 : null,
      byUser: caller.userId,
      byName: caller.username,
      notBy,
      at,
    });
    await this.history.record(manager, {
      subject: 'rectification',
      subjectId: row.id,
      action: step,
      before: from === null ? null : { state: from },
      after: {
        state: to,
        on,
        deadline: row.deadline,
        asked: step === 'ask-extension' ? deadline : null,
        note,
        ...details,
      },
    });
  }

  private async askSecond(
    manager: EntityManager,
    caller: Caller,
    row: Rectification,
    team: readonly SeatedInspector[],
  ): Promise<void> {
    const exceptInspectors = team.map(({ inspectorId }) => inspectorId);
    const { agencyId, id, state, version } = row;
    await this.notices.tell(manager, {
      kind: 'review-wanted',
      agencyId,
      to: { roles: ['admin', 'planner'], except: [caller.userId], exceptInspectors },
      title:
        state === 'extending'
          ? text(`整改 ${id} 的延期申请待决定`, `An extension of rectification ${id} waits for a decision`)
          : text(`整改 ${id} 的终止申请待决定`, `To end rectification ${id} waits for a decision`),
      link: `/api/v1/rectifications/${id}`,
      key: `rectification-asked:${id}:${version}`,
      personal: true,
    });
  }
}
