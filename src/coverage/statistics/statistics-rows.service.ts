import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaDay, chinaYear, chinaYearStart } from '../../platform/clock/days.js';
import { momentOfRow } from '../../platform/database/plain-moments.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { CoverageCounts } from '../coverage-facts.js';
import { coverageYear } from '../coverage-figures.js';
import { CoveredAgencies } from '../covered-agencies.service.js';
import { countedRows } from './statistics-rows.js';
import { type StatisticsRowResponse, type StatisticsRowsQuery } from './statistics.dto.js';

const FIGURE = text('指标', 'figure');
const PAGE_SIZE = 50;

interface Row {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly about: string | null;
  readonly at: Date | string | null;
}

/** Whatever a figure of the yearly report counts, row by row: a number that nobody can open nobody need believe. */
@Injectable()
export class StatisticsRows {
  constructor(
    private readonly covered: CoveredAgencies,
    private readonly counts: CoverageCounts,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, code: string, query: StatisticsRowsQuery): Promise<Page<StatisticsRowResponse>> {
    const agency = await this.covered.of(caller, query.agencyId === undefined ? undefined : String(query.agencyId));
    const now = this.clock.now();
    const year = coverageYear(query.year ?? chinaYear(now), now, chinaYearStart);
    const scope = { agencyId: agency.id, path: agency.path, subtree: query.subtree ?? false };
    const { page = 1, pageSize = PAGE_SIZE } = query;
    return this.counts.read(scope, year, chinaDay(now), async (read, groups) => {
      const rows = await countedRows(query.whole === true ? `${code}/whole` : code, read, groups);
      if (rows === undefined) throw notFound(FIGURE, code);
      const { from, order, page: place, select } = rows;
      const [counted] = await read.rows<{ total: unknown }>(`SELECT COUNT(*) AS total ${from.sql}`, from.values);
      const found = await read.rows<Row>(
        `SELECT ${select} ${from.sql} ORDER BY ${order} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
        from.values,
      );
      return {
        items: found.map(({ about, at, code: own, id, name }) => ({
          page: place,
          ...{ id, code: own, name, about },
          at: at === null ? null : dayOrMoment(at),
        })),
        total: Number(counted?.total ?? 0),
      };
    });
  }
}

const dayOrMoment = (at: Date | string): string =>
  typeof at === 'string' && at.length === 10 ? at : momentOfRow(at).toISOString();
