import {
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  closeSync,
  fsyncSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

import { DomainError } from '../../platform/errors/domain-error.js';
import { secretBytes, sha256Hex } from '../../platform/secrets/secrets.js';
import { text } from '../../platform/text.js';
import { type NoteSigner, signerOf, toHex } from '../../protocol/index.js';

/* The file that holds the log's signing key: 64 hex digits, readable by its owner only. */

/** The key in the file, or undefined where there is no file. */
export function readKeyFile(file: string, origin: string): NoteSigner | undefined {
  if (!existsSync(file)) return undefined;
  const held = readFileSync(file, 'utf8').trim();
  if (/^[0-9a-f]{64}$/.test(held)) return signerOf(origin, held);
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
  mkdirSync(dirname(file), { recursive: true });
  const fresh = writeBeside(file, secretBytes(32));
  try {
    // a link never replaces what is there, and shows the file only when it is whole
    linkSync(fresh, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readKeyFile(file, origin)!;
}

/** A new key that waits beside the file until the log has taken it: `commit` puts it in place and keeps the old one. */
export function nextKeyFile(file: string, origin: string): { signer: NoteSigner; commit(): string; drop(): void } {
  const seed = secretBytes(32);
  const fresh = writeBeside(file, seed);
  return {
    signer: { origin, secretKey: seed },
    commit: () => {
      const kept = `${file}.${sha256Hex(readFileSync(file)).slice(0, 16)}`;
      linkSync(file, kept);
      renameSync(fresh, file);
      return kept;
    },
    drop: () => rmSync(fresh, { force: true }),
  };
}

function writeBeside(file: string, seed: Uint8Array): string {
  const name = `${file}.${toHex(secretBytes(8))}.new`;
  const handle = openSync(name, 'wx', 0o600);
  try {
    writeSync(handle, `${toHex(seed)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return name;
}
