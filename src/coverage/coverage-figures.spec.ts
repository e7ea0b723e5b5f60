import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { chinaYearStart } from '../platform/clock/days.js';
import { coverageOf, coverageYear, figure, forecastOf, WHOLE, type MissingMatter } from './coverage-figures.js';

describe('a figure', () => {
  it('is whole exactly where nothing is missing, and never more than the true share', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), fc.nat({ max: 10_000_000 }), (part, rest) => {
        const { basisPoints } = figure(part, part + rest);
        if (part + rest === 0) return basisPoints === null;
        // integers only: basisPoints / 10 000 ≤ part / whole < (basisPoints + 1) / 10 000
        expect(basisPoints).not.toBeNull();
        expect(BigInt(basisPoints ?? -1) * BigInt(part + rest) <= BigInt(part) * 10_000n).toBe(true);
        expect(BigInt((basisPoints ?? -1) + 1) * BigInt(part + rest) > BigInt(part) * 10_000n).toBe(true);
        expect(basisPoints === WHOLE).toBe(rest === 0);
        return true;
      }),
    );
  });

  it('does not round ten million less one up to all', () => {
    expect(figure(9_999_999, 10_000_000).basisPoints).toBe(9999);
    expect(figure(1, 3)).toEqual({ numerator: 1, denominator: 3, basisPoints: 3333 });
    expect(figure(0, 0)).toEqual({ numerator: 0, denominator: 0, basisPoints: null });
  });

  it.each([
    [2, 1],
    [-1, 1],
    [0.5, 1],
    [Number.NaN, 1],
  ])('refuses %d of %d', (numerator, denominator) => {
    expect(() => figure(numerator, denominator)).toThrow(RangeError);
  });
});

const day = fc.integer({ min: 1, max: 364 }).map((n) => new Date(Date.UTC(2026, 0, n)).toISOString().slice(0, 10));
const missing = fc.record({
  id: fc.nat(),
  code: fc.constant('M'),
  name: fc.constant('事项'),
  agencyId: fc.constant(1),
  drawnOn: fc.option(day),
  plannedOn: fc.option(day),
});

const matter = (drawnOn: string | null, plannedOn: string | null): MissingMatter => ({
  id: 1,
  code: 'M1',
  name: '事项',
  agencyId: 1,
  drawnOn,
  plannedOn,
});

describe('the forecast', () => {
  it('is reached where nothing is missing', () => {
    expect(forecastOf([], '2026-06-01')).toEqual({ reached: true, on: null, unplanned: [] });
  });

  it('is the day of the last first draw', () => {
    const all = [matter('2026-02-01', '2026-11-01'), matter(null, '2026-09-01'), matter(null, '2026-07-01')];
    expect(forecastOf(all, '2026-06-01')).toEqual({ reached: false, on: '2026-09-01', unplanned: [] });
    // a draw that is late cannot have been yesterday
    expect(forecastOf([matter(null, '2026-05-01')], '2026-06-01').on).toBe('2026-06-01');
    expect(forecastOf([matter('2026-02-01', null)], '2026-06-01').on).toBe('2026-02-01');
  });

  it('is no day where something is not planned, and names it', () => {
    const lost = matter(null, null);
    expect(forecastOf([matter(null, '2026-07-01'), lost], '2026-06-01')).toEqual({
      reached: false,
      on: null,
      unplanned: [lost],
    });
  });

  it('has a day, or names who is in the way, or is reached; and one more draw never makes it later or lost', () => {
    fc.assert(
      fc.property(fc.array(missing, { maxLength: 8 }), day, fc.nat(), day, (matters, today, at, extra) => {
        const forecast = forecastOf(matters, today);
        expect([forecast.reached, forecast.on !== null, forecast.unplanned.length > 0].filter(Boolean)).toHaveLength(1);
        if (matters.length === 0) return;
        const chosen = at % matters.length;
        const better = matters.map((each, index) =>
          index === chosen
            ? { ...each, plannedOn: each.plannedOn === null || extra < each.plannedOn ? extra : each.plannedOn }
            : each,
        );
        const then = forecastOf(better, today);
        expect(then.unplanned.length).toBeLessThanOrEqual(forecast.unplanned.length);
        if (forecast.on !== null) expect((then.on ?? '9999') <= forecast.on).toBe(true);
      }),
    );
  });
});

describe('coverage', () => {
  it('puts each count where domain.md wants it', () => {
    const facts = {
      missing: [matter(null, '2026-07-01')],
      activeMatters: 4,
      drawn: 10,
      closed: 3,
      completed: 8,
      published: 6,
      joint: 1,
      due: 7,
      inTime: 5,
      withProblem: 2,
      pool: 150,
      inspectedTargets: 7,
    };
    const { forecast, ...figures } = coverageOf(facts, '2026-06-01');
    expect(
      Object.fromEntries(
        Object.entries(figures).map(([name, { numerator, denominator }]) => [name, [numerator, denominator]]),
      ),
    ).toEqual({
      matterCoverage: [3, 4],
      taskCompletion: [3, 10],
      publicationRate: [5, 7],
      targetCoverage: [7, 150],
      jointRate: [1, 8],
      problemRate: [2, 8],
    });
    expect(forecast.on).toBe('2026-07-01');
  });
});

describe('a year', () => {
  it('is China’s, and its lists are those of its end, or of now while it lasts', () => {
    const year = coverageYear(2026, new Date('2026-12-31T15:59:59.999Z'), chinaYearStart);
    expect(year.start.toISOString()).toBe('2025-12-31T16:00:00.000Z');
    expect(year.end.toISOString()).toBe('2026-12-31T16:00:00.000Z');
    expect(year.asOf.toISOString()).toBe('2026-12-31T15:59:59.999Z');
    expect([year.firstDay, year.lastDay]).toEqual(['2026-01-01', '2026-12-31']);
    expect(coverageYear(2026, new Date('2027-05-01T00:00:00Z'), chinaYearStart).asOf).toEqual(year.end);
  });
});
