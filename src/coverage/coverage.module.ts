import { Module } from '@nestjs/common';

import { DrawingModule } from '../drawing/drawing.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageCounts } from './coverage-facts.js';
import { CoverageService } from './coverage.service.js';
import { DryRunController } from './dry-run.controller.js';

@Module({
  imports: [RegistryModule, DrawingModule],
  controllers: [CoverageController, DryRunController],
  providers: [CoverageService, CoverageCounts],
  exports: [CoverageService],
})
export class CoverageModule {}
