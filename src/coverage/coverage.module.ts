import { Module } from '@nestjs/common';

import { DrawingModule } from '../drawing/drawing.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageCounts } from './coverage-facts.js';
import { CoverageService } from './coverage.service.js';
import { CoveredAgencies } from './covered-agencies.service.js';
import { DryRunController } from './dry-run.controller.js';
import { PairingsController } from './pairings/pairings.controller.js';
import { PairingsService } from './pairings/pairings.service.js';
import { PublicCoverages } from './public-coverage.service.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsService } from './statistics/statistics.service.js';
import { OverdueLine } from './overdue/overdue.service.js';
import { StatisticsRows } from './statistics/statistics-rows.service.js';
import { CoverageWatch } from './watch/coverage-watch.service.js';
import { ProposalService } from './proposal/proposal.service.js';

@Module({
  imports: [RegistryModule, NoticesModule, PlanningModule, DrawingModule],
  controllers: [CoverageController, DryRunController, StatisticsController, PairingsController],
  providers: [
    CoverageService,
    CoverageCounts,
    CoveredAgencies,
    ProposalService,
    OverdueLine,
    CoverageWatch,
    StatisticsService,
    StatisticsRows,
    PairingsService,
    PublicCoverages,
  ],
  exports: [CoverageService, CoverageWatch, PublicCoverages],
})
export class CoverageModule {}
