import { toHex } from '../bytes.js';
import { misshapen } from '../json/shape.js';
import { fromBase64, toBase64 } from './base64.js';
import { isOrigin, type Note, parseNote } from './note.js';

/** The head of a log, as its checkpoint says it (C2SP tlog-checkpoint). */
export interface LogHead {
  readonly origin: string;
  /** 64 hex digits; of the empty tree where `size` is 0. */
  readonly root: string;
  readonly size: number;
}

export interface Checkpoint extends LogHead {
  readonly note: Note;
}

/** The text to be signed. */
export function checkpointText({ origin, root, size }: LogHead): string {
  const bytes = Uint8Array.from(root.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return `${origin}\n${size}\n${toBase64(bytes)}\n`;
}

/** Throws `shape` on what is no checkpoint. Signatures are not looked at (note.ts, `signedBy`). */
export function readCheckpoint(text: string, path = ''): Checkpoint {
  const note = parseNote(text, path);
  const [origin, size, root] = note.text.split('\n');
  if (note.text.includes('\n\n')) throw misshapen(path, 'a checkpoint without empty lines', text);
  const bytes = fromBase64(root ?? '');
  const count = Number(size);
  const good = /^(0|[1-9]\d{0,15})$/.test(size ?? '') && Number.isSafeInteger(count) && bytes?.length === 32;
  if (origin === undefined || !isOrigin(origin) || !good)
    throw misshapen(path, 'a checkpoint: origin, size, root', text);
  return { origin, root: toHex(bytes), size: count, note };
}
