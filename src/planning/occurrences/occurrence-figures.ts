import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DatabaseFigures } from '../../platform/metrics/database-figures.js';
import { type Reading } from '../../platform/metrics/metrics.js';
import { text } from '../../platform/text.js';

const OCCURRENCES = {
  name: 'sortis_occurrences',
  help: text('抽取安排数，按状态。', 'Planned draws (occurrences of batches) by state.'),
  labels: ['state'],
} as const;

/** Shown with 0 where there is none; a state that is not listed here is counted all the same. */
const STATES = ['planned', 'missed', 'drawing', 'drawn', 'failed', 'stopped', 'cancelled'];

/** How many occurrences there are of each state. */
@Injectable()
export class OccurrenceFigures implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly figures: DatabaseFigures,
  ) {}

  onModuleInit(): void {
    this.figures.register({ name: 'occurrences', figures: [OCCURRENCES], read: () => this.read() });
  }

  private async read(): Promise<Reading[]> {
    const rows = await this.dataSource.query<{ state: string; n: number | string }[]>(
      'SELECT state AS state, COUNT(*) AS n FROM occurrences GROUP BY state',
    );
    const counts = new Map<string, number>(STATES.map((state) => [state, 0]));
    for (const { state, n } of rows) counts.set(state, Number(n));
    return [...counts].map(([state, value]) => ({ name: OCCURRENCES.name, labels: { state }, value }));
  }
}
