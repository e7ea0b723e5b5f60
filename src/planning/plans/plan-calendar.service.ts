import { Injectable } from '@nestjs/common';
import { DataSource, In, Not } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { termsOfRow } from '../batches/batch-row.js';
import { drawsToCome } from '../batches/batch-trial.service.js';
import { Batch } from '../batches/batch.entity.js';
import { dueMoments } from '../calendar/schedule.js';
import { visitDays } from '../calendar/visit-window.js';
import { WorkingDays } from '../calendar/working-days/working-days.service.js';
import { heldAt } from '../occurrences/occurrence.dto.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { MOST_DRAWS, type PlanCalendarResponse, type PlannedDrawResponse } from './plan-calendar.dto.js';
import { PlansService } from './plans.service.js';

/** A plan's year: when it draws, and when what is drawn is visited. */
@Injectable()
export class PlanCalendar {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly workingDays: WorkingDays,
    private readonly clock: Clock,
  ) {}

  /** Of a published plan its occurrences, those that were called off apart; of another what they would be if it were published now. */
  async of(caller: Caller, planId: number): Promise<PlanCalendarResponse> {
    const plan = await this.plans.visible(caller, planId);
    const batches = await this.dataSource.manager.findBy(Batch, { planId: plan.id });
    const draws = plan.state === 'published' ? await this.planned(batches) : await this.ifPublished(plan.year, batches);
    const order = (a: PlannedDrawResponse, b: PlannedDrawResponse): number =>
      Date.parse(a.drawAt) - Date.parse(b.drawAt) || a.batchId - b.batchId;
    return { draws: draws.sort(order).slice(0, MOST_DRAWS) };
  }

  private async planned(batches: readonly Batch[]): Promise<PlannedDrawResponse[]> {
    if (batches.length === 0) return [];
    const byId = new Map(batches.map((batch) => [batch.id, batch]));
    const rows = await this.dataSource.manager.find(Occurrence, {
      where: { batchId: In([...byId.keys()]), state: Not(In(['cancelled', 'dropped'])) },
    });
    return rows.flatMap((row) => {
      const batch = byId.get(row.batchId);
      if (batch === undefined) return [];
      const { schedule, visitWindow } = termsOfRow(batch);
      return {
        ...named(batch),
        drawAt: heldAt(row).toISOString(),
        movedFrom: [...(row.movedFrom ?? [])],
        visit: visitDays(visitWindow, heldAt(row), schedule.timeZone) ?? null,
        state: row.state,
      };
    });
  }

  private async ifPublished(year: number, batches: readonly Batch[]): Promise<PlannedDrawResponse[]> {
    const calendar = await this.workingDays.calendar();
    const now = this.clock.now();
    return batches
      .filter(({ cancelledAt }) => cancelledAt === null)
      .flatMap((batch) => {
        const terms = termsOfRow(batch);
        const due = dueMoments(terms.schedule, year, now, new Set(), calendar);
        // what has no moment any more has a fault, which its own page tells
        if ('fault' in due) return [];
        return drawsToCome(terms, due.dueAt, due).map(({ drawAt, movedFrom, visit }) => ({
          ...named(batch),
          drawAt: drawAt.toISOString(),
          movedFrom: [...movedFrom],
          visit,
          state: 'planned' as const,
        }));
      });
  }
}

const named = ({ code, id, name }: Batch): Pick<PlannedDrawResponse, 'batchId' | 'batchCode' | 'batchName'> => ({
  batchId: id,
  batchCode: code,
  batchName: name,
});
