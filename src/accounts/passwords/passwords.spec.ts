import { describe, expect, it } from '@jest/globals';

import { DomainError } from '../../platform/errors/domain-error.js';
import { requireAcceptablePassword } from './password-rules.js';
import { Passwords } from './passwords.js';

const refusal = (password: string, username = 'admin'): string | undefined => {
  try {
    requireAcceptablePassword(password, username, '/password');
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.faults).toEqual([{ pointer: '/password', code: error.code, message: error.text }]);
    expect(JSON.stringify(error)).not.toContain(JSON.stringify(password).slice(1, -1));
    return error.code;
  }
};

describe('A new password', () => {
  it.each([
    ['123456789', 'password_length'],
    ['9 and 😀😀', 'password_length'],
    ['x'.repeat(100) + 'y'.repeat(101), 'password_length'],
    ['a lone surrogate \ud800', 'password_length'],
    ['1234567890', 'password_too_common'],
    ['Password123', 'password_too_common'],
    ['ＰＡＳＳＷＯＲＤ１２３', 'password_too_common'],
    ['WoAiNi1314', 'password_too_common'],
    ['aaaaaaaaaaaaaaaa', 'password_too_common'],
  ])('%j is refused: %s', (password, code) => expect(refusal(password)).toBe(code));

  it.each(['administrative', 'x'.repeat(100) + 'y'.repeat(100), '十个汉字也可以做密码', '😀'.repeat(9) + '!'])(
    '%j is taken',
    (password) => expect(refusal(password)).toBeUndefined(),
  );

  it('is not the username, however it is written', () => {
    expect(refusal('Wang.Fang.County', 'wang.fang.county')).toBe('password_is_username');
    expect(refusal('Wang.Fang.County', 'wang.fang')).toBeUndefined();
  });
});

describe('Passwords', () => {
  const passwords = new Passwords();

  it('hashes with argon2id at 19 MiB, two passes, one lane, salted', async () => {
    const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(one.length).toBeLessThanOrEqual(200);
  });

  it('knows the right password, in whichever form the keyboard made it, and no other', async () => {
    const hash = await passwords.hash('café\u00a0密码 1');
    expect(await passwords.matches(hash, 'café\u00a0密码 1')).toBe(true);
    expect(await passwords.matches(hash, 'cafe\u0301 密码 １')).toBe(true);
    expect(await passwords.matches(hash, 'cafe 密码 1')).toBe(false);
    expect(await passwords.matches(hash, 'café\u00a0密码 1 ')).toBe(false);
    expect(await passwords.matches(hash, '')).toBe(false);
  });

  it('does the same work where there is no such user', async () => {
    await passwords.onModuleInit();
    const hash = await passwords.hash('correct horse');
    // processor time of the whole process, which a busy machine stretches far less than it stretches a wait
    const workOf = async (of: string | undefined): Promise<number> => {
      const before = process.cpuUsage();
      for (let round = 0; round < 10; round++) expect(await passwords.matches(of, 'wrong horse')).toBe(false);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const [known, unknown] = [await workOf(hash), await workOf(undefined)];
    // without the work there would be nothing to speak of
    expect(unknown).toBeGreaterThan(known / 5);
    expect(unknown).toBeLessThan(known * 5);
  });
});
