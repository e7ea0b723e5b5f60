import { figure } from '../coverage-figures.js';
import { text, type Bilingual } from '../../platform/text.js';

/** Numbers of one kind, by what they are numbers of; what is not named there is 0. */
export type Counts = ReadonlyMap<string, number>;

export const sum = (counts: Counts): number => [...counts.values()].reduce((total, each) => total + each, 0);

export const FIGURE_GROUPS = [
  'lists',
  'plans',
  'draws',
  'inspections',
  'visits',
  'findings',
  'follow-ups',
  'recusals',
  'publication',
  'officers',
  'coverage',
] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

export const GROUP_WORDS: Readonly<Record<FigureGroup, Bilingual>> = {
  lists: text('一单两库', 'Lists'),
  plans: text('计划与批次', 'Plans and batches'),
  draws: text('抽取', 'Draws'),
  inspections: text('检查任务', 'Inspections'),
  visits: text('检查', 'Visits'),
  findings: text('检查结果', 'Findings'),
  'follow-ups': text('后续处理', 'Follow-ups'),
  recusals: text('回避与更换', 'Recusals and replacements'),
  publication: text('公示', 'Publication'),
  officers: text('执法检查人员', 'Officers'),
  coverage: text('覆盖率', 'Coverage'),
};

/** `count`: a number; `hundredths`: a hundredth of one; `basis-points`: a hundredth of a percent. */
export const UNITS = ['count', 'hundredths', 'basis-points'] as const;
export type Unit = (typeof UNITS)[number];

/** One figure of the yearly report. */
export interface ReportFigure {
  readonly code: string;
  readonly group: FigureGroup;
  readonly label: Bilingual;
  /** What is counted, and what is not. */
  readonly counts: Bilingual;
  readonly unit: Unit;
  /** null where there is nothing to count of. */
  readonly value: number | null;
  /** Of a share or an average: what it is made of. */
  readonly numerator: number | null;
  readonly denominator: number | null;
}

export const OF_PLAN = text('本年度计划的', "Of the year's plans");
export const OF_YEAR = text('检查日期在本年度的', 'By the day of the visit, in the year');

export const counted = (
  group: FigureGroup,
  code: string,
  label: Bilingual,
  counts: Bilingual,
  value: number,
): ReportFigure => ({ code, group, label, counts, unit: 'count', value, numerator: null, denominator: null });

/** One number for each of the words. */
export const each = (
  group: FigureGroup,
  prefix: string,
  words: Readonly<Record<string, Bilingual>>,
  counts: Bilingual,
  of: Counts,
): ReportFigure[] =>
  Object.entries(words).map(([name, label]) => counted(group, `${prefix}-${name}`, label, counts, of.get(name) ?? 0));

export function share(code: string, label: Bilingual, counts: Bilingual, part: number, whole: number): ReportFigure {
  const { basisPoints: value, denominator, numerator } = figure(part, whole);
  return { code, group: 'coverage', label, counts, unit: 'basis-points', value, numerator, denominator };
}

export function average(
  group: FigureGroup,
  code: string,
  label: Bilingual,
  counts: Bilingual,
  [numerator, denominator]: readonly [number, number],
): ReportFigure {
  const value = denominator === 0 ? null : Math.floor((numerator * 100) / denominator);
  return { code, group, label, counts, unit: 'hundredths', value, numerator, denominator };
}
