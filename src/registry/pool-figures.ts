import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DatabaseFigures } from '../platform/metrics/database-figures.js';
import { type Reading } from '../platform/metrics/metrics.js';
import { text } from '../platform/text.js';

const POOLS = ['targets', 'inspectors', 'matters'] as const;

/** Row numbers looked at in one statement, so that neither SQLite's thread nor a connection is held for long. */
const AT_ONCE = 50_000;

const POOL_SIZE = {
  name: 'sortis_pool_size',
  help: text(
    '名录库现有数目（已停用的除外）：targets 检查对象，inspectors 检查人员，matters 抽查事项。至多每五分钟数一次。',
    'Records in the registers that are not retired: targets, inspectors, matters. Counted every five minutes at most.',
  ),
  labels: ['pool'],
} as const;

/** How large the registers are. Ten million rows take seconds to count, so they are counted piece by piece, and seldom. */
@Injectable()
export class PoolFigures implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: DatabaseFigures,
  ) {}

  onModuleInit(): void {
    this.database.register({ name: 'pools', figures: [POOL_SIZE], inBackground: true, read: () => this.read() });
  }

  private async read(): Promise<Reading[]> {
    const readings: Reading[] = [];
    for (const pool of POOLS) {
      readings.push({ name: POOL_SIZE.name, labels: { pool }, value: await this.count(pool) });
    }
    return readings;
  }

  private async count(pool: (typeof POOLS)[number]): Promise<number> {
    const [ends] = await this.dataSource.query<{ first: number | null; last: number | null }[]>(
      `SELECT MIN(id) AS first, MAX(id) AS last FROM ${pool}`,
    );
    const last = ends?.last ?? -1;
    let sum = 0;
    for (let from = ends?.first ?? 0; from <= last; from += AT_ONCE) {
      const [row] = await this.dataSource.query<{ n: number | string }[]>(
        `SELECT COUNT(*) AS n FROM ${pool} WHERE id >= ? AND id < ? AND retired_at IS NULL`,
        [from, from + AT_ONCE],
      );
      sum += Number(row?.n ?? 0);
      // on SQLite the answer comes without a wait; requests get their turn in between
      await new Promise((resolve) => setImmediate(resolve));
    }
    return sum;
  }
}
