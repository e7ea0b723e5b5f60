import { Global, Module } from '@nestjs/common';

import { AgencyTree } from '../../accounts/agency-tree.js';
import { AgenciesController } from './agencies.controller.js';
import { AgenciesService } from './agencies.service.js';
import { AgencyScope } from './agency-scope.js';
import { AgencyUses } from './agency-uses.js';

/** Global for the sake of accounts, which comes before the registry and asks for the tree through its own port. */
@Global()
@Module({
  controllers: [AgenciesController],
  providers: [AgenciesService, AgencyScope, AgencyUses, { provide: AgencyTree, useExisting: AgencyScope }],
  exports: [AgenciesService, AgencyScope, AgencyUses, AgencyTree],
})
export class AgenciesModule {}
