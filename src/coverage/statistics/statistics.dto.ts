import { Flag, Integer, Nested, NestedList, OneOf, QueryFlag, QueryInteger, Text } from '../../platform/http/fields.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { CoverageAgencyResponse } from '../coverage.dto.js';
import { FIGURE_GROUPS, GROUP_WORDS, UNITS, type ReportFigure } from './report-figure.js';
import { type OfficerVisits } from './what-is-counted.js';
import { ROW_PAGES, type RowPage } from './statistics-rows.js';

const ROW = { min: 1, max: 2_147_483_647 };
const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER };
/** Officers in one answer; a file has them all. */
const MOST_OFFICERS = 1000;

export class StatisticsQuery {
  @QueryInteger({ ...ROW, optional: true, about: "The caller's own agency unless told" })
  agencyId?: number;

  @QueryInteger({ min: 2000, max: 2999, optional: true, about: 'This year in China unless told' })
  year?: number;

  @QueryFlag({ optional: true, about: 'Counts the agencies below as well' })
  subtree?: boolean;
}

export class StatisticsFileQuery extends StatisticsQuery {
  @OneOf(['xlsx', 'csv'], { optional: true, about: 'xlsx unless told' })
  format?: 'xlsx' | 'csv';
}

export class StatisticsRowsQuery extends StatisticsQuery {
  @QueryFlag({
    optional: true,
    about: 'Of a share or an average: what its denominator counts, instead of its numerator',
  })
  whole?: boolean;

  @QueryInteger({ min: 1, max: 1_000_000, optional: true, about: 'Page, from 1' })
  page?: number;

  @QueryInteger({ min: 1, max: 200, optional: true, about: 'Rows a page, 50 unless told' })
  pageSize?: number;
}

export class StatisticsRowResponse {
  @OneOf(ROW_PAGES, { about: 'The list in which it, or what it belongs to, is found by the id' })
  page: RowPage;

  @Integer(ROW)
  id: number;

  @Text({ max: 64, nullable: true })
  code: string | null;

  @Text({ max: 2000 })
  name: string;

  @Text({ max: 500, nullable: true, about: 'What tells it from others: a state, a kind, a plan' })
  about: string | null;

  @Text({ max: 30, nullable: true, about: 'Its day, or its moment' })
  at: string | null;
}

export class ReportFigureResponse {
  @Text({ max: 64 })
  code: string;

  @OneOf(FIGURE_GROUPS)
  group: string;

  @Nested(() => WordsResponse)
  groupName: WordsResponse;

  @Nested(() => WordsResponse)
  label: WordsResponse;

  @Nested(() => WordsResponse, { about: 'What is counted, and what is not' })
  counts: WordsResponse;

  @OneOf(UNITS, { about: 'A number; hundredths of one; hundredths of a percent' })
  unit: string;

  @Integer({ ...COUNT, nullable: true, about: 'Null where there is nothing to count of' })
  value: number | null;

  @Integer({ ...COUNT, nullable: true, about: 'Of a share or an average' })
  numerator: number | null;

  @Integer({ ...COUNT, nullable: true })
  denominator: number | null;
}

export class OfficerVisitsResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 100 })
  name: string;

  @Integer({ ...COUNT, about: 'Visits of the year in whose team this officer sat' })
  visits: number;
}

export class StatisticsResponse {
  @Nested(() => CoverageAgencyResponse)
  agency: CoverageAgencyResponse;

  @Integer({ min: 2000, max: 2999 })
  year: number;

  @Flag({ about: 'Whether the agencies below are counted as well' })
  subtree: boolean;

  @Text({ max: 30, about: 'The lists as they stood at this moment' })
  asOf: string;

  @NestedList(() => ReportFigureResponse, { maxItems: 200 })
  figures: ReportFigureResponse[];

  @NestedList(() => OfficerVisitsResponse, {
    maxItems: MOST_OFFICERS,
    about: `The first ${MOST_OFFICERS}, by visits; a file has them all`,
  })
  officers: OfficerVisitsResponse[];
}

export interface Statistics {
  readonly agency: CoverageAgencyResponse;
  readonly year: number;
  readonly subtree: boolean;
  readonly asOf: Date;
  readonly figures: readonly ReportFigure[];
}

export const toStatisticsResponse = (
  { agency, asOf, figures, subtree, year }: Statistics,
  officers: readonly OfficerVisits[],
): StatisticsResponse => ({
  agency: { id: agency.id, code: agency.code, name: agency.name },
  year,
  subtree,
  asOf: asOf.toISOString(),
  figures: figures.map((each) => ({ ...each, groupName: GROUP_WORDS[each.group] })),
  officers: officers.slice(0, MOST_OFFICERS).map(({ code, id, name, visits }) => ({ id, code, name, visits })),
});
