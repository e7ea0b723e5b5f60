import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from '../../../platform/clock/days.js';
import { distanceFrom, faultOfCheckIn } from './check-in-rules.js';
import { metresBetween, tooFarApart } from './places.js';

const DAYS = {
  day: '2026-03-10',
  drawnOn: '2026-03-01',
  visitFrom: '2026-03-02',
  visitUntil: '2026-03-31',
  noticedOn: null,
};
const WHO = { name: '王芳', expert: false, validFrom: '2026-01-01', validUntil: '2026-12-31' };
const code = (...[who, days]: Parameters<typeof faultOfCheckIn>): string | undefined => faultOfCheckIn(who, days)?.code;

describe('who may check in on a day', () => {
  const day = fc.integer({ min: -40, max: 60 }).map((days) => addDays('2026-03-10', days));

  it('is whoever sits in the team, inside the window, from the notice on, with a certificate of that day', () => {
    fc.assert(
      fc.property(
        fc.record({ day, noticedOn: fc.option(day), validUntil: fc.option(day), expert: fc.boolean() }),
        (one) => {
          const days = { ...DAYS, day: one.day, noticedOn: one.noticedOn };
          const found = code({ ...WHO, expert: one.expert, validUntil: one.validUntil }, days);
          const inside = one.day >= '2026-03-02' && one.day <= '2026-03-31';
          const noticed = one.noticedOn === null || one.day >= one.noticedOn;
          const valid = one.expert || (one.validUntil !== null && one.day >= '2026-01-01' && one.day <= one.validUntil);
          expect(found === undefined).toBe(inside && noticed && valid);
          expect(code(undefined, days)).toBe('not_in_team');
        },
      ),
    );
  });

  it('is told what is wrong first', () => {
    expect(code(WHO, { ...DAYS, day: '2026-02-28' })).toBe('check_in_before_draw');
    expect(code(WHO, { ...DAYS, day: '2026-03-01' })).toBe('check_in_outside_window');
    expect(code(WHO, { ...DAYS, day: '2026-04-01' })).toBe('check_in_outside_window');
    expect(code(WHO, { ...DAYS, noticedOn: '2026-03-11' })).toBe('check_in_before_notice');
    expect(code({ ...WHO, validUntil: '2026-03-09' }, DAYS)).toBe('certificate_not_valid');
    expect(code({ ...WHO, validFrom: null }, DAYS)).toBe('certificate_not_valid');
    expect(code(WHO, DAYS)).toBeUndefined();
  });
});

const place = fc.record({
  longitude: fc.integer({ min: -180_000_000, max: 180_000_000 }),
  latitude: fc.integer({ min: -90_000_000, max: 90_000_000 }),
});

describe('distances', () => {
  it('are those that maps tell', () => {
    const tiananmen = { longitude: 116_397_500, latitude: 39_908_700 };
    const bund = { longitude: 121_490_300, latitude: 31_239_700 };
    // 1 068 km
    expect(Math.abs(metresBetween(tiananmen, bund) - 1_068_000)).toBeLessThan(3000);
    // a thousandth of a degree of latitude
    expect(metresBetween(tiananmen, { ...tiananmen, latitude: 39_909_700 })).toBe(111);
  });

  it('are the same both ways, nothing to oneself, and never longer by a way round', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(metresBetween(a, b)).toBe(metresBetween(b, a));
        expect(metresBetween(a, a)).toBe(0);
        expect(metresBetween(a, b)).toBeLessThanOrEqual(20_015_115);
        expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + 2);
      }),
    );
  });

  it('from a target are far beyond the limit and what the phone may be wrong by, at most as much again', () => {
    const target = { longitude: 116_000_000, latitude: 40_000_000 };
    const north = (millionths: number, accuracy: number) =>
      distanceFrom(target, { ...target, latitude: target.latitude + millionths, accuracy }, 500);
    expect(north(4490, 0)).toEqual({ distance: 499, mostMetres: 500, far: false });
    expect(north(4510, 0).far).toBe(true);
    expect(north(4510, 10)).toMatchObject({ mostMetres: 510, far: false });
    expect(north(20_000, 100_000)).toMatchObject({ mostMetres: 1000, far: true });
    expect(distanceFrom(null, { ...target, accuracy: 5 }, 500)).toEqual({
      distance: null,
      mostMetres: null,
      far: false,
    });
    expect(distanceFrom(target, null, 500).far).toBe(false);
  });
});

describe('two places', () => {
  const here = { longitude: 116_000_000, latitude: 40_000_000, accuracy: 10, at: new Date('2026-03-10T01:00:00Z') };
  const later = (minutes: number): Date => new Date(here.at.getTime() + minutes * 60_000);
  // 11 km north
  const there = { ...here, latitude: 40_100_000 };

  it('are too far apart where nobody gets from one to the other', () => {
    expect(tooFarApart(here, there)).toBe(true);
    expect(tooFarApart(here, { ...there, at: later(1) })).toBe(true);
    expect(tooFarApart(here, { ...there, at: later(10) })).toBe(false);
    expect(tooFarApart({ ...here, at: later(10) }, there)).toBe(false);
    expect(tooFarApart(here, { ...there, accuracy: 11_000 })).toBe(false);
  });

  it('are so both ways, and never more so with more time', () => {
    fc.assert(
      fc.property(place, place, fc.nat({ max: 2000 }), fc.nat({ max: 2000 }), (a, b, minutes, more) => {
        const [from, to] = [{ ...a, accuracy: 5, at: later(0) }, { ...b, accuracy: 5, at: later(minutes) }]; // prettier-ignore
        expect(tooFarApart(from, to)).toBe(tooFarApart(to, from));
        if (!tooFarApart(from, to)) expect(tooFarApart(from, { ...to, at: later(minutes + more) })).toBe(false);
        expect(tooFarApart(from, { ...from, at: to.at })).toBe(false);
      }),
    );
  });
});
