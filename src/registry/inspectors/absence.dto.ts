import { Day, Integer, Integers, Nested, NestedList, OneOf, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { ABSENCE_KINDS, type Absence, type AbsenceKind } from './absence.entity.js';

const MOST_ID = 2_147_483_647;
/** Entries of a roster that are taken in one go, and people of one entry. */
export const MOST_DUTIES = 500;
const MOST_ON_DUTY = 200;

export class CreateAbsenceRequest {
  @Day({ about: 'First day away' })
  from: string;

  @Day({ about: 'Last day away' })
  until: string;

  @Text({ max: 200, optional: true, nullable: true })
  reason?: string | null;
}

export class AbsenceResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @OneOf(ABSENCE_KINDS, { about: 'leave (请假), or duty elsewhere (值班)' })
  kind: AbsenceKind;

  @Day()
  from: string;

  @Day()
  until: string;

  @Text({ max: 200, nullable: true })
  reason: string | null;
}

export function absenceResponse(row: Absence): AbsenceResponse {
  return { id: row.id, kind: row.kind ?? 'leave', from: row.fromDay, until: row.untilDay, reason: row.reason };
}

export class DutyEntry {
  @Integers({ min: 1, max: MOST_ID, minItems: 1, maxItems: MOST_ON_DUTY, about: 'Who is needed elsewhere' })
  inspectorIds: number[];

  @Day({ about: 'First day' })
  from: string;

  @Day({ about: 'Last day' })
  until: string;

  @Text({ max: 200, optional: true, nullable: true, about: 'What for' })
  reason?: string | null;
}

export class EnterDutiesRequest {
  @NestedList(() => DutyEntry, { minItems: 1, maxItems: MOST_DUTIES, about: 'All of them, or none' })
  duties: DutyEntry[];
}

/** What is left out stays as it is. */
export class ChangeDutyRequest {
  @Integer({ min: 1, max: MOST_ID, optional: true, about: 'Who takes it over (换班)' })
  inspectorId?: number;

  @Day({ optional: true, about: 'First day' })
  from?: string;

  @Day({ optional: true, about: 'Last day' })
  until?: string;

  @Text({ max: 200, optional: true, nullable: true, about: 'What for' })
  reason?: string | null;
}

export class DutiesQuery extends ListQuery {
  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'Those of this agency alone' })
  agencyId?: number;

  @Day({ optional: true, about: 'On this day or later' })
  from?: string;

  @Day({ optional: true, about: 'On this day or earlier' })
  until?: string;
}

export class OnDutyResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 100 })
  name: string;
}

export class DutyResponse {
  @Integer({ min: 1, max: MOST_ID, about: 'Of the absence, by which it is removed again' })
  id: number;

  @Nested(() => OnDutyResponse)
  inspector: OnDutyResponse;

  @Day()
  from: string;

  @Day()
  until: string;

  @Text({ max: 200, nullable: true })
  reason: string | null;
}

export function dutyResponse(row: Absence, inspector: OnDutyResponse | undefined): DutyResponse {
  const { from, id, reason, until } = absenceResponse(row);
  return { id, inspector: inspector ?? { id: row.inspectorId, code: '', name: '' }, from, until, reason };
}

export class DutiesEnteredResponse {
  @Integer({ min: 0, max: MOST_ID, about: 'How many were entered' })
  entered: number;

  @Integer({ min: 0, max: MOST_ID, about: 'How many were there already, and were not entered twice' })
  unchanged: number;
}
