import { text, type Bilingual } from '../../platform/text.js';

/**
 * 检查任务的一生: 已下达、已接受、已审批、已通知、已检查、已报告、已复核、已公示、已办结；已撤回公示；作废. It starts as 未检查, never as 正常.
 * `withdrawn`: somebody was there, and its published result does not stand any more. `voided`: its draw was voided before
 * anybody went; it stays, and counts for nothing.
 */
export const INSPECTION_STATES = [
  'issued',
  'accepted',
  'approved',
  'notified',
  'visited',
  'reported',
  'reviewed',
  'published',
  'closed',
  'withdrawn',
  'voided',
] as const;
export type InspectionState = (typeof INSPECTION_STATES)[number];

/** Nobody has been there yet, and it is not void: the team may still change, and the draw may still be voided. */
export const BEFORE_VISIT = ['issued', 'accepted', 'approved', 'notified'] as const satisfies InspectionState[];
/** Somebody was there. From here on what was drawn stays, whoever dislikes it (domain rule 15). */
export const FROM_VISIT = [
  'visited',
  'reported',
  'reviewed',
  'published',
  'closed',
  'withdrawn',
] as const satisfies InspectionState[];
/** There is a result that stands. Everything else is 未检查, or withdrawn. */
export const WITH_RESULT = ['reported', 'reviewed', 'published', 'closed'] as const satisfies InspectionState[];
/** The result is public. */
export const IN_PUBLIC = ['published', 'closed'] as const satisfies InspectionState[];

const among =
  (states: readonly InspectionState[]) =>
  (state: InspectionState): boolean =>
    states.includes(state);

export const isBeforeVisit = among(BEFORE_VISIT);
export const hasResult = among(WITH_RESULT);
export const isPublic = among(IN_PUBLIC);

/** Steps that people take. */
export const STEPS = [
  'accept',
  'approve',
  'notify',
  'visit',
  'report',
  'review',
  'return',
  'publish',
  'close',
] as const;
/**
 * Steps that follow from something else: a voided draw, a seat that was drawn again, a visit or a published result that two
 * people have taken back (retractions/).
 */
export const CONSEQUENCES = ['void', 'reseat', 'unvisit', 'withdraw'] as const;
export type Step = (typeof STEPS)[number];
export type StepOrConsequence = Step | (typeof CONSEQUENCES)[number];

/**
 * Who may take a step. `team`: whoever sits in the team, or a planner for them; `planner`: of the agency whose plan it is, or
 * of one above; `leader`: such a one who does not sit in the team; `reviewer`: a leader who did not record the findings either.
 */
export type Who = 'team' | 'planner' | 'leader' | 'reviewer';

/** What a step cannot do without. */
export type Need = 'note' | 'on' | 'how' | 'findings';

export interface Transition {
  readonly step: StepOrConsequence;
  readonly from: InspectionState;
  readonly to: InspectionState;
  /** null: nobody asks for it, it follows. */
  readonly who: Who | null;
  readonly needs: readonly Need[];
}

const row = (
  step: StepOrConsequence,
  from: InspectionState,
  to: InspectionState,
  who: Who | null,
  ...needs: Need[]
): Transition => ({ step, from, to, who, needs });

/**
 * Every way on from every state; what is not here is refused. A visit without an approval or a notice is against domain rule
 * 12, but where somebody was there the fact is taken and its row says what it went without: refusing it would leave 未检查
 * standing where somebody was.
 */
export const LIFE: readonly Transition[] = [
  row('accept', 'issued', 'accepted', 'team'),
  row('approve', 'accepted', 'approved', 'leader'),
  row('notify', 'approved', 'notified', 'team', 'on', 'how'),
  row('visit', 'accepted', 'visited', 'team', 'on'),
  row('visit', 'approved', 'visited', 'team', 'on'),
  row('visit', 'notified', 'visited', 'team', 'on'),
  row('report', 'visited', 'reported', 'team', 'findings'),
  // corrections, before anyone has looked it over. Where somebody was there it is put right in its place and not given back:
  // before a visit a draw may be voided and a team replaced, and after one neither (domain rule 15)
  row('notify', 'visited', 'visited', 'team', 'on', 'how', 'note'),
  row('visit', 'visited', 'visited', 'team', 'on', 'note'),
  row('visit', 'reported', 'reported', 'team', 'on', 'note'),
  row('report', 'reported', 'reported', 'team', 'findings'),
  row('review', 'reported', 'reviewed', 'reviewer'),
  row('publish', 'reviewed', 'published', 'planner'),
  row('close', 'published', 'closed', 'planner'),
  row('return', 'approved', 'accepted', 'planner', 'note'),
  row('return', 'notified', 'approved', 'planner', 'note'),
  row('return', 'reported', 'visited', 'planner', 'note'),
  row('return', 'reviewed', 'reported', 'planner', 'note'),
  row('withdraw', 'published', 'withdrawn', null),
  row('withdraw', 'closed', 'withdrawn', null),
  // what was withdrawn may be put right and published anew
  row('return', 'withdrawn', 'reported', 'planner', 'note'),
  // nobody was there: to where the visit was recorded from (beforeVisitOf), which is no further back than this
  ...(['visited', 'reported', 'reviewed', 'withdrawn'] as const).map((from) => row('unvisit', from, 'accepted', null)),
  ...BEFORE_VISIT.map((from) => row('void', from, 'voided', null)),
  // the team is another one: who came has to accept, and approval and notice have named somebody else
  ...(['accepted', 'approved', 'notified'] as const).map((from) => row('reseat', from, 'issued', null)),
];

