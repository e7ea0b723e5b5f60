import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type LogCheck } from '../drawing/log/log-check.js';
import { fittingKey } from '../drawing/log/log-key.js';
import { type Config } from '../platform/config/config.js';
import { useAlone } from '../platform/database/sqlite-use.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { copyFresh, fileFacts } from '../platform/files.js';
import { type Bilingual, text } from '../platform/text.js';
import { signerOf, verifierKey } from '../protocol/index.js';
import { type BackupFacts, DATABASE, KEY, lengthFaults, readFacts, stampOf } from './backup-folder.js';
import { mysqlRestore } from './mysql-words.js';
import {
  type Beyond,
  comeFurther,
  furthestFirst,
  type Judgement,
  judge,
  notesIn,
  publishedCheckpoints,
} from './published.js';
import { clearRemains, freshNameOf, oldDatabase, putInPlace } from './put-in-place.js';
import { codeOf } from './take-backup.js';

export interface RestoreOrder {
  readonly config: Config;
  /** The folder of one backup. */
  readonly folder: string;
  /** Files with published checkpoints, beside those in the folder of exported ones. */
  readonly checkpoints: readonly string[];
  /** A backup that is older than what was published is put back all the same. */
  readonly acceptRollback: boolean;
  /** A database that is there is moved aside. */
  readonly replace: boolean;
  /** Only looks, also while a server runs. */
  readonly dryRun: boolean;
  readonly now: Date;
}

export interface RestoreReport {
  readonly facts: BackupFacts;
  /** Why it was not done. Nothing was changed then. */
  readonly faults: readonly Bilingual[];
  /** What had come further than the backup, the furthest first: an older backup takes the log back. */
  readonly beyond: readonly Beyond[];
  /** What the operator should know or do. */
  readonly notices: readonly Bilingual[];
  /** Published checkpoints that agree with the log in the backup. */
  readonly agreed: number;
  /** Files that were kept under another name. */
  readonly kept: readonly string[];
  readonly done: boolean;
}

/**
 * Puts a backup in the database's place, if it is whole and its log is the one that was published. Whatever happens on the
 * way, there is the old database, or the new one, or a note that says to call this again.
 */
export async function restoreBackup(order: RestoreOrder): Promise<RestoreReport> {
  const { config, dryRun, folder, replace } = order;
  if (config.database.kind === 'mysql') throw mysqlRestore();
  const { file: database } = config.database;
  const facts = readFacts(folder);
  if (dryRun) return (await look(order, database, facts, join(folder, DATABASE))).report;
  mkdirSync(dirname(database), { recursive: true });
  const use = useAlone(database);
  try {
    const old = oldDatabase(database);
    if (old !== undefined && !replace)
      throw new DomainError(
        'conflict',
        'database_is_there',
        text(
          `已有数据库 ${old}，没有恢复。确要替换，请加 --replace：原来的文件会改名保留。`,
          `There is a database ${old}; nothing was restored. To replace it, add --replace: its files are kept under another name.`,
        ),
      );
    const fresh = freshNameOf(database);
    clearRemains(database);
    try {
      return await exchange(order, database, facts, fresh);
    } catch (error) {
      throw withAdvice(error, database);
    } finally {
      // in its place by now, or not wanted
      rmSync(fresh, { force: true });
    }
  } finally {
    use.end();
  }
}

async function exchange(
  order: RestoreOrder,
  database: string,
  facts: BackupFacts,
  fresh: string,
): Promise<RestoreReport> {
  const { acceptRollback, config, folder, now } = order;
  const { key, report } = await look(order, database, facts, fresh);
  if (report.faults.length > 0 || (report.beyond.length > 0 && !acceptRollback)) return report;
  const place = { database, keyFile: config.logKeyFile, checkpointDir: config.checkpointDir };
  const kept = putInPlace(place, { fresh, key, checkpoints: notesIn(folder, facts) }, stampOf(now));
  const placed =
    key === undefined
      ? []
      : [text(`签名密钥已放回 ${config.logKeyFile}`, `the signing key was put back to ${config.logKeyFile}`)];
  return { ...report, kept, notices: [...report.notices, ...placed], done: true };
}

interface Looked {
  readonly report: RestoreReport;
  /** The key that is to be put back, if one is. */
  readonly key: string | undefined;
}

/**
 * Holds the backup against itself and against what was published.
 * @param file the backup's own database, or the name of a copy, which is made here
 */
