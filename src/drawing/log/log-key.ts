import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { DomainError } from '../../platform/errors/domain-error.js';
import { syncFolder, writeBeside, writeOnce } from '../../platform/files.js';
import { secretBytes, sha256Hex } from '../../platform/secrets/secrets.js';
import { text } from '../../platform/text.js';
import { type NoteSigner, signerOf, toHex, verifierKey } from '../../protocol/index.js';

/* The file that holds the log's signing key: 64 hex digits, readable by its owner only. */

const SEED = /^[0-9a-f]{64}$/;
const WAITING = /\.[0-9a-f]{16}\.new$/;

/** The key in the file, or undefined where there is no file. */
export function readKeyFile(file: string, origin: string): NoteSigner | undefined {
  if (!existsSync(file)) return undefined;
  const held = readFileSync(file, 'utf8').trim();
  if (SEED.test(held)) return signerOf(origin, held);
  throw new DomainError(
    'unavailable',
    'log_key_unreadable',
    text(
      `日志签名密钥文件 ${file} 的内容不对：应为 64 个小写十六进制字符。请从备份恢复该文件。`,
      `The log's signing key in ${file} is not what it should be, 64 lower-case hex digits. Restore the file from a backup.`,
    ),
  );
}

/** Makes a key and keeps it, unless there is a file meanwhile; then that one counts. */
export function makeKeyFile(file: string, origin: string): NoteSigner {
  writeOnce(file, seedOf({ origin, secretKey: secretBytes(32) }), 0o600);
  return readKeyFile(file, origin)!;
}

/** A new key that waits beside the file until the log has taken it. */
export interface WaitingKey {
  readonly signer: NoteSigner;
  /** `<key file>.<16 hex digits>.new` */
  readonly file: string;
}

export function nextKeyFile(file: string, origin: string): WaitingKey {
  const seed = secretBytes(32);
  return { file: writeBeside(file, `${toHex(seed)}\n`, 'new', 0o600), signer: { origin, secretKey: seed } };
}

/**
 * The key with this verifier key, if it waits beside the file: whoever rotated died before it was put in its place, or is
 * just about to do so.
 */
export function waitingKey(file: string, key: string, origin: string): WaitingKey | undefined {
  const folder = dirname(file);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const waiting = names.filter((name) => name.startsWith(`${basename(file)}.`) && WAITING.test(name)).sort();
  for (const name of waiting) {
    const held = readIfThere(join(folder, name));
    const signer = held !== undefined && SEED.test(held) ? signerOf(origin, held) : undefined;
    if (signer !== undefined && verifierKey(signer) === key) return { file: join(folder, name), signer };
  }
  return undefined;
}

/** The key that belongs to this verifier key, in its file or still waiting beside it; undefined where there is another or none. */
export function fittingKey(file: string, key: string, origin: string): NoteSigner | undefined {
  const waiting = waitingKey(file, key, origin);
  if (waiting !== undefined) return waiting.signer;
  const signer = readKeyFile(file, origin);
  return signer !== undefined && verifierKey(signer) === key ? signer : undefined;
}

/** What a key file holds. */
export const seedOf = ({ secretKey }: NoteSigner): string => `${toHex(secretKey)}\n`;

/** The name under which the key that is in the file now is kept when another takes its place. */
export function keptNameOf(file: string): string {
  return `${file}.${sha256Hex(readIfThere(file) ?? '').slice(0, 16)}`;
}

/** Puts a waiting key in the file's place and keeps the old one beside it. Two processes may do so at once. */
export function putInPlace(file: string, waiting: WaitingKey): void {
  const seed = toHex(waiting.signer.secretKey);
  const old = readIfThere(file);
  if (old !== undefined && old !== seed) {
    const kept = keptNameOf(file);
    try {
      linkSync(file, kept);
    } catch (error) {
      if (!existsSync(kept)) throw error;
    }
  }
  try {
    renameSync(waiting.file, file);
  } catch (error) {
    // the other one was faster
    if (readIfThere(file) !== seed) throw error;
  }
  syncFolder(dirname(file));
}

/** A waiting key that the log has not taken and never will. */
export function dropWaiting({ file }: WaitingKey): void {
  rmSync(file, { force: true });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (!existsSync(file)) return undefined;
    throw error;
  }
}
