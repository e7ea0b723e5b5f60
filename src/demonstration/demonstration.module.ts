import { Module } from '@nestjs/common';

import { AccountsModule } from '../accounts/accounts.module.js';
import { DisclosureModule } from '../disclosure/disclosure.module.js';
import { DrawingModule } from '../drawing/drawing.module.js';
import { FieldworkModule } from '../fieldwork/fieldwork.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { Demonstration } from './demonstration.service.js';

@Module({
  imports: [AccountsModule, RegistryModule, PlanningModule, DrawingModule, FieldworkModule, DisclosureModule],
  providers: [Demonstration],
  exports: [Demonstration],
})
export class DemonstrationModule {}
