import { DEFAULT_LATE_MINUTES } from '../calendar/schedule.js';
import { DEFAULT_REST_DAYS, type BatchTerms } from './batch-terms.js';
import { type Batch } from './batch.entity.js';

/** The terms of a row. */
export function termsOfRow(row: Batch): BatchTerms {
  const { name, filter, teamSize, assigned, maxLoad, qualifications, noticeMinutes, timeZone } = row;
  const { entropySource, witnesses, pools, restDays, lateMinutes, coolDownDays, rotation } = row;
  return {
    name,
    filter,
    rate:
      row.rateDirection === 'number'
        ? { direction: 'number', number: row.rateNumber ?? 0 }
        : { direction: row.rateDirection, millionths: row.rateMillionths ?? 0 },
    minimum: row.minimum,
    censusBelow: row.censusBelow,
    strata: row.strata ?? [],
    teamSize,
    seats: row.seats ?? [],
    expertSeats: row.expertSeats ?? 0,
    assigned,
    maxLoad,
    qualifications,
    visitWindow:
      row.visitFrom !== null && row.visitUntil !== null
        ? { from: row.visitFrom, until: row.visitUntil }
        : { afterDays: row.visitAfterDays ?? 0, days: row.visitDays ?? 1 },
    schedule:
      row.scheduleKind === 'date'
        ? { kind: 'date', at: row.schedule, timeZone, restDays, lateMinutes }
        : { kind: 'cron', expression: row.schedule, timeZone, restDays, lateMinutes },
    noticeMinutes,
    entropySource,
    witnesses,
    pools,
    coolDownDays,
    rotation,
  };
}

/** The columns of the terms. */
export function rowOfTerms(
  terms: BatchTerms,
): Omit<
  Batch,
  'id' | 'planId' | 'code' | 'version' | 'createdAt' | 'updatedAt' | 'cancelledAt' | 'warnings' | 'nameOrder'
> {
  const {
    name,
    filter,
    rate,
    minimum,
    censusBelow,
    strata,
    teamSize,
    seats,
    assigned,
    maxLoad,
    qualifications,
    visitWindow,
    schedule,
    noticeMinutes,
  } = terms;
  const { entropySource, witnesses, pools, coolDownDays, rotation } = terms;
  const byCalendar = 'from' in visitWindow ? visitWindow : undefined;
  const byDraw = 'days' in visitWindow ? visitWindow : undefined;
  return {
    name,
    filter,
    rateDirection: rate.direction,
    rateMillionths: 'millionths' in rate ? rate.millionths : null,
    rateNumber: 'number' in rate ? rate.number : null,
    minimum,
    censusBelow,
    strata: strata.length === 0 ? null : strata,
    teamSize,
    seats: seats.length === 0 ? null : seats,
    expertSeats: terms.expertSeats === 0 ? null : terms.expertSeats,
    assigned,
    maxLoad,
    qualifications,
    visitFrom: byCalendar?.from ?? null,
    visitUntil: byCalendar?.until ?? null,
    visitAfterDays: byDraw?.afterDays ?? null,
    visitDays: byDraw?.days ?? null,
    scheduleKind: schedule.kind,
    schedule: schedule.kind === 'date' ? schedule.at : schedule.expression,
    timeZone: schedule.timeZone,
    restDays: schedule.restDays ?? DEFAULT_REST_DAYS,
    lateMinutes: schedule.lateMinutes ?? DEFAULT_LATE_MINUTES,
    noticeMinutes,
    entropySource,
    witnesses,
    pools,
    coolDownDays,
    rotation,
  };
}
