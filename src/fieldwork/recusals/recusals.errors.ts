import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type RecusalState } from './inspection-recusal.entity.js';

export const RECUSAL = text('回避申请', 'recusal');

const STATES: Readonly<Record<RecusalState, Bilingual>> = {
  open: text('待决定', 'open'),
  approved: text('已批准', 'approved'),
  refused: text('不予批准', 'refused'),
  withdrawn: text('已收回', 'withdrawn'),
};

const conflict = (code: string, words: Bilingual): DomainError => new DomainError('conflict', code, words);

export const recusalTooLate = (id: number): DomainError =>
  conflict(
    'recusal_too_late',
    text(
      `检查任务 ${id} 已经检查或已作废，不能再申请回避。`,
      `Inspection ${id} is visited or void; nobody is recused from it any more.`,
    ),
  );

export const recusalOpen = (id: number): DomainError =>
  conflict(
    'recusal_open',
    text(
      `检查任务 ${id} 有回避申请待决定，决定之前不能继续。`,
      `A recusal from inspection ${id} waits for a decision; it goes on once that is made.`,
    ),
  );

export const recusalAsked = (id: number, inspector: string): DomainError =>
  conflict(
    'recusal_asked_already',
    text(
      `检查任务 ${id} 已有检查人员“${inspector}”的回避申请待决定。`,
      `A recusal of inspector "${inspector}" from inspection ${id} waits for a decision already.`,
    ),
  );

export const recusalDecided = (state: RecusalState): DomainError =>
  conflict(
    'recusal_decided',
    text(
      `这项回避申请${STATES[state].zh}，不再决定。`,
      `This recusal was ${STATES[state].en} and is not decided again.`,
    ),
  );

export const notInTeam = (id: number): DomainError =>
  invalid(
    '/inspectorId',
    'not_in_team',
    text(`检查人员 ${id} 不在这项检查任务的检查组内。`, `Inspector ${id} is not in the team of this inspection.`),
  );

/** A declaration is one's own; what the target asks, or a supervisor, is entered by whoever plans. */
export const notForOthers = (): DomainError =>
  new DomainError(
    'forbidden',
    'recusal_of_another',
    text(
      '检查人员只能声明自己回避；检查对象或主管人员提出的，由计划员或管理员登记。',
      'An inspector declares his own recusal; what the target or a supervisor asks is entered by a planner or an administrator.',
    ),
  );

export const needsAnother = (id: number): DomainError =>
  new DomainError(
    'forbidden',
    'second_person_needed',
    text(
      `检查任务 ${id} 的回避须由申请人和当事人以外的计划员或管理员决定；没有这样的人的，由检查组其他成员决定。`,
      `A recusal from inspection ${id} is decided by a planner or an administrator other than who asked for it and whom it concerns; where there is none, by another one of the team.`,
    ),
  );

export const notYoursToWithdraw = (id: number): DomainError =>
  new DomainError(
    'forbidden',
    'recusal_asked_by_another',
    text(
      `检查任务 ${id} 的回避申请只能由申请人撤回。`,
      `A recusal from inspection ${id} is withdrawn by whoever asked for it.`,
    ),
  );
