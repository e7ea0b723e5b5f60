import { Entity, Index } from 'typeorm';

import { IdColumn, IntegerColumn, LongTextColumn, MomentColumn, TextColumn } from '../database/entity-columns.js';

/** What a caller got for a creation that carried this key. `status` is null while the first one is still at work. */
@Entity('idempotency_keys')
@Index('uq_idempotency_keys', ['caller', 'idempotencyKey'], { unique: true })
@Index('ix_idempotency_created', ['createdAt'])
export class IdempotencyKey {
  @IdColumn()
  id: number;

  @TextColumn(64)
  caller: string;

  @TextColumn(100)
  idempotencyKey: string;

  @TextColumn(64)
  requestHash: string;

  @IntegerColumn({ nullable: true })
  status: number | null;

  @LongTextColumn({ nullable: true })
  response: string | null;

  @MomentColumn()
  createdAt: Date;
}
