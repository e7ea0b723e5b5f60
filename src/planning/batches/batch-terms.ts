import { type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type Condition, type Rate } from '../../protocol/index.js';
import { type RestDayRule } from '../calendar/rest-days.js';
import { DEFAULT_LATE_MINUTES, type Schedule } from '../calendar/schedule.js';
import { isTimeZone } from '../calendar/time-zone.js';
import { type VisitWindow } from '../calendar/visit-window.js';
import { type Assigned, type BatchSeat } from '../teams/team-terms.js';
import { type EntropySource, type Pools } from './batch.entity.js';
import { type StratumTerms } from './strata.js';

/** What a batch says: which targets, how many, when, by whom. Its matters are kept beside it. */
export interface BatchTerms {
  readonly name: string;
  readonly filter: readonly Condition[];
  /** Of everyone; with strata of each that has no rate of its own, where it is a number as its part. */
  readonly rate: Rate;
  /** Of a batch without strata: at least so many, as far as there are. */
  readonly minimum: number | null;
  /** Of a batch without strata: everyone, where there are fewer than so many. */
  readonly censusBelow: number | null;
  readonly strata: readonly StratumTerms[];
  /** Inspectors of the initiator in a team; where it has `seats`, theirs together. */
  readonly teamSize: number;
  /** Where a team is formed of several levels; empty: of anybody of the agency and of those below it. */
  readonly seats: readonly BatchSeat[];
  /** Experts in a team, on top of its inspectors. */
  readonly expertSeats: number;
  /** Who alone may be sent; null: whoever is in the pool. */
  readonly assigned: Assigned | null;
  readonly maxLoad: number | null;
  readonly qualifications: readonly string[];
  readonly visitWindow: VisitWindow;
  readonly schedule: Schedule;
  readonly noticeMinutes: number;
  /** Where the randomness of its draws comes from. */
  readonly entropySource: EntropySource;
  /** Names of those who bring a secret each, in order; empty unless the source is a ceremony. */
  readonly witnesses: readonly string[];
  /** Whether everyone may read who was in the pools of a draw. */
  readonly pools: Pools;
  /** How many days a target is left alone, counted from the first day of its last visit by the agency or one below it. */
  readonly coolDownDays: number | null;
  /** 轮查: by its code the agency's cycle, within which whoever was drawn is not drawn again; null: each draw for itself. */
  readonly rotation: string | null;
}

export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';
export const DEFAULT_REST_DAYS = 'keep';
/** What holds where a batch says nothing. */
export const DEFAULTS = {
  filter: [],
  minimum: null,
  censusBelow: null,
  strata: [],
  teamSize: 2,
  seats: [],
  expertSeats: 0,
  assigned: null,
  maxLoad: null,
  qualifications: [],
  visitWindow: { afterDays: 1, days: 30 },
  noticeMinutes: 10,
  entropySource: 'sealed',
  witnesses: [],
  pools: 'open',
  coolDownDays: null,
  rotation: null,
} as const;

interface RateWish {
  readonly direction: Rate['direction'];
  readonly millionths?: number;
  readonly number?: number;
}

export interface StratumWish {
  readonly code: string;
  readonly name: string;
  readonly conditions?: readonly { readonly field: string; readonly in: readonly string[] }[];
  readonly rest?: boolean;
  readonly rate?: RateWish | null;
  readonly minimum?: number | null;
  readonly censusBelow?: number | null;
  readonly reserve?: number | null;
}

