import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';

import { matterCode, matterKey } from './matter-key.js';
import { isMonthDay } from './matter-rules.js';

it('is SHA-256 over the normalised category, name and kind of target, with line feeds between', () => {
  const expected = createHash('sha256').update('养老服务\n养老机构检查 (abc)\n养老机构').digest('hex');
  expect(matterKey({ category: '养老服务', name: '养老机构检查 (ABC)', targetKind: '养老机构' })).toBe(expected);
  expect(matterKey({ category: ' 养老服务\n', name: '养老机构检查　（ＡＢＣ）', targetKind: '养老机构 ' })).toBe(
    expected,
  );
  expect(matterCode(expected)).toMatch(/^M-[0-9a-f]{16}$/);
});

it('keeps apart what differs in category, name or kind, and does not confuse them', () => {
  const words = fc.string({ unit: fc.constantFrom('检', 'a'), maxLength: 2 });
  const matter = fc.record({ category: words, name: words, targetKind: words });
  fc.assert(
    fc.property(matter, matter, (one, other) => {
      expect(matterKey(one) === matterKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
    { numRuns: 2000 },
  );
  const named = { category: null, name: '检查', targetKind: null };
  expect(matterKey(named)).toBe(matterKey({ ...named, category: '', targetKind: '' }));
});

it.each(['01-01', '02-29', '04-30', '12-31'])('%s is a day of the year', (day) => expect(isMonthDay(day)).toBe(true));
it.each(['02-30', '04-31', '13-01', '00-10', '01-00', '1-1', '2026-01-01'])('%s is none', (day) =>
  expect(isMonthDay(day)).toBe(false),
);
