import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaDay, chinaYear, chinaYearStart } from '../../platform/clock/days.js';
import { writeTable, type Cell } from '../../registry/sheets/index.js';
import { CoverageCounts } from '../coverage-facts.js';
import { coverageYear } from '../coverage-figures.js';
import { CoveredAgencies } from '../covered-agencies.service.js';
import { statisticsFacts } from './statistics-facts.js';
import { GROUP_WORDS, type ReportFigure } from './report-figure.js';
import { reportFigures } from './statistics-figures.js';
import { type OfficerVisits } from './what-is-counted.js';
import {
  toStatisticsResponse,
  type Statistics,
  type StatisticsQuery,
  type StatisticsResponse,
} from './statistics.dto.js';

const HEADINGS = ['类别', '指标', '数值', '统计口径', 'Figure', 'What it counts', 'Code'];
const WIDTHS = [14, 30, 12, 50, 36, 60, 28];

/** The figures of the yearly report: counted when they are asked for, all at one moment. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly covered: CoveredAgencies,
    private readonly counts: CoverageCounts,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, query: StatisticsQuery): Promise<StatisticsResponse> {
    const { officers, ...rest } = await this.counted(caller, query);
    return toStatisticsResponse(rest, officers);
  }

  /** The same as a table, with one more row for each officer. */
  async file(
    caller: Caller,
    query: StatisticsQuery,
    format: 'csv' | 'xlsx',
  ): Promise<{ readonly name: string; readonly plainName: string; readonly bytes: Uint8Array }> {
    const { agency, figures, officers, year } = await this.counted(caller, query);
    const rows = [...figures.map(rowOf), ...officers.map(officerRow)];
    return {
      name: `${agency.name}-${year}-双随机统计.${format}`,
      plainName: `statistics-${year}.${format}`,
      bytes: writeTable('统计', HEADINGS, rows, format, WIDTHS),
    };
  }

  private async counted(
    caller: Caller,
    query: StatisticsQuery,
  ): Promise<Statistics & { readonly officers: readonly OfficerVisits[] }> {
    const agency = await this.covered.of(caller, query.agencyId === undefined ? undefined : String(query.agencyId));
    const now = this.clock.now();
    const year = coverageYear(query.year ?? chinaYear(now), now, chinaYearStart);
    const subtree = query.subtree ?? false;
    const scope = { agencyId: agency.id, path: agency.path, subtree };
    const { coverage, more } = await this.counts.with(scope, year, chinaDay(now), statisticsFacts);
    const figures = reportFigures(coverage, more);
    return { agency, year: year.year, subtree, asOf: year.asOf, figures, officers: more.officers };
  }
}

/** A share in percent and an average as such, as people write them. */
const shown = ({ unit, value }: ReportFigure): Cell => {
  if (value === null) return '—';
  return unit === 'count' ? value : `${(value / 100).toFixed(2)}${unit === 'basis-points' ? '%' : ''}`;
};

const rowOf = (each: ReportFigure): Cell[] => {
  const { code, counts, group, label } = each;
  return [GROUP_WORDS[group].zh, label.zh, shown(each), counts.zh, label.en, counts.en, code];
};

const officerRow = ({ code, name, visits }: OfficerVisits): Cell[] => [
  GROUP_WORDS.officers.zh,
  `${name}（${code}）`,
  visits,
  '本年度参加的检查',
  `${name} (${code})`,
  'Visits of the year in whose team this officer sat',
  'officer',
];
