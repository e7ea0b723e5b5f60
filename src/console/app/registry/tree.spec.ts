import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { foundIn, lineTo, treeOf, unfolded } from './tree.js';

interface Node {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly code: string;
}

/** Any forest: each hangs on one that came before it, or on nothing; some hang on what nobody sees. */
const forest = fc
  .array(fc.record({ parent: fc.option(fc.nat()), name: fc.constantFrom('甲局', '乙局', '丙所', 'x') }), {
    maxLength: 40,
  })
  .map((nodes) =>
    nodes.map(({ name, parent }, at): Node => ({
      id: at + 1,
      parentId: parent === null ? null : at === 0 ? 9999 : (parent % at) + 1,
      name,
      code: `C${at}`,
    })),
  );

describe('a tree of agencies', () => {
  it('shows each once, below what it belongs to, with the number of those below', () => {
    fc.assert(
      fc.property(forest, (nodes) => {
        const lines = treeOf(nodes);
        expect(lines.map(({ item }) => item.id).sort((a, b) => a - b)).toEqual(nodes.map(({ id }) => id));
        lines.forEach(({ item, depth, below }, at) => {
          const parent = lines.slice(0, at).findLast((line) => line.depth < depth);
          if (depth > 0) expect(item.parentId).toBe(parent?.item.id);
          const next = lines.findIndex((line, place) => place > at && line.depth <= depth);
          expect(below).toBe((next < 0 ? lines.length : next) - at - 1);
        });
      }),
    );
  });

  it('ends where it bites its own tail', () => {
    const a = { id: 1, parentId: 2 };
    const b = { id: 2, parentId: 1 };
    expect(treeOf([a, b])).toEqual([]);
    expect(lineTo([a, b], 1)).toEqual([b, a]);
  });

  it('folds away what is below, and nothing else', () => {
    fc.assert(
      fc.property(forest, fc.array(fc.integer({ min: 1, max: 40 })), (nodes, ids) => {
        const lines = treeOf(nodes);
        const folded = new Set(ids);
        const shown = unfolded(lines, folded);
        for (const line of lines) {
          const above = lineTo(nodes, line.item.id).slice(0, -1);
          expect(shown.includes(line)).toBe(!above.some(({ id }) => folded.has(id)));
        }
      }),
    );
  });

  it('finds by name or code, and shows where what was found stands', () => {
    fc.assert(
      fc.property(forest, (nodes) => {
        const lines = treeOf(nodes);
        const found = foundIn(lines, '丙');
        for (const line of lines) {
          const inside = lines.slice(lines.indexOf(line), lines.indexOf(line) + line.below + 1);
          expect(found.includes(line)).toBe(inside.some(({ item }) => item.name.includes('丙')));
        }
        expect(foundIn(lines, ' ')).toEqual(lines);
      }),
    );
  });
});
