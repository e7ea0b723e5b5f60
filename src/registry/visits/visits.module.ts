import { Module } from '@nestjs/common';

import { AgenciesModule } from '../agencies/agencies.module.js';
import { TargetsModule } from '../targets/targets.module.js';
import { InspectionVisits } from './inspection-visits.js';
import { VisitsController } from './visits.controller.js';
import { VisitsService } from './visits.service.js';

@Module({
  imports: [AgenciesModule, TargetsModule],
  controllers: [VisitsController],
  providers: [VisitsService, InspectionVisits],
  exports: [VisitsService, InspectionVisits],
})
export class VisitsModule {}
