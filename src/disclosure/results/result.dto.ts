import {
  AnyObject,
  Code,
  Day,
  Flag,
  Integer,
  Nested,
  NestedList,
  OneOf,
  QueryFlag,
  Text,
} from '../../platform/http/fields.js';
import {
  OUTCOMES,
  RECTIFICATION_STATE_WORDS,
  RECTIFICATION_STATES,
  type RectificationState,
} from '../../fieldwork/rectifications/rectification-life.js';
import { type RectificationReading } from '../../fieldwork/rectifications/rectification-reading.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { type Bulletin } from '../kept/bulletin.entity.js';
import { type KeptVersion } from '../kept/kept-bulletins.service.js';
import { BulletinQuery, BulletinResponse, PublicAgencyResponse } from '../output/bulletin.dto.js';
import { type DisclosureRules } from '../rules/disclosure-rules.js';
import { shownResult, type ShownResult } from './result-content.js';

const MOST = 2_147_483_647;
export const RESULT_STATES = ['published', 'corrected'] as const;

export class ResultsQuery extends BulletinQuery {
  @Text({
    min: 2,
    max: 100,
    optional: true,
    plain: true,
    about: 'Part of the target’s name, or its whole code; who is masked is not found by it',
  })
  target?: string;

  @Text({ max: 100, optional: true, about: 'Kind of target' })
  targetKind?: string;

  @QueryFlag({ optional: true, about: 'Whether something was found' })
  problem?: boolean;

  @OneOf(RESULT_STATES, { optional: true })
  state?: (typeof RESULT_STATES)[number];
}

export class ResultTargetResponse {
  @Text({ max: 64, about: 'Of a natural person masked, unless the agency’s rule shows it' })
  code: string;

  @Text({ max: 300 })
  name: string;

  @Text({ max: 100 })
  kind: string;

  @Flag({ about: 'Whether code and name are masked' })
  masked: boolean;
}

export class ResultInspectorResponse {
  @Text({ max: 100, nullable: true, about: 'As far as the agency’s rule goes' })
  name: string | null;

  @Text({ max: 64, nullable: true })
  certificateNumber: string | null;

  @Flag()
  expert: boolean;
}

export class ResultMatterResponse extends PublicAgencyResponse {
  @Text({ max: 16_000, nullable: true })
  legalBasis: string | null;
}

export class ResultFindingResponse {
  @Text({ max: 40 })
  code: string;

  @Code({ nullable: true, about: 'Code of the matter; null speaks of all' })
  matter: string | null;

  @Nested(() => WordsResponse)
  name: WordsResponse;
}

export class ResultStateMetResponse {
  @Text({ max: 40 })
  code: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;
}

export class ResultDrawResponse {
  @Text({ max: 64 })
  number: string;

  @Integer({ min: 1, max: MOST, about: 'Place in the order of the draw' })
  place: number;

  @Text({ max: 64, nullable: true })
  recordHash: string | null;

  @Text({ max: 500, about: 'The draw, with its evidence' })
  link: string;
}

export class RectificationTold {
  @Text({ max: 40, about: 'Code of the finding that must be mended' })
  finding: string;

  @OneOf(RECTIFICATION_STATES)
  state: RectificationState;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @Day()
  orderedOn: string;

  @Day({ about: 'By when it must be mended' })
  deadline: string;

  @OneOf(OUTCOMES, { nullable: true, about: 'How it ended; null while it is open' })
  outcome: string | null;
}

export class ResultResponse extends BulletinResponse {
  @Nested(() => ResultTargetResponse)
  target: ResultTargetResponse;

  @NestedList(() => ResultMatterResponse, { maxItems: 200 })
  matters: ResultMatterResponse[];

  @Day()
  visitedOn: string;

  @NestedList(() => ResultFindingResponse, { maxItems: 500 })
  findings: ResultFindingResponse[];

  @Nested(() => WordsResponse)
  result: WordsResponse;

  @Flag()
  problem: boolean;

  @Nested(() => ResultStateMetResponse, { nullable: true, about: 'In what state the target was met' })
  targetState: ResultStateMetResponse | null;

  @NestedList(() => RectificationTold, { maxItems: 1000, about: 'As they stand now; part of no version' })
  rectifications: RectificationTold[];

