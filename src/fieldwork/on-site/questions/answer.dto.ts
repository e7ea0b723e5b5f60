import { Code, Flag, Integer, Moment, Nested, NestedList, Text } from '../../../platform/http/fields.js';
import { ANSWER_LENGTH } from './question-rules.js';

const ROW = { min: 1, max: 2_147_483_647 };

/** 回答. */
export class AnswerContent {
  @Integer(ROW)
  matterId: number;

  @Integer({ ...ROW, about: 'Of the list of questions that was before their eyes' })
  version: number;

  @Code({ max: 32, about: 'Its key' })
  question: string;

  @Text({
    max: ANSWER_LENGTH,
    lines: true,
    about: 'yes, no, not-applicable; an option; a decimal number; a text; a day. As the kind of the question is',
  })
  value: string;

  @Text({ max: 500, lines: true, optional: true, nullable: true })
  note?: string | null;
}

export class AnswerResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  version: number;

  @Text({ max: ANSWER_LENGTH, lines: true })
  value: string;

  @Text({ max: 500, nullable: true })
  note: string | null;

  @Text({ max: 200 })
  by: string;

  @Moment({ about: 'As the server reckons it' })
  at: string;
}

export class QuestionAnswersResponse {
  @Integer(ROW)
  matterId: number;

  @Code({ max: 32 })
  question: string;

  @Nested(() => AnswerResponse, { about: 'The last that anybody gave' })
  current: AnswerResponse;

  @NestedList(() => AnswerResponse, { maxItems: 10_000, about: 'All others, the latest first' })
  earlier: AnswerResponse[];

  @Flag({ about: 'The last words of two of the team differ' })
  disputed: boolean;
}

export class MissingAnswerResponse {
  @Integer(ROW)
  matterId: number;

  @Code({ max: 32 })
  question: string;
}
