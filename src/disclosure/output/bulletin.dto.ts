import { OmitType } from '@nestjs/swagger';

import { Code, Flag, Integer, Moment, Nested, OneOf, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { WordsResponse } from '../../platform/http/words.dto.js';

export const BULLETIN_KINDS = ['checklist', 'plans', 'draws', 'results'] as const;
export type BulletinKind = (typeof BULLETIN_KINDS)[number];

const MOST = 2_147_483_647;

export class PublicAgencyResponse {
  @Code()
  code: string;

  @Text({ max: 200 })
  name: string;
}

/** What every bulletin says of itself. */
export class BulletinResponse {
  @OneOf(BULLETIN_KINDS)
  kind: BulletinKind;

  @Text({ max: 80, about: 'Its address ends on it, and never changes' })
  number: string;

  @Text({ max: 1000 })
  title: string;

  @Nested(() => WordsResponse)
  summary: WordsResponse;

  @Nested(() => PublicAgencyResponse)
  agency: PublicAgencyResponse;

  @Integer({ min: 1900, max: 9999 })
  year: number;

  @Text({ max: 32 })
  state: string;

  @Integer({ min: 1, max: MOST, about: 'A correction is a new version; the earlier ones remain to be read' })
  version: number;

  @Text({ max: 2000, nullable: true, about: 'Why this version took the place of the one before' })
  reason: string | null;

  @Moment()
  publishedAt: string;

  @Moment()
  changedAt: string;

  @Text({
    max: 64,
    nullable: true,
    about: 'SHA-256 of what this version says; null where it is told with the entry alone',
  })
  hash: string | null;

  @Text({ max: 500 })
  link: string;
}

export class VersionResponse {
  @Integer({ min: 1, max: MOST })
  version: number;

  @Text({ max: 64, nullable: true })
  hash: string | null;

  @Text({ max: 2000, nullable: true })
  reason: string | null;

  @Moment()
  at: string;

  @Flag({ about: 'Whether this is the withdrawal of what was published until then, which is shown no more' })
  withdrawal: boolean;

  @Integer({ min: 1, max: MOST, nullable: true, about: 'The version that corrects it; null for the one that holds' })
  correctedBy: number | null;

  @Text({ max: 500 })
  link: string;
}

/** A page of a list that has one order. */
export class PageQuery extends OmitType(ListQuery, ['sort']) {}

/** The filters that all bulletins share. */
export class BulletinQuery extends ListQuery {
  @Code({ optional: true, about: 'Code of the agency' })
  agency?: string;

  @QueryInteger({ min: 1900, max: 2999, optional: true })
  year?: number;

  @Code({ optional: true, about: 'Code of a matter' })
  matter?: string;
}
