import { ConfigError } from '../platform/config/config.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { type Bilingual } from '../platform/text.js';

/** An error as a person at a terminal should see it: what, where, in both languages, and no stack. */
export function explain(error: unknown): string {
  if (error instanceof DomainError) {
    const faults = error.faults.map((fault) => `  ${fault.pointer}: ${fault.message.zh} / ${fault.message.en}`);
    return [`${error.text.zh} / ${error.text.en}`, ...faults].join('\n');
  }
  if (error instanceof ConfigError) return error.message;
  // SQLITE_READONLY_DIRECTORY and its like say more closely what cannot be written; the advice is the same
  const advice = ADVICE[codeOf(error)?.replace(/^(SQLITE_[A-Z]+)_.*$/, '$1') ?? ''];
  if (advice !== undefined) return `${advice.zh}\n${advice.en}`;
  const message = error instanceof Error ? error.message : String(error);
  return `出错了 / failed: ${message}`;
}

const NOT_WRITABLE: Bilingual = {
  zh: '数据目录（SORTIS_DATA_DIR）不可写：它所在的磁盘可能是只读的，或目录不属于运行本服务的用户。请使其可写后重新启动。',
  en: 'The data folder (SORTIS_DATA_DIR) cannot be written: its disk may be read-only, or the folder may not belong to the user who runs the server. Make it writable and start again.',
};
const DISK_FULL: Bilingual = {
  zh: '磁盘已满：数据目录（SORTIS_DATA_DIR）所在的磁盘没有空间。请腾出空间后重新启动；已写入的数据没有丢失。',
  en: 'The disk is full: there is no space where the data folder (SORTIS_DATA_DIR) is. Make space and start again; nothing that was written is lost.',
};

/** What people can do about what a database says, by its code. */
const ADVICE: Readonly<Record<string, Bilingual>> = {
  ER_BINLOG_CREATE_ROUTINE_NEED_SUPER: {
    zh: '数据库开启了二进制日志，不允许建立触发器。请在 MySQL 中设置 log_bin_trust_function_creators = 1 后重新启动。',
    en: 'The database writes a binary log and does not allow triggers to be made. Set log_bin_trust_function_creators = 1 in MySQL and start again.',
  },
  ECONNREFUSED: {
    zh: '无法连接数据库：DATABASE_URL 所指的主机和端口没有应答。请检查地址，以及数据库是否已启动。',
    en: 'The database cannot be reached: nothing answers at the host and port of DATABASE_URL. See that the address is right and that it is running.',
  },
  ER_ACCESS_DENIED_ERROR: {
    zh: '数据库拒绝登录：DATABASE_URL 中的用户或密码不对。',
    en: 'The database refuses the sign-in: the user or the password in DATABASE_URL is wrong.',
  },
  ER_BAD_DB_ERROR: {
    zh: '没有 DATABASE_URL 所指的数据库。请先建立：CREATE DATABASE … CHARACTER SET utf8mb4。',
    en: 'The database that DATABASE_URL names does not exist. Create it first: CREATE DATABASE … CHARACTER SET utf8mb4.',
  },
  EADDRINUSE: {
    zh: '端口已被占用。请用 PORT 换一个，或停止占用它的程序。',
    en: 'The port is taken. Choose another with PORT, or stop the program that has it.',
  },
  EACCES: {
    zh: '没有权限写数据目录（SORTIS_DATA_DIR）或使用该端口。',
    en: 'There is no permission to write the data folder (SORTIS_DATA_DIR) or to use the port.',
  },
  EROFS: NOT_WRITABLE,
  SQLITE_CANTOPEN: NOT_WRITABLE,
  SQLITE_READONLY: NOT_WRITABLE,
  ENOSPC: DISK_FULL,
  SQLITE_FULL: DISK_FULL,
};

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const inner = 'driverError' in error ? error.driverError : error;
  return typeof inner === 'object' && inner !== null && 'code' in inner && typeof inner.code === 'string'
    ? inner.code
    : undefined;
}
