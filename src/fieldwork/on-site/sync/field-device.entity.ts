import { Entity, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../../platform/database/entity-columns.js';

/** One phone of one person: up to where its acts have arrived. Changed with each act, so that two requests of it wait for one another. */
@Entity('field_devices')
@Index('uq_field_devices_device', ['userId', 'device'], { unique: true })
export class FieldDevice {
  @IdColumn()
  id: number;

  @IntegerColumn()
  userId: number;

  /** The name that the phone gave itself. */
  @TextColumn(36)
  device: string;

  /** Of the act that is to come next. */
  @IntegerColumn()
  nextSequence: number;

  /** The phone's own time of its last act. */
  @MomentColumn({ nullable: true })
  lastSaidAt: Date | null;

  @MomentColumn()
  createdAt: Date;
}
