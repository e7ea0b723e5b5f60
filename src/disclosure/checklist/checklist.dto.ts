import {
  AnyObject,
  Code,
  Integer,
  Integers,
  Nested,
  NestedList,
  OneOf,
  Text,
  Texts,
} from '../../platform/http/fields.js';
import { RateField, type MatterResponse } from '../../registry/matters/matter.dto.js';
import { type Bulletin } from '../kept/bulletin.entity.js';
import { type KeptVersion } from '../kept/kept-bulletins.service.js';
import { type Unsealed } from '../kept/sealed.js';
import { BulletinQuery, BulletinResponse } from '../output/bulletin.dto.js';

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
