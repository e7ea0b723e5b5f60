import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { AmendmentsService } from '../../drawing/amendments/amendments.service.js';
import { IssuedInspections } from '../../drawing/amendments/issued-inspections.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { History } from '../../platform/history/history.service.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { InspectionsService, type VisibleInspection } from '../inspections/inspections.service.js';
import { readTeams } from '../inspections/team.js';
import { plansFor } from '../life/permission.js';
import { boundsOf } from '../life/life.service.js';
import { stepUnfit } from '../life/life.errors.js';
import { InspectionRecusal, type RecusalState } from './inspection-recusal.entity.js';
import { faultsOfReceipt, mayAsk, PUBLIC_REASONS } from './recusal-rules.js';
import { toRecusalResponse, type InspectionRecusalRequest, type InspectionRecusalResponse } from './recusal.dto.js';
import {
  needsAnother,
  notForOthers,
  notInTeam,
  RECUSAL,
  recusalAsked,
  recusalDecided,
  recusalTooLate,
} from './recusals.errors.js';

/**
 * 回避: asked for by the inspector, for the target or by a supervisor, and decided by a second person. What is approved is
 * carried out in the same transaction as a replacement of that seat, which is drawn again on record: the approval of the
 * recusal is the second person's decision, and nobody has to decide once more.
 */
