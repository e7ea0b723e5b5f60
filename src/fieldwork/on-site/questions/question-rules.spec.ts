import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  faultOfAnswer,
  faultsOfQuestions,
  standingAnswers,
  type GivenAnswer,
  type Question,
} from './question-rules.js';

const question = (more: Partial<Question> = {}): Question => ({
  key: 'q1',
  text: '是否公示',
  kind: 'yes-no',
  required: false,
  options: [],
  unit: null,
  noSuggests: null,
  ...more,
});
const OPTIONS = [
  { code: 'a', text: '甲' },
  { code: 'b', text: '乙' },
];
const codes = (...questions: Question[]): string[] =>
  faultsOfQuestions(questions).map(({ code, pointer }) => `${pointer} ${code}`);

describe('a list of questions', () => {
  it('has keys of its own, options where one chooses, units of numbers, suggestions of a no', () => {
    expect(
      codes(
        question(),
        question({ key: 'q2', kind: 'choice', options: OPTIONS }),
        question({ key: 'q3', kind: 'number', unit: '℃' }),
      ),
    ).toEqual([]);
    expect(codes(question(), question())).toEqual(['/questions/1/key question_key_twice']);
    expect(codes(question({ kind: 'choice', options: OPTIONS.slice(1) }))).toEqual([
      '/questions/0/options question_options',
    ]);
    expect(codes(question({ options: OPTIONS }))).toEqual(['/questions/0/options question_options']);
    expect(codes(question({ kind: 'choice', options: [...OPTIONS, ...OPTIONS] }))).toEqual([
      '/questions/0/options option_twice',
    ]);
    expect(codes(question({ unit: '米' }))).toEqual(['/questions/0/unit question_unit']);
    expect(codes(question({ noSuggests: 'nothing-such' }))).toEqual(['/questions/0/noSuggests question_suggestion']);
    expect(codes(question({ kind: 'text', noSuggests: 'no-problem-found' }))).toHaveLength(1);
    expect(codes(question({ noSuggests: 'no-problem-found' }))).toEqual([]);
  });
});

describe('an answer', () => {
  it('is one of its question’s kind', () => {
    const fits = (more: Partial<Question>, ...values: string[]): boolean[] =>
      values.map((value) => faultOfAnswer(question(more), value) === undefined);
    expect(fits({}, 'yes', 'no', 'not-applicable', 'maybe', '')).toEqual([true, true, true, false, false]);
    expect(fits({ kind: 'choice', options: OPTIONS }, 'a', 'c')).toEqual([true, false]);
    expect(fits({ kind: 'number' }, '36.5', '-0.5', '0', '1e3', '01', '1.', '.5', '1,5', 'NaN')).toEqual([
      ...[true, true, true],
      ...[false, false, false, false, false, false],
    ]);
    expect(fits({ kind: 'date' }, '2026-02-28', '2026-02-30')).toEqual([true, false]);
    expect(fits({ kind: 'text' }, '有', '')).toEqual([true, false]);
  });

  const answer = fc.record({
    matterId: fc.integer({ min: 1, max: 2 }),
    question: fc.constantFrom('q1', 'q2'),
    value: fc.constantFrom('yes', 'no'),
    userId: fc.integer({ min: 1, max: 3 }),
    at: fc.integer({ min: 0, max: 5 }).map((minute) => new Date(Date.UTC(2026, 2, 5, 1, minute))),
  });
  const given = fc
    .array(answer, { maxLength: 20 })
    .map((all) => all.map((one, at): GivenAnswer => ({ ...one, id: at + 1 })));

  it('stands where it was given last, whenever it came, and none is lost', () => {
    fc.assert(
      fc.property(given, (all) => {
        const standing = standingAnswers(all);
        expect(standing.flatMap(({ current, earlier }) => [current.id, ...earlier.map(({ id }) => id)]).sort()).toEqual(
          all.map(({ id }) => id).sort(),
        );
        for (const { current, earlier } of standing) {
          for (const one of earlier) {
            expect([one.matterId, one.question]).toEqual([current.matterId, current.question]);
            const later = current.at.getTime() - one.at.getTime() || current.id - one.id;
            expect(later).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  it('is disputed as long as the last words of two people differ', () => {
    fc.assert(
      fc.property(given, (all) => {
        for (const { current, disputed, earlier } of standingAnswers(all)) {
          const of = [current, ...earlier];
          const last = [1, 2, 3].flatMap((userId) => of.find((one) => one.userId === userId)?.value ?? []);
          expect(disputed).toBe(last.includes('yes') && last.includes('no'));
        }
      }),
    );
  });
});
