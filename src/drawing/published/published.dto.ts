import { AnyObject, Flag, Moment, Nested, OneOf, Text } from '../../platform/http/fields.js';
import { PHASES, toDrawResponse, AssuranceResponse, WordsResponse } from '../draws/draw.dto.js';
import { type Draw } from '../draws/draw.entity.js';

export class PublicLinksResponse {
  @Text({ max: 500, about: 'A page that checks the draw in the reader’s own browser' })
  verify: string;

  @Text({ max: 500 })
  commitment: string;

  @Text({ max: 500, nullable: true, about: 'What can be checked: the evidence file' })
  evidence: string | null;

  @Text({ max: 500, nullable: true })
  fairness: string | null;

  @Text({ max: 500, about: 'An independent verifier in Python' })
  verifyPy: string;
}

/** What everyone may know of a draw. Before its result is public: that it is committed, to what, and when it comes. */
export class PublicDrawResponse {
  @Text({ max: 64 })
  number: string;

  @OneOf(PHASES)
  phase: string;

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
export function isPublished(draw: Draw, now: Date): boolean {
  return draw.recordHash !== null && publicTerms(draw).notBefore <= now.toISOString();
}

export function toPublicDrawResponse(draw: Draw, now: Date): PublicDrawResponse {
  const { announcedAt, cutoffAt, committedAt, drawAt, seededAt, drawnAt, number, phase, ...told } =
    toDrawResponse(draw);
  const { pools, notBefore } = publicTerms(draw);
  const published = isPublished(draw, now);
  const place = `/api/v1/public/draws/${number}`;
  return {
    number,
    phase,
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
    failure: published ? told.failure : null,
    links: {
      verify: `/verify/?draw=${number}`,
      commitment: `/api/v1/commitments/${number}`,
      evidence: published ? `${place}/evidence` : null,
      fairness: published ? `${place}/fairness` : null,
      verifyPy: '/verify.py',
    },
  };
}

export function toPublicDrawDetailResponse(draw: Draw, now: Date): PublicDrawDetailResponse {
  return { ...toPublicDrawResponse(draw, now), manifest: JSON.parse(draw.manifest ?? '{}') as object };
}
