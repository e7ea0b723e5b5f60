/** A text for people, Chinese first. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * Why a value is not a valid part of the protocol.
 * `syntax`: not JSON at all, or it ends too early; `form`: JSON, but outside the restricted form (README §1) or a bound;
 * `shape`: a member is unknown, missing or of the wrong kind; `rule`: well formed, but it breaks a rule of the draw.
 */
export type ProtocolFault = 'syntax' | 'form' | 'shape' | 'rule';

/** The one error this folder throws on bad input. `path` is a JSON pointer into the value that was read. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly expected: string | undefined;
  readonly found: string | undefined;

  constructor(
    readonly fault: ProtocolFault,
    readonly path: string,
    readonly words: Words,
    comparison: { expected?: string; found?: string } = {},
  ) {
    super(`${path === '' ? '/' : path}: ${words.en}`);
    this.expected = comparison.expected;
    this.found = comparison.found;
  }
}

/** A value as a short text for an error: never longer than 120 characters, whatever came in. */
export function brief(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
  if (Array.isArray(value)) return `array(${value.length})`;
  if (typeof value === 'object' && value !== null) {
    const text = `{${Object.keys(value).slice(0, 6).join(',')}}`;
    return text.length > 120 ? `${text.slice(0, 119)}…` : text;
  }
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : typeof value;
}
