import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Inspector } from './inspector.entity.js';
import { type InterestKind } from './interest-rules.js';

/**
 * A declared interest (利害关系): which targets an inspector has to keep away from, told by what they are and not by their
 * rows, so that it holds for targets that come later. What it says is nobody else's business: it is in no history and in no
 * draw. It is never changed; it ends, and another is declared.
 */
@Entity('interests')
@Index('ix_interests_inspector', ['inspectorId', 'endedAt'])
@Check('ck_interests_kind', `kind IN ('own', 'family', 'former-employer', 'address', 'other')`)
@Check('ck_interests_days', 'from_day <= until_day')
export class Interest {
  @IdColumn()
  id: number;

  @IntegerColumn()
  @ForeignKey(() => Inspector, { name: 'fk_interests_inspector', onDelete: 'RESTRICT' })
  inspectorId: number;

  @TextColumn(16)
  kind: InterestKind;

  @TextColumn(300, { nullable: true })
  name: string | null;

  @TextColumn(64, { nullable: true })
  uscc: string | null;

  @TextColumn(500, { nullable: true })
  address: string | null;

  @TextColumn(100, { nullable: true })
  person: string | null;

  @TextColumn(500)
  note: string;

  @DayColumn({ nullable: true })
  fromDay: string | null;

  @DayColumn({ nullable: true })
  untilDay: string | null;

  @TextColumn(100)
  declaredBy: string;

  @MomentColumn()
  declaredAt: Date;

  @MomentColumn({ nullable: true })
  endedAt: Date | null;
}
