import { compareUtf8 } from '../../protocol/index.js';
import { type Bilingual } from '../../platform/text.js';
import { type PlaceRange } from './places.js';
import { type LeavingSeat } from './seats.js';

/** The earlier draw, as the relation names it (protocol §11). */
export interface EarlierDraw {
  readonly number: string;
  readonly commitment: string;
  /** Null where the draw ended without a record. */
  readonly recordHash: string | null;
}

interface Related {
  readonly commitment: string;
  readonly draw: string;
  /** The number among those of its kind for the same earlier draw, from 1. */
  readonly ordinal: number;
  readonly reason: { readonly en: string; readonly zh: string };
  readonly record: string | null;
}

export type DrawRelation =
  | (Related & { readonly kind: 'again' })
  | (Related & { readonly kind: 'supplement'; readonly places: readonly PlaceRange[] })
  | (Related & { readonly kind: 'replacement'; readonly seats: readonly LeavingSeat[] });

/** A voided draw has one draw in its place and no more, so its ordinal is always 1. */
export const relationAgain = (earlier: EarlierDraw, reason: Bilingual): DrawRelation => ({
  ...related(earlier, 1, reason),
  kind: 'again',
});

export const relationSupplement = (
  earlier: EarlierDraw,
  ordinal: number,
  reason: Bilingual,
  places: readonly PlaceRange[],
): DrawRelation => ({
  ...related(earlier, ordinal, reason),
  kind: 'supplement',
  places: places.map(({ from, stratum, until }) => ({ from, stratum, until })),
});

export const relationReplacement = (
  earlier: EarlierDraw,
  ordinal: number,
  reason: Bilingual,
  seats: readonly LeavingSeat[],
): DrawRelation => ({
  ...related(earlier, ordinal, reason),
  kind: 'replacement',
  seats: seats.map(({ inspector, target }) => ({ inspector, target })).sort(bySeat),
});

/** The order of the seats in a relation: by target, then inspector. */
export const bySeat = (a: LeavingSeat, b: LeavingSeat): number =>
  compareUtf8(a.target, b.target) || compareUtf8(a.inspector, b.inspector);

function related(earlier: EarlierDraw, ordinal: number, reason: Bilingual): Related {
  return {
    commitment: earlier.commitment,
    draw: earlier.number,
    ordinal,
    reason: { en: reason.en, zh: reason.zh },
    record: earlier.recordHash,
  };
}
