import { Day, Integer, Text } from '../../platform/http/fields.js';
import { type Absence } from './absence.entity.js';

export class CreateAbsenceRequest {
  @Day({ about: 'First day away' })
  from: string;

  @Day({ about: 'Last day away' })
  until: string;

  @Text({ max: 200, optional: true, nullable: true })
  reason?: string | null;
}

export class AbsenceResponse {
  @Integer({ min: 1, max: 2_147_483_647 })
  id: number;

  @Day()
  from: string;

  @Day()
  until: string;

  @Text({ max: 200, nullable: true })
  reason: string | null;
}

export function absenceResponse(row: Absence): AbsenceResponse {
  return { id: row.id, from: row.fromDay, until: row.untilDay, reason: row.reason };
}
