import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Batch } from '../batches/batch.entity.js';
import { type SeatWish } from '../teams/team-plan.js';
import { type PartnerRole, type PartnerState } from './partner.js';

/** An agency beside the one whose plan it is: it takes part in a batch, or lends it its people. */
@Entity('batch_partners')
@Index('uq_batch_partners_agency', ['batchId', 'agencyId'], { unique: true })
@Index('ix_batch_partners_agency', ['agencyId', 'state'])
@Check('ck_batch_partners_role', `role IN ('participant', 'neighbour')`)
@Check('ck_batch_partners_state', `state IN ('invited', 'accepted', 'declined', 'left-out')`)
@Check('ck_batch_partners_decided', `state = 'invited' OR (decided_by_name IS NOT NULL AND decided_at IS NOT NULL)`)
export class BatchPartner {
  @IdColumn()
  id: number;

  @ForeignKey(() => Batch, { name: 'fk_batch_partners_batch', onDelete: 'RESTRICT' })
  @IntegerColumn()
  batchId: number;

  @ForeignKey('Agency', { name: 'fk_batch_partners_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @TextColumn(16)
  role: PartnerRole;

  @TextColumn(16)
  state: PartnerState;

  /** Why it was asked. */
  @LongTextColumn()
  reason: string;

  /** The seats that a participant has named; none of a neighbour. */
  @JsonColumn()
  seats: readonly SeatWish[];

  /** What was said with the decision: by the agency itself, or where it was left out by who did that. */
  @LongTextColumn({ nullable: true })
  answer: string | null;

  @TextColumn(200)
  invitedByName: string;

  @MomentColumn()
  invitedAt: Date;

  @TextColumn(200, { nullable: true })
  decidedByName: string | null;

  @MomentColumn({ nullable: true })
  decidedAt: Date | null;

  @IntegerColumn()
  version: number;
}
