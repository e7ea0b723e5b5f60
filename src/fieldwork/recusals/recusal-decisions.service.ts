import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { AmendmentsService } from '../../drawing/amendments/amendments.service.js';
import { newDrawTermsOf } from '../../drawing/amendments/amendment-terms.js';
import { IssuedInspections, type NamedInspection } from '../../drawing/amendments/issued-inspections.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { RecusalsService } from '../../registry/inspectors/recusals.service.js';
import { DataSource } from 'typeorm';
import { secondPersonExists } from '../../accounts/users/second-person.js';
import { InspectionsService, type VisibleInspection } from '../inspections/inspections.service.js';
import { readTeams } from '../inspections/team.js';
import { plansFor, sitsIn } from '../life/permission.js';
import { type InspectionRecusal } from './inspection-recusal.entity.js';
import { RecusalNotices } from './recusal-notices.service.js';
import { RecusalRecords } from './recusal-records.service.js';
import { mayDecide, PUBLIC_REASONS, standingReason } from './recusal-rules.js';
import { type InspectionRecusalResponse, type RecusalDecisionRequest } from './recusal.dto.js';
import { needsAnother, notInTeam, recusalDecided } from './recusals.errors.js';

/**
 * Decides recusals: a second person does. What is approved is carried out in the same transaction as a replacement of that
 * seat, which is drawn again on record: the approval of the recusal is the second person's decision, and nobody has to decide
 * once more. What stands between inspector and target stands from then on in the registry, so that no draw brings the two
 * together again.
 */
@Injectable()
export class RecusalDecisions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inspections: InspectionsService,
    private readonly records: RecusalRecords,
    private readonly notices: RecusalNotices,
    private readonly issued: IssuedInspections,
    private readonly amendments: AmendmentsService,
    private readonly recusals: RecusalsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Approves it, and has the seat drawn again. */
  async approve(
    caller: Caller,
    id: number,
    recusalId: number,
    { newDraw, reason }: RecusalDecisionRequest,
  ): Promise<InspectionRecusalResponse> {
    const seen = await this.inspections.open(caller, id);
    const recusal = await this.decidable(caller, seen, recusalId);
    const { inspectorId, origin } = recusal;
    const seat = (await this.named(id))?.team.find((one) => one.inspectorId === inspectorId);
    if (seat === undefined) throw notInTeam(inspectorId);
    const { agencyId, targetId } = seen.inspection;
    await this.amendments.carryOut(
      caller,
      {
        drawId: seat.drawId,
        kind: 'replacement',
        reason: PUBLIC_REASONS[origin],
        terms: {
          newDraw: newDrawTermsOf(newDraw ?? {}),
          inspections: [],
          seats: [{ inspectionId: id, inspectorId }],
          cause: 'recusal',
        },
        by: { userId: recusal.askedBy, name: recusal.askedByName, at: recusal.askedAt },
      },
      async (manager, amendmentId, at) => {
        const by = { state: 'approved', by: caller, reason: reason ?? null, amendmentId, at } as const;
        const settled = await this.records.settle(manager, recusalId, by);
        // what a supervisor asks is of this one visit; a relation is there at the next one too
        if (origin !== 'supervisor')
          await this.recusals.stand(manager, inspectorId, targetId, standingReason(origin, id));
        await this.notices.settled(manager, agencyId, settled);
      },
    );
    return this.records.shown(await this.records.one(id, recusalId));
  }

  async refuse(caller: Caller, id: number, recusalId: number, reason: string): Promise<InspectionRecusalResponse> {
    const seen = await this.inspections.open(caller, id);
    await this.decidable(caller, seen, recusalId);
    await this.transactions.run(async (manager) => {
      const by = { state: 'refused', by: caller, reason, amendmentId: null, at: this.clock.now() } as const;
      await this.notices.settled(manager, seen.inspection.agencyId, await this.records.settle(manager, recusalId, by));
    });
    return this.records.shown(await this.records.one(id, recusalId));
  }

  private async named(id: number): Promise<NamedInspection | undefined> {
    return (await this.issued.named(this.dataSource.manager, [id]))[0];
  }

  /** The recusal, if it is open and the caller's to decide. */
  private async decidable(caller: Caller, seen: VisibleInspection, recusalId: number): Promise<InspectionRecusal> {
    const { manager } = this.dataSource;
    const { id } = seen.inspection;
    const recusal = await this.records.one(id, recusalId);
    const { askedBy, inspectorId, state } = recusal;
    if (state !== 'open') throw recusalDecided(state);
    const team = ((await readTeams(manager, [id])).get(id) ?? []).map((seat) => seat.inspectorId);
    const standing = {
      asked: caller.userId === askedBy,
      concerned: caller.inspectorId === inspectorId,
      plans: plansFor(caller, seen.line),
      sits: sitsIn(caller, team),
      plannerExists: await secondPersonExists(manager, seen.line, [askedBy], [inspectorId]),
    };
    if (!mayDecide(standing)) throw needsAnother(id);
    return recusal;
  }
}
