import { Flag, Integer, Moment, Nested, NestedList, OneOf, Text } from '../../platform/http/fields.js';
import { DRAW_KINDS } from '../../drawing/amendments/amendment.js';
import { isPublished, publicTerms } from '../../drawing/published/published.dto.js';
import { type Standing } from '../../drawing/published/standing.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { text, type Bilingual } from '../../platform/text.js';
import { BulletinQuery, BulletinResponse, PublicAgencyResponse } from '../output/bulletin.dto.js';
import { ResultInspectorResponse, ResultTargetResponse } from '../results/result.dto.js';

const MOST = 2_147_483_647;

/** As far as the public sees them. */
export const DRAW_STATES = ['committed', 'drawn', 'void', 'ended'] as const;
export type DrawState = (typeof DRAW_STATES)[number];

/** The phases that make a state; what was voided is void whatever else it was. */
export const PHASES_OF: Readonly<Record<DrawState, readonly string[]>> = {
  committed: ['committed', 'seeded'],
  drawn: ['drawn', 'issued'],
  void: ['voided'],
  ended: ['infeasible', 'ended'],
};

export class DrawBulletinsQuery extends BulletinQuery {
  @OneOf(DRAW_STATES, { optional: true })
  state?: DrawState;
}

export class DrawVersionResponse {
  @Integer({ min: 1, max: 10 })
  version: number;

  @OneOf(['announcement', 'result', 'void'])
  what: string;

  @Moment()
  at: string;

  @Text({
    max: 64,
    nullable: true,
    about: 'The commitment; the hash of the record; of a void, none: it stands in the log',
  })
  hash: string | null;

  @Nested(() => WordsResponse, { nullable: true, about: 'Why a draw was voided; that stands here for ever' })
  reason: WordsResponse | null;
}

export class DrawBulletinResponse extends BulletinResponse {
  @OneOf(DRAW_KINDS)
  drawKind: string;

  @Text({ max: 200 })
  batch: string;

  @NestedList(() => PublicAgencyResponse, { maxItems: 200, about: 'What it is about' })
  matters: PublicAgencyResponse[];

  @Moment({ about: 'When it is drawn, or was to be' })
  drawAt: string;

  @Text({ max: 64, about: 'What was promised before the lot was known' })
  commitment: string;

  @Text({ max: 64, nullable: true })
  recordHash: string | null;

  @Integer({ min: 0, max: MOST, nullable: true })
  population: number | null;

  @Integer({ min: 0, max: MOST, nullable: true, about: 'How many were drawn' })
  sampleSize: number | null;

  @Flag({ about: 'Whether people were named for seats (指定人员)' })
  assignedByName: boolean;

  @NestedList(() => DrawVersionResponse, { maxItems: 3, about: 'What was published of it, and when' })
  versions: DrawVersionResponse[];

  @Text({ max: 500, nullable: true, about: 'Who was drawn, once the result is public' })
  drawn: string | null;

  @Text({ max: 500, nullable: true, about: 'The evidence, or of closed pools the extract' })
  evidence: string | null;

  @Nested(() => WordsResponse, {
    nullable: true,
    about: 'Whom that file names: no rule masks it, for what is left out of it could not be checked',
  })
  evidenceNames: WordsResponse | null;

  @Text({ max: 500, about: 'A page that checks the draw in the reader’s own browser' })
  verify: string;
}

/** One of those who were drawn. */
export class DrawnTargetResponse {
  @Integer({ min: 1, max: MOST, about: 'Place in the order of the draw' })
  place: number;

  @Nested(() => ResultTargetResponse)
  target: ResultTargetResponse;

  @NestedList(() => ResultInspectorResponse, { maxItems: 100 })
  team: ResultInspectorResponse[];

  @Text({ max: 500, nullable: true, about: 'Its result, once that is public' })
  result: string | null;
}

/** A draw as the public may know it: the columns that are read. */
export interface PublicDraw {
  readonly id: number;
  readonly number: string;
  readonly kind: string;
  readonly agencyId: number;
  readonly phase: string;
  readonly drawAt: Date;
  readonly committedAt: Date | null;
  readonly drawnAt: Date | null;
  readonly endedAt: Date | null;
  readonly manifest: string | null;
  readonly commitment: string | null;
  readonly recordHash: string | null;
  readonly population: number | null;
  readonly sampleSize: number | null;
  readonly assigned: object | null;
}

interface ManifestTold {
  readonly agency: PublicAgencyResponse;
  readonly batch: { readonly name: string; readonly matters: readonly PublicAgencyResponse[] };
  readonly plan: { readonly year: number };
}

