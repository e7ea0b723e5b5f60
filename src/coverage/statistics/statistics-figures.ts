import { type CoverageFacts, figure } from '../coverage-figures.js';
import { FINDING_CODES } from '../../fieldwork/findings/finding-codes.js';
import { INSPECTION_STATES, STATE_WORDS } from '../../fieldwork/life/life-cycle.js';
import { text, type Bilingual } from '../../platform/text.js';

/** Numbers of one kind, by what they are numbers of; what is not named there is 0. */
export type Counts = ReadonlyMap<string, number>;

/** What is counted in the database beside coverage, for an agency (or a subtree) and a year. */
export interface StatisticsFacts {
  readonly plans: number;
  /** `held`, `cancelled`. */
  readonly batches: Counts;
  /** By kind and phase, as `draw issued`. */
  readonly draws: Counts;
  readonly missed: number;
  readonly jointDraws: number;
  readonly targetsDrawn: number;
  /** Of issued draws, and of void ones those that are void. */
  readonly inspections: Counts;
  readonly visits: number;
  readonly findings: Counts;
  /** By outcome, or `open`. */
  readonly rectifications: Counts;
  readonly recusals: Counts;
  /** Those who left a team, by cause. */
  readonly departures: Counts;
  readonly officers: readonly OfficerVisits[];
  /** Officers on the agency's own list. */
  readonly listed: number;
}

/** An inspector with the visits in whose team he sat. */
export interface OfficerVisits {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly visits: number;
}

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

const OF_PLAN = text('本年度计划的', "Of the year's plans");
const OF_YEAR = text('检查日期在本年度的', 'By the day of the visit, in the year');

const RECUSALS: Readonly<Record<string, Bilingual>> = {
  approved: text('批准的回避', 'Recusals approved'),
  refused: text('不予批准的回避', 'Recusals refused'),
  withdrawn: text('撤回的回避', 'Recusals withdrawn'),
  open: text('待定的回避', 'Recusals undecided'),
};
const CAUSES: Readonly<Record<string, Bilingual>> = {
  recusal: text('因回避更换', 'Replaced: recusal'),
  illness: text('因病更换', 'Replaced: illness'),
  certificate: text('因证件失效更换', 'Replaced: certificate'),
  other: text('因其他原因更换', 'Replaced: other causes'),
};
const OUTCOMES: Readonly<Record<string, Bilingual>> = {
  mended: text('整改完成', 'Rectifications: mended'),
  transferred: text('移交', 'Rectifications: transferred'),
  ended: text('终结', 'Rectifications: ended otherwise'),
  open: text('整改中', 'Rectifications: open'),
};

