import { Module } from '@nestjs/common';

import { DrawingModule } from '../drawing/drawing.module.js';
import { RecurringBackups } from './recurring-backups.service.js';

/** Lies behind all the others: a backup is of what they all keep, and the log in it is held against what was published. */
@Module({ imports: [DrawingModule], providers: [RecurringBackups], exports: [RecurringBackups] })
export class BackupModule {}