/** The terms as they arrive: members that only together make sense are not yet checked together. */
export interface BatchWishes {
  readonly name?: string;
  readonly filter?: readonly { readonly field: string; readonly in: readonly string[] }[];
  readonly rate?: RateWish;
  readonly minimum?: number | null;
  readonly censusBelow?: number | null;
  readonly strata?: readonly StratumWish[];
  readonly teamSize?: number;
  readonly seats?: readonly {
    readonly from: BatchSeat['from'];
    readonly agencyId?: number | null;
    readonly count: number;
    readonly qualifications?: readonly string[];
  }[];
  readonly expertSeats?: number;
  readonly assigned?: Assigned | null;
  readonly maxLoad?: number | null;
  readonly qualifications?: readonly string[];
  readonly visitWindow?: {
    readonly from?: string;
    readonly until?: string;
    readonly afterDays?: number;
    readonly days?: number;
  };
  readonly schedule?: {
    readonly kind: Schedule['kind'];
    readonly at?: string;
    readonly expression?: string;
    readonly timeZone?: string;
    readonly restDays?: RestDayRule;
    readonly lateMinutes?: number;
  };
  readonly noticeMinutes?: number;
  readonly entropySource?: EntropySource;
  readonly witnesses?: readonly string[];
  readonly pools?: Pools;
  readonly coolDownDays?: number | null;
  readonly rotation?: string | null;
}

/**
 * Puts the terms of a batch together: what is wished, else what it says so far, else the default. A member is replaced
 * as a whole. Returns every fault of form at once.
 */
export function termsOf(
  wishes: BatchWishes,
  soFar: BatchTerms | undefined,
): { readonly terms: BatchTerms } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const name = wishes.name ?? soFar?.name;
  const rate = wishes.rate === undefined ? soFar?.rate : readRate(wishes.rate, '/rate', faults);
  const strata = wishes.strata === undefined ? soFar?.strata : readStrata(wishes.strata, faults);
  const schedule = wishes.schedule === undefined ? soFar?.schedule : readSchedule(wishes.schedule, faults);
  const visitWindow =
    wishes.visitWindow === undefined
      ? (soFar?.visitWindow ?? DEFAULTS.visitWindow)
      : readWindow(wishes.visitWindow, faults);
  const entropySource = wishes.entropySource ?? soFar?.entropySource ?? DEFAULTS.entropySource;
  const team = readTeam(wishes, soFar, faults);
  const witnesses = readWitnesses(entropySource, wishes.witnesses, soFar?.witnesses, faults);
  if (faults.length > 0 || name === undefined || rate === undefined || schedule === undefined || !visitWindow) {
    return { faults };
  }
  return {
    terms: {
      name,
      filter: (wishes.filter ?? soFar?.filter ?? DEFAULTS.filter).map((one) => ({ field: one.field, in: [...one.in] })),
      rate,
      minimum: wishes.minimum === undefined ? (soFar?.minimum ?? DEFAULTS.minimum) : wishes.minimum,
      censusBelow: wishes.censusBelow === undefined ? (soFar?.censusBelow ?? DEFAULTS.censusBelow) : wishes.censusBelow,
      strata: strata ?? DEFAULTS.strata,
      ...team,
      maxLoad: wishes.maxLoad === undefined ? (soFar?.maxLoad ?? DEFAULTS.maxLoad) : wishes.maxLoad,
      qualifications: [...(wishes.qualifications ?? soFar?.qualifications ?? DEFAULTS.qualifications)],
      visitWindow,
      schedule,
      noticeMinutes: wishes.noticeMinutes ?? soFar?.noticeMinutes ?? DEFAULTS.noticeMinutes,
      entropySource,
      witnesses,
      pools: wishes.pools ?? soFar?.pools ?? DEFAULTS.pools,
      coolDownDays:
        wishes.coolDownDays === undefined ? (soFar?.coolDownDays ?? DEFAULTS.coolDownDays) : wishes.coolDownDays,
      rotation: wishes.rotation === undefined ? (soFar?.rotation ?? DEFAULTS.rotation) : wishes.rotation,
    },
  };
}

