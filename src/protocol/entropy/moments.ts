import { ProtocolError } from '../errors.js';

/** What a public event must come after the cut-off, at the least: the commitment has to be seen before it. */
export const TEN_MINUTES = 600_000;

/** `YYYY-MM-DDTHH:MM:SS.mmmZ` of Unix milliseconds. */
export function isoMoment(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function broken(path: string, zh: string, en: string, expected: string, found: string): ProtocolError {
  return new ProtocolError('rule', path, { zh, en }, { expected, found });
}
