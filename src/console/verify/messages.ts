import { type Verification } from '../../protocol/evidence/verify.js';
import { type Words } from './words.js';

/** A file the reader has, or what is public of a draw: all of it, or the proof of one target. */
export type Asked = { readonly file: File } | { readonly draw: string; readonly target: string | undefined };

/** What the page asks of its worker; and the log's key to trust, or none. */
export type Task = Asked & { readonly key: string };

export type News =
  | { readonly kind: 'progress'; readonly read: number; readonly total: number | null }
  | { readonly kind: 'end'; readonly verification: Verification }
  /** The source of the bytes failed, or the question was none; not what the file says. */
  | { readonly kind: 'broken'; readonly words: Words };
