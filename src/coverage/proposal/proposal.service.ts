import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { chinaDay, chinaYear, chinaYearStart } from '../../platform/clock/days.js';
import { DueDays } from '../../fieldwork/deadlines/due-days.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { readSnapshot } from '../../platform/database/read-snapshot.js';
import { agencyIdsOf } from '../../registry/agencies/agency-path.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { MattersService } from '../../registry/matters/matters.service.js';
import { countKinds } from '../../registry/targets/target-pool.js';
import { CoverageCounts } from '../coverage-facts.js';
import { coverageYear, forecastOf } from '../coverage-figures.js';
import { CoveredAgencies } from '../covered-agencies.service.js';
import { riskOf } from '../watch/coverage-risk.js';
import { proposeBatches } from './batch-proposal.js';
import { toProposalResponse, type ProposalQuery, type ProposalResponse } from './proposal.dto.js';

/** Which batches an agency would have to plan so that the year's matters are all inspected. */
@Injectable()
export class ProposalService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly covered: CoveredAgencies,
    private readonly agencies: AgencyScope,
    private readonly counts: CoverageCounts,
    private readonly checklist: MattersService,
    private readonly dueDays: DueDays,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, query: ProposalQuery): Promise<ProposalResponse> {
    const agency = await this.covered.of(caller, query.agency);
    const now = this.clock.now();
    const year = coverageYear(query.year ?? chinaYear(now), now, chinaYearStart);
    const today = chinaDay(now);
    const facts = await this.counts.of({ agencyId: agency.id, path: agency.path, subtree: false }, year, today);
    const forecast = forecastOf(facts.missing, today);
    const { unplanned } = forecast;
    const agencyIds = await this.agencies.subtreeIds(agency.id);
    const kinds = await readSnapshot(this.dataSource, (runner) => countKinds(runner, agencyIds));
    const found = await this.checklist.findByIds(
      this.dataSource.manager,
      unplanned.map(({ id }) => id),
    );
    const matters = found.map(({ code, id, name, rate, targetKind, windowFrom, windowUntil }) => ({
      ...{ id, code, name, rate, targetKind },
      window: windowFrom === null || windowUntil === null ? null : { from: windowFrom, until: windowUntil },
    }));
    const terms = await this.dueDays.terms(this.dataSource.manager, agencyIdsOf(agency.path));
    const proposal = proposeBatches({ matters, kinds, year: year.year, today, ...terms });
    return toProposalResponse(
      {
        agency,
        year: year.year,
        planId: await this.planOf(agency.id, year.year),
        risk: riskOf(forecast, year.year, terms),
      },
      facts,
      proposal,
    );
  }

  private async planOf(agencyId: number, year: number): Promise<number | null> {
    const [plan] = await this.dataSource.query<{ id: number }[]>(
      'SELECT id AS id FROM plans WHERE agency_id = ? AND year = ? ORDER BY id',
      [agencyId, year],
    );
    return plan?.id ?? null;
  }
}
