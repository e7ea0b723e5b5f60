import { type Verification } from '../../protocol/evidence/verify.js';
import { type Words } from './words.js';

/** What the page asks of its worker: a file the reader has, or the public file of a draw; and the log's key to trust, or none. */
export type Task = ({ readonly file: File } | { readonly draw: string }) & { readonly key: string };

export type News =
  | { readonly kind: 'progress'; readonly read: number; readonly total: number | null }
  | { readonly kind: 'end'; readonly verification: Verification }
  /** The source of the bytes failed, or the question was none; not what the file says. */
  | { readonly kind: 'broken'; readonly words: Words };
