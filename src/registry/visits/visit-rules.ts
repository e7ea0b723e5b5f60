import { addDays } from '../../platform/clock/days.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

/** 随机抽查, 日常检查, 专项检查, 个案检查: inspections of all kinds count. */
export const VISIT_KINDS = ['random', 'daily', 'special', 'case'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/** What is known of the visits of one target, on whichever lists it stands. */
export interface VisitsOf {
  /** In the year that the cap is for. */
  readonly inYear: number;
  /** First day of the last one, those to come included. */
  readonly last: string | null;
}

/** As many visits as there may be in a year: the next would be one too many. */
export const capReached = (visits: Pick<VisitsOf, 'inYear'>, most: number): boolean => visits.inYear >= most;

/** The first day on which a target may be visited again. */
export const coolDownEnds = (last: string, days: number): string => addDays(last, days);

/** Whether a visit on `day` would come too soon after the last one. So it does before one that is still to come. */
export const coolingDown = ({ last }: Pick<VisitsOf, 'last'>, days: number, day: string): boolean =>
  last !== null && coolDownEnds(last, days) > day;

/** What is entered took place: what is still to come is a plan, and not for this list. */
export function faultsOfVisit({ firstDay }: { readonly firstDay: string }, today: string): Fault[] {
  if (firstDay <= today) return [];
  const message = text(
    `检查日期 ${firstDay} 晚于今天（${today}）；这里只登记已经进行的检查。`,
    `The visit's first day ${firstDay} is after today (${today}); only visits that took place are entered here.`,
  );
  return [{ pointer: '/firstDay', code: 'visit_in_future', message }];
}
