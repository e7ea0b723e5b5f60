import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, fromHex, toHex, utf8 } from '../bytes.js';
import { misshapen } from '../json/shape.js';
import { fromBase64, toBase64 } from './base64.js';

/*
 * Signed notes and their keys as C2SP signed-note has them: text, an empty line, signature lines. The hash in a key's name is
 * always SHA-256 there, whatever the suite of a draw.
 */

/** Signature type 1 of C2SP signed-note: Ed25519. */
const ED25519 = 1;
const DASH = '\u2014';
const MAX_NOTE = 10_000;
// what can be seen in ASCII, but no plus: a name that looks like another's would be taken for it
const NAME = /^[!-*,-~]+$/;

/** A verifier key, `<origin>+<8 hex>+<base64 of 0x01 || key>`, taken apart. */
export interface VerifierKey {
  readonly origin: string;
  /** First four bytes of SHA-256(origin || LF || 0x01 || key). */
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface NoteSigner {
  readonly origin: string;
  /** The 32 bytes of RFC 8032's private key. */
  readonly secretKey: Uint8Array;
}

export interface NoteSignature {
  readonly origin: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Note {
  /** What is signed: up to and with the LF before the empty line. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

function typed(publicKey: Uint8Array): Uint8Array {
  return Uint8Array.of(ED25519, ...publicKey);
}

function keyId(origin: string, publicKey: Uint8Array): Uint8Array {
  return sha256(Uint8Array.of(...utf8(origin), 0x0a, ...typed(publicKey))).slice(0, 4);
}

/** Whether a log, and so its key, may have this name. */
export function isOrigin(name: string): boolean {
  return name.length <= 200 && NAME.test(name);
}

export function verifierKey({ origin, secretKey }: NoteSigner): string {
  const publicKey = ed25519.getPublicKey(secretKey);
  return `${origin}+${toHex(keyId(origin, publicKey))}+${toBase64(typed(publicKey))}`;
}

/** Throws `shape` on what is no Ed25519 verifier key, or one whose hash is not its own. */
export function readVerifierKey(text: string, path = ''): VerifierKey {
  const wrong = misshapen(path, 'a verifier key <origin>+<hash>+<base64>', text);
  const parts = text.length > 400 ? [] : text.split('+');
  const [origin, hash] = parts;
  // base64 itself has plus signs
  const key = fromBase64(parts.slice(2).join('+'));
  if (origin === undefined || hash === undefined || !isOrigin(origin) || key?.length !== 33 || key[0] !== ED25519)
    throw wrong;
  const publicKey = key.subarray(1);
  const id = keyId(origin, publicKey);
  if (toHex(id) !== hash) throw wrong;
  return { origin, id, publicKey };
}

/** The note with a signature of each signer. `text` ends with LF. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n')) throw new RangeError('the text of a note ends with a line feed');
  const lines = signers.map(({ origin, secretKey }) => {
    const id = keyId(origin, ed25519.getPublicKey(secretKey));
    return `${DASH} ${origin} ${toBase64(Uint8Array.of(...id, ...ed25519.sign(utf8(text), secretKey)))}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Takes a note apart. Throws `shape`; whether a signature is right, `signedBy` tells. */
export function parseNote(note: string, path = ''): Note {
  const wrong = misshapen(path, 'a signed note', note);
  if (note.length > MAX_NOTE) throw wrong;
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw wrong;
  const text = note.slice(0, end + 1);
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20 && text.charAt(i) !== '\n') throw wrong;
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.map((line) => {
    const [dash, origin, base64, ...more] = line.split(' ');
    const bytes = fromBase64(base64 ?? '');
    if (dash !== DASH || origin === undefined || !isOrigin(origin) || more.length > 0) throw wrong;
    if (bytes === undefined || bytes.length < 5) throw wrong;
    return { origin, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
  });
  return { text, signatures };
}

/** Whether one of the note's signatures is this key's, and right. Signatures by others do not matter. */
export function signedBy(note: Note, key: VerifierKey): boolean {
  const message = utf8(note.text);
  return note.signatures.some(({ origin, id, signature }) => {
    if (origin !== key.origin || !equalBytes(id, key.id) || signature.length !== 64) return false;
    try {
      // strict RFC 8032 rules, the same in every verifier
      return ed25519.verify(signature, message, key.publicKey, { zip215: false });
    } catch {
      return false;
    }
  });
}

/** A signer from 64 hex digits that someone kept. Throws `form` on anything else. */
export function signerOf(origin: string, secretHex: string): NoteSigner {
  const secretKey = fromHex(secretHex);
  if (secretKey.length !== 32) throw misshapen('', '64 lower-case hex digits', `${secretHex.length} characters`);
  return { origin, secretKey };
}
