import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IntegerColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Agency } from '../agencies/agency.entity.js';
import { Named } from '../records/recorded.js';

export const RISK_CLASSES = ['A', 'B', 'C', 'D'] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

/** 存续, 已关闭停业或正在组织清算, 注销, 被吊销, 被撤销, 迁出. */
export const TARGET_STATES = ['active', 'closed', 'deregistered', 'revoked', 'withdrawn', 'moved'] as const;
export type TargetState = (typeof TARGET_STATES)[number];

/** Where a code comes from: see target-code.ts. */
export type CodeKind = 'uscc' | 'alias' | 'derived';

/** 检查对象: who or what is inspected. A province keeps ten million of them: no relations, every list by an index. */
@Entity('targets')
@Index('uq_targets_code', ['agencyId', 'code'], { unique: true })
@Index('ix_targets_name', ['agencyId', 'name'])
@Index('ix_targets_name_order', ['agencyId', 'nameOrder'])
@Index('ix_targets_code', ['code', 'agencyId'])
@Index('ix_targets_filter', ['agencyId', 'retiredAt', 'kind', 'regionCode', 'riskClass', 'state'])
@Check('ck_targets_code_kind', `code_kind IN ('uscc', 'alias', 'derived')`)
@Check('ck_targets_longitude', 'longitude BETWEEN -180000000 AND 180000000')
@Check('ck_targets_latitude', 'latitude BETWEEN -90000000 AND 90000000')
@Check('ck_targets_risk_class', `risk_class IN ('A', 'B', 'C', 'D')`)
@Check('ck_targets_state', `state IN ('active', 'closed', 'deregistered', 'revoked', 'withdrawn', 'moved')`)
export class Target extends Named {
  @IntegerColumn()
  @ForeignKey(() => Agency, { name: 'fk_targets_agency', onDelete: 'RESTRICT' })
  agencyId: number;

  /** Fits the protocol's id grammar. */
  @TextColumn(64)
  code: string;

  @TextColumn(8)
  codeKind: CodeKind;

  /** The agency's own number for it, such as a boundary marker's. */
  @TextColumn(64, { nullable: true })
  alias: string | null;

  @TextColumn(300)
  name: string;

  @TextColumn(100)
  kind: string;

  /** GB/T 2260. */
  @TextColumn(6, { nullable: true })
  regionCode: string | null;

  @TextColumn(1, { nullable: true })
  riskClass: RiskClass | null;

  @TextColumn(16)
  state: TargetState;

  @TextColumn(500, { nullable: true })
  address: string | null;

  /** Where it stands, in millionths of a degree, WGS-84. */
  @IntegerColumn({ nullable: true })
  longitude: number | null;

  @IntegerColumn({ nullable: true })
  latitude: number | null;

  @TextColumn(100, { nullable: true })
  legalRepresentative: string | null;

  @TextColumn(64, { nullable: true })
  phone: string | null;

  @TextColumn(2000, { nullable: true })
  remarks: string | null;
}
