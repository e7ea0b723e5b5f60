import { Day, Flag, Integer, Integers, Nested, NestedList, OneOf, Text } from '../../platform/http/fields.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import {
  FINDING_CODES,
  FOLLOW_UPS,
  TARGET_STATE_NAMES,
  TARGET_STATES_MET,
  type TargetStateMet,
} from './finding-codes.js';

export class FindingRequest {
  @Text({ max: 40, about: 'One of GET /finding-codes', example: 'no-problem-found' })
  code: string;

  @Integer({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    nullable: true,
    about: 'The matter it concerns; left out, it speaks of the inspection as a whole',
  })
  matterId?: number | null;

  @Text({ max: 2000, lines: true, optional: true, nullable: true })
  note?: string | null;
}

export class FindingsRequest {
  @Day({
    optional: true,
    nullable: true,
    about:
      'The day of the visit, in China; with it the visit is recorded as well. May be left out once the visit is recorded',
  })
  visitedOn?: string | null;

  @Integers({
    min: 1,
    max: 2_147_483_647,
    minItems: 1,
    maxItems: 100,
    optional: true,
    nullable: true,
    about: 'With the visit: the inspectors and experts who were there; the whole team unless told',
  })
  present?: number[] | null;

  @NestedList(() => FindingRequest, { minItems: 1, maxItems: 500 })
  findings: FindingRequest[];

  @OneOf(TARGET_STATE_NAMES, {
    optional: true,
    nullable: true,
    about:
      'In what state the target was met, where it is not active any more; left out, what the step of the visit said of it',
  })
  targetState?: TargetStateMet | null;

  @Text({ max: 2000, lines: true, optional: true, nullable: true })
  remarks?: string | null;
}

/** What a published result should have said. */
export class CorrectionRequest {
  @NestedList(() => FindingRequest, {
    minItems: 1,
    maxItems: 500,
    about: 'All that was found, not only what is put right',
  })
  findings: FindingRequest[];

  @OneOf(TARGET_STATE_NAMES, {
    optional: true,
    nullable: true,
    about: 'In what state the target was met; left out, it stays',
  })
  targetState?: TargetStateMet | null;

  @Text({ min: 1, max: 500, about: 'Why; everyone reads it beside the corrected result' })
  reason: string;
}

export class FindingCodeResponse {
  @Text({ max: 40 })
  code: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @Flag({ about: 'Whether it counts as a problem' })
  problem: boolean;

  @OneOf(FOLLOW_UPS, {
    about:
      'Whether a rectification follows: due, without one the inspection is not closed; possible, by whoever judges the case; none, there is nothing to mend',
  })
  followUp: string;
}

export class TargetStateResponse {
  @Text({ max: 40 })
  code: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;
}

export class FindingCodesResponse {
  @NestedList(() => FindingCodeResponse, { maxItems: 100 })
  findings: FindingCodeResponse[];

  @NestedList(() => TargetStateResponse, { maxItems: 100, about: 'States in which a target is met' })
  targetStates: TargetStateResponse[];
}

export function toFindingCodesResponse(): FindingCodesResponse {
  return {
    findings: FINDING_CODES.map(({ code, followUp, name, problem }) => ({ code, name, problem, followUp })),
    targetStates: TARGET_STATES_MET.map(({ code, name }) => ({ code, name })),
  };
}
