import { type AmendmentKind } from './amendment.js';

const LETTER = { supplement: 'S', replacement: 'R' } as const;

/** The number of an occurrence's first draw, e.g. `2026-000001`. */
export const firstNumber = (year: number, occurrenceId: number): string =>
  `${year}-${String(occurrenceId).padStart(6, '0')}`;

/**
 * The number of a draw that stands in for another or goes on from it, so that it is seen at once:
 * `2026-000001` voided → `2026-000001-2`, then `-3`; supplemented → `2026-000001-S1`; places filled anew → `2026-000001-R1`.
 * @param earlier the number of the draw that is amended; for `void`, of the occurrence's first draw
 * @param ordinal for `void` the attempt at the occurrence, from 2; otherwise the count of its kind that goes on from the earlier draw, directly or through others, from 1
 */
export function amendedNumber(earlier: string, kind: AmendmentKind, ordinal: number): string {
  const least = kind === 'void' ? 2 : 1;
  if (!Number.isSafeInteger(ordinal) || ordinal < least) throw new RangeError(`ordinal ${ordinal} of ${kind}`);
  return kind === 'void' ? `${earlier}-${ordinal}` : `${earlier}-${LETTER[kind]}${ordinal}`;
}
