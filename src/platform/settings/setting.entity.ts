import { Entity, PrimaryColumn } from 'typeorm';

import { LongTextColumn } from '../database/entity-columns.js';

/** A value that the installation made for itself once and keeps. What people set is in `Config`. */
@Entity('settings')
export class Setting {
  @PrimaryColumn('varchar', { length: 64 })
  name: string;

  @LongTextColumn()
  value: string;
}
