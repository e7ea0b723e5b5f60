import { Entity, Index } from 'typeorm';

import { FlagColumn, IdColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';

/** One attempt to sign in. It counts as failed until the password has been found right. */
@Entity('sign_in_attempts')
@Index('ix_sign_in_attempts_address', ['address', 'at'])
@Index('ix_sign_in_attempts_username', ['username', 'at'])
@Index('ix_sign_in_attempts_at', ['at'])
export class SignInAttempt {
  @IdColumn()
  id: number;

  /** In the form that `addressKey` gives it. */
  @TextColumn(64)
  address: string;

  @TextColumn(64)
  username: string;

  @FlagColumn()
  succeeded: boolean;

  @MomentColumn()
  at: Date;
}
