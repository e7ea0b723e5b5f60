import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { whereMariadbIs } from '../support/databases.js';
import { ThrowawayMariadb } from '../support/mariadb.js';
import { TestServer, type Answer } from '../support/server.js';

whereMariadbIs('while MariaDB is away', () => {
  let mariadb: ThrowawayMariadb;
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    mariadb = await ThrowawayMariadb.start();
    server = await TestServer.start({ kind: 'mysql', url: mariadb.ready });
    token = await server.signIn();
  });
  afterAll(async () => {
    await server.stop();
    await mariadb.stop();
  });

  const targets = (): Promise<Answer> => server.call('GET', '/api/v1/targets', { token });
  const make = (code: string): Promise<Answer> =>
    server.call('POST', '/api/v1/agencies', {
      token,
      body: { code, name: `某局 ${code}`, level: 'county', regionCode: '110101' },
    });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'requests are told to come again (%s), and the next one after it is served',
    async (signal) => {
      // as many connections as the pool has, so that each of them dies
      await Promise.all(Array.from({ length: 30 }, targets));
      await mariadb.end(signal);
      for (const answer of [await targets(), await make(`DOWN-${signal}`)]) {
        expect(answer.status).toBe(503);
        expect(answer.headers.get('retry-after')).toBe('5');
        expect(answer.body).toMatchObject({ code: 'database_unreachable' });
        expect(JSON.stringify(answer.body)).toMatch(/数据库没有应答.*does not answer/);
      }
      await mariadb.startAgain();
      expect((await make(`UP-${signal}`)).status).toBe(201);
      for (const answer of await Promise.all(Array.from({ length: 30 }, targets))) expect(answer.status).toBe(200);
      const codes = (await server.call('GET', '/api/v1/agencies', { token })).body.items.map(
        (one: { code: string }) => one.code,
      );
      expect(codes).toContain(`UP-${signal}`);
      expect(codes).not.toContain(`DOWN-${signal}`);
      expect(server.log.join('')).not.toContain('unforeseen error');
    },
    60_000,
  );

  it('a server that is told to stop ends within ten seconds, also with a database that does not answer at all', async () => {
    mariadb.signal('SIGSTOP');
    try {
      const told = performance.now();
      server.process.kill('SIGTERM');
      await new Promise((resolve) => server.process.once('exit', resolve));
      expect(performance.now() - told).toBeLessThan(10_000);
    } finally {
      mariadb.signal('SIGCONT');
    }
  });
});
