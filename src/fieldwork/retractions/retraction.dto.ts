import { Integer, Moment, OneOf, Text } from '../../platform/http/fields.js';
import { RETRACTED, RETRACTION_STATES, type Retracted, type Retraction } from './retraction.entity.js';

const ROW = { min: 1, max: 2_147_483_647 };

export class RetractionRequest {
  @OneOf(RETRACTED, {
    about:
      '撤销检查登记、撤回公示. visit: nobody was there, it was recorded in error; publication: the published result must not stand',
  })
  subject: Retracted;

  @Text({ min: 1, max: 500, about: 'Why. Of a publication everyone reads it in its place once it is withdrawn' })
  reason: string;
}

export class RetractionDecisionRequest {
  @Text({ max: 500, optional: true, nullable: true, about: 'Why. It is not public' })
  reason?: string | null;
}

/** Of a refusal, and of a withdrawal of what one asked for. */
export class RetractionRefusalRequest {
  @Text({ min: 1, max: 500, about: 'Why' })
  reason: string;
}

export class RetractionResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  inspectionId: number;

  @OneOf(RETRACTED)
  subject: string;

  @Text({ max: 500 })
  reason: string;

  @OneOf(RETRACTION_STATES, { about: '待决定、已批准、不予批准、已收回' })
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

  @Integer(ROW)
  version: number;
}

export const toRetractionResponse = (row: Retraction): RetractionResponse => ({
  id: row.id,
  inspectionId: row.inspectionId,
  subject: row.subject,
  reason: row.reason,
  state: row.state,
  askedBy: row.askedByName,
  askedAt: row.askedAt.toISOString(),
  decidedBy: row.decidedByName,
  decisionReason: row.decisionReason,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  version: row.version,
});
