import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type IssuableDraw } from '../../drawing/draws/assignments.js';
import { WorkingDays } from '../../planning/calendar/working-days/working-days.service.js';
import { visitingDays, VisitPlan } from './visit-plan.js';

type Planned = Pick<IssuableDraw, 'id' | 'visit' | 'drawnOn' | 'absences'>;

/** What the days of a draw's visits are planned from: the calendar, and who stands where already. */
@Injectable()
export class VisitPlans {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workingDays: WorkingDays,
  ) {}

  /**
   * A plan for so many visits. It knows of the other draws of the same occurrence that hold, for a supplement comes on top of
   * them and a replacement into their midst.
   * @param anew inspections that are planned anew
   */
  async of(
    draw: Planned,
    count: number,
    manager: EntityManager = this.dataSource.manager,
    anew: readonly number[] = [],
  ): Promise<VisitPlan> {
    const days = visitingDays(await this.workingDays.calendar(manager), draw.visit, draw.drawnOn);
    const plan = new VisitPlan(days, count, draw.absences);
    const others = anew.length === 0 ? '' : ` AND i.id NOT IN (${anew.map(() => '?').join(', ')})`;
    const booked = await manager.query<{ inspectorId: number; plannedOn: string }[]>(
      `SELECT s.inspector_id AS inspectorId, i.planned_on AS plannedOn
         FROM draws own JOIN draws kin ON kin.occurrence_id = own.occurrence_id AND kin.id <> own.id
         JOIN inspections i ON i.draw_id = kin.id JOIN inspection_seats s ON s.inspection_id = i.id
        WHERE own.id = ? AND i.state <> 'voided' AND i.planned_on IS NOT NULL${others}`,
      [draw.id, ...anew],
    );
    for (const { inspectorId, plannedOn } of booked) plan.book(inspectorId, plannedOn);
    return plan;
  }
}
