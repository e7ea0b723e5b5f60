import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { regionFaults } from '../regions/region-field.js';
import { isUscc } from '../sheets/uscc.js';
import { type RiskClass, type TargetState } from './target.entity.js';

/** What a target says, apart from whose it is. */
export interface TargetFields {
  /** Unified social credit code, GB 32100-2015. */
  readonly uscc: string | null;
  /** The agency's own number for it; the way to tell apart what has no credit code. */
  readonly alias: string | null;
  readonly name: string;
  readonly kind: string;
  readonly regionCode: string | null;
  readonly riskClass: RiskClass | null;
  readonly state: TargetState;
  readonly address: string | null;
  /** Millionths of a degree, WGS-84; both are known, or neither. */
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly legalRepresentative: string | null;
  readonly phone: string | null;
  readonly remarks: string | null;
}

export const EMPTY_TARGET: Omit<TargetFields, 'name' | 'kind'> = {
  uscc: null,
  alias: null,
  regionCode: null,
  riskClass: null,
  state: 'active',
  address: null,
  longitude: null,
  latitude: null,
  legalRepresentative: null,
  phone: null,
  remarks: null,
};

export const USCC_WANTED = text(
  '应为 18 位统一社会信用代码（GB 32100-2015），校验码须正确。',
  'Should be a unified social credit code of 18 characters (GB 32100-2015) with the right check character.',
);

/** What is wrong with a target. A request and a row of a sheet meet the same rules. */
export function faultsOfTarget(target: TargetFields): Fault[] {
  const faults = regionFaults('/regionCode', target.regionCode);
  if (target.uscc !== null && !isUscc(target.uscc)) {
    faults.push({ pointer: '/uscc', code: 'uscc', message: USCC_WANTED });
  }
  if ((target.longitude === null) !== (target.latitude === null)) {
    const missing = target.longitude === null ? 'longitude' : 'latitude';
    faults.push({
      pointer: `/${missing}`,
      code: 'half_a_place',
      message: text('经度和纬度须同时填写，或同时留空。', 'Longitude and latitude go together: give both, or neither.'),
    });
  }
  return faults;
}
