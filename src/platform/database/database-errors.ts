/* What a database's refusals mean: whether it may be tried again, and by whom. */

/** The whole transaction has been undone, because two got into each other's way: on a cluster also at its commit. */
const UNDONE = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  // MariaDB, where a row has been changed since this transaction's first look
  'ER_CHECKREAD',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
]);

/** The server is not there, is just ending, or (a cluster's node, ER_UNKNOWN_COM_ERROR) has no majority to speak for. */
const AWAY = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_CLIENT_INTERACTION_TIMEOUT',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_UNKNOWN_COM_ERROR',
]);

/** There is no room, or the files cannot be written now. */
const NO_ROOM =
  /^(SQLITE_FULL|SQLITE_IOERR.*|SQLITE_READONLY.*|SQLITE_CANTOPEN.*|ER_DISK_FULL|ER_RECORD_FILE_FULL|ER_ERROR_ON_WRITE|ENOSPC|EROFS|EDQUOT)$/;

const DUPLICATE = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/** Whether the transaction is certainly undone and may be done again from its start. */
export function isUndone(error: unknown): boolean {
  return UNDONE.has(codeOf(error) ?? '');
}

/**
 * Whether the database cannot be reached. What it was told last may have been done: after a commit whose answer was lost
 * nobody knows.
 */
export function isAway(error: unknown): boolean {
  const inner = driverError(error);
  const code = codeOf(error);
  if (code !== undefined) return AWAY.has(code);
  // the driver's own words on a connection that broke before have no code
  return inner instanceof Error && (('fatal' in inner && inner.fatal === true) || inner.message === 'Pool is closed.');
}

export function isFull(error: unknown): boolean {
  return NO_ROOM.test(codeOf(error) ?? '');
}

/** Whether it may pass by itself: then a job is tried for as long as it takes, and a request may come again. */
export function mayPass(error: unknown): boolean {
  return isUndone(error) || isAway(error) || isFull(error);
}

/** Whether a unique constraint said no. */
export function isDuplicate(error: unknown): boolean {
  return DUPLICATE.has(codeOf(error) ?? '');
}

/** The code of an error, or of the driver's error inside of it. */
export function codeOf(error: unknown): string | undefined {
  const inner = driverError(error);
  if (typeof inner !== 'object' || inner === null || !('code' in inner)) return undefined;
  return typeof inner.code === 'string' ? inner.code : undefined;
}

const driverError = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'driverError' in error ? error.driverError : error;
