import { Check, Entity, Index, PrimaryColumn } from 'typeorm';

import { IntegerColumn, LongTextColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { type LogKind } from '../../protocol/index.js';

@Entity('log_entries')
@Index('ix_log_entries_draw', ['drawNumber', 'position'])
@Index('ix_log_entries_kind', ['kind', 'position'])
@Check(
  'ck_log_entries_kind',
  `kind IN ('key', 'commit', 'reveal', 'record', 'end', 'void', 'supplement', 'replace', 'publish')`,
)
export class LoggedEntry {
  @PrimaryColumn('int')
  position: number;

  @TextColumn(16)
  kind: LogKind;

  @TextColumn(64, { nullable: true })
  drawNumber: string | null;

  @MomentColumn()
  at: Date;

  /** The entry's canonical bytes, as text. */
  @LongTextColumn()
  body: string;
}

/** The root of the 2^level entries from position · 2^level on. */
@Entity('log_nodes')
export class LogNode {
  @PrimaryColumn('int')
  level: number;

  @PrimaryColumn('int')
  position: number;

  @TextColumn(64)
  hash: string;
}

@Entity('log_checkpoints')
export class LogCheckpoint {
  @PrimaryColumn('int')
  size: number;

  /** The signed note. */
  @LongTextColumn()
  note: string;

  @MomentColumn()
  at: Date;
}

@Entity('log_state')
@Check('ck_log_state_one', 'id = 1')
export class LogState {
  @PrimaryColumn('int')
  id: number;

  @IntegerColumn()
  size: number;

  /** Where the key that signs now was announced. */
  @IntegerColumn({ nullable: true })
  keyPosition: number | null;

  @MomentColumn({ nullable: true })
  lastAt: Date | null;
}

export const LOG_ENTITIES = [LoggedEntry, LogNode, LogCheckpoint, LogState] as const;
