import { type Bilingual } from '../text.js';

/** What kind of refusal it is. HTTP knows how to show each kind (`http/problem.filter.ts`); nothing here knows HTTP. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'unsupported'
  | 'too-many'
  | 'unavailable';

/** One place in what was sent: a JSON pointer (RFC 6901), with what is wrong there. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: Bilingual;
}

export interface DomainErrorOptions {
  readonly faults?: readonly Fault[];
  /** Further members of the problem document. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

/** A refusal that a person can act on: a stable code, and a sentence that says what, where and what would be right. */
export class DomainError extends Error {
  readonly faults: readonly Fault[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly text: Bilingual,
    options: DomainErrorOptions = {},
  ) {
    super(text.en);
    this.name = 'DomainError';
    this.faults = options.faults ?? [];
    this.details = options.details ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Refuses one member of what was sent. */
export function invalid(pointer: string, code: string, message: Bilingual): DomainError {
  return new DomainError('invalid', code, message, { faults: [{ pointer, code, message }] });
}

/** What may not be seen is not there either: both answer with this. `what` is the field's word for it. */
export function notFound(what: Bilingual, id: string | number): DomainError {
  return new DomainError('not-found', 'not_found', {
    zh: `没有找到${what.zh}“${id}”。`,
    en: `There is no ${what.en} "${id}".`,
  });
}
