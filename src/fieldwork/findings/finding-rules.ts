import { text } from '../../platform/text.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { FINDING_CODE_NAMES, isProblem, NO_PROBLEM } from './finding-codes.js';

/** What one is told of a visit, as far as the rules look at it. */
export interface ReportedFinding {
  readonly code: string;
  /** null speaks of the inspection as a whole. */
  readonly matterId: number | null;
}

const fault = (pointer: string, code: string, zh: string, en: string): Fault => ({
  pointer,
  code,
  message: text(zh, en),
});

/**
 * What is wrong with a set of findings, as faults under `/findings`: codes that there are not, matters that the inspection
 * does not cover, one thing said twice, and "no problem found" beside a problem of the same matter. A finding without a
 * matter speaks of all of them.
 */
export function faultsOfFindings(findings: readonly ReportedFinding[], matterIds: ReadonlySet<number>): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  findings.forEach(({ code, matterId }, at) => {
    if (!FINDING_CODE_NAMES.some((each) => each === code)) {
      const offered = FINDING_CODE_NAMES;
      faults.push(
        fault(
          `/findings/${at}/code`,
          'unknown_finding_code',
          `没有检查结果代码“${code}”，可用：${offered.join('、')}。`,
          `There is no finding code "${code}"; there are ${offered.join(', ')}.`,
        ),
      );
    }
    if (matterId !== null && !matterIds.has(matterId)) {
      faults.push(
        fault(
          `/findings/${at}/matterId`,
          'matter_not_inspected',
          `抽查事项 ${matterId} 不在本次检查任务内。`,
          `Matter ${matterId} is not among those of this inspection.`,
        ),
      );
    }
    const said = `${matterId ?? ''}:${code}`;
    if (seen.has(said)) {
      faults.push(
        fault(`/findings/${at}`, 'finding_twice', '同一检查结果重复填写。', 'This finding is there already.'),
      );
    }
    seen.add(said);
  });
  findings.forEach((finding, at) => {
    if (finding.code !== NO_PROBLEM) return;
    const against = findings.findIndex(({ code, matterId }) => isProblem(code) && overlap(matterId, finding.matterId));
    const other = findings[against];
    if (other === undefined) return;
    faults.push(
      fault(
        `/findings/${at}`,
        'contradictory_findings',
        `“未发现问题”与第 ${against + 1} 项“${other.code}”矛盾；如属不同事项，请逐项写明 matterId。`,
        `"${NO_PROBLEM}" contradicts "${other.code}" at position ${against + 1}; if they concern different matters, name each one's matterId.`,
      ),
    );
  });
  return faults;
}

const overlap = (left: number | null, right: number | null): boolean =>
  left === null || right === null || left === right;

/** The days that bound a visit, all as `2026-03-05` in China's calendar. */
export interface VisitBounds {
  readonly drawnOn: string;
  readonly visitFrom: string;
  readonly today: string;
}

/** Nobody said when the visit was. */
export const dayMissing = (): Fault =>
  fault(
    '/visitedOn',
    'required',
    '尚未登记检查日期，请写明 visitedOn。',
    'The visit is not recorded yet: say its day, visitedOn.',
  );

/**
 * What is wrong with the day of a visit, or nothing. A visit after the end of its window is late, but it took place and is
 * recorded: refusing the fact would leave 未检查 standing where somebody was.
 */
export function faultOfVisitDay(visitedOn: string, bounds: VisitBounds): Fault | undefined {
  const { drawnOn, visitFrom, today } = bounds;
  if (visitedOn > today) {
    return fault(
      '/visitedOn',
      'visit_in_future',
      `检查日期 ${visitedOn} 晚于今天（${today}）。`,
      `The visit's day ${visitedOn} is after today (${today}).`,
    );
  }
  if (visitedOn < drawnOn) {
    return fault(
      '/visitedOn',
      'visit_before_draw',
      `检查日期 ${visitedOn} 早于抽取日期（${drawnOn}）。`,
      `The visit's day ${visitedOn} is before the draw (${drawnOn}).`,
    );
  }
  if (visitedOn < visitFrom) {
    return fault(
      '/visitedOn',
      'visit_before_window',
      `检查日期 ${visitedOn} 早于检查期限的第一天（${visitFrom}）。`,
      `The visit's day ${visitedOn} is before the first day of the visits (${visitFrom}).`,
    );
  }
  return undefined;
}
