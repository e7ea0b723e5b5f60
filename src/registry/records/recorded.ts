import { IdColumn, IntegerColumn, MomentColumn } from '../../platform/database/entity-columns.js';
import { NameOrderColumn } from '../../platform/database/name-order-column.js';

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

/** A record that people look for by its name. */
export abstract class Named extends Recorded {
  abstract name: string;

  @NameOrderColumn('name')
  nameOrder: string;
}
