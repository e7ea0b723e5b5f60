import { Global, Module } from '@nestjs/common';

import { DisplayedResults, PublishedResults } from '../fieldwork/life/published-results.js';
import { PlanningModule } from '../planning/planning.module.js';
import { PublishedMatters } from '../planning/published-matters.js';
import { SettingsModule } from '../platform/settings/settings.module.js';
import { SheetThread } from '../registry/imports/sheet-thread.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ChecklistController } from './checklist/checklist.controller.js';
import { Checklist } from './checklist/checklist.service.js';
import { ChecklistPublicationController } from './checklist/checklist-publication.controller.js';
import { ChecklistPublication } from './checklist/checklist-publication.service.js';
import { ChecklistStandings } from './checklist/checklist-standings.service.js';
import { DrawBulletinsController } from './draws/draw-bulletins.controller.js';
import { DrawBulletins } from './draws/draw-bulletins.service.js';
import { KeptBulletins } from './kept/kept-bulletins.service.js';
import { KeptListing } from './kept/kept-listing.service.js';
import { MaskedFields } from './output/masked-fields.guard.js';
import { Outputs } from './output/outputs.service.js';
import { PublicAgencies } from './output/public-agencies.service.js';
import { PlanBulletinsController } from './plans/plan-bulletins.controller.js';
import { PlanBulletins } from './plans/plan-bulletins.service.js';
import { ResultCatchUp } from './results/result-catch-up.service.js';
import { ResultPublication } from './results/result-publication.service.js';
import { ResultDisplays } from './results/result-display.service.js';
import { ResultsController } from './results/results.controller.js';
import { Results } from './results/results.service.js';
import { DisclosureRulesController } from './rules/disclosure-rules.controller.js';
import { DisclosureRulesService } from './rules/disclosure-rules.service.js';
import { RuleBooks } from './rules/rule-book.service.js';
import { PublicTargetsController } from './target/public-targets.controller.js';
import { PublicTargets } from './target/public-targets.service.js';

/**
 * What everyone may read, and nothing else. Global for the sake of planning and fieldwork, which come before and publish through
 * their own ports. The thread for spreadsheets is one of its own: whoever downloads keeps no office from its imports.
 */
@Global()
@Module({
  imports: [RegistryModule, PlanningModule, SettingsModule],
  controllers: [
    ChecklistPublicationController,
    DisclosureRulesController,
    ChecklistController,
    PlanBulletinsController,
    DrawBulletinsController,
    ResultsController,
    PublicTargetsController,
  ],
  providers: [
    KeptBulletins,
    KeptListing,
    RuleBooks,
    DisclosureRulesService,
    MaskedFields,
    Outputs,
    PublicAgencies,
    SheetThread,
    Checklist,
    ChecklistStandings,
    ChecklistPublication,
    PlanBulletins,
    DrawBulletins,
    ResultPublication,
    ResultCatchUp,
    Results,
    PublicTargets,
    ResultDisplays,
    { provide: PublishedMatters, useExisting: ChecklistPublication },
    { provide: PublishedResults, useExisting: ResultPublication },
    { provide: DisplayedResults, useExisting: ResultDisplays },
  ],
  exports: [
    PublishedMatters,
    PublishedResults,
    DisplayedResults,
    ChecklistPublication,
    ResultCatchUp,
    Checklist,
    PlanBulletins,
    DrawBulletins,
    Results,
    PublicTargets,
    MaskedFields,
    PublicAgencies,
  ],
})
export class DisclosureModule {}
