import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { DueDraws } from '../support/due-draws.js';
import { whereMariadbIs } from '../support/databases.js';
import { ThrowawayMariadb } from '../support/mariadb.js';
import { ROOT, TestServer } from '../support/server.js';

const HOUR = 3_600_000;
const DRAWS = 12;
const skewed = (milliseconds: number): Record<string, string> => ({
  NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, 'test/support/skewed-clock.mjs')).href}`,
  CLOCK_SKEW: String(milliseconds),
  SORTIS_LEASE_SECONDS: '5',
});

whereMariadbIs('servers whose hosts’ clocks are an hour off, on one MariaDB', () => {
  let mariadb: ThrowawayMariadb;
  let house: DueDraws;
  const servers: TestServer[] = [];

  beforeAll(async () => {
    mariadb = await ThrowawayMariadb.start();
    const address = { kind: 'mysql' as const, url: mariadb.ready };
    house = await DueDraws.open(address);
    for (const skew of [-HOUR, HOUR]) servers.push(await TestServer.start(address, skewed(skew)));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await house.close();
    await mariadb.stop();
  });

  it('draw at the database’s due time, and take nothing from one another', async () => {
    const agencyId = await house.agency(50);
    const due = new Date(Date.now() + 4000);
    await house.due(agencyId, due, {}, DRAWS);
    const draws = await house.issued(DRAWS, 90);
    const [moments] = await house.query<{ first: Date; last: Date }>(
      'SELECT MIN(drawn_at) AS first, MAX(drawn_at) AS last FROM draws',
    );
    expect(moments?.first.getTime()).toBeGreaterThanOrEqual(due.getTime());
    expect((moments?.last.getTime() ?? 0) - due.getTime()).toBeLessThan(90_000);
    expect(new Set(draws.map(({ number }) => number)).size).toBe(DRAWS);
    // one claim for each look, none lost, none failed
    const jobs = await house.query<{ n: string }>(`SELECT COUNT(*) AS n FROM jobs WHERE last_error IS NOT NULL`);
    expect(Number(jobs[0]?.n)).toBe(0);
    const words = servers.map((server) => server.log.join('')).join('');
    expect(words).not.toContain('lease lost');
    expect(words).not.toContain('the clock of the database jumped');
    // both were at it
    for (const server of servers) expect(await server.told('"kind":"draw"')).not.toEqual([]);
  }, 120_000);
});