const STATE_WORDS: Readonly<Record<DrawState, readonly [string, string]>> = {
  committed: ['已公告，待抽取', 'announced, not drawn yet'],
  drawn: ['已抽取', 'drawn'],
  void: ['已作废', 'void'],
  ended: ['未能完成', 'ended without a result'],
};

/** By the pools: a mask of the bulletins does not reach what a verifier hashes. */
const EVIDENCE_NAMES: Readonly<Record<'open' | 'closed', Bilingual>> = {
  open: text(
    '证据文件载明名单上的全部检查对象（含未抽中的）和检查人员，包括代码、姓名、证件号和抽取所依据的各项；其中的自然人、个体工商户也不隐去，否则无法核验。',
    'The evidence names every target on the list, drawn or not, and every inspector, with codes, names, certificate numbers and all that the draw read; natural persons and sole traders too, for it could not be checked without them.',
  ),
  closed: text(
    '摘录只载明抽中的、候补的检查对象和抽中的检查人员，包括代码、姓名、证件号和抽取所依据的各项；其中的自然人、个体工商户也不隐去，否则无法核验。其余对象只有加盐的校验码。',
    'The extract names only the targets that were drawn or stand in the reserve, and the inspectors who were drawn, with codes, names, certificate numbers and all that the draw read; natural persons and sole traders too, for it could not be checked without them. Of the others it has salted hashes alone.',
  ),
};

export const drawLink = (number: string): string => `/api/v1/public/bulletins/draws/${number}`;

export function toDrawBulletin(draw: PublicDraw, { voided }: Standing, now: Date): DrawBulletinResponse {
  const { agency, batch, plan } = JSON.parse(draw.manifest ?? '{}') as ManifestTold;
  const { notBefore, pools } = publicTerms(draw);
  const published = isPublished(draw, now);
  const state = DRAW_STATES.find((one) => PHASES_OF[one].includes(draw.phase)) ?? 'committed';
  const committedAt = (draw.committedAt ?? draw.drawAt).toISOString();
  const resultAt = [draw.drawnAt?.toISOString() ?? '', notBefore].sort().at(-1) ?? '';
  const said: Omit<DrawVersionResponse, 'version'>[] = [
    { what: 'announcement', at: committedAt, hash: draw.commitment, reason: null },
    ...(published ? [{ what: 'result', at: resultAt, hash: draw.recordHash, reason: null }] : []),
    ...(voided === null ? [] : [{ what: 'void', at: voided.at, hash: null, reason: { ...voided.reason } }]),
  ];
  const last = said.at(-1);
  const place = `/api/v1/public/draws/${draw.number}`;
  const [zh, en] = STATE_WORDS[state === 'drawn' && !published ? 'committed' : state];
  return {
    kind: 'draws',
    number: draw.number,
    title: `${agency.name}：${batch.name}（${draw.number}）`,
    summary: {
      zh: `${zh}${published ? `：${draw.population ?? 0} 个对象中抽取 ${draw.sampleSize ?? 0} 个` : ''}。承诺码 ${draw.commitment ?? ''}`,
      en: `${en}${published ? `: ${draw.sampleSize ?? 0} of ${draw.population ?? 0}` : ''}. Commitment ${draw.commitment ?? ''}`,
    },
    agency: { ...agency },
    year: plan.year,
    state: state === 'drawn' && !published ? 'committed' : state,
    version: said.length,
    reason: voided === null ? null : voided.reason.zh,
    publishedAt: committedAt,
    changedAt: [last?.at ?? committedAt, draw.endedAt?.toISOString() ?? ''].sort().at(-1) ?? committedAt,
    hash: said.findLast(({ hash }) => hash !== null)?.hash ?? null,
    link: drawLink(draw.number),
    drawKind: draw.kind,
    batch: batch.name,
    matters: batch.matters.map(({ code, name }) => ({ code, name })),
    drawAt: draw.drawAt.toISOString(),
    commitment: draw.commitment ?? '',
    recordHash: published ? draw.recordHash : null,
    population: published ? draw.population : null,
    sampleSize: published ? draw.sampleSize : null,
    assignedByName: draw.assigned !== null,
    versions: said.map((one, at) => ({ version: at + 1, ...one })),
    drawn: published ? `${drawLink(draw.number)}/drawn` : null,
    evidence: published ? `${place}/${pools === 'open' ? 'evidence' : 'extract'}` : null,
    evidenceNames: published ? { ...EVIDENCE_NAMES[pools === 'open' ? 'open' : 'closed'] } : null,
    verify: `/verify/?draw=${draw.number}`,
  };
}
