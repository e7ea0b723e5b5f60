import { describe, expect, it } from '@jest/globals';

import { type Manifest } from '../../protocol/index.js';
import { chanceAt } from './chance.js';

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
});
