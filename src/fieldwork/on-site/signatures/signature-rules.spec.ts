import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { BOARD, faultOfStrokes } from './signature-rules.js';

const value = fc.integer({ min: 0, max: BOARD });
const stroke = fc.array(fc.tuple(value, value), { minLength: 4, maxLength: 50 }).map((points) => points.flat());

describe('a signature', () => {
  it('is lines of points on a board', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 40 }), (strokes) => {
        expect(faultOfStrokes(strokes)).toBeUndefined();
      }),
    );
  });

  it('is nothing else, and bounded', () => {
    const bad = [
      ...[null, 'x', {}, [null], [[1]], [[1, 2, 3]], [[-1, 0]], [[0, BOARD + 1]], [[0.5, 1]], [['1', 2]]],
      Array.from({ length: 201 }, () => [1, 1]),
    ];
    for (const strokes of bad) expect(faultOfStrokes(strokes)?.code).toBe('strokes_unfit');
    for (const strokes of [[], [[1, 1]], [[1, 1, 2, 2, 3, 3]]])
      expect(faultOfStrokes(strokes)?.code).toBe('strokes_count');
    const long = Array.from({ length: 2 }, () => Array.from({ length: 4000 }, () => 1));
    expect(faultOfStrokes(long)?.code).toBe('strokes_count');
    expect(faultOfStrokes([long[0]?.concat(long[1] ?? [])])?.code).toBe('strokes_unfit');
  });
});