async function look(order: RestoreOrder, database: string, facts: BackupFacts, file: string): Promise<Looked> {
  const { checkpoints, config, folder } = order;
  const nothing = { facts, beyond: [], notices: [], agreed: 0, kept: [], done: false };
  const faults: Bilingual[] = lengthFaults(folder, facts);
  if (faults.length === 0) faults.push(...hashFaults(folder, facts, file));
  if (faults.length > 0) return { report: { ...nothing, faults }, key: undefined };

  const { published, faults: unreadable } = publishedCheckpoints(config, checkpoints);
  const judged: Judgement = await judge(file, facts, [...published, ...notesIn(folder, facts)]);
  faults.push(...judged.faults, ...unreadable);
  const { check } = judged;
  if (check === undefined) return { report: { ...nothing, faults }, key: undefined };

  const notices: Bilingual[] = [];
  const beyond: Beyond[] = [...judged.beyond];
  if (existsSync(database)) {
    const further = await comeFurther(database, check);
    if (further === 'unknown')
      notices.push(
        text(
          `现有数据库 ${database} 读不出来，无法核对它比备份多了什么`,
          `the present database ${database} cannot be read, so it is not known what it has beyond the backup`,
        ),
      );
    else if (further !== undefined) beyond.push(further);
  }
  const key = keyToPutBack(order, facts, check);
  if (key.fault !== undefined) faults.push(key.fault);
  if (key.notice !== undefined) notices.push(key.notice);
  const { agreed } = judged;
  const report = { ...nothing, agreed, faults, notices, beyond: furthestFirst(beyond) };
  return { report, key: key.key };
}

/** Reads every file once; the database is copied in the same reading, so that what is looked at is what was hashed. */
function hashFaults(folder: string, { files }: BackupFacts, database: string): Bilingual[] {
  return files.flatMap(({ name, sha256 }) => {
    const file = join(folder, name);
    const found = name === DATABASE && database !== file ? copyFresh(file, database, 0o600) : fileFacts(file);
    if (found.sha256 === sha256) return [];
    return [
      text(
        `文件 ${name} 的内容已改变：SHA-256 应为 ${sha256}，实为 ${found.sha256}`,
        `the file ${name} was changed: its SHA-256 is ${found.sha256} instead of ${sha256}`,
      ),
    ];
  });
}

type KeyFate = Partial<{ readonly fault: Bilingual; readonly notice: Bilingual; readonly key: string }>;

function keyToPutBack({ config, folder, replace }: RestoreOrder, facts: BackupFacts, log: LogCheck): KeyFate {
  const { logKeyFile } = config;
  const held = facts.signingKey ? readFileSync(join(folder, KEY), 'utf8') : undefined;
  if (held !== undefined && !fits(held, log))
    return {
      fault: text(
        `备份中的签名密钥不是日志的那一把（${log.key}）`,
        `the signing key in the backup is not the log's (${log.key})`,
      ),
    };
  if (fittingOrNot(logKeyFile, log)) return {};
  const there = existsSync(logKeyFile);
  if (held !== undefined && (!there || replace)) return { key: held };
  const [zh, en] = there
    ? [`签名密钥文件 ${logKeyFile} 是另一把密钥`, `the signing key in ${logKeyFile} is another one`]
    : [`签名密钥文件 ${logKeyFile} 不存在`, `there is no signing key in ${logKeyFile}`];
  return {
    notice: text(
      `${zh}：日志的公钥是 ${log.key}。服务不会启动，直到与之对应的密钥文件放回原处`,
      `${en}: the log's public key is ${log.key}. The server does not start until the file that belongs to it is back in its place`,
    ),
  };
}

function fits(seed: string, { key, origin }: LogCheck): boolean {
  return /^[0-9a-f]{64}\n?$/.test(seed) && verifierKey(signerOf(origin, seed.trim())) === key;
}

function fittingOrNot(file: string, { key, origin }: LogCheck): boolean {
  try {
    return fittingKey(file, key, origin) !== undefined;
  } catch (error) {
    // what is in the file is no key at all
    if (error instanceof DomainError) return false;
    throw error;
  }
}

function withAdvice(error: unknown, database: string): unknown {
  const code = codeOf(error);
  const folder = dirname(database);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const free = text(
      `数据目录 ${folder} 所在的盘已满，没有恢复，原有的数据未动。请腾出空间再试。`,
      `The disk of the data folder ${folder} is full; nothing was restored, and what was there is untouched. Free some space and try again.`,
    );
    return new DomainError('unavailable', 'data_disk_full', free);
  }
  return error;
}
