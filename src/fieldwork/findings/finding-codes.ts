import { text, type Bilingual } from '../../platform/text.js';

/** One standard finding. */
export interface FindingCode {
  readonly code: string;
  readonly name: Bilingual;
  /** Whether it counts as a problem (problem rate; excludes "no problem found" for the same matter). */
  readonly problem: boolean;
  readonly followUp: FollowUp;
}

/**
 * What follows from a finding. `due`: it says itself that something follows, and the inspection is not closed before
 * something was ordered; `possible`: whoever judges the case decides; `none`: there is nothing to mend.
 */
export const FOLLOW_UPS = ['due', 'possible', 'none'] as const;
export type FollowUp = (typeof FOLLOW_UPS)[number];

const finding = <C extends string>(
  code: C,
  problem: boolean,
  name: Bilingual,
  followUp: FollowUp = problem ? 'possible' : 'none',
): FindingCode & { readonly code: C } => ({ code, problem, name, followUp });

/** "No problem found": the only code that the others may contradict. */
export const NO_PROBLEM = 'no-problem-found';

/**
 * The standard findings of a random inspection (国市监信〔2019〕38号). Codes are stable: they stand in tables, histories
 * and bulletins. That the target does not carry on the business concerned is no problem of the target.
 */
export const FINDING_CODES = [
  finding(NO_PROBLEM, false, text('未发现问题', 'No problem found')),
  finding(
    'not-disclosed',
    true,
    text('未按规定公示应当公示的信息', 'Information that must be disclosed was not disclosed as required'),
  ),
  finding(
    'false-disclosure',
    true,
    text('公示信息隐瞒真实情况、弄虚作假', 'Disclosed information hides the truth or is false'),
  ),
  finding(
    'unreachable',
    true,
    text('通过登记的住所（经营场所）无法联系', 'Cannot be reached at the registered address (place of business)'),
  ),
  finding('ordered-to-correct', true, text('发现问题已责令改正', 'Problem found, ordered to correct it'), 'due'),
  finding('obstruction', true, text('不配合检查情节严重', 'Serious refusal to cooperate')),
  finding(
    'no-such-activity',
    false,
    text('未发现开展本次抽查涉及的经营活动', 'No activity found of the kind that this inspection concerns'),
  ),
  finding('problem-pending', true, text('发现问题待后续处理', 'Problem found, to be dealt with further'), 'due'),
] as const satisfies readonly FindingCode[];

export type FindingCodeName = (typeof FINDING_CODES)[number]['code'];

export const FINDING_CODE_NAMES: readonly FindingCodeName[] = FINDING_CODES.map(({ code }) => code);

export const PROBLEM_CODES: readonly FindingCodeName[] = FINDING_CODES.filter(({ problem }) => problem).map(
  ({ code }) => code,
);

export const followUpOf = (code: string): FollowUp =>
  FINDING_CODES.find((each) => each.code === code)?.followUp ?? 'none';

/** The findings that are not left at that. */
export const DUE_FOLLOW_UPS: readonly FindingCodeName[] = FINDING_CODES.filter(
  ({ followUp }) => followUp === 'due',
).map(({ code }) => code);

export interface TargetStateCode {
  readonly code: string;
  readonly name: Bilingual;
}

/** What had become of a target when the inspectors came; the registry's words for the same states. */
export const TARGET_STATES_MET = [
  { code: 'closed', name: text('已关闭停业或正在组织清算', 'Closed down, or being liquidated') },
  { code: 'deregistered', name: text('注销', 'Deregistered') },
  { code: 'revoked', name: text('被吊销', 'Licence revoked') },
  { code: 'withdrawn', name: text('被撤销', 'Registration withdrawn') },
  { code: 'moved', name: text('迁出', 'Moved to another region') },
] as const satisfies readonly TargetStateCode[];

export type TargetStateMet = (typeof TARGET_STATES_MET)[number]['code'];

export const TARGET_STATE_NAMES: readonly TargetStateMet[] = TARGET_STATES_MET.map(({ code }) => code);

export function nameOfFinding(code: string): Bilingual {
  return FINDING_CODES.find((each) => each.code === code)?.name ?? text(code, code);
}

const NOT_INSPECTED = text('未检查', 'not inspected');

/** What was found in words: each standard finding once, in their order; without any it is 未检查. */
export function resultWords(codes: readonly string[]): Bilingual {
  const named = FINDING_CODES.filter(({ code }) => codes.includes(code)).map(({ name }) => name);
  if (named.length === 0) return NOT_INSPECTED;
  return text(named.map(({ zh }) => zh).join('；'), named.map(({ en }) => en).join('; '));
}

export function isProblem(code: string): boolean {
  return FINDING_CODES.some((each) => each.code === code && each.problem);
}
