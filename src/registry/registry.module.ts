import { Module } from '@nestjs/common';

import { AgenciesModule } from './agencies/agencies.module.js';
import { RecordHistoryModule } from './history/history.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { InspectorsModule } from './inspectors/inspectors.module.js';
import { MattersModule } from './matters/matters.module.js';
import { PoolFigures } from './pool-figures.js';
import { TargetsModule } from './targets/targets.module.js';
import { VisitsModule } from './visits/visits.module.js';

// imports first: `matters/exports` is tried before `matters/:id`
const ROOMS = [
  ImportsModule,
  AgenciesModule,
  MattersModule,
  TargetsModule,
  InspectorsModule,
  VisitsModule,
  RecordHistoryModule,
];

/** 一单两库, and the agencies that keep them. */
@Module({ imports: ROOMS, providers: [PoolFigures], exports: ROOMS })
export class RegistryModule {}
