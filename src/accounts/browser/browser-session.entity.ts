import { Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';

/** One browser that somebody is signed in with. Its row goes when he signs out there, or some time after it has ended. */
@Entity('browser_sessions')
@Index('uq_browser_sessions_secret', ['secretHash'], { unique: true })
@Index('ix_browser_sessions_ends', ['endsAt'])
export class BrowserSession {
  @IdColumn()
  id: number;

  @ForeignKey('User', { name: 'fk_browser_sessions_user', onDelete: 'RESTRICT' })
  @IntegerColumn()
  userId: number;

  /** SHA-256 of what the cookie holds: whoever reads this table signs in nowhere. */
  @TextColumn(64)
  secretHash: string;

  /** Of the user's tokens when it began: a new password and signing out everywhere end it. */
  @IntegerColumn()
  generation: number;

  /** Last used, to the minute. */
  @MomentColumn()
  seenAt: Date;

  /** However much it is used. */
  @MomentColumn()
  endsAt: Date;
}
