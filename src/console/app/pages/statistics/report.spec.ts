import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { groupsOf, shownValue, slices } from './report.js';

const plain = (n: number): string => String(n);

describe('a figure', () => {
  it('is written with its unit, and never rounded up', () => {
    expect(shownValue({ unit: 'count', value: 12 }, plain)).toBe('12');
    expect(shownValue({ unit: 'hundredths', value: 305 }, plain)).toBe('3.05');
    expect(shownValue({ unit: 'basis-points', value: 9999 }, plain)).toBe('99.99 %');
    expect(shownValue({ unit: 'basis-points', value: null }, plain)).toBeNull();
    fc.assert(
      fc.property(fc.nat(1_000_000), (value) => {
        const shown = shownValue({ unit: 'hundredths', value }, plain) ?? '';
        expect(Math.round(Number(shown) * 100)).toBe(value);
      }),
    );
  });
});

describe('figures', () => {
  const figure = fc.record({
    code: fc.constantFrom('inspections-issued', 'inspections', 'findings-a', 'draws'),
    group: fc.constantFrom('a', 'b', 'c'),
    groupName: fc.constant({ zh: '甲', en: 'A' }),
    label: fc.constant({ zh: '', en: '' }),
    counts: fc.constant({ zh: '', en: '' }),
    unit: fc.constant('count' as const),
    value: fc.option(fc.nat(5)),
    numerator: fc.constant(null),
    denominator: fc.constant(null),
  });

  it('are each in one group, in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(figure), (figures) => {
        const groups = groupsOf(figures, 'zh');
        expect(groups.flatMap((group) => group.figures)).toHaveLength(figures.length);
        expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
        for (const group of groups) expect(group.figures).toEqual(figures.filter((one) => one.group === group.name));
      }),
    );
  });

  it('are a slice of a picture where there is any of them, and the whole is none', () => {
    fc.assert(
      fc.property(fc.array(figure), (figures) => {
        for (const one of slices(figures, 'inspections')) {
          expect(one.code).not.toBe('inspections');
          expect(one.value).toBeGreaterThan(0);
          // an average is no part of a whole
          expect(one.unit).toBe('count');
        }
      }),
    );
  });
});
