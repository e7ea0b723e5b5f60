import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  displayedAfter,
  rulesOf,
  SAFE_RULES,
  INSPECTOR_NAMES,
  PERSON_TARGETS,
  type OwnRules,
} from './disclosure-rules.js';
import { isPerson, MASK, maskedCode, maskedName, shownInspector, shownTarget } from './masks.js';

/** Any name that there may be: of any script, with combining marks, emoji and blanks. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('张三', '欧阳娜娜', 'Å', 'é́', '👨‍👩‍👧', '阿卜杜拉·买买提'),
);

describe('a masked name', () => {
  it('shows the first letter and no more', () => {
    expect(['张三', '欧阳娜娜', 'Ana', '李', '', '👨‍👩‍👧', '1号', ' 王五 '].map(maskedName)).toEqual([
      '张*',
      '欧*',
      'A*',
      '*',
      '*',
      '*',
      '*',
      '王*',
    ]);
  });

  it('is the mask, or one letter before it, whatever the name is; two that begin alike are the same', () => {
    fc.assert(
      fc.property(name, name, (said, other) => {
        const masked = maskedName(said);
        const shown = masked.slice(0, -MASK.length);
        expect(masked.endsWith(MASK)).toBe(true);
        expect([...shown].length).toBeLessThanOrEqual(1);
        if (shown !== '') {
          expect(said.normalize('NFC').trim().startsWith(shown)).toBe(true);
          expect(maskedName(`${shown}x${other}`)).toBe(maskedName(`${shown}三`));
        }
      }),
    );
  });

  it('of a code is two signs of a long one, and nothing of a short one', () => {
    expect(maskedCode('92110101MA01ABCD2X')).toBe('92*');
    expect(maskedCode('GT-0001')).toBe('*');
    fc.assert(fc.property(fc.string(), (code) => expect(maskedCode(code).length).toBeLessThanOrEqual(3)));
  });
});

describe('who is a person', () => {
  it.each([
    ['92110101MA01ABCD2X', '餐饮', true],
    ['110101199003078515', '其他', true],
    ['11010119900307851X', '其他', true],
    ['GT-1', '个体工商户', true],
    ['GT-1', '自然人', true],
    ['91110101MA01ABCD2X', '个人独资企业', false],
    ['52990101MJX100096F', '养老机构', false],
    ['51990101MJX100001R', '社会团体', false],
    ['JZ-001', '界桩', false],
  ])('%s of kind %s: %s', (code, kind, person) => {
    expect(isPerson({ code, kind })).toBe(person);
  });
});

describe('what is shown', () => {
  it('of a person is masked unless the rule says otherwise; of an organisation it is all', () => {
    const target = { code: '92110101MA01ABCD2X', name: '张三小吃店' };
    expect(shownTarget(target, true, SAFE_RULES)).toEqual({ code: '92*', name: '张*', masked: true });
    expect(shownTarget(target, true, { personTargets: 'full' })).toEqual({ ...target, masked: false });
    expect(shownTarget(target, false, SAFE_RULES)).toEqual({ ...target, masked: false });
  });

  it('of an inspector never goes beyond the rule', () => {
    fc.assert(
      fc.property(name, fc.constantFrom(...INSPECTOR_NAMES), (said, inspectorNames) => {
        const shown = shownInspector({ name: said, certificateNumber: 'SFX-1' }, { inspectorNames });
        if (inspectorNames === 'full') expect(shown).toEqual({ name: said, certificateNumber: 'SFX-1' });
        if (inspectorNames === 'certificate') expect(shown).toEqual({ name: null, certificateNumber: 'SFX-1' });
        if (inspectorNames === 'surname') {
          expect(shown.certificateNumber).toBeNull();
          const letters = [...(shown.name ?? '').replace(/某|\./g, '')];
          expect(letters.length).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});

describe('the rules of an agency', () => {
  const own = fc.option(
    fc.record<OwnRules>({
      inspectorNames: fc.option(fc.constantFrom(...INSPECTOR_NAMES)),
      personTargets: fc.option(fc.constantFrom(...PERSON_TARGETS)),
      retentionYears: fc.option(fc.integer({ min: 1, max: 100 })),
    }),
    { nil: undefined },
  );

  it('are what the nearest above it says of each, and safe where nobody does', () => {
    expect(rulesOf([])).toEqual(SAFE_RULES);
    expect(SAFE_RULES).toEqual({ inspectorNames: 'surname', personTargets: 'masked', retentionYears: 5 });
    fc.assert(
      fc.property(fc.array(own, { maxLength: 6 }), (line) => {
        const rules = rulesOf(line);
        for (const rule of ['inspectorNames', 'personTargets', 'retentionYears'] as const) {
          let expected: unknown = SAFE_RULES[rule];
          for (const said of line) expected = said?.[rule] ?? expected;
          expect(rules[rule]).toBe(expected);
        }
      }),
    );
  });

  it('count years by the calendar', () => {
    const moment = (at: string, years: number): string => displayedAfter(new Date(at), years).toISOString();
    expect(moment('2031-03-05T01:02:03.004Z', 5)).toBe('2026-03-05T01:02:03.004Z');
    expect(moment('2028-02-29T12:00:00.000Z', 1)).toBe('2027-02-28T12:00:00.000Z');
    expect(moment('2028-02-29T12:00:00.000Z', 4)).toBe('2024-02-29T12:00:00.000Z');
  });
});
