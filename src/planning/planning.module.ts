import { Module } from '@nestjs/common';

import { NoticesModule } from '../notices/notices.module.js';
import { SettingsModule } from '../platform/settings/settings.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { BatchLists } from './batches/batch-lists.service.js';
import { BatchReview } from './batches/batch-review.service.js';
import { BatchesController } from './batches/batches.controller.js';
import { BatchTrials } from './batches/batch-trial.service.js';
import { BatchStanding } from './batches/batch-standing.service.js';
import { BatchesService } from './batches/batches.service.js';
import { CalendarWatch } from './calendar/working-days/calendar-watch.service.js';
import { WorkingDaysController } from './calendar/working-days/working-days.controller.js';
import { WorkingDaysModule } from './calendar/working-days/working-days.module.js';
import { OccurrenceFigures } from './occurrences/occurrence-figures.js';
import { ComingOccurrences } from './occurrences/coming-occurrences.service.js';
import { OverdueOccurrences } from './occurrences/overdue-occurrences.service.js';
import { OccurrenceSchedule } from './occurrences/occurrence-schedule.service.js';
import { DueBatches } from './occurrences/due-batches.service.js';
import { MissedOccurrences } from './occurrences/missed-occurrences.service.js';
import { OccurrencesController } from './occurrences/occurrences.controller.js';
import { OccurrencesService } from './occurrences/occurrences.service.js';
import { AgencyPlans } from './plans/agency-plans.service.js';
import { CalendarChanges } from './plans/calendar-changes.service.js';
import { PlanEditions } from './plans/plan-editions.service.js';
import { PlanMatters } from './plans/plan-matters.service.js';
import { PlanFiling } from './plans/plan-filing.service.js';
import { PlanLifeController } from './plans/plan-life.controller.js';
import { PlanCaps } from './plans/plan-caps.service.js';
import { PlanPublication } from './plans/plan-publication.service.js';
import { InvitationAnswers } from './partners/invitation-answers.service.js';
import { InvitationsService } from './partners/invitations.service.js';
import { PartnerChecks } from './partners/partner-checks.service.js';
import { InvitationsController, PartnersController } from './partners/partners.controller.js';
import { PartnersService } from './partners/partners.service.js';
import { PlanReadiness } from './plans/plan-readiness.service.js';
import { PlanReview } from './plans/plan-review.service.js';
import { PlanSteps } from './plans/plan-steps.service.js';
import { BatchTeams } from './teams/batch-teams.service.js';
import { StaffReview } from './teams/staff-review.service.js';
import { PlansController } from './plans/plans.controller.js';
import { PlanCalendar } from './plans/plan-calendar.service.js';
import { PlansService } from './plans/plans.service.js';
import { PublicPlansController } from './plans/public-plans.controller.js';
import { RegistryFacts } from './registry-facts.service.js';

/** Yearly plans, their batches, and what of them is due when. */
@Module({
  imports: [RegistryModule, NoticesModule, SettingsModule, WorkingDaysModule],
  controllers: [
    PlansController,
    PlanLifeController,
    PublicPlansController,
    BatchesController,
    PartnersController,
    InvitationsController,
    OccurrencesController,
    WorkingDaysController,
  ],
  providers: [
    RegistryFacts,
    CalendarWatch,
    PlanSteps,
    PlanMatters,
    PlanEditions,
    PlansService,
    PlanReadiness,
    PlanReview,
    PlanFiling,
    AgencyPlans,
    BatchTeams,
    StaffReview,
    BatchReview,
    PartnerChecks,
    PartnersService,
    InvitationsService,
    InvitationAnswers,
    BatchLists,
    BatchesService,
    BatchStanding,
    BatchTrials,
    OccurrenceSchedule,
    OccurrenceFigures,
    ComingOccurrences,
    OverdueOccurrences,
    DueBatches,
    OccurrencesService,
    MissedOccurrences,
    PlanCaps,
    PlanCalendar,
    PlanPublication,
    CalendarChanges,
  ],
  exports: [
    PlansService,
    BatchesService,
    BatchTrials,
    OccurrencesService,
    ComingOccurrences,
    OverdueOccurrences,
    PlanPublication,
    PlanEditions,
    WorkingDaysModule,
  ],
})
export class PlanningModule {}
