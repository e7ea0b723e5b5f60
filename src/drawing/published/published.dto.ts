import {
  AnyObject,
  Flag,
  Integer,
  Moment,
  Nested,
  NestedList,
  OneOf,
  Text,
  Texts,
} from '../../platform/http/fields.js';
import { DRAW_KINDS } from '../amendments/amendment.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { PHASES, toDrawResponse, AssuranceResponse, RelationResponse } from '../draws/draw.dto.js';
import { type Draw } from '../draws/draw.entity.js';
import { type Standing } from './standing.js';

export class PublicLinksResponse {
  @Text({ max: 500, about: 'A page that checks the draw in the reader’s own browser' })
  verify: string;

  @Text({ max: 500 })
  commitment: string;

  @Text({ max: 500, nullable: true, about: 'What can be checked: the evidence file, where the pools are open' })
  evidence: string | null;

  @Text({ max: 500, nullable: true, about: 'The same without those who were not drawn' })
  extract: string | null;

  @Text({
    max: 500,
    nullable: true,
    about:
      'What one target can check, with its id in the place of {targetId}. Of closed pools only if it was drawn or stands in the reserve',
  })
  targetProof: string | null;

  @Text({ max: 500, nullable: true })
  fairness: string | null;

  @Text({ max: 500, about: 'An independent verifier in Python' })
  verifyPy: string;
}

export class VoidResponse {
  @Moment()
  at: string;

  @Texts({ max: 200, maxItems: 2, about: 'Who proposed it and who approved it' })
  by: string[];

  @Nested(() => WordsResponse)
  reason: WordsResponse;

  @Integer({ min: 0, max: 2_147_483_647, about: 'Number of its entry in the log' })
  entry: number;
}

export class SuccessorResponse {
  @Text({ max: 64 })
  number: string;

  @OneOf(DRAW_KINDS)
  kind: string;

  @OneOf(PHASES)
  phase: string;

  @Text({ max: 500 })
  link: string;
}

/** What everyone may know of a draw. Before its result is public: that it is committed, to what, and when it comes. */
export class PublicDrawResponse {
  @Text({ max: 64 })
  number: string;

  @OneOf(DRAW_KINDS, { about: 'One of the batch’s own, or one that goes on from an earlier draw' })
  kind: string;

  @OneOf(PHASES)
  phase: string;

  @Nested(() => VoidResponse, { nullable: true, about: 'A draw that was voided stays, with the reason and both names' })
  voided: VoidResponse | null;

  @Nested(() => RelationResponse, { nullable: true, about: 'The draw that it stands in for or goes on from' })
  relation: RelationResponse | null;

  @NestedList(() => SuccessorResponse, {
    maxItems: 10_000,
    about: 'What came in its place (of kind draw), and what goes on from it',
  })
  successors: SuccessorResponse[];

  @Flag({ about: 'Whether the result may be read' })
  published: boolean;

  @Nested(() => AssuranceResponse)
  entropy: AssuranceResponse;

  @OneOf(['open', 'closed'])
  pools: string;

  @Moment()
  announcedAt: string;

  @Moment({ nullable: true })
  cutoffAt: string | null;

  @Moment({ nullable: true })
  committedAt: string | null;

  @Moment()
  drawAt: string;

  @Moment({ nullable: true })
  seededAt: string | null;

  @Moment({ nullable: true })
  drawnAt: string | null;

  @Moment({ about: 'Before it nothing of the result is public' })
  publishedNotBefore: string;

  @Text({ max: 64 })
  commitment: string;

  @Text({ max: 64, nullable: true })
  recordHash: string | null;

  @Nested(() => WordsResponse, { nullable: true })
  failure: WordsResponse | null;

  @Nested(() => PublicLinksResponse)
  links: PublicLinksResponse;
}

export class PublicDrawDetailResponse extends PublicDrawResponse {
  @AnyObject({ nullable: true, about: 'The randomness as it stands in the log, once it is there' })
  reveal: object | null;

  @AnyObject({ about: 'What was promised before the seed was known (sortis-manifest/1)' })
  manifest: object;
}

/** The parts of a committed manifest that decide what may be shown. */
export interface PublicTerms {
  readonly pools: 'open' | 'closed';
  readonly notBefore: string;
}

/** Read off the text that was committed. */
export function publicTerms(draw: Pick<Draw, 'manifest'>): PublicTerms {
  const manifest = JSON.parse(draw.manifest ?? '{}') as { pools?: string; publication?: { notBefore?: string } };
  return {
    pools: manifest.pools === 'closed' ? 'closed' : 'open',
    notBefore: manifest.publication?.notBefore ?? '9999-12-31T23:59:59.999Z',
  };
}

/** The result is there, and its moment has come. */
export function isPublished(draw: Pick<Draw, 'manifest' | 'recordHash'>, now: Date): boolean {
  return draw.recordHash !== null && publicTerms(draw).notBefore <= now.toISOString();
}

export function toPublicDrawResponse(draw: Draw, now: Date, { successors, voided }: Standing): PublicDrawResponse {
  const { announcedAt, cutoffAt, committedAt, drawAt, seededAt, drawnAt, number, phase, ...told } =
    toDrawResponse(draw);
  const { pools, notBefore } = publicTerms(draw);
  const published = isPublished(draw, now);
  const place = `/api/v1/public/draws/${number}`;
  return {
    number,
    kind: told.kind,
    phase,
    voided:
      voided === null
        ? null
        : {
            at: voided.at,
            by: [...voided.by],
            reason: { zh: voided.reason.zh, en: voided.reason.en },
            entry: voided.entry,
          },
    relation: told.relation,
    successors: successors.map((one) => ({
      number: one.number,
      kind: one.kind,
      phase: one.phase,
      link: `/api/v1/public/draws/${one.number}`,
    })),
    published,
    entropy: told.entropy,
    pools,
    announcedAt,
    cutoffAt,
    committedAt,
    drawAt,
    seededAt,
    drawnAt,
    publishedNotBefore: notBefore,
    commitment: draw.commitment ?? '',
    recordHash: draw.recordHash,
    // why a draw has stopped is nobody's secret; the words of one that was drawn without teams belong to its result
    failure: published || draw.recordHash === null ? told.failure : null,
    links: {
      verify: `/verify/?draw=${number}`,
      commitment: `/api/v1/commitments/${number}`,
      evidence: published && pools === 'open' ? `${place}/evidence` : null,
      extract: published ? `${place}/extract` : null,
      targetProof: published || pools === 'open' ? `${place}/targets/{targetId}/proof` : null,
      fairness: published ? `${place}/fairness` : null,
      verifyPy: '/verify.py',
    },
  };
}

export function toPublicDrawDetailResponse(draw: Draw, now: Date, standing: Standing): PublicDrawDetailResponse {
  return {
    ...toPublicDrawResponse(draw, now, standing),
    // a secret that is still sealed stands elsewhere; this is what the log has
    reveal: draw.seededAt === null || draw.entropy === null ? null : (JSON.parse(draw.entropy) as object),
    manifest: JSON.parse(draw.manifest ?? '{}') as object,
  };
}
