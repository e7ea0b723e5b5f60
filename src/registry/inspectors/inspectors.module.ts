import { Global, Module } from '@nestjs/common';

import { InspectorRoll } from '../../accounts/inspector-roll.js';
import { AgenciesModule } from '../agencies/agencies.module.js';
import { TargetsModule } from '../targets/targets.module.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesService } from './absences.service.js';
import { DutiesController } from './duties.controller.js';
import { DutiesService } from './duties.service.js';
import { InspectorLoads } from './inspector-loads.js';
import { InspectorsController } from './inspectors.controller.js';
import { InspectorsService } from './inspectors.service.js';
import { InterestsController } from './interests.controller.js';
import { InterestsService } from './interests.service.js';
import { RecusalsController } from './recusals.controller.js';
import { RecusalsService } from './recusals.service.js';

/** Global for the sake of accounts, which comes before the registry and asks for inspectors through its own port. */
@Global()
@Module({
  imports: [AgenciesModule, TargetsModule],
  controllers: [InspectorsController, AbsencesController, DutiesController, RecusalsController, InterestsController],
  providers: [
    InspectorsService,
    AbsencesService,
    DutiesService,
    RecusalsService,
    InterestsService,
    InspectorLoads,
    { provide: InspectorRoll, useExisting: InspectorsService },
  ],
  exports: [InspectorsService, AbsencesService, RecusalsService, InspectorLoads, InspectorRoll],
})
export class InspectorsModule {}
