import { type CoverageFacts } from '../coverage-figures.js';
import { INSPECTION_STATES, STATE_WORDS } from '../../fieldwork/life/life-cycle.js';
import { text, type Bilingual } from '../../platform/text.js';
import { average, counted, each, OF_PLAN, sum, type ReportFigure } from './report-figure.js';
import { type StatisticsFacts } from './what-is-counted.js';

const RECUSALS: Readonly<Record<string, Bilingual>> = {
  approved: text('批准的回避', 'Recusals approved'),
  refused: text('不予批准的回避', 'Recusals refused'),
  withdrawn: text('撤回的回避', 'Recusals withdrawn'),
  open: text('待决定的回避', 'Recusals undecided'),
};
const CAUSES: Readonly<Record<string, Bilingual>> = {
  recusal: text('因回避更换', 'Replaced: recusal'),
  illness: text('因病更换', 'Replaced: illness'),
  certificate: text('因证件失效更换', 'Replaced: certificate'),
  other: text('因其他原因更换', 'Replaced: other causes'),
};

/** What was on the lists, and what became of the year's plans: its draws, and the inspections that they made. */
export function planFigures(coverage: CoverageFacts, facts: StatisticsFacts): ReportFigure[] {
  const { activeMatters, missing } = coverage;
  const draws = (match: (kind: string, phase: string) => boolean): number =>
    [...facts.draws].reduce((total, [name, count]) => {
      const [kind = '', phase = ''] = name.split(' ');
      return match(kind, phase) ? total + count : total;
    }, 0);
  const issued = draws((kind, phase) => kind === 'draw' && phase === 'issued');
  return [
    counted(
      'lists',
      'matters',
      text('抽查事项', 'Matters on the list'),
      text('在列的抽查事项', 'Matters on the list, and not retired'),
      activeMatters,
    ),
    counted(
      'lists',
      'matters-covered',
      text('已覆盖的抽查事项', 'Matters covered'),
      text('本年度至少有一项检查已公示的抽查事项', 'Matters with a visit of the year whose result is public'),
      activeMatters - missing.length,
    ),
    counted(
      'lists',
      'targets',
      text('检查对象', 'Targets'),
      text('本单位及下级单位在列的检查对象', 'Active targets of the agency and of those below it'),
      coverage.pool,
    ),
    counted(
      'plans',
      'plans',
      text('年度计划', 'Plans'),
      text('本年度已发布的计划', 'Plans of the year that are published'),
      facts.plans,
    ),
    counted(
      'plans',
      'batches',
      text('批次', 'Batches'),
      text(`${OF_PLAN.zh}批次，取消的除外`, `${OF_PLAN.en}, but for those called off`),
      facts.batches.get('held') ?? 0,
    ),
    counted(
      'plans',
      'batches-cancelled',
      text('取消的批次', 'Batches called off'),
      text(`${OF_PLAN.zh}批次`, OF_PLAN.en),
      facts.batches.get('cancelled') ?? 0,
    ),
    counted(
      'draws',
      'draws',
      text('抽取', 'Draws'),
      text(
        `${OF_PLAN.zh}抽取中已下达检查任务的；补抽和更换另计`,
        `${OF_PLAN.en}: those whose inspections are issued, supplements and replacements apart`,
      ),
      issued,
    ),
    counted(
      'draws',
      'draws-supplement',
      text('补抽', 'Supplements'),
      text('已下达的补抽', 'Supplements that are issued'),
      draws((kind, phase) => kind === 'supplement' && phase === 'issued'),
    ),
    counted(
      'draws',
      'draws-replacement',
      text('更换检查人员的抽取', 'Replacements'),
      text('已下达的更换', 'Replacements that are issued'),
      draws((kind, phase) => kind === 'replacement' && phase === 'issued'),
    ),
    counted(
      'draws',
      'draws-void',
      text('作废的抽取', 'Void draws'),
      text('作废的抽取、补抽和更换', 'Draws, supplements and replacements that were voided'),
      draws((_, phase) => phase === 'voided'),
    ),
    counted(
      'draws',
      'draws-without-result',
      text('没有结果的抽取', 'Draws without a result'),
      text('无法组成检查组，或没有产生记录', 'No teams could be made, or the draw ended without a record'),
      draws((_, phase) => phase === 'infeasible' || phase === 'ended'),
    ),
    counted(
      'draws',
      'draws-missed',
      text('错过的抽取', 'Missed draws'),
      text(
        `${OF_PLAN.zh}批次中错过预定时刻、至今没有补做的`,
        `${OF_PLAN.en}: those that missed their moment and were not held since`,
      ),
      facts.missed,
    ),
    counted(
      'draws',
      'draws-joint',
      text('联合抽查的抽取', 'Joint draws'),
      text('有其他单位参加的已下达抽取', 'Issued draws in which other agencies take part'),
      facts.jointDraws,
    ),
    counted(
      'draws',
      'targets-drawn',
      text('抽中的检查对象', 'Targets drawn'),
      text('有效抽取抽中的不同检查对象', 'Different targets of the draws in force'),
      facts.targetsDrawn,
    ),
    average(
      'draws',
      'inspections-per-draw',
      text('平均每次抽取的检查任务', 'Inspections per draw'),
      text('检查任务 ÷ 抽取（含补抽）', 'Inspections ÷ draws, supplements counted'),
      [coverage.drawn, draws((kind, phase) => kind !== 'replacement' && phase === 'issued')],
    ),
    counted(
      'inspections',
      'inspections',
      text('检查任务', 'Inspections'),
      text(`${OF_PLAN.zh}有效抽取的检查任务`, `${OF_PLAN.en}, of draws in force`),
      coverage.drawn,
    ),
    ...INSPECTION_STATES.map((state) => {
      const { en, zh } = STATE_WORDS[state];
      return counted(
        'inspections',
        `inspections-${state}`,
        text(`检查任务：${zh}`, `Inspections: ${en}`),
        text(`目前为“${zh}”的检查任务`, `Inspections that are ${en} now`),
        facts.inspections.get(state) ?? 0,
      );
    }),
    counted(
      'recusals',
      'recusals',
      text('回避申请', 'Recusals asked for'),
      text(`${OF_PLAN.zh}检查任务的回避申请`, 'From inspections of the year’s plans'),
      sum(facts.recusals),
    ),
    ...each(
      'recusals',
      'recusals',
      RECUSALS,
      text(`${OF_PLAN.zh}检查任务的回避申请`, 'From inspections of the year’s plans'),
      facts.recusals,
    ),
    counted(
      'recusals',
      'replacements',
      text('更换的检查人员', 'Inspectors replaced'),
      text(
        `${OF_PLAN.zh}检查任务中离开检查组的人次`,
        'Seats that were drawn again, of inspections of the year’s plans',
      ),
      sum(facts.departures),
    ),
    ...each(
      'recusals',
      'replacements',
      CAUSES,
      text('离开检查组的人次', 'Seats that were drawn again'),
      facts.departures,
    ),
  ];
}
