import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  FlagColumn,
  IntegerColumn,
  JsonColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Agency } from '../agencies/agency.entity.js';
import { Named } from '../records/recorded.js';

/** 执法检查人员, or an expert (专家), who assists and never counts as an inspector. */
@Entity('inspectors')
@Index('uq_inspectors_code', ['code'], { unique: true })
@Index('uq_inspectors_certificate', ['agencyId', 'certificateNumber'], { unique: true })
@Check('ck_inspectors_yearly_limit', 'yearly_limit >= 1 AND yearly_limit <= 10000')
@Check('ck_inspectors_validity', 'valid_from <= valid_until')
@Check(
  'ck_inspectors_certificate',
  'expert = 1 OR (certificate_number IS NOT NULL AND valid_from IS NOT NULL AND valid_until IS NOT NULL)',
)
export class Inspector extends Named {
  @IntegerColumn()
  @ForeignKey(() => Agency, { name: 'fk_inspectors_agency', onDelete: 'RESTRICT' })
  agencyId: number;

  /** Fits the protocol's id grammar: see inspector-code.ts. */
  @TextColumn(64)
  code: string;

  @TextColumn(100)
  name: string;

  /** 执法证号. Only an expert may do without. */
  @TextColumn(64, { nullable: true })
  certificateNumber: string | null;

  @TextColumn(200, { nullable: true })
  issuer: string | null;

  @DayColumn({ nullable: true })
  validFrom: string | null;

  /** The last day on which the certificate holds. */
  @DayColumn({ nullable: true })
  validUntil: string | null;

  @JsonColumn()
  qualifications: string[];

  @TextColumn(100, { nullable: true })
  position: string | null;

  @TextColumn(64, { nullable: true })
  phone: string | null;

  @FlagColumn()
  expert: boolean;

  @FlagColumn()
  available: boolean;

  /** Who has so many inspections in a year is drawn for no more of them. */
  @IntegerColumn({ nullable: true })
  yearlyLimit: number | null;
}
