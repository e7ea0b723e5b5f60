import { Module } from '@nestjs/common';

import { CoverageModule } from '../coverage/coverage.module.js';
import { DisclosureModule } from '../disclosure/disclosure.module.js';
import { DrawingModule } from '../drawing/drawing.module.js';
import { FieldworkModule } from '../fieldwork/fieldwork.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { BulletinListsController } from './bulletins/bulletin-lists.controller.js';
import { EntriesController } from './bulletins/entries.controller.js';
import { DrawPageController } from './draws/draw-page.controller.js';
import { Origins } from '../platform/http/origins.service.js';
import { Pages } from './frame/pages.service.js';
import { DoorController, HomeController } from './home/home.controller.js';
import { NextDraws } from './home/next-draws.service.js';
import { NothingController } from './home/nothing.controller.js';
import { CodeController, InspectionPageController } from './inspections/inspection-page.controller.js';
import { TargetPageController } from './targets/target-page.controller.js';

/** The public site: what everyone may read (disclosure/), as pages for people. It reads, and changes nothing. */
@Module({
  imports: [PlanningModule, DrawingModule, FieldworkModule, CoverageModule, DisclosureModule],
  controllers: [
    DoorController,
    HomeController,
    BulletinListsController,
    EntriesController,
    DrawPageController,
    TargetPageController,
    CodeController,
    InspectionPageController,
    NothingController,
  ],
  providers: [Pages, Origins, NextDraws],
})
export class SiteModule {}
