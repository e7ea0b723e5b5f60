import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, In, Like, type EntityManager } from 'typeorm';

import { Clock } from '../../../platform/clock/clock.js';
import { holdName } from '../../../platform/database/row-lock.js';
import { Transactions } from '../../../platform/database/transactions.js';
import { DomainError, type Fault, notFound } from '../../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../../platform/history/history.service.js';
import { currentActor } from '../../../platform/http/request-context.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { text } from '../../../platform/text.js';
import { yearAt } from '../time-zone.js';
import { LIBRARY_DAYS, LIBRARY_SOURCE } from './library-days.js';
import { FIRST_YEAR, LAST_YEAR, overrideFaults, type OverrideDay } from './override-checks.js';
import {
  calendarOf,
  coveredUntil,
  isCovered,
  missingDays,
  notableDays,
  workingDaysBetween,
  type WorkingDayCalendar,
} from './working-day-calendar.js';
import { WorkingDayOverride } from './working-day-override.entity.js';
import { notableDayResponse, type WorkingDaysResponse } from './working-days.dto.js';

/** Kind of the job that arranges anew what hangs on the calendar, once after each change of it. */
export const CALENDAR_JOB = 'working-days';
/** The notices are China's, whatever zone a batch is planned in. */
export const CHINA = 'Asia/Shanghai';

/** The whole set of a year's overrides. */
export interface YearOverrides {
  readonly source: string;
  readonly days: readonly OverrideDay[];
}

export interface Replaced {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** China's working days: what the library knows, and over it what an administrator has entered. */
@Injectable()
export class WorkingDays {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** As it is now. An override wins over the library. */
  async calendar(manager: EntityManager = this.dataSource.manager): Promise<WorkingDayCalendar> {
    return calendarOf(LIBRARY_DAYS, (await manager.find(WorkingDayOverride)).map(namedDay));
  }

  /** The notices that were entered for a year, else the library. */
  async sources(year: number): Promise<string[]> {
    const notices = noticesOf(await this.overridesOf(this.dataSource.manager, year));
    return notices.length > 0 ? notices : [LIBRARY_SOURCE];
  }

  async year(year: number = yearAt(this.clock.now(), CHINA)): Promise<WorkingDaysResponse> {
    requireYear(year);
    const calendar = await this.calendar();
    const until = coveredUntil(calendar, yearAt(this.clock.now(), CHINA));
    return {
      year,
      covered: isCovered(calendar, year),
      missing: missingDays(calendar, year),
      coveredUntil: until === undefined ? null : `${until}-12-31`,
      library: LIBRARY_SOURCE,
      notices: noticesOf(await this.overridesOf(this.dataSource.manager, year)),
      workingDays: workingDaysBetween(calendar, `${year - 1}-12-31`, `${year}-12-31`),
      days: notableDays(calendar, year).map(notableDayResponse),
    };
  }

  async historyOf(year: number): Promise<ChangeView[]> {
    requireYear(year);
    return this.history.of(this.dataSource.manager, 'working-days', year);
  }

  /**
   * Puts the overrides of a year in the place of those before, all at once, and has what hangs on the calendar arranged
   * anew. Where nothing differs nothing is written.
   */
  async replace(year: number, wanted: YearOverrides, dryRun = false): Promise<Replaced> {
    requireYear(year);
    const faults = overrideFaults(year, wanted.days);
    if (faults.length > 0) throw daysUnfit(faults);
    const enteredAt = this.clock.now();
    return this.transactions.run(async (manager) => {
      // two who enter the same year follow one another
      if (!dryRun) await holdName(manager, `working-days-${year}`);
      const before = await this.overridesOf(manager, year);
      const rows = [...wanted.days].sort((a, b) => (a.day < b.day ? -1 : 1));
      const there = new Map(before.map((row) => [row.day, row]));
      const kept = new Set(rows.map(({ day }) => day));
      const added = rows.filter(({ day }) => !there.has(day));
      const changed = rows.filter((row) => {
        const old = there.get(row.day);
        return old !== undefined && said(old) !== said({ ...row, source: wanted.source });
      });
      const removed = before.filter(({ day }) => !kept.has(day));
      const counts = { added: added.length, changed: changed.length, removed: removed.length };
      if (dryRun || added.length + changed.length + removed.length === 0) return counts;
      const gone = [...removed, ...changed].map(({ day }) => day);
      if (gone.length > 0) await manager.delete(WorkingDayOverride, { day: In(gone) });
      const enteredBy = currentActor().name;
      const entered = [...added, ...changed].map(({ day, working, name }) => ({
        day,
        working,
        name,
        source: wanted.source,
        enteredBy,
        enteredAt,
      }));
      if (entered.length > 0) await manager.insert(WorkingDayOverride, entered);
      await this.history.record(manager, {
        subject: 'working-days',
        subjectId: year,
        action: 'replaced',
        before: { sources: noticesOf(before), days: before.map(shown) },
        after: { source: wanted.source, days: rows.map(shown) },
      });
      // a row of its own for each change: one that runs already may have looked at the calendar before this one
      const key = `${year}-${hashOf(rows.map((row) => said({ ...row, source: wanted.source }))).slice(0, 16)}`;
      await this.jobs.enqueue(manager, { kind: CALENDAR_JOB, key, dueAt: enteredAt });
      return counts;
    });
  }

  private async overridesOf(manager: EntityManager, year: number): Promise<WorkingDayOverride[]> {
    return manager.find(WorkingDayOverride, { where: { day: Like(`${year}-%`) }, order: { day: 'ASC' } });
  }
}

const namedDay = ({ day, working, name }: WorkingDayOverride) => ({ day, working, name, origin: 'override' as const });
const noticesOf = (rows: readonly WorkingDayOverride[]): string[] => [...new Set(rows.map(({ source }) => source))];
const said = ({ day, working, name, source }: OverrideDay & { readonly source: string }): string =>
  JSON.stringify([day, working, name, source]);
const hashOf = (lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');
const shown = ({ day, working, name }: OverrideDay): object => ({ day, working, name });

function requireYear(year: number): void {
  if (year < FIRST_YEAR || year > LAST_YEAR) throw notFound(text('年份', 'year'), year);
}

const daysUnfit = (faults: readonly Fault[]): DomainError =>
  new DomainError(
    'invalid',
    'working_days_unfit',
    text(
      `有 ${faults.length} 处不符合要求，没有写入。`,
      `Nothing was written: ${faults.length} ${faults.length === 1 ? 'place does' : 'places do'} not fit.`,
    ),
    { faults: faults.slice(0, 100) },
  );
