import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { lineOf, markOf, thinned } from './ring.js';

describe('marks around a ring', () => {
  it('stand at one distance from its middle, each at its own place, clockwise from the top', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36 }), (pieces) => {
        const marks = Array.from({ length: pieces }, (_, at) => markOf(at, pieces, 100, 80));
        for (const { x, y } of marks) expect(Math.abs(Math.hypot(x - 100, y - 100) - 80)).toBeLessThan(0.2);
        expect(new Set(marks.map(({ x, y }) => `${x} ${y}`)).size).toBe(pieces);
        if (pieces > 1) expect(marks[0]?.x).toBeGreaterThan(99.9);
      }),
    );
  });
});

describe('a line of days', () => {
  it('stays in its frame, with what is most at its top', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 2, maxLength: 60 }), (values) => {
        const most = Math.max(...values);
        const points = lineOf(values, 300, 80, most)
          .split(' ')
          .map((point) => point.split(',').map(Number));
        expect(points).toHaveLength(values.length);
        for (const [x = -1, y = -1] of points) expect(x >= 0 && x <= 300.1 && y >= 0 && y <= 80).toBe(true);
        if (most > 0) expect(Math.min(...points.map(([, y = 80]) => y))).toBe(0);
      }),
    );
  });

  it('is thinned to what can be seen, and ends where it ended', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 60 }),
        (row, most) => {
          const few = thinned(row, most);
          expect(few.length).toBeLessThanOrEqual(most);
          expect(few.at(-1)).toBe(row.at(-1));
        },
      ),
    );
  });
});
