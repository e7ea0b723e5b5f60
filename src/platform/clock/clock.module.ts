import { Global, Module } from '@nestjs/common';

import { Log } from '../log/log.js';
import { LogModule } from '../log/log.module.js';
import { Clock } from './clock.js';
import { Metrics } from '../metrics/metrics.js';
import { text } from '../text.js';
import { SharedClock } from './shared-clock.js';

@Global()
@Module({
  imports: [LogModule],
  providers: [
    {
      provide: Clock,
      useFactory: (log: Log, metrics: Metrics) => {
        const count = metrics.counter({
          name: 'sortis_clock_jumps_total',
          help: text(
            '数据库时钟跳动一分钟以上的次数。',
            'How often the clock of the database jumped by a minute or more.',
          ),
          labels: [],
        });
        return new SharedClock(({ milliseconds, to }) => {
          count({});
          log.warn({ seconds: Math.round(milliseconds / 1000), to }, 'the clock of the database jumped');
        });
      },
      inject: [Log, Metrics],
    },
  ],
  exports: [Clock],
})
export class ClockModule {}
