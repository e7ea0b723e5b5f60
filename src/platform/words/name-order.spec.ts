import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { HAN_BY_READING } from './han-order.js';
import { NAME_ORDER_LENGTH, nameOrder } from './name-order.js';

const sorted = (names: readonly string[]): string[] =>
  [...names].sort((left, right) =>
    nameOrder(left) < nameOrder(right) ? -1 : nameOrder(left) > nameOrder(right) ? 1 : 0,
  );

describe('the order of names', () => {
  it('is that of their readings, of numbers by what they count, and has a place for every sign', () => {
    const names = [
      '（东）阿',
      '第2号界桩',
      '第10号界桩',
      'abc',
      'Abd',
      '阿里',
      '陈思远',
      '李四',
      '李四光',
      '孙晓梅',
      '赵国强',
      '𠮷祥',
    ];
    expect(sorted([...names].reverse())).toEqual([
      '（东）阿', 'abc', 'Abd', '阿里', '陈思远', '第2号界桩', '第10号界桩', '李四', '李四光', '孙晓梅', '赵国强', '𠮷祥',
    ]); // prettier-ignore
  });

  it('is that of ICU for the characters that it knows, but for what other versions of ICU say of some', () => {
    const collator = new Intl.Collator('zh-u-co-pinyin');
    const signs = [...HAN_BY_READING];
    expect(new Set(signs).size).toBe(signs.length);
    expect(signs.length).toBeGreaterThan(20_000);
    const turned = signs.slice(1).filter((sign, at) => collator.compare(signs[at] ?? '', sign) > 0);
    expect(turned.length).toBeLessThan(signs.length / 200);
  });

  it('puts a name before whatever begins with it, and is bounded', () => {
    const names = fc.string({ unit: fc.constantFrom(...'第0129号东镇aB𠮷·（）'), maxLength: 400 });
    fc.assert(
      fc.property(names, fc.constantFrom(...'东a（𠮷'), (name, more) => {
        const order = nameOrder(name);
        expect(order).toMatch(/^[0-9a-z]*$/);
        expect(order.length).toBeLessThanOrEqual(NAME_ORDER_LENGTH);
        expect(nameOrder(name + more) >= order).toBe(true);
      }),
    );
  });

  it('does not see cases, widths and leading noughts', () => {
    expect(nameOrder('ＡＢ００１号')).toBe(nameOrder('ab1号'));
  });

  it('tells 80 characters apart', () => {
    expect(nameOrder('东'.repeat(79) + '西')).not.toBe(nameOrder('东'.repeat(80)));
  });
});
