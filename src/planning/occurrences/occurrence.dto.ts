import { Integer, Moment, Moments, Nested, OneOf, QueryInteger, Text, Texts, Day } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { MOST_OCCURRENCES } from '../calendar/schedule.js';
import { visitDays } from '../calendar/visit-window.js';
import { type BatchTerms } from '../batches/batch-terms.js';
import { OCCURRENCE_STATES, type OccurrenceState } from './due-occurrence.js';
import { type Occurrence } from './occurrence.entity.js';

const MOST_ID = 2_147_483_647;
export const DECISIONS = ['draw', 'drop'] as const;

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

export class MissedDrawDecisionRequest {
  @OneOf(DECISIONS, { about: 'draw: hold it later; drop: do not hold it at all' })
  decision: 'draw' | 'drop';

  @Moment({ optional: true, about: 'With draw: when; unless told, as soon as the notice allows' })
  dueAt?: string;

  @Text({ min: 1, max: 500, about: 'Why' })
  reason: string;
}

export class DecisionResponse {
  @OneOf(DECISIONS)
  decision: 'draw' | 'drop';

  @Text({ max: 500 })
  reason: string;

  @Text({ max: 100 })
  by: string;

  @Moment()
  at: string;
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

  @Moment({ about: 'The moment of the draw by the plan' })
  dueAt: string;

  @Moments({
    maxItems: MOST_OCCURRENCES,
    about: 'Moments of the schedule that fell on days of rest and were moved to this one',
  })
  movedFrom: string[];

  @Moment({ nullable: true, about: 'The later moment that a person gave one that was missed' })
  drawAt: string | null;

  @Moment({ about: 'From when the draw is announced' })
  announceAt: string;

  @Nested(() => VisitDaysResponse, { nullable: true, about: 'When what is drawn is visited' })
  visit: VisitDaysResponse | null;

  @OneOf(OCCURRENCE_STATES)
  state: OccurrenceState;

  @Texts({
    max: 200,
    maxItems: 20,
    about: 'Agencies that were asked to join and have not answered: until then it is not drawn',
  })
  waitsFor: string[];

  @Nested(() => FailureResponse, { nullable: true, about: 'Why it failed, or was missed' })
  failure: FailureResponse | null;

  @Nested(() => DecisionResponse, { nullable: true, about: 'What was decided when it was missed' })
  decision: DecisionResponse | null;
}

export function occurrenceResponse(
  row: Occurrence,
  batch: { readonly code: string; readonly terms: BatchTerms; readonly unanswered: readonly string[] },
): OccurrenceResponse {
  const { name, schedule, visitWindow } = batch.terms;
  const at = heldAt(row);
  return {
    id: row.id,
    batchId: row.batchId,
    batchCode: batch.code,
    batchName: name,
    ordinal: row.ordinal,
    dueAt: row.dueAt.toISOString(),
    movedFrom: [...(row.movedFrom ?? [])],
    drawAt: row.drawAt?.toISOString() ?? null,
    announceAt: announcedAt(row).toISOString(),
    visit: visitDays(visitWindow, at, schedule.timeZone) ?? null,
    state: row.state,
    waitsFor: row.state === 'planned' || row.state === 'missed' ? [...batch.unanswered] : [],
    failure: row.failure,
    decision: row.decision === null ? null : { ...row.decision },
  };
}

/** When it is drawn: as planned, or at the later moment that a person gave it. */
export const heldAt = (row: Pick<Occurrence, 'dueAt' | 'drawAt'>): Date => row.drawAt ?? row.dueAt;

/** As long before the draw as it was planned. */
export const announcedAt = (row: Pick<Occurrence, 'dueAt' | 'drawAt' | 'announceAt'>): Date =>
  new Date(heldAt(row).getTime() - (row.dueAt.getTime() - row.announceAt.getTime()));
