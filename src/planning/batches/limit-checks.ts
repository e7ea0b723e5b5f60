import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { limitsAnything, type LeftOutCounts, type VisitLimits } from '../../registry/visits/left-out.js';
import { sizeFaults } from './strata-checks.js';
import { rulesOf, type DrawnTerms } from './strata.js';

/** The targets that a batch would be drawn from today, and those that its limits hold back. */
export interface LimitedPool extends LeftOutCounts {
  /** In business and within the filter, those held back included. */
  readonly population: number;
  /** How many are left of each stratum; of a batch without any, of everyone. */
  readonly left: readonly number[];
}

/** Limits that hold everyone back, or leave a number of which the rates take none that there is, would let a draw come to nothing. */
export function limitFaults(
  { coolDownDays }: VisitLimits,
  pool: LimitedPool,
  firstDay: string,
  terms: DrawnTerms,
): Fault[] {
  const { 'cool-down': cooling, population, 'yearly-cap': capped } = pool;
  if (capped + cooling === 0) return [];
  if (capped + cooling < population) return leftFaults(terms, pool, firstDay);
  const year = firstDay.slice(0, 4);
  const counted = text(
    `范围内 ${population} 个检查对象，${capped} 个已达 ${year} 年的年度上限，${cooling} 个在冷却期内，检查期限自 ${firstDay} 起一个也抽不到。`,
    `Of the ${population} targets in the pool ${capped} have reached the yearly cap of ${year}, and ${cooling} are within the cool-down on ${firstDay}, when the visits begin: nobody would be drawn.`,
  );
  if (cooling > 0 && coolDownDays !== null) {
    const message = text(
      `${counted.zh}请缩短冷却期（现为 ${coolDownDays} 天）、推迟抽取，或放宽范围。`,
      `${counted.en} Shorten the cool-down (it is ${coolDownDays} days), draw later, or widen the filter.`,
    );
    return [{ pointer: '/coolDownDays', code: 'everyone_left_out', message }];
  }
  const message = text(
    `${counted.zh}请提高计划的年度上限、把抽取放到下一年，或放宽范围。`,
    `${counted.en} Raise the plan's yearly cap, draw next year, or widen the filter.`,
  );
  return [{ pointer: '/filter', code: 'everyone_left_out', message }];
}

/** A plain number that is more than are left takes them all, and so is no fault. */
function leftFaults(terms: DrawnTerms, pool: LimitedPool, firstDay: string): Fault[] {
  const { 'cool-down': cooling, left, 'yearly-cap': capped } = pool;
  const faults = sizeFaults(terms, left).filter(({ code }) => code !== 'number_over_pool');
  return faults.map(({ code, message, pointer }) => ({
    pointer,
    code,
    message: text(
      `检查期限自 ${firstDay} 起，因年度上限（${capped} 个）和冷却期（${cooling} 个）不参加抽取的除外：${message.zh}`,
      `Without those who on ${firstDay}, when the visits begin, are held back by the yearly cap (${capped}) and the cool-down (${cooling}): ${message.en}`,
    ),
  }));
}

/** Who is held back by then decides whether an exact share comes out whole: where it does not, the draw stops. */
export function limitWarnings(limits: VisitLimits, terms: DrawnTerms): Fault[] {
  if (!limitsAnything(limits)) return [];
  return rulesOf(terms).flatMap(({ rate }, at): Fault[] => {
    // all of however many there are is whole
    if (rate.direction !== 'exactly' || rate.millionths === 1_000_000) return [];
    return [
      {
        pointer: terms.strata[at]?.rate == null ? '/rate/millionths' : `/strata/${at}/rate/millionths`,
        code: 'exact_share_with_limits',
        message: text(
          '抽取时有多少对象因年度上限或冷却期不参加，现在还不知道；到时“恰好”的比例得不出整数，抽取就会停止。请改为“至少”或“至多”，或直接写数量。',
          'How many the yearly cap or the cool-down holds back is known only at the draw; where the exact share of the others is no whole number by then, the draw stops. Use at-least, at-most, or a number.',
        ),
      },
    ];
  });
}
