import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { Batch } from './batch.entity.js';

/** Which matters a batch inspects. */
@Entity('batch_matters')
@Index('ix_batch_matters_matter', ['matterId'])
export class BatchMatter {
  @ForeignKey(() => Batch, { name: 'fk_batch_matters_batch', onDelete: 'RESTRICT' })
  @PrimaryColumn({ type: 'int' })
  batchId: number;

  @ForeignKey('Matter', { name: 'fk_batch_matters_matter', onDelete: 'RESTRICT' })
  @PrimaryColumn({ type: 'int' })
  matterId: number;
}
