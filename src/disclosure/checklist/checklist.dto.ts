import {
  AnyObject,
  Code,
  Integer,
  Integers,
  Moment,
  Nested,
  NestedList,
  OneOf,
  QueryInteger,
  Text,
  Texts,
} from '../../platform/http/fields.js';
import { PageOf } from '../../platform/http/paging.js';
import { RateField, type MatterResponse } from '../../registry/matters/matter.dto.js';
import { type Bulletin } from '../kept/bulletin.entity.js';
import { type KeptVersion } from '../kept/kept-bulletins.service.js';
import { type Unsealed } from '../kept/sealed.js';
import { BulletinQuery, BulletinResponse } from '../output/bulletin.dto.js';
import { STANDINGS, type Standing } from './checklist-standing.js';

const MOST = 2_147_483_647;

export const MATTER_STATES = ['active', 'retired', 'all'] as const;

export class ChecklistQuery extends BulletinQuery {
  @OneOf(MATTER_STATES, { optional: true, about: 'active unless told: those that may be inspected' })
  state?: (typeof MATTER_STATES)[number];
}

export class PublishChecklistRequest {
  @Integers({
    min: 1,
    max: MOST,
    minItems: 1,
    maxItems: 1000,
    optional: true,
    about: 'The matters that are published; all of the agency that are not retired unless told',
  })
  matterIds?: number[];

  @Text({
    min: 1,
    max: 500,
    optional: true,
    nullable: true,
    about: 'Needed where a matter that is published says something else now: why',
  })
  reason?: string | null;
}

export class LeftOutMatterResponse {
  @Integer({ min: 1, max: MOST })
  id: number;

  @Code()
  code: string;

  @Text({ max: 2000 })
  name: string;
}

export class PublishedChecklistResponse {
  @Texts({ max: 80, maxItems: 100_000, about: 'Numbers of the matters published for the first time' })
  published: string[];

  @Texts({ max: 80, maxItems: 100_000, about: 'Those of which another version holds now' })
  corrected: string[];

  @Integer({ min: 0, max: MOST })
  unchanged: number;

  @NestedList(() => LeftOutMatterResponse, {
    maxItems: 100_000,
    about: 'Without a legal basis no matter may be published, nor inspected',
  })
  leftOut: LeftOutMatterResponse[];
}

/** The facts of a matter (domain rule 2). */
export class ChecklistMatterResponse {
  @Code()
  code: string;

  @Text({ max: 64, nullable: true, about: 'The number printed on the checklist' })
  number: string | null;

  @Text({ max: 300, nullable: true })
  category: string | null;

  @Text({ max: 2000 })
  name: string;

  @Text({ max: 16_000, lines: true, nullable: true })
  content: string | null;

  @Text({ max: 2000, lines: true, nullable: true })
  targetKind: string | null;

  @OneOf(['general', 'key'], { nullable: true })
  importance: string | null;

  @Texts({ max: 20, maxItems: 20, about: 'on-site, paper, online, testing' })
  methods: string[];

  @Text({ max: 1000, lines: true, nullable: true })
  methodText: string | null;

  @Text({ max: 1000, lines: true, nullable: true })
  level: string | null;

  @Text({ max: 16_000, lines: true, nullable: true })
  legalBasis: string | null;

  @Nested(() => RateField, { nullable: true })
  rate: RateField | null;

  @Text({ max: 200, nullable: true })
  frequency: string | null;

  @Text({ max: 5, nullable: true })
  windowFrom: string | null;

  @Text({ max: 5, nullable: true })
  windowUntil: string | null;
}

export class ChecklistResponse extends BulletinResponse {
  @Nested(() => ChecklistMatterResponse)
  matter: ChecklistMatterResponse;
}

export class ChecklistDetailResponse extends ChecklistResponse {
  @Integer({ min: 1, max: MOST, nullable: true, about: 'The version that corrects this one; null where it holds' })
  correctedBy: number | null;

  @AnyObject({ about: 'What is hashed' })
  document: object;
}

/** What is public of a matter. */
export class PublishedMatterResponse {
  @Text({ max: 80, about: 'Of its bulletin, by which its earlier versions are found' })
  number: string;

  @Integer({ min: 1, max: MOST })
  version: number;

  @Moment({ about: 'Of its first version' })
  publishedAt: string;

  @Moment({ about: 'Of the version that holds' })
  changedAt: string;

  @Text({ max: 500, nullable: true, about: 'Why it corrects the version before' })
  reason: string | null;

  @Text({ max: 200, about: 'What the agency was called then' })
  agencyName: string;

  @Nested(() => ChecklistMatterResponse)
  matter: ChecklistMatterResponse;
}

export class MatterPublicationResponse {
  @Integer({ min: 1, max: MOST })
  id: number;

