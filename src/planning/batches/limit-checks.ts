import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type LeftOutCounts, type VisitLimits } from '../../registry/visits/left-out.js';

/** The targets that a batch would be drawn from today, and those that its limits hold back. */
export interface LimitedPool extends LeftOutCounts {
  /** In business and within the filter, those held back included. */
  readonly population: number;
}

/** Limits that hold everyone back would let a draw come to nothing. */
export function limitFaults({ coolDownDays }: VisitLimits, pool: LimitedPool, firstDay: string): Fault[] {
  const { 'cool-down': cooling, population, 'yearly-cap': capped } = pool;
  if (population === 0 || capped + cooling < population) return [];
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