/** The figures that a bureau's yearly report states, in the order in which it states them. */
export function reportFigures(coverage: CoverageFacts, facts: StatisticsFacts): ReportFigure[] {
  const all: ReportFigure[] = [];
  const sum = (counts: Counts): number => [...counts.values()].reduce((total, each) => total + each, 0);
  const add = (group: FigureGroup, code: string, label: Bilingual, counts: Bilingual, value: number): void => {
    all.push({ code, group, label, counts, unit: 'count', value, numerator: null, denominator: null });
  };
  const share = (code: string, label: Bilingual, counts: Bilingual, part: number, whole: number): void => {
    const { basisPoints: value, denominator, numerator } = figure(part, whole);
    all.push({ code, group: 'coverage', label, counts, unit: 'basis-points', value, numerator, denominator });
  };
  const average = (
    group: FigureGroup,
    code: string,
    label: Bilingual,
    counts: Bilingual,
    of: [number, number],
  ): void => {
    const [numerator, denominator] = of;
    const value = denominator === 0 ? null : Math.floor((numerator * 100) / denominator);
    all.push({ code, group, label, counts, unit: 'hundredths', value, numerator, denominator });
  };
  const each = (
    group: FigureGroup,
    prefix: string,
    words: Readonly<Record<string, Bilingual>>,
    counts: Bilingual,
    of: Counts,
  ): void => {
    for (const [name, label] of Object.entries(words))
      add(group, `${prefix}-${name}`, label, counts, of.get(name) ?? 0);
  };

  const { activeMatters, missing } = coverage;
  const covered = activeMatters - missing.length;
  add(
    'lists',
    'matters',
    text('抽查事项', 'Matters on the list'),
    text('在列的抽查事项', 'Matters on the list, and not retired'),
    activeMatters,
  );
  add(
    'lists',
    'matters-covered',
    text('已覆盖的抽查事项', 'Matters covered'),
    text('本年度至少有一项检查已公示的抽查事项', 'Matters with a visit of the year whose result is public'),
    covered,
  );
  add(
    'lists',
    'targets',
    text('检查对象', 'Targets'),
    text('本单位及下级单位在列的检查对象', 'Active targets of the agency and of those below it'),
    coverage.pool,
  );

  add(
    'plans',
    'plans',
    text('年度计划', 'Plans'),
    text('本年度已发布的计划', 'Plans of the year that are published'),
    facts.plans,
  );
  add(
    'plans',
    'batches',
    text('批次', 'Batches'),
    text(`${OF_PLAN.zh}批次，取消的除外`, `${OF_PLAN.en}, but for those called off`),
    facts.batches.get('held') ?? 0,
  );
  add(
    'plans',
    'batches-cancelled',
    text('取消的批次', 'Batches called off'),
    text(`${OF_PLAN.zh}批次`, OF_PLAN.en),
    facts.batches.get('cancelled') ?? 0,
  );

  const draws = (match: (kind: string, phase: string) => boolean): number =>
    [...facts.draws].reduce((total, [name, count]) => {
      const [kind = '', phase = ''] = name.split(' ');
      return match(kind, phase) ? total + count : total;
    }, 0);
  const issued = draws((kind, phase) => kind === 'draw' && phase === 'issued');
  add(
    'draws',
    'draws',
    text('抽取', 'Draws'),
    text(
      `${OF_PLAN.zh}抽取中已下达检查任务的；补抽和更换另计`,
      `${OF_PLAN.en}: those whose inspections are issued, supplements and replacements apart`,
    ),
    issued,
  );
  add(
    'draws',
    'draws-supplement',
    text('补抽', 'Supplements'),
    text('已下达的补抽', 'Supplements that are issued'),
    draws((kind, phase) => kind === 'supplement' && phase === 'issued'),
  );
  add(
    'draws',
    'draws-replacement',
    text('更换检查人员的抽取', 'Replacements'),
    text('已下达的更换', 'Replacements that are issued'),
    draws((kind, phase) => kind === 'replacement' && phase === 'issued'),
  );
  add(
    'draws',
    'draws-void',
    text('作废的抽取', 'Void draws'),
    text('作废的抽取、补抽和更换', 'Draws, supplements and replacements that were voided'),
    draws((_, phase) => phase === 'voided'),
  );
  add(
    'draws',
    'draws-without-result',
    text('没有结果的抽取', 'Draws without a result'),
    text('无法组成检查组，或没有产生记录', 'No teams could be made, or the draw ended without a record'),
    draws((_, phase) => phase === 'infeasible' || phase === 'ended'),
  );
  add(
    'draws',
    'draws-missed',
    text('错过的抽取', 'Missed draws'),
    text(
      `${OF_PLAN.zh}批次中错过预定时刻、至今没有补做的`,
      `${OF_PLAN.en}: those that missed their moment and were not held since`,
    ),
    facts.missed,
  );
  add(
    'draws',
    'draws-joint',
    text('联合抽查的抽取', 'Joint draws'),
    text('有其他单位参加的已下达抽取', 'Issued draws in which other agencies take part'),
    facts.jointDraws,
  );
  add(
    'draws',
    'targets-drawn',
    text('抽中的检查对象', 'Targets drawn'),
    text('有效抽取抽中的不同检查对象', 'Different targets of the draws in force'),
    facts.targetsDrawn,
  );
  average(
    'draws',
    'inspections-per-draw',
    text('平均每次抽取的检查任务', 'Inspections per draw'),
    text('检查任务 ÷ 抽取（含补抽）', 'Inspections ÷ draws, supplements counted'),
    [coverage.drawn, draws((kind, phase) => kind !== 'replacement' && phase === 'issued')],
  );

  add(
    'inspections',
    'inspections',
    text('检查任务', 'Inspections'),
    text(`${OF_PLAN.zh}有效抽取的检查任务`, `${OF_PLAN.en}, of draws in force`),
    coverage.drawn,
  );
  for (const state of INSPECTION_STATES) {
    const { en, zh } = STATE_WORDS[state];
    add(
      'inspections',
      `inspections-${state}`,
      text(`检查任务：${zh}`, `Inspections: ${en}`),
      text(`目前为“${zh}”的检查任务`, `Inspections that are ${en} now`),
      facts.inspections.get(state) ?? 0,
    );
  }

  add('visits', 'visits', text('检查户次', 'Visits'), text(`${OF_YEAR.zh}检查`, OF_YEAR.en), facts.visits);
  add(
    'visits',
    'visits-reported',
    text('已有结果的检查', 'Visits with a result'),
    text(`${OF_YEAR.zh}检查中已报告结果的`, `${OF_YEAR.en}: those whose findings are reported`),
    coverage.completed,
  );
  add(
    'visits',
    'visits-joint',
    text('联合检查', 'Joint inspections'),
    text(
      '有其他单位参加抽取，或两项任务合并一次进行的',
      'Of draws in which others take part, or two inspections in one visit',
    ),
    coverage.joint,
  );
  for (const { code, name } of FINDING_CODES) {
    add(
      'findings',
      `findings-${code}`,
      name,
      text('有这项结果的检查；一次检查可以有多项', 'Visits with this finding; one may have several'),
      facts.findings.get(code) ?? 0,
    );
  }
  add(
    'findings',
    'visits-with-problem',
    text('发现问题的检查', 'Visits that found a problem'),
    text('至少有一项结果是问题的', 'Visits with at least one finding that is a problem'),
    coverage.withProblem,
  );
  add(
    'follow-ups',
    'rectifications',
    text('责令整改', 'Rectifications'),
    text(`${OF_YEAR.zh}检查所责令的整改`, `Ordered upon visits of the year`),
    sum(facts.rectifications),
  );
  each('follow-ups', 'rectifications', OUTCOMES, text('责令整改的结果', 'How they ended'), facts.rectifications);

  add(
    'recusals',
    'recusals',
    text('回避申请', 'Recusals asked for'),
    text(`${OF_PLAN.zh}检查任务的回避申请`, 'From inspections of the year’s plans'),
    sum(facts.recusals),
  );
  each(
    'recusals',
    'recusals',
    RECUSALS,
    text(`${OF_PLAN.zh}检查任务的回避申请`, 'From inspections of the year’s plans'),
    facts.recusals,
  );
  add(
    'recusals',
    'replacements',
    text('更换的检查人员', 'Inspectors replaced'),
    text(`${OF_PLAN.zh}检查任务中离开检查组的人次`, 'Seats that were drawn again, of inspections of the year’s plans'),
    sum(facts.departures),
  );
  each('recusals', 'replacements', CAUSES, text('离开检查组的人次', 'Seats that were drawn again'), facts.departures);

  add(
    'publication',
    'results-published',
    text('已公示的结果', 'Results published'),
    text(`${OF_YEAR.zh}检查中已公示的`, `${OF_YEAR.en}: those whose result is public`),
    coverage.published,
  );
  add(
    'publication',
    'results-due',
    text('应公示的结果', 'Results due'),
    text('已公示的，以及按工作日计算已经到期的', 'Public, or due by now by working days'),
    coverage.due,
  );
  add(
    'publication',
    'results-in-time',
    text('按期公示的结果', 'Results published in time'),
    text('在期限之内公示的', 'Public by the day on which they were due'),
    coverage.inTime,
  );

  const seats = facts.officers.reduce((total, { visits }) => total + visits, 0);
  const active = facts.officers.filter(({ visits }) => visits > 0).length;
  add(
    'officers',
    'officers',
    text('执法检查人员', 'Officers'),
    text('名录库在列的执法检查人员，专家除外', 'Inspectors on the list, experts apart'),
    facts.listed,
  );
  add(
    'officers',
    'officers-visiting',
    text('参加检查的执法检查人员', 'Officers who went'),
    text(
      '在本年度检查的检查组内的，含其他单位的',
      'Who sat in a team of the year’s visits, those of other agencies as well',
    ),
    active,
  );
  add(
    'officers',
    'officer-visits',
    text('检查人次', 'Visits by officers'),
    text('本年度检查的检查组席位，专家除外', 'Seats in the teams of the year’s visits, experts apart'),
    seats,
  );
  average(
    'officers',
    'visits-per-officer',
    text('人均检查次数', 'Visits per officer'),
    text('检查人次 ÷ 参加检查的执法检查人员', 'Visits by officers ÷ officers who went'),
    [seats, active],
  );

  share(
    'matter-coverage',
    text('事项覆盖率', 'Matter coverage'),
    text('已覆盖的抽查事项 ÷ 抽查事项', 'Matters covered ÷ matters on the list'),
    covered,
    activeMatters,
  );
  share(
    'task-completion',
    text('任务完成率', 'Task completion'),
    text('已办结的检查任务 ÷ 检查任务', 'Inspections closed ÷ inspections'),
    coverage.closed,
    coverage.drawn,
  );
  share(
    'publication-rate',
    text('按期公示率', 'Publication rate'),
    text('按期公示的结果 ÷ 应公示的结果', 'Results published in time ÷ results due'),
    coverage.inTime,
    coverage.due,
  );
  share(
    'target-coverage',
    text('对象覆盖率', 'Target coverage'),
    text('本年度检查过的检查对象 ÷ 检查对象', 'Targets inspected in the year ÷ targets'),
    coverage.inspectedTargets,
    coverage.pool,
  );
  share(
    'joint-rate',
    text('联合检查率', 'Joint rate'),
    text('联合检查 ÷ 已有结果的检查', 'Joint inspections ÷ visits with a result'),
    coverage.joint,
    coverage.completed,
  );
  share(
    'problem-rate',
    text('问题发现率', 'Problem rate'),
    text('发现问题的检查 ÷ 已有结果的检查', 'Visits that found a problem ÷ visits with a result'),
    coverage.withProblem,
    coverage.completed,
  );
  return all;
}
