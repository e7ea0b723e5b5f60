import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { NoticesModule } from '../notices/notices.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { Alert } from './alerts/alert.entity.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { AlertsService } from './alerts/alerts.service.js';
import { DrawsFigures } from './alerts/draws-figures.js';
import { OverdueFinder } from './alerts/overdue-finder.service.js';
import { OverdueWatch } from './alerts/overdue-watch.service.js';
import { AmendedDraws } from './amendments/amended-draws.service.js';
import { AmendmentEffects } from './amendments/amendment-effects.service.js';
import { AmendmentsController, DrawAmendmentsController } from './amendments/amendments.controller.js';
import { AmendmentsService } from './amendments/amendments.service.js';
import { DrawAmendment } from './amendments/draw-amendment.entity.js';
import { DrawMatter } from './draws/draw-matter.entity.js';
import { DrawParticipant } from './draws/draw-participant.entity.js';
import { DrawPart } from './draws/draw-part.entity.js';
import { Draw } from './draws/draw.entity.js';
import { CommitmentsController, DrawsController } from './draws/draws.controller.js';
import { DrawsService } from './draws/draws.service.js';
import { VerifierController } from './draws/verifier.controller.js';
import { DrawConductor } from './engine/draw-conductor.js';
import { DrawFigures } from './engine/draw-figures.js';
import { DrawPreparation } from './engine/draw-preparation.js';
import { Rotations } from './rotation/rotations.service.js';
import { DrawReadings } from './engine/draw-readings.js';
import { DrawEngine } from './engine/draw-engine.js';
import { DryRuns } from './dry-run/dry-run.service.js';
import { DrawEventsController } from './events/draw-events.controller.js';
import { DrawEvents } from './events/draw-events.service.js';
import { FairnessController } from './fairness/fairness.controller.js';
import { FairnessService } from './fairness/fairness.service.js';
import { CheckpointExport } from './log/checkpoint-export.service.js';
import { LOG_ENTITIES } from './log/log.entities.js';
import { LogController } from './log/log.controller.js';
import { LogFigures } from './log/log-figures.js';
import { TransparencyLog } from './log/transparency-log.service.js';
import { SettingsModule } from '../platform/settings/settings.module.js';
import { PoolIndexes } from './shown/pool-indexes.service.js';
import { ShownController } from './shown/shown.controller.js';
import { DrawnLists } from './shown/drawn-lists.service.js';
import { ShownService } from './shown/shown.service.js';
import { PublishedController } from './published/published.controller.js';
import { PublishedService } from './published/published.service.js';
import { BeaconMirrors } from './sources/beacon-mirrors.js';
import { DrawStatement } from './sources/draw-statement.entity.js';
import { Sources } from './sources/sources.service.js';
import { StatementsController } from './sources/statements.controller.js';
import { StatementsService } from './sources/statements.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      Draw,
      DrawMatter,
      DrawPart,
      DrawParticipant,
      DrawStatement,
      DrawAmendment,
      Alert,
      ...LOG_ENTITIES,
    ]),
    SettingsModule,
    RegistryModule,
    NoticesModule,
    PlanningModule,
  ],
  controllers: [
    DrawsController,
    CommitmentsController,
    VerifierController,
    FairnessController,
    ShownController,
    PublishedController,
    DrawEventsController,
    LogController,
    StatementsController,
    DrawAmendmentsController,
    AmendmentsController,
    AlertsController,
  ],
  providers: [
    DrawsService,
    DrawEngine,
    DrawConductor,
    DrawPreparation,
    Rotations,
    DrawFigures,
    DrawReadings,
    DryRuns,
    FairnessService,
    PoolIndexes,
    ShownService,
    DrawnLists,
    PublishedService,
    DrawEvents,
    TransparencyLog,
    LogFigures,
    CheckpointExport,
    BeaconMirrors,
    Sources,
    StatementsService,
    AmendedDraws,
    AmendmentEffects,
    AmendmentsService,
    AlertsService,
    DrawsFigures,
    OverdueFinder,
    OverdueWatch,
  ],
  exports: [
    AmendmentsService,
    DrawsService,
    DryRuns,
    DrawFigures,
    OverdueWatch,
    ShownService,
    DrawnLists,
    TransparencyLog,
    CheckpointExport,
    StatementsService,
    AmendedDraws,
    PublishedService,
  ],
})
export class DrawingModule {}
