import { Integer, Moment, Nested, NestedList, OneOf, Pattern, Text } from '../../platform/http/fields.js';
import { text } from '../../platform/text.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { STATEMENT_KINDS } from './draw-statement.entity.js';

/* The limits are those of the protocol (README, §1). */

export class FigureGroupRequest {
  @OneOf(['set', 'digits'], {
    about: 'set: different numbers whose order does not count; digits: in the order published',
  })
  form: 'set' | 'digits';

  @Integer({ min: 1, max: 80, about: 'How many numbers' })
  count: number;

  @Integer({ min: 0, max: 999 })
  from: number;

  @Integer({ min: 0, max: 999 })
  to: number;
}

export class FigureEventRequest {
  @Text({ max: 200, plain: true, about: 'What is published, by whom', example: '双色球' })
  name: string;

  @Text({ max: 100, plain: true, about: 'Its issue', example: '2026120' })
  number: string;

  @Moment({ about: 'When it takes place' })
  at: string;

  @NestedList(() => FigureGroupRequest, { minItems: 1, maxItems: 8 })
  groups: FigureGroupRequest[];
}

export class FiguresEventsRequest {
  @NestedList(() => FigureEventRequest, { minItems: 1, maxItems: 16 })
  events: FigureEventRequest[];
}

export class FiguresRequest {
  @Text({
    max: 8000,
    lines: true,
    about: 'The numbers in the order of the groups of the events, parted by anything that is no digit',
    example: '01 05 12 23 28 33 + 07',
  })
  numbers: string;
}

const HEX = text('应为 64 位小写十六进制。', 'Should be 64 lower-case hex digits.');

export class WitnessCommitmentRequest {
  @Text({ max: 100, about: 'The witness, as the batch names him' })
  name: string;

  @Pattern({ pattern: /^[0-9a-f]{64}$/, code: 'hex_64', wanted: HEX, about: 'What `sortis ceremony secret` printed' })
  hash: string;
}

export class WitnessRevealRequest {
  @Text({ max: 100, about: 'The witness, as the batch names him' })
  name: string;

  @Pattern({ pattern: /^[0-9a-f]{64}$/, code: 'hex_64', wanted: HEX })
  secret: string;
}

export class BeaconRoundRequest {
  @Integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
  round: number;

  @Pattern({
    pattern: /^[0-9a-f]{64}$/,
    code: 'hex_64',
    wanted: HEX,
    optional: true,
    about: 'As the beacon has it; SHA-256 of the signature',
  })
  randomness?: string;

  @Pattern({
    pattern: /^[0-9a-f]{96}$/,
    code: 'hex_96',
    wanted: text('应为 96 位小写十六进制。', 'Should be 96 lower-case hex digits.'),
  })
  signature: string;
}

/** That something was brought, by whom, and what follows. Never what it was. */
export class StatementResponse {
  @OneOf(STATEMENT_KINDS)
  kind: string;

  @Text({ max: 100 })
  by: string;

  @Moment()
  at: string;

  @Nested(() => WordsResponse)
  outcome: WordsResponse;
}
