import { type Words } from '../errors.js';
import { compareUtf8 } from '../bytes.js';
import { type Check, hex64, id, integer, list, literal, members, misshapen, orNull, text } from '../json/shape.js';

/** Places from ≤ p < until of the earlier draw's permutation of a stratum. */
export interface Places {
  readonly from: number;
  readonly stratum: string;
  readonly until: number;
}

/** Who leaves which team. */
export interface LeftSeat {
  readonly inspector: string;
  readonly target: string;
}

interface Earlier {
  readonly commitment: string;
  readonly draw: string;
  /** The number of this draw among those of its kind for the same earlier draw, from 1. */
  readonly ordinal: number;
  readonly reason: Words;
  /** Hash of the earlier draw's record; null if it had none. */
  readonly record: string | null;
}

/** What a draw stands in for (README §11). */
export type Relation =
  | (Earlier & { readonly kind: 'again' })
  | (Earlier & { readonly kind: 'supplement'; readonly places: readonly Places[] })
  | (Earlier & { readonly kind: 'replacement'; readonly seats: readonly LeftSeat[] });

const NAMES = ['commitment', 'draw', 'kind', 'ordinal', 'reason', 'record'];

const place = integer(0, 100_000_000);

const places: Check<Places> = (value, path) => {
  const held = members(value, path, ['from', 'stratum', 'until']);
  const from = place(held.from, `${path}/from`);
  const until = place(held.until, `${path}/until`);
  if (until <= from) throw misshapen(`${path}/until`, `above ${from}`, until);
  return { from, stratum: id(held.stratum, `${path}/stratum`), until };
};

const seat: Check<LeftSeat> = (value, path) => {
  const held = members(value, path, ['inspector', 'target']);
  return { inspector: id(held.inspector, `${path}/inspector`), target: id(held.target, `${path}/target`) };
};

const seats: Check<LeftSeat[]> = (value, path) => {
  const found = list(seat, 1, 1000)(value, path);
  for (let i = 1; i < found.length; i++) {
    const [one, other] = [found[i - 1]!, found[i]!];
    const order = compareUtf8(one.target, other.target) || compareUtf8(one.inspector, other.inspector);
    if (order >= 0) throw misshapen(`${path}/${i}`, 'sorted by target, then inspector, each once', other);
  }
  return found;
};

export const readRelation: Check<Relation> = (value, path) => {
  const kind = literal(
    'again',
    'supplement',
    'replacement',
  )(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { kind?: string }).kind : value,
    `${path}/kind`,
  );
  const more = { again: [], supplement: ['places'], replacement: ['seats'] }[kind];
  const held = members(value, path, [...NAMES, ...more]);
  const reason = members(held.reason, `${path}/reason`, ['en', 'zh']);
  const earlier = {
    commitment: hex64(held.commitment, `${path}/commitment`),
    draw: id(held.draw, `${path}/draw`),
    ordinal: integer(1, 1_000_000)(held.ordinal, `${path}/ordinal`),
    reason: {
      en: text(1000)(reason.en, `${path}/reason/en`),
      zh: text(1000)(reason.zh, `${path}/reason/zh`),
    },
    record: orNull(hex64)(held.record, `${path}/record`),
  };
  if (kind === 'again') {
    // a voided draw has one successor; the next one stands in for that
    if (earlier.ordinal !== 1) throw misshapen(`${path}/ordinal`, '1', earlier.ordinal);
    return { ...earlier, kind };
  }
  if (kind === 'replacement') return { ...earlier, kind, seats: seats(held.seats, `${path}/seats`) };
  const found = list(places, 1, 10_000)(held.places, `${path}/places`);
  if (new Set(found.map(({ stratum }) => stratum)).size !== found.length)
    throw misshapen(`${path}/places`, 'each stratum once', held.places);
  return { ...earlier, kind, places: found };
};
