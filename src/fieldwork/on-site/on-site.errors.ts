import { DomainError, type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { STATE_WORDS, type InspectionState } from '../life/life-cycle.js';

const conflict = (code: string, words: Bilingual): DomainError => new DomainError('conflict', code, words);

/** What is found out before anybody sees it can be put right; what was looked over cannot. */
export const recordFixed = (id: number, state: InspectionState): DomainError =>
  conflict(
    'record_fixed',
    text(
      `检查任务 ${id} “${STATE_WORDS[state].zh}”，现场记录不能再改动。如须更正，请先由计划员退回。`,
      `Inspection ${id} is ${STATE_WORDS[state].en}, and its record stays as it is. To put something right, have it returned first.`,
    ),
  );

export const notAcceptedYet = (id: number): DomainError =>
  conflict(
    'not_accepted_yet',
    text(
      `检查任务 ${id} 尚未由检查组全体接受，现场记录还不能开始。`,
      `Inspection ${id} is not accepted by the whole of its team yet; nothing is recorded on site before that.`,
    ),
  );

export const unfit = (fault: Fault): DomainError =>
  new DomainError('invalid', fault.code, fault.message, fault.pointer === '' ? {} : { faults: [fault] });

export const refusedCheckIn = (code: string, words: Bilingual, details: Record<string, unknown> = {}): DomainError =>
  new DomainError('conflict', code, words, { details });
