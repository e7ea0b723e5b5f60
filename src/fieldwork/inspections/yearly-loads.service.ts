import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { InspectorLoads } from '../../registry/inspectors/inspector-loads.js';

/** Tells the registry how many inspections of a year someone has: of its plans' draws, void ones apart. */
@Injectable()
export class YearlyLoads implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly loads: InspectorLoads,
  ) {}

  onModuleInit(): void {
    this.loads.register((inspectorIds, year) => this.count(inspectorIds, year));
  }

  private async count(inspectorIds: readonly number[], year: number): Promise<Map<number, number>> {
    if (inspectorIds.length === 0) return new Map();
    const rows = await this.dataSource.manager.query<{ inspectorId: number; n: number | string }[]>(
      `SELECT seat.inspector_id AS inspectorId, COUNT(*) AS n FROM inspection_seats seat
        JOIN inspections inspection ON inspection.id = seat.inspection_id
        JOIN batches batch ON batch.id = inspection.batch_id
        JOIN plans plan ON plan.id = batch.plan_id
      WHERE seat.inspector_id IN (${inspectorIds.map(() => '?').join(', ')}) AND plan.year = ? AND inspection.state <> 'voided'
      GROUP BY seat.inspector_id`,
      [...inspectorIds, year],
    );
    return new Map(rows.map(({ inspectorId, n }) => [inspectorId, Number(n)]));
  }
}
