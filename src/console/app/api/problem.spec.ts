import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { asProblem, detailOf, stepsOf } from './problem.js';

describe('a problem document', () => {
  it('is what the server wrote, or what a proxy did', () => {
    const problem = { status: 400, code: 'x', title: '甲', detail: '乙', en: { title: 'A', detail: 'B' } };
    expect(asProblem(problem, 400)).toBe(problem);
    expect(detailOf(problem, 'zh')).toBe('乙');
    expect(detailOf(problem, 'en')).toBe('B');
    for (const body of [undefined, null, '<html>', {}, { code: 1 }])
      expect(detailOf(asProblem(body, 502), 'zh')).toBe('HTTP 502');
  });

  it('points at members', () => {
    expect(stepsOf('/rate/millionths')).toEqual(['rate', 'millionths']);
    expect(stepsOf('/findings/0/note')).toEqual(['findings', 0, 'note']);
    expect(stepsOf('/a~1b/m~0n/~01')).toEqual(['a/b', 'm~n', '~1']);
    expect(stepsOf('')).toEqual([]);
    expect(stepsOf('/01')).toEqual(['01']);
    const written = (steps: readonly (string | number)[]): string =>
      steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    const step = fc.oneof(
      fc.nat(),
      fc.string().filter((one) => !/^(0|[1-9]\d*)$/.test(one)),
    );
    fc.assert(fc.property(fc.array(step), (steps) => expect(stepsOf(written(steps))).toEqual(steps)));
  });
});
