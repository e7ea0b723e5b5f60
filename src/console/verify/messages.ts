import { type Verification, type VerifiedStep } from '../../protocol/evidence/verify.js';
import { type Words } from './words.js';

/** What the page asks of its worker: a file the reader has, or the public evidence of a draw. */
export type Task = { readonly file: File } | { readonly draw: string };

export type News =
  | { readonly kind: 'progress'; readonly read: number; readonly total: number | null }
  | { readonly kind: 'step'; readonly step: VerifiedStep }
  | { readonly kind: 'end'; readonly verification: Verification }
  /** The source of the bytes failed, not what they say. */
  | { readonly kind: 'broken'; readonly words: Words };
