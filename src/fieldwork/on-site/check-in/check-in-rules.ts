import { type Fault } from '../../../platform/errors/domain-error.js';
import { text } from '../../../platform/text.js';
import { metresBetween, type Place, type SeenPlace } from './places.js';

/** How far from the target one may check in, in metres, where its agency and those above say nothing. */
export const CHECK_IN_METRES = 500;

const fault = (code: string, zh: string, en: string, pointer = ''): Fault => ({ pointer, code, message: text(zh, en) });

/** One who wants to check in, as his team has him. */
export interface CheckingIn {
  readonly name: string;
  readonly expert: boolean;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** All days in China. */
export interface CheckInDays {
  readonly day: string;
  readonly drawnOn: string;
  readonly visitFrom: string;
  readonly visitUntil: string;
  /** null: there was no notice, or they come without. */
  readonly noticedOn: string | null;
}

/**
 * What keeps someone from checking in on a day. Whoever counts as an inspector needs a certificate that is valid that day, not
 * only on the day of the draw (domain rule 6). Unlike a visit, which is recorded late as well because it took place, nobody
 * checks in outside the window: a code that is shown then shows nothing.
 */
export function faultOfCheckIn(who: CheckingIn | undefined, days: CheckInDays): Fault | undefined {
  const { day, drawnOn, noticedOn, visitFrom, visitUntil } = days;
  if (who === undefined) {
    return fault(
      'not_in_team',
      '你不在这项检查的检查组内，不能签到。',
      'You are not in the team of this inspection, and so cannot check in.',
    );
  }
  if (day < drawnOn) {
    return fault(
      'check_in_before_draw',
      `签到日期 ${day} 早于抽取日期（${drawnOn}）。`,
      `The check-in of ${day} is before the draw (${drawnOn}).`,
    );
  }
  if (day < visitFrom || day > visitUntil) {
    return fault(
      'check_in_outside_window',
      `签到日期 ${day} 不在检查期限（${visitFrom} 至 ${visitUntil}）内。`,
      `The check-in of ${day} is outside the days of the visit (${visitFrom} to ${visitUntil}).`,
    );
  }
  if (noticedOn !== null && day < noticedOn) {
    return fault(
      'check_in_before_notice',
      `签到日期 ${day} 早于通知日期（${noticedOn}）。`,
      `The check-in of ${day} is before the notice (${noticedOn}).`,
    );
  }
  const valid = who.validFrom !== null && who.validUntil !== null && who.validFrom <= day && day <= who.validUntil;
  if (!who.expert && !valid) {
    const until = who.validUntil ?? '—';
    return fault(
      'certificate_not_valid',
      `${who.name} 的执法证件在 ${day} 无效（有效期 ${who.validFrom ?? '—'} 至 ${until}），不能签到。`,
      `The certificate of ${who.name} is not valid on ${day} (it is from ${who.validFrom ?? '—'} to ${until}); no check-in.`,
    );
  }
  return undefined;
}

export interface Distance {
  /** Metres; null where a place is unknown. */
  readonly distance: number | null;
  /** How far it might be: the limit, and what the phone may be wrong by, at most as much again. */
  readonly mostMetres: number | null;
  readonly far: boolean;
}

/** How far from its target someone is. A phone that is not sure of anything does not stretch the limit without end. */
export function distanceFrom(target: Place | null, seen: SeenPlace | null, limit: number): Distance {
  if (target === null || seen === null) return { distance: null, mostMetres: null, far: false };
  const distance = metresBetween(target, seen);
  const mostMetres = limit + Math.min(seen.accuracy, limit);
  return { distance, mostMetres, far: distance > mostMetres };
}
