import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { DatabaseFigures } from '../metrics/database-figures.js';
import { type Reading } from '../metrics/metrics.js';
import { text } from '../text.js';
import { DoneAt } from './last-done.entity.js';

const AGE = {
  name: 'sortis_last_done_age_seconds',
  help: text(
    '反复进行的事项上次成功至今的秒数，不论由哪个进程完成：checkpoint-export 检查点导出，overdue-look 逾期检查。',
    'How long ago something that recurs last came out well, in whichever process: checkpoint-export, overdue-look.',
  ),
  labels: ['what'],
} as const;

/** Keeps when something that recurs last came out well: what has silently stopped is seen by its age alone. */
@Injectable()
export class LastDone implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly figures: DatabaseFigures,
  ) {}

  onModuleInit(): void {
    this.figures.register({ name: 'last-done', figures: [AGE], read: () => this.read() });
  }

  /** In the caller's transaction. */
  async note(manager: EntityManager, what: string): Promise<void> {
    const at = this.clock.now();
    const { affected } = await manager.update(DoneAt, { what }, { at });
    if (affected === 1) return;
    await manager
      .createQueryBuilder()
      .insert()
      .into(DoneAt)
      .values({ what, at })
      .orIgnore()
      .updateEntity(false)
      .execute();
  }

  private async read(): Promise<Reading[]> {
    const now = await this.clock.ask(this.dataSource);
    const rows = await this.dataSource.manager.find(DoneAt);
    return rows.map(({ what, at }) => ({
      name: AGE.name,
      labels: { what },
      value: Math.max(0, now.getTime() - at.getTime()) / 1000,
    }));
  }
}