/** The way that a step takes from a state; nothing where it is out of order. */
export const transitionOf = (step: StepOrConsequence, from: InspectionState): Transition | undefined =>
  LIFE.find((each) => each.step === step && each.from === from);

/** What people may do next. */
export const waysOn = (from: InspectionState): readonly (Transition & { readonly step: Step; readonly who: Who })[] =>
  LIFE.filter((each): each is Transition & { step: Step; who: Who } => each.from === from && each.who !== null);

/** The steps on the straight way that a visit from this state goes without. */
export function skippedBy(from: InspectionState): Step[] {
  const skipped: Step[] = [];
  for (const each of LIFE) {
    if ((each.step !== 'approve' && each.step !== 'notify') || each.from === each.to) continue;
    if (INSPECTION_STATES.indexOf(each.from) >= INSPECTION_STATES.indexOf(from)) skipped.push(each.step);
  }
  return skipped;
}

/** A step as far as what follows looks at it. */
interface Taken {
  readonly step: StepOrConsequence;
  readonly fromState: InspectionState;
  readonly toState: InspectionState;
}

/** Where an inspection stood before its visit was recorded. */
export const beforeVisitOf = (steps: readonly Taken[]): InspectionState =>
  steps.findLast(({ fromState, step }) => step === 'visit' && isBeforeVisit(fromState))?.fromState ?? 'accepted';

/** The visit that holds: the last one, unless it was taken back. */
export function visitInForce<T extends Taken>(steps: readonly T[]): T | undefined {
  const last = steps.findLast(({ step }) => step === 'visit' || step === 'unvisit');
  return last?.step === 'visit' ? last : undefined;
}

/** The notice that holds: the last one, unless it was given back or the team is another since, or there was none before a visit that was taken back. */
export function noticeInForce<T extends Taken>(steps: readonly T[]): T | undefined {
  const at = steps.findLastIndex(
    ({ fromState, step, toState }) =>
      step === 'notify' ||
      (fromState === 'notified' && (step === 'return' || step === 'reseat')) ||
      (step === 'unvisit' && toState !== 'notified'),
  );
  return steps[at]?.step === 'notify' ? steps[at] : undefined;
}

/** Whether an approval stands, after all the steps that were taken: a return and another team take it back. */
export const isApproved = (
  steps: readonly { readonly step: StepOrConsequence; readonly toState: InspectionState }[],
): boolean =>
  steps.reduce(
    (approved, { step, toState }) => step === 'approve' || (approved && toState !== 'issued' && toState !== 'accepted'),
    false,
  );

/** What of a caller decides which steps are his. */
export interface Standing {
  /** Sits in the team. */
  readonly sits: boolean;
  /** Plans for the agency whose inspection it is. */
  readonly plans: boolean;
  /** Recorded what was found. */
  readonly recorded: boolean;
}

export type Permission = 'yes' | 'no' | 'second-person';

/** Whether a step is the caller's; `second-person`: it would be, were he not the one whose work is looked over. */
export function permissionFor(who: Who, { plans, recorded, sits }: Standing): Permission {
  if (who === 'team') return sits || plans ? 'yes' : 'no';
  if (!plans) return 'no';
  if (who === 'planner') return 'yes';
  return sits || (who === 'reviewer' && recorded) ? 'second-person' : 'yes';
}

export const STATE_WORDS: Readonly<Record<InspectionState, Bilingual>> = {
  issued: text('已下达', 'issued'),
  accepted: text('已接受', 'accepted'),
  approved: text('已审批', 'approved'),
  notified: text('已通知', 'notified'),
  visited: text('已检查', 'visited'),
  reported: text('已报告', 'reported'),
  reviewed: text('已复核', 'reviewed'),
  published: text('已公示', 'published'),
  closed: text('已办结', 'closed'),
  withdrawn: text('已撤回公示', 'withdrawn'),
  voided: text('已作废', 'void'),
};

export const STEP_WORDS: Readonly<Record<StepOrConsequence, Bilingual>> = {
  accept: text('接受', 'accept'),
  approve: text('审批', 'approve'),
  notify: text('通知检查对象', 'notify'),
  visit: text('登记检查', 'visit'),
  report: text('报告结果', 'report'),
  review: text('复核', 'review'),
  return: text('退回', 'return'),
  publish: text('公示', 'publish'),
  close: text('办结', 'close'),
  void: text('作废', 'void'),
  reseat: text('更换检查人员', 'change of the team'),
  unvisit: text('撤销检查登记', 'visit taken back'),
  withdraw: text('撤回公示', 'withdrawal of the result'),
};

export const WHO_WORDS: Readonly<Record<Who, Bilingual>> = {
  team: text('检查组成员，或计划员代为', 'a member of the team, or a planner in their stead'),
  planner: text('本单位或上级单位的计划员、管理员', 'a planner or an administrator of the agency, or of one above'),
  leader: text(
    '不在检查组内的计划员或管理员',
    'a planner or an administrator of the agency, or of one above, who is not in the team',
  ),
  reviewer: text(
    '既未参加检查组、也未录入结果的计划员或管理员',
    'a planner or an administrator of the agency, or of one above, who neither sat in the team nor recorded what was found',
  ),
};
