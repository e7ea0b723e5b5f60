import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

/** What an inspector's record says, apart from whose it is. */
export interface InspectorFields {
  readonly name: string;
  readonly certificateNumber: string | null;
  readonly issuer: string | null;
  /** The certificate's days, both included. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly qualifications: readonly string[];
  readonly position: string | null;
  readonly phone: string | null;
  /** An expert assists and never counts as an inspector. */
  readonly expert: boolean;
  /** Whether he may be drawn at all; for single days there are absences. */
  readonly available: boolean;
  /** Most inspections in a year; null is as many as come. */
  readonly yearlyLimit: number | null;
}

export const EMPTY_INSPECTOR: Omit<InspectorFields, 'name'> = {
  certificateNumber: null,
  issuer: null,
  validFrom: null,
  validUntil: null,
  qualifications: [],
  position: null,
  phone: null,
  expert: false,
  available: true,
  yearlyLimit: null,
};

/** What is wrong with an inspector's record. A request and a row of a sheet meet the same rules. */
export function faultsOfInspector(inspector: InspectorFields): Fault[] {
  const faults: Fault[] = [];
  if (!inspector.expert) {
    for (const field of ['certificateNumber', 'validFrom', 'validUntil'] as const) {
      if (inspector[field] !== null) continue;
      faults.push({
        pointer: `/${field}`,
        code: 'certificate_required',
        message: text(
          '执法检查人员须有执法证号和有效期起止；只有专家可以没有。',
          'An inspector has a certificate with its number and both its days; only an expert may do without.',
        ),
      });
    }
  }
  const { validFrom, validUntil } = inspector;
  if (inspector.expert && (validFrom !== null || validUntil !== null)) {
    for (const field of ['certificateNumber', 'validFrom', 'validUntil'] as const) {
      if (inspector[field] !== null) continue;
      faults.push({
        pointer: `/${field}`,
        code: 'appointment_incomplete',
        message: text(
          '专家的聘书要么写明编号和起止日期，要么都不写；只写一部分，无法判断检查当日是否有效。',
          'The appointment of an expert has its number and both its days, or none of them: told by half, nobody knows whether it holds on the day of a visit.',
        ),
      });
    }
  }
  if (validFrom !== null && validUntil !== null && validFrom > validUntil) {
    const message = text(
      `证件有效期止（${validUntil}）早于有效期起（${validFrom}）。`,
      `The certificate ends (${validUntil}) before it begins (${validFrom}).`,
    );
    faults.push(
      { pointer: '/validFrom', code: 'validity_reversed', message },
      { pointer: '/validUntil', code: 'validity_reversed', message },
    );
  }
  return faults;
}
