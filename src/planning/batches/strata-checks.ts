import { type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { ProtocolError, sizeOf, splitTotal, type Rate, type StratumRule } from '../../protocol/index.js';
import { conditionFaults, LONGEST_FILTER } from './filter-checks.js';
import {
  restOf,
  rulesOf,
  type DrawnTerms,
  type Misplaced,
  type Stratified,
  type StratumFacts,
  type StratumTerms,
} from './strata.js';

/*
 * What would make a stratified draw impossible, or something else than was meant, refused when it is planned. The sizes are
 * those that the draw itself will come to, by the protocol's own arithmetic.
 */

/** What can be said of the strata without a look at the pool. */
export function strataFaults(terms: DrawnTerms): Fault[] {
  const { censusBelow, minimum, rate, strata } = terms;
  if (strata.length === 0) return rate.direction === 'number' ? besideNumber(terms, '') : [];
  const faults = strata.flatMap((stratum, at) => [
    ...formFaults(strata, stratum, at),
    ...conditionFaults(stratum.conditions, `/strata/${at}/conditions`),
    ...((stratum.rate ?? rate).direction === 'number' ? besideNumber(stratum, `/strata/${at}`) : []),
  ]);
  for (const [member, value] of Object.entries({ minimum, censusBelow })) {
    if (value === null) continue;
    faults.push({
      pointer: `/${member}`,
      code: 'superfluous',
      message: text(
        `批次已分层，${member} 应写在各分层里，批次上请改为 null。`,
        `The batch has strata: write ${member} into each of them, and null here.`,
      ),
    });
  }
  if (rate.direction === 'number' && strata.every((stratum) => stratum.rate !== null)) {
    faults.push({
      pointer: '/rate/number',
      code: 'total_unused',
      message: text(
        '各分层都写了自己的比例，批次的总数就没有分层来分。请去掉要分摊总数的分层的 rate，或把批次改为按比例。',
        'Every stratum has a rate of its own, so that none takes part of the number of the batch. Leave out the rate of those that should, or let the batch say a share.',
      ),
    });
  }
  const bytes = Buffer.byteLength(JSON.stringify([terms.filter, strata]));
  if (bytes > LONGEST_FILTER) {
    faults.push({
      pointer: '/strata',
      code: 'strata_too_long',
      message: text(
        `分层和筛选条件共 ${bytes} 字节，上限 ${LONGEST_FILTER}。请减少取值，或分成几个批次。`,
        `Strata and filter take ${bytes} bytes of at most ${LONGEST_FILTER}. Name fewer values, or make several batches.`,
      ),
    });
  }
  return faults;
}

function formFaults(strata: readonly StratumTerms[], stratum: StratumTerms, at: number): Fault[] {
  const faults: Fault[] = [];
  const { code, conditions, rest } = stratum;
  if (strata.findIndex((other) => other.code === code) !== at) {
    faults.push({
      pointer: `/strata/${at}/code`,
      code: 'stratum_twice',
      message: text(
        `分层编号“${code}”已出现过，每个分层的编号应各不相同。`,
        `There is a stratum "${code}" already; each needs a code of its own.`,
      ),
    });
  }
  if (!rest) {
    if (conditions.length > 0) return faults;
    faults.push({
      pointer: `/strata/${at}/conditions`,
      code: 'stratum_without_conditions',
      message: text(
        `分层“${code}”没有条件，会包含所有对象。请写明条件；若要收纳其余对象，写 rest: true；若不分层，去掉 strata。`,
        `Stratum "${code}" has no conditions and would take everyone. Name some; or write rest: true where it takes whoever is in none of the others; or leave "strata" out.`,
      ),
    });
    return faults;
  }
  if (strata.findIndex((other) => other.rest) !== at) {
    faults.push({
      pointer: `/strata/${at}/rest`,
      code: 'rest_twice',
      message: text('只能有一个“其余”分层（rest: true）。', 'Only one stratum can be the rest (rest: true).'),
    });
  } else if (conditions.length > 0) {
    faults.push({
      pointer: `/strata/${at}/conditions`,
      code: 'superfluous',
      message: text(
        '“其余”分层收纳不属于其他分层的对象，不能另写条件，请去掉 conditions 或 rest。',
        'The rest takes whoever is in none of the others and has no conditions of its own: leave out "conditions" or "rest".',
      ),
    });
  } else if (restOf(strata) === undefined) {
    faults.push({
      pointer: `/strata/${at}/rest`,
      code: 'rest_not_told',
      message: text(
        '要有“其余”分层，其他分层须各只按同一项划分（如都只按 riskClass），这样“其余”才能写成可核对的取值。请改为同一项，或逐一写明各分层的条件。',
        'A rest needs all other strata to ask for one and the same field, such as riskClass, and nothing else: only then can it be written down as values that anyone can check. Let them do so, or write out the conditions of every stratum.',
      ),
    });
  }
  return faults;
}

/** A number says all there is to say: beside it a census or a minimum would make it another one. */
function besideNumber(terms: Pick<StratumTerms, 'minimum' | 'censusBelow'>, at: string): Fault[] {
  const faults: Fault[] = [];
  for (const member of ['minimum', 'censusBelow'] as const) {
    if (terms[member] === null) continue;
    faults.push({
      pointer: `${at}/${member}`,
      code: 'beside_number',
      message: text(
        `按数量抽取时，抽几个已经写定，不能再写 ${member}。请去掉它，或改为按比例。`,
        `A rate by number says how many are drawn; ${member} cannot stand beside it. Leave it out, or use a share.`,
      ),
    });
  }
  return faults;
}

/** How a pool falls into the strata today. */
export interface StrataFacts {
  /** Of each stratum of the batch, in its order; of a batch without any, of everyone. */
  readonly strata: readonly StratumFacts[];
  readonly none: { readonly count: number; readonly some: readonly Misplaced[] };
  readonly twice: { readonly count: number; readonly some: readonly Misplaced[] };
  /** field → some values that there are. */
  readonly known: ReadonlyMap<string, readonly string[]>;
  /** kind → how many; of all that the agency keeps, where that was asked for, whatever the filter says. */
  readonly kinds: ReadonlyMap<string, number>;
}

/** Every target is in exactly one stratum, and every stratum has someone. */
export function placingFaults(strata: readonly StratumTerms[], facts: StrataFacts): Fault[] {
  if (strata.length === 0) return [];
  const faults: Fault[] = [];
  const { none, twice } = facts;
  if (none.count > 0) {
    faults.push({
      pointer: '/strata',
      code: 'targets_in_no_stratum',
      message: text(
        `有 ${none.count} 个检查对象不属于任何分层，如：${none.some.map(({ code, name }) => `${name}（${code}）`).join('、')}。请补充条件、加一个“其余”分层（rest: true），或用 filter 排除它们。`,
        `${none.count} targets are in no stratum, such as ${none.some.map(({ code, name }) => `${name} (${code})`).join(', ')}. Name their values, add a stratum with rest: true, or leave them out by the filter.`,
      ),
    });
  }
  if (twice.count > 0) {
    const both = (one: Misplaced): string => one.strata.join(' + ');
    faults.push({
      pointer: '/strata',
      code: 'targets_in_two_strata',
      message: text(
        `有 ${twice.count} 个检查对象同时属于两个分层，如：${twice.some.map((one) => `${one.name}（${one.code}：${both(one)}）`).join('、')}。请让各分层的条件互不重叠。`,
        `${twice.count} targets are in two strata at once, such as ${twice.some.map((one) => `${one.name} (${one.code}: ${both(one)})`).join(', ')}. Let the conditions of the strata not overlap.`,
      ),
    });
  }
  for (const [at, { code, conditions, rest }] of strata.entries()) {
    // of one that overlaps with another nobody may be left that is in it alone
    if (twice.count > 0 || (facts.strata[at]?.population ?? 0) > 0) continue;
    const there = conditions
      .map(({ field }) => ({ field, values: facts.known.get(field) ?? [] }))
      .filter(({ values }) => values.length > 0);
    faults.push({
      pointer: `/strata/${at}/${rest ? 'rest' : 'conditions'}`,
      code: 'stratum_empty',
      message: text(
        `分层“${code}”里没有任何检查对象。${rest ? '其他分层已包含所有对象，请去掉“其余”分层。' : `请更正条件或去掉该分层。${there.map(({ field, values }) => `${field} 现有：${values.join('、')}。`).join('')}`}`,
        `Nobody is in the stratum "${code}".${rest ? ' The others hold everyone: leave the rest out.' : ` Correct its conditions or leave it out.${there.map(({ field, values }) => ` There are, for ${field}: ${values.join(', ')}.`).join('')}`}`,
      ),
    });
  }
  return faults;
}

/**
 * How many each stratum draws, in order; undefined where an exact share is no whole number, or where a number cannot be
 * split because it is more than there are.
 */
export function sizesOf(terms: Stratified, populations: readonly number[]): (number | undefined)[] {
  const rules = rulesOf(terms);
  const parts = partsOf(terms.rate, rules, populations);
  return rules.map((rule, at) => {
    const population = populations[at] ?? 0;
    const { censusBelow, minimum, rate } = rule;
    if (rate.direction !== 'share') return sizeIn({ rate, minimum, censusBelow }, population);
    return parts?.get(at);
  });
}

/** Stratum (index) → its part of the batch's number. */
function partsOf(
  rate: Rate,
  rules: readonly StratumRule[],
  populations: readonly number[],
): Map<number, number> | undefined {
  const sharing = [...rules.keys()].filter((at) => rules[at]?.rate.direction === 'share');
  if (rate.direction !== 'number' || sharing.length === 0) return undefined;
  const among = sharing.map((at) => populations[at] ?? 0);
  if (rate.number > sum(among)) return undefined;
  const parts = splitTotal(rate.number, among);
  return new Map(sharing.map((at, index) => [at, parts[index] ?? 0]));
}

/** How many the draw takes; undefined where an exact share of the population is no whole number. */
function sizeIn(rule: Parameters<typeof sizeOf>[0], population: number): number | undefined {
  try {
    return sizeOf(rule, population);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** The rates take a number that is there, and somebody is drawn. @param populations of the strata, in order */
export function sizeFaults(terms: DrawnTerms, populations: readonly number[]): Fault[] {
  const rules = rulesOf(terms);
  const sizes = sizesOf(terms, populations);
  const faults: Fault[] = [];
  const sharing = populations.filter((_, at) => rules[at]?.rate.direction === 'share');
  const { rate } = terms;
  if (rate.direction === 'number' && sharing.length > 0 && rate.number > sum(sharing)) {
    faults.push(overPool('/rate/number', rate.number, sum(sharing), text('', '')));
  }
  for (const [at, { censusBelow, minimum, rate: own }] of rules.entries()) {
    const population = populations[at] ?? 0;
    const stratum = terms.strata[at];
    const pointer = stratum?.rate == null ? '/rate' : `/strata/${at}/rate`;
    const where = stratum === undefined ? text('', '') : text(`分层“${stratum.code}”：`, `Stratum "${stratum.code}": `);
    if (own.direction === 'number' && own.number > population) {
      faults.push(overPool(`${pointer}/number`, own.number, population, where));
    }
    if (own.direction === 'exactly' && sizes[at] === undefined) {
      const up = sizeIn({ rate: { ...own, direction: 'at-least' }, censusBelow, minimum }, population) ?? 0;
      faults.push(notWhole(`${pointer}/millionths`, own.millionths, population, up, where));
    }
  }
  if (faults.length > 0 || sum(sizes.map((size) => size ?? 0)) > 0) return faults;
  if (terms.strata.length > 0) return [nothingInStrata(populations)];
  return 'millionths' in rate ? [nothing(rate.millionths, populations[0] ?? 0)] : [];
}

const overPool = (pointer: string, number: number, population: number, where: Bilingual): Fault => ({
  pointer,
  code: 'number_over_pool',
  message: text(
    `${where.zh}要抽 ${number} 个，而范围内只有 ${population} 个检查对象。请减到 ${population} 以内，或放宽范围。`,
    `${where.en}${number} are to be drawn from ${population} targets. Ask for ${population} at most, or widen the filter.`,
  ),
});

const notWhole = (pointer: string, millionths: number, population: number, up: number, where: Bilingual): Fault => ({
  pointer,
  code: 'rate_not_whole',
  message: text(
    `${where.zh}${population} 个对象的恰好 ${percent(millionths).zh} 不是整数。请改为“至少”（得 ${up} 个）或“至多”（得 ${up - 1} 个），或直接写数量。`,
    `${where.en}Exactly ${percent(millionths).en} of ${population} targets is no whole number. Use at-least (${up}), at-most (${up - 1}), or a number.`,
  ),
});

const nothing = (millionths: number, population: number): Fault => ({
  pointer: '/rate/millionths',
  code: 'nothing_to_draw',
  message: text(
    `${population} 个对象的至多 ${percent(millionths).zh} 不足 1 个，一个也抽不到。请改为“至少”，提高比例，或写明 minimum。`,
    `At most ${percent(millionths).en} of ${population} targets is less than one, so nobody would be drawn. Use at-least, a higher rate, or a minimum.`,
  ),
});

const nothingInStrata = (populations: readonly number[]): Fault => ({
  pointer: '/strata',
  code: 'nothing_to_draw',
  message: text(
    `各分层（${populations.join('、')} 个对象）按“至多”的比例都不足 1 个，一个也抽不到。请改为“至少”，提高比例，或写明 minimum。`,
    `The limits of all strata (of ${populations.join(', ')} targets) come to less than one each, so nobody would be drawn. Use at-least, higher rates, or a minimum.`,
  ),
});

/** As a sentence has it: 3% in Chinese, 3 % in English. */
export const percent = (millionths: number): Bilingual => text(`${millionths / 10_000}%`, `${millionths / 10_000} %`);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
