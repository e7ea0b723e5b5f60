import { text, type Bilingual } from '../../platform/text.js';
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

/** The answer to "why me", on paper and behind its code. @param chance null of a supplement */
export function wordsOfChance(chance: DrawnChance | null): Bilingual {
  if (chance === null) {
    return text(
      '你单位是补抽对象：名次在原来那次抽取中已经确定，没有另外挑选。',
      'You came up in a supplement: your place followed from the earlier draw, and nobody chose.',
    );
  }
  const { population, size, words } = chance;
  if (population === size) {
    return text(
      `同类的 ${population} 个对象全部检查，抽取只决定先后。`,
      `All ${population} of your kind are inspected; only the order was drawn.`,
    );
  }
  return text(
    `你单位被抽中的概率是 ${words}：${population} 个对象中随机抽取 ${size} 个。`,
    `Your chance of being drawn was ${words}: ${size} out of ${population} at random.`,
  );
}
