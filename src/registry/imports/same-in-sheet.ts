import { isDeepStrictEqual } from 'node:util';

import { type ColumnType } from '../sheets/index.js';
import { asCode, asLines, asList, asName, asPerson } from '../sheets/wording.js';

/**
 * Whether a stored value and a row's value are one and the same as a sheet tells them: a text is compared in the form that
 * reading gives it (space, line ends, half width), and no text is the same as an empty one. So a list that was exported
 * comes back unchanged, however its texts were typed into the API.
 */
export function sameInSheet(type: ColumnType | undefined, stored: unknown, given: unknown): boolean {
  return isDeepStrictEqual(asRead(type, stored), asRead(type, given));
}

function asRead(type: ColumnType | undefined, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return type?.kind === 'list' ? asList(value.join('、')) : value;
  if (typeof value !== 'string') return value;
  return worded(type, value) || null;
}

function worded(type: ColumnType | undefined, value: string): string {
  switch (type?.kind) {
    case 'lines':
      return asLines(value);
    case 'name':
      return asName(value);
    case 'person':
      return asPerson(value);
    case 'code':
      return asCode(value);
    default:
      return value;
  }
}
