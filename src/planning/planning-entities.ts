import { BatchMatter } from './batches/batch-matter.entity.js';
import { Batch } from './batches/batch.entity.js';
import { WorkingDayOverride } from './calendar/working-days/working-day-override.entity.js';
import { Occurrence } from './occurrences/occurrence.entity.js';
import { BatchPartner } from './partners/batch-partner.entity.js';
import { PlanEdition, PlanEditionPart } from './plans/plan-edition.entity.js';
import { PlanStep } from './plans/plan-step.entity.js';
import { Plan } from './plans/plan.entity.js';

/** Every entity of planning, for `src/entities.ts`. */
export const PLANNING_ENTITIES = [
  ...[Plan, PlanStep, PlanEdition, PlanEditionPart],
  ...[Batch, BatchMatter, BatchPartner, Occurrence, WorkingDayOverride],
] as const;
