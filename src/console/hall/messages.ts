import { type Words } from '../../protocol/errors.js';
import { type Verification } from '../../protocol/evidence/verify.js';
import { type Told } from './told.js';

/** Evidence to do a draw again from: a file that somebody has, or what this server shows of a draw. */
export type Task = { readonly file: File } | { readonly address: string; readonly draw: string };

export type News =
  /** It is loaded, and can be used without a network. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly read: number }
  /** `told` only where every step holds: nothing is shown that was not computed here. */
  | { readonly kind: 'end'; readonly verification: Verification; readonly told: Told | null }
  /** The source of the bytes failed; it can be tried again. */
  | { readonly kind: 'broken'; readonly words: Words };
