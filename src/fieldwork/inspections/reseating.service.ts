import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { AmendedDraws, type Leaving } from '../../drawing/amendments/amended-draws.service.js';
import { type IssuableDraw } from '../../drawing/draws/assignments.js';
import { DrawsService } from '../../drawing/draws/draws.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { JobFailed, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { AssignmentNotices } from './assignment-notices.service.js';
import { InspectionSeat } from './inspection-seat.entity.js';
import { BEFORE_VISIT, transitionOf } from '../life/life-cycle.js';
import { InspectionSteps } from '../life/steps.service.js';
import { Inspection } from './inspection.entity.js';
import { SeatDeparture } from './seat-departure.entity.js';
import { type VisitPlan } from './visit-plan.js';
import { VisitPlans } from './visit-plans.service.js';

/** Someone in whose seat another one was drawn. */
interface NewSeat extends Leaving {
  readonly by: { readonly inspectorId: number; readonly code: string; readonly expert?: true };
}

/**
 * Puts those whom a replacement has drawn into the seats that others left. At most a few hundred seats, so it is one
 * transaction: with it the draw is issued, and the history of each inspection says who left, why, and by which draw.
 */
@Injectable()
export class ReseatingService {
  constructor(
    private readonly draws: DrawsService,
    private readonly amended: AmendedDraws,
    private readonly visitPlans: VisitPlans,
    private readonly steps: InspectionSteps,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
    private readonly notices: AssignmentNotices,
  ) {}

  async reseat(job: ClaimedJob, draw: IssuableDraw): Promise<Outcome> {
    const drawn = new Map<string, NewSeat['by'][]>();
    for await (const assignments of this.draws.assignments(draw.id)) {
      for (const { seats, target } of assignments) drawn.set(target.code, [...seats]);
    }
    await this.transactions.run(async (manager) => {
      await job.fence(manager);
      if (!(await this.draws.holdsIssuable(manager, draw.id))) return;
      // an attempt that died after this transaction has done all there is to do
      if (await manager.existsBy(SeatDeparture, { drawId: draw.id })) return;
      const { cause, seats } = await this.amended.leaving(manager, draw);
      const now = this.clock.now();
      await hold(manager, [...new Set(seats.map(({ inspectionId }) => inspectionId))], draw, now);
      const byInspection = new Map<number, NewSeat[]>();
      for (const seat of seats) {
        const { inspectionId, inspectorId, target } = seat;
        const { expert } = await manager.findOneByOrFail(InspectionSeat, { inspectionId, inspectorId });
        // an expert comes for an expert, and an inspector for an inspector
        const here = drawn.get(target) ?? [];
        const at = here.findIndex((one) => (one.expert === true) === (expert === 1));
        const [by] = at < 0 ? [] : here.splice(at, 1);
        if (by === undefined) throw new JobFailed(`draw ${draw.number} has nobody for a seat of ${seat.target}`);
        byInspection.set(seat.inspectionId, [...(byInspection.get(seat.inspectionId) ?? []), { ...seat, by }]);
      }
      const concerned = [...byInspection.keys()];
      const plan = await this.visitPlans.of(draw, concerned.length, manager, concerned);
      for (const [inspectionId, newSeats] of byInspection) {
        await this.seat(manager, draw, inspectionId, newSeats, cause, plan, now);
      }
      await this.draws.markIssued(manager, draw.id);
      const seated = [...byInspection.values()].flat().map(({ by }) => by.inspectorId);
      await this.notices.issued(manager, draw, seated);
    });
    return { done: true };
  }

  private async seat(
    manager: EntityManager,
    draw: IssuableDraw,
    inspectionId: number,
    newSeats: readonly NewSeat[],
    cause: SeatDeparture['cause'],
    plan: VisitPlan,
    now: Date,
  ): Promise<void> {
    for (const { by, inspectorId } of newSeats) {
      const { seat } = await manager.findOneByOrFail(InspectionSeat, { inspectionId, inspectorId });
      await manager.update(InspectionSeat, { inspectionId, seat }, { inspectorId: by.inspectorId });
      await manager.insert(SeatDeparture, { inspectionId, inspectorId, seat, drawId: draw.id, cause, at: now });
    }
    const inspection = await manager.findOneByOrFail(Inspection, { id: inspectionId });
    const { plannedOn: before, state: from, version } = inspection;
    const seats = await manager.findBy(InspectionSeat, { inspectionId });
    const plannedOn = plan.keep(
      seats.map(({ inspectorId }) => inspectorId),
      before,
    );
    const state = transitionOf('reseat', from)?.to ?? from;
    const due = plannedOn ?? inspection.visitUntil;
    const held = { id: inspectionId, version };
    await manager.update(Inspection, held, { state, plannedOn, dueOn: due });
    if (state !== from) await this.steps.write(manager, held, [{ step: 'reseat', from, to: state }], now);
    await this.history.record(manager, {
      subject: 'inspection',
      subjectId: inspectionId,
      action: 'team-changed',
      before: { left: newSeats.map(({ inspector }) => inspector), plannedOn: before },
      after: { joined: newSeats.map(({ by }) => by.code), cause, draw: draw.number, plannedOn },
    });
  }
}

/**
 * Raises the versions before anything is read: whoever takes a step there just now is done by then, and is seen, or finds
 * that he has to look again. Nobody can have been there, for a visit waits for the replacement.
 */
async function hold(manager: EntityManager, ids: readonly number[], draw: IssuableDraw, now: Date): Promise<void> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(Inspection)
    .set({ version: () => 'version + 1', updatedAt: now })
    .where({ id: In([...ids]), state: In([...BEFORE_VISIT]) })
    .execute();
  if (affected !== ids.length) throw new JobFailed(`draw ${draw.number} is for a team that has been there, or is void`);
}
