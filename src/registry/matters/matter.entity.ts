import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IntegerColumn, JsonColumn, LongTextColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Agency } from '../agencies/agency.entity.js';
import { Named } from '../records/recorded.js';

export const METHODS = ['on-site', 'paper', 'online', 'testing'] as const;
export type Method = (typeof METHODS)[number];

export const IMPORTANCES = ['general', 'key'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** "At least" is a duty and rounds up, "at most" is a limit and rounds down (domain.md, rule 4). */
export const RATE_DIRECTIONS = ['at-least', 'at-most', 'exactly'] as const;
export type RateDirection = (typeof RATE_DIRECTIONS)[number];

/** 抽查事项: one thing that may lawfully be inspected. */
@Entity('matters')
@Index('uq_matters_code', ['agencyId', 'code'], { unique: true })
@Index('ix_matters_code', ['code'])
@Index('uq_matters_name', ['agencyId', 'nameKey'], { unique: true })
@Check('ck_matters_importance', `importance IN ('general', 'key')`)
@Check('ck_matters_rate_direction', `rate_direction IN ('at-least', 'at-most', 'exactly')`)
@Check('ck_matters_rate', 'rate_millionths >= 0 AND rate_millionths <= 1000000')
export class Matter extends Named {
  @IntegerColumn()
  @ForeignKey(() => Agency, { name: 'fk_matters_agency', onDelete: 'RESTRICT' })
  agencyId: number;

  @TextColumn(64)
  code: string;

  /** What tells matters of one agency apart: see matter-key.ts. */
  @TextColumn(64)
  nameKey: string;

  /** The number printed on the checklist. Matters of one group may share it. */
  @TextColumn(64, { nullable: true })
  number: string | null;

  @TextColumn(300, { nullable: true })
  category: string | null;

  @TextColumn(2000)
  name: string;

  @LongTextColumn({ nullable: true })
  content: string | null;

  @TextColumn(2000, { nullable: true })
  targetKind: string | null;

  @TextColumn(16, { nullable: true })
  importance: Importance | null;

  @JsonColumn()
  methods: Method[];

  /** The methods in the words of the published checklist. */
  @TextColumn(1000, { nullable: true })
  methodText: string | null;

  @TextColumn(1000, { nullable: true })
  level: string | null;

  @LongTextColumn({ nullable: true })
  legalBasis: string | null;

  @TextColumn(16, { nullable: true })
  rateDirection: RateDirection | null;

  @IntegerColumn({ nullable: true })
  rateMillionths: number | null;

  @TextColumn(200, { nullable: true })
  frequency: string | null;

  @TextColumn(5, { nullable: true })
  windowFrom: string | null;

  @TextColumn(5, { nullable: true })
  windowUntil: string | null;

  @JsonColumn()
  qualifications: string[];
}
