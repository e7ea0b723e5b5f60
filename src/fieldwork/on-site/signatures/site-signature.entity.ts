import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../../platform/database/entity-columns.js';
import { Inspection } from '../../inspections/inspection.entity.js';
import { FieldAct } from '../sync/field-act.entity.js';
import { type Stroke } from './signature-rules.js';

/** 检查人员、被检查单位负责人；拒签时的见证人. */
export const SIGNERS = ['inspector', 'target', 'witness'] as const;
export type Signer = (typeof SIGNERS)[number];

/** 签名: by one person under one version of the record. Rows are never changed or removed. */
@Entity('site_signatures')
@Index('uq_site_signatures_act', ['actId'], { unique: true })
@Index('ix_site_signatures_inspection', ['inspectionId', 'id'])
@Check('ck_site_signatures_signer', `signer IN ('inspector', 'target', 'witness')`)
@Check('ck_site_signatures_inspector', `(signer = 'inspector') = (inspector_id IS NOT NULL)`)
@Check('ck_site_signatures_refusal', `(signer = 'witness') = (refusal IS NOT NULL)`)
export class SiteSignature {
  @IdColumn()
  id: number;

  @ForeignKey(() => FieldAct, { name: 'fk_site_signatures_act', onDelete: 'RESTRICT' })
  @IntegerColumn()
  actId: number;

  @ForeignKey(() => Inspection, { name: 'fk_site_signatures_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  @TextColumn(16)
  signer: Signer;

  /** Of an inspector: himself. */
  @ForeignKey('Inspector', { name: 'fk_site_signatures_inspector', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  inspectorId: number | null;

  @TextColumn(100)
  name: string;

  /** Of a witness: why the target did not sign (拒签). */
  @TextColumn(500, { nullable: true })
  refusal: string | null;

  /** Of the record as the signer saw it (site-record.ts). */
  @TextColumn(64)
  recordHash: string;

  /** 1: when it arrived, the server's record was the same. */
  @IntegerColumn({ nullable: true })
  matched: number | null;

  @JsonColumn()
  strokes: Stroke[];

  @MomentColumn()
  at: Date;
}
