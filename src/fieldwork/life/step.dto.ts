import {
  Day,
  Flag,
  Integer,
  Integers,
  Moment,
  Nested,
  NestedList,
  OneOf,
  Text,
  Texts,
} from '../../platform/http/fields.js';
import { TARGET_STATE_NAMES, type TargetStateMet } from '../findings/finding-codes.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { NOTICE_WAYS, type InspectionStep, type NoticeWay } from './inspection-step.entity.js';
import {
  CONSEQUENCES,
  INSPECTION_STATES,
  STEP_WORDS,
  STEPS,
  WHO_WORDS,
  type InspectionState,
  type Step,
} from './life-cycle.js';
import { type NextStep } from './permission.js';

const ROW = { min: 1, max: 2_147_483_647 };
const MOST_IN_TEAM = 100;
/** A county office takes a draw's inspections through a step at once. */
export const MOST_AT_ONCE = 500;

export class StepRequest {
  @OneOf(STEPS, {
    about:
      '接受、审批、通知检查对象、检查、复核、退回、公示、办结; what was found is reported by POST /inspections/{id}/findings',
  })
  step: Step;

  @Text({
    max: 500,
    optional: true,
    nullable: true,
    about: 'With return, and where a notice or a visit is put right after it: why. Otherwise as one likes',
  })
  note?: string | null;

  @Day({
    optional: true,
    nullable: true,
    about: 'With notify: the day on which the notice was served. With visit: the day of the visit, in China',
  })
  on?: string | null;

  @OneOf(NOTICE_WAYS, {
    optional: true,
    nullable: true,
    about: 'With notify: how it was served; unannounced only where the approval says so',
  })
  how?: NoticeWay | null;

  @Integers({
    ...ROW,
    minItems: 1,
    maxItems: MOST_IN_TEAM,
    optional: true,
    nullable: true,
    about:
      'With visit: the inspectors and experts who were there; unless told the whole team, or as it was told before',
  })
  present?: number[] | null;

  @OneOf(TARGET_STATE_NAMES, {
    optional: true,
    nullable: true,
    about:
      'With visit: in what state the target was met, where it is not active any more. A report that says nothing of it leaves it so',
  })
  targetState?: TargetStateMet | null;

  @Flag({ optional: true, nullable: true, about: 'With approve: they come without a notice' })
  unannounced?: boolean | null;
}

export class StepsRequest extends StepRequest {
  @Integers({
    ...ROW,
    minItems: 1,
    maxItems: MOST_AT_ONCE,
    about: 'The inspections that take the step together, or not at all',
  })
  ids: number[];
}

export class SteppedResponse {
  @Integer(ROW)
  id: number;

  @OneOf(INSPECTION_STATES)
  state: InspectionState;

  @Integer(ROW)
  version: number;
}

export class SteppedListResponse {
  @NestedList(() => SteppedResponse, { maxItems: MOST_AT_ONCE })
  items: SteppedResponse[];
}

export class NextStepResponse {
  @OneOf(STEPS)
  step: string;

  @OneOf(INSPECTION_STATES, { about: 'Where it leads' })
  to: string;

  @Nested(() => WordsResponse, { about: 'Who may take it' })
  who: WordsResponse;

  @Flag({ about: 'Whether the caller may' })
  mine: boolean;
}

export class StepPersonResponse {
  @Integer(ROW)
  inspectorId: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 100 })
  name: string;
}

export class InspectionStepResponse {
  @OneOf([...STEPS, ...CONSEQUENCES], {
    about:
      'void: its draw was voided; reseat: a seat was drawn again; unvisit: the visit never was; withdraw: the published result was withdrawn',
  })
  step: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @OneOf(INSPECTION_STATES)
  from: string;

  @OneOf(INSPECTION_STATES)
  to: string;

  @Day({ nullable: true, about: 'Of a notice, of a visit and of one that was taken back' })
  on: string | null;

  @Text({ max: 500, nullable: true })
  note: string | null;

  @NestedList(() => StepPersonResponse, {
    maxItems: MOST_IN_TEAM,
    about: 'Of an acceptance: who accepted, or for whom a planner did. Of a visit: who was there',
  })
  people: StepPersonResponse[];

  @OneOf(NOTICE_WAYS, { nullable: true, about: 'Of a notice: how it was served' })
  how: string | null;

  @Flag({ about: 'Of an approval: they come without a notice' })
  unannounced: boolean;

  @OneOf(TARGET_STATE_NAMES, { nullable: true, about: 'Of a visit: in what state the target was met' })
  targetState: string | null;

  @Texts({ max: 16, maxItems: 2, oneOf: STEPS, about: 'Of a visit: the steps that it went without' })
  without: string[];

  @Flag({ about: 'It asks for a second person, and there was nobody else who could' })
  alone: boolean;

  @Text({ max: 100 })
  by: string;

  @Moment()
  at: string;
}

export const toNextStepResponse = ({ mine, step, to, who }: NextStep): NextStepResponse => ({
  step,
  to,
  who: WHO_WORDS[who],
  mine,
});

/** @param people those whom the steps name, by their rows */
export function toStepResponse(
  row: InspectionStep,
  people: ReadonlyMap<number, StepPersonResponse>,
): InspectionStepResponse {
  const { accepted, how, present, targetState, unannounced, without } = row.details ?? {};
  return {
    step: row.step,
    name: STEP_WORDS[row.step],
    from: row.fromState,
    to: row.toState,
    on: row.onDay,
    note: row.note,
    people: [...(accepted ?? present ?? [])].flatMap((id) => people.get(id) ?? []),
    how: how ?? null,
    targetState: targetState ?? null,
    unannounced: unannounced === true,
    without: [...(without ?? [])],
    alone: row.alone === 1,
    by: row.byName,
    at: row.at.toISOString(),
  };
}
