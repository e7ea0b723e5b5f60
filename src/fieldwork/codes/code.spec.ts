import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CODED, codeOf, groupedCode, readCode, type CodeSubject } from './code.js';

const KEY = new Uint8Array(32).fill(7);
const subject: fc.Arbitrary<CodeSubject> = fc.record({
  inspectionId: fc.integer({ min: 1, max: 2_147_483_647 }),
  document: fc.constantFrom(...CODED),
  edition: fc.integer({ min: 1, max: 1000 }),
});

describe('codes of inspections', () => {
  it('stay what they are: paper outlives a release', () => {
    expect(codeOf(KEY, { inspectionId: 12, document: 'notice', edition: 1 })).toMatchInlineSnapshot(`"ZQ73PDFKNJ6C"`);
  });

  it('are read back however people type them', () => {
    fc.assert(
      fc.property(subject, (one) => {
        const code = codeOf(KEY, one);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
        const grouped = groupedCode(code);
        expect(grouped).toMatch(/^.{4}-.{4}-.{4}$/);
        const wide = [...grouped].map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)).join('');
        const confused = code.replaceAll('0', 'o').replaceAll('1', 'l');
        for (const said of [
          code,
          grouped,
          ` ${grouped.toLowerCase()} `,
          grouped.replaceAll('-', ' '),
          wide,
          confused,
        ]) {
          expect(readCode(said)).toBe(code);
        }
      }),
    );
  });

  it('differ with whatever they stand for, and with the key', () => {
    fc.assert(
      fc.property(subject, subject, (one, other) => {
        const same = (['document', 'edition', 'inspectionId'] as const).every((name) => one[name] === other[name]);
        expect(codeOf(KEY, one) === codeOf(KEY, other)).toBe(same);
        expect(codeOf(new Uint8Array(32).fill(8), one)).not.toBe(codeOf(KEY, one));
      }),
    );
  });

  it('whatever else is said is no code, and nothing throws', () => {
    for (const said of ['', '7K3M-Q0TX-91B', '7K3M-Q0TX-91BVV', '7K3M-Q0TX-91BU', '../../etc', 'x'.repeat(100_000)]) {
      expect(readCode(said)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (said) => {
        const code = readCode(said);
        if (code !== undefined) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
      }),
    );
  });
});
