import { IdColumn, IntegerColumn, MomentColumn } from '../../platform/database/entity-columns.js';

/** What every record of the registry carries. A record is never deleted: it is retired, and from then on nothing changes it. */
export abstract class Recorded {
  @IdColumn()
  id: number;

  /** Goes up by one with every change; the ETag. */
  @IntegerColumn()
  version: number;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;

  @MomentColumn({ nullable: true })
  retiredAt: Date | null;
}
