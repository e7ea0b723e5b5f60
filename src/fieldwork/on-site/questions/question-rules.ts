import { type Fault } from '../../../platform/errors/domain-error.js';
import { isDay } from '../../../platform/http/fields.js';
import { text } from '../../../platform/text.js';
import { FINDING_CODE_NAMES } from '../../findings/finding-codes.js';

/** 是否、选择、数值、文字、日期. */
export const QUESTION_KINDS = ['yes-no', 'choice', 'number', 'text', 'date'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export interface Option {
  readonly code: string;
  readonly text: string;
}

/** One question about one matter. */
export interface Question {
  /** Stays the same through the versions of a list, as long as it asks the same. */
  readonly key: string;
  readonly text: string;
  readonly kind: QuestionKind;
  readonly required: boolean;
  /** Of a choice: what can be chosen, of which one is. */
  readonly options: readonly Option[];
  /** Of a number. */
  readonly unit: string | null;
  /** Of yes or no: what a "no" suggests to report. It is a suggestion; people find. */
  readonly noSuggests: string | null;
}

/** Yes, no or not applicable; an option's code; a decimal number as one writes it; a text; a day. */
export type AnswerValue = string;

export const YES_NO = ['yes', 'no', 'not-applicable'] as const;
const DECIMAL = /^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$/;
export const ANSWER_LENGTH = 2000;

const fault = (pointer: string, code: string, zh: string, en: string): Fault => ({
  pointer,
  code,
  message: text(zh, en),
});

/** What is wrong with a list of questions, as faults under `/questions`. */
export function faultsOfQuestions(questions: readonly Question[]): Fault[] {
  const keys = new Set<string>();
  return questions.flatMap((question, at) => {
    const { key, kind, noSuggests, options, unit } = question;
    const place = `/questions/${at}`;
    const faults: Fault[] = [];
    if (keys.has(key)) {
      faults.push(
        fault(
          `${place}/key`,
          'question_key_twice',
          `编号“${key}”重复，每个问题的编号须不同。`,
          `The key "${key}" is there already; each question has its own.`,
        ),
      );
    }
    keys.add(key);
    if (kind === 'choice' ? options.length < 2 : options.length > 0) {
      faults.push(
        fault(
          `${place}/options`,
          'question_options',
          '选择题须有至少两个选项，其他题没有选项。',
          'A choice has two options at least, and no other question has any.',
        ),
      );
    }
    if (new Set(options.map(({ code }) => code)).size < options.length) {
      faults.push(fault(`${place}/options`, 'option_twice', '选项编号重复。', 'Two options have the same code.'));
    }
    if (unit !== null && kind !== 'number') {
      faults.push(fault(`${place}/unit`, 'question_unit', '只有数值题有单位。', 'Only a number has a unit.'));
    }
    if (noSuggests !== null && (kind !== 'yes-no' || !FINDING_CODE_NAMES.some((code) => code === noSuggests))) {
      faults.push(
        fault(
          `${place}/noSuggests`,
          'question_suggestion',
          `只有是否题可以提示检查结果，可用：${FINDING_CODE_NAMES.join('、')}。`,
          `Only a question of yes or no suggests a finding, one of ${FINDING_CODE_NAMES.join(', ')}.`,
        ),
      );
    }
    return faults;
  });
}

/** What is wrong with an answer to a question. */
export function faultOfAnswer(question: Question, value: AnswerValue): Fault | undefined {
  const wanted = wantedOf(question, value);
  return wanted === undefined ? undefined : fault('/value', 'answer_unfit', wanted[0], wanted[1]);
}

function wantedOf({ kind, options }: Question, value: AnswerValue): readonly [string, string] | undefined {
  switch (kind) {
    case 'yes-no':
      return YES_NO.some((each) => each === value)
        ? undefined
        : ['应为 yes、no 或 not-applicable。', 'Should be yes, no or not-applicable.'];
    case 'choice': {
      const codes = options.map(({ code }) => code);
      return codes.includes(value)
        ? undefined
        : [`应为其中之一：${codes.join('、')}。`, `Should be one of: ${codes.join(', ')}.`];
    }
    case 'number':
      return DECIMAL.test(value)
        ? undefined
        : ['应为数字，例如 36.5，至多六位小数。', 'Should be a number such as 36.5, with six decimals at most.'];
    case 'date':
      return isDay(value)
        ? undefined
        : ['应为真实存在的日期，写作 2026-03-05。', 'Should be a day that exists, written as 2026-03-05.'];
    case 'text':
      return value.length > 0 ? undefined : ['应填写文字。', 'Should be a text.'];
  }
}

/** One answer among those of an inspection. */
export interface GivenAnswer {
  readonly id: number;
  readonly matterId: number;
  readonly question: string;
  readonly value: AnswerValue;
  readonly userId: number;
  readonly at: Date;
}

export interface Standing<A extends GivenAnswer> {
  /** The last one that anybody gave. */
  readonly current: A;
  /** All others, the latest first. */
  readonly earlier: readonly A[];
  /** The last words of two people differ: until they agree, someone who looks it over has to see both. */
  readonly disputed: boolean;
}

/** The answers to each question: which of them stands. Later is what was given later, not what arrived later. */
export function standingAnswers<A extends GivenAnswer>(answers: readonly A[]): Standing<A>[] {
  const byQuestion = new Map<string, A[]>();
  for (const answer of answers) {
    const key = `${answer.matterId} ${answer.question}`;
    byQuestion.set(key, [...(byQuestion.get(key) ?? []), answer]);
  }
  return [...byQuestion.values()].map((all) => {
    const [current, ...earlier] = all.sort((a, b) => b.at.getTime() - a.at.getTime() || b.id - a.id);
    if (current === undefined) throw new Error('a question without an answer');
    const last = new Map<number, AnswerValue>();
    for (const { userId, value } of [current, ...earlier]) if (!last.has(userId)) last.set(userId, value);
    return { current, earlier, disputed: new Set(last.values()).size > 1 };
  });
}
