import { Entity, PrimaryColumn } from 'typeorm';

import { MomentColumn } from '../database/entity-columns.js';

/** When something that recurs last came out well, whichever process did it. */
@Entity('last_done')
export class DoneAt {
  @PrimaryColumn('varchar', { length: 64 })
  what: string;

  @MomentColumn()
  at: Date;
}
