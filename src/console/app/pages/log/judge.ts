import { fromHex, toHex } from '../../../../protocol/bytes.js';
import { ProtocolError } from '../../../../protocol/errors.js';
import { type Json } from '../../../../protocol/json/canonical.js';
import { type Checkpoint, readCheckpoint } from '../../../../protocol/log/checkpoint.js';
import { entryBytes, readEntry } from '../../../../protocol/log/entries.js';
import { judgeLog, type SeenKey } from '../../../../protocol/log/log-witness.js';
import { readVerifierKey, signedBy } from '../../../../protocol/log/note.js';
import { leafHash, verifyInclusion } from '../../../../protocol/merkle.js';
import { type Bilingual } from '../../words/words.js';

/* What an auditor's browser says of the log: the judgement is the witness's own (src/protocol/log/log-witness.ts). */

/** Answers of the log at an address below `/api/v1/log/`, as text. */
export type AskLog = (path: string) => Promise<string>;

export type HeadsVerdict =
  | { readonly verdict: 'goes-on'; readonly kept: Checkpoint; readonly shown: Checkpoint }
  /** Not signed with the key that the log had then: somebody else's, or forged. */
  | { readonly verdict: 'forged'; readonly kept: Checkpoint; readonly key: string }
  | { readonly verdict: 'alarm'; readonly words: Bilingual; readonly kept: Checkpoint }
  | { readonly verdict: 'no-checkpoint' }
  | { readonly verdict: 'no-proof'; readonly words: Bilingual; readonly kept: Checkpoint };

/**
 * The checkpoint in what somebody pastes or drops: the note itself, with whatever his editor did to the ends of its lines, or
 * what `sortis witness` keeps.
 */
export function noteIn(text: string): string {
  try {
    const held = JSON.parse(text) as { readonly checkpoint?: unknown } | null;
    if (typeof held?.checkpoint === 'string') return held.checkpoint;
  } catch {
    // then it is no JSON
  }
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trim();
  return `${lines}\n`;
}

export function checkpointIn(note: string): Checkpoint | undefined {
  try {
    return readCheckpoint(note);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** The key that signs a checkpoint of this size. */
export const keyAt = (keys: readonly SeenKey[], size: number): SeenKey | undefined =>
  keys.filter(({ index }) => index < size).at(-1);

/** Whether the log's own key of that time signed it. */
export function isSigned(head: Checkpoint, keys: readonly SeenKey[]): boolean {
  const key = keyAt(keys, head.size);
  return key !== undefined && signedBy(head.note, readVerifierKey(key.key));
}

/**
 * Whether the log that shows one checkpoint goes on from another.
 * @param keptNote what was seen before
 * @param shownNote what is shown now
 * @param keys as the log publishes them
 */
export async function judgeHeads(
  keptNote: string,
  shownNote: string,
  keys: readonly SeenKey[],
  ask: AskLog,
): Promise<HeadsVerdict> {
  const [kept, shown] = [checkpointIn(keptNote), checkpointIn(shownNote)];
  if (kept === undefined || shown === undefined) return { verdict: 'no-checkpoint' };
  const known = keys.filter(({ index }) => index < kept.size);
  if (kept.origin === shown.origin && !isSigned(kept, keys))
    return { verdict: 'forged', kept, key: known.at(-1)?.key ?? '' };
  const memory = { origin: kept.origin, keys: known, checkpoint: keptNote, unproven: [] };
  const answers = new Map([
    ['checkpoint', shownNote],
    ['keys', JSON.stringify({ keys })],
  ]);
  for (;;) {
    const judged = judgeLog(memory, [], answers);
    switch (judged.verdict) {
      case 'ask':
        answers.set(judged.path, await ask(judged.path));
        break;
      case 'good':
        return { verdict: 'goes-on', kept, shown };
      case 'alarm':
        return { verdict: 'alarm', words: judged.words, kept };
      case 'unusable':
        return { verdict: 'no-proof', words: judged.words, kept };
    }
  }
}

export interface ProvenHere {
  readonly holds: boolean;
  /** Canonical bytes of the entry, as text. */
  readonly bytes: string;
  readonly leaf: string;
  readonly path: readonly string[];
}

/** Whether an entry stands in the log under a head, by the path that was given. What is no entry or no path does not. */
export function proveEntry(entry: unknown, index: number, head: Checkpoint, path: readonly string[]): ProvenHere {
  try {
    const leaf = entryBytes(readEntry(entry as Json, '/entry'));
    const root = fromHex(head.root);
    const holds = verifyInclusion({ leaf, index, count: head.size, path: path.map(fromHex), root });
    return { holds, bytes: new TextDecoder().decode(leaf), leaf: toHex(leafHash(leaf)), path };
  } catch (error) {
    if (error instanceof ProtocolError) return { holds: false, bytes: JSON.stringify(entry), leaf: '', path };
    throw error;
  }
}
