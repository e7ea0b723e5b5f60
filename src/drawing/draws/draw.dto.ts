import {
  AnyObject,
  Flag,
  Integer,
  Moment,
  Nested,
  NestedList,
  OneOf,
  QueryInteger,
  Text,
} from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { assuranceOf } from '../../protocol/index.js';
import { DRAW_KINDS } from '../amendments/amendment.js';
import { type Draw } from './draw.entity.js';
import { WordsResponse } from '../../platform/http/words.dto.js';

export const PHASES = ['announced', 'committed', 'seeded', 'drawn', 'issued', 'infeasible', 'ended', 'voided'] as const;
const ROW = { min: 1, max: 2_147_483_647 };

export class DrawQuery extends ListQuery {
  @QueryInteger({ ...ROW, optional: true })
  agencyId?: number;

  @QueryInteger({ ...ROW, optional: true })
  batchId?: number;

  @QueryInteger({ ...ROW, optional: true })
  occurrenceId?: number;

  @OneOf(PHASES, { optional: true })
  phase?: (typeof PHASES)[number];
}

export class AssuranceResponse {
  @OneOf(['beacon', 'figures', 'ceremony', 'sealed'])
  source: string;

  @OneOf(['self-declared', 'witnessed', 'public'])
  label: string;

  @Text({ max: 200 })
  zh: string;

  @Text({ max: 200 })
  en: string;
}

export class MirrorAnswerResponse extends WordsResponse {
  @Text({ max: 2000 })
  from: string;
}

export class WaitingResponse extends WordsResponse {
  @Moment()
  since: string;

  @NestedList(() => MirrorAnswerResponse, { maxItems: 10, about: 'What each of those who were asked said' })
  answers: MirrorAnswerResponse[];
}

export class RelationResponse {
  @OneOf(['again', 'supplement', 'replacement'])
  kind: string;

  @Text({ max: 64, about: 'Number of the earlier draw' })
  draw: string;

  @Integer({ min: 1, max: 1_000_000, about: 'Among those of its kind for the same earlier draw' })
  ordinal: number;

  @Nested(() => WordsResponse)
  reason: WordsResponse;
}

export class DrawResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64, about: 'Public number, and id in the protocol' })
  number: string;

  @OneOf(DRAW_KINDS, { about: 'One of the batch’s own, or one that goes on from an earlier draw' })
  kind: string;

  @Nested(() => RelationResponse, { nullable: true, about: 'The draw that it stands in for or goes on from' })
  relation: RelationResponse | null;

  @Integer({ ...ROW, nullable: true })
  earlierDrawId: number | null;

  @OneOf(PHASES)
  phase: string;

  @Integer(ROW)
  agencyId: number;

  @Integer(ROW)
  batchId: number;

  @Integer(ROW)
  occurrenceId: number;

  @Integer({ min: 1, max: 1_000_000 })
  planVersion: number;

  @Nested(() => AssuranceResponse)
  entropy: AssuranceResponse;

  @Text({ max: 30 })
  announcedAt: string;

  @Text({ max: 30, nullable: true, about: 'The pools as they stood at this moment' })
  cutoffAt: string | null;

  @Text({ max: 30, nullable: true })
  committedAt: string | null;

  @Text({ max: 30, about: 'Not before this moment is the seed revealed' })
  drawAt: string;

  @Text({ max: 30, nullable: true })
  seededAt: string | null;

  @Text({ max: 30, nullable: true })
  drawnAt: string | null;

  @Text({ max: 30, nullable: true })
  issuedAt: string | null;

  @Text({ max: 64, nullable: true, about: 'SHA-256 of the manifest: public before the seed is' })
  commitment: string | null;

  @Text({ max: 64, nullable: true })
  recordHash: string | null;

  @Integer({ min: 0, max: 2_147_483_647, nullable: true })
  population: number | null;

  @Integer({ min: 0, max: 2_147_483_647, nullable: true })
  sampleSize: number | null;

  @Flag({ about: 'Whether people were named for its seats: assigned by name, not random (指定人员，非随机)' })
  assignedByName: boolean;

  @Flag({ about: 'Whether the evidence file can be had' })
  hasEvidence: boolean;

  @Nested(() => WordsResponse, { nullable: true, about: 'Why the draw does not go on' })
  failure: WordsResponse | null;

  @Nested(() => WaitingResponse, { nullable: true, about: 'What the next step waits for' })
  waiting: WaitingResponse | null;
}

export class DrawDetailResponse extends DrawResponse {
  @AnyObject({ nullable: true, about: 'What was promised before the seed was known (sortis-manifest/1)' })
  manifest: object | null;
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

function toRelationResponse({ relation }: Draw): RelationResponse | null {
  if (relation === null) return null;
  const { draw, kind, ordinal, reason } = relation;
  return { kind, draw, ordinal, reason: { zh: reason.zh, en: reason.en } };
}

export function toDrawResponse(draw: Draw): DrawResponse {
  return {
    id: draw.id,
    number: draw.number,
    kind: draw.kind,
    relation: toRelationResponse(draw),
    earlierDrawId: draw.earlierDrawId,
    phase: draw.phase,
    agencyId: draw.agencyId,
    batchId: draw.batchId,
    occurrenceId: draw.occurrenceId,
    planVersion: draw.planVersion,
    entropy: {
      source: draw.entropySource,
      ...assuranceOf(draw.entropySource),
    },
    announcedAt: draw.announcedAt.toISOString(),
    cutoffAt: iso(draw.cutoffAt),
    committedAt: iso(draw.committedAt),
    drawAt: draw.drawAt.toISOString(),
    seededAt: iso(draw.seededAt),
    drawnAt: iso(draw.drawnAt),
    issuedAt: iso(draw.issuedAt),
    commitment: draw.commitment,
    recordHash: draw.recordHash,
    population: draw.population,
    sampleSize: draw.sampleSize,
    assignedByName: draw.assigned !== null,
    hasEvidence: draw.recordHash !== null,
    failure: draw.failure,
    waiting:
      draw.waiting === null ? null : { ...draw.waiting, answers: draw.waiting.answers.map((one) => ({ ...one })) },
  };
}

export function toDrawDetailResponse(draw: Draw): DrawDetailResponse {
  return {
    ...toDrawResponse(draw),
    manifest: draw.manifest === null ? null : (JSON.parse(draw.manifest) as object),
  };
}

/** What everyone may read of a draw from the moment it is committed. */
export class CommitmentResponse {
  @Text({ max: 64 })
  number: string;

  @OneOf(PHASES)
  phase: string;

  @Text({ max: 64 })
  commitment: string;

  @Text({ max: 30 })
  committedAt: string;

  @Text({ max: 30 })
  drawAt: string;

  @Text({ max: 64, nullable: true })
  recordHash: string | null;

  @AnyObject({ about: 'The manifest, whose canonical bytes (RFC 8785) hash to the commitment' })
  manifest: object;
}

export function toCommitmentResponse(draw: Draw): CommitmentResponse {
  return {
    number: draw.number,
    phase: draw.phase,
    commitment: draw.commitment ?? '',
    committedAt: iso(draw.committedAt) ?? '',
    drawAt: draw.drawAt.toISOString(),
    recordHash: draw.recordHash,
    manifest: JSON.parse(draw.manifest ?? '{}') as object,
  };
}
