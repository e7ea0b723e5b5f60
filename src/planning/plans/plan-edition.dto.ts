import { OmitType } from '@nestjs/swagger';

import { Code, Integer, Moment, Moments, Nested, NestedList, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { type AgencyView } from '../../registry/agencies/agency-scope.js';
import { BatchMatterResponse, batchResponse, BatchResponse } from '../batches/batch.dto.js';
import { type Batch } from '../batches/batch.entity.js';
import { MOST_OCCURRENCES } from '../calendar/schedule.js';
import { type PlanEdition } from './plan-edition.entity.js';
import { PlanAgencyResponse, planResponse, PlanResponse } from './plan.dto.js';
import { type Plan } from './plan.entity.js';

const MOST = 2_147_483_647;

/** Row numbers and versions are the office's own; everything else of a batch is in its edition. */
const OWN_OF_BATCH = ['id', 'planId', 'matters', 'warnings', 'nextDueAt', 'version', 'createdAt', 'updatedAt'] as const;
const OWN_OF_PLAN = [
  ...(['id', 'agency', 'state', 'version', 'edition', 'publishedAt', 'review', 'filing'] as const),
  ...(['createdAt', 'updatedAt'] as const),
] as const;

class EditionAgencyResponse extends OmitType(PlanAgencyResponse, ['id']) {}
class EditionMatterResponse extends OmitType(BatchMatterResponse, ['id']) {}

export class EditionBatchResponse extends OmitType(BatchResponse, OWN_OF_BATCH) {
  @NestedList(() => EditionMatterResponse, { maxItems: 200 })
  matters: EditionMatterResponse[];

  @Moments({ maxItems: 2 * MOST_OCCURRENCES, about: 'When it is drawn, and was' })
  draws: string[];
}

/** What of the plan itself stands in an edition. */
export class EditionPlanResponse extends OmitType(PlanResponse, OWN_OF_PLAN) {
  @Nested(() => EditionAgencyResponse)
  agency: EditionAgencyResponse;
}

export class EditionResponse {
  @Integer({ min: 1, max: MOST, about: 'The number of the plan, by which draws name it' })
  plan: number;

  @Integer({ min: 1, max: MOST, about: '1 as first published, one more with every change after that' })
  edition: number;

  @Text({ max: 32, about: 'What made it: published, updated, batch-created, batch-updated …' })
  action: string;

  @Text({ max: 100, about: 'Who published or changed it' })
  by: string;

  @Text({ max: 100, nullable: true, about: 'The second person who had approved it; null where nobody had' })
  approvedBy: string | null;

  @Text({ max: 500, nullable: true })
  reason: string | null;

  @Moment()
  at: string;

  @Nested(() => EditionPlanResponse)
  content: EditionPlanResponse;
}

export class EditionDetailResponse extends EditionResponse {
  @NestedList(() => EditionBatchResponse, { maxItems: 10_000, about: 'In the order of their codes' })
  batches: EditionBatchResponse[];
}

export class PublicPlansQuery extends ListQuery {
  @QueryInteger({ min: 2000, max: 2999, optional: true })
  year?: number;

  @Code({ optional: true, about: 'Code of the agency' })
  agency?: string;
}

function without<T extends object, K extends keyof T>(value: T, names: readonly K[]): Omit<T, K> {
  const rest = { ...value };
  for (const name of names) Reflect.deleteProperty(rest, name);
  return rest;
}

export function editionPlan(plan: Plan, agency: AgencyView): EditionPlanResponse {
  const { code, name } = agency;
  return { ...without(planResponse(plan, agency, undefined), OWN_OF_PLAN), agency: { code, name } };
}

/** @param draws moments of its occurrences, the called off ones left out */
export function editionBatch(
  row: Batch,
  matters: readonly BatchMatterResponse[],
  draws: readonly Date[],
): EditionBatchResponse {
  return {
    ...without(batchResponse(row, matters, null), OWN_OF_BATCH),
    matters: matters.map(({ code, name }) => ({ code, name })),
    draws: draws.map((moment) => moment.toISOString()),
  };
}

export function editionResponse(row: PlanEdition): EditionResponse {
  return {
    plan: row.planId,
    edition: row.edition,
    action: row.action,
    by: row.byName,
    approvedBy: row.approvedBy,
    reason: row.reason,
    at: row.at.toISOString(),
    content: row.plan as EditionPlanResponse,
  };
}

export const toEditionDetail = (row: PlanEdition, batches: EditionBatchResponse[]): EditionDetailResponse => ({
  ...editionResponse(row),
  batches,
});
