import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { compareUtf8 } from '../../protocol/index.js';
import { dueMoments } from '../calendar/schedule.js';
import { WorkingDays } from '../calendar/working-days/working-days.service.js';
import { type WorkingDayCalendar } from '../calendar/working-days/working-day-calendar.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { type Plan } from '../plans/plan.entity.js';
import { RegistryFacts, type MatterView } from '../registry-facts.service.js';
import { BatchMatter } from './batch-matter.entity.js';
import { batchResponse, type BatchResponse } from './batch.dto.js';
import { type Batch } from './batch.entity.js';
import { termsOfRow } from './batch-row.js';

/** Reads what belongs to batches, many at a time: their matters, and when they are drawn next. */
@Injectable()
export class BatchLists {
  constructor(
    private readonly dataSource: DataSource,
    private readonly facts: RegistryFacts,
    private readonly clock: Clock,
    private readonly workingDays: WorkingDays,
  ) {}

  async shown(plan: Plan, rows: readonly Batch[]): Promise<BatchResponse[]> {
    const matterIds = await this.matterIds(rows.map((row) => row.id));
    const matters = await this.facts.matters([...matterIds.values()].flat());
    const planned = await this.nextPlanned(rows.map((row) => row.id));
    const calendar = plan.state === 'draft' ? await this.workingDays.calendar() : undefined;
    return rows.map((row) => {
      const own = mattersInOrder(matterIds.get(row.id) ?? [], matters);
      return batchResponse(
        row,
        own,
        calendar === undefined ? (planned.get(row.id) ?? null) : this.ifPublished(plan, row, calendar),
      );
    });
  }

  /** batch → ids of its matters, ascending. */
  async matterIds(batchIds: readonly number[]): Promise<Map<number, number[]>> {
    const found = new Map<number, number[]>(batchIds.map((id) => [id, []]));
    if (batchIds.length === 0) return found;
    const rows = await this.dataSource.manager.find(BatchMatter, {
      where: { batchId: In([...batchIds]) },
      order: { batchId: 'ASC', matterId: 'ASC' },
    });
    for (const row of rows) found.get(row.batchId)?.push(row.matterId);
    return found;
  }

  /** batch → the first of its planned moments. */
  private async nextPlanned(batchIds: readonly number[]): Promise<Map<number, Date>> {
    const next = new Map<number, Date>();
    if (batchIds.length === 0) return next;
    const rows = await this.dataSource.manager.find(Occurrence, {
      select: { id: true, batchId: true, dueAt: true, drawAt: true },
      where: { batchId: In([...batchIds]), state: 'planned' },
      order: { dueAt: 'ASC' },
    });
    for (const row of rows) {
      const at = row.drawAt ?? row.dueAt;
      const before = next.get(row.batchId);
      if (before === undefined || at < before) next.set(row.batchId, at);
    }
    return next;
  }

  private ifPublished(plan: Plan, row: Batch, calendar: WorkingDayCalendar): Date | null {
    if (row.cancelledAt !== null) return null;
    const due = dueMoments(termsOfRow(row).schedule, plan.year, this.clock.now(), new Set(), calendar);
    return 'fault' in due ? null : (due.dueAt[0] ?? null);
  }
}

/** In the order of their codes; of two with one code (of two agencies) the lower id comes first. */
export function mattersInOrder(ids: readonly number[], matters: ReadonlyMap<number, MatterView>): MatterView[] {
  return ids
    .map((id) => matters.get(id))
    .filter((matter) => matter !== undefined)
    .sort((a, b) => compareUtf8(a.code, b.code) || a.id - b.id);
}
