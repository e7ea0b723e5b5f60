import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection as connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { parse } from 'yaml';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { onEachDatabase, whereMariadbIs } from '../support/databases.js';
import { parseExposition, type Family } from '../support/exposition.js';
import { batchBody, buildHouse, inspectorBody, made, year, type House } from '../support/hostile-house.js';
import { ThrowawayMariadb } from '../support/mariadb.js';
import { ROOT, TestServer, type Answer } from '../support/server.js';

type Scrape = Map<string, Family>;

async function scrape(server: TestServer, headers: Record<string, string> = {}): Promise<Scrape> {
  const answer = await server.call('GET', '/metrics', { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return parseExposition(answer.body as string);
}

/** The one sample with these labels, among others or not, or undefined. */
function valueOf(families: Scrape, name: string, labels: Record<string, string> = {}): number | undefined {
  const family = families.get(name.replace(/_(?:count|sum)$/, '')) ?? families.get(name);
  return family?.samples.find(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;
}

/** Figures of the database are some seconds old: asks again until they say so. */
async function until(server: TestServer, says: (families: Scrape) => boolean): Promise<Scrape> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const families = await scrape(server);
    if (says(families)) return families;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the metrics do not come to say so:\n${JSON.stringify([...(await scrape(server))])}`);
}

/** The values of a gauge by its labels. */
const table = (families: Scrape, name: string): Record<string, number> =>
  Object.fromEntries(
    (families.get(name)?.samples ?? []).map(({ labels, value }) => [Object.values(labels).join(' '), value]),
  );
const aboveNought = (figures: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).filter(([, value]) => value > 0));

onEachDatabase('the metrics', (database) => {
  let server: TestServer;
  let source: DataSource;
  let admin: string;
  let house: House;
  let before: Scrape;

  const rows = async (sql: string): Promise<Record<string, number>> => {
    const found: { what: string; n: number | string }[] = await source.query(sql);
    return Object.fromEntries(found.map(({ what, n }) => [what, Number(n)]));
  };

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    source = await openDatabase(database.address(), ENTITIES);
    admin = await server.signIn();
    before = await scrape(server);
    house = await buildHouse(server, admin, 'MET');
  });
  afterAll(async () => {
    await server.stop();
    await source.destroy();
  });

  it('have nothing of a draw before the first, and no size of the registers before the first count', () => {
    expect(valueOf(before, 'sortis_database_up')).toBe(1);
    expect(aboveNought(table(before, 'sortis_occurrences'))).toEqual({});
    expect(valueOf(before, 'sortis_draw_lateness_seconds_count')).toBe(0);
    expect(before.get('sortis_draw_phase_duration_seconds')?.samples).toEqual([]);
    expect(before.get('sortis_pool_size')).toBeUndefined();
    expect(valueOf(before, 'sortis_database_figures_read', { source: 'pools' })).toBe(0);
  });

  it('say after a draw what the database says', async () => {
    const families = await until(server, (each) => valueOf(each, 'sortis_occurrences', { state: 'drawn' }) === 1);
    const states = await rows('SELECT state AS what, COUNT(*) AS n FROM occurrences GROUP BY state');
    expect(aboveNought(table(families, 'sortis_occurrences'))).toEqual(states);
    const [log] = await source.query<{ n: number | string }[]>('SELECT COUNT(*) AS n FROM log_entries');
    expect(valueOf(families, 'sortis_log_size')).toBe(Number(log?.n));
    const waiting = await rows(`SELECT kind AS what, COUNT(*) AS n FROM jobs WHERE state = 'waiting' GROUP BY kind`);
    const shown = Object.entries(table(families, 'sortis_jobs')).filter(([, n]) => n > 0);
    expect(Object.fromEntries(shown.map(([key, n]) => [key.replace(/ (?:waiting|due)$/, ''), n]))).toEqual(waiting);
    expect(valueOf(families, 'sortis_job_queue_age_seconds')).toBeLessThan(60);
    const reached = await rows(
      `SELECT 'committed' AS what, COUNT(*) AS n FROM draws WHERE committed_at IS NOT NULL
       UNION ALL SELECT 'seeded', COUNT(*) FROM draws WHERE seeded_at IS NOT NULL
       UNION ALL SELECT 'drawn', COUNT(*) FROM draws WHERE drawn_at IS NOT NULL
       UNION ALL SELECT 'issued', COUNT(*) FROM draws WHERE issued_at IS NOT NULL`,
    );
    const works = (families.get('sortis_draw_phase_duration_seconds')?.samples ?? []).filter(({ name }) =>
      name.endsWith('_count'),
    );
    expect(Object.fromEntries(works.map(({ labels, value }) => [labels.phase, value]))).toEqual(reached);
    expect(valueOf(families, 'sortis_draw_lateness_seconds_count')).toBe(reached.drawn);
    expect(valueOf(families, 'sortis_job_runs_total', { kind: 'draw', outcome: 'done' })).toBe(1);
    expect(valueOf(families, 'sortis_job_runs_total', { kind: 'issue', outcome: 'done' })).toBe(1);
    expect(valueOf(families, 'sortis_last_done_age_seconds', { what: 'checkpoint-export' })).toBeLessThan(600);
    expect(aboveNought(table(families, 'sortis_overdue'))).toEqual({});
  });

  it('show a draw that is under way', async () => {
    const soon = batchBody(house.matter, {
      name: '在途',
      schedule: { kind: 'date', at: new Date(Date.now() + 600_000).toISOString() },
      noticeMinutes: 60,
      reason: '增加',
    });
    await made(server, admin, `/plans/${house.plan}/batches`, soon);
    const families = await until(
      server,
      (each) => valueOf(each, 'sortis_draws_under_way', { phase: 'committed' }) === 1,
    );
    expect(valueOf(families, 'sortis_occurrences', { state: 'drawing' })).toBe(1);
    // its moment has not come
    expect(valueOf(families, 'sortis_draw_longest_wait_seconds', { phase: 'committed' })).toBe(0);
  });

  it('count the registers behind the scrapes', async () => {
    const families = await until(server, (each) => each.has('sortis_pool_size'));
    // counted once, when the first scrape asked for it: five minutes have not gone by
    for (const pool of ['targets', 'inspectors', 'matters']) {
      const [row] = await source.query<{ n: number | string }[]>(`SELECT COUNT(*) AS n FROM ${pool}`);
      expect(valueOf(families, 'sortis_pool_size', { pool })).toBeLessThanOrEqual(Number(row?.n));
    }
  });

  it('are the same of the database from a process that runs no jobs', async () => {
    const web = await TestServer.start(database.address(), { SORTIS_RUN_JOBS: 'false' });
    try {
      for (let attempt = 0; ; attempt++) {
        const [one, other] = await Promise.all([scrape(server), scrape(web)]);
        try {
          for (const name of ['sortis_occurrences', 'sortis_log_size', 'sortis_overdue', 'sortis_draws_under_way']) {
            expect(table(other, name)).toEqual(table(one, name));
          }
          expect(valueOf(other, 'sortis_draw_lateness_seconds_count')).toBe(0);
          break;
        } catch (error) {
          if (attempt > 20) throw error;
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
      }
    } finally {
      await web.stop();
    }
  });

  // what has to do with addresses and headers, and with no table
  if (database.name === 'SQLite') {
    it('have as many series after a thousand random addresses as after one', async () => {
      const series = (families: Scrape): number => (families.get('sortis_http_requests_total')?.samples ?? []).length;
      const strange = (n: number): string =>
        [`/x${n}`, `/api/v1/${n}/y`, `/api/v1/targets/${n}`, `/verify/${n}.js`, `/health/${n}`][n % 5] ?? '';
      const ask = async (n: number): Promise<void> => {
        await server.call(n % 7 === 0 ? 'DELETE' : 'GET', strange(n), { token: admin });
      };
      for (let n = 0; n < 35; n++) await ask(n);
      const first = series(await scrape(server));
      for (let n = 35; n < 1035; n += 20) await Promise.all(Array.from({ length: 20 }, (_, more) => ask(n + more)));
      const families = await scrape(server);
      expect(series(families)).toBe(first);
      const routes = new Set(families.get('sortis_http_requests_total')?.samples.map(({ labels }) => labels.route));
      // what was asked for stands in no label; a parameter's name may hold digits (:sha256)
      expect([...routes].filter((route) => /\d{2}/.test((route ?? '').replaceAll(/:\w+/g, '')))).toEqual([]);
      expect(routes).toContain('/api/v1/targets/:id');
      expect(routes).not.toContain('*path');
      expect(
        valueOf(families, 'sortis_http_requests_total', { method: 'GET', route: 'other', status: '4xx' }),
      ).toBeGreaterThan(400);
    }, 120_000);

    it('are not there for whoever comes through a proxy, and the attempt is logged', async () => {
      for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
        const answer = await server.call('GET', '/metrics', { headers: { [header]: '127.0.0.1' } });
        expect([header, answer.status, answer.body.code]).toEqual([header, 404, 'no_such_address']);
      }
      expect(await server.told('metrics_refused', 4)).toHaveLength(4);
    });

    it('are for whoever brings the token, where there is one, and for nobody else', async () => {
      const token = 'a-token-of-some-length';
      const guarded = await TestServer.start(database.address(), {
        SORTIS_METRICS_TOKEN: token,
        SORTIS_RUN_JOBS: 'false',
      });
      try {
        const status = async (headers: Record<string, string>): Promise<number> =>
          (await guarded.call('GET', '/metrics', { headers })).status;
        expect(await status({})).toBe(404);
        expect(await status({ authorization: `Bearer ${token.slice(0, -1)}` })).toBe(404);
        expect(await status({ authorization: `Bearer ${token}x` })).toBe(404);
        expect(await status({ authorization: `Bearer ${admin}` })).toBe(404);
        expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
        expect(await status({ authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' })).toBe(200);
        expect(guarded.log.join('')).not.toContain(token);
      } finally {
        await guarded.stop();
      }
    });
  }

  it('have every name that docker/prometheus/sortis.rules.yaml goes by', async () => {
    const families = await scrape(server);
    const { groups } = parse(readFileSync(join(ROOT, 'docker/prometheus/sortis.rules.yaml'), 'utf8')) as {
      groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    for (const { alert, expr, annotations } of rules) {
      expect([alert, annotations.summary]).toEqual([
        alert,
        expect.stringMatching(/[\u4e00-\u9fff].* \/ .*[a-z]|。\/ .*[a-z]/),
      ]);
      const names = [...expr.matchAll(/\b(?:sortis|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name);
      if (names.length === 0) expect(expr).toContain('up{');
      for (const name of names) {
        const family = name.replace(/_(?:bucket|sum|count)$/, '');
        expect([alert, families.has(name) || families.get(family)?.type === 'histogram']).toEqual([alert, true]);
      }
      // labels that are asked for are those that the samples have
      for (const [, name = '', label = ''] of expr.matchAll(/\b(sortis_[a-z0-9_]+)\{([a-z]+)/g)) {
        expect([name, families.get(name)?.samples[0]?.labels]).toEqual([
          name,
          expect.objectContaining({ [label]: expect.any(String) }),
        ]);
      }
    }
  });

  it('are all told of in both READMEs', async () => {
    const families = [...(await scrape(server)).keys()].filter((name) => name.startsWith('sortis_'));
    for (const readme of ['README.md', 'README.zh-CN.md']) {
      const told = [...readFileSync(join(ROOT, readme), 'utf8').matchAll(/^\| `(sortis_[a-z_]+)` \|/gm)].map(
        ([, name]) => name,
      );
      expect([readme, told.sort()]).toEqual([readme, families.sort()]);
    }
  });
});

onEachDatabase('what is overdue', (database) => {
  const servers: TestServer[] = [];
  let source: DataSource;
  const start = async (environment: Record<string, string>): Promise<TestServer> => {
    const server = await TestServer.start(database.address(), environment);
    servers.push(server);
    return server;
  };
  beforeAll(async () => {
    source = await openDatabase(database.address(), ENTITIES);
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await source.destroy();
  });

  /** What the logs of these servers tell of a code, at a level. */
  const told = (
    who: readonly TestServer[],
    code: string,
    level: number,
  ): { number: string; since: string; msg: string }[] =>
    who
      .flatMap((server) => server.log.join('').split('\n'))
      .filter((line) => line.includes(`"${code}"`))
      .map((line) => JSON.parse(line) as { level: number; number: string; since: string; msg: string })
      .filter((line) => line.level === level);
  const change = (sql: string): Promise<unknown> => new Transactions(source).run((manager) => manager.query(sql));
  const looks = (server: TestServer): Promise<number> =>
    scrape(server).then((each) => valueOf(each, 'sortis_job_runs_total', { kind: 'overdue-look' }) ?? 0);

  it('shows in the scrape of a process that runs no jobs, and is told once when two come that do, and once when it is over', async () => {
    const web = await start({ SORTIS_RUN_JOBS: 'false' });
    const admin = await web.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(web, admin, path, body)).id as number;
    const agency = await make('/agencies', { code: 'LATE', name: '某县民政局', level: 'county', regionCode: '110101' });
    const matter = await make('/matters', { agencyId: agency, name: '检查', legalBasis: '《慈善法》' });
    await make('/targets', { agencyId: agency, name: '协会', alias: 'LATE-1', kind: '社会团体' });
    for (const name of ['甲', '乙']) await make('/inspectors', inspectorBody(agency, name));
    const plan = await make('/plans', { agencyId: agency, year: year(), title: '计划' });
    // whose witnesses bring nothing: it stays overdue when it has been announced
    const batch = batchBody(matter, {
      rate: { direction: 'number', number: 1 },
      entropySource: 'ceremony',
      witnesses: ['证人一', '证人二'],
      schedule: { kind: 'date', at: new Date(Date.now() - 20 * 60_000).toISOString() },
    });
    await make(`/plans/${plan}/batches`, batch);
    await made(web, admin, `/plans/${plan}/publish`, {});
    const alerts = async (open: boolean, token = admin): Promise<Answer['body']> =>
      (await web.call('GET', `/api/v1/alerts?open=${open}`, { token })).body;

    const alone = await until(web, (each) => valueOf(each, 'sortis_overdue', { code: 'occurrence_not_begun' }) === 1);
    expect(aboveNought(table(alone, 'sortis_alerts_open'))).toEqual({});
    expect(valueOf(alone, 'sortis_job_queue_age_seconds')).toBeGreaterThan(0);
    expect((await alerts(true)).total).toBe(0);

    const workers = await Promise.all([start({}), start({})]);
    // a look may come before the draw begins; the next one then closes what it told
    const {
      items: [alert],
    } = await web.until(
      '/api/v1/alerts?open=true',
      admin,
      ({ items, total }) => total === 1 && items[0].code === 'draw_without_result',
      150,
    );
    const number = alert.number as string;
    expect(alert).toMatchObject({ code: 'draw_without_result', subject: 'draw', agencyId: agency, closedAt: null });
    expect(alert.message.zh).toContain(number);
    expect(told(workers, 'draw_without_result', 50)).toEqual([
      expect.objectContaining({ number, since: alert.since, msg: `${alert.message.zh} / ${alert.message.en}` }),
    ]);
    await until(web, (each) => valueOf(each, 'sortis_alerts_open', { code: 'draw_without_result' }) === 1);
    expect((await web.call('GET', '/health/ready')).body.parts.draws).toEqual({ openAlerts: 1 });

    // it waits, which is no work
    for (const worker of workers) {
      expect((await scrape(worker)).get('sortis_draw_phase_duration_seconds')?.samples).toEqual([]);
    }

    // of those who may look, those look at their part of the tree
    const elsewhere = await make('/agencies', {
      code: 'ELSE',
      name: '邻县民政局',
      level: 'county',
      regionCode: '110102',
    });
    for (const [role, agencyId, seen] of [
      ['planner', agency, 1],
      ['auditor', elsewhere, 0],
    ] as const) {
      await make('/users', {
        username: `late.${role}`,
        displayName: role,
        password: 'a long enough one',
        role,
        agencyId,
      });
      const token = await web.signIn(`late.${role}`, 'a long enough one');
      expect([role, (await alerts(true, token)).total]).toEqual([role, seen]);
      const other = await web.call('GET', `/api/v1/alerts?agencyId=${agency}`, { token });
      expect([role, other.status]).toEqual([role, seen === 1 ? 200 : 404]);
    }

    // whoever comes anew looks, and tells nothing again
    for (const worker of workers) await worker.stop();
    const anew = await start({});
    for (let n = 0; n < 300 && (await looks(anew)) === 0; n++) await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await looks(anew)).toBeGreaterThan(0);
    expect(told([anew], 'draw_without_result', 50)).toEqual([]);
    expect((await alerts(true)).total).toBe(1);

    await change(`UPDATE draws SET draw_at = '${year() + 1}-01-01 00:00:00.000' WHERE number = '${number}'`);
    await change(
      `UPDATE jobs SET run_at = '2026-01-01 00:00:00.000' WHERE kind = 'overdue-look' AND state = 'waiting'`,
    );
    await web.until('/api/v1/alerts?open=true', admin, ({ total }) => total === 0, 100);
    expect((await alerts(false)).items.map(({ code }: { code: string }) => code)).toContain('draw_without_result');
    expect(told([anew], 'draw_without_result', 30)).toEqual([expect.objectContaining({ number })]);
    await until(web, (each) => Object.keys(aboveNought(table(each, 'sortis_overdue'))).length === 0);
  }, 240_000);
});

whereMariadbIs('a database that hangs', () => {
  let own: ThrowawayMariadb;
  let server: TestServer;
  beforeAll(async () => {
    own = await ThrowawayMariadb.start();
    server = await TestServer.start({ kind: 'mysql', url: await own.database('hangs') });
  });
  afterAll(async () => {
    process.kill(own.pid, 'SIGCONT');
    await server.stop();
    await own.stop();
  });

  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1000;
  };

  it('makes the server unready in bounded time, leaves it alive, and its own metrics readable', async () => {
    await scrape(server);
    process.kill(own.pid, 'SIGSTOP');
    for (let n = 0; n < 3; n++) {
      let ready: Answer | undefined;
      const took = await seconds(async () => (ready = await server.call('GET', '/health/ready')));
      expect(ready).toMatchObject({ status: 503, body: { code: 'database_unreachable', part: 'database' } });
      expect(took).toBeLessThan(6);
    }
    expect((await server.call('GET', '/health/live')).status).toBe(200);
    let families: Scrape = new Map();
    expect(await seconds(async () => (families = await scrape(server)))).toBeLessThan(6);
    expect(valueOf(families, 'sortis_database_up')).toBe(0);
    expect(families.has('sortis_occurrences')).toBe(false);
    expect(families.has('sortis_job_runs_total')).toBe(true);
    expect(families.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
    process.kill(own.pid, 'SIGCONT');
    await until(server, (each) => valueOf(each, 'sortis_database_up') === 1 && each.has('sortis_occurrences'));
    expect((await server.call('GET', '/health/ready')).status).toBe(200);
  }, 120_000);
});

describe('a server that is told to stop', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-stop-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is unready at once, and ends what has begun', async () => {
    const server = await TestServer.start({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') });
    const port = Number(new URL(server.url).port);
    const body = JSON.stringify({ username: 'nobody', password: 'a long enough one' });
    const begun = (head: string): { socket: ReturnType<typeof connect>; answer: Promise<string> } => {
      const socket = connect(port, '127.0.0.1');
      socket.write(head);
      let said = '';
      socket.setEncoding('utf8').on('data', (text) => (said += String(text)));
      return { socket, answer: new Promise((resolve) => socket.once('close', () => resolve(said))) };
    };
    const head = 'Host: x\r\nConnection: close\r\n';
    const ready = begun(`GET /health/ready HTTP/1.1\r\n${head}`);
    const session = begun(
      `POST /api/v1/session HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const ended = server.stop();
    for (let n = 0; n < 100; n++) {
      if ((await fetch(`${server.url}/health/ready`).catch(() => undefined))?.status !== 200) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    ready.socket.write('\r\n');
    session.socket.write(body.slice(5));
    expect(await ready.answer).toMatch(/^HTTP\/1\.1 503 [^]*"part":"server"[^]*"code":"shutting_down"/);
    expect(await session.answer).toMatch(/^HTTP\/1\.1 401 /);
    await ended;
    expect(server.process.signalCode ?? server.process.exitCode).toBe('SIGTERM');
  });
});
