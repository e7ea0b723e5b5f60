import { DomainError, invalid, type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import {
  STATE_WORDS,
  STEP_WORDS,
  waysOn,
  WHO_WORDS,
  type InspectionState,
  type Step,
  type StepOrConsequence,
  type Who,
} from './life-cycle.js';

/** Says what is possible instead, and who may do it. */
export function outOfOrder(id: number, state: InspectionState, step: StepOrConsequence): DomainError {
  const ways = waysOn(state);
  const zh = ways.map((way) => `${way.step}（${STEP_WORDS[way.step].zh}，${WHO_WORDS[way.who].zh}）`).join('、');
  const en = ways.map((way) => `${way.step} (by ${WHO_WORDS[way.who].en})`).join(', ');
  return new DomainError(
    'conflict',
    'step_out_of_order',
    text(
      `检查任务 ${id} 目前是“${STATE_WORDS[state].zh}”，不能“${STEP_WORDS[step].zh}”。${ways.length === 0 ? '没有后续步骤。' : `现在可以：${zh}。`}`,
      `Inspection ${id} is ${STATE_WORDS[state].en}, and "${step}" is not what comes next. ${ways.length === 0 ? 'Nothing comes after this.' : `What may be done now: ${en}.`}`,
    ),
    { details: { state, next: ways.map((way) => ({ step: way.step, who: WHO_WORDS[way.who] })) } },
  );
}

export const notYours = (id: number, step: Step, who: Who): DomainError =>
  new DomainError(
    'forbidden',
    'step_of_another',
    text(
      `检查任务 ${id} 的“${STEP_WORDS[step].zh}”应由${WHO_WORDS[who].zh}进行。`,
      `The step "${step}" of inspection ${id} is taken by ${WHO_WORDS[who].en}.`,
    ),
  );

export const secondPersonNeeded = (id: number, step: Step, who: Who): DomainError =>
  new DomainError(
    'forbidden',
    'second_person_needed',
    text(
      `检查任务 ${id} 的“${STEP_WORDS[step].zh}”须由另一人进行：${WHO_WORDS[who].zh}。`,
      `The step "${step}" of inspection ${id} needs another person: ${WHO_WORDS[who].en}.`,
    ),
  );

export const acceptedAlready = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'accepted_already',
    text(
      `您已接受检查任务 ${id}，正在等待检查组其他成员。`,
      `You have accepted inspection ${id} already; it waits for the others of the team.`,
    ),
  );

export const unannouncedNotApproved = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'unannounced_not_approved',
    text(
      `检查任务 ${id} 的审批没有写明不事先通知。请写明送达方式（in-person、post 或 electronic），或退回后重新审批并写明 unannounced。`,
      `The approval of inspection ${id} does not say that they come unannounced. Say how the notice was served (in-person, post or electronic), or return it and approve it again with "unannounced".`,
    ),
  );

/** A notice that nobody gave before the visit is not made up after it. */
export const noNoticeToCorrect = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'no_notice_to_correct',
    text(
      `检查任务 ${id} 检查前没有通知检查对象，检查后只能更正已有的通知。`,
      `Nobody was told of inspection ${id} before the visit; after it only a notice that was given is put right.`,
    ),
  );

export const stillOpen = (id: number, count: number): DomainError =>
  new DomainError(
    'conflict',
    'follow_ups_open',
    text(
      `检查任务 ${id} 还有 ${count} 项后续事项没有办结（未办结的整改，或应当责令整改而尚未责令的检查结果），不能办结。见 GET /api/v1/rectifications?inspectionId=${id}。`,
      `${count} ${count === 1 ? 'follow-up' : 'follow-ups'} of inspection ${id} ${count === 1 ? 'is' : 'are'} still open: a rectification that is not closed, or a finding after which none was ordered yet. See GET /api/v1/rectifications?inspectionId=${id}.`,
    ),
  );

export const stepUnfit = (faults: readonly Fault[]): DomainError =>
  new DomainError(
    'invalid',
    faults[0]?.code ?? 'step_unfit',
    faults[0]?.message ?? text('这一步不符合要求。', 'The step does not fit.'),
    { faults },
  );

export const reportByFindings = (): DomainError =>
  invalid(
    '/step',
    'report_by_findings',
    text(
      '检查结果请通过 POST /inspections/{id}/findings 报告。',
      'What was found is reported by POST /inspections/{id}/findings.',
    ),
  );
