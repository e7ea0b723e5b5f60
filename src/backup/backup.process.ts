import { SystemClock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { codeOf, takeBackup } from './take-backup.js';

/* A process of its own that makes one backup of what the settings name and says how it went (recurring-backups.service.ts). */

export type BackupAnswer =
  | { readonly name: string; readonly bytes: number; readonly removed: readonly string[] }
  | { readonly code: string; readonly message: string };

async function answer(): Promise<BackupAnswer> {
  const config = Config.fromProcess();
  const { backupDir, backupKeep } = config;
  if (backupDir === undefined) return { code: 'no_backup_folder', message: 'SORTIS_BACKUP_DIR is not set' };
  try {
    const order = { config, folder: backupDir, withKey: false, keep: backupKeep, now: new SystemClock().now() };
    const { facts, folder, removed } = await takeBackup(order);
    return { name: folder, bytes: facts.files.reduce((sum, { bytes }) => sum + bytes, 0), removed };
  } catch (error) {
    const message =
      error instanceof DomainError
        ? `${error.text.zh} / ${error.text.en}`
        : error instanceof Error
          ? error.message
          : String(error);
    return { code: codeOf(error) ?? 'error', message };
  }
}

process.send?.(await answer(), () => process.disconnect());
