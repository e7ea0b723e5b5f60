import { Integer, Moment, Nested, NestedList, OneOf, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { PLAN_STEPS, type PlanStep, type PlanStepName } from './plan-step.entity.js';
import { type LatestSteps } from './plan-steps.service.js';
import { PLAN_STATES, planState, type Plan, type PlanState } from './plan.entity.js';

const MOST_ID = 2_147_483_647;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2999;

export class PlanCreateRequest {
  @Integer({ min: 1, max: MOST_ID, optional: true, about: "Whose plan it is; unless told, the caller's own agency" })
  agencyId?: number;

  @Integer({ min: FIRST_YEAR, max: LAST_YEAR, example: 2026 })
  year: number;

  @Text({ min: 1, max: 200, optional: true, about: 'Made of the agency and the year unless told' })
  title?: string;
}

export class PlanChangeRequest {
  @Text({ min: 1, max: 200 })
  title: string;

  @Text({ min: 1, max: 500, optional: true, about: 'Why; needed once the plan is published' })
  reason?: string;
}

export class PlanSubmitRequest {
  @Text({ min: 1, max: 500, optional: true, about: 'What the reviewer should know' })
  reason?: string;
}

export class PlanApproveRequest {
  @Text({ min: 1, max: 500, optional: true })
  reason?: string;
}

export class PlanReturnRequest {
  @Text({ min: 1, max: 500, about: 'What is to be changed' })
  reason: string;
}

export class PlanFileRequest {
  @Text({ min: 1, max: 500, optional: true, about: 'Goes to the agency above' })
  reason?: string;
}

export class PlanAcknowledgeRequest {
  @Text({ min: 1, max: 500, optional: true, about: 'Goes back to the agency that filed it' })
  reason?: string;
}

/** Where the filing of a plan stands: none, waiting for the agency above, or acknowledged by it. */
export const FILING_STATES = ['none', 'open', 'acknowledged'] as const;
export type FilingState = (typeof FILING_STATES)[number];

/** A text of caps ends where a column of 65 535 bytes does. */
const MOST_CAPS = 100;

export class PlanCap {
  @Text({ min: 1, max: 100, nullable: true, about: 'Kind of target; null: every kind that is not named' })
  targetKind: string | null;

  @Integer({ min: 0, max: 1000, about: 'Visits of every kind a year to one target, by the agency and those below it' })
  most: number;
}

export class PlanCapsRequest {
  @NestedList(() => PlanCap, { maxItems: MOST_CAPS, about: 'All of them; none: visits are not limited' })
  caps: PlanCap[];

  @Text({ min: 1, max: 500, optional: true, about: 'Why; needed once the plan is published' })
  reason?: string;
}

export class PlansQuery extends ListQuery {
  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'Plans of this agency alone' })
  agencyId?: number;

  @QueryInteger({ min: FIRST_YEAR, max: LAST_YEAR, optional: true })
  year?: number;

  @OneOf(PLAN_STATES, { optional: true })
  state?: PlanState;

  @OneOf(FILING_STATES, { optional: true, about: 'By its last filing with the agency above' })
  filing?: FilingState;
}

export class PlanStepResponse {
  @OneOf(PLAN_STEPS, { about: '送审、审核通过、退回、报备、备案确认' })
  step: PlanStepName;

  @Integer({ min: 0, max: MOST_ID, about: 'The edition that was filed; 0 before the publication' })
  edition: number;

  @Text({ max: 100 })
  by: string;

  @Moment()
  at: string;

  @Text({ max: 500, nullable: true })
  reason: string | null;
}

export class PlanFilingResponse {
  @Integer({ min: 1, max: MOST_ID })
  edition: number;

  @Integer({ min: 1, max: MOST_ID, about: 'The agency above that received it' })
  agencyId: number;

  @Text({ max: 100 })
  by: string;

  @Moment()
  at: string;

  @Text({ max: 500, nullable: true })
  reason: string | null;

  @Nested(() => PlanStepResponse, { nullable: true, about: 'Null until the agency above has taken note of it' })
  acknowledged: PlanStepResponse | null;
}

export class PlanAgencyResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 200 })
  name: string;
}

export class PlanResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Nested(() => PlanAgencyResponse)
  agency: PlanAgencyResponse;

  @Integer({ min: FIRST_YEAR, max: LAST_YEAR })
  year: number;

  @Text({ max: 200 })
  title: string;

  @OneOf(PLAN_STATES, { about: 'A change takes what was submitted or approved back to draft' })
  state: PlanState;

  @Integer({ min: 1, max: MOST_ID, about: 'Goes up with every change of the plan and of its batches; the ETag' })
  version: number;

  @Integer({ min: 0, max: MOST_ID, about: 'As the public counts: 0 in draft, 1 as first published; draws name it' })
  edition: number;

  @NestedList(() => PlanCap, { maxItems: MOST_CAPS, about: 'Yearly caps, published with the plan' })
  caps: PlanCap[];

  @Moment({ nullable: true })
  publishedAt: string | null;

  @Nested(() => PlanStepResponse, { nullable: true, about: 'The last step of its review, with the reason of a return' })
  review: PlanStepResponse | null;

  @Nested(() => PlanFilingResponse, { nullable: true, about: 'The last filing with the agency above' })
  filing: PlanFilingResponse | null;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;
}

export const stepResponse = ({ at, byName, edition, reason, step }: PlanStep): PlanStepResponse => ({
  step,
  edition,
  by: byName,
  at: at.toISOString(),
  reason,
});

function filingResponse({ acknowledged, filed }: LatestSteps): PlanFilingResponse | null {
  if (filed?.agencyId == null) return null;
  const { at, by, edition, reason } = stepResponse(filed);
  return {
    edition,
    agencyId: filed.agencyId,
    by,
    at,
    reason,
    acknowledged: acknowledged === null ? null : stepResponse(acknowledged),
  };
}

export function planResponse(row: Plan, agency: PlanAgencyResponse, steps: LatestSteps | undefined): PlanResponse {
  const review = steps?.review ?? null;
  return {
    id: row.id,
    agency: { id: agency.id, code: agency.code, name: agency.name },
    year: row.year,
    title: row.title,
    state: planState(row),
    version: row.version,
    edition: row.edition,
    caps: (row.caps ?? []).map(({ most, targetKind }) => ({ targetKind, most })),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    review: review === null ? null : stepResponse(review),
    filing: steps === undefined ? null : filingResponse(steps),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
