import {
  Integer,
  Integers,
  Moment,
  Nested,
  NestedList,
  OneOf,
  QueryInteger,
  Text,
} from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { type EntropySource } from '../../protocol/index.js';
import {
  AMENDMENT_KINDS,
  AMENDMENT_STATES,
  LEAVING_CAUSES,
  type AmendmentKind,
  type AmendmentState,
  type LeavingCause,
} from './amendment.js';
import { type DrawAmendment } from './draw-amendment.entity.js';
import { WordsResponse } from '../../platform/http/words.dto.js';

const ROW = { min: 1, max: 2_147_483_647 };
const SOURCES = ['beacon', 'figures', 'ceremony', 'sealed'];
/** The log's reason has 1000 UTF-16 code units; a rare sign takes two. */
const REASON = 500;
/** Each is named in the manifest, which has 65 000 bytes. */
const MOST_SEATS = 200;

export class ReasonRequest {
  @Text({ max: REASON })
  zh: string;

  @Text({ max: REASON, optional: true, about: 'As the Chinese one unless told' })
  en?: string;
}

export class NewDrawRequest {
  @Moment({ optional: true, nullable: true, about: 'When it is drawn; as soon as it is approved unless told' })
  dueAt?: string | null;

  @OneOf(SOURCES, {
    optional: true,
    nullable: true,
    about: "Where its randomness comes from; as the earlier draw's unless told",
  })
  entropySource?: EntropySource | null;
}

export class LeavingSeatRequest {
  @Integer(ROW)
  inspectionId: number;

  @Integer({ ...ROW, about: 'Who leaves' })
  inspectorId: number;
}

export class AmendmentRequest {
  @OneOf(AMENDMENT_KINDS, { about: '作废、补抽、更换' })
  kind: AmendmentKind;

  @Nested(() => ReasonRequest, { about: 'Why. It is public, in the log and on the draw’s page, for ever' })
  reason: ReasonRequest;

  @Nested(() => NewDrawRequest, {
    optional: true,
    nullable: true,
    about: 'The draw that comes of it. Null, with a void: none, and the batch may be given another date',
  })
  newDraw?: NewDrawRequest | null;

  @Integers({
    ...ROW,
    minItems: 1,
    maxItems: 1000,
    optional: true,
    about: 'With a supplement: the inspections in whose stead the next places of the draw are taken',
  })
  inspections?: number[];

  @NestedList(() => LeavingSeatRequest, {
    minItems: 1,
    maxItems: MOST_SEATS,
    optional: true,
    about: 'With a replacement: who leaves which team',
  })
  seats?: LeavingSeatRequest[];

  @OneOf(LEAVING_CAUSES, { optional: true, about: 'With a replacement: 回避、生病、证件失效、其他' })
  cause?: LeavingCause;
}

export class AmendmentDecisionRequest {
  @Nested(() => ReasonRequest, { optional: true })
  reason?: ReasonRequest;
}

export class AmendmentDeclineRequest {
  @Nested(() => ReasonRequest)
  reason: ReasonRequest;
}

export class AmendmentQuery extends ListQuery {
  @QueryInteger({ ...ROW, optional: true })
  agencyId?: number;

  @OneOf(AMENDMENT_STATES, { optional: true, about: '`proposed`: those that wait for a second person' })
  state?: AmendmentState;

  @OneOf(AMENDMENT_KINDS, { optional: true })
  kind?: AmendmentKind;
}

export class NewDrawResponse {
  @Moment({ nullable: true, about: 'Null: as soon as it is approved' })
  dueAt: string | null;

  @OneOf(SOURCES, { nullable: true, about: "Null: the earlier draw's" })
  entropySource: string | null;
}

export class LeavingSeatResponse {
  @Integer(ROW)
  inspectionId: number;

  @Integer(ROW)
  inspectorId: number;
}

export class AmendmentResponse {
  @Integer(ROW)
  id: number;

  @Integer({ ...ROW, about: 'The earlier draw' })
  drawId: number;

  @Text({ max: 64 })
  drawNumber: string;

  @Integer(ROW)
  agencyId: number;

  @OneOf(AMENDMENT_KINDS)
  kind: string;

  @OneOf(AMENDMENT_STATES)
  state: string;

  @Nested(() => WordsResponse)
  reason: WordsResponse;

  @Nested(() => NewDrawResponse, { nullable: true })
  newDraw: NewDrawResponse | null;

  @Integers({ ...ROW, maxItems: 1000 })
  inspections: number[];

  @NestedList(() => LeavingSeatResponse, { maxItems: MOST_SEATS })
  seats: LeavingSeatResponse[];

  @OneOf(LEAVING_CAUSES, { nullable: true })
  cause: string | null;

  @Text({ max: 200 })
  proposedBy: string;

  @Moment()
  proposedAt: string;

  @Text({ max: 200, nullable: true })
  decidedBy: string | null;

  @Moment({ nullable: true })
  decidedAt: string | null;

  @Nested(() => WordsResponse, { nullable: true })
  decisionReason: WordsResponse | null;

  @Integer({ ...ROW, nullable: true, about: 'The draw that came of it' })
  newDrawId: number | null;

  @Text({ max: 64, nullable: true })
  newDrawNumber: string | null;

  @Integer(ROW)
  version: number;
}

/** @param numbers of the draws that it names, by their rows */
export function toAmendmentResponse(row: DrawAmendment, numbers: ReadonlyMap<number, string>): AmendmentResponse {
  const { cause, inspections, newDraw, seats } = row.terms;
  return {
    id: row.id,
    drawId: row.drawId,
    drawNumber: numbers.get(row.drawId) ?? '',
    agencyId: row.agencyId,
    kind: row.kind,
    state: row.state,
    reason: { zh: row.reason.zh, en: row.reason.en },
    newDraw: newDraw === null ? null : { dueAt: newDraw.dueAt, entropySource: newDraw.entropySource },
    inspections: [...inspections],
    seats: seats.map(({ inspectionId, inspectorId }) => ({ inspectionId, inspectorId })),
    cause,
    proposedBy: row.proposedByName,
    proposedAt: row.proposedAt.toISOString(),
    decidedBy: row.decidedByName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionReason: row.decisionReason === null ? null : { zh: row.decisionReason.zh, en: row.decisionReason.en },
    newDrawId: row.newDrawId,
    newDrawNumber: row.newDrawId === null ? null : (numbers.get(row.newDrawId) ?? null),
    version: row.version,
  };
}
