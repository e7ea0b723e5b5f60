import { applicableMatters, kindKey, kindsInPool, namedKinds } from '../../registry/matters/applicable-matters.js';
import { type KindCount } from '../engine/tasks.js';

/** Whether a draw will bring an inspection of a matter: whatever is drawn, perhaps, or never. */
export type Reach = 'sure' | 'possible' | 'no';

export interface MatterReach {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** Targets of the pool at which the matter is looked into. */
  readonly targets: number;
  readonly reach: Reach;
}

/**
 * Which matters of a batch its draw reaches. It is sure where, of some stratum, so many are drawn that not all of them can be
 * of other kinds.
 * @param matters in order, with the kinds of target as the checklist words them
 * @param kinds targets of each stratum by kind
 * @param sizes targets that are drawn of each stratum
 */
export function mattersReached(
  matters: readonly {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly targetKind: string | null;
  }[],
  kinds: readonly KindCount[],
  sizes: readonly number[],
): MatterReach[] {
  const held = new Set(kinds.map(({ kind }) => kindKey(kind)));
  const meant = matters.map((matter) => {
    const named = namedKinds(matter.targetKind);
    return { ...matter, targetKinds: named.length === 0 ? null : kindsInPool(named, held) };
  });
  const populations = sizes.map((_, stratum) => sum(kinds.filter((one) => one.stratum === stratum)));
  return meant.map((matter) => {
    const mine = kinds.filter(({ kind }) => applicableMatters(kind, meant).includes(matter));
    const targets = sum(mine);
    const sure = sizes.some((size, stratum) => {
      const others = (populations[stratum] ?? 0) - sum(mine.filter((one) => one.stratum === stratum));
      return size > others;
    });
    const { code, id, name } = matter;
    return { id, code, name, targets, reach: targets === 0 ? 'no' : sure ? 'sure' : possible(mine, sizes) };
  });
}

const sum = (counts: readonly KindCount[]): number => counts.reduce((total, { targets }) => total + targets, 0);

const possible = (mine: readonly KindCount[], sizes: readonly number[]): Reach =>
  mine.some(({ stratum }) => (sizes[stratum] ?? 0) > 0) ? 'possible' : 'no';
