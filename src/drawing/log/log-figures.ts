import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DatabaseFigures } from '../../platform/metrics/database-figures.js';
import { text } from '../../platform/text.js';

const SIZE = {
  name: 'sortis_log_size',
  help: text('透明日志的条数。', 'Entries of the transparency log.'),
  labels: [],
} as const;

/** How far the log has come. When it was last exported is told by `sortis_last_done_age_seconds`. */
@Injectable()
export class LogFigures implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly figures: DatabaseFigures,
  ) {}

  onModuleInit(): void {
    this.figures.register({
      name: 'log',
      figures: [SIZE],
      read: async () => {
        const [row] = await this.dataSource.query<{ size: number }[]>(
          'SELECT size AS size FROM log_state WHERE id = 1',
        );
        return [{ name: SIZE.name, labels: {}, value: row?.size ?? 0 }];
      },
    });
  }
}
