import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Team } from '../draw/record.js';
import { staffOf } from '../pairing/eligibility.js';
import { ENOUGH_TEAMS, RuleTeams } from '../pairing/possible-teams.js';
import { type InspectorLeaf } from '../pool/leaves.js';
import { type Manifest, type TeamRule } from '../pool/manifest.js';
import { sizeStrata } from '../pool/sizes.js';
import { drawTask, smallTask } from '../vectors/small-draw.js';
import { assignmentFairness } from './assignment.js';
import { chancesOf, fraction } from './chances.js';
import { bitsOfSelection, EXACT_BITS, floorLog2 } from './outcomes.js';
import { committedFairness, ExclusionCount } from './sheet.js';

describe('chances', () => {
  it('are the share of the samples that hold a target, in lowest terms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(12), (population, most) => {
        const size = Math.min(population, most);
        let samples = 0;
        let withFirst = 0;
        for (let set = 0; set < 1 << population; set++) {
          if (set.toString(2).replaceAll('0', '').length !== size) continue;
          samples++;
          if (set & 1) withFirst++;
        }
        const rate = { direction: 'number', number: size } as const;
        const rule = { id: 's', conditions: [], rate, minimum: null, censusBelow: null, reserve: 2 };
        const [told] = chancesOf({ strata: sizeStrata([rule], [population], ['']) });
        const { numerator, denominator } = told!.chance!;
        expect(numerator * samples).toBe(withFirst * denominator);
        for (let d = 2; d <= denominator; d++) expect(numerator % d === 0 && denominator % d === 0).toBe(false);
      }),
      { numRuns: 60, seed: 8 },
    );
  });

  it('are told with what decided them', () => {
    const plain = { id: 's', conditions: [], minimum: null, censusBelow: null, reserve: 0 };
    let sentence = '';
    const told = (population: number, more: object): unknown => {
      const rule = { ...plain, rate: { direction: 'at-least', millionths: 76_923 } as const, ...more };
      const { chance, rounding, sizeReason, words } = chancesOf({ strata: sizeStrata([rule], [population], ['']) })[0]!;
      sentence = words.zh;
      return [chance?.words, rounding, sizeReason];
    };
    expect(told(1300, {})).toEqual(['1/13', 'up', 'rate']);
    expect(sentence).toBe('1300 户中抽取 100 户（7.6923%，向上取整），每户被抽中的机会都是 1/13。');
    expect(told(1300, { rate: { direction: 'at-most', millionths: 76_923 } })).toEqual(['99/1300', 'down', 'rate']);
    expect(told(50, { rate: { direction: 'exactly', millionths: 100_000 } })).toEqual(['1/10', 'none', 'rate']);
    expect(told(50, { minimum: 10 })).toEqual(['1/5', 'none', 'minimum']);
    expect(told(50, { censusBelow: 51 })).toEqual(['1', 'none', 'census']);
    expect(told(50, { minimum: 60 })).toEqual(['1', 'none', 'everyone']);
    expect(told(0, {})).toEqual([undefined, 'none', 'rate']);
    expect(sentence).toBe('该层没有检查对象。');
  });

  it('are nothing for who was left out', () => {
    const count = new ExclusionCount();
    for (const reason of ['retired', 'cool-down', 'yearly-cap', 'cool-down']) count.add({ reason });
    expect(count.list().map(({ chance, reason, targets }) => [reason, targets, chance.words])).toEqual([
      ['cool-down', 2, '0'],
      ['retired', 1, '0'],
      ['yearly-cap', 1, '0'],
    ]);
  });

  it('have fractions that are exact up to the largest pools', () => {
    expect(fraction(30_000_000, 100_000_000)).toEqual({ numerator: 3, denominator: 10, words: '3/10' });
    expect(fraction(99_999_999, 100_000_000).words).toBe('99999999/100000000');
  });
});

describe('bits of outcomes', () => {
  const choose = (n: number, k: number): bigint => {
    let row = [1n];
    for (let i = 0; i < n; i++) row = [1n, ...row.slice(1).map((value, at) => value + row[at]!), 1n];
    return row[k]!;
  };

  it('are the floor of the logarithm of the product of the binomials', () => {
    const stratum = fc
      .nat(40)
      .chain((population) => fc.record({ population: fc.constant(population), size: fc.nat(population) }));
    fc.assert(
      fc.property(fc.array(stratum, { maxLength: 6 }), (strata) => {
        const product = strata.reduce((all, { population, size }) => all * choose(population, size), 1n);
        const { bits, exact } = bitsOfSelection(strata);
        expect(exact).toBe(true);
        expect(1n << BigInt(bits) <= product && product < 1n << BigInt(bits + 1)).toBe(true);
      }),
      { numRuns: 200, seed: 9 },
    );
  });

  it('are estimated beyond the cap, and said to be', () => {
    // around the cap the estimate can be held against the exact product
    for (const size of [700, 701, 2000]) {
      const population = 100_000;
      let ways = 1n;
      for (let i = 0; i < size; i++) ways = (ways * BigInt(population - i)) / BigInt(i + 1);
      const { bits, exact } = bitsOfSelection([{ population, size }]);
      expect(exact).toBe(floorLog2(ways) < EXACT_BITS);
      expect(exact).toBe(false);
      expect(Math.abs(bits - floorLog2(ways))).toBeLessThanOrEqual(1);
    }
    expect(bitsOfSelection([{ population: 100_000_000, size: 3_000_000 }])).toMatchObject({ exact: false });
    expect(bitsOfSelection([{ population: 100_000_000, size: 100_000_000 }])).toEqual({ bits: 0, exact: true });
  });
});

