import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { secondPersonExists } from '../../accounts/users/second-person.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { Finding } from '../findings/finding.entity.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { InspectionsService, type VisibleInspection } from '../inspections/inspections.service.js';
import { readTeams } from '../inspections/team.js';
import { INSPECTION_STATES, isPublic } from '../life/life-cycle.js';
import { plansFor, sitsIn } from '../life/permission.js';
import { CheckIn } from '../on-site/check-in/check-in.entity.js';
import { SiteSignature } from '../on-site/signatures/site-signature.entity.js';
import { readOrderedUpon } from '../rectifications/ordered-findings.js';
import { RetractionEffects } from './retraction-effects.service.js';
import { RetractionRecords } from './retraction-records.service.js';
import { mayAskBack, mayDecideBack, retractable } from './retraction-rules.js';
import { Retraction, type Retracted } from './retraction.entity.js';
import { toRetractionResponse, type RetractionRequest, type RetractionResponse } from './retraction.dto.js';
import {
  needsOutsider,
  nothingToRetract,
  notYoursToAsk,
  notYoursToTakeBack,
  orderedUponVisit,
  retractionDecided,
  retractionOpen,
  somebodyWasThere,
} from './retractions.errors.js';

/** 撤销: a visit that is recorded and never was, a published result that must not stand. One asks, another one decides. */
@Injectable()
export class Retractions {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly records: RetractionRecords,
    private readonly effects: RetractionEffects,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, inspectionId: number): Promise<RetractionResponse[]> {
    await this.inspections.visible(caller, inspectionId);
    return (await this.records.of(inspectionId)).map(toRetractionResponse);
  }

  async ask(caller: Caller, id: number, { reason, subject }: RetractionRequest): Promise<RetractionResponse> {
    const seen = await this.inspections.open(caller, id);
    const now = this.clock.now();
    const row = await this.transactions.run(async (manager) => {
      // whoever takes a step there just now comes first, or has to look again
      await manager
        .createQueryBuilder()
        .update(Inspection)
        .set({ version: () => 'version + 1', updatedAt: now })
        .where({ id, state: In(INSPECTION_STATES.filter((state) => retractable(subject, state))) })
        .execute();
      const inspection = await manager.findOneByOrFail(Inspection, { id });
      const team = await teamOf(manager, id);
      const who = { plans: plansFor(caller, seen.line), sits: sitsIn(caller, team) };
      if (!mayAskBack(subject, who)) throw notYoursToAsk(id, subject);
      await this.requireRetractable(manager, inspection, subject);
      if (await manager.existsBy(Retraction, { inspectionId: id, undecided: 1 })) throw retractionOpen(id);
      return this.records.ask(manager, inspection, { subject, reason }, caller, now);
    });
    return toRetractionResponse(row);
  }

  /** A second person agrees, and it is carried out in the same transaction. */
  async approve(caller: Caller, id: number, retractionId: number, reason: string | null): Promise<RetractionResponse> {
    const seen = await this.inspections.open(caller, id);
    const { subject } = await this.records.one(id, retractionId);
    if (isPublic(seen.inspection.state)) await this.effects.prepare(id, subject);
    const row = await this.transactions.run(async (manager) => {
      const asked = await this.decidable(manager, caller, seen, retractionId);
      const at = this.clock.now();
      const settled = await this.records.settle(manager, seen.inspection.agencyId, retractionId, {
        state: 'approved',
        by: caller,
        reason,
        at,
      });
      const inspection = await manager.findOneByOrFail(Inspection, { id });
      await this.requireRetractable(manager, inspection, asked.subject);
      const before = await written(manager, inspection);
      const changed = await this.effects.carryOut(manager, inspection, seen.line, settled, at);
      await this.history.record(manager, {
        subject: 'inspection',
        subjectId: id,
        action: asked.subject === 'visit' ? 'visit-retracted' : 'result-withdrawn',
        before,
        after: { ...(await written(manager, changed)), reason: asked.reason },
      });
      return settled;
    });
    return toRetractionResponse(row);
  }

  async refuse(caller: Caller, id: number, retractionId: number, reason: string): Promise<RetractionResponse> {
    const seen = await this.inspections.open(caller, id);
    await this.records.one(id, retractionId);
    const row = await this.transactions.run(async (manager) => {
      await this.decidable(manager, caller, seen, retractionId);
      const by = { state: 'refused', by: caller, reason, at: this.clock.now() } as const;
      return this.records.settle(manager, seen.inspection.agencyId, retractionId, by);
    });
    return toRetractionResponse(row);
  }

  /** Whoever asked takes it back, as long as nobody has decided. It stays on record. */
  async withdraw(caller: Caller, id: number, retractionId: number, reason: string): Promise<RetractionResponse> {
    const { inspection } = await this.inspections.open(caller, id);
    if ((await this.records.one(id, retractionId)).askedBy !== caller.userId) throw notYoursToTakeBack(id);
    const by = { state: 'withdrawn', by: caller, reason, at: this.clock.now() } as const;
    const row = await this.transactions.run((manager) =>
      this.records.settle(manager, inspection.agencyId, retractionId, by),
    );
    return toRetractionResponse(row);
  }

  /** Throws unless there is something to take back, and nothing that speaks against it. */
  private async requireRetractable(
    manager: EntityManager,
    { id, state }: Inspection,
    subject: Retracted,
  ): Promise<void> {
    if (!retractable(subject, state)) throw nothingToRetract(id, subject, state);
    if (subject !== 'visit') return;
    const seen = await seenThere(manager, id);
    if (seen.length > 0) throw somebodyWasThere(id, seen);
    const ordered = await readOrderedUpon(manager, id);
    if (ordered.length > 0) {
      throw orderedUponVisit(
        id,
        ordered.map((one) => one.id),
      );
    }
  }

  /** What was asked for, if it is open and the caller's to decide. */
  private async decidable(
    manager: EntityManager,
    caller: Caller,
    { inspection, line }: VisibleInspection,
    retractionId: number,
  ): Promise<Retraction> {
    const asked = await manager.findOneByOrFail(Retraction, { id: retractionId });
    if (asked.state !== 'open') throw retractionDecided(asked.state);
    const team = await teamOf(manager, inspection.id);
    const standing = {
      asked: caller.userId === asked.askedBy,
      plans: plansFor(caller, line),
      sits: sitsIn(caller, team),
      outsiderExists: await secondPersonExists(manager, line, [asked.askedBy], team),
    };
    if (!mayDecideBack(standing)) throw needsOutsider(inspection.id);
    return asked;
  }
}

