import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { clearingCookie, secretIn, settingCookie } from './session-cookie.js';

const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-0';
const OTHER = SECRET.replace('a', 'b');
const plain = { secure: false };
const tls = { secure: true };

describe('the cookie of a session', () => {
  it('is for this server alone, and for no script', () => {
    expect(settingCookie(SECRET, plain)).toBe(`sortis=${SECRET}; Path=/; HttpOnly; SameSite=Strict`);
    // RFC 6265bis §4.1.3.2: the prefix wants Secure, Path=/ and no Domain
    expect(settingCookie(SECRET, tls)).toBe(`__Host-sortis=${SECRET}; Path=/; HttpOnly; SameSite=Strict; Secure`);
    expect(clearingCookie(tls)).toBe('__Host-sortis=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0');
    expect(clearingCookie(plain)).toBe('sortis=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
  });

  it.each([
    [undefined, plain, undefined],
    ['', plain, undefined],
    [`sortis=${SECRET}`, plain, SECRET],
    [`a=b; sortis=${SECRET};c=d`, plain, SECRET],
    [`__Host-sortis=${SECRET}`, tls, SECRET],
    // one that a page without TLS could have set
    [`sortis=${SECRET}`, tls, undefined],
    [`__Host-sortis=${SECRET}`, plain, undefined],
    [`sortis=${SECRET}; sortis=${OTHER}`, plain, undefined],
    [`sortis=${SECRET}; sortis=`, plain, undefined],
    [`sortis="${SECRET}"`, plain, undefined],
    [`sortis=${SECRET}x`, plain, undefined],
    [`xsortis=${SECRET}`, plain, undefined],
    [`SORTIS=${SECRET}`, plain, undefined],
  ])('of %j, %j is %j', (header, way, secret) => expect(secretIn(header, way)).toBe(secret));

  it('is read from what was set, among whatever else a browser sends, in bounded time', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/).filter((one) => one !== 'sortis');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.stringMatching(/^[!-:<-~]{0,20}$/))), fc.nat(), (others, at) => {
        const parts = others.map(([key, value]) => `${key}=${value}`);
        parts.splice(at % (parts.length + 1), 0, settingCookie(SECRET, plain).split(';')[0] ?? '');
        expect(secretIn(parts.join('; '), plain)).toBe(SECRET);
      }),
    );
    expect(secretIn('sortis=;'.repeat(100_000), plain)).toBeUndefined();
  });
});
