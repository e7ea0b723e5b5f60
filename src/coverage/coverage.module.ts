import { Module } from '@nestjs/common';

import { RegistryModule } from '../registry/registry.module.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageCounts } from './coverage-facts.js';
import { CoverageService } from './coverage.service.js';

@Module({
  imports: [RegistryModule],
  controllers: [CoverageController],
  providers: [CoverageService, CoverageCounts],
  exports: [CoverageService],
})
export class CoverageModule {}
