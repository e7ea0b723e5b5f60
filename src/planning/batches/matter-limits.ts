import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { sizeByRate } from '../../protocol/index.js';
import { applicableMatters, kindKey, kindsInPool, namedKinds } from '../../registry/matters/applicable-matters.js';
import { percent } from './strata-checks.js';
import { type StratumFacts } from './strata.js';

/*
 * 一般事项 / 重点事项. A general matter's own "at most" binds every batch that looks into it; a key matter has no upper limit and
 * may take everyone, and then the lot decides the order. What a matter owes ("at least") is owed by the year's batches
 * together, so that one batch that stays below it is only warned of.
 */

/** What a matter of the checklist says of how much of it is inspected. */
export interface MatterRate {
  readonly name: string;
  readonly importance: 'general' | 'key' | null;
  readonly rate: { readonly direction: 'at-least' | 'at-most' | 'exactly'; readonly millionths: number } | null;
  readonly targetKind: string | null;
}

/** One stratum with what is drawn of it each time. */
export interface SizedStratum extends StratumFacts {
  readonly size: number;
}

export interface Limits {
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/**
 * What the matters of a batch say of its size. Of a stratum that holds targets of several kinds nobody can tell before the
 * draw how many of a matter's own will be drawn: for a limit the most that may come out counts, for a duty the fewest.
 * @param matters in the order in which the batch names them
 * @param kinds kind of target → how many of them the agency's lists hold, whatever the filter says
 * @param draws how many draws the batch has in the year
 */
export function matterLimits(
  matters: readonly MatterRate[],
  strata: readonly SizedStratum[],
  kinds: ReadonlyMap<string, number>,
  draws: number,
): Limits {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const inPool = new Set(strata.flatMap((stratum) => [...stratum.kinds.keys()].map(kindKey)));
  const meant = matters.map((matter) => ({
    matter,
    targetKinds: kindsInPool(namedKinds(matter.targetKind), inPool),
  }));
  for (const [at, one] of meant.entries()) {
    const { name, importance, rate } = one.matter;
    if (rate === null) continue;
    const { direction, millionths } = rate;
    let [own, most, fewest] = [0, 0, 0];
    for (const { kinds: inStratum, population, size } of strata) {
      let its = 0;
      for (const [kind, count] of inStratum) if (applicableMatters(kind, meant).includes(one)) its += count;
      own += its;
      most += Math.min(size, its);
      fewest += Math.max(0, size - (population - its));
    }
    const all = Math.max(own, baseOf(one, kinds));
    const limit = sizeByRate({ direction: direction === 'exactly' ? 'at-least' : direction, millionths }, all);
    const duty = sizeByRate({ direction: direction === 'exactly' ? 'at-most' : direction, millionths }, all);
    const [inYear, atLeast] = [most * draws, fewest * draws];
    const pointer = `/matterIds/${at}`;
    const { en, zh } = percent(millionths);
    if (direction !== 'at-least' && importance !== 'key' && inYear > limit) {
      const each = Math.floor(limit / draws);
      faults.push({
        pointer,
        code: 'matter_limit',
        message: text(
          `一般事项“${name}”全年至多抽查 ${zh}：${all} 个对象至多 ${limit} 个，而本批次抽 ${draws} 次，可能抽到 ${inYear} 个。请把每次抽到的对象减到 ${each} 个以内、减少次数，或去掉该事项${most > fewest ? '；范围内有别的类型，按类型分层后数目才能确定' : ''}。`,
          `The general matter "${name}" may be inspected at ${en} of its targets in a year: ${limit} of ${all}. This batch has ${draws} ${draws === 1 ? 'draw' : 'draws'} and may come to ${inYear}. Draw ${each} of them at most each time, draw less often, or leave the matter out${most > fewest ? '; with strata by kind the number is certain' : ''}.`,
        ),
      });
    }
    if (direction !== 'at-most' && atLeast < duty) {
      warnings.push({
        pointer,
        code: 'matter_duty',
        message: text(
          `事项“${name}”全年至少应抽查 ${zh}：${all} 个对象至少 ${duty} 个，而本批次全年抽 ${draws} 次，${most > fewest ? '至少只会' : '只'}抽到 ${atLeast} 个，还差 ${duty - atLeast} 个，须由其他批次完成，或提高比例。`,
          `The matter "${name}" is to be inspected at ${en} of its targets in a year: ${duty} of ${all}. This batch has ${draws} ${draws === 1 ? 'draw' : 'draws'} and ${most > fewest ? 'is sure of' : 'comes to'} ${atLeast}; ${duty - atLeast} are left for other batches, or for a higher rate.`,
        ),
      });
    }
  }
  return { faults, warnings };
}

/** All targets of the kinds that a matter names. Of one whose text names no kind of the pool they are those of the pool. */
function baseOf(
  { matter, targetKinds }: { readonly matter: MatterRate; readonly targetKinds: readonly string[] | null },
  kinds: ReadonlyMap<string, number>,
): number {
  if (targetKinds === null) return 0;
  const named = new Set(namedKinds(matter.targetKind));
  return [...kinds].reduce((sum, [kind, count]) => sum + (named.has(kindKey(kind)) ? count : 0), 0);
}
