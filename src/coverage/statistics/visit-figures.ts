import { type CoverageFacts } from '../coverage-figures.js';
import { FINDING_CODES } from '../../fieldwork/findings/finding-codes.js';
import { text, type Bilingual } from '../../platform/text.js';
import { average, counted, each, OF_YEAR, share, sum, type ReportFigure } from './report-figure.js';
import { type StatisticsFacts } from './what-is-counted.js';

const OUTCOMES: Readonly<Record<string, Bilingual>> = {
  mended: text('整改完成', 'Rectifications: mended'),
  transferred: text('移交', 'Rectifications: transferred'),
  ended: text('终结', 'Rectifications: ended otherwise'),
  open: text('整改中', 'Rectifications: open'),
};

/** What the year's visits found, what followed from it, who went, and how far the year has come. */
export function visitFigures(coverage: CoverageFacts, facts: StatisticsFacts): ReportFigure[] {
  const covered = coverage.activeMatters - coverage.missing.length;
  const seats = facts.officers.reduce((total, { visits }) => total + visits, 0);
  const active = facts.officers.filter(({ visits }) => visits > 0).length;
  return [
    counted('visits', 'visits', text('检查户次', 'Visits'), text(`${OF_YEAR.zh}检查`, OF_YEAR.en), facts.visits),
    counted(
      'visits',
      'visits-reported',
      text('已有结果的检查', 'Visits with a result'),
      text(`${OF_YEAR.zh}检查中已报告结果的`, `${OF_YEAR.en}: those whose findings are reported`),
      coverage.completed,
    ),
    counted(
      'visits',
      'visits-joint',
      text('联合检查', 'Joint inspections'),
      text(
        '有其他单位参加抽取，或两项任务合并一次进行的',
        'Of draws in which others take part, or two inspections in one visit',
      ),
      coverage.joint,
    ),
    ...FINDING_CODES.map(({ code, name }) =>
      counted(
        'findings',
        `findings-${code}`,
        name,
        text('有这项结果的检查；一次检查可以有多项', 'Visits with this finding; one may have several'),
        facts.findings.get(code) ?? 0,
      ),
    ),
    counted(
      'findings',
      'visits-with-problem',
      text('发现问题的检查', 'Visits that found a problem'),
      text('至少有一项结果是问题的', 'Visits with at least one finding that is a problem'),
      coverage.withProblem,
    ),
    counted(
      'follow-ups',
      'rectifications',
      text('责令整改', 'Rectifications'),
      text(`${OF_YEAR.zh}检查所责令的整改`, `Ordered upon visits of the year`),
      sum(facts.rectifications),
    ),
    ...each('follow-ups', 'rectifications', OUTCOMES, text('责令整改的结果', 'How they ended'), facts.rectifications),
    counted(
      'publication',
      'results-published',
      text('已公示的结果', 'Results published'),
      text(`${OF_YEAR.zh}检查中已公示的`, `${OF_YEAR.en}: those whose result is public`),
      coverage.published,
    ),
    counted(
      'publication',
      'results-due',
      text('应公示的结果', 'Results due'),
      text('已公示的，以及按工作日计算已经到期的', 'Public, or due by now by working days'),
      coverage.due,
    ),
    counted(
      'publication',
      'results-in-time',
      text('按期公示的结果', 'Results published in time'),
      text('在期限之内公示的', 'Public by the day on which they were due'),
      coverage.inTime,
    ),
    counted(
      'officers',
      'officers',
      text('执法检查人员', 'Officers'),
      text('名录库在列的执法检查人员，专家除外', 'Inspectors on the list, experts apart'),
      facts.listed,
    ),
    counted(
      'officers',
      'officers-visiting',
      text('参加检查的执法检查人员', 'Officers who went'),
      text(
        '在本年度检查的检查组内的，含其他单位的',
        'Who sat in a team of the year’s visits, those of other agencies as well',
      ),
      active,
    ),
    counted(
      'officers',
      'officer-visits',
      text('检查人次', 'Visits by officers'),
      text('本年度检查的检查组席位，专家除外', 'Seats in the teams of the year’s visits, experts apart'),
      seats,
    ),
    average(
      'officers',
      'visits-per-officer',
      text('人均检查次数', 'Visits per officer'),
      text('检查人次 ÷ 参加检查的执法检查人员', 'Visits by officers ÷ officers who went'),
      [seats, active],
    ),
    share(
      'matter-coverage',
      text('事项覆盖率', 'Matter coverage'),
      text('已覆盖的抽查事项 ÷ 抽查事项', 'Matters covered ÷ matters on the list'),
      covered,
      coverage.activeMatters,
    ),
    share(
      'task-completion',
      text('任务完成率', 'Task completion'),
      text('已办结的检查任务 ÷ 检查任务', 'Inspections closed ÷ inspections'),
      coverage.closed,
      coverage.drawn,
    ),
    share(
      'publication-rate',
      text('按期公示率', 'Publication rate'),
      text('按期公示的结果 ÷ 应公示的结果', 'Results published in time ÷ results due'),
      coverage.inTime,
      coverage.due,
    ),
    share(
      'target-coverage',
      text('对象覆盖率', 'Target coverage'),
      text('本年度检查过的检查对象 ÷ 检查对象', 'Targets inspected in the year ÷ targets'),
      coverage.inspectedTargets,
      coverage.pool,
    ),
    share(
      'joint-rate',
      text('联合检查率', 'Joint rate'),
      text('联合检查 ÷ 已有结果的检查', 'Joint inspections ÷ visits with a result'),
      coverage.joint,
      coverage.completed,
    ),
    share(
      'problem-rate',
      text('问题发现率', 'Problem rate'),
      text('发现问题的检查 ÷ 已有结果的检查', 'Visits that found a problem ÷ visits with a result'),
      coverage.withProblem,
      coverage.completed,
    ),
  ];
}
