import { Entity, PrimaryColumn } from 'typeorm';

import { BeatsColumn } from './entity-columns.js';

/** A name by which transactions exclude one another (row-lock.ts), where no single row stands for what they are about. */
@Entity('held_names')
export class HeldName {
  @PrimaryColumn('varchar', { length: 64 })
  name: string;

  @BeatsColumn()
  beats: number;
}