/** A team is so many of anybody, or made of seats by level: what is said last counts, and not both at once. */
function readTeam(
  { assigned, expertSeats: experts, seats, teamSize }: BatchWishes,
  soFar: BatchTerms | undefined,
  faults: Fault[],
): Pick<BatchTerms, 'teamSize' | 'seats' | 'expertSeats' | 'assigned'> {
  const expertSeats = experts ?? soFar?.expertSeats ?? DEFAULTS.expertSeats;
  const named = assigned === undefined ? (soFar?.assigned ?? DEFAULTS.assigned) : assigned;
  const people = named === null ? null : { inspectorIds: [...named.inspectorIds], reason: named.reason };
  if (seats !== undefined && seats.length > 0 && teamSize !== undefined) faults.push(superfluous('/teamSize', 'seats'));
  const kept = seats ?? (teamSize === undefined ? (soFar?.seats ?? []) : []);
  if (kept.length === 0) {
    return { teamSize: teamSize ?? soFar?.teamSize ?? DEFAULTS.teamSize, seats: [], expertSeats, assigned: people };
  }
  const read = kept.map(({ agencyId, count, from, qualifications }, at): BatchSeat => {
    if (from === 'agency' && (agencyId ?? null) === null) {
      const wanted = text('来自某一单位的席位要写明 agencyId。', 'A seat from one agency needs its "agencyId".');
      faults.push(missing(`/seats/${at}/agencyId`, wanted));
    }
    if (from !== 'agency' && (agencyId ?? null) !== null) {
      faults.push(superfluous(`/seats/${at}/agencyId`, `from "${from}"`));
    }
    return { from, agencyId: agencyId ?? null, count, qualifications: [...(qualifications ?? [])] };
  });
  const size = read.reduce((sum, { count }) => sum + count, 0);
  if (size < 2) {
    faults.push({
      pointer: '/seats',
      code: 'team_too_small',
      message: text(
        '每个检查对象至少要有两名执法人员。请增加席位或人数。',
        'At least two inspectors stand before a target. Add a seat, or people to one.',
      ),
    });
  }
  return { teamSize: size, seats: read, expertSeats, assigned: people };
}

/** What a stratum leaves out is null, which is the batch's or nothing. */
function readStrata(wished: readonly StratumWish[], faults: Fault[]): readonly StratumTerms[] {
  return wished.map(({ censusBelow, code, conditions, minimum, name, rate, reserve, rest }, at) => ({
    code,
    name,
    conditions: (conditions ?? []).map((one) => ({ field: one.field, in: [...one.in] })),
    rest: rest ?? false,
    rate: rate == null ? null : (readRate(rate, `/strata/${at}/rate`, faults) ?? null),
    minimum: minimum ?? null,
    censusBelow: censusBelow ?? null,
    reserve: reserve ?? null,
  }));
}

function readRate(wished: RateWish, at: string, faults: Fault[]): Rate | undefined {
  const { direction, millionths, number } = wished;
  if (direction === 'number') {
    if (millionths !== undefined) faults.push(superfluous(`${at}/millionths`, 'direction "number"'));
    if (number === undefined) {
      const wanted = text('按数量抽取时要写明 number，如 12。', 'A rate by number needs its "number", such as 12.');
      faults.push(missing(`${at}/number`, wanted));
    }
    return number === undefined ? undefined : { direction, number };
  }
  if (number !== undefined) faults.push(superfluous(`${at}/number`, `direction "${direction}"`));
  if (millionths === undefined) {
    const wanted = text(
      '按比例抽取时要写明 millionths（百万分之几），3% 是 30000。',
      'A rate by share needs its "millionths"; 3 % are 30000.',
    );
    faults.push(missing(`${at}/millionths`, wanted));
  }
  return millionths === undefined ? undefined : { direction, millionths };
}

