import { Module } from '@nestjs/common';

import { AgenciesModule } from '../agencies/agencies.module.js';
import { InspectorsModule } from '../inspectors/inspectors.module.js';
import { MattersModule } from '../matters/matters.module.js';
import { TargetsModule } from '../targets/targets.module.js';
import { VisitsModule } from '../visits/visits.module.js';
import { ExportsService } from './exports.service.js';
import { ImportsService } from './imports.service.js';
import { InspectorsAdapter } from './inspectors-adapter.js';
import { MattersAdapter } from './matters-adapter.js';
import { RegisterAdapters } from './register-adapters.js';
import { SheetAgencies } from './sheet-agencies.js';
import { SHEET_CONTROLLERS } from './sheet-lists.controllers.js';
import { SheetThread } from './sheet-thread.js';
import { SheetUpload } from './sheet-upload.js';
import { TargetsAdapter } from './targets-adapter.js';
import { VisitsAdapter } from './visits-adapter.js';

/**
 * Spreadsheets of the lists. Routes are tried in the order in which modules are first met, and `matters/exports` must
 * come before `matters/:id`: so this module is imported before those of the lists (registry.module.ts).
 */
@Module({
  imports: [AgenciesModule, MattersModule, TargetsModule, InspectorsModule, VisitsModule],
  controllers: [...SHEET_CONTROLLERS],
  providers: [
    ImportsService,
    ExportsService,
    MattersAdapter,
    TargetsAdapter,
    InspectorsAdapter,
    VisitsAdapter,
    RegisterAdapters,
    SheetAgencies,
    SheetThread,
    SheetUpload,
  ],
  exports: [ImportsService, ExportsService],
})
export class ImportsModule {}
