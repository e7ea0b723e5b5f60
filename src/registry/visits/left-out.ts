import { addDays } from '../../platform/clock/days.js';
import { text, type Bilingual } from '../../platform/text.js';
import { kindKey } from '../matters/applicable-matters.js';
import { capReached, coolDownEnds, coolingDown, type VisitsOf } from './visit-rules.js';

/** At most so many visits a year to each target of a kind; null is every kind that is not named. */
export interface Cap {
  readonly targetKind: string | null;
  readonly most: number;
}

/** By what a target is left out of a draw because it was visited. */
export interface VisitLimits {
  /** Published with the plan. */
  readonly caps: readonly Cap[];
  readonly coolDownDays: number | null;
}

/** The same on one day: that on which the visits of the draw may begin. */
export interface DatedLimits extends VisitLimits {
  readonly firstDay: string;
}

export type LeftOut =
  | { readonly reason: 'yearly-cap'; readonly inYear: number; readonly cap: Cap; readonly year: string }
  | { readonly reason: 'cool-down'; readonly last: string; readonly ends: string };

export const limitsAnything = ({ caps, coolDownDays }: VisitLimits): boolean =>
  caps.length > 0 || coolDownDays !== null;

/** The cap that holds for a kind of target, if there is one. */
export function capFor(caps: readonly Cap[], kind: string): Cap | undefined {
  const key = kindKey(kind);
  return (
    caps.find(({ targetKind }) => targetKind !== null && kindKey(targetKind) === key) ??
    caps.find(({ targetKind }) => targetKind === null)
  );
}

/** Whether a target is left out, and by what. A reached cap goes first: it lasts for the rest of the year. */
export function leftOut(limits: DatedLimits, kind: string, visits: VisitsOf): LeftOut | undefined {
  const { caps, coolDownDays, firstDay } = limits;
  const cap = capFor(caps, kind);
  if (cap !== undefined && capReached(visits, cap.most)) {
    return { reason: 'yearly-cap', inYear: visits.inYear, cap, year: yearOf(firstDay) };
  }
  if (coolDownDays === null || visits.last === null || !coolingDown(visits, coolDownDays, firstDay)) return undefined;
  return { reason: 'cool-down', last: visits.last, ends: coolDownEnds(visits.last, coolDownDays) };
}

/** The days whose visits matter: the year of the first day, and as far back as a cool-down reaches. */
export function daysThatMatter({ caps, coolDownDays, firstDay }: DatedLimits): {
  readonly since: string;
  readonly yearFrom: string;
  readonly yearUntil: string;
} {
  const year = yearOf(firstDay);
  const [yearFrom, yearUntil] = [`${year}-01-01`, `${year}-12-31`];
  const cooling = coolDownDays === null ? undefined : addDays(firstDay, 1 - coolDownDays);
  const since =
    caps.length === 0 ? (cooling ?? firstDay) : cooling === undefined || yearFrom < cooling ? yearFrom : cooling;
  return { since, yearFrom, yearUntil };
}

/** Why this target is left out, for people: what was counted, and until when it holds. */
export function leftOutWords(left: LeftOut): Bilingual {
  if (left.reason === 'yearly-cap') {
    const { cap, inYear, year } = left;
    return text(
      `${year} 年已安排检查 ${inYear} 次，年度上限 ${cap.most} 次，当年不再抽取。`,
      `Visited ${inYear} time(s) in ${year}, those to come included; the yearly cap is ${cap.most}. It is not drawn again in ${year}.`,
    );
  }
  const { ends, last } = left;
  return text(
    `上次检查自 ${last} 开始，冷却期至 ${addDays(ends, -1)} 止，${ends} 起可再抽取。`,
    `The last visit began on ${last}; it may be visited again from ${ends} on.`,
  );
}

/** How many were left out, by rule. */
export interface LeftOutCounts {
  readonly 'yearly-cap': number;
  readonly 'cool-down': number;
}

/** Which rules held and how many they left out; nothing for a rule that there is not. */
export function limitReasons(
  { caps, coolDownDays, firstDay }: DatedLimits,
  counts: LeftOutCounts,
): { readonly code: LeftOut['reason']; readonly words: Bilingual }[] {
  const reasons: { code: LeftOut['reason']; words: Bilingual }[] = [];
  if (caps.length > 0) {
    const { en, zh } = capsInWords(caps);
    reasons.push({
      code: 'yearly-cap',
      words: text(
        `年度检查频次上限：${zh}；按本单位及下级单位 ${yearOf(firstDay)} 年的各类检查计算，有 ${counts['yearly-cap']} 个检查对象已达上限，不参加抽取。`,
        `Yearly cap: ${en}. By the visits of every kind that this agency and those below it make in ${yearOf(firstDay)}, ${counts['yearly-cap']} target(s) have reached it and are left out.`,
      ),
    });
  }
  if (coolDownDays !== null) {
    reasons.push({
      code: 'cool-down',
      words: text(
        `冷却期 ${coolDownDays} 天：上次检查的第一天至本次检查期限第一天（${firstDay}）不足 ${coolDownDays} 天的，不参加抽取，共 ${counts['cool-down']} 个检查对象。`,
        `Cool-down of ${coolDownDays} day(s): whoever was visited less than that before ${firstDay}, the first day of these visits, counted from the first day of the last one, is left out: ${counts['cool-down']} target(s).`,
      ),
    });
  }
  return reasons;
}

/** As many kinds as fit into a sentence that people read. */
const NAMED = 10;

function capsInWords(caps: readonly Cap[]): Bilingual {
  const named = caps.filter(({ targetKind }) => targetKind !== null);
  const rest = caps.find(({ targetKind }) => targetKind === null);
  const shown = named.slice(0, NAMED);
  const more = named.length - shown.length;
  const zh = [
    ...shown.map(({ most, targetKind }) => `${targetKind} 每户每年至多 ${most} 次`),
    ...(more === 0 ? [] : [`另有 ${more} 类按计划公布的上限`]),
    ...(rest === undefined ? [] : [`${named.length === 0 ? '' : '其他'}每户每年至多 ${rest.most} 次`]),
  ];
  const en = [
    ...shown.map(({ most, targetKind }) => `${targetKind}: ${most} a year`),
    ...(more === 0 ? [] : [`${more} more kind(s) as the plan says`]),
    ...(rest === undefined ? [] : [`${named.length === 0 ? 'each target' : 'others'}: ${rest.most} a year`]),
  ];
  return text(zh.join('，'), en.join(', '));
}

const yearOf = (day: string): string => day.slice(0, 4);
