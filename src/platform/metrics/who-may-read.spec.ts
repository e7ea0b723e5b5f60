import { describe, expect, it } from '@jest/globals';

import { mayRead } from './who-may-read.js';

const TOKEN = 'a-token-of-some-length';

describe('who may read the metrics', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
    'is this machine (%s), where there is no token',
    (peer) => {
      expect(mayRead({ peer, headers: {} }, undefined)).toBe(true);
      expect(mayRead({ peer, headers: {} }, TOKEN)).toBe(false);
    },
  );

  it.each(['10.0.0.1', '128.0.0.1', '1.127.0.0', '::ffff:10.0.0.1', '::2', '', undefined])(
    'is not %s without a token',
    (peer) => {
      expect(mayRead({ peer, headers: {} }, undefined)).toBe(false);
      // whoever has no token to bring cannot make one up
      expect(mayRead({ peer, headers: { authorization: 'Bearer undefined' } }, undefined)).toBe(false);
    },
  );

  it.each(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'])(
    'is nobody who comes through a proxy (%s)',
    (header) => {
      expect(mayRead({ peer: '127.0.0.1', headers: { [header]: '' } }, undefined)).toBe(false);
      const authorization = `Bearer ${TOKEN}`;
      expect(mayRead({ peer: '127.0.0.1', headers: { [header]: '127.0.0.1', authorization } }, TOKEN)).toBe(true);
    },
  );

  it.each([
    [`Bearer ${TOKEN}`, true],
    [`bearer ${TOKEN}`, true],
    [`Bearer ${TOKEN} `, false],
    [`Bearer ${TOKEN}x`, false],
    [`Bearer ${TOKEN.slice(1)}`, false],
    [`Basic ${TOKEN}`, false],
    [TOKEN, false],
    ['', false],
  ])('brings the token as a bearer (%s: %s)', (authorization, may) => {
    expect(mayRead({ peer: '10.0.0.1', headers: { authorization } }, TOKEN)).toBe(may);
  });
});
