import { Module } from '@nestjs/common';

import { DrawingModule } from '../drawing/drawing.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageCounts } from './coverage-facts.js';
import { CoverageService } from './coverage.service.js';
import { CoveredAgencies } from './covered-agencies.service.js';
import { DryRunController } from './dry-run.controller.js';
import { ProposalService } from './proposal/proposal.service.js';

@Module({
  imports: [RegistryModule, PlanningModule, DrawingModule],
  controllers: [CoverageController, DryRunController],
  providers: [CoverageService, CoverageCounts, CoveredAgencies, ProposalService],
  exports: [CoverageService],
})
export class CoverageModule {}