const teamOf = async (manager: EntityManager, id: number): Promise<number[]> =>
  ((await readTeams(manager, [id])).get(id) ?? []).map(({ inspectorId }) => inspectorId);

/** Who was there by what was recorded on the spot. */
async function seenThere(manager: EntityManager, inspectionId: number): Promise<string[]> {
  const checkIns = await manager.find(CheckIn, { where: { inspectionId }, order: { id: 'ASC' } });
  const ids = [0, ...new Set(checkIns.map(({ inspectorId }) => inspectorId))];
  const people = await manager.query<{ name: string }[]>(
    `SELECT name AS name FROM inspectors WHERE id IN (${ids.map(() => '?').join(', ')}) ORDER BY id`,
    ids,
  );
  const signatures = await manager.find(SiteSignature, { where: { inspectionId }, order: { id: 'ASC' } });
  return [...new Set([...people, ...signatures].map(({ name }) => name))];
}

/** What the history keeps of an inspection. */
async function written(manager: EntityManager, inspection: Inspection): Promise<object> {
  const findings = await manager.find(Finding, { where: { inspectionId: inspection.id }, order: { id: 'ASC' } });
  return {
    state: inspection.state,
    visitedOn: inspection.visitedOn,
    targetState: inspection.targetState,
    remarks: inspection.remarks,
    publishedAt: inspection.publishedAt?.toISOString() ?? null,
    findings: findings.map(({ code, matterId, note }) => ({ code, matterId, note })),
  };
}