function readSchedule(wished: NonNullable<BatchWishes['schedule']>, faults: Fault[]): Schedule | undefined {
  const { kind, at, expression, timeZone = DEFAULT_TIME_ZONE } = wished;
  const { restDays = DEFAULT_REST_DAYS, lateMinutes = DEFAULT_LATE_MINUTES } = wished;
  if (!isTimeZone(timeZone)) {
    faults.push({
      pointer: '/schedule/timeZone',
      code: 'time_zone',
      message: text(
        `没有“${timeZone}”这个时区。请用 IANA 名称，如 Asia/Shanghai、Asia/Urumqi。`,
        `There is no time zone "${timeZone}". Use an IANA name such as Asia/Shanghai or Asia/Urumqi.`,
      ),
    });
  }
  if (kind === 'date') {
    if (expression !== undefined) faults.push(superfluous('/schedule/expression', 'kind "date"'));
    if (at === undefined) {
      const wanted = text(
        '按日期安排时要写明 at，如 2026-03-05 或 2026-03-05T09:00:00+08:00。',
        'A schedule by date needs its "at", such as 2026-03-05 or 2026-03-05T09:00:00+08:00.',
      );
      faults.push(missing('/schedule/at', wanted));
    }
    return at === undefined ? undefined : { kind, at, timeZone, restDays, lateMinutes };
  }
  if (at !== undefined) faults.push(superfluous('/schedule/at', 'kind "cron"'));
  if (expression === undefined) {
    const wanted = text(
      '按 cron 安排时要写明 expression，如“0 9 1 3-10 *”。',
      'A cron schedule needs its "expression", such as "0 9 1 3-10 *".',
    );
    faults.push(missing('/schedule/expression', wanted));
  }
  return expression === undefined
    ? undefined
    : { kind, expression: expression.trim(), timeZone, restDays, lateMinutes };
}

function readWindow(wished: NonNullable<BatchWishes['visitWindow']>, faults: Fault[]): VisitWindow | undefined {
  const { from, until, afterDays, days } = wished;
  if (from !== undefined && until !== undefined && afterDays === undefined && days === undefined) {
    if (until >= from) return { from, until };
    faults.push({
      pointer: '/visitWindow/until',
      code: 'visit_window_backwards',
      message: text(
        `检查时段在开始（${from}）之前就结束（${until}）了。结束日不应早于开始日。`,
        `The visit window ends (${until}) before it begins (${from}). Its last day should not be before its first.`,
      ),
    });
    return undefined;
  }
  if (from === undefined && until === undefined && afterDays !== undefined && days !== undefined) {
    return { afterDays, days };
  }
  faults.push({
    pointer: '/visitWindow',
    code: 'visit_window',
    message: text(
      '检查时段应写成 {from, until}（起止日期），或 {afterDays, days}（抽取后第几天起、共几天）。',
      'A visit window is either {from, until} (first and last day) or {afterDays, days} (days after the draw, and how many).',
    ),
  });
  return undefined;
}

/** Witnesses belong to a ceremony, which has 2 to 16 of them; where the source becomes another one they go. */
function readWitnesses(
  source: EntropySource,
  wished: readonly string[] | undefined,
  soFar: readonly string[] | undefined,
  faults: Fault[],
): readonly string[] {
  if (source !== 'ceremony') {
    if (wished !== undefined && wished.length > 0) {
      faults.push(superfluous('/witnesses', `entropySource "${source}"`));
    }
    return [];
  }
  const witnesses = wished ?? soFar ?? [];
  if (witnesses.length < 2) {
    const wanted = text(
      '见证仪式要写明 2 到 16 名见证人的姓名（witnesses）。',
      'A ceremony needs the names of its 2 to 16 "witnesses".',
    );
    faults.push(missing('/witnesses', wanted));
  }
  return [...witnesses];
}

const missing = (pointer: string, message: Bilingual): Fault => ({ pointer, code: 'missing', message });

const superfluous = (pointer: string, beside: string): Fault => ({
  pointer,
  code: 'superfluous',
  message: text(`与 ${beside} 不能同时使用，请去掉。`, `Cannot stand beside ${beside}; leave it out.`),
});
