import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { POOL_FIELDS } from '../../registry/targets/target-pool.js';
import { filterWords, scopeOf, strataWords } from './filter-words.js';

describe('a filter in words', () => {
  it('says whether a draw is targeted, and at whom', () => {
    expect(scopeOf([])).toBe('untargeted');
    expect(filterWords([]).zh).toBe('不定向：本单位及其下级单位在册的全部检查对象，不设筛选条件。');
    const filter = [
      { field: 'kind', in: ['社会团体', '基金会'] },
      { field: 'riskClass', in: ['D'] },
    ];
    expect(scopeOf(filter)).toBe('targeted');
    expect(filterWords(filter)).toEqual({
      zh: '定向：类型为“社会团体”、“基金会”之一，且风险等级为“D”的检查对象。',
      en: 'Targeted: targets with kind "社会团体", "基金会" and risk class "D".',
    });
  });

  it('names all strata, each with its rate', () => {
    const stratum = { conditions: [], rest: false, rate: null, minimum: null, censusBelow: null, reserve: null };
    const strata = [
      { ...stratum, code: 'high', name: '高风险', conditions: [{ field: 'riskClass', in: ['C', 'D'] }], minimum: 2 },
      { ...stratum, code: 'rest', name: '其余', rest: true, censusBelow: 5 },
    ];
    const terms = { minimum: null, censusBelow: null, strata };
    expect(strataWords({ ...terms, strata: [], rate: { direction: 'number', number: 3 } })).toBeUndefined();
    expect(strataWords({ ...terms, rate: { direction: 'at-least', millionths: 15_000 } })).toEqual({
      zh: '分层抽取：high 高风险（风险等级为“C”、“D”之一）至少 1.5%，不少于 2 个；rest 其余（其余对象）至少 1.5%，不足 5 个时全部抽取。',
      en: 'Strata: high 高风险 (risk class "C", "D") at least 1.5 %, no fewer than 2; rest 其余 (all others) at least 1.5 %, everyone where there are fewer than 5.',
    });
    expect(strataWords({ ...terms, rate: { direction: 'number', number: 9 } })?.zh).toContain('按对象数分摊共 9 个');
  });

  it('is short enough for a manifest however long the filter is, and says how many values it has not named', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).map((one) => one.slice(0, 200));
    const filter = fc.uniqueArray(
      fc.record({
        field: fc.constantFrom(...POOL_FIELDS),
        in: fc.uniqueArray(value, { minLength: 1, maxLength: 100, size: 'max' }),
      }),
      { minLength: 1, maxLength: 4, selector: ({ field }) => field },
    );
    fc.assert(
      fc.property(filter, (conditions) => {
        const { en, zh } = filterWords(conditions);
        for (const words of [en, zh]) {
          expect(words.length).toBeLessThanOrEqual(2000);
          expect(words.isWellFormed()).toBe(true);
        }
        const strata = Array.from({ length: 50 }, (_, at) => ({
          ...{ code: `s${at}`, name: '𠮷'.repeat(50), conditions, rest: false, reserve: null },
          ...{ rate: null, minimum: 1, censusBelow: 2 },
        }));
        const rate = { direction: 'exactly', millionths: 1 } as const;
        const all = strataWords({ rate, minimum: null, censusBelow: null, strata });
        expect(all?.zh.length).toBeLessThanOrEqual(2000);
        expect(all?.zh.isWellFormed()).toBe(true);
      }),
      { numRuns: 30 },
    );
    const kinds = Array.from({ length: 100 }, (_, at) => `${'很'.repeat(60)}${at}`);
    expect(filterWords([{ field: 'kind', in: kinds }]).en).toMatch(/ or one of 80 more\.$/);
    expect(filterWords([{ field: 'kind', in: kinds }]).zh).toContain('等 100 项之一');
  });
});
