import { DomainError } from '../platform/errors/domain-error.js';
import { text } from '../platform/text.js';

/*
 * MySQL and MariaDB have programs of their own for this. What is said here is what the READMEs say at length and what
 * test/e2e/mysql-backup.spec.ts does.
 */

const DUMP = 'mariadb-dump --single-transaction --routines --triggers --hex-blob --result-file=sortis.sql sortis';

export const mysqlBackup = (): DomainError =>
  new DomainError(
    'invalid',
    'backup_of_mysql',
    text(
      `数据库是 MySQL 或 MariaDB，请用它自带的程序备份（服务不必停）：\n  ${DUMP}\n另请保存签名密钥文件（SORTIS_LOG_KEY_FILE）和检查点目录（SORTIS_CHECKPOINT_DIR）。见 README“备份与恢复”。`,
      `The database is MySQL or MariaDB. Use its own program; the server may run meanwhile:\n  ${DUMP}\nKeep the signing key (SORTIS_LOG_KEY_FILE) and the checkpoints (SORTIS_CHECKPOINT_DIR) as well. See the README, "Backup and restore".`,
    ),
  );

export const mysqlRestore = (): DomainError =>
  new DomainError(
    'invalid',
    'restore_to_mysql',
    text(
      '数据库是 MySQL 或 MariaDB，请停止服务后，把转储恢复到一个新的空库：\n  CREATE DATABASE sortis_restored CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n  mariadb sortis_restored < sortis.sql\n再把 DATABASE_URL 指向新库，运行 sortis log check，通过后启动服务。见 README“备份与恢复”。',
      'The database is MySQL or MariaDB. Stop the server and restore the dump into a fresh, empty database:\n  CREATE DATABASE sortis_restored CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n  mariadb sortis_restored < sortis.sql\nThen point DATABASE_URL at it, run sortis log check, and start the server when it holds. See the README, "Backup and restore".',
    ),
  );
