import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { changesOf, over, theirChanges, type Values } from './differences.js';

const NAMES = ['name', 'rate', 'methods'];
const value = fc.oneof(
  fc.constantFrom(null, 'a', 'b', ''),
  fc.record({ direction: fc.constantFrom('at-least', 'at-most'), millionths: fc.nat(3) }),
  fc.array(fc.constantFrom('on-site', 'paper'), { maxLength: 2 }),
);
const values: fc.Arbitrary<Values> = fc.record({ name: value, rate: value, methods: value });

describe('what two people change', () => {
  it('sends only what was changed, and null where it was taken out', () => {
    const base = { name: 'a', rate: { direction: 'at-least', millionths: 30_000 }, methods: ['paper'] };
    expect(changesOf(base, { ...base, methods: ['paper'] }, NAMES)).toEqual({});
    expect(changesOf(base, { ...base, name: undefined, rate: null }, NAMES)).toEqual({ name: null, rate: null });
    expect(changesOf({ name: null }, { name: undefined }, NAMES)).toEqual({});
  });

  it('tells what others changed, and where both did', () => {
    const base = { name: 'a', rate: 1, methods: ['paper'] };
    const mine = { name: 'mine', rate: 1, methods: [] };
    const theirs = { name: 'theirs', rate: 2, methods: [] };
    expect(theirChanges(base, mine, theirs, NAMES)).toEqual([
      { name: 'name', base: 'a', mine: 'mine', theirs: 'theirs', both: true },
      { name: 'rate', base: 1, mine: 1, theirs: 2, both: false },
      { name: 'methods', base: ['paper'], mine: [], theirs: [], both: false },
    ]);
    expect(over(base, mine, theirs, NAMES, new Set())).toEqual({ name: 'theirs', rate: 2, methods: [] });
    expect(over(base, mine, theirs, NAMES, new Set(['name']))).toEqual({ name: 'mine', rate: 2, methods: [] });
  });

  it('loses nothing: who is alone keeps his own, and who touched nothing has theirs', () => {
    fc.assert(
      fc.property(values, values, values, fc.subarray(NAMES), (base, mine, theirs, keep) => {
        expect(over(base, mine, base, NAMES, new Set(keep))).toEqual(mine);
        expect(over(base, base, theirs, NAMES, new Set(keep))).toEqual(theirs);
        expect(over(base, mine, theirs, NAMES, new Set(NAMES))).toEqual(
          Object.fromEntries(
            NAMES.map((name) => [
              name,
              JSON.stringify(mine[name]) === JSON.stringify(base[name]) ? theirs[name] : mine[name],
            ]),
          ),
        );
        // whoever chose saves exactly what he saw, and a second look finds no clash
        const merged = over(base, mine, theirs, NAMES, new Set(keep));
        expect(theirChanges(theirs, merged, theirs, NAMES)).toEqual([]);
        expect({ ...theirs, ...changesOf(theirs, merged, NAMES) }).toEqual(merged);
      }),
    );
  });
});
