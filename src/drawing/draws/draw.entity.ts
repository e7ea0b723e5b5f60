import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  BeatsColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type Assigned } from '../../planning/teams/team-terms.js';
import { type Bilingual } from '../../platform/text.js';
import { type EntropySource } from '../../protocol/index.js';
import { type DrawKind } from '../amendments/amendment.js';
import { type DrawRelation } from '../amendments/relation.js';
import { type Waiting } from '../sources/waiting.js';

/**
 * announced → committed → seeded → drawn → issued; `infeasible` is the end of a draw whose record says why no teams
 * could be formed, `ended` that of one whose randomness never came (a witness who did not reveal),
 * `voided` that of one that two persons took back. Each step is one transaction; a crash goes on with the same draw at the step it had reached.
 */
export type DrawPhase = 'announced' | 'committed' | 'seeded' | 'drawn' | 'issued' | 'infeasible' | 'ended' | 'voided';

@Entity('draws')
@Index('uq_draws_number', ['number'], { unique: true })
@Index('uq_draws_occurrence', ['occurrenceId', 'kind', 'ordinal'], { unique: true })
@Index('ix_draws_agency', ['agencyId', 'id'])
@Index('ix_draws_phase', ['phase'])
@Check(
  'ck_draws_phase',
  `phase IN ('announced', 'committed', 'seeded', 'drawn', 'issued', 'infeasible', 'ended', 'voided')`,
)
@Check('ck_draws_kind', `kind IN ('draw', 'supplement', 'replacement')`)
export class Draw {
  @IdColumn()
  id: number;

  /** The draw's public number, which is also its id in the protocol. */
  @TextColumn(64)
  number: string;

  @ForeignKey('Occurrence', { name: 'fk_draws_occurrence', onDelete: 'RESTRICT' })
  @IntegerColumn()
  occurrenceId: number;

  @TextColumn(16)
  kind: DrawKind;

  /** The number among the occurrence's draws of this kind, from 1; a draw in the place of a voided one has the next. */
  @IntegerColumn()
  ordinal: number;

  /** The draw that this one stands in for or goes on from. */
  @ForeignKey('Draw', { name: 'fk_draws_earlier', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  earlierDrawId: number | null;

  /** As it goes into the manifest. */
  @JsonColumn({ nullable: true })
  relation: DrawRelation | null;

  @ForeignKey('Batch', { name: 'fk_draws_batch', onDelete: 'RESTRICT' })
  @IntegerColumn()
  batchId: number;

  @ForeignKey('Agency', { name: 'fk_draws_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @IntegerColumn()
  planVersion: number;

  @TextColumn(16)
  phase: DrawPhase;

  @MomentColumn()
  announcedAt: Date;

  /** The moment of the draw: not before it is the seed revealed. */
  @MomentColumn()
  drawAt: Date;

  @MomentColumn({ nullable: true })
  cutoffAt: Date | null;

  @TextColumn(16)
  entropySource: EntropySource;

  /** What the next step waits for, where it waits. */
  @JsonColumn({ nullable: true })
  waiting: Waiting | null;

  @MomentColumn({ nullable: true })
  endedAt: Date | null;

  /** The sealed source's 32 bytes in hex. Nothing shows it before the reveal. */
  @TextColumn(64, { nullable: true })
  sealedSecret: string | null;

  /** Canonical bytes of the manifest, as text. */
  @LongTextColumn({ nullable: true })
  manifest: string | null;

  @TextColumn(64, { nullable: true })
  commitment: string | null;

  @MomentColumn({ nullable: true })
  committedAt: Date | null;

  @MomentColumn({ nullable: true })
  seededAt: Date | null;

  /** The reveal, as it stands in the record. */
  @LongTextColumn({ nullable: true })
  entropy: string | null;

  @MomentColumn({ nullable: true })
  drawnAt: Date | null;

  @TextColumn(64, { nullable: true })
  recordHash: string | null;

  @MomentColumn({ nullable: true })
  issuedAt: Date | null;

  @IntegerColumn({ nullable: true })
  population: number | null;

  @IntegerColumn({ nullable: true })
  sampleSize: number | null;

  /** The people who were named for the initiator's seats, as it was committed (指定人员). */
  @JsonColumn({ nullable: true })
  assigned: Assigned | null;

  /** Why it does not go on, for people. */
  @JsonColumn({ nullable: true })
  failure: Bilingual | null;

  @BeatsColumn()
  beats: number;
}
