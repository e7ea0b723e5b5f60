import { Code, Integer, OneOf, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery, PageOf } from '../../platform/http/paging.js';
import { recordedResponse, RecordedResponse } from '../records/record.dto.js';
import { Region } from '../regions/region-field.js';
import { AGENCY_LEVELS, type Agency, type AgencyLevel } from './agency.entity.js';

const MOST_ID = 2_147_483_647;
const PUBLICATION_DAYS = {
  min: 1,
  max: 60,
  nullable: true,
  about: 'Working days from a visit to the publication of its result; null: as the agency above, and at the top 20',
};
const CLOSING_DAYS = {
  min: 1,
  max: 60,
  nullable: true,
  about:
    'Working days from a recheck that passed to the closing of its rectification; null: as the agency above, and at the top 10',
};
const CHECK_IN_METRES = {
  min: 50,
  max: 100_000,
  nullable: true,
  about: 'How far from a target its inspectors may check in, in metres; null: as the agency above, and at the top 500',
};

export class CreateAgencyRequest {
  @Text({ min: 1, max: 200, example: '示范县民政局' })
  name: string;

  @OneOf(AGENCY_LEVELS)
  level: AgencyLevel;

  @Code({ optional: true, about: 'Derived from the name unless given; fixed from then on' })
  code?: string;

  @Region({ optional: true, nullable: true })
  regionCode?: string | null;

  @Integer({
    min: 1,
    max: MOST_ID,
    optional: true,
    nullable: true,
    about: "The agency above; unless given, the caller's own",
  })
  parentId?: number | null;

  @Integer({ ...PUBLICATION_DAYS, optional: true })
  publicationDays?: number | null;

  @Integer({ ...CLOSING_DAYS, optional: true })
  closingDays?: number | null;

  @Integer({ ...CHECK_IN_METRES, optional: true })
  checkInMetres?: number | null;
}

export class ChangeAgencyRequest {
  @Text({ min: 1, max: 200, optional: true })
  name?: string;

  @OneOf(AGENCY_LEVELS, { optional: true })
  level?: AgencyLevel;

  @Region({ optional: true, nullable: true })
  regionCode?: string | null;

  @Integer({ min: 1, max: MOST_ID, optional: true, nullable: true, about: 'Moves the agency and all below it' })
  parentId?: number | null;

  @Integer({ ...PUBLICATION_DAYS, optional: true })
  publicationDays?: number | null;

  @Integer({ ...CLOSING_DAYS, optional: true })
  closingDays?: number | null;

  @Integer({ ...CHECK_IN_METRES, optional: true })
  checkInMetres?: number | null;
}

export const AGENCY_STATES = ['active', 'retired', 'all'] as const;

export class AgenciesQuery extends ListQuery {
  @Text({ max: 100, optional: true, about: 'Part of the name, or the beginning of the code' })
  search?: string;

  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'The agencies directly below this one' })
  parentId?: number;

  @OneOf(AGENCY_STATES, { optional: true, about: 'active unless told' })
  state?: (typeof AGENCY_STATES)[number];
}

export class AgencyResponse extends RecordedResponse {
  @Code()
  code: string;

  @Text({ max: 200 })
  name: string;

  @OneOf(AGENCY_LEVELS)
  level: AgencyLevel;

  @Region({ nullable: true })
  regionCode: string | null;

  @Integer({ min: 1, max: MOST_ID, nullable: true })
  parentId: number | null;

  @Integer(PUBLICATION_DAYS)
  publicationDays: number | null;

  @Integer(CLOSING_DAYS)
  closingDays: number | null;

  @Integer(CHECK_IN_METRES)
  checkInMetres: number | null;
}

export class AgenciesPage extends PageOf(AgencyResponse) {}

export function agencyResponse(row: Agency): AgencyResponse {
  return {
    ...recordedResponse(row),
    code: row.code,
    name: row.name,
    level: row.level,
    regionCode: row.regionCode,
    parentId: row.parentId,
    publicationDays: row.publicationDays,
    closingDays: row.closingDays,
    checkInMetres: row.checkInMetres,
  };
}
