import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { type AlertCode, type AlertSubject } from './overdue.js';

/** Something overdue, from when it was noticed until it is over. What was told once is not told again. */
@Entity('alerts')
@Index('uq_alerts_about', ['about'], { unique: true })
@Index('ix_alerts_agency', ['agencyId', 'id'])
@Check('ck_alerts_open', '(about IS NULL) = (closed_at IS NOT NULL)')
export class Alert {
  @IdColumn()
  id: number;

  /** What it is about (aboutOf) while it is open, so that nobody opens it twice; nothing once it is over. */
  @TextColumn(100, { nullable: true })
  about: string | null;

  @TextColumn(32)
  code: AlertCode;

  @TextColumn(16)
  subject: AlertSubject;

  @IntegerColumn()
  subjectId: number;

  @TextColumn(64)
  number: string;

  @ForeignKey('Agency', { name: 'fk_alerts_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @MomentColumn()
  since: Date;

  @MomentColumn()
  openedAt: Date;

  @MomentColumn({ nullable: true })
  closedAt: Date | null;
}
