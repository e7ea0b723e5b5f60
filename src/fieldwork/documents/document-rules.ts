import { text, type Bilingual } from '../../platform/text.js';
import { hasResult, isBeforeVisit, STATE_WORDS, type InspectionState } from '../life/life-cycle.js';
import { type DocumentKind, type TemplateKind } from './document-kinds.js';

export const DOCUMENT_WORDS: Readonly<Record<TemplateKind, Bilingual>> = {
  approval: text('检查审批表', 'approval form'),
  notice: text('检查通知书', 'notice of inspection'),
  record: text('现场检查笔录', 'record of the visit'),
  'rectify-order': text('责令改正通知书', 'order to rectify'),
  publication: text('检查结果公示表', 'publication sheet'),
  'drawn-list': text('抽取结果单', 'list of a draw'),
};

/** What decides whether a document may be issued now. */
export interface DocumentFacts {
  readonly state: InspectionState;
  /** An approval stands. */
  readonly approved: boolean;
  /** Some finding is a problem. */
  readonly problem: boolean;
}

/** Why a document may not be issued now; nothing where it may (domain rule 12: an approval, a notice and a record). */
export function whyNotNow(kind: DocumentKind, { approved, problem, state }: DocumentFacts): Bilingual | undefined {
  if (state === 'voided') {
    return text('检查任务已作废，不再制作文书。', 'The inspection is void; no more documents are issued.');
  }
  if (state === 'withdrawn') {
    return text(
      '结果已撤回公示，退回之后才能再制作文书。',
      'The result was withdrawn; documents are issued again once the inspection is given back.',
    );
  }
  const now = STATE_WORDS[state];
  switch (kind) {
    case 'approval':
      return state !== 'issued'
        ? undefined
        : text(
            `检查任务目前是“${now.zh}”，检查组全体接受之后才能报批。`,
            `The inspection is ${now.en}; it goes to approval once the whole team has accepted.`,
          );
    case 'notice':
      if (!isBeforeVisit(state)) {
        return text('已经到场检查，不能再制作通知书。', 'Somebody has been there; there is nothing left to announce.');
      }
      return approved
        ? undefined
        : text('尚未审批，不能制作通知书。', 'It is not approved yet, and nobody may be told before it is.');
    case 'record':
      if (hasResult(state) && state !== 'reported') {
        return text('结果已经复核，笔录不能再改。', 'The result was looked over; the record stays as it is.');
      }
      return approved || !isBeforeVisit(state)
        ? undefined
        : text('尚未审批，不能制作笔录。', 'It is not approved yet; there is no visit to record.');
    case 'rectify-order':
      return hasResult(state) && problem
        ? undefined
        : text('检查结果中没有需要改正的问题。', 'Nothing was reported that has to be mended.');
    case 'publication':
      return ['reviewed', 'published', 'closed'].includes(state)
        ? undefined
        : text('结果尚未复核，不能制作公示表。', 'The result was not looked over yet; nothing of it is published.');
  }
}

/** Why there is no paper of a draw yet: before it is done nobody is drawn. */
export const whyNotOfDraw = (phase: string): Bilingual | undefined =>
  ['announced', 'committed', 'seeded'].includes(phase)
    ? text('抽取尚未完成。', 'The draw is not done yet.')
    : undefined;
