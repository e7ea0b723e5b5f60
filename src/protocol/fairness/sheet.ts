import { outcomesOf } from '../entropy/figures.js';
import { type Assurance, assuranceOf, type EntropyEvent } from '../entropy/source.js';
import { type Words } from '../errors.js';
import { type Manifest, type Warning } from '../pool/manifest.js';
import { type ExclusionLeaf } from '../pool/leaves.js';
import { chancesOf, fraction, type Fraction, type StratumChance } from './chances.js';
import { bitsOfSelection, type Bits, floorLog2 } from './outcomes.js';

export interface ToldWarning {
  readonly code: string;
  readonly words: Words;
}

/** What an outsider must know of the source: how many different draws it can make at all, beside how many there are. */
export interface EntropyFairness {
  readonly source: EntropyEvent['source'];
  readonly assurance: Assurance;
  /** ⌊log₂⌋ of the outcomes of the source. */
  readonly sourceBits: number;
  /** Of the samples that the strata allow, the order not counting. */
  readonly outcomes: Bits;
  readonly words: Words;
}

/** Targets that were left out for one reason: their chance is 0. */
export interface ExcludedFairness {
  readonly reason: string;
  readonly targets: number;
  readonly chance: Fraction;
}

/** What can be said of a draw from its commitment alone, before anyone knows how it will come out. */
export interface CommittedFairness {
  readonly strata: readonly StratumChance[];
  readonly warnings: readonly ToldWarning[];
  readonly entropy: EntropyFairness;
}

/** The randomness of a source and the seed made of it have 32 bytes (README §7). */
const SEED_BITS = 256;

export function committedFairness(manifest: Manifest): CommittedFairness {
  const outcomes = bitsOfSelection(manifest.strata);
  const { source } = manifest.entropy;
  const bits = bitsOfSource(manifest.entropy);
  return {
    strata: chancesOf(manifest),
    warnings: manifest.warnings.map(tellWarning),
    entropy: {
      source,
      assurance: assuranceOf(source),
      sourceBits: bits,
      outcomes,
      words: entropyWords(bits, outcomes),
    },
  };
}

function bitsOfSource(event: EntropyEvent): number {
  return event.source === 'figures' ? Math.min(SEED_BITS, floorLog2(outcomesOf(event.events))) : SEED_BITS;
}

function entropyWords(source: number, outcomes: Bits): Words {
  const about = outcomes.exact ? { zh: '', en: '' } : { zh: '约 ', en: 'about ' };
  const compared = {
    zh: `随机来源有 ${source} 位，可能的抽取结果有 ${about.zh}${outcomes.bits} 位`,
    en: `The source has ${source} bits, the possible samples have ${about.en}${outcomes.bits}`,
  };
  if (outcomes.bits < source)
    return {
      zh: `${compared.zh}：每一种结果都可能出现。`,
      en: `${compared.en}: each of them can come up.`,
    };
  if (source < SEED_BITS)
    return {
      zh: `${compared.zh}：来源的可能少于抽取结果，有的结果不可能出现。`,
      en: `${compared.en}: the source has fewer outcomes than there are samples, so some of them cannot come up.`,
    };
  return {
    zh: `${compared.zh}：结果多于种子，每户机会相等依靠种子无法预知；${source} 位的种子无人能够穷举。`,
    en: `${compared.en}: there are more samples than seeds, so that equal chances rest on nobody foreseeing the seed; nobody can try out ${source} bits.`,
  };
}

/** A warning of the manifest (README §10) in words. */
export function tellWarning(warning: Warning): ToldWarning {
  if (warning.code === 'few-outcomes') {
    const { bits, code, needed } = warning;
    return {
      code,
      words: {
        zh: `数字来源只有 ${bits} 位，可能的抽取结果至少有 ${needed} 位，有的结果不可能出现。`,
        en: `The figures have only ${bits} bits, the possible samples at least ${needed}; some of them cannot come up.`,
      },
    };
  }
  const { rule, targets, teams } = warning;
  return {
    code: warning.code,
    words: {
      zh: `组队规则 ${rule + 1}：有 ${targets} 户可组成的检查组不足 10 种，最少的只有 ${teams} 种，去的人容易被猜到。`,
      en: `Team rule ${rule + 1}: ${targets} target(s) have fewer than 10 possible teams, the fewest ${teams}; who comes is easily guessed.`,
    },
  };
}

/** Counts the targets that were left out, reason by reason, as they pass. */
export class ExclusionCount {
  private readonly byReason = new Map<string, number>();

  add({ reason }: Pick<ExclusionLeaf, 'reason'>): void {
    this.byReason.set(reason, (this.byReason.get(reason) ?? 0) + 1);
  }

  /** The most frequent first; ties in order of the reasons. */
  list(): ExcludedFairness[] {
    return [...this.byReason]
      .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
      .map(([reason, targets]) => ({ reason, targets, chance: fraction(0, 1) }));
  }
}
