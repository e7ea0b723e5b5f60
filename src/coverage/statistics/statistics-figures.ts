import { type CoverageFacts } from '../coverage-figures.js';
import { planFigures } from './plan-figures.js';
import { FIGURE_GROUPS, type ReportFigure } from './report-figure.js';
import { visitFigures } from './visit-figures.js';
import { type StatisticsFacts } from './what-is-counted.js';

/** The figures that a bureau's yearly report states, in the order in which it states them. */
export function reportFigures(coverage: CoverageFacts, facts: StatisticsFacts): ReportFigure[] {
  const place = ({ group }: ReportFigure): number => FIGURE_GROUPS.indexOf(group);
  return [...planFigures(coverage, facts), ...visitFigures(coverage, facts)].sort((a, b) => place(a) - place(b));
}
