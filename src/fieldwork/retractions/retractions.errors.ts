import { DomainError } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { isPublic, STATE_WORDS, type InspectionState } from '../life/life-cycle.js';
import { type Retracted, type RetractionState } from './retraction.entity.js';

export const RETRACTION = text('撤销申请', 'retraction');

export const SUBJECT_WORDS: Readonly<Record<Retracted, Bilingual>> = {
  visit: text('撤销检查登记', 'to take back the visit'),
  publication: text('撤回公示', 'to withdraw the published result'),
};

const STATES: Readonly<Record<RetractionState, Bilingual>> = {
  open: text('待决定', 'open'),
  approved: text('已批准', 'approved'),
  refused: text('不予批准', 'refused'),
  withdrawn: text('已收回', 'withdrawn'),
};

const conflict = (code: string, words: Bilingual, details: Record<string, unknown> = {}): DomainError =>
  new DomainError('conflict', code, words, { details });

/** Says what would have to come before. */
export function nothingToRetract(id: number, subject: Retracted, state: InspectionState): DomainError {
  const now = STATE_WORDS[state];
  if (subject === 'publication') {
    return conflict(
      'result_not_published',
      text(
        `检查任务 ${id} 目前是“${now.zh}”，没有公示的结果可以撤回；公示前请退回（return）。`,
        `Inspection ${id} is ${now.en}: there is no published result to withdraw. Before it is published, give it back (return).`,
      ),
      { state },
    );
  }
  return isPublic(state)
    ? conflict(
        'withdraw_result_first',
        text(
          `检查任务 ${id} 的结果已经公示。请先撤回公示（subject: publication），再撤销检查登记。`,
          `The result of inspection ${id} is public. Withdraw it first (subject: publication), then take back the visit.`,
        ),
        { state },
      )
    : conflict(
        'no_visit_to_retract',
        text(
          `检查任务 ${id} 目前是“${now.zh}”，没有登记过可以撤销的检查。`,
          `Inspection ${id} is ${now.en}: no visit is recorded that could be taken back.`,
        ),
        { state },
      );
}

/** What was recorded on the spot says that somebody was there; only the day or who was present may then be wrong. */
export const somebodyWasThere = (id: number, names: readonly string[]): DomainError =>
  conflict(
    'somebody_was_there',
    text(
      `检查任务 ${id} 有现场签到或签名（${names.join('、')}），说明确实到过现场，不能撤销检查登记。日期或到场人员有误的，请用 visit 更正并写明 note。`,
      `Inspection ${id} has check-ins or signatures made on site (${names.join(', ')}): somebody was there, and the visit is not taken back. A wrong day, or who was present, is put right by the step "visit" with a note.`,
    ),
  );

export const orderedUponVisit = (id: number, rectifications: readonly number[]): DomainError =>
  conflict(
    'ordered_upon_visit',
    text(
      `检查任务 ${id} 已责令整改（整改 ${rectifications.join('、')}）。请先终止整改（ask-closure、end），再撤销检查登记。`,
      `Something was ordered upon this visit of inspection ${id} (rectification ${rectifications.join(', ')}). End it first (ask-closure, end), then take back the visit.`,
    ),
    { rectifications },
  );

export const retractionOpen = (id: number): DomainError =>
  conflict(
    'retraction_open',
    text(
      `检查任务 ${id} 有撤销申请待决定，决定之前不能继续。见 GET /api/v1/inspections/${id}/retractions。`,
      `It waits for a decision whether something of inspection ${id} is taken back; it goes on once that is made. See GET /api/v1/inspections/${id}/retractions.`,
    ),
  );

export const retractionDecided = (state: RetractionState): DomainError =>
  conflict(
    'retraction_decided',
    text(`这项申请${STATES[state].zh}，不再决定。`, `This was ${STATES[state].en} and is not decided again.`),
  );

export const notYoursToAsk = (id: number, subject: Retracted): DomainError =>
  new DomainError(
    'forbidden',
    'retraction_of_another',
    subject === 'visit'
      ? text(
          `检查任务 ${id} 的检查登记由检查组成员、本单位或上级单位的计划员或管理员申请撤销。`,
          `To take back the visit of inspection ${id} is asked for by a member of the team, or a planner or an administrator of the agency, or of one above.`,
        )
      : text(
          `检查任务 ${id} 的公示由本单位或上级单位的计划员或管理员申请撤回。`,
          `To withdraw the published result of inspection ${id} is asked for by a planner or an administrator of the agency, or of one above.`,
        ),
  );

export const needsOutsider = (id: number): DomainError =>
  new DomainError(
    'forbidden',
    'second_person_needed',
    text(
      `检查任务 ${id} 的撤销须由申请人以外、不在检查组内的计划员或管理员决定；没有这样的人的，由其他计划员或检查组其他成员决定。`,
      `What is taken back of inspection ${id} is decided by a planner or an administrator who neither asked for it nor sits in the team; where there is none, by another planner or another one of the team.`,
    ),
  );

export const notYoursToTakeBack = (id: number): DomainError =>
  new DomainError(
    'forbidden',
    'retraction_asked_by_another',
    text(
      `检查任务 ${id} 的撤销申请只能由申请人收回。`,
      `What was asked for about inspection ${id} is withdrawn by whoever asked.`,
    ),
  );
