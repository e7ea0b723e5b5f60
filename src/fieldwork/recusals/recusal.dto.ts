import { Day, Integer, Moment, Nested, OneOf, Text } from '../../platform/http/fields.js';
import { NewDrawRequest } from '../../drawing/amendments/amendment.dto.js';
import {
  RECUSAL_ORIGINS,
  RECUSAL_STATES,
  type InspectionRecusal,
  type RecusalOrigin,
} from './inspection-recusal.entity.js';

const ROW = { min: 1, max: 2_147_483_647 };

export class InspectionRecusalRequest {
  @OneOf(RECUSAL_ORIGINS, { about: '检查人员自行声明、检查对象依通知申请、主管人员提出' })
  origin: RecusalOrigin;

  @Integer({ ...ROW, optional: true, about: 'Who is not to go; the caller himself unless told' })
  inspectorId?: number;

  @Text({ max: 500, about: 'What is declared, or why it is asked for. It is not public' })
  declaration: string;

  @Day({ optional: true, nullable: true, about: 'With origin target: the day on which its request came in' })
  receivedOn?: string | null;
}

export class RecusalDecisionRequest {
  @Text({ max: 500, optional: true, nullable: true, about: 'Why. It is not public' })
  reason?: string | null;

  @Nested(() => NewDrawRequest, {
    optional: true,
    about:
      "The draw of the seat: when, and where its randomness comes from; at once and as the earlier draw's unless told",
  })
  newDraw?: NewDrawRequest;
}

/** Of a refusal, and of a withdrawal. */
export class RecusalRefusalRequest {
  @Text({ max: 500, about: 'Why' })
  reason: string;
}

export class InspectionRecusalResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  inspectionId: number;

  @Integer({ ...ROW, about: 'Who is not to go' })
  inspectorId: number;

  @OneOf(RECUSAL_ORIGINS)
  origin: string;

  @Text({ max: 500 })
  declaration: string;

  @Day({ nullable: true })
  receivedOn: string | null;

  @OneOf(RECUSAL_STATES, { about: '待决定、已批准、不予批准、已收回' })
  state: string;

  @Text({ max: 200 })
  askedBy: string;

  @Moment()
  askedAt: string;

  @Text({ max: 200, nullable: true })
  decidedBy: string | null;

  @Text({ max: 500, nullable: true })
  decisionReason: string | null;

  @Moment({ nullable: true })
  decidedAt: string | null;

  @Text({ max: 64, nullable: true, about: 'The draw by which the seat is filled anew' })
  drawNumber: string | null;

  @Integer(ROW)
  version: number;
}

export const toRecusalResponse = (row: InspectionRecusal, drawNumber: string | null): InspectionRecusalResponse => ({
  id: row.id,
  inspectionId: row.inspectionId,
  inspectorId: row.inspectorId,
  origin: row.origin,
  declaration: row.declaration,
  receivedOn: row.receivedOn,
  state: row.state,
  askedBy: row.askedByName,
  askedAt: row.askedAt.toISOString(),
  decidedBy: row.decidedByName,
  decisionReason: row.decisionReason,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  drawNumber,
  version: row.version,
});
