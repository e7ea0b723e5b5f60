import { describe, expect, it } from '@jest/globals';

import { type Manifest } from '../../protocol/index.js';
import { chanceAt, wordsOfChance } from './chance.js';

type Told = Parameters<typeof chanceAt>[0];
const stratum = (id: string, population: number, size: number): Manifest['strata'][number] =>
  ({
    id,
    population,
    size,
    reserve: 0,
    censusBelow: null,
    minimum: null,
    rate: { direction: 'number', number: size },
  }) as unknown as Manifest['strata'][number];
const TOLD: Told = { relation: null, strata: [stratum('a', 97, 3), stratum('b', 0, 0), stratum('c', 4, 2)] };

describe('with what chance a target was drawn', () => {
  it('is that of the stratum in which its place lies', () => {
    expect([1, 3, 4, 5].map((place) => chanceAt(TOLD, place)?.words)).toEqual(['3/97', '3/97', '1/2', '1/2']);
    expect(chanceAt(TOLD, 1)).toEqual({ size: 3, population: 97, words: '3/97' });
    expect(chanceAt(TOLD, 6)).toBeUndefined();
  });

  it('is not told of a supplement, which takes places that were drawn before', () => {
    const relation = { kind: 'supplement' } as unknown as Told['relation'];
    expect(chanceAt({ ...TOLD, relation }, 1)).toBeUndefined();
  });

  it('is said in a sentence: a chance, all of them, or a place that was drawn before', () => {
    const words = (population: number, size: number): string =>
      wordsOfChance(chanceAt({ relation: null, strata: [stratum('a', population, size)] }, 1) ?? null).zh;
    expect(words(97, 3)).toBe('你单位被抽中的概率是 3/97：97 个对象中随机抽取 3 个。');
    // where everyone is inspected the lot decides the order (domain rule 4), and "a chance of 1" tells nobody that
    expect(words(9, 9)).toBe('同类的 9 个对象全部检查，抽取只决定先后。');
    expect(wordsOfChance(null).zh).toMatch(/^你单位是补抽对象/);
  });
});
