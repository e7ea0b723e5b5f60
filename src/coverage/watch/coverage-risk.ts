import { text, type Bilingual } from '../../platform/text.js';
import { type PublicationTerms } from '../../fieldwork/deadlines/due.js';
import { addWorkingDays } from '../../planning/calendar/working-days/working-day-calendar.js';
import { type Forecast } from '../coverage-figures.js';

/** Matters that a message names. */
const NAMED = 5;

/** Why a year's plan does not bring every matter. */
export interface CoverageRisk {
  readonly code: 'unplanned' | 'too-late';
  readonly title: Bilingual;
  readonly body: Bilingual;
}

/**
 * Whether an agency is to be warned: some matter is in no batch, or the last one is drawn so late that its result is due in the
 * next year only. Nothing where the year is whole, or will be.
 */
export function riskOf(
  { on, reached, unplanned }: Forecast,
  year: number,
  { calendar, publicationDays }: PublicationTerms,
): CoverageRisk | undefined {
  if (reached) return undefined;
  if (unplanned.length > 0) {
    const names = unplanned.slice(0, NAMED).map(({ name }) => name);
    const count = unplanned.length;
    const more = count > NAMED;
    return {
      code: 'unplanned',
      title: text(
        `${year} 年有 ${count} 个抽查事项没有安排，覆盖率到不了 100%`,
        `${year}: ${count} ${count === 1 ? 'matter is' : 'matters are'} in no batch, so the year does not reach 100 %`,
      ),
      body: text(
        `${names.join('、')}${more ? ' 等' : ''}。覆盖率建议列出了补上缺口的批次。`,
        `${names.join(', ')}${more ? ', …' : ''}. The proposal of the coverage names the batches that would bring them.`,
      ),
    };
  }
  if (on === null || addWorkingDays(calendar, on, publicationDays).slice(0, 4) <= String(year)) return undefined;
  return {
    code: 'too-late',
    title: text(
      `${year} 年最后一个抽查事项要到 ${on} 才抽取，结果可能来不及在年内公示`,
      `${year}: the last matter is drawn on ${on}, and its result may not be public within the year`,
    ),
    body: text(
      `结果在检查结束后 ${publicationDays} 个工作日内公示。请把抽取提前。`,
      `A result is due ${publicationDays} working days after the visit. Draw earlier.`,
    ),
  };
}
