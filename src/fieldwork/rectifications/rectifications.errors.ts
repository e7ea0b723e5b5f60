import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { nameOfFinding } from '../findings/finding-codes.js';
import { STATE_WORDS, type InspectionState } from '../life/life-cycle.js';
import {
  RECTIFICATION_STATE_WORDS,
  RECTIFICATION_STEP_WORDS,
  RECTIFICATION_WHO_WORDS,
  waysFrom,
  type AnyStep,
  type RectificationState,
  type RectificationStepName,
  type RectificationWho,
} from './rectification-life.js';

export const RECTIFICATION = text('整改', 'rectification');

/** Says what is possible instead, and who may do it. */
export function rectificationOutOfOrder(
  id: number,
  state: RectificationState,
  step: RectificationStepName,
): DomainError {
  const ways = waysFrom(state);
  const zh = ways
    .map((way) => `${way.step}（${RECTIFICATION_STEP_WORDS[way.step].zh}，${RECTIFICATION_WHO_WORDS[way.who].zh}）`)
    .join('、');
  const en = ways.map((way) => `${way.step} (by ${RECTIFICATION_WHO_WORDS[way.who].en})`).join(', ');
  return new DomainError(
    'conflict',
    state === 'closed' ? 'rectification_closed' : 'step_out_of_order',
    text(
      `整改 ${id} 目前是“${RECTIFICATION_STATE_WORDS[state].zh}”，不能“${RECTIFICATION_STEP_WORDS[step].zh}”。${ways.length === 0 ? '没有后续步骤。' : `现在可以：${zh}。`}`,
      `Rectification ${id} is ${RECTIFICATION_STATE_WORDS[state].en}, and "${step}" is not what comes next. ${ways.length === 0 ? 'Nothing comes after this.' : `What may be done now: ${en}.`}`,
    ),
    { details: { state, next: ways.map((way) => ({ step: way.step, who: RECTIFICATION_WHO_WORDS[way.who] })) } },
  );
}

export function rectificationStepNotYours(
  step: AnyStep,
  who: RectificationWho,
  permitted: 'no' | 'second-person',
): DomainError {
  const [name, people] = [RECTIFICATION_STEP_WORDS[step], RECTIFICATION_WHO_WORDS[who]];
  return new DomainError(
    'forbidden',
    permitted === 'no' ? 'step_of_another' : 'second_person_needed',
    permitted === 'no'
      ? text(`“${name.zh}”应由${people.zh}进行。`, `The step "${step}" is taken by ${people.en}.`)
      : text(`“${name.zh}”须由另一人进行：${people.zh}。`, `The step "${step}" needs another person: ${people.en}.`),
  );
}

/** Two took a step at the same moment; the first one counts. */
export const rectificationChanged = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'changed_meanwhile',
    text(
      `整改 ${id} 刚被他人修改，请重新打开后再改。`,
      `Rectification ${id} was changed by someone else just now. Open it again, then change it.`,
    ),
  );

export const noResultToMend = (id: number, state: InspectionState): DomainError =>
  new DomainError(
    'conflict',
    state === 'closed' ? 'inspection_closed' : 'no_result_yet',
    state === 'closed'
      ? text(
          `检查任务 ${id} 已办结，不再责令整改。`,
          `Inspection ${id} is closed; nothing is ordered after it any more.`,
        )
      : text(
          `检查任务 ${id} 目前是“${STATE_WORDS[state].zh}”，报告检查结果后才能责令整改。`,
          `Inspection ${id} is ${STATE_WORDS[state].en}; a rectification is ordered once its result is reported.`,
        ),
  );

export function noSuchFinding(
  code: string,
  matterId: number | null,
  found: readonly { readonly code: string; readonly matterId: number | null }[],
): DomainError {
  const there = found.map((one) => (one.matterId === null ? one.code : `${one.code} (matterId ${one.matterId})`));
  const matter = found.some((one) => one.code === code);
  return invalid(
    matter ? '/matterId' : '/findingCode',
    'no_such_finding',
    text(
      `本次检查没有${matterId === null ? '' : `抽查事项 ${matterId} 的`}检查结果“${code}”${matterId === null ? '（不分事项）' : ''}；已报告的有：${there.join('、')}。`,
      `This inspection has no finding "${code}" ${matterId === null ? 'of the inspection as a whole' : `of matter ${matterId}`}; reported are ${there.join(', ')}.`,
    ),
  );
}

export const nothingToMend = (code: string): DomainError =>
  invalid(
    '/findingCode',
    'nothing_to_mend',
    text(`检查结果“${nameOfFinding(code).zh}”不需要整改。`, `After the finding "${code}" there is nothing to mend.`),
  );

export const rectificationOpen = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'rectification_open',
    text(
      `这项检查结果已有未办结的整改 ${id}。`,
      `After this finding rectification ${id} was ordered already, and it is not closed.`,
    ),
    { details: { rectificationId: id } },
  );

/** What was ordered upon stays found. */
export const findingOrderedUpon = (
  rectifications: readonly { readonly id: number; readonly findingCode: string; readonly matterId: number | null }[],
): DomainError => {
  const zh = rectifications.map(
    (one) => `“${one.findingCode}”${one.matterId === null ? '' : `（抽查事项 ${one.matterId}）`}：整改 ${one.id}`,
  );
  const en = rectifications.map(
    (one) =>
      `"${one.findingCode}"${one.matterId === null ? '' : ` of matter ${one.matterId}`}: rectification ${one.id}`,
  );
  return new DomainError(
    'conflict',
    'finding_ordered_upon',
    text(
      `已依据这些检查结果责令整改，不能删去（${zh.join('；')}）。责令有误的，先终止整改（ask-closure）。`,
      `Something was ordered upon these findings, so they stay (${en.join('; ')}). Where it was ordered in error, end the rectification first (ask-closure).`,
    ),
  );
};
