import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { lineOf, linesOf, spanOf } from './place.js';

it('finds the line that a fault is in, and none where it is of the whole', () => {
  expect(lineOf({ message: { zh: '第 12 行：…', en: 'Line 12: what' } })).toBe(12);
  expect(
    lineOf({ message: { zh: '模板是空的。', en: 'There is nothing in the template. Line 3: x' } }),
  ).toBeUndefined();
});

it('finds a line in the text, whatever ends the lines', () => {
  const line = fc.string().map((text) => text.replace(/[\r\n]/g, ''));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
      const text = lines.join(end);
      expect(linesOf(text)).toBe(lines.length);
      lines.forEach((one, at) => {
        const { from, until } = spanOf(text, at + 1);
        expect(text.slice(from, until)).toBe(one);
      });
      expect(spanOf(text, lines.length + 1)).toEqual({ from: text.length, until: text.length });
    }),
  );
});
