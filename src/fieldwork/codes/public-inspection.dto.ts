import { Day, Flag, Integer, Moment, Nested, NestedList, OneOf, Text } from '../../platform/http/fields.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { CODED } from './code.js';
import { CODE_STATES, EXPIRED_REASONS } from './code-standing.js';

const COUNT = { min: 0, max: 100_000_000 };

export class PublicTeamMemberResponse {
  @Text({ max: 100, about: 'The family name; the whole name stands on the notice' })
  name: string;

  @Text({ max: 64, nullable: true })
  certificateNumber: string | null;

  @Flag({ about: 'An expert, who assists' })
  expert: boolean;
}

export class PublicMatterResponse {
  @Text({ max: 64 })
  code: string;

  @Text({ max: 2000 })
  name: string;

  @Text({ max: 65_535, nullable: true, lines: true })
  legalBasis: string | null;
}

export class ChanceResponse {
  @Integer({ ...COUNT, about: 'So many were drawn' })
  size: number;

  @Integer({ ...COUNT, about: 'out of so many' })
  population: number;

  @Text({ max: 30, example: '3/97' })
  words: string;
}

export class PublicInspectionDrawResponse {
  @Text({ max: 64 })
  number: string;

  @Moment()
  drawnAt: string;

  @Text({ max: 9, nullable: true, about: 'The first eight digits of the hash of its record, as people read them' })
  shortCode: string | null;

  @Text({ max: 64, nullable: true })
  recordHash: string | null;

  @Nested(() => ChanceResponse, {
    nullable: true,
    about: 'With what chance this target was drawn; null of a supplement, whose places follow from an earlier draw',
  })
  chance: ChanceResponse | null;

  @Flag({ about: 'Whether the people for its seats were named: not random (指定人员，非随机)' })
  assignedByName: boolean;

  @Text({ max: 500, about: 'A page that checks the draw in the reader’s own browser' })
  verify: string;

  @Text({ max: 500, nullable: true, about: 'The file to check it with; null before the result of the draw is public' })
  evidence: string | null;
}

export class PublicResultResponse {
  @Day({ nullable: true })
  visitedOn: string | null;

  @Nested(() => WordsResponse)
  words: WordsResponse;

  @Moment({ nullable: true })
  publishedAt: string | null;
}

export class PublicDisplayResponse {
  @OneOf(['displayed', 'over', 'withdrawn'], { about: '公示中、公示期满、已撤回' })
  state: string;

  @Nested(() => WordsResponse)
  words: WordsResponse;

  @Text({ max: 500, nullable: true, about: 'Of a withdrawal: why' })
  reason: string | null;
}

/** What everyone may know of the inspection to which a code belongs. */
export class PublicInspectionResponse {
  @Text({ max: 14, example: '7K3M-Q0TX-91BV' })
  code: string;

  @OneOf(CODE_STATES.filter((state) => state !== 'unknown'), { about: '真、已过期' })
  state: string;

  @Nested(() => WordsResponse)
  verdict: WordsResponse;

  @OneOf(EXPIRED_REASONS, { nullable: true })
  reason: string | null;

  @OneOf(CODED, { about: 'What the code stands on; inspection: on no paper' })
  document: string;

  @Integer({ min: 1, max: 2_147_483_647 })
  edition: number;

  @Moment()
  issuedAt: string;

  @Text({ max: 200 })
  agency: string;

  @Text({ max: 300 })
  target: string;

  @NestedList(() => PublicMatterResponse, { maxItems: 1000 })
  matters: PublicMatterResponse[];

  @NestedList(() => PublicTeamMemberResponse, {
    maxItems: 100,
    about: 'Nobody any more once the time of display is over',
  })
  team: PublicTeamMemberResponse[];

  @Day()
  visitFrom: string;

  @Day()
  visitUntil: string;

  @Flag({ about: 'Nobody may come without an approval' })
  approved: boolean;

  @Nested(() => PublicInspectionDrawResponse)
  draw: PublicInspectionDrawResponse;

  @Nested(() => PublicResultResponse, {
    nullable: true,
    about: 'Null before it is published, and once it is not on display any more',
  })
  result: PublicResultResponse | null;

  @Nested(() => PublicDisplayResponse, {
    nullable: true,
    about: 'Whether the result is still on display; null before it is published',
  })
  display: PublicDisplayResponse | null;
}

export class InspectionCodeResponse {
  @Text({ max: 14, example: '7K3M-Q0TX-91BV' })
  code: string;

  @Text({ max: 600, about: 'Where it leads; a path where the server has no address of its own (SORTIS_PUBLIC_URL)' })
  address: string;
}
