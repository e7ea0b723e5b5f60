import { Code, Integer, OneOf, Pattern, Text, type FieldOptions } from '../../platform/http/fields.js';
import { PageOf } from '../../platform/http/paging.js';
import { Reason, recordedResponse, RecordedResponse, RecordsQuery } from '../records/record.dto.js';
import { Region } from '../regions/region-field.js';
import { isUscc } from '../sheets/uscc.js';
import { USCC_WANTED, type TargetFields } from './target-rules.js';
import {
  RISK_CLASSES,
  TARGET_STATES,
  type CodeKind,
  type RiskClass,
  type Target,
  type TargetState,
} from './target.entity.js';

const MOST_ID = 2_147_483_647;

const Uscc = (options: FieldOptions = {}): PropertyDecorator =>
  Pattern({
    about: 'Unified social credit code, GB 32100-2015',
    ...options,
    pattern: /^[0-9A-HJ-NP-RTUWXY]{18}$/,
    code: 'uscc',
    wanted: USCC_WANTED,
    holds: isUscc,
  });

const LONGITUDE = {
  min: -180_000_000,
  max: 180_000_000,
  nullable: true,
  about: 'Where it stands: millionths of a degree, WGS-84 (not GCJ-02)',
};
const LATITUDE = { ...LONGITUDE, min: -90_000_000, max: 90_000_000 };

/** The fields that may be left out, of a creation and of a change alike. */
class TargetOptionals {
  @Uscc({ optional: true, nullable: true })
  uscc?: string | null;

  @Text({ min: 1, max: 64, optional: true, nullable: true, about: 'A number of its own, where it has no credit code' })
  alias?: string | null;

  @Region({ optional: true, nullable: true })
  regionCode?: string | null;

  @OneOf(RISK_CLASSES, { optional: true, nullable: true })
  riskClass?: RiskClass | null;

  @OneOf(TARGET_STATES, { optional: true, about: 'active unless given' })
  state?: TargetState;

  @Text({ max: 500, optional: true, nullable: true })
  address?: string | null;

  @Integer({ ...LONGITUDE, optional: true })
  longitude?: number | null;

  @Integer({ ...LATITUDE, optional: true })
  latitude?: number | null;

  @Text({ max: 100, optional: true, nullable: true })
  legalRepresentative?: string | null;

  @Text({ max: 64, optional: true, nullable: true })
  phone?: string | null;

  @Text({ max: 2000, lines: true, optional: true, nullable: true, about: 'Complaints, abnormal listing, violations' })
  remarks?: string | null;
}

export class CreateTargetRequest extends TargetOptionals {
  @Integer({ min: 1, max: MOST_ID, optional: true, about: "The caller's own agency unless given" })
  agencyId?: number;

  @Text({ min: 1, max: 300 })
  name: string;

  @Text({ min: 1, max: 100, example: '养老机构' })
  kind: string;
}

export class ChangeTargetRequest extends TargetOptionals {
  @Reason()
  reason?: string | null;

  @Integer({ min: 1, max: MOST_ID, optional: true, about: 'A target stays with its agency: only the same id is taken' })
  agencyId?: number;

  @Text({ min: 1, max: 300, optional: true })
  name?: string;

  @Text({ min: 1, max: 100, optional: true })
  kind?: string;
}

export class TargetsQuery extends RecordsQuery {
  @Text({ max: 100, optional: true })
  kind?: string;

  @Region({ optional: true })
  regionCode?: string;

  @OneOf(RISK_CLASSES, { optional: true })
  riskClass?: RiskClass;

  @OneOf(TARGET_STATES, { optional: true })
  state?: TargetState;
}

export class TargetResponse extends RecordedResponse {
  @Integer({ min: 1, max: MOST_ID })
  agencyId: number;

  @Code({ about: 'Goes into draws: the credit code, the alias, or derived from the name' })
  code: string;

  @OneOf(['uscc', 'alias', 'derived'], { about: 'Where the code comes from' })
  codeKind: CodeKind;

  @Uscc({ nullable: true })
  uscc: string | null;

  @Text({ max: 64, nullable: true })
  alias: string | null;

  @Text({ max: 300 })
  name: string;

  @Text({ max: 100 })
  kind: string;

  @Region({ nullable: true })
  regionCode: string | null;

  @OneOf(RISK_CLASSES, { nullable: true })
  riskClass: RiskClass | null;

  @OneOf(TARGET_STATES)
  state: TargetState;

  @Text({ max: 500, nullable: true })
  address: string | null;

  @Integer(LONGITUDE)
  longitude: number | null;

  @Integer(LATITUDE)
  latitude: number | null;

  @Text({ max: 100, nullable: true })
  legalRepresentative: string | null;

  @Text({ max: 64, nullable: true })
  phone: string | null;

  @Text({ max: 2000, lines: true, nullable: true })
  remarks: string | null;
}

export class TargetsPage extends PageOf(TargetResponse) {}

export function targetFields(row: Target): TargetFields {
  return {
    uscc: row.codeKind === 'uscc' ? row.code : null,
    alias: row.alias,
    name: row.name,
    kind: row.kind,
    regionCode: row.regionCode,
    riskClass: row.riskClass,
    state: row.state,
    address: row.address,
    longitude: row.longitude,
    latitude: row.latitude,
    legalRepresentative: row.legalRepresentative,
    phone: row.phone,
    remarks: row.remarks,
  };
}

export function targetResponse(row: Target): TargetResponse {
  return {
    ...recordedResponse(row),
    agencyId: row.agencyId,
    code: row.code,
    codeKind: row.codeKind,
    ...targetFields(row),
  };
}
