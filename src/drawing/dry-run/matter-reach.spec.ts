import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { applicableMatters, kindKey, kindsInPool, namedKinds } from '../../registry/matters/applicable-matters.js';
import { mattersReached } from './matter-reach.js';

const matter = (id: number, targetKind: string | null): Parameters<typeof mattersReached>[0][number] => ({
  id,
  code: `M${id}`,
  name: `事项${id}`,
  targetKind,
});
const reached = (...args: Parameters<typeof mattersReached>): [number, string][] =>
  mattersReached(...args).map(({ reach, targets }) => [targets, reach]);

describe('the matters that a draw reaches', () => {
  it('are sure where more are drawn than there are of other kinds', () => {
    const kinds = [
      { stratum: 0, kind: '基金会', targets: 3 },
      { stratum: 0, kind: '社会团体', targets: 7 },
    ];
    const matters = [matter(1, '基金会'), matter(2, '社会团体'), matter(3, null)];
    expect(reached(matters, kinds, [7])).toEqual([
      [3, 'possible'],
      [7, 'sure'],
      [10, 'sure'],
    ]);
    expect(reached(matters, kinds, [8])).toEqual([
      [3, 'sure'],
      [7, 'sure'],
      [10, 'sure'],
    ]);
  });

  it('are none whose kinds another matter takes, and none where nothing is drawn of theirs', () => {
    const kinds = [
      { stratum: 0, kind: '养老机构', targets: 4 },
      { stratum: 1, kind: '公墓', targets: 2 },
    ];
    expect(reached([matter(1, '养老机构'), matter(2, '公墓')], kinds, [2, 0])).toEqual([
      [4, 'sure'],
      [2, 'no'],
    ]);
  });

  it('hold for every sample where they are sure, and for some where they are possible', () => {
    const KINDS = ['甲', '乙', '丙'];
    const pool = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.constantFrom(...KINDS)), { minLength: 1, maxLength: 7 });
    const named = fc.array(fc.option(fc.subarray(KINDS, { minLength: 1 }), { nil: null }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(pool, named, fc.nat({ max: 7 }), fc.nat({ max: 7 }), (targets, wordings, a, b) => {
        const strata = [0, 1].map((stratum) => targets.filter(([of]) => of === stratum).map(([, kind]) => kind));
        const sizes = [Math.min(a, strata[0]!.length), Math.min(b, strata[1]!.length)];
        const kinds = strata.flatMap((list, stratum) =>
          [...new Set(list)].map((kind) => ({ stratum, kind, targets: list.filter((one) => one === kind).length })),
        );
        const matters = wordings.map((wording, at) => matter(at, wording === null ? null : wording.join('、')));
        const held = new Set(targets.map(([, kind]) => kindKey(kind)));
        const meant = matters.map((one) => {
          const names = namedKinds(one.targetKind);
          return { ...one, targetKinds: names.length === 0 ? null : kindsInPool(names, held) };
        });
        // every sample, by going through them all
        const samples = subsets(strata[0]!, sizes[0]!).flatMap((left) =>
          subsets(strata[1]!, sizes[1]!).map((right) => [...left, ...right]),
        );
        for (const [at, { reach }] of mattersReached(matters, kinds, sizes).entries()) {
          const hit = samples.map((sample) =>
            sample.some((kind) => applicableMatters(kind, meant).includes(meant[at]!)),
          );
          if (reach === 'sure') expect(hit).not.toContain(false);
          if (reach === 'possible')
            expect([hit.includes(true), hit.includes(false)]).toEqual([true, expect.anything()]);
          if (reach === 'no') expect(hit).not.toContain(true);
        }
      }),
    );
  });
});

function subsets<T>(of: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return of.flatMap((one, at) => subsets(of.slice(at + 1), size - 1).map((rest) => [one, ...rest]));
}
