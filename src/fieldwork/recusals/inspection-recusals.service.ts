import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { IssuedInspections } from '../../drawing/amendments/issued-inspections.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { readTeams } from '../inspections/team.js';
import { plansFor } from '../life/permission.js';
import { boundsOf } from '../life/life.service.js';
import { stepUnfit } from '../life/life.errors.js';
import { InspectionRecusal } from './inspection-recusal.entity.js';
import { RecusalNotices } from './recusal-notices.service.js';
import { RecusalRecords } from './recusal-records.service.js';
import { faultsOfReceipt, mayAsk } from './recusal-rules.js';
import { type InspectionRecusalRequest, type InspectionRecusalResponse } from './recusal.dto.js';
import { notForOthers, notInTeam, notYoursToWithdraw, recusalAsked, recusalTooLate } from './recusals.errors.js';

/** 回避: asked for by the inspector, for the target or by a supervisor. Who decides: recusal-decisions.service.ts. */
@Injectable()
export class InspectionRecusals {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly records: RecusalRecords,
    private readonly notices: RecusalNotices,
    private readonly issued: IssuedInspections,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, inspectionId: number): Promise<InspectionRecusalResponse[]> {
    await this.inspections.visible(caller, inspectionId);
    return this.records.of(inspectionId);
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
      await this.records.write(manager, recusal, seat.code);
      await this.notices.asked(manager, seen.inspection.agencyId, recusal);
      return recusal;
    });
    return this.records.shown(row);
  }

  /** Whoever asked takes it back, as long as nobody has decided. It stays on record. */
  async withdraw(caller: Caller, id: number, recusalId: number, reason: string): Promise<InspectionRecusalResponse> {
    const { inspection } = await this.inspections.open(caller, id);
    const { askedBy } = await this.records.one(id, recusalId);
    if (askedBy !== caller.userId) throw notYoursToWithdraw(id);
    const row = await this.transactions.run(async (manager) => {
      const by = { state: 'withdrawn', by: caller, reason, amendmentId: null, at: this.clock.now() } as const;
      const settled = await this.records.settle(manager, recusalId, by);
      await this.notices.settled(manager, inspection.agencyId, settled);
      return settled;
    });
    return this.records.shown(row);
  }
}
