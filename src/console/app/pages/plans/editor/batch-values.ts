import { type Schemas } from '../../../api/client.js';
import { type Values } from '../../../record/differences.js';
import { millionthsOf, percentOf, type Direction } from '../../../record/rates.js';
import { dayOf } from '../../../words/dates.js';
import { expressionOf, recurrenceOf, type Recurrence } from './recurrence.js';

/*
 * A batch while it is edited. Numbers are kept as they are typed, so that what is none can be mended; the body is what the API
 * takes. `typed(bodyOf(values))` is `values` again, which lets two people's changes be compared member by member.
 */

type Batch = Schemas['BatchResponse'];
export type Body = Values;

export interface RateTyped {
  readonly direction: Direction | 'number';
  readonly text: string;
}

export interface ConditionTyped {
  readonly field: string;
  readonly in: readonly string[];
}

export interface StratumTyped {
  readonly code: string;
  readonly name: string;
  readonly rest: boolean;
  readonly conditions: readonly ConditionTyped[];
  /** Null: the batch's. */
  readonly rate: RateTyped | null;
  readonly minimum: string;
  readonly censusBelow: string;
  readonly reserve: string;
}

export interface SeatTyped {
  readonly from: 'own' | 'keeper' | 'agency';
  readonly agencyId: number | null;
  readonly count: string;
  readonly qualifications: readonly string[];
}

export interface BatchTyped {
  readonly name: string;
  readonly matterIds: readonly number[];
  readonly filter: readonly ConditionTyped[];
  readonly rate: RateTyped;
  readonly minimum: string;
  readonly censusBelow: string;
  readonly strata: readonly StratumTyped[];
  readonly teamSize: string;
  readonly seats: readonly SeatTyped[];
  readonly expertSeats: string;
  readonly assigned: { readonly inspectorIds: readonly number[]; readonly reason: string } | null;
  readonly maxLoad: string;
  readonly qualifications: readonly string[];
  readonly window: {
    readonly kind: 'days' | 'after';
    readonly from: string;
    readonly until: string;
    readonly afterDays: string;
    readonly days: string;
  };
  readonly schedule: {
    readonly kind: 'once' | 'again' | 'cron';
    /** A day, and the time of it. */
    readonly day: string;
    readonly time: string;
    readonly again: Recurrence;
    readonly expression: string;
    readonly timeZone: string;
    readonly restDays: string;
    readonly lateMinutes: string;
  };
  readonly noticeMinutes: string;
  readonly entropySource: string;
  readonly witnesses: readonly string[];
  readonly pools: string;
  readonly coolDownDays: string;
  readonly rotation: string;
}

/** Members of a batch in the order in which they are edited; what is compared when two people change it. */
export const MEMBERS = [
  'name',
  'matterIds',
  'filter',
  'rate',
  'minimum',
  'censusBelow',
  'strata',
  'schedule',
  'visitWindow',
  'teamSize',
  'seats',
  'expertSeats',
  'assigned',
  'maxLoad',
  'qualifications',
  'coolDownDays',
  'rotation',
  'noticeMinutes',
  'entropySource',
  'witnesses',
  'pools',
] as const;
export type Member = (typeof MEMBERS)[number];

/** Time zones of China, with what they are ahead of UTC; neither knows summer time. */
export const OFFSETS: Readonly<Record<string, string>> = { 'Asia/Shanghai': '+08:00', 'Asia/Urumqi': '+06:00' };

const AGAIN: Recurrence = { every: 'month', day: 5, fromMonth: 3, untilMonth: 10, time: '09:00' };

export const NEW_BATCH: BatchTyped = {
  name: '',
  matterIds: [],
  filter: [],
  rate: { direction: 'at-least', text: '' },
  minimum: '',
  censusBelow: '',
  strata: [],
  teamSize: '2',
  seats: [],
  expertSeats: '0',
  assigned: null,
  maxLoad: '',
  qualifications: [],
  window: { kind: 'after', from: '', until: '', afterDays: '1', days: '30' },
  schedule: {
    kind: 'once',
    day: '',
    time: '09:00',
    again: AGAIN,
    expression: '',
    timeZone: 'Asia/Shanghai',
    restDays: 'next',
    lateMinutes: '1440',
  },
  noticeMinutes: '10',
  entropySource: 'sealed',
  witnesses: [],
  pools: 'open',
  coolDownDays: '',
  rotation: '',
};

const written = (number: unknown): string => (typeof number === 'number' ? String(number) : '');

function rateTyped(rate: { direction: string; millionths?: number; number?: number }): RateTyped {
  return rate.direction === 'number'
    ? { direction: 'number', text: written(rate.number) }
    : { direction: rate.direction as Direction, text: rate.millionths === undefined ? '' : percentOf(rate.millionths) };
}

