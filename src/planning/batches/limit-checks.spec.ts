import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Rate } from '../../protocol/index.js';
import { limitFaults, limitWarnings } from './limit-checks.js';
import { sizeFaults, sizesOf } from './strata-checks.js';
import { type DrawnTerms, type StratumTerms } from './strata.js';

const limits = { caps: [{ targetKind: null, most: 1 }], coolDownDays: 60 };
const exactly = (percent: number): Rate => ({ direction: 'exactly', millionths: percent * 10_000 });
const flat = (rate: Rate): DrawnTerms => ({ filter: [], rate, minimum: null, censusBelow: null, strata: [] });
const strata = (...rates: (Rate | null)[]): StratumTerms[] =>
  rates.map((rate, at) => ({
    ...{ code: `s${at}`, name: `分层${at}`, conditions: [{ field: 'riskClass', in: [`${at}`] }], rest: false, rate },
    ...{ minimum: null, censusBelow: null, reserve: null },
  }));
const pool = (capped: number, cooling: number, ...left: number[]) => ({
  ...{ 'yearly-cap': capped, 'cool-down': cooling, left },
  population: capped + cooling + left.reduce((sum, one) => sum + one, 0),
});
const number = (n: number): Rate => ({ direction: 'number', number: n });

it('refuses limits that hold everyone back, and none that leave one', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(3), (capped, cooling, left) => {
      const found = limitFaults(limits, pool(capped, cooling, left), '2026-03-06', flat(number(1)));
      const codes = found.map(({ code }) => code);
      expect(codes).toEqual(left === 0 && capped + cooling > 0 ? ['everyone_left_out'] : []);
    }),
  );
});

it('points at what would have to be changed, and says how', () => {
  const [cooling] = limitFaults(limits, pool(1, 2, 0), '2026-03-06', flat(number(1)));
  expect(cooling).toMatchObject({ pointer: '/coolDownDays' });
  expect(cooling?.message.zh).toContain('请缩短冷却期（现为 60 天）');
  const [capped] = limitFaults(limits, pool(3, 0, 0), '2026-03-06', flat(number(1)));
  expect(capped).toMatchObject({ pointer: '/filter' });
  expect(capped?.message.en).toContain("Raise the plan's yearly cap");
});

describe('rates that take a number that there is of everyone, and not of those who are left', () => {
  it('are refused with what is left and with a way out; a number is all of them then', () => {
    const [fault, ...more] = limitFaults(limits, pool(0, 1, 99), '2026-03-06', flat(exactly(50)));
    expect([more, fault?.code, fault?.pointer]).toEqual([[], 'rate_not_whole', '/rate/millionths']);
    expect(fault?.message.en).toMatch(/on 2026-03-06, .*\(0\) .*\(1\): Exactly 50 % of 99 .*at-least \(50\)/);
    expect(limitFaults(limits, pool(0, 2, 98), '2026-03-06', flat(exactly(50)))).toEqual([]);
    expect(limitFaults(limits, pool(0, 2, 98), '2026-03-06', flat(number(99)))).toEqual([]);
    const most: Rate = { direction: 'at-most', millionths: 10_000 };
    expect(limitFaults(limits, pool(1, 0, 99), '2026-03-06', flat(most))).toMatchObject([{ code: 'nothing_to_draw' }]);
  });

  it('whatever passes can be sized by the draw', () => {
    const rate = fc.oneof(
      fc.integer({ min: 1, max: 100 }).map(exactly),
      fc.integer({ min: 1, max: 30 }).map(number),
      fc.integer({ min: 1, max: 100 }).map((n): Rate => ({ direction: 'at-most', millionths: n * 10_000 })),
    );
    const some = fc.array(fc.tuple(fc.option(rate), fc.nat(40), fc.nat(5)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rate, some, (whole, parts) => {
        const terms = { ...flat(whole), strata: strata(...parts.map(([own]) => own)) };
        const left = parts.map(([, one]) => one);
        const all = parts.map(([, one, held]) => one + held);
        fc.pre(sizeFaults(terms, all).length === 0);
        const held = parts.reduce((sum, [, , one]) => sum + one, 0);
        if (limitFaults(limits, pool(0, held, ...left), '2026-03-06', terms).length > 0) return;
        const sizes = sizesOf(terms, left);
        for (const [at, size] of sizes.entries()) {
          const direction = (parts[at]?.[0] ?? whole).direction;
          if (direction !== 'number') expect(size).toBeDefined();
        }
        if (sizes.every((size) => size !== undefined)) expect(Math.max(...sizes)).toBeGreaterThan(0);
      }),
    );
  });
});

it('an exact share beside limits is warned of, where it stands, unless it is all of them', () => {
  const places = (terms: DrawnTerms, of = limits) => limitWarnings(of, terms).map(({ pointer }) => pointer);
  expect(places(flat(exactly(50)))).toEqual(['/rate/millionths']);
  expect(places(flat(exactly(100)))).toEqual([]);
  expect(places(flat(number(3)))).toEqual([]);
  expect(limitWarnings({ caps: [], coolDownDays: null }, flat(exactly(50)))).toEqual([]);
  const parts = { ...flat(exactly(10)), strata: strata(number(1), exactly(20), null) };
  expect(places(parts)).toEqual(['/strata/1/rate/millionths', '/rate/millionths']);
});
