import { Integer, Moment, Moments, Nested, NestedList, OneOf, Text } from '../../platform/http/fields.js';
import { MOST_OCCURRENCES } from '../calendar/schedule.js';
import { OCCURRENCE_STATES, type OccurrenceState } from '../occurrences/due-occurrence.js';
import { VisitDaysResponse } from '../occurrences/occurrence.dto.js';

const ROW = { min: 1, max: 2_147_483_647 };
/** Draws in one answer: thirteen batches that are drawn every day. */
export const MOST_DRAWS = 5000;

export class PlannedDrawResponse {
  @Integer(ROW)
  batchId: number;

  @Text({ max: 64 })
  batchCode: string;

  @Text({ max: 200 })
  batchName: string;

  @Moment({ about: 'When it is, or was, drawn' })
  drawAt: string;

  @Moments({
    maxItems: MOST_OCCURRENCES,
    about: 'Moments of the schedule that fell on days of rest and were moved to this one',
  })
  movedFrom: string[];

  @Nested(() => VisitDaysResponse, { nullable: true, about: 'When what is drawn is visited' })
  visit: VisitDaysResponse | null;

  @OneOf(OCCURRENCE_STATES)
  state: OccurrenceState;
}

export class PlanCalendarResponse {
  @NestedList(() => PlannedDrawResponse, { maxItems: MOST_DRAWS, about: `The first ${MOST_DRAWS}, the earliest first` })
  draws: PlannedDrawResponse[];
}
