import { text, type Bilingual } from '../../platform/text.js';

/**
 * 整改的一生: 整改中、待批延期、已报完成、复查通过、复查未通过、已移交、待批终止、已办结. `extending` and `closing` wait for a second
 * person; until he has decided nothing else is done, but whoever asked may take it back.
 */
export const RECTIFICATION_STATES = [
  'ordered',
  'extending',
  'mended',
  'passed',
  'failed',
  'transferred',
  'closing',
  'closed',
] as const;
export type RectificationState = (typeof RECTIFICATION_STATES)[number];

/** Everything but the end: the inspection is not closed while one of its rectifications is there. */
export const OPEN_STATES = RECTIFICATION_STATES.filter((state) => state !== 'closed');

/** It is still to be mended, so its deadline runs. */
export const RUNNING_STATES = [
  'ordered',
  'extending',
  'mended',
  'failed',
  'closing',
] as const satisfies RectificationState[];

/** It waits for a step that is due by working days of its own: a receipt, or the closing. */
export const COUNTED_STATES = ['passed', 'transferred'] as const satisfies RectificationState[];

/** How it ended: 整改到位、移交、终止. */
export const OUTCOMES = ['mended', 'transferred', 'ended'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Steps that people take once it is ordered. */
export const RECTIFICATION_STEPS = [
  'ask-extension',
  'extend',
  'mend',
  'recheck',
  'reorder',
  'transfer',
  'receive',
  'give-back',
  'ask-closure',
  'end',
  'refuse',
  'take-back',
  'close',
] as const;
export type RectificationStepName = (typeof RECTIFICATION_STEPS)[number];
/** With the one that begins it. */
export const ALL_STEPS = ['order', ...RECTIFICATION_STEPS] as const;
export type AnyStep = (typeof ALL_STEPS)[number];

/**
 * Who may take a step. `team`: whoever sits in the team, or a planner for them; `planner`: of the agency whose inspection it
 * is, or of one above; `second`: such a one who neither sits in the team nor asked for it.
 */
export type RectificationWho = 'team' | 'planner' | 'second';

/** What a step cannot do without. */
export type RectificationNeed =
  'on' | 'note' | 'deadline' | 'passed' | 'present' | 'body' | 'documents' | 'number' | 'receivedBy';

/** Where a step leads: to a state, to one of two by the result of the recheck, or back to where the last step came from. */
type Leads = RectificationState | 'by-result' | 'back';

export interface RectificationWay {
  readonly step: RectificationStepName;
  readonly from: RectificationState;
  readonly leads: Leads;
  readonly who: RectificationWho;
  readonly needs: readonly RectificationNeed[];
}

const row = (
  step: RectificationStepName,
  from: RectificationState,
  leads: Leads,
  who: RectificationWho,
  ...needs: RectificationNeed[]
): RectificationWay => ({ step, from, leads, who, needs });

/** What an order cannot do without. */
export const ORDER_NEEDS = ['on', 'deadline'] as const satisfies RectificationNeed[];

/**
 * Every way on from every state; what is not here is refused. A recheck needs no report of the target: it is made as well
 * where the target has said nothing. What failed is ordered again, with its failed recheck before everyone's eyes.
 */
export const RECTIFICATION_LIFE: readonly RectificationWay[] = [
  row('ask-extension', 'ordered', 'extending', 'team', 'note', 'deadline'),
  row('extend', 'extending', 'ordered', 'second'),
  row('mend', 'ordered', 'mended', 'team', 'on', 'note'),
  ...(['ordered', 'mended'] as const).map((from) => row('recheck', from, 'by-result', 'team', 'on', 'passed', 'note')),
  row('reorder', 'failed', 'ordered', 'team', 'on', 'deadline'),
  ...(['ordered', 'mended', 'failed'] as const).map((from) =>
    row('transfer', from, 'transferred', 'planner', 'on', 'body', 'note', 'documents'),
  ),
  row('receive', 'transferred', 'closed', 'planner', 'on', 'number', 'receivedBy'),
  row('give-back', 'transferred', 'back', 'planner', 'on', 'note'),
  ...(['ordered', 'mended', 'failed'] as const).map((from) => row('ask-closure', from, 'closing', 'team', 'note')),
  row('end', 'closing', 'closed', 'second'),
  ...(['extending', 'closing'] as const).flatMap((from) => [
    row('refuse', from, 'back', 'second', 'note'),
    row('take-back', from, 'back', 'team'),
  ]),
  row('close', 'passed', 'closed', 'planner'),
];

export const wayOf = (step: RectificationStepName, from: RectificationState): RectificationWay | undefined =>
  RECTIFICATION_LIFE.find((each) => each.step === step && each.from === from);

/** What people may do next. */
export const waysFrom = (from: RectificationState): readonly RectificationWay[] =>
  RECTIFICATION_LIFE.filter((each) => each.from === from);

/**
 * Where a way leads.
 * @param passed the result of a recheck
 * @param before the state from which the last step came
 */
export function leadsTo(
  { leads }: RectificationWay,
  passed: boolean | undefined,
  before: RectificationState | null,
): RectificationState {
  if (leads === 'by-result') return passed === true ? 'passed' : 'failed';
  if (leads === 'back') return before ?? 'ordered';
  return leads;
}

/** How it ended, where a step ends it. */
export function outcomeOf(step: RectificationStepName): Outcome | null {
  if (step === 'close') return 'mended';
  if (step === 'receive') return 'transferred';
  return step === 'end' ? 'ended' : null;
}

export const RECTIFICATION_STATE_WORDS: Readonly<Record<RectificationState, Bilingual>> = {
  ordered: text('整改中', 'ordered'),
  extending: text('待批准延期', 'waiting for an extension'),
  mended: text('已报告完成、待复查', 'mended as the target says'),
  passed: text('复查通过', 'rechecked and mended'),
  failed: text('复查未通过', 'rechecked and not mended'),
  transferred: text('已移交、待回执', 'transferred, without a receipt'),
  closing: text('待批准终止', 'waiting to be ended'),
  closed: text('已办结', 'closed'),
};

export const RECTIFICATION_STEP_WORDS: Readonly<Record<AnyStep, Bilingual>> = {
  order: text('责令整改', 'order'),
  'ask-extension': text('申请延期', 'request of an extension'),
  extend: text('批准延期', 'extension'),
  mend: text('登记整改报告', 'report of the target'),
  recheck: text('复查', 'recheck'),
  reorder: text('再次责令整改', 'order anew'),
  transfer: text('移交', 'transfer'),
  receive: text('登记移交回执', 'receipt of the transfer'),
  'give-back': text('移交被退回', 'return of the transfer'),
  'ask-closure': text('申请终止整改', 'request to end it'),
  end: text('批准终止', 'end'),
  refuse: text('不予批准', 'refusal'),
  'take-back': text('撤回申请', 'withdrawal of the request'),
  close: text('办结', 'close'),
};

export const RECTIFICATION_WHO_WORDS: Readonly<Record<RectificationWho, Bilingual>> = {
  team: text('检查组成员，或计划员代为', 'a member of the team, or a planner in their stead'),
  planner: text('本单位或上级单位的计划员、管理员', 'a planner or an administrator of the agency, or of one above'),
  second: text(
    '既不在检查组内、也不是申请人的计划员或管理员',
    'a planner or an administrator of the agency, or of one above, who neither sits in the team nor asked for it',
  ),
};
