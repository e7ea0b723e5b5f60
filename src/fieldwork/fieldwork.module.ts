import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DrawingModule } from '../drawing/drawing.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { FindingCodesController } from './findings/finding-codes.controller.js';
import { Finding } from './findings/finding.entity.js';
import { FindingsService } from './findings/findings.service.js';
import { InspectionSeat } from './inspections/inspection-seat.entity.js';
import { Inspection } from './inspections/inspection.entity.js';
import { InspectionsController } from './inspections/inspections.controller.js';
import { InspectionsService } from './inspections/inspections.service.js';
import { IssuingService } from './inspections/issuing.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Inspection, InspectionSeat, Finding]), RegistryModule, DrawingModule],
  controllers: [InspectionsController, FindingCodesController],
  providers: [InspectionsService, FindingsService, IssuingService],
  exports: [InspectionsService, FindingsService],
})
export class FieldworkModule {}
