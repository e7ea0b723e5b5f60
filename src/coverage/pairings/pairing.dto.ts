import { Flag, Integer, Nested, NestedList, QueryFlag, QueryInteger, Text } from '../../platform/http/fields.js';
import { CoverageAgencyResponse } from '../coverage.dto.js';

const ROW = { min: 1, max: 2_147_483_647 };
const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** Officers in one answer: a matrix of more is not looked at, and its pairs grow with the square. */
export const MOST_OFFICERS = 200;

export class PairingsQuery {
  @QueryInteger({ ...ROW, optional: true, about: "The caller's own agency unless told" })
  agencyId?: number;

  @QueryInteger({ min: 2000, max: 2999, optional: true, about: 'Year of the plans; this year in China unless told' })
  year?: number;

  @QueryFlag({ optional: true, about: 'Counts the draws of the agencies below as well' })
  subtree?: boolean;
}

export class PairedOfficerResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 100 })
  name: string;

  @Integer({ ...COUNT, about: 'Teams in which this officer sits' })
  teams: number;
}

export class PairResponse {
  @Integer({ ...ROW, about: 'The smaller id of the two' })
  one: number;

  @Integer(ROW)
  other: number;

  @Integer({ min: 1, max: Number.MAX_SAFE_INTEGER, about: 'Teams in which both sit' })
  together: number;
}

export class PairingsResponse {
  @Nested(() => CoverageAgencyResponse)
  agency: CoverageAgencyResponse;

  @Integer({ min: 2000, max: 2999 })
  year: number;

  @Flag({ about: 'Whether the draws of the agencies below are counted as well' })
  subtree: boolean;

  @Text({ max: 30 })
  asOf: string;

  @Integer({ ...COUNT, about: 'Drawn teams that are counted, as they sit now; void ones apart' })
  teams: number;

  @Integer({ ...COUNT, about: 'Teams that are not counted because their people were assigned by name' })
  assignedByName: number;

  @Integer({
    ...COUNT,
    about: 'Officers on the list or in a team; of more than are shown, the ones with most teams are',
  })
  officersInAll: number;

  @NestedList(() => PairedOfficerResponse, { maxItems: MOST_OFFICERS, about: 'By code. Experts apart' })
  officers: PairedOfficerResponse[];

  @NestedList(() => PairResponse, {
    maxItems: (MOST_OFFICERS * (MOST_OFFICERS - 1)) / 2,
    about: 'Of those officers; whoever never sat together is left out',
  })
  pairs: PairResponse[];
}
