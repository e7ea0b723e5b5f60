import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type TargetIdentity } from '../targets/target-pool.js';
import {
  barredBy,
  faultsOfInterest,
  folded,
  holdsWithin,
  InterestIndex,
  type InterestMarks,
} from './interest-rules.js';

const NOTHING: InterestMarks = { name: null, uscc: null, address: null, person: null };
const TARGET: TargetIdentity = {
  code: '91110101MA00XYZ123',
  name: '示范县（城关）养老服务中心',
  address: '城关镇 人民路12号 A座',
  legalRepresentative: '陈 思远',
};

/** Few texts, so that they meet; written in ways that mean the same. */
const word = fc.constantFrom('甲会', '乙 会', '甲 会', 'Ａ会', 'a会', 'A 会', '丙', '', '  ');
const maybe = fc.option(word, { nil: null });
const marks: fc.Arbitrary<InterestMarks> = fc.record({ name: maybe, uscc: maybe, address: maybe, person: maybe });
const identity: fc.Arbitrary<TargetIdentity> = fc.record({
  code: word,
  name: word,
  address: maybe,
  legalRepresentative: maybe,
});

describe('an interest', () => {
  it.each<[string, Partial<InterestMarks>]>([
    ['the name, in half-width signs', { name: '示范县(城关)养老服务中心' }],
    ['the name, with spaces', { name: ' 示范县（城关） 养老 服务中心' }],
    ['the credit code, in small full-width letters', { uscc: '９１１１０１０１ｍａ００ｘｙｚ１２３' }],
    ['who represents it', { person: '陈思远' }],
    ['the address, in other widths and cases', { address: '城关镇人民路１２号ａ座' }],
  ])('bars from a target by %s', (_, mark) => {
    expect(barredBy({ ...NOTHING, ...mark }, TARGET)).toBe(true);
  });

  it.each<[string, Partial<InterestMarks>]>([
    ['a part of the name', { name: '养老服务中心' }],
    ['the name of another, told as a person', { person: TARGET.name }],
    ['a house next door', { address: '城关镇人民路13号A座' }],
    ['nothing at all', {}],
    ['white space', { name: '　', address: ' ', person: '\u200b', uscc: '' }],
  ])('does not bar by %s', (_, mark) => {
    expect(barredBy({ ...NOTHING, ...mark }, TARGET)).toBe(false);
    expect(barredBy({ ...NOTHING, ...mark }, { ...TARGET, address: null, legalRepresentative: '' })).toBe(false);
  });

  it('fits whatever it is written like, and a fold changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(folded(folded(text))).toBe(folded(text));
        expect(folded(` ${text}\u3000`)).toBe(folded(text));
        expect(folded(text.normalize('NFKC'))).toBe(folded(text));
      }),
    );
  });

  it('is found by the index exactly where the rule says so, for many people at once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), marks), { maxLength: 12 }), identity, (declared, target) => {
        const index = new InterestIndex();
        for (const [owner, interest] of declared) index.add(owner, interest);
        const barred = declared.filter(([, interest]) => barredBy(interest, target)).map(([owner]) => owner);
        expect([...index.of(target)].sort()).toEqual([...new Set(barred)].sort());
        expect(index.of(target).length).toBe(new Set(index.of(target)).size);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds on its days alone, both ends included', () => {
    const days = { from: '2026-03-02', until: '2026-03-10' };
    expect(holdsWithin({ from: null, until: null }, days)).toBe(true);
    expect(holdsWithin({ from: '2026-03-10', until: null }, days)).toBe(true);
    expect(holdsWithin({ from: '2026-03-11', until: null }, days)).toBe(false);
    expect(holdsWithin({ from: null, until: '2026-03-02' }, days)).toBe(true);
    expect(holdsWithin({ from: null, until: '2026-03-01' }, days)).toBe(false);
  });

  it('must say what it is about', () => {
    const always = { from: null, until: null };
    const codes = (interest: Partial<InterestMarks & { from: string; until: string }>): string[] =>
      faultsOfInterest({ ...NOTHING, ...always, ...interest }).map(({ code }) => code);
    expect(codes({})).toEqual(['interest_without_mark']);
    expect(codes({ name: '　' })).toEqual(['interest_without_mark']);
    expect(codes({ person: '某人' })).toEqual([]);
    expect(codes({ person: '某人', from: '2026-02-02', until: '2026-02-01' })).toEqual([
      'days_reversed',
      'days_reversed',
    ]);
  });
});
