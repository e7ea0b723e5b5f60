import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { faultsOfQuestions, type Question as Asked } from '../../src/fieldwork/on-site/questions/question-rules.js';
import {
  moved,
  toDrafts,
  toQuestions,
  toRequest,
  withOneMore,
  type Draft,
  type Question,
} from '../../src/console/app/pages/matters/questions/drafts.js';

const question = (more: Partial<Question> = {}): Question => ({
  ...{ key: 'licence-shown', text: '登记证书是否悬挂', kind: 'yes-no', required: true },
  ...{ options: [], unit: null, noSuggests: null },
  ...more,
});
const kind = fc.constantFrom('yes-no', 'choice', 'number', 'text', 'date' as const);
const draft = fc.record<Omit<Draft, 'id'>>({
  key: fc.option(fc.constantFrom('a', 'q2-1', 'q2-2'), { nil: null }),
  text: fc.constantFrom('甲', ' 乙 '),
  kind,
  required: fc.boolean(),
  options: fc.uniqueArray(
    fc.record({ code: fc.option(fc.constantFrom('o1', 'o3', 'x'), { nil: null }), text: fc.constantFrom('子', '丑') }),
    { minLength: 2, maxLength: 6, selector: ({ code }) => code ?? {} },
  ),
  unit: fc.constantFrom('', ' ℃'),
  noSuggests: fc.constantFrom(null, 'no-problem-found'),
});
const drafts = fc
  .uniqueArray(draft, { maxLength: 8, selector: ({ key }) => key ?? {} })
  .map((all) => all.map((one, id) => ({ ...one, id })));

describe('a list of questions that is written', () => {
  it('comes out as it went in, where nothing was changed', () => {
    const questions = [
      question(),
      question({ key: 'beds', kind: 'number', unit: '张', required: false }),
      question({
        key: 'q1-1',
        kind: 'choice',
        options: [
          { code: 'a', text: '有' },
          { code: 'b', text: '无' },
        ],
      }),
      question({ key: 'q1-2', noSuggests: 'no-problem-found' }),
    ];
    expect(toQuestions(toDrafts(questions), 7)).toEqual(questions);
  });

  it('is one that the server takes, whatever was added, moved or turned into another kind; no two have one key', () => {
    fc.assert(
      fc.property(drafts, fc.integer({ min: 1, max: 3 }), (all, version) => {
        expect(faultsOfQuestions(toRequest(all, version) as readonly Asked[])).toEqual([]);
        for (const [at, { key }] of all.entries()) if (key !== null) expect(toRequest(all, version)[at]?.key).toBe(key);
      }),
    );
  });

  it('gives a new question a key that no earlier version can have used, and a new option the next code', () => {
    const [, added] = toRequest(withOneMore(toDrafts([question()])), 4);
    expect(added?.key).toBe('q4-1');
    const options = [
      { code: 'o2', text: '甲' },
      { code: null, text: '乙' },
    ];
    const [choice] = toRequest([{ ...toDrafts([question({ kind: 'choice' })])[0], options } as Draft], 4);
    expect(choice?.options?.map(({ code }) => code)).toEqual(['o2', 'o3']);
  });

  it('is moved a place at a time, and nothing is lost', () => {
    fc.assert(
      fc.property(drafts, fc.nat(8), fc.constantFrom<(-1 | 1)[]>(-1, 1), (all, id, by) => {
        const then = moved(all, id, by);
        expect([...then].sort((a, b) => a.id - b.id)).toEqual(all);
        const at = all.findIndex((one) => one.id === id);
        const wanted = at === -1 ? -1 : Math.min(Math.max(at + by, 0), all.length - 1);
        expect(then.findIndex((one) => one.id === id)).toBe(wanted);
      }),
    );
  });
});
