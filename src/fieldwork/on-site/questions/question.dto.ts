import { Code, Flag, Integer, Moment, NestedList, OneOf, Text } from '../../../platform/http/fields.js';
import { QUESTION_KINDS, type Question, type QuestionKind } from './question-rules.js';
import { type QuestionList } from './question-list.entity.js';

const ROW = { min: 1, max: 2_147_483_647 };
const MOST_QUESTIONS = 200;

export class OptionRequest {
  @Code({ max: 32 })
  code: string;

  @Text({ max: 200 })
  text: string;
}

export class QuestionRequest {
  @Code({
    max: 32,
    about: 'Stays the same through all versions, as long as it asks the same',
    example: 'licence-shown',
  })
  key: string;

  @Text({ max: 500, example: '登记证书是否悬挂在醒目位置' })
  text: string;

  @OneOf(QUESTION_KINDS, { about: 'yes-no is answered by yes, no or not-applicable' })
  kind: QuestionKind;

  @Flag({ optional: true, about: 'Missing answers are shown to whoever looks the result over' })
  required?: boolean;

  @NestedList(() => OptionRequest, { maxItems: 50, optional: true, about: 'Of a choice' })
  options?: OptionRequest[];

  @Text({ max: 32, optional: true, nullable: true, about: 'Of a number' })
  unit?: string | null;

  @Text({ max: 40, optional: true, nullable: true, about: 'Of yes or no: the finding that a no suggests' })
  noSuggests?: string | null;
}

export class QuestionsRequest {
  @NestedList(() => QuestionRequest, { maxItems: MOST_QUESTIONS, about: 'In the order in which they are asked' })
  questions: QuestionRequest[];
}

export class OptionResponse extends OptionRequest {}

export class QuestionResponse {
  @Code({ max: 32 })
  key: string;

  @Text({ max: 500 })
  text: string;

  @OneOf(QUESTION_KINDS)
  kind: string;

  @Flag()
  required: boolean;

  @NestedList(() => OptionResponse, { maxItems: 50 })
  options: OptionResponse[];

  @Text({ max: 32, nullable: true })
  unit: string | null;

  @Text({ max: 40, nullable: true })
  noSuggests: string | null;
}

export class QuestionListResponse {
  @Integer(ROW)
  matterId: number;

  @Integer({ min: 0, max: ROW.max, about: '0: nothing was ever asked about this matter' })
  version: number;

  @NestedList(() => QuestionResponse, { maxItems: MOST_QUESTIONS })
  questions: QuestionResponse[];

  @Text({ max: 200, nullable: true })
  by: string | null;

  @Moment({ nullable: true })
  at: string | null;
}

export const toQuestion = ({ key, kind, noSuggests, options, required, text, unit }: QuestionRequest): Question => ({
  key,
  text,
  kind,
  required: required === true,
  options: (options ?? []).map(({ code, text: words }) => ({ code, text: words })),
  unit: unit === undefined || unit === '' ? null : unit,
  noSuggests: noSuggests === undefined || noSuggests === '' ? null : noSuggests,
});

export function toQuestionResponse({
  key,
  kind,
  noSuggests,
  options,
  required,
  text,
  unit,
}: Question): QuestionResponse {
  return { key, text, kind, required, options: options.map((one) => ({ ...one })), unit, noSuggests };
}

export const toQuestionListResponse = (matterId: number, row: QuestionList | null): QuestionListResponse => ({
  matterId,
  version: row?.version ?? 0,
  questions: (row?.questions ?? []).map(toQuestionResponse),
  by: row?.byName ?? null,
  at: row?.at.toISOString() ?? null,
});
