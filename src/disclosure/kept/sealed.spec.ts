import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { asHashed, hashOf, openedAt, sealed, sealOf, ToSeal } from './sealed.js';

const words = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

describe('a sealed document', () => {
  it('holds no sealed text, and is checked with its openings', () => {
    fc.assert(
      fc.property(words, words, (name, open) => {
        const kept = sealed({ target: { name: new ToSeal(name), kind: open }, team: [{ name: new ToSeal(null) }] });
        expect(kept.document).toEqual({
          target: { name: sealOf(kept.openings['/target/name']!), kind: asHashed(open) },
          team: [{ name: sealOf(kept.openings['/team/0/name']!) }],
        });
        expect(openedAt(kept, '/target/name')).toBe(asHashed(name));
        expect(openedAt(kept, '/team/0/name')).toBeNull();
      }),
    );
  });

  it('is another one for the same text each time, so that nobody can try names', () => {
    const once = (): string => JSON.stringify(sealed({ name: new ToSeal('张三') }).document.name);
    expect(once()).toMatch(/^"[0-9a-f]{64}"$/);
    expect(once()).not.toBe(once());
  });

  it('has another hash when anything in it is another', () => {
    const kept = sealed({ name: new ToSeal('张三'), findings: ['unreachable'] });
    expect(hashOf({ ...kept.document })).toBe(hashOf(kept.document));
    expect(hashOf({ ...kept.document, findings: [] })).not.toBe(hashOf(kept.document));
    const other = sealOf({ ...kept.openings['/name']!, value: '李四' });
    expect(hashOf({ ...kept.document, name: other })).not.toBe(hashOf(kept.document));
  });
});
