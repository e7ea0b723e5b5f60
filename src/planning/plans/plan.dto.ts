import { Integer, Moment, Nested, OneOf, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { PLAN_STATES, type Plan, type PlanState } from './plan.entity.js';

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

export class PlansQuery extends ListQuery {
  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'Plans of this agency alone' })
  agencyId?: number;

  @QueryInteger({ min: FIRST_YEAR, max: LAST_YEAR, optional: true })
  year?: number;

  @OneOf(PLAN_STATES, { optional: true })
  state?: PlanState;
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

  @OneOf(PLAN_STATES)
  state: PlanState;

  @Integer({ min: 1, max: MOST_ID, about: 'Goes up with every change of the plan and of its batches; the ETag' })
  version: number;

  @Integer({ min: 0, max: MOST_ID, about: 'As the public counts: 0 in draft, 1 as first published; draws name it' })
  edition: number;

  @Moment({ nullable: true })
  publishedAt: string | null;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;
}

export function planResponse(row: Plan, agency: PlanAgencyResponse): PlanResponse {
  return {
    id: row.id,
    agency: { id: agency.id, code: agency.code, name: agency.name },
    year: row.year,
    title: row.title,
    state: row.state,
    version: row.version,
    edition: row.edition,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
