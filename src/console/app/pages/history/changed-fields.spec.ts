import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { changedFields } from './changed-fields.js';

describe('what a change changed', () => {
  it('is told with both values, in the order in which it was written down', () => {
    expect(changedFields({ state: 'issued', name: '甲' }, { name: '乙', state: 'issued' })).toEqual([
      { name: 'name', told: true, before: '甲', after: '乙' },
    ]);
  });

  it('leaves out what a new record does not say, and why it was done', () => {
    const made = { name: '甲', alias: null, note: '', methods: [], expert: false, limit: 0, reason: '新设' };
    expect(changedFields(null, made).map(({ name }) => name)).toEqual(['name', 'expert', 'limit']);
  });

  it('tells what was before where nothing is there now', () => {
    expect(changedFields({ interest: 4 }, null)).toEqual([
      { name: 'interest', told: true, before: 4, after: undefined },
    ]);
    expect(changedFields(null, null)).toEqual([]);
  });

  it('is nothing where both are the same, and each field once otherwise', () => {
    const values = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.constant(null)));
    fc.assert(
      fc.property(values, values, (before, after) => {
        expect(changedFields(before, { ...before })).toEqual([]);
        const names = changedFields(before, after).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const [name, value] of Object.entries(after))
          if (name !== 'reason' && name in before && before[name] !== value) expect(names).toContain(name);
      }),
    );
  });
});