@Injectable()
export class InspectionRecusals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inspections: InspectionsService,
    private readonly issued: IssuedInspections,
    private readonly amendments: AmendmentsService,
    private readonly notices: Notices,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, inspectionId: number): Promise<InspectionRecusalResponse[]> {
    await this.inspections.visible(caller, inspectionId);
    const rows = await this.dataSource.manager.find(InspectionRecusal, {
      where: { inspectionId },
      order: { id: 'ASC' },
    });
    return Promise.all(rows.map((row) => this.shown(row)));
  }

  async ask(caller: Caller, id: number, request: InspectionRecusalRequest): Promise<InspectionRecusalResponse> {
    const seen = await this.inspections.open(caller, id);
    const inspectorId = request.inspectorId ?? caller.inspectorId ?? 0;
    const who = { plans: plansFor(caller, seen.line), self: inspectorId === caller.inspectorId };
    if (!mayAsk(request.origin, who)) throw notForOthers();
    const receivedOn = request.receivedOn ?? null;
    const now = this.clock.now();
    const faults = faultsOfReceipt(request.origin, receivedOn, boundsOf(seen, now));
    if (faults.length > 0) throw stepUnfit(faults);
    const row = await this.transactions.run(async (manager) => {
      // whoever takes a step there just now comes first, or has to look again
      if ((await this.issued.touch(manager, [id], now)) === 0) throw recusalTooLate(id);
      const seat = (await readTeams(manager, [id])).get(id)?.find((one) => one.inspectorId === inspectorId);
      if (seat === undefined) throw notInTeam(inspectorId);
      if (await manager.existsBy(InspectionRecusal, { inspectionId: id, inspectorId, state: 'open' })) {
        throw recusalAsked(id, seat.code);
      }
      const recusal = manager.create(InspectionRecusal, {
        inspectionId: id,
        inspectorId,
        origin: request.origin,
        declaration: request.declaration,
        receivedOn,
        state: 'open',
        undecided: 1,
        askedBy: caller.userId,
        askedByName: caller.username,
        askedAt: now,
        decidedBy: null,
        decidedByName: null,
        decisionReason: null,
        decidedAt: null,
        amendmentId: null,
        version: 1,
      });
      await manager.insert(InspectionRecusal, recusal);
      await this.note(manager, recusal, 'recusal-asked', { origin: request.origin, inspector: seat.code });
      await this.notices.tell(manager, {
        kind: 'review-wanted',
        agencyId: seen.inspection.agencyId,
        to: { roles: ['admin', 'planner'], except: [caller.userId] },
        title: text(`检查任务 ${id} 有回避申请待决定`, `A recusal from inspection ${id} waits for a decision`),
        link: `/api/v1/inspections/${id}/recusals`,
        key: `recusal-asked:${recusal.id}`,
        personal: true,
      });
      return recusal;
    });
    return this.shown(row);
  }

  /** Approves it, and has the seat drawn again. */
  async approve(
    caller: Caller,
    id: number,
    recusalId: number,
    reason: string | null,
  ): Promise<InspectionRecusalResponse> {
    const { line } = await this.inspections.open(caller, id);
    const seen = await this.one(id, recusalId);
    this.requireSecond(caller, line, seen);
    const [named] = await this.issued.named(this.dataSource.manager, [id]);
    const seat = named?.team.find(({ inspectorId }) => inspectorId === seen.inspectorId);
    if (seat === undefined) throw notInTeam(seen.inspectorId);
    await this.amendments.carryOut(
      caller,
      {
        drawId: seat.drawId,
        kind: 'replacement',
        reason: PUBLIC_REASONS[seen.origin],
        terms: {
          newDraw: { dueAt: null, entropySource: null },
          inspections: [],
          seats: [{ inspectionId: id, inspectorId: seen.inspectorId }],
          cause: 'recusal',
        },
        by: { userId: seen.askedBy, name: seen.askedByName, at: seen.askedAt },
      },
      (manager, amendmentId, now) => this.decide(manager, caller, recusalId, 'approved', reason, amendmentId, now),
    );
    return this.shown(await this.one(id, recusalId));
  }

  async refuse(caller: Caller, id: number, recusalId: number, reason: string): Promise<InspectionRecusalResponse> {
    const { line } = await this.inspections.open(caller, id);
    this.requireSecond(caller, line, await this.one(id, recusalId));
    await this.transactions.run((manager) =>
      this.decide(manager, caller, recusalId, 'refused', reason, null, this.clock.now()),
    );
    return this.shown(await this.one(id, recusalId));
  }

  private requireSecond(caller: Caller, line: VisibleInspection['line'], recusal: InspectionRecusal): void {
    if (recusal.state !== 'open') throw recusalDecided(recusal.state);
    const another = caller.userId !== recusal.askedBy && caller.inspectorId !== recusal.inspectorId;
    if (!plansFor(caller, line) || !another) throw needsAnother(recusal.inspectionId);
  }

  /** Of two who decide at once, one finds it decided. */
  private async decide(
    manager: EntityManager,
    caller: Caller,
    id: number,
    state: Exclude<RecusalState, 'open'>,
    reason: string | null,
    amendmentId: number | null,
    now: Date,
  ): Promise<void> {
    const { affected } = await manager.update(
      InspectionRecusal,
      { id, state: 'open' },
      {
        state,
        undecided: null,
        decidedBy: caller.userId,
        decidedByName: caller.username,
        decisionReason: reason === '' ? null : reason,
        decidedAt: now,
        amendmentId,
        version: 2,
      },
    );
    const recusal = await manager.findOneByOrFail(InspectionRecusal, { id });
    if (affected !== 1) throw recusalDecided(recusal.state);
    await this.note(manager, recusal, `recusal-${state}`, { amendmentId });
    const { inspectionId } = recusal;
    const { agencyId } = await manager.findOneByOrFail(Inspection, { id: inspectionId });
    await this.notices.tell(manager, {
      kind: 'recusal-decided',
      agencyId,
      to: { userIds: [recusal.askedBy], inspectorIds: [recusal.inspectorId], except: [caller.userId] },
      title:
        state === 'approved'
          ? text(`检查任务 ${inspectionId} 的回避已批准`, `The recusal from inspection ${inspectionId} is approved`)
          : text(`检查任务 ${inspectionId} 的回避不予批准`, `The recusal from inspection ${inspectionId} is refused`),
      link: `/api/v1/inspections/${inspectionId}`,
      key: `recusal-decided:${id}`,
      personal: true,
    });
  }

  private async one(inspectionId: number, id: number): Promise<InspectionRecusal> {
    const row = await this.dataSource.manager.findOneBy(InspectionRecusal, { id, inspectionId });
    if (row === null) throw notFound(RECUSAL, id);
    return row;
  }

  private async shown(row: InspectionRecusal): Promise<InspectionRecusalResponse> {
    const rows = await this.dataSource.manager.query<{ number: string }[]>(
      `SELECT d.number AS number FROM draw_amendments a JOIN draws d ON d.id = a.new_draw_id WHERE a.id = ?`,
      [row.amendmentId ?? 0],
    );
    return toRecusalResponse(row, rows[0]?.number ?? null);
  }

  private async note(manager: EntityManager, recusal: InspectionRecusal, action: string, after: object): Promise<void> {
    await this.history.record(manager, {
      subject: 'inspection',
      subjectId: recusal.inspectionId,
      action,
      before: null,
      after: { recusal: recusal.id, ...after },
    });
  }
}
