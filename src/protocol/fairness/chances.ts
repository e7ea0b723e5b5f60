import { type Words } from '../errors.js';
import { type Manifest } from '../pool/manifest.js';
import { sizeByRate, type Stratum, type Total } from '../pool/sizes.js';

/** A fraction in its lowest terms. `words`: `1/13`, or `0` and `1` where it is whole. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
  readonly words: string;
}

/** Both whole, `denominator` above 0, within 2^53. */
export function fraction(numerator: number, denominator: number): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0) [a, b] = [b, a % b];
  const top = numerator / a;
  const bottom = denominator / a;
  return { numerator: top, denominator: bottom, words: bottom === 1 ? String(top) : `${top}/${bottom}` };
}

/** What decided the size of a sample: the rate or the number itself, the minimum, the census, or that there are no more. */
export type SizeReason = 'rate' | 'minimum' | 'census' | 'everyone';

/** Every target of a stratum has the same chance: each set of `size` of its `population` is as likely as any other. */
export interface StratumChance {
  readonly stratum: string;
  readonly population: number;
  readonly size: number;
  readonly reserve: number;
  /** Null where nobody is in the stratum. */
  readonly chance: Fraction | null;
  /** To be drawn for the reserve. */
  readonly reserveChance: Fraction | null;
  readonly sizeReason: SizeReason;
  readonly rounding: 'up' | 'down' | 'none';
  readonly words: Words;
}

const MILLION = 1_000_000;

export function chancesOf({
  selection,
  strata,
}: Pick<Manifest, 'strata'> & Partial<Pick<Manifest, 'selection'>>): StratumChance[] {
  const total = selection?.total;
  const sharing = new Set(total?.strata);
  return strata.map((stratum) => {
    const { id, population, reserve, size } = stratum;
    const sizeReason = sizeReasonOf(stratum);
    const rounding = sizeReason === 'rate' ? roundingOf(stratum) : 'none';
    const chance = population === 0 ? null : fraction(size, population);
    const reserveChance = population === 0 ? null : fraction(reserve, population);
    const words = wordsOf(stratum, chance, sizeReason, rounding, sharing.has(id) ? total : undefined);
    return { stratum: id, population, size, reserve, chance, reserveChance, sizeReason, rounding, words };
  });
}

function sizeReasonOf({ censusBelow, minimum, population, rate, size }: Stratum): SizeReason {
  if (censusBelow !== null && population < censusBelow) return 'census';
  const asked = sizeByRate(rate, population);
  if (Math.max(asked, minimum ?? 0) > size) return 'everyone';
  return asked < size ? 'minimum' : 'rate';
}

function roundingOf({ population, rate }: Stratum): StratumChance['rounding'] {
  if (rate.direction === 'number' || (population * rate.millionths) % MILLION === 0) return 'none';
  return rate.direction === 'at-least' ? 'up' : 'down';
}

/** Millionths as a percentage, exactly: 1/13 as `7.6923%`. */
function percent(millionths: number): string {
  const rest = String(millionths % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${Math.floor(millionths / 10_000)}${rest === '' ? '' : `.${rest}`}%`;
}

function wordsOf(
  { censusBelow, minimum, population, rate, size }: Stratum,
  chance: Fraction | null,
  reason: SizeReason,
  rounding: StratumChance['rounding'],
  total: Total | undefined,
): Words {
  if (chance === null) return { zh: '该层没有检查对象。', en: 'Nobody is in this stratum.' };
  const share = chance.words;
  const why = ((): Words => {
    switch (reason) {
      case 'census':
        return { zh: `少于 ${censusBelow} 户，全部检查`, en: `fewer than ${censusBelow}, so all of them` };
      case 'everyone':
        return {
          zh: '应抽数量不少于总数，全部检查',
          en: 'at least as many are asked for as there are, so all of them',
        };
      case 'minimum':
        return { zh: `至少抽取 ${minimum} 户`, en: `at least ${minimum} are to be drawn` };
      case 'rate':
        if (total !== undefined)
          return {
            zh: `${total.strata.length} 个分层共抽取 ${total.number} 户，按户数分摊，余数大者先得`,
            en: `its share, by population and the largest remainders, of ${total.number} over ${total.strata.length} strata`,
          };
        if (rate.direction === 'number') return { zh: '按规定的数量', en: 'a number that was laid down' };
        return rateWords(percent(rate.millionths), rounding);
    }
  })();
  return {
    zh: `${population} 户中抽取 ${size} 户（${why.zh}），每户被抽中的机会都是 ${share}。`,
    en: `${size} of ${population} are drawn (${why.en}); the chance of each is ${share}.`,
  };
}

function rateWords(rate: string, rounding: StratumChance['rounding']): Words {
  if (rounding === 'up') return { zh: `${rate}，向上取整`, en: `${rate}, rounded up` };
  if (rounding === 'down') return { zh: `${rate}，向下取整`, en: `${rate}, rounded down` };
  return { zh: `${rate}，恰为整数`, en: `${rate}, which comes out whole` };
}
