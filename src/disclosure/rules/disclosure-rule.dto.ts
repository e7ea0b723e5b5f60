import { Integer, Nested, OneOf } from '../../platform/http/fields.js';
import { SettingFromResponse } from '../../registry/agencies/setting-from.js';
import { INSPECTOR_NAMES, PERSON_TARGETS, type InspectorNames, type PersonTargets } from './disclosure-rules.js';

const NAMES = 'What the public reads of inspectors: name and certificate, the family name, or the certificate’s number';
const PERSONS = 'Names and codes of targets that are natural persons';
const YEARS = 'Years for which a result is on display; its hash stays';

export class DisclosureRulesRequest {
  @OneOf(INSPECTOR_NAMES, { nullable: true, about: `${NAMES}; null: as the agency above` })
  inspectorNames: InspectorNames | null;

  @OneOf(PERSON_TARGETS, { nullable: true, about: `${PERSONS}; null: as the agency above` })
  personTargets: PersonTargets | null;

  @Integer({ min: 1, max: 100, nullable: true, about: `${YEARS}; null: as the agency above` })
  retentionYears: number | null;
}

export class EffectiveRulesResponse {
  @OneOf(INSPECTOR_NAMES, { about: NAMES })
  inspectorNames: InspectorNames;

  @OneOf(PERSON_TARGETS, { about: PERSONS })
  personTargets: PersonTargets;

  @Integer({ min: 1, max: 100, about: YEARS })
  retentionYears: number;
}

export class RulesFromResponse {
  @Nested(() => SettingFromResponse)
  inspectorNames: SettingFromResponse;

  @Nested(() => SettingFromResponse)
  personTargets: SettingFromResponse;

  @Nested(() => SettingFromResponse)
  retentionYears: SettingFromResponse;
}

export class DisclosureRulesResponse {
  @Integer({ min: 1, max: 2_147_483_647 })
  agencyId: number;

  @Integer({ min: 0, max: 2_147_483_647, about: '0 while the agency says nothing of its own' })
  version: number;

  @Nested(() => DisclosureRulesRequest, { about: 'What it says itself' })
  own: DisclosureRulesRequest;

  @Nested(() => EffectiveRulesResponse, { about: 'What holds for it' })
  effective: EffectiveRulesResponse;

  @Nested(() => RulesFromResponse, { about: 'Whose word that is' })
  from: RulesFromResponse;
}
