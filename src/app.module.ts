import { Module } from '@nestjs/common';

import { ENTITIES } from './entities.js';
import { ClockModule } from './platform/clock/clock.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { HistoryModule } from './platform/history/history.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { LogModule } from './platform/log/log.module.js';

@Module({
  imports: [
    ConfigModule,
    ClockModule,
    LogModule,
    DatabaseModule.with(ENTITIES),
    HistoryModule,
    JobsModule,
    HealthModule,
  ],
})
export class AppModule {}
