import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Rate } from '../../protocol/index.js';
import { placingFaults, sizeFaults, sizesOf, strataFaults, type StrataFacts } from './strata-checks.js';
import { type StratumTerms } from './strata.js';

const stratum = (code: string, values: readonly string[], more: Partial<StratumTerms> = {}): StratumTerms => ({
  code,
  name: code,
  conditions: values.length === 0 ? [] : [{ field: 'riskClass', in: values }],
  rest: false,
  rate: null,
  minimum: null,
  censusBelow: null,
  reserve: null,
  ...more,
});
const share = (percent: number, direction: 'at-least' | 'at-most' | 'exactly' = 'at-least'): Rate => ({
  direction,
  millionths: percent * 10_000,
});
const number = (wanted: number): Rate => ({ direction: 'number', number: wanted });
type Sized = Parameters<typeof sizeFaults>[0];
const batch = (rate: Rate, more: Partial<Sized> = {}): Sized => ({
  filter: [],
  rate,
  minimum: null,
  censusBelow: null,
  strata: [],
  ...more,
});
const codes = (faults: readonly { code: string; pointer: string }[]): string[] =>
  faults.map((fault) => `${fault.code} ${fault.pointer}`);

describe('real cases', () => {
  it('3 % at least of 110 are 4 (a real system gives 3)', () => {
    expect(sizesOf(batch(share(3)), [110])).toEqual([4]);
    expect(sizesOf(batch(share(3, 'at-most')), [110])).toEqual([3]);
  });

  it('3 % of 539 social organisations are 17', () => {
    expect(sizesOf(batch(share(3)), [539])).toEqual([17]);
  });

  it('4 % of 1000, as A/B/C/D at 1/2/10/30 %', () => {
    const strata = [1, 2, 10, 30].map((percent, at) => {
      const code = 'ABCD'.charAt(at);
      return stratum(code, [code], { rate: share(percent) });
    });
    const sizes = sizesOf(batch(share(4), { strata }), [540, 280, 130, 50]);
    expect(sizes).toEqual([6, 6, 13, 15]);
    expect(sizes.reduce((sum: number, size) => sum + (size ?? 0), 0)).toBe(40);
  });

  it('5 volunteer organisations at 20 % with a census below 5 are 1; of 4 all 4 are drawn', () => {
    const census = batch(share(20), { censusBelow: 5 });
    expect(sizesOf(census, [5])).toEqual([1]);
    expect(sizesOf(census, [4])).toEqual([4]);
    expect(sizeFaults(census, [4])).toEqual([]);
    const asStratum = batch(share(20), { strata: [stratum('v', ['A'], { censusBelow: 5 }), stratum('w', ['B'])] });
    expect(sizesOf(asStratum, [4, 4])).toEqual([4, 1]);
  });

  it('201 246 targets at 3 % by risk, and a total of 8000 split over four strata', () => {
    const populations = [150_000, 40_000, 10_000, 1_246];
    const strata = [...'ABCD'].map((code) => stratum(code, [code]));
    expect(sizesOf(batch(share(3), { strata }), populations)).toEqual([4500, 1200, 300, 38]);
    const split = sizesOf(batch(number(8000), { strata }), populations);
    expect(split).toEqual([5963, 1590, 397, 50]);
    expect(split.reduce((sum: number, size) => sum + (size ?? 0), 0)).toBe(8000);
  });
});

