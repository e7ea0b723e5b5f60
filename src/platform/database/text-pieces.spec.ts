import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { piecesOf } from './text-pieces.js';

/** What comes back from a database that keeps UTF-8. */
const kept = (piece: string): string => Buffer.from(piece, 'utf8').toString('utf8');

describe('a text in pieces', () => {
  it('comes back as it was, whatever signs it has and wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 40_010 }),
        fc.array(fc.constantFrom('𠮷', '公', 'a', '😀'), { minLength: 1, maxLength: 30 }),
        (before, signs) => {
          const text = 'x'.repeat(before) + signs.join('').repeat(900);
          const pieces = piecesOf(text);
          expect(pieces.map(kept).join('')).toBe(text);
          for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThan(65_536);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is no piece where it is empty, and one where it fits', () => {
    expect(piecesOf('')).toEqual([]);
    expect(piecesOf('公'.repeat(20_000))).toHaveLength(1);
    expect(piecesOf('公'.repeat(19_999) + '𠮷').map((piece) => piece.length)).toEqual([19_999, 2]);
  });
});
