import { Code, Day, Flag, Integer, QueryFlag, Text, Texts } from '../../platform/http/fields.js';
import { PageOf } from '../../platform/http/paging.js';
import { Reason, recordedResponse, RecordedResponse, RecordsQuery } from '../records/record.dto.js';
import { type InspectorFields } from './inspector-rules.js';
import { type Inspector } from './inspector.entity.js';

const MOST_ID = 2_147_483_647;

/** The fields that may be left out, of a creation and of a change alike. */
class InspectorOptionals {
  @Text({ min: 1, max: 64, optional: true, nullable: true, about: '执法证号; only an expert may do without' })
  certificateNumber?: string | null;

  @Text({ max: 200, optional: true, nullable: true, about: 'Who issued the certificate' })
  issuer?: string | null;

  @Day({ optional: true, nullable: true, about: 'First day of the certificate' })
  validFrom?: string | null;

  @Day({ optional: true, nullable: true, about: 'Last day of the certificate' })
  validUntil?: string | null;

  @Texts({ max: 100, maxItems: 50, optional: true })
  qualifications?: string[];

  @Text({ max: 100, optional: true, nullable: true })
  position?: string | null;

  @Text({ max: 64, optional: true, nullable: true })
  phone?: string | null;

  @Flag({ optional: true, about: 'An expert assists and never counts as an inspector' })
  expert?: boolean;

  @Flag({ optional: true, about: 'Whether this person may be drawn at all' })
  available?: boolean;

  @Integer({
    min: 1,
    max: 10_000,
    optional: true,
    nullable: true,
    about: 'Who has so many inspections in a year is drawn for no more; null: as many as come',
  })
  yearlyLimit?: number | null;
}

export class CreateInspectorRequest extends InspectorOptionals {
  @Integer({ min: 1, max: MOST_ID, optional: true, about: "The caller's own agency unless given" })
  agencyId?: number;

  @Text({ min: 1, max: 100 })
  name: string;
}

export class ChangeInspectorRequest extends InspectorOptionals {
  @Reason()
  reason?: string | null;

  @Integer({
    min: 1,
    max: MOST_ID,
    optional: true,
    about: 'An inspector stays with the agency: only the same id is taken',
  })
  agencyId?: number;

  @Text({ min: 1, max: 100, optional: true })
  name?: string;
}

export class InspectorsQuery extends RecordsQuery {
  @QueryFlag({ optional: true })
  expert?: boolean;

  @QueryFlag({ optional: true })
  available?: boolean;
}

export class InspectorResponse extends RecordedResponse {
  @Integer({ min: 1, max: MOST_ID })
  agencyId: number;

  @Code({ about: "Goes into draws: the certificate's number, or derived from it" })
  code: string;

  @Text({ max: 100 })
  name: string;

  @Text({ max: 64, nullable: true })
  certificateNumber: string | null;

  @Text({ max: 200, nullable: true })
  issuer: string | null;

  @Day({ nullable: true })
  validFrom: string | null;

  @Day({ nullable: true })
  validUntil: string | null;

  @Texts({ max: 100, maxItems: 50 })
  qualifications: string[];

  @Text({ max: 100, nullable: true })
  position: string | null;

  @Text({ max: 64, nullable: true })
  phone: string | null;

  @Flag()
  expert: boolean;

  @Flag()
  available: boolean;

  @Integer({ min: 1, max: 10_000, nullable: true, about: 'Most inspections in a year' })
  yearlyLimit: number | null;
}

export class InspectorsPage extends PageOf(InspectorResponse) {}

export function inspectorFields(row: Inspector): InspectorFields & { qualifications: string[] } {
  return {
    name: row.name,
    certificateNumber: row.certificateNumber,
    issuer: row.issuer,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    qualifications: row.qualifications,
    position: row.position,
    phone: row.phone,
    expert: row.expert,
    available: row.available,
    yearlyLimit: row.yearlyLimit,
  };
}

export function inspectorResponse(row: Inspector): InspectorResponse {
  return { ...recordedResponse(row), agencyId: row.agencyId, code: row.code, ...inspectorFields(row) };
}
