import { Global, Module } from '@nestjs/common';

import { Log } from '../log/log.js';
import { LogModule } from '../log/log.module.js';
import { Clock } from './clock.js';
import { SharedClock } from './shared-clock.js';

@Global()
@Module({
  imports: [LogModule],
  providers: [
    {
      provide: Clock,
      useFactory: (log: Log) =>
        new SharedClock(({ milliseconds, to }) =>
          log.warn({ seconds: Math.round(milliseconds / 1000), to }, 'the clock of the database jumped'),
        ),
      inject: [Log],
    },
  ],
  exports: [Clock],
})
export class ClockModule {}
