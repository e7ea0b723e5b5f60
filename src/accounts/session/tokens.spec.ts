import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';

import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Setting } from '../../platform/settings/setting.entity.js';
import { Settings } from '../../platform/settings/settings.service.js';
import { Tokens } from './tokens.js';

const NOW = new Date('2026-03-05T01:00:00Z');
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const HOLDER = { userId: 7, username: 'wang', generation: 3 };

describe('Tokens', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-tokens-'));
  const clock = new StandingClock(NOW);
  const config = new Config({ SORTIS_TOKEN_SECONDS: '600' }, '/');
  let dataSource: DataSource;
  let key: Uint8Array;
  const tokensOf = (): Tokens => new Tokens(new Settings(dataSource, new Transactions(dataSource)), clock, config);

  beforeAll(async () => {
    dataSource = await openDatabase({ kind: 'sqlite', file: join(dir, 'test.sqlite') }, [Setting]);
    await tokensOf().issue(HOLDER);
    const kept = await dataSource.manager.findOneByOrFail(Setting, { name: 'token-key' });
    key = new Uint8Array(Buffer.from(kept.value, 'base64url'));
  });
  afterAll(async () => {
    await dataSource.destroy();
    rmSync(dir, { recursive: true });
  });

  /** A token like ours but for what is given. */
  const forged = (payload: JWTPayload = {}, signedWith = key, alg = 'HS256'): Promise<string> =>
    new SignJWT({
      iss: 'sortis',
      sub: '7',
      username: 'wang',
      generation: 3,
      iat: NOW.getTime() / 1000,
      exp: NOW.getTime() / 1000 + 60,
      ...payload,
    })
      .setProtectedHeader({ alg })
      .sign(signedWith);

  it('say whom they speak for, to every process on the database', async () => {
    const { accessToken, expiresIn } = await tokensOf().issue(HOLDER);
    expect(expiresIn).toBe(600);
    expect(await tokensOf().read(accessToken)).toEqual(HOLDER);
    // and nothing about what he may do
    const claims: unknown = JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString());
    expect(Object.keys(claims as object).sort()).toEqual(['exp', 'generation', 'iat', 'iss', 'sub', 'username']);
  });

  it('are signed under a key of 32 bytes', () => expect(key).toHaveLength(32));

  it('end at their second', async () => {
    const { accessToken } = await tokensOf().issue(HOLDER);
    clock.set(later(599.9));
    expect(await tokensOf().read(accessToken)).toEqual(HOLDER);
    clock.set(later(600));
    await expect(tokensOf().read(accessToken)).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'token_expired',
    });
    clock.set(NOW);
  });

  it('are recognised when they are made as ours are (so that the refusals below refuse for their reason)', async () => {
    expect(await tokensOf().read(await forged())).toEqual(HOLDER);
  });

  it.each<[string, () => string | Promise<string>]>([
    ['another key', () => forged({}, new Uint8Array(32))],
    ['another algorithm under our key', () => forged({}, key, 'HS512')],
    [
      'no algorithm',
      () =>
        new UnsecuredJWT({ username: 'wang', generation: 3 })
          .setIssuer('sortis')
          .setSubject('7')
          .setIssuedAt(NOW)
          .setExpirationTime(later(60))
          .encode(),
    ],
    ['another issuer', () => forged({ iss: 'someone' })],
    ['no end', () => forged({ exp: undefined } as unknown as JWTPayload)],
    ['no generation', () => forged({ generation: undefined })],
    ['a generation that is a text', () => forged({ generation: '3' })],
    ['a subject that is no id', () => forged({ sub: '7 OR 1=1' })],
    ['no subject', () => forged({ sub: undefined } as unknown as JWTPayload)],
    ['rubbish', () => 'a.b.c'],
    [
      'a changed claim',
      async () => {
        const [header, , signature] = (await forged()).split('.');
        const { payload } = { payload: Buffer.from(JSON.stringify({ sub: '1', generation: 1 })).toString('base64url') };
        return `${header}.${payload}.${signature}`;
      },
    ],
  ])('are refused with %s', async (_, make) => {
    await expect(tokensOf().read(await make())).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'token_invalid',
    });
  });

  it('do not remember a database that was away', async () => {
    let away = true;
    const real = new Settings(dataSource, new Transactions(dataSource));
    const settings = {
      getOrCreate: (name: string, make: () => string) =>
        away ? Promise.reject(new Error('away')) : real.getOrCreate(name, make),
    } as Settings;
    const tokens = new Tokens(settings, clock, config);
    await expect(tokens.issue(HOLDER)).rejects.toThrow('away');
    away = false;
    expect(await tokensOf().read((await tokens.issue(HOLDER)).accessToken)).toEqual(HOLDER);
  });
});