describe('what can be said of strata without a look at the pool', () => {
  it('they are told apart, have conditions on fields that are there, and one rest at most', () => {
    const two = [stratum('a', ['A']), stratum('b', ['B'])];
    expect(strataFaults(batch(share(3), { strata: two }))).toEqual([]);
    const cases: [StratumTerms[], string[]][] = [
      [[stratum('a', ['A']), stratum('a', ['B'])], ['stratum_twice /strata/1/code']],
      [[stratum('a', ['A']), stratum('b', [])], ['stratum_without_conditions /strata/1/conditions']],
      [
        [stratum('a', ['A'], { conditions: [{ field: 'colour', in: ['red'] }] })],
        ['unknown_filter_field /strata/0/conditions/0/field'],
      ],
      [[...two, stratum('r', [], { rest: true })], []],
      [[...two, stratum('r', [], { rest: true }), stratum('s', [], { rest: true })], ['rest_twice /strata/3/rest']],
      [[stratum('a', ['A']), stratum('r', ['B'], { rest: true })], ['superfluous /strata/1/conditions']],
      [[stratum('r', [], { rest: true })], ['rest_not_told /strata/0/rest']],
    ];
    for (const [strata, expected] of cases) {
      expect([strata.length, ...codes(strataFaults(batch(share(3), { strata })))]).toEqual([
        strata.length,
        ...expected,
      ]);
    }
  });

  it('a number stands alone: no census and no minimum beside it', () => {
    expect(codes(strataFaults(batch(number(3), { censusBelow: 5, minimum: 2 })))).toEqual([
      'beside_number /minimum',
      'beside_number /censusBelow',
    ]);
    expect(strataFaults(batch(share(3), { censusBelow: 5, minimum: 2 }))).toEqual([]);
    const strata = [stratum('a', ['A'], { censusBelow: 5 }), stratum('b', ['B'], { rate: share(5), minimum: 2 })];
    expect(codes(strataFaults(batch(number(3), { strata })))).toEqual(['beside_number /strata/0/censusBelow']);
    expect(strataFaults(batch(share(3), { strata }))).toEqual([]);
  });

  it('what the batch says for everyone is not said beside strata, nor a total that none of them shares', () => {
    const strata = [stratum('a', ['A'], { rate: share(1) })];
    expect(codes(strataFaults(batch(share(3), { strata, minimum: 1 })))).toEqual(['superfluous /minimum']);
    expect(codes(strataFaults(batch(number(3), { strata })))).toEqual(['total_unused /rate/number']);
  });

  it('they are short enough to be kept, with the filter', () => {
    const values = (letter: string): string[] =>
      Array.from({ length: 40 }, (_, at) => `${letter}${'字'.repeat(95)}${at}`);
    const strata = [stratum('a', values('a'))];
    expect(strataFaults(batch(share(3), { strata }))).toEqual([]);
    const filter = [{ field: 'kind', in: values('k') }];
    expect(codes(strataFaults(batch(share(3), { strata, filter })))).toEqual(['strata_too_long /strata']);
  });
});

