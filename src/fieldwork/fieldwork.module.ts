import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { IssuedInspections } from '../drawing/amendments/issued-inspections.js';
import { DrawingModule } from '../drawing/drawing.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { SettingsModule } from '../platform/settings/settings.module.js';
import { Origins } from '../platform/http/origins.service.js';
import { RegistryModule } from '../registry/registry.module.js';
import { InspectionCodesController, PublicInspectionsController } from './codes/codes.controller.js';
import { InspectionCodes } from './codes/inspection-codes.service.js';
import { PublicInspections } from './codes/public-inspections.service.js';
import { WrongCodes } from './codes/wrong-codes.js';
import { DocumentsController, DocumentTemplatesController } from './documents/documents.controller.js';
import { Documents } from './documents/documents.service.js';
import { DrawDocumentsController } from './documents/draw-documents.controller.js';
import { DrawDocuments } from './documents/draw-documents.service.js';
import { Papers } from './documents/papers.service.js';
import { Press } from './documents/renderers/press.service.js';
import { Templates } from './documents/templates.service.js';
import { CorrectionsController } from './findings/corrections.controller.js';
import { Corrections } from './findings/corrections.service.js';
import { FindingCodesController } from './findings/finding-codes.controller.js';
import { Finding } from './findings/finding.entity.js';
import { FindingsService } from './findings/findings.service.js';
import { ReviewNotices } from './findings/review-notices.service.js';
import { AssignmentNotices } from './inspections/assignment-notices.service.js';
import { AmendedInspections } from './inspections/amended-inspections.service.js';
import { InspectionSeat } from './inspections/inspection-seat.entity.js';
import { Inspection } from './inspections/inspection.entity.js';
import { InspectionsController } from './inspections/inspections.controller.js';
import { InspectionsService } from './inspections/inspections.service.js';
import { IssuingService } from './inspections/issuing.service.js';
import { ReseatingService } from './inspections/reseating.service.js';
import { VisitPlans } from './inspections/visit-plans.service.js';
import { SeatDeparture } from './inspections/seat-departure.entity.js';
import { DeadlineNotices } from './deadlines/deadline-notices.service.js';
import { AgencyTermsController } from './deadlines/agency-terms.controller.js';
import { AgencyTerms } from './deadlines/agency-terms.service.js';
import { DueDays } from './deadlines/due-days.service.js';
import { RemindersController } from './deadlines/reminders.controller.js';
import { Reminders } from './deadlines/reminders.service.js';
import { InspectionRecusalsController } from './recusals/inspection-recusals.controller.js';
import { InspectionRecusals } from './recusals/inspection-recusals.service.js';
import { RecusalDecisions } from './recusals/recusal-decisions.service.js';
import { RecusalNotices } from './recusals/recusal-notices.service.js';
import { RecusalRecords } from './recusals/recusal-records.service.js';
import { FollowUps } from './life/follow-ups.js';
import { InspectionLifeController } from './life/life.controller.js';
import { InspectionLife } from './life/life.service.js';
import { InspectionSteps } from './life/steps.service.js';
import { JointVisitFinder } from './joint-visits/joint-visit-finder.service.js';
import { JointVisitsController } from './joint-visits/joint-visits.controller.js';
import { JointVisits } from './joint-visits/joint-visits.service.js';
import { RectificationDueDays } from './rectifications/rectification-due-days.service.js';
import { RectificationLife } from './rectifications/rectification-life.service.js';
import { RectificationReminders } from './rectifications/rectification-reminders.service.js';
import { RectificationsController } from './rectifications/rectifications.controller.js';
import { Rectifications } from './rectifications/rectifications.service.js';
import { RetractionEffects } from './retractions/retraction-effects.service.js';
import { RetractionRecords } from './retractions/retraction-records.service.js';
import { RetractionsController } from './retractions/retractions.controller.js';
import { Retractions } from './retractions/retractions.service.js';
import { CheckIns } from './on-site/check-in/check-ins.service.js';
import { SiteFileNotes } from './on-site/files/site-file-notes.service.js';
import { SiteFilesController } from './on-site/files/site-files.controller.js';
import { SiteFiles } from './on-site/files/site-files.service.js';
import { OnSiteController, SiteRecordsController } from './on-site/on-site.controller.js';
import { SiteAnswers } from './on-site/questions/answers.service.js';
import { QuestionListsController } from './on-site/questions/question-lists.controller.js';
import { QuestionLists } from './on-site/questions/question-lists.service.js';
import { Bundles } from './on-site/record/bundles.service.js';
import { SiteRecords } from './on-site/record/site-records.service.js';
import { SiteSignatures } from './on-site/signatures/signatures.service.js';
import { ActTakers } from './on-site/sync/act-takers.service.js';
import { Sync } from './on-site/sync/sync.service.js';
import { YearlyLoads } from './inspections/yearly-loads.service.js';

/** Global for the sake of drawing, which comes before fieldwork and asks for inspections through its own port. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([Inspection, InspectionSeat, SeatDeparture, Finding]),
    RegistryModule,
    NoticesModule,
    PlanningModule,
    DrawingModule,
    SettingsModule,
  ],
  controllers: [
    AgencyTermsController,
    RemindersController,
    InspectionsController,
    InspectionLifeController,
    InspectionRecusalsController,
    RetractionsController,
    JointVisitsController,
    RectificationsController,
    FindingCodesController,
    CorrectionsController,
    InspectionCodesController,
    PublicInspectionsController,
    OnSiteController,
    SiteRecordsController,
    SiteFilesController,
    QuestionListsController,
    DocumentsController,
    DrawDocumentsController,
    DocumentTemplatesController,
  ],
  providers: [
    InspectionsService,
    InspectionSteps,
    InspectionLife,
    FollowUps,
    AgencyTerms,
    DueDays,
    Reminders,
    DeadlineNotices,
    InspectionRecusals,
    RecusalDecisions,
    RecusalNotices,
    RecusalRecords,
    Retractions,
    RetractionRecords,
    RetractionEffects,
    FindingsService,
    Corrections,
    ReviewNotices,
    VisitPlans,
    AssignmentNotices,
    IssuingService,
    ReseatingService,
    AmendedInspections,
    YearlyLoads,
    JointVisits,
    JointVisitFinder,
    InspectionCodes,
    PublicInspections,
    WrongCodes,
    Rectifications,
    RectificationLife,
    RectificationDueDays,
    RectificationReminders,
    QuestionLists,
    Sync,
    ActTakers,
    CheckIns,
    SiteAnswers,
    SiteFiles,
    SiteFileNotes,
    SiteSignatures,
    SiteRecords,
    Bundles,
    Templates,
    Papers,
    Origins,
    Documents,
    DrawDocuments,
    Press,
    { provide: IssuedInspections, useExisting: AmendedInspections },
  ],
  exports: [
    InspectionCodes,
    PublicInspections,
    DueDays,
    InspectionsService,
    InspectionLife,
    RectificationLife,
    Reminders,
    FindingsService,
    IssuedInspections,
  ],
})
export class FieldworkModule {}
