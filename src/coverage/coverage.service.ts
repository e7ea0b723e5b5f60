import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../accounts/caller.js';
import { DryRuns } from '../drawing/dry-run/dry-run.service.js';
import { chinaDay, chinaYear, chinaYearStart } from '../fieldwork/china-day.js';
import { Clock } from '../platform/clock/clock.js';
import { notFound } from '../platform/errors/domain-error.js';
import { AgencyScope } from '../registry/agencies/agency-scope.js';
import { AGENCY, agencyRequired } from '../registry/agencies/agencies.errors.js';
import { forecastOfBatch } from './batch-forecast.js';
import { CoverageCounts } from './coverage-facts.js';
import { coverageOf, coverageYear } from './coverage-figures.js';
import { toCoverageResponse, type CoverageQuery, type CoverageResponse } from './coverage.dto.js';
import { toDryRunResponse, type DryRunResponse } from './dry-run.dto.js';

interface AgencyRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly path: string;
}

/** How far an agency has come in a year (domain.md, "Coverage, defined once"). */
@Injectable()
export class CoverageService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly counts: CoverageCounts,
    private readonly dryRuns: DryRuns,
    private readonly clock: Clock,
  ) {}

  /**
   * Of the agency's own matters and of the inspections of its own draws; with `subtree`, of all agencies below it as well.
   * An agency outside the caller's part of the tree is not found.
   */
  async of(caller: Caller, query: CoverageQuery): Promise<CoverageResponse> {
    const agency = await this.agency(caller, query.agency);
    const now = this.clock.now();
    const year = coverageYear(query.year ?? chinaYear(now), now, chinaYearStart);
    const subtree = query.subtree ?? false;
    const facts = await this.counts.of({ agencyId: agency.id, path: agency.path, subtree }, year);
    const head = { agency, year: year.year, subtree, asOf: year.asOf };
    return toCoverageResponse(head, facts, coverageOf(facts, chinaDay(now)));
  }

  /** A dry run of a batch, with what its draw would do for the coverage of the plan's year. */
  async dryRun(
    caller: Caller,
    planId: number,
    batchId: number,
    wishes: Parameters<DryRuns['of']>[3],
  ): Promise<DryRunResponse> {
    const run = await this.dryRuns.of(caller, planId, batchId, wishes);
    const { occurrence, pools } = run;
    const agency = await this.byIdOrCode(String(occurrence.agency.id));
    if (pools === null || agency === undefined) return toDryRunResponse(run, null);
    const year = coverageYear(occurrence.plan.year, this.clock.now(), chinaYearStart);
    const facts = await this.counts.of({ agencyId: agency.id, path: agency.path, subtree: false }, year);
    const sample = pools.strata.reduce((sum, { size }) => sum + size, 0);
    return toDryRunResponse(run, forecastOfBatch(facts, pools.matters, sample));
  }

  private async agency(caller: Caller, given: string | undefined): Promise<AgencyRow> {
    const wanted = given === undefined || given === '' ? caller.agencyId : given;
    if (wanted === null) throw agencyRequired();
    const row = await this.byIdOrCode(String(wanted));
    if (row === undefined) throw notFound(AGENCY, wanted);
    await this.agencies.requireVisible(caller, row.id, { what: AGENCY, id: wanted });
    return row;
  }

  /** Digits are an id first, and then a code: a code of digits is a region's, and longer than any id is likely to be. */
  private async byIdOrCode(wanted: string): Promise<AgencyRow | undefined> {
    const id = /^[1-9]\d{0,9}$/.test(wanted) ? Number(wanted) : 0;
    const rows = await this.dataSource.query<AgencyRow[]>(
      'SELECT id AS id, code AS code, name AS name, path AS path FROM agencies WHERE id = ? OR code = ?',
      [id, wanted],
    );
    return rows.find((row) => row.id === id) ?? rows[0];
  }
}
