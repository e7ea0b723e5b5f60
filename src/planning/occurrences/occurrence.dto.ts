import { Integer, Moment, Nested, OneOf, QueryInteger, Text, Day } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { visitDays } from '../calendar/visit-window.js';
import { type BatchTerms } from '../batches/batch-terms.js';
import { type OccurrenceState } from './due-occurrence.js';
import { type Occurrence } from './occurrence.entity.js';

const MOST_ID = 2_147_483_647;
export const OCCURRENCE_STATES = ['planned', 'drawing', 'drawn', 'failed', 'stopped', 'cancelled'] as const;

export class OccurrencesQuery extends ListQuery {
  @QueryInteger({ min: 1, max: MOST_ID, optional: true })
  batchId?: number;

  @OneOf(OCCURRENCE_STATES, { optional: true })
  state?: OccurrenceState;
}

export class VisitDaysResponse {
  @Day()
  from: string;

  @Day()
  until: string;
}

export class FailureResponse {
  @Text({ max: 10_000, lines: true })
  zh: string;

  @Text({ max: 10_000, lines: true })
  en: string;
}

export class OccurrenceResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Integer({ min: 1, max: MOST_ID })
  batchId: number;

  @Text({ max: 64 })
  batchCode: string;

  @Text({ max: 200 })
  batchName: string;

  @Integer({ min: 1, max: MOST_ID, about: '1, 2, 3 … within the batch' })
  ordinal: number;

  @Moment({ about: 'The moment of the draw' })
  dueAt: string;

  @Moment({ about: 'From when the draw is announced' })
  announceAt: string;

  @Nested(() => VisitDaysResponse, { nullable: true, about: 'When what is drawn is visited' })
  visit: VisitDaysResponse | null;

  @OneOf(OCCURRENCE_STATES)
  state: OccurrenceState;

  @Nested(() => FailureResponse, { nullable: true, about: 'Why it failed' })
  failure: FailureResponse | null;
}

export function occurrenceResponse(
  row: Occurrence,
  batch: { readonly code: string; readonly terms: BatchTerms },
): OccurrenceResponse {
  const { name, schedule, visitWindow } = batch.terms;
  return {
    id: row.id,
    batchId: row.batchId,
    batchCode: batch.code,
    batchName: name,
    ordinal: row.ordinal,
    dueAt: row.dueAt.toISOString(),
    announceAt: row.announceAt.toISOString(),
    visit: visitDays(visitWindow, row.dueAt, schedule.timeZone) ?? null,
    state: row.state,
    failure: row.failure,
  };
}
