import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { chinaDay, chinaYear, chinaYearStart } from '../../platform/clock/days.js';
import { DueDays } from '../../fieldwork/deadlines/due-days.service.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { momentOf } from '../../planning/calendar/time-zone.js';
import { CHINA } from '../../planning/calendar/working-days/working-days.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Transactions } from '../../platform/database/transactions.js';
import { JobHandlers, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { agencyIdsOf } from '../../registry/agencies/agency-path.js';
import { CoverageCounts } from '../coverage-facts.js';
import { coverageYear, forecastOf } from '../coverage-figures.js';
import { type CoveredAgency } from '../covered-agencies.service.js';
import { riskOf } from './coverage-risk.js';

export const COVERAGE_JOB = 'coverage-watch';

/**
 * Looks once a month whether the published plans of the year bring every matter, and tells those who plan where they do not,
 * while there is time to mend it. Of each agency once a month, however often it is looked.
 */
@Injectable()
export class CoverageWatch implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly counts: CoverageCounts,
    private readonly dueDays: DueDays,
    private readonly notices: Notices,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register(COVERAGE_JOB, (job) => this.step(job));
  }

  /** The first look is due at once. The server's start calls it. */
  async begin(): Promise<void> {
    if (this.config.runsJobs)
      await this.transactions.run((manager) => this.jobs.recur(manager, COVERAGE_JOB, 'monthly'));
  }

  private async step(job: ClaimedJob): Promise<Outcome> {
    const now = this.clock.now();
    const today = chinaDay(now);
    const year = coverageYear(chinaYear(now), now, chinaYearStart);
    for (const agency of await this.planning(year.year)) {
      job.signal.throwIfAborted();
      const missing = await this.counts.missing({ agencyId: agency.id, path: agency.path, subtree: false }, year);
      const terms = await this.dueDays.terms(this.dataSource.manager, agencyIdsOf(agency.path));
      const risk = riskOf(forecastOf(missing, today), year.year, terms);
      if (risk === undefined) continue;
      const { body, code, title } = risk;
      await this.transactions.run(async (manager) => {
        await job.fence(manager);
        await this.notices.tell(manager, {
          kind: 'coverage-at-risk',
          agencyId: agency.id,
          to: { roles: ['planner', 'admin'] },
          title,
          body,
          link: `/api/v1/coverage/proposal?agency=${agency.id}&year=${year.year}`,
          key: `coverage:${agency.id}:${code}:${today.slice(0, 7)}`,
        });
      });
    }
    return { again: nextMonth(today) };
  }

  /** The agencies with a published plan of the year: whoever has none yet is still making it. */
  private async planning(year: number): Promise<CoveredAgency[]> {
    return this.dataSource.query<CoveredAgency[]>(
      `SELECT a.id AS id, a.code AS code, a.name AS name, a.path AS path FROM agencies a
        WHERE a.id IN (SELECT p.agency_id FROM plans p WHERE p.year = ? AND p.state = 'published') ORDER BY a.id`,
      [year],
    );
  }
}

/** The first of the next month at eight in the morning, in China. */
function nextMonth(today: string): Date {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return momentOf(Date.UTC(year, month, 1, 8), CHINA);
}