  @Integer({ min: 1, max: MOST })
  agencyId: number;

  @Code()
  code: string;

  @Text({ max: 2000 })
  name: string;

  @OneOf(STANDINGS, {
    about:
      'unpublished: on no published checklist; differing: what is public is older than the list; without-basis: may not be published',
  })
  standing: Standing;

  @Texts({
    max: 40,
    maxItems: 40,
    about: 'Members of `now` that the public reads otherwise; `agency`: the agency goes by another name or code',
  })
  differing: string[];

  @Nested(() => ChecklistMatterResponse, { about: 'As it would be published' })
  now: ChecklistMatterResponse;

  @Nested(() => PublishedMatterResponse, { nullable: true })
  published: PublishedMatterResponse | null;
}

export class ChecklistCountsResponse {
  @Integer({ min: 0, max: MOST })
  unpublished: number;

  @Integer({ min: 0, max: MOST })
  differing: number;

  @Integer({ min: 0, max: MOST })
  same: number;

  @Integer({ min: 0, max: MOST })
  withoutBasis: number;
}

export class ChecklistStandingResponse extends PageOf(MatterPublicationResponse) {
  @Nested(() => ChecklistCountsResponse, { about: 'Of all matters of the agency that are not retired' })
  counts: ChecklistCountsResponse;
}

export class ChecklistStandingQuery {
  @QueryInteger({ min: 1, max: 1_000_000, optional: true, about: 'Page, from 1' })
  page?: number;

  @QueryInteger({ min: 1, max: 200, optional: true, about: 'Rows a page, 50 unless told' })
  pageSize?: number;

  @OneOf(STANDINGS, { optional: true, about: 'Those that stand so alone' })
  standing?: Standing;
}

/** What is published of a matter. */
export function contentOfMatter(
  matter: MatterResponse,
  agency: { readonly code: string; readonly name: string },
): Readonly<Record<string, Unsealed>> {
  const { code, number, category, name, content, targetKind, importance, methods, methodText, level } = matter;
  const { legalBasis, rate, frequency, windowFrom, windowUntil } = matter;
  return {
    agency: { code: agency.code, name: agency.name },
    matter: {
      ...{ code, number, category, name, content, targetKind, importance, methods: [...methods], methodText, level },
      ...{ legalBasis, frequency, windowFrom, windowUntil },
      rate: rate === null ? null : { direction: rate.direction, millionths: rate.millionths },
    },
  };
}

/** @param content of the matter as it stands; @param row, kept what is public of it, if anything is */
export function toMatterPublication(
  { agencyId, code, id, name }: MatterResponse,
  content: ReturnType<typeof contentOfMatter>,
  standing: Standing,
  differing: readonly string[],
  row: Bulletin | undefined,
  kept: KeptVersion | undefined,
): MatterPublicationResponse {
  const document = kept?.document as unknown as MatterDocument | undefined;
  return {
    ...{ id, agencyId, code, name, standing, differing: [...differing] },
    now: content.matter as unknown as ChecklistMatterResponse,
    published:
      row === undefined || kept === undefined || document === undefined
        ? null
        : {
            number: row.number,
            version: kept.version,
            publishedAt: row.publishedAt.toISOString(),
            changedAt: kept.at.toISOString(),
            reason: kept.reason,
            agencyName: document.agency.name,
            matter: document.matter,
          },
  };
}

interface MatterDocument {
  readonly agency: { readonly code: string; readonly name: string };
  readonly matter: ChecklistMatterResponse;
}

export const checklistLink = (number: string): string => `/api/v1/public/bulletins/checklist/${number}`;

/** @param retired whether the matter is on the list no more */
export function toChecklistResponse(row: Bulletin, kept: KeptVersion, retired: boolean): ChecklistResponse {
  const { agency, matter } = kept.document as unknown as MatterDocument;
  return {
    kind: 'checklist',
    number: row.number,
    title: matter.name,
    summary: {
      zh: `${agency.name}随机抽查事项。依据：${matter.legalBasis ?? ''}`,
      en: `A matter of random inspection of ${agency.name}.`,
    },
    agency,
    year: row.year,
    state: retired ? 'retired' : 'active',
    version: kept.version,
    reason: kept.reason,
    publishedAt: row.publishedAt.toISOString(),
    changedAt: kept.at.toISOString(),
    hash: kept.hash,
    link: checklistLink(row.number),
    matter,
  };
}

export const toChecklistDetail = (row: Bulletin, kept: KeptVersion, retired: boolean): ChecklistDetailResponse => ({
  ...toChecklistResponse(row, kept, retired),
  correctedBy: kept.version < row.version ? kept.version + 1 : null,
  document: kept.document,
});