function scheduleTyped(schedule: Batch['schedule']): BatchTyped['schedule'] {
  const { at, expression = '', kind, lateMinutes, restDays, timeZone } = schedule;
  const common = {
    ...NEW_BATCH.schedule,
    timeZone: timeZone ?? NEW_BATCH.schedule.timeZone,
    restDays: restDays ?? 'keep',
    lateMinutes: written(lateMinutes ?? Number(NEW_BATCH.schedule.lateMinutes)),
  };
  if (kind === 'cron') {
    const again = recurrenceOf(expression);
    return again === undefined
      ? { ...common, kind: 'cron', expression }
      : { ...common, kind: 'again', again, expression };
  }
  return { ...common, kind: 'once', ...dayAndTime(at ?? '', common.timeZone) };
}

/** By the clock of its time zone. */
function dayAndTime(at: string, timeZone: string): { day: string; time: string } {
  if (at.length <= 10) return { day: at, time: '09:00' };
  const offset = OFFSETS[timeZone];
  if (offset !== undefined && at.endsWith(offset)) return { day: at.slice(0, 10), time: at.slice(11, 16) };
  const hours = Number((offset ?? '+08:00').slice(1, 3));
  const wall = new Date(Date.parse(at) + hours * 3_600_000).toISOString();
  return { day: wall.slice(0, 10), time: wall.slice(11, 16) };
}

/** As the API tells it, as it is typed. */
export function typed(batch: Body): BatchTyped {
  const of = batch as unknown as Batch;
  const { visitWindow } = of;
  return {
    name: of.name,
    // an answer names its matters, a body has their numbers
    matterIds: (batch.matterIds as number[] | undefined) ?? of.matters.map(({ id }) => id),
    filter: of.filter,
    rate: rateTyped(of.rate),
    minimum: written(of.minimum),
    censusBelow: written(of.censusBelow),
    strata: of.strata.map((stratum) => ({
      code: stratum.code,
      name: stratum.name,
      rest: stratum.rest ?? false,
      conditions: stratum.conditions ?? [],
      rate: stratum.rate == null ? null : rateTyped(stratum.rate),
      minimum: written(stratum.minimum),
      censusBelow: written(stratum.censusBelow),
      reserve: written(stratum.reserve),
    })),
    teamSize: written(of.teamSize),
    seats: of.seats.map((seat) => ({
      from: seat.from,
      agencyId: seat.agencyId ?? null,
      count: written(seat.count),
      qualifications: seat.qualifications ?? [],
    })),
    expertSeats: written(of.expertSeats),
    assigned: of.assigned === null ? null : { inspectorIds: of.assigned.inspectorIds, reason: of.assigned.reason },
    maxLoad: written(of.maxLoad),
    qualifications: of.qualifications,
    window:
      visitWindow.from !== undefined
        ? { ...NEW_BATCH.window, kind: 'days', from: visitWindow.from, until: visitWindow.until ?? '' }
        : {
            ...NEW_BATCH.window,
            kind: 'after',
            afterDays: written(visitWindow.afterDays),
            days: written(visitWindow.days),
          },
    schedule: scheduleTyped(of.schedule),
    noticeMinutes: written(of.noticeMinutes),
    entropySource: of.entropySource,
    witnesses: of.witnesses,
    pools: of.pools,
    coolDownDays: written(of.coolDownDays),
    rotation: of.rotation ?? '',
  };
}

/** What is typed and is not what it should be. */
export interface Slip {
  readonly pointer: string;
  readonly wanted: 'number' | 'share' | 'text' | 'day' | 'matter' | 'reason' | 'values';
}

/** Reads what is typed, and keeps where something is amiss. */
class Reader {
  readonly slips: Slip[] = [];

  number(text: string, pointer: string, least = 0): number | null {
    if (text.trim() === '') return null;
    const number = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least) return number;
    this.slips.push({ pointer, wanted: 'number' });
    return null;
  }

  needed(text: string, pointer: string, least = 0): number {
    const before = this.slips.length;
    const number = this.number(text, pointer, least);
    if (number === null && this.slips.length === before) this.slips.push({ pointer, wanted: 'number' });
    return number ?? least;
  }

  rate({ direction, text }: RateTyped, pointer: string): object {
    if (direction === 'number') return { direction, number: this.needed(text, pointer, 1) };
    const millionths = millionthsOf(text);
    if (millionths === undefined) this.slips.push({ pointer, wanted: 'share' });
    return { direction, millionths: millionths ?? 1 };
  }

  conditions(conditions: readonly ConditionTyped[], pointer: string): object[] {
    return conditions.map(({ field, in: values }, at) => {
      if (values.length === 0) this.slips.push({ pointer: `${pointer}/${at}`, wanted: 'values' });
      return { field, in: [...values] };
    });
  }

  needs(holds: boolean, pointer: string, wanted: Slip['wanted']): void {
    if (!holds) this.slips.push({ pointer, wanted });
  }
}

