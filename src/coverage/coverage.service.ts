import { Injectable } from '@nestjs/common';

import { type Caller } from '../accounts/caller.js';
import { DryRuns, type DryRun } from '../drawing/dry-run/dry-run.service.js';
import { chinaDay, chinaYear, chinaYearStart } from '../platform/clock/days.js';
import { Clock } from '../platform/clock/clock.js';
import { forecastOfBatch } from './batch-forecast.js';
import { CoverageCounts } from './coverage-facts.js';
import { coverageOf, coverageYear } from './coverage-figures.js';
import { toCoverageResponse, type CoverageQuery, type CoverageResponse } from './coverage.dto.js';
import { CoveredAgencies } from './covered-agencies.service.js';
import { toDryRunResponse, type DryRunResponse } from './dry-run.dto.js';

/** How far an agency has come in a year (domain.md, "Coverage, defined once"). */
@Injectable()
export class CoverageService {
  constructor(
    private readonly covered: CoveredAgencies,
    private readonly counts: CoverageCounts,
    private readonly dryRuns: DryRuns,
    private readonly clock: Clock,
  ) {}

  /**
   * Of the agency's own matters and of the inspections of its own draws; with `subtree`, of all agencies below it as well.
   * An agency outside the caller's part of the tree is not found.
   */
  async of(caller: Caller, query: CoverageQuery): Promise<CoverageResponse> {
    const agency = await this.covered.of(caller, query.agency);
    const now = this.clock.now();
    const year = coverageYear(query.year ?? chinaYear(now), now, chinaYearStart);
    const subtree = query.subtree ?? false;
    const cycleYears = query.cycleYears ?? 1;
    const scope = { agencyId: agency.id, path: agency.path, subtree, cycleYears };
    const { gaps, ...facts } = await this.counts.withGaps(scope, year, chinaDay(now));
    const head = { agency, year: year.year, subtree, cycleYears, asOf: year.asOf };
    return toCoverageResponse(head, { ...facts, gaps }, coverageOf(facts, chinaDay(now)));
  }

  /** A dry run of a batch, with what its draw would do for the coverage of the plan's year. */
  async dryRun(
    caller: Caller,
    planId: number,
    batchId: number,
    wishes: Parameters<DryRuns['of']>[3],
  ): Promise<DryRunResponse> {
    return this.withForecast(await this.dryRuns.of(caller, planId, batchId, wishes));
  }

  /** The same of a batch that is not written yet. */
  async dryRunOfNew(caller: Caller, planId: number, wishes: Parameters<DryRuns['ofNew']>[2]): Promise<DryRunResponse> {
    return this.withForecast(await this.dryRuns.ofNew(caller, planId, wishes));
  }

  private async withForecast(run: DryRun): Promise<DryRunResponse> {
    const { occurrence, pools } = run;
    const agency = await this.covered.byIdOrCode(String(occurrence.agency.id));
    if (pools === null || agency === undefined) return toDryRunResponse(run, null);
    const year = coverageYear(occurrence.plan.year, this.clock.now(), chinaYearStart);
    const today = chinaDay(this.clock.now());
    const facts = await this.counts.of({ agencyId: agency.id, path: agency.path, subtree: false }, year, today);
    const sample = pools.strata.reduce((sum, { size }) => sum + size, 0);
    return toDryRunResponse(run, forecastOfBatch(facts, pools.matters, sample));
  }
}
