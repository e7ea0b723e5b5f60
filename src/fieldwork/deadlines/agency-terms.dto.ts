import { Integer, Nested } from '../../platform/http/fields.js';
import { SettingFromResponse } from '../../registry/agencies/setting-from.js';

const MOST = 2_147_483_647;

export class AgencyTermResponse {
  @Integer({ min: 1, max: MOST, nullable: true, about: 'What the agency says itself; null: as the agency above' })
  own: number | null;

  @Integer({ min: 1, max: MOST, about: 'What holds for it' })
  effective: number;

  @Nested(() => SettingFromResponse)
  from: SettingFromResponse;
}

export class AgencyTermsResponse {
  @Integer({ min: 1, max: MOST })
  agencyId: number;

  @Nested(() => AgencyTermResponse, { about: 'Working days from a visit to the publication of its result' })
  publicationDays: AgencyTermResponse;

  @Nested(() => AgencyTermResponse, {
    about: 'Working days from a recheck that passed to the closing of its rectification',
  })
  closingDays: AgencyTermResponse;

  @Nested(() => AgencyTermResponse, { about: 'How far from a target its inspectors may check in, in metres' })
  checkInMetres: AgencyTermResponse;
}
