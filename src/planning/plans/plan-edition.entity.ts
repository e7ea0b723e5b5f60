import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { JsonColumn, LongTextColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Plan } from './plan.entity.js';

/** A plan as it was published, or changed after that. Rows are never changed or removed (a trigger sees to it). */
@Entity('plan_editions')
export class PlanEdition {
  @ForeignKey(() => Plan, { name: 'fk_plan_editions_plan', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  planId: number;

  @PrimaryColumn('int')
  edition: number;

  /** What made it: published, updated, batch-created … as the history of the plan calls it. */
  @TextColumn(32)
  action: string;

  /** What of the plan itself everyone may read. */
  @JsonColumn()
  plan: object;

  @TextColumn(100)
  byName: string;

  /** The second person who had approved what was published; null where nobody had, and for later changes. */
  @TextColumn(100, { nullable: true })
  approvedBy: string | null;

  @TextColumn(500, { nullable: true })
  reason: string | null;

  @MomentColumn()
  at: Date;
}

/**
 * What an edition says of one batch, as JSON in pieces that fit MySQL's `text`. A batch stands in the editions that changed
 * it, and holds from each of them on.
 */
@Entity('plan_edition_parts')
export class PlanEditionPart {
  @ForeignKey(() => Plan, { name: 'fk_plan_edition_parts_plan', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  planId: number;

  @PrimaryColumn('varchar', { length: 64 })
  batchCode: string;

  @PrimaryColumn('int')
  edition: number;

  @PrimaryColumn('int')
  piece: number;

  @LongTextColumn()
  content: string;
}
