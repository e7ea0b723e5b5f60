import { Entity, PrimaryColumn } from 'typeorm';

import { IntegerColumn, MomentColumn } from '../../platform/database/entity-columns.js';

/** How it stands with what waits for one server: one that does not answer is not troubled by each message anew. */
@Entity('notice_queues')
export class NoticeQueue {
  @PrimaryColumn('varchar', { length: 32 })
  name: string;

  /** In a row. */
  @IntegerColumn()
  failures: number;

  @MomentColumn({ nullable: true })
  failingSince: Date | null;

  @MomentColumn({ nullable: true })
  restUntil: Date | null;
}
