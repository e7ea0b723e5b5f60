import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Transactions } from '../../../platform/database/transactions.js';
import { HealthReports, type PartHealth } from '../../../platform/health/health-reports.js';
import { JobHandlers, type Outcome } from '../../../platform/jobs/job-handlers.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { Log } from '../../../platform/log/log.js';
import { Settings } from '../../../platform/settings/settings.service.js';
import { Plan } from '../../plans/plan.entity.js';
import { dayAt, yearAt } from '../time-zone.js';
import { coverageWarnings } from './coverage-warnings.js';
import { LIBRARY_FINGERPRINT } from './library-days.js';
import { coveredUntil } from './working-day-calendar.js';
import { CALENDAR_JOB, CHINA, WorkingDays } from './working-days.service.js';

/** Kind of the job that looks at the calendar once a day. */
export const WATCH_JOB = 'calendar-watch';
/** What the library said at the last look. */
export const LIBRARY_SETTING = 'working-days.library';
const DAY_MS = 86_400_000;

/** Says in time that the calendar ends: in the log at every start and once a day, and among the parts of the health. */
@Injectable()
export class CalendarWatch implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly workingDays: WorkingDays,
    private readonly settings: Settings,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly health: HealthReports,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.handlers.register(WATCH_JOB, () => this.step());
    this.health.register('calendar', () => this.report());
  }

  /** Due at once, so that every start warns. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.config.runsJobs) await this.transactions.run((manager) => this.jobs.recur(manager, WATCH_JOB, 'daily'));
  }

  /** Warns of each year in use that is not covered. */
  async warn(): Promise<void> {
    const today = dayAt(this.clock.now(), CHINA);
    for (const { year, words } of coverageWarnings(await this.workingDays.calendar(), today, await this.planYears())) {
      this.log.warn({ year }, `${words.zh} / ${words.en}`);
    }
  }

  private async step(): Promise<Outcome> {
    await this.warn();
    await this.noticeUpgrade();
    return { again: new Date(this.clock.now().getTime() + DAY_MS) };
  }

  /** Where the library has other data than at the last look, what hangs on the calendar is arranged anew, once. */
  private async noticeUpgrade(): Promise<void> {
    await this.transactions.run(async (manager) => {
      if (!(await this.settings.keep(manager, LIBRARY_SETTING, LIBRARY_FINGERPRINT))) return;
      const key = `library-${LIBRARY_FINGERPRINT.slice(0, 16)}`;
      await this.jobs.enqueue(manager, { kind: CALENDAR_JOB, key, dueAt: this.clock.now() });
    });
  }

  private async planYears(): Promise<number[]> {
    const rows = await this.dataSource.manager
      .createQueryBuilder(Plan, 'plan')
      .select('plan.year', 'year')
      .distinct(true)
      .where(`plan.state = 'published'`)
      .getRawMany<{ year: number }>();
    return rows.map(({ year }) => Number(year));
  }

  private async report(): Promise<PartHealth> {
    const current = yearAt(this.clock.now(), CHINA);
    const until = coveredUntil(await this.workingDays.calendar(), current);
    const [source = null] = until === undefined ? [] : await this.workingDays.sources(until);
    return { fault: null, facts: { coveredUntil: until === undefined ? null : `${until}-12-31`, source } };
  }
}
