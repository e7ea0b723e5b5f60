import { DomainError } from '../../platform/errors/domain-error.js';

/** Places from ≤ p < until of a stratum's permutation; the sample has the places before its size (protocol §8, §11). */
export interface PlaceRange {
  readonly from: number;
  readonly stratum: string;
  readonly until: number;
}

/** One stratum of the earlier record, ids in drawn order. */
export interface DrawnStratum {
  readonly reserve: readonly string[];
  readonly stratum: string;
  readonly targets: readonly string[];
}

/** A supplement of the same draw that was approved before, drawn or not yet. */
export interface EarlierSupplement {
  /** The targets in whose stead it was made. */
  readonly gone: readonly string[];
  readonly places: readonly PlaceRange[];
}

/**
 * For each target that is gone, the next place of its stratum's permutation after those that earlier supplements took, in
 * the order of the strata. A target of an earlier supplement may be gone as well: it came from a place of its stratum.
 */
export function placesFor(
  selection: readonly DrawnStratum[],
  earlier: readonly EarlierSupplement[],
  gone: readonly string[],
): readonly PlaceRange[] {
  if (gone.length === 0) throw new RangeError('a supplement is for at least one target');
  const wanted = new Set(gone);
  if (wanted.size < gone.length) throw namedTwice(gone.find((id, index) => gone.indexOf(id) !== index)!);
  const before = new Set(earlier.flatMap((supplement) => supplement.gone));
  for (const id of wanted) if (before.has(id)) throw namedBefore(id);

  const result: PlaceRange[] = [];
  for (const { reserve, stratum, targets } of selection) {
    const size = targets.length;
    let next = size;
    for (const { places } of earlier) {
      for (const place of places) if (place.stratum === stratum) next = Math.max(next, place.until);
    }
    const sent = [...targets, ...reserve.slice(0, next - size)];
    let count = 0;
    for (const id of sent) if (wanted.delete(id)) count += 1;
    if (count === 0) continue;
    const left = size + reserve.length - next;
    if (left < count) throw reserveTooSmall(stratum, count, left);
    result.push({ from: next, stratum, until: next + count });
  }
  for (const id of wanted) throw notDrawn(id);
  return result;
}

/** The ids at these places, in the order of the places. */
export function targetsAt(selection: readonly DrawnStratum[], places: readonly PlaceRange[]): readonly string[] {
  return places.flatMap(({ from, stratum, until }) => {
    const drawn = selection.find((each) => each.stratum === stratum);
    const size = drawn?.targets.length ?? 0;
    if (drawn === undefined || from < size || until <= from || until > size + drawn.reserve.length) {
      throw new RangeError(`places ${from} to ${until} of stratum ${stratum} are not in its reserve`);
    }
    return drawn.reserve.slice(from - size, until - size);
  });
}

const reserveTooSmall = (stratum: string, wanted: number, left: number): DomainError =>
  new DomainError(
    'conflict',
    'reserve_too_small',
    {
      zh: `分层“${stratum}”的备选顺位还剩 ${left} 个，本次补抽需要 ${wanted} 个。请减少补抽的检查任务。`,
      en: `Stratum "${stratum}" has ${left} reserve places left and this supplement needs ${wanted}. Name fewer inspections.`,
    },
    { details: { stratum, wanted, left } },
  );

const notDrawn = (target: string): DomainError =>
  new DomainError('conflict', 'target_not_drawn', {
    zh: `检查对象“${target}”不在这次抽取及其补抽的结果中，不能以它补抽。`,
    en: `Target "${target}" was not drawn by this draw or one of its supplements, so nothing can take its place.`,
  });

const namedTwice = (target: string): DomainError =>
  new DomainError('invalid', 'target_named_twice', {
    zh: `检查对象“${target}”列了两次，每个对象只能列一次。`,
    en: `Target "${target}" is named twice; name each one once.`,
  });

const namedBefore = (target: string): DomainError =>
  new DomainError('conflict', 'target_supplemented', {
    zh: `检查对象“${target}”已经补抽过，不能再次补抽。`,
    en: `A supplement was already made in the stead of target "${target}"; there is none for it again.`,
  });