  @NestedList(() => ResultInspectorResponse, { maxItems: 100 })
  team: ResultInspectorResponse[];

  @Nested(() => ResultDrawResponse)
  draw: ResultDrawResponse;
}

export class ResultDetailResponse extends ResultResponse {
  @Integer({ min: 1, max: MOST, nullable: true, about: 'The version that corrects this one; null where it holds' })
  correctedBy: number | null;

  @AnyObject({ about: 'What is hashed: texts of persons stand in it as SHA-256 of the canonical [salt, text]' })
  document: object;

  @AnyObject({ about: 'Salt and text of what is shown whole, by its JSON pointer in the document' })
  openings: object;
}

const title = (shown: ShownResult): string => `${shown.agency.name}：${shown.target.name}的抽查结果`;

export const resultLink = (number: string): string => `/api/v1/public/bulletins/results/${number}`;

/** What was asked for and not decided yet is the office's own: until then it is to be mended. */
const publicState = (state: RectificationState): RectificationState =>
  state === 'extending' || state === 'closing' ? 'ordered' : state;

export const toRectifications = (read: readonly RectificationReading[]): RectificationTold[] =>
  read
    .filter((one) => one.isPublic)
    .map(({ deadline, findingCode, orderedOn, outcome, state }) => ({
      finding: findingCode,
      state: publicState(state),
      name: RECTIFICATION_STATE_WORDS[publicState(state)],
      orderedOn,
      deadline,
      outcome,
    }));

export function toResultResponse(
  row: Bulletin,
  kept: KeptVersion,
  rules: DisclosureRules,
  rectifications: RectificationTold[],
): ResultResponse {
  return { ...responseOf(row, kept, shownResult(kept, row.person === 1, rules)), rectifications };
}

/** What a feed tells of a result that was withdrawn: that it was, and why. */
export function toWithdrawnBulletin(row: Bulletin, kept: KeptVersion): BulletinResponse {
  const { agency } = kept.document as unknown as Pick<ShownResult, 'agency'>;
  return {
    kind: 'results',
    number: row.number,
    title: `${agency.name}：抽查结果 ${row.number} 已撤回公示`,
    summary: { zh: '检查结果已撤回公示。', en: 'This result was withdrawn.' },
    agency: { ...agency },
    year: row.year,
    state: 'withdrawn',
    version: kept.version,
    reason: kept.reason,
    publishedAt: row.publishedAt.toISOString(),
    changedAt: kept.at.toISOString(),
    hash: kept.hash,
    link: resultLink(row.number),
  };
}

/** What an entry tells beyond its place in a list. */
export function detailOf(
  row: Bulletin,
  kept: KeptVersion,
  rules: DisclosureRules,
): Pick<ResultDetailResponse, 'correctedBy' | 'document' | 'openings'> {
  return {
    correctedBy: kept.version < row.version ? kept.version + 1 : null,
    document: kept.document,
    openings: shownResult(kept, row.person === 1, rules).openings,
  };
}

function responseOf(row: Bulletin, kept: KeptVersion, shown: ShownResult): Omit<ResultResponse, 'rectifications'> {
  const { agency, draw, findings, matters, problem, result, target, targetState, team, visitedOn } = shown;
  return {
    kind: 'results',
    number: row.number,
    title: title(shown),
    summary: {
      zh: `${visitedOn} 检查，${result.zh}。`,
      en: `Inspected on ${visitedOn}: ${result.en}.`,
    },
    agency: { ...agency },
    year: row.year,
    state: kept.version === 1 ? 'published' : 'corrected',
    version: kept.version,
    reason: kept.reason,
    publishedAt: row.publishedAt.toISOString(),
    changedAt: kept.at.toISOString(),
    hash: kept.hash,
    link: resultLink(row.number),
    target: { ...target },
    matters: matters.map((matter) => ({ ...matter })),
    visitedOn,
    findings: findings.map((finding) => ({ ...finding })),
    result,
    problem,
    targetState,
    team: team.map((one) => ({ ...one })),
    draw: { ...draw, link: `/api/v1/public/bulletins/draws/${draw.number}` },
  };
}
