import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { metresBetween as byServer } from '../../src/fieldwork/on-site/check-in/places.js';
import { distanceFrom } from '../../src/fieldwork/on-site/check-in/check-in-rules.js';
import { isApple, isFar, mapLink, metresBetween, placeFrom } from '../../src/console/app/field/places.js';

const place = fc.record({
  longitude: fc.integer({ min: -180_000_000, max: 180_000_000 }),
  latitude: fc.integer({ min: -90_000_000, max: 90_000_000 }),
});

describe('places', () => {
  it('are as far apart as the server says, and too far where it says so', () => {
    fc.assert(
      fc.property(place, place, fc.nat(100_000), fc.integer({ min: 50, max: 100_000 }), (a, b, accuracy, limit) => {
        const metres = metresBetween(a, b);
        expect(metres).toBe(byServer(a, b));
        expect(isFar(metres, limit, accuracy)).toBe(distanceFrom(a, { ...b, accuracy }, limit).far);
      }),
    );
  });

  it('are told by a browser in degrees, and sent as whole millionths that the server takes', () => {
    const degrees = fc.record({
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      accuracy: fc.double({ min: 0, max: 1e9, noNaN: true }),
    });
    fc.assert(
      fc.property(degrees, (seen) => {
        const { accuracy, latitude, longitude } = placeFrom(seen);
        expect([longitude, latitude, accuracy].every(Number.isSafeInteger)).toBe(true);
        expect([Math.abs(longitude) <= 180_000_000, Math.abs(latitude) <= 90_000_000]).toEqual([true, true]);
        expect(accuracy >= 0 && accuracy <= 1_000_000 && (accuracy >= seen.accuracy || accuracy === 1_000_000)).toBe(
          true,
        );
      }),
    );
  });

  it('open in the phone’s own map, and lead to no host', () => {
    const where = { name: '阳光协会(一)', address: '示范路 1 号', longitude: 116_397_500, latitude: -9_000_007 };
    expect(mapLink(where, false)).toBe('geo:-9.000007,116.397500?q=-9.000007,116.397500(%E9%98%B3%E5%85%89%E5%8D%8F%E4%BC%9A(%E4%B8%80))'); // prettier-ignore
    expect(mapLink({ ...where, longitude: null }, false)).toBe('geo:0,0?q=%E7%A4%BA%E8%8C%83%E8%B7%AF%201%20%E5%8F%B7');
    expect(mapLink({ ...where, longitude: null, address: null }, true)).toBeUndefined();
    fc.assert(
      fc.property(place, fc.string(), fc.boolean(), (at, name, apple) => {
        const link = mapLink({ ...at, name, address: name }, apple) ?? '';
        expect(link).toMatch(/^(geo:-?\d|maps:\/\/\?)/);
        expect(link).not.toMatch(/https?:|[\s<>"]/);
        const [, latitude, longitude] = /(-?\d+\.\d{6}),(-?\d+\.\d{6})/.exec(link) ?? [];
        expect([Math.round(Number(longitude) * 1e6), Math.round(Number(latitude) * 1e6)]).toEqual([
          at.longitude + 0,
          at.latitude + 0,
        ]);
      }),
    );
    expect([isApple('… iPhone OS 17 …', 5), isApple('… Macintosh …', 5), isApple('… Macintosh …', 0), isApple('Android', 5)]).toEqual([true, true, false, false]); // prettier-ignore
  });
});