describe('the pool in its strata', () => {
  const facts = (populations: readonly number[], more: Partial<StrataFacts> = {}): StrataFacts => ({
    strata: populations.map((population) => ({ population, kinds: new Map() })),
    none: { count: 0, some: [] },
    twice: { count: 0, some: [] },
    known: new Map([['riskClass', ['A', 'D']]]),
    kinds: new Map(),
    ...more,
  });
  const strata = [stratum('a', ['A']), stratum('b', ['B'])];

  it('nobody is left out, nobody is in two, and up to five of those are named', () => {
    const some = ['t1', 't2'].map((code) => ({ code, name: `社团${code}`, strata: ['a', 'b'] }));
    const found = placingFaults(strata, facts([4, 4], { none: { count: 7, some }, twice: { count: 2, some } }));
    expect(codes(found)).toEqual(['targets_in_no_stratum /strata', 'targets_in_two_strata /strata']);
    expect(found[0]?.message.en).toContain('7 targets are in no stratum, such as 社团t1 (t1), 社团t2 (t2)');
    expect(found[1]?.message.zh).toContain('社团t1（t1：a + b）');
  });

  it('a stratum that nobody is in is refused, with the values that there are', () => {
    const [fault, ...more] = placingFaults(strata, facts([4, 0]));
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ code: 'stratum_empty', pointer: '/strata/1/conditions' });
    expect(fault?.message.en).toContain('There are, for riskClass: A, D.');
    const rest = [stratum('a', ['A']), stratum('r', [], { rest: true })];
    expect(codes(placingFaults(rest, facts([4, 0])))).toEqual(['stratum_empty /strata/1/rest']);
    expect(placingFaults([], facts([0]))).toEqual([]);
  });

  it('rates that take more than there is, no whole number, or nobody at all are refused where they stand', () => {
    expect(codes(sizeFaults(batch(number(9), { strata }), [4, 4]))).toEqual(['number_over_pool /rate/number']);
    expect(sizeFaults(batch(number(8), { strata }), [4, 4])).toEqual([]);
    const own = [stratum('a', ['A'], { rate: number(5) }), stratum('b', ['B'], { rate: share(30, 'exactly') })];
    expect(codes(sizeFaults(batch(share(3), { strata: own }), [4, 4]))).toEqual([
      'number_over_pool /strata/0/rate/number',
      'rate_not_whole /strata/1/rate/millionths',
    ]);
    expect(codes(sizeFaults(batch(share(30, 'exactly'), { strata }), [4, 10]))).toEqual([
      'rate_not_whole /rate/millionths',
    ]);
    // one stratum may give nobody, all of them may not
    expect(sizeFaults(batch(share(3, 'at-most'), { strata }), [33, 34])).toEqual([]);
    expect(codes(sizeFaults(batch(share(3, 'at-most'), { strata }), [33, 33]))).toEqual(['nothing_to_draw /strata']);
    expect(codes(sizeFaults(batch(share(3, 'at-most')), [33]))).toEqual(['nothing_to_draw /rate/millionths']);
    expect(sizeFaults(batch(share(3, 'at-most'), { minimum: 1 }), [33])).toEqual([]);
    expect(codes(sizeFaults(batch(number(11)), [10]))).toEqual(['number_over_pool /rate/number']);
    const [fault] = sizeFaults(batch(share(3, 'exactly')), [110]);
    expect(fault?.message.en).toContain('at-least (4), at-most (3)');
  });

  it('whatever passes draws someone, and from no stratum more than there are; a total comes out whole', () => {
    const rate = fc.oneof(
      fc.integer({ min: 1, max: 500 }).map(number),
      fc
        .tuple(
          fc.integer({ min: 1, max: 100 }),
          fc.constantFrom('at-least' as const, 'at-most' as const, 'exactly' as const),
        )
        .map(([percent, direction]) => share(percent, direction)),
    );
    const some = fc.array(fc.tuple(fc.option(rate), fc.integer({ min: 1, max: 200 })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rate, some, fc.boolean(), (whole, parts, flat) => {
        const terms = batch(whole, {
          strata: flat ? [] : parts.map(([own], at) => stratum(`s${at}`, [`${at}`], { rate: own })),
        });
        const populations = (flat ? parts.slice(0, 1) : parts).map(([, population]) => population);
        const sizes = sizesOf(terms, populations);
        const refused = sizeFaults(terms, populations).length > 0;
        const asked = populations.map((_, at) => (flat ? whole : (parts[at]?.[0] ?? whole)));
        const shared = populations.filter((_, at) => !flat && parts[at]?.[0] === null);
        const total = shared.reduce((sum, one) => sum + one, 0);
        const over =
          asked.some(
            (one, at) =>
              one.direction === 'number' && (flat || parts[at]?.[0] !== null) && one.number > populations[at]!,
          ) ||
          (whole.direction === 'number' && shared.length > 0 && whole.number > total);
        const broken = asked.some(
          (one, at) => one.direction === 'exactly' && (one.millionths * populations[at]!) % 1_000_000 !== 0,
        );
        const drawn = sizes.reduce((sum: number, size) => sum + (size ?? 0), 0);
        expect(refused).toBe(over || broken || drawn === 0);
        if (refused) return;
        expect(sizes.every((size, at) => size !== undefined && size <= populations[at]!)).toBe(true);
        if (whole.direction === 'number' && shared.length > 0) {
          const parted = sizes.filter((_, at) => parts[at]?.[0] === null);
          expect(parted.reduce((sum: number, size) => sum + (size ?? 0), 0)).toBe(whole.number);
        }
      }),
    );
  });
});
