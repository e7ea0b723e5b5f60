import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { IssuedInspections, type NamedInspection } from '../../drawing/amendments/issued-inspections.js';
import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { momentForQuery } from '../../platform/database/plain-moments.js';
import { withdrawJointVisits } from '../joint-visits/joint-visit-reading.js';
import { BEFORE_VISIT, FROM_VISIT, isBeforeVisit } from '../life/life-cycle.js';
import { InspectionSteps } from '../life/steps.service.js';
import { Inspection } from './inspection.entity.js';
import { readDepartures, readTeams } from './team.js';

/** Told with a visit that does not count any more. */
const VOIDED = '抽取已作废 / the draw was voided';

/** What drawing asks of the inspections when a draw is voided, supplemented or replaced. */
@Injectable()
export class AmendedInspections extends IssuedInspections {
  constructor(
    private readonly visits: InspectionVisits,
    private readonly steps: InspectionSteps,
  ) {
    super();
  }

  async named(manager: EntityManager, ids: readonly number[]): Promise<NamedInspection[]> {
    if (ids.length === 0) return [];
    const rows = await manager.find(Inspection, {
      select: { id: true, drawId: true, targetCode: true, state: true },
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
    });
    const found = rows.map(({ id }) => id);
    const [teams, departures] = [await readTeams(manager, found), await readDepartures(manager, found)];
    return rows.map(({ drawId, id, state, targetCode }) => {
      const left = departures.get(id) ?? [];
      return {
        id,
        drawId,
        targetCode,
        open: isBeforeVisit(state),
        team: (teams.get(id) ?? []).map(({ code, inspectorId, seat }) => ({
          seat,
          inspectorId,
          code,
          // who left a seat last left it to the one who sits there now
          drawId: left.findLast((one) => one.seat === seat)?.drawId ?? drawId,
        })),
        left: left.map(({ code }) => code),
      };
    });
  }

  async visited(manager: EntityManager, drawIds: readonly number[]): Promise<number> {
    return manager.countBy(Inspection, { drawId: In([...drawIds]), state: In([...FROM_VISIT]) });
  }

  async markVoided(manager: EntityManager, drawIds: readonly number[], at: Date): Promise<number> {
    await this.steps.writeVoids(manager, drawIds, momentForQuery(manager.connection, at));
    await manager
      .createQueryBuilder()
      .update(Inspection)
      .set({ state: 'voided', dueOn: null, version: () => 'version + 1', updatedAt: at })
      .where({ drawId: In([...drawIds]), state: In([...BEFORE_VISIT]) })
      .execute();
    await this.visits.takeBack(manager, drawIds, VOIDED, at);
    await withdrawJointVisits(manager, drawIds, at);
    // not what this transaction saw at its first look, but what is there now
    const mysql = manager.connection.options.type === 'mysql';
    const rows = await manager.find(Inspection, {
      select: { id: true },
      where: { drawId: In([...drawIds]), state: In([...FROM_VISIT]) },
      ...(mysql ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    return rows.length;
  }

  async touch(manager: EntityManager, ids: readonly number[], at: Date): Promise<number> {
    const { affected } = await manager
      .createQueryBuilder()
      .update(Inspection)
      .set({ version: () => 'version + 1', updatedAt: at })
      .where({ id: In([...ids]), state: In([...BEFORE_VISIT]) })
      .execute();
    return affected ?? 0;
  }
}
