import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { FROM_VISIT } from '../../fieldwork/life/life-cycle.js';
import { Clock } from '../../platform/clock/clock.js';
import { addDays, chinaDay, chinaYear, chinaYearStart } from '../../platform/clock/days.js';
import { agenciesOf, CoverageCounts, type DueGroup, type Reading } from '../coverage-facts.js';
import { coverageYear } from '../coverage-figures.js';
import { CoveredAgencies } from '../covered-agencies.service.js';
import { overdueLine, type Spell } from './overdue-line.js';
import { type OverdueQuery, type OverdueResponse } from './overdue.dto.js';

/** What was late on each day of a year: told from the rows themselves, so that it needs no diary. */
@Injectable()
export class OverdueLine {
  constructor(
    private readonly covered: CoveredAgencies,
    private readonly counts: CoverageCounts,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, query: OverdueQuery): Promise<OverdueResponse> {
    const agency = await this.covered.of(caller, query.agency);
    const now = this.clock.now();
    const today = chinaDay(now);
    const year = coverageYear(query.year ?? chinaYear(now), now, chinaYearStart);
    const scope = { agencyId: agency.id, path: agency.path, subtree: query.subtree ?? false };
    const spells = await this.counts.read(scope, year, today, async (read, groups) => [
      ...(await lateVisits(read, today)),
      ...(await lateResults(read, groups)),
    ]);
    const last = year.lastDay < today ? year.lastDay : today;
    const { code, id, name } = agency;
    return { agency: { id, code, name }, year: year.year, days: overdueLine(spells, year.firstDay, last) };
  }
}

async function lateVisits(read: Reading, today: string): Promise<Spell[]> {
  const by = read.agencies('d');
  const rows = await read.rows<{ due: string; done: string | null; count: unknown }>(
    `SELECT i.visit_until AS due, i.visited_on AS done, COUNT(*) AS count
       FROM plans p JOIN batches b ON b.plan_id = p.id JOIN draws d ON d.batch_id = b.id
       JOIN inspections i ON i.draw_id = d.id
      WHERE p.year = ? AND d.phase = 'issued' AND ${by.sql} AND i.visit_until < ?
        AND (i.visited_on IS NULL OR i.visited_on > i.visit_until)
      GROUP BY i.visit_until, i.visited_on`,
    [read.year.year, ...by.values, today],
  );
  return rows.map(({ count, done, due }) => ({
    kind: 'visits',
    count: Number(count),
    since: addDays(due, 1),
    until: done,
  }));
}

async function lateResults(read: Reading, groups: readonly DueGroup[]): Promise<Spell[]> {
  const visits = read.visitsOfYear(FROM_VISIT);
  const spells: Spell[] = [];
  for (const group of groups) {
    const whose = agenciesOf(group);
    const rows = await read.rows<{ visitedOn: string; publishedOn: string | null; count: unknown }>(
      `SELECT i.visited_on AS visitedOn, ${read.publishedOn} AS publishedOn, COUNT(*) AS count
         ${visits.sql}${whose.sql} GROUP BY i.visited_on, ${read.publishedOn}`,
      [...visits.values, ...whose.values],
    );
    for (const { count, publishedOn, visitedOn } of rows)
      spells.push({
        kind: 'results',
        count: Number(count),
        since: addDays(group.dueAfter(visitedOn), 1),
        until: publishedOn,
      });
  }
  return spells;
}
