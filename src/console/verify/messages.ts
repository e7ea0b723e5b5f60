import { type Verification, type VerifiedStep } from '../../protocol/evidence/verify.js';
import { type Words } from './words.js';
import { type Shown } from './workings.js';

/**
 * A file the reader has, or what is public of a draw: all of it, or the proof of one target. Whoever may read more of the draw
 * says where that is.
 */
export type Asked =
  { readonly file: File } | { readonly draw: string; readonly target: string | undefined; readonly address?: string };

/** What the page asks of its worker; and the log's key to trust, or none. */
export type Task = Asked & { readonly key: string };

export type News =
  | { readonly kind: 'progress'; readonly read: number; readonly total: number | null }
  /** One step is done, right or wrong. */
  | { readonly kind: 'step'; readonly step: VerifiedStep }
  | { readonly kind: 'end'; readonly verification: Verification; readonly file: ReadFile }
  /** The source of the bytes failed, or the question was none; not what the file says. */
  | { readonly kind: 'broken'; readonly words: Words };

/** What was read: how much of it, and what its steps compute with. */
export interface ReadFile extends Shown {
  readonly bytes: number;
  /** Of the whole file; null where reading stopped at a fault. */
  readonly sha256: string | null;
}
