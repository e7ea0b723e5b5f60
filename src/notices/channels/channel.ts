import { type Bilingual, type Language } from '../../platform/text.js';
import { type ChannelKind, type NoticeKind } from '../notice-kinds.js';
import { type Pace } from '../sending/back-off.js';

/** What goes out. The same at every try, its id first of all. */
export interface Parcel {
  readonly id: string;
  readonly kind: NoticeKind | 'digest' | 'test';
  readonly at: Date;
  readonly agency: { readonly code: string; readonly name: string } | null;
  /** One line. */
  readonly title: Bilingual;
  /** Plain text; lines are kept. May be empty. */
  readonly body: Bilingual;
  /** An address, or a path where nobody said how this server is reached. */
  readonly link: string;
  /** For a channel that speaks one. */
  readonly language: Language;
}

export interface Receiver {
  readonly address: string;
  readonly secret: string | null;
}

/**
 * How a try went.
 * `sent`: the other side has it. `later`: not now; `of` says whether the server is to be left alone, or only this message.
 * `never`: no further try would do better.
 */
export interface Handed {
  readonly outcome: 'sent' | 'later' | 'never';
  readonly of: 'server' | 'message';
  /** A status, a reply code, an errcode; or a word for why there is none. */
  readonly code: string;
  /** What the other side said, or what went wrong. At most 500 characters, without anything secret. */
  readonly answer: string;
  /** Where the other side is known to want more patience than usual. */
  readonly restSeconds?: number;
}

/** No try takes longer, whatever the other side does. */
export const LONGEST_TRY_MILLISECONDS = 30_000;

/** One way out. Every implementation stands the same test (channels.spec.ts). */
export abstract class Channel {
  abstract readonly kind: ChannelKind;

  /** How many messages one receiver takes in how long; undefined: as many as there are. */
  readonly pace: Pace | undefined = undefined;

  /** Whether there is anything set up to send with. */
  ready(): boolean {
    return true;
  }

  /** The receiver's address as the log of deliveries may have it. */
  abstract shown(address: string): string;

  /**
   * Hands one parcel over, within the longest try, whatever the other side does. Throws nothing but the signal's reason.
   * @param signal raised when this process has to stop
   */
  abstract deliver(parcel: Parcel, receiver: Receiver, signal: AbortSignal): Promise<Handed>;
}

const LONGEST_ANSWER = 500;

/** Text of the other side on one line, cut, and without the words that must not be told. */
export function answerOf(said: string, secrets: readonly (string | null | undefined)[] = []): string {
  let line = said.slice(0, 20_000);
  for (const secret of secrets) if (secret != null && secret.length >= 4) line = line.split(secret).join('…');
  return [
    ...line
      .toWellFormed()
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .trim(),
  ]
    .slice(0, LONGEST_ANSWER)
    .join('');
}
