import { Module } from '@nestjs/common';

import { AccountsModule } from './accounts/accounts.module.js';
import { BackupModule } from './backup/backup.module.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { DisclosureModule } from './disclosure/disclosure.module.js';
import { DrawingModule } from './drawing/drawing.module.js';
import { ENTITIES } from './entities.js';
import { FieldworkModule } from './fieldwork/fieldwork.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { PlanningModule } from './planning/planning.module.js';
import { DemonstrationModule } from './demonstration/demonstration.module.js';
import { ClockModule } from './platform/clock/clock.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { HistoryModule } from './platform/history/history.module.js';
import { IdempotencyModule } from './platform/idempotency/idempotency.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { LastDoneModule } from './platform/last-done/last-done.module.js';
import { LogModule } from './platform/log/log.module.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { SiteModule } from './site/site.module.js';

@Module({
  imports: [
    ConfigModule,
    ClockModule,
    LogModule,
    MetricsModule,
    DatabaseModule.with(ENTITIES),
    HistoryModule,
    LastDoneModule,
    JobsModule,
    HealthModule,
    IdempotencyModule,
    AccountsModule,
    RegistryModule,
    NoticesModule,
    PlanningModule,
    DrawingModule,
    FieldworkModule,
    CoverageModule,
    DisclosureModule,
    SiteModule,
    BackupModule,
    DemonstrationModule,
  ],
})
export class AppModule {}