const certificate = { number: 'Z', validFrom: '2020-01-01', validUntil: '2030-01-01' };
const visit = { from: '2026-03-09', until: '2026-03-20' };
const skills = fc.subarray(['p', 'q']);
const seat = fc.record({
  agencies: fc.subarray(['A', 'B'], { minLength: 1 }),
  count: fc.constantFrom(1, 2),
  qualifications: skills,
});
const house = fc.record({
  staff: fc.array(
    fc.record({
      agency: fc.constantFrom('A', 'B'),
      qualifications: skills,
      recusals: fc.subarray(['T0', 'T1', 'T2', 'T3', 'T9']),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  rules: fc.array(fc.record({ conditions: fc.constant([]), seats: fc.array(seat, { minLength: 1, maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 2,
  }),
  picks: fc.array(fc.nat(1), { maxLength: 4 }),
});

function furnish({
  picks,
  rules,
  staff,
}: {
  staff: Pick<InspectorLeaf, 'agency' | 'qualifications' | 'recusals'>[];
  rules: TeamRule[];
  picks: number[];
}) {
  const inspectors = staff.map((one, i): InspectorLeaf => ({
    ...one,
    absences: [],
    certificate,
    id: `I${i}`,
    name: 'x',
  }));
  const drawn = picks.map((pick, t) => ({ id: `T${t}`, rule: pick % rules.length }));
  return {
    inspectors,
    drawn,
    manifest: { visit, pairing: { algorithm: 'even-teams/1' as const, maxLoad: null, rules } },
  };
}

const subsets = (items: readonly number[], size: number): number[][] =>
  size === 0
    ? [[]]
    : items.flatMap((item, at) => subsets(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));

/** All teams of one target, seat by seat. */
function teamsOf(rule: TeamRule, target: string, inspectors: readonly InspectorLeaf[]): string[][][] {
  return rule.seats.reduce<string[][][]>(
    (teams, { agencies, count, qualifications }) =>
      teams.flatMap((team) => {
        const able = inspectors.flatMap((one, i) =>
          agencies.includes(one.agency) &&
          qualifications.every((skill) => one.qualifications.includes(skill)) &&
          !one.recusals.includes(target) &&
          !team.flat().includes(one.id)
            ? [i]
            : [],
        );
        return subsets(able, count).map((chosen) => [...team, chosen.map((i) => inspectors[i]!.id)]);
      }),
    [[]],
  );
}

describe('what an inspector could be sent to', () => {
  it('is what looking at every target and every inspector finds', () => {
    let withTeams = 0;
    fc.assert(
      fc.property(house, (plan) => {
        const { drawn, inspectors, manifest } = furnish(plan);
        const staff = staffOf(visit, inspectors);
        const told = assignmentFairness({ drawn, inspectors, manifest, teams: null });
        expect(told.spread).toBeNull();
        told.inspectors.forEach(({ couldGo, inspector, load, teams }, i) => {
          const one = inspectors[i]!;
          const open = drawn.filter(
            ({ id, rule }) =>
              !one.recusals.includes(id) &&
              plan.rules[rule]!.seats.some(
                (place) =>
                  place.agencies.includes(one.agency) &&
                  place.qualifications.every((skill) => one.qualifications.includes(skill)),
              ),
          );
          const possible = open.map(({ id, rule }) =>
            new RuleTeams(staff, plan.rules[rule]!).without(
              inspectors.flatMap((other, o) => (other.recusals.includes(id) ? [o] : [])),
            ),
          );
          const range = open.length === 0 ? null : { fewest: Math.min(...possible), most: Math.max(...possible) };
          expect({ inspector, load, couldGo, teams }).toEqual({
            inspector: one.id,
            load: 0,
            couldGo: open.length,
            teams: range,
          });
          if (range !== null && range.fewest < range.most && range.most <= ENOUGH_TEAMS) withTeams++;
        });
      }),
      { numRuns: 400, seed: 10 },
    );
    expect(withTeams).toBeGreaterThan(20);
  });

  it('tells a forced spread from one that could be evener, for every pairing of small pools', () => {
    const seen = { forced: 0, loose: 0 };
    fc.assert(
      fc.property(house, fc.nat(), (plan, pick) => {
        const { drawn, inspectors, manifest } = furnish(plan);
        const each = drawn.map(({ id, rule }) => teamsOf(plan.rules[rule]!, id, inspectors));
        const number = each.reduce((product, teams) => product * teams.length, 1);
        fc.pre(number > 0 && number <= 2000 && drawn.length > 0);
        const pairing = (at: number): Team[] =>
          each.map((teams, t) => {
            const seats = teams[at % teams.length]!;
            at = Math.floor(at / teams.length);
            return { seats, target: drawn[t]!.id };
          });
        const loadsOf = (teams: Team[]): number[] => {
          const sitting = teams.flatMap(({ seats }) => seats.flat());
          return inspectors.map(({ id }) => sitting.filter((one) => one === id).length);
        };
        const evenness = (teams: Team[]): number => loadsOf(teams).reduce((sum, load) => sum + load * load, 0);
        const evenest = Math.min(...Array.from({ length: number }, (_, at) => evenness(pairing(at))));
        const teams = pairing(pick % number);
        const told = assignmentFairness({ drawn, inspectors, manifest, teams });
        expect(told.inspectors.map(({ load }) => load)).toEqual(loadsOf(teams));
        const forced = evenness(teams) === evenest;
        expect(told.spread!.forced).toBe(forced);
        seen[forced ? 'forced' : 'loose']++;
        const going = told.inspectors.filter(({ couldGo }) => couldGo > 0).map(({ load }) => load);
        expect(told.spread).toMatchObject({
          inspectors: going.length,
          most: Math.max(...going),
          least: Math.min(...going),
        });
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(Math.min(seen.forced, seen.loose)).toBeGreaterThan(20);
  });

  it('refuses teams that are not those of the drawn targets', () => {
    const { inspectors, manifest } = furnish({
      staff: [{ agency: 'A', qualifications: [], recusals: [] }],
      rules: [{ conditions: [], seats: [{ agencies: ['A'], count: 1, qualifications: [] }] }],
      picks: [],
    });
    const drawn = [{ id: 'T0', rule: 0 }];
    for (const teams of [
      [],
      [{ seats: [['I0']], target: 'T1' }],
      [{ seats: [[]], target: 'T0' }],
      [{ seats: [['I7']], target: 'T0' }],
      [{ seats: [['I0', 'I0']], target: 'T0' }],
    ])
      expect(() => assignmentFairness({ drawn, inspectors, manifest, teams })).toThrow(RangeError);
  });
});

describe('the sheet of a commitment', () => {
  it('tells chances, small pools and bits in both languages', async () => {
    const { manifest } = await drawTask(smallTask());
    const sheet = committedFairness(manifest);
    expect(sheet.strata.map(({ stratum, chance }) => [stratum, chance?.words])).toEqual([
      ['care', '3/8'],
      ['rest', '3/8'],
    ]);
    expect(sheet.warnings).toHaveLength(manifest.warnings.length);
    expect(sheet.warnings[0]!.words.zh).toContain('不足 10 种');
    // C(8,3)·C(16,6) = 448 448
    expect(sheet.entropy).toMatchObject({ source: 'sealed', sourceBits: 256, outcomes: { bits: 18, exact: true } });
    expect(sheet.entropy.words.en).toContain('each of them can come up');
    expect(sheet.entropy.assurance.label).toBe('self-declared');
    // three digits from 0 to 9 and one of 100 pairs: 10^5 outcomes
    const groups = [
      { count: 3, form: 'digits', from: 0, to: 9 },
      { count: 1, form: 'set', from: 1, to: 100 },
    ];
    const figures = {
      ...manifest,
      entropy: {
        source: 'figures',
        notBefore: manifest.cutoff,
        events: [{ at: manifest.cutoff, groups, name: 'x', number: '1' }],
      },
      warnings: [{ bits: 16, code: 'few-outcomes', needed: 18 }],
    } as unknown as Manifest;
    const few = committedFairness(figures);
    expect(few.entropy).toMatchObject({ source: 'figures', sourceBits: 16, assurance: { label: 'public' } });
    expect(few.entropy.words.en).toContain('some of them cannot come up');
    expect(few.warnings[0]!.words.en).toContain('only 16 bits, the possible samples at least 18');
    const large = { ...manifest, strata: [{ ...manifest.strata[0]!, population: 1_000_000, size: 30_000 }] };
    expect(committedFairness(large).entropy.words.en).toContain('more samples than seeds');
  });
});