/** What the API takes, and what is missing or amiss to it. A body with slips is not sent. */
export function bodyOf(batch: BatchTyped): { readonly body: Body; readonly slips: readonly Slip[] } {
  const read = new Reader();
  const { schedule, window } = batch;
  read.needs(batch.name.trim() !== '', '/name', 'text');
  read.needs(batch.matterIds.length > 0, '/matterIds', 'matter');
  const stratified = batch.strata.length > 0;
  const share = batch.rate.direction !== 'number';
  const body = {
    name: batch.name.trim(),
    matterIds: [...batch.matterIds].sort((a, b) => a - b),
    filter: read.conditions(batch.filter, '/filter'),
    rate: read.rate(batch.rate, '/rate'),
    // of a batch with strata each has its own, and a number needs neither
    minimum: stratified || !share ? null : read.number(batch.minimum, '/minimum', 1),
    censusBelow: stratified || !share ? null : read.number(batch.censusBelow, '/censusBelow', 1),
    strata: batch.strata.map((stratum, at) => {
      const pointer = `/strata/${at}`;
      read.needs(stratum.name.trim() !== '', `${pointer}/name`, 'text');
      return {
        code: stratum.code,
        name: stratum.name.trim(),
        conditions: stratum.rest ? [] : read.conditions(stratum.conditions, `${pointer}/conditions`),
        rest: stratum.rest,
        rate: stratum.rate === null ? null : read.rate(stratum.rate, `${pointer}/rate`),
        minimum: read.number(stratum.minimum, `${pointer}/minimum`, 1),
        censusBelow: read.number(stratum.censusBelow, `${pointer}/censusBelow`, 1),
        reserve: read.number(stratum.reserve, `${pointer}/reserve`),
      };
    }),
    schedule: { ...timesOf(schedule, read), ...mannerOf(schedule, read) },
    visitWindow: windowOf(window, read),
    ...(batch.seats.length > 0 ? {} : { teamSize: read.needed(batch.teamSize, '/teamSize', 2) }),
    seats: batch.seats.map((seat, at) => ({
      from: seat.from,
      ...(seat.from === 'agency' && seat.agencyId !== null ? { agencyId: seat.agencyId } : {}),
      count: read.needed(seat.count, `/seats/${at}/count`, 1),
      qualifications: [...seat.qualifications],
    })),
    expertSeats: read.needed(batch.expertSeats, '/expertSeats'),
    assigned: assignedOf(batch.assigned, read),
    maxLoad: read.number(batch.maxLoad, '/maxLoad', 1),
    qualifications: [...batch.qualifications],
    coolDownDays: read.number(batch.coolDownDays, '/coolDownDays', 1),
    rotation: batch.rotation.trim() === '' ? null : batch.rotation.trim(),
    noticeMinutes: read.needed(batch.noticeMinutes, '/noticeMinutes'),
    entropySource: batch.entropySource,
    witnesses: batch.entropySource === 'ceremony' ? [...batch.witnesses] : [],
    pools: batch.pools,
  };
  return { body, slips: read.slips };
}

function timesOf(schedule: BatchTyped['schedule'], read: Reader): object {
  const { again, day, expression, kind, time, timeZone } = schedule;
  if (kind === 'once') {
    read.needs(day !== '', '/schedule/at', 'day');
    const offset = OFFSETS[timeZone];
    return { kind: 'date', at: offset === undefined ? day : `${day}T${time === '' ? '09:00' : time}:00${offset}` };
  }
  if (kind === 'cron') read.needs(expression.trim() !== '', '/schedule/expression', 'text');
  return { kind: 'cron', expression: kind === 'again' ? expressionOf(again) : expression.trim() };
}

const mannerOf = ({ lateMinutes, restDays, timeZone }: BatchTyped['schedule'], read: Reader): object => ({
  timeZone,
  restDays,
  lateMinutes: read.needed(lateMinutes, '/schedule/lateMinutes'),
});

function windowOf({ afterDays, days, from, kind, until }: BatchTyped['window'], read: Reader): object {
  if (kind === 'days') {
    read.needs(from !== '', '/visitWindow/from', 'day');
    read.needs(until !== '', '/visitWindow/until', 'day');
    return { from, until };
  }
  return {
    afterDays: read.needed(afterDays, '/visitWindow/afterDays'),
    days: read.needed(days, '/visitWindow/days', 1),
  };
}

function assignedOf(assigned: BatchTyped['assigned'], read: Reader): object | null {
  if (assigned === null) return null;
  read.needs(assigned.inspectorIds.length >= 2, '/assigned/inspectorIds', 'values');
  read.needs(assigned.reason.trim() !== '', '/assigned/reason', 'reason');
  return { inspectorIds: [...assigned.inspectorIds], reason: assigned.reason.trim() };
}

/** The members alone, each as a form that changes nothing would send it: what two people's changes are compared by. */
export function membersOf(batch: Body): Body {
  const { body } = bodyOf(typed(batch));
  return Object.fromEntries(MEMBERS.map((name) => [name, body[name] ?? null]));
}

/** A batch that was proposed, to be looked over. */
export const fromProposal = (batch: object): BatchTyped => typed({ ...membersOfNew(), ...(batch as Body) });

const membersOfNew = (): Body => ({ ...bodyOf({ ...NEW_BATCH, rate: { direction: 'at-least', text: '1' } }).body });

/** So that somebody sees at once what is to be typed: a day of the plan's year that is still to come. */
export function firstDay(year: number, now: Date): string {
  const today = dayOf(now);
  return today > `${year}-01-01` ? today : `${year}-01-01`;
}
