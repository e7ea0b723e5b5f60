import { chancesOf, type Manifest, type StratumChance } from '../../protocol/index.js';

/** With what chance a target came up: that of everyone in its stratum. */
export interface DrawnChance {
  readonly size: number;
  readonly population: number;
  /** In lowest terms, as `3/97`. */
  readonly words: string;
}

/**
 * The chance of the target at one place of the order in which a draw's targets were drawn, strata after one another. Nothing
 * of a supplement: it follows from the draw that it goes on from, whose permutation had its place.
 * @param ordinal from 1
 */
export function chanceAt(manifest: Pick<Manifest, 'relation' | 'strata'>, ordinal: number): DrawnChance | undefined {
  if (manifest.relation?.kind === 'supplement') return undefined;
  let before = 0;
  const stratum = chancesOf(manifest).find(({ size }): boolean => {
    before += size;
    return ordinal <= before;
  });
  return stratum === undefined ? undefined : drawnChance(stratum);
}

const drawnChance = ({ chance, population, size }: StratumChance): DrawnChance | undefined =>
  chance === null ? undefined : { size, population, words: chance.words };
