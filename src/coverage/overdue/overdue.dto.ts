import { Day, Integer, Nested, NestedList, QueryFlag, QueryInteger, Text } from '../../platform/http/fields.js';
import { CoverageAgencyResponse } from '../coverage.dto.js';

const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER };

export class OverdueQuery {
  @Text({ max: 64, optional: true, about: "The agency's id or code; the caller's own unless told" })
  agency?: string;

  @QueryInteger({ min: 2000, max: 2999, optional: true, about: 'This year in China unless told' })
  year?: number;

  @QueryFlag({ optional: true, about: 'Counts the agencies below as well' })
  subtree?: boolean;
}

export class OverdueDayResponse {
  @Day()
  day: string;

  @Integer({ ...COUNT, about: "Inspections of the year's plans that had not been visited by the last of their days" })
  visits: number;

  @Integer({ ...COUNT, about: 'Results of visits of the year that should have been public by working days' })
  results: number;
}

export class OverdueResponse {
  @Nested(() => CoverageAgencyResponse)
  agency: CoverageAgencyResponse;

  @Integer({ min: 2000, max: 2999 })
  year: number;

  @NestedList(() => OverdueDayResponse, {
    maxItems: 366,
    about: 'Each day of the year so far, with what was late then',
  })
  days: OverdueDayResponse[];
}
