import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { GaleraCluster } from '../support/galera.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { SharedClock } from '../../src/platform/clock/shared-clock.js';
import { Config } from '../../src/platform/config/config.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import {
  checksums,
  conflicts,
  doneBy,
  issued,
  noCluster,
  openOn,
  tell,
  until,
  Visitor,
  type Answered,
} from './galera-house.js';
import { FaultHouse } from './rig/fault-house.js';
import { endAllLives, type Life } from './rig/life.js';
import { survivedAll } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';

/** More are put on the list as long as the faults last. */
const OCCURRENCES = 240;
const AT_A_TIME = 8;

const missing = noCluster();
(missing === undefined ? describe : describe.skip)('on a Galera cluster of three nodes', () => {
  let cluster: GaleraCluster;
  const dir = mkdtempSync(join(tmpdir(), 'sortis-galera-house-'));

  beforeAll(async () => {
    cluster = await GaleraCluster.start();
    tell(`cluster of ${cluster.nodes.length} nodes: ${cluster.nodes.map(({ host }) => host).join(', ')}`);
  }, 300_000);
  afterAll(async () => {
    await endAllLives();
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }, 200_000);

  const beside = (house: FaultHouse, urls: readonly string[]): Promise<Life[]> =>
    Promise.all(
      urls.map((DATABASE_URL) => house.begin({ environment: { DATABASE_URL, SORTIS_TOKEN_SECONDS: '86400' } })),
    );

  it('draws each occurrence once though a node is killed and another cut off', async () => {
    const urls = await cluster.database('sortis');
    const house = await FaultHouse.open({ kind: 'mysql', url: urls[0]! }, join(dir, 'faults'));
    const pool = await house.pool({ targets: 60, sample: 6, inspectors: 12 });
    house.seen.begin(200);
    const lives = await beside(house, urls);
    await Promise.all(lives.map((life) => life.ready()));
    tell('three instances are ready, one beside each node');

    let due = 0;
    let feeding = true;
    const feed = async (): Promise<void> => {
      while (feeding || due < OCCURRENCES) {
        if ((await house.open()).length < AT_A_TIME) {
          await pool.due(AT_A_TIME);
          due += AT_A_TIME;
        }
        await pause(200);
      }
    };
    const fed = feed();
    await until('some draws on each', 120, async () => {
      for (const life of lives) if ((await doneBy(house, life)) < 6) return false;
      return true;
    });
    const report = async (what: string): Promise<void> =>
      tell(`${what}: ${await issued(house)} of ${due} drawn; conflicts so far ${await conflicts(cluster.nodes)}`);
    await report('draws run on all three');

    const [, second, third] = cluster.nodes;
    await second!.kill();
    const atKill = await issued(house);
    tell('db2 killed with SIGKILL');
    await until('503 of the instance beside db2', 30, async () => (await ready(lives[1]!)).status === 503);
    await until('the others go on', 60, async () => (await issued(house)) >= atKill + 20);
    await report(`the instance beside db2 says 503, the others go on (${atKill} were drawn at the kill)`);
    await second!.start();
    await until('ready again', 60, async () => (await ready(lives[1]!)).status === 200);
    const byBefore = await doneBy(house, lives[1]!);
    await until('draws beside db2 again', 60, async () => (await doneBy(house, lives[1]!)) > byBefore + 2);
    await report('db2 rejoined, its instance is ready and draws again');

    const visitor = await new Visitor(lives[2]!).signIn();
    third!.cutOff();
    tell('db3 cut off from the others (its network drops what it sends to them)');
    await until('db3 sees it', 60, async () => (await third!.status())?.wsrep_ready === 'OFF');
    const cut = await third!.status();
    tell(`db3: ${cut?.wsrep_cluster_status}, ready ${cut?.wsrep_ready}`);
    const url = new URL(urls[2]!);
    const asked = await ask(url.href);
    tell(`db3 answers a query: ${asked}`);
    expect(asked).toContain('WSREP has not yet prepared node');
    expect((await ready(lives[2]!)).status).toBe(503);
    const answer = await visitor.call('GET', '/api/v1/draws');
    tell(`the instance beside db3: /health/ready 503, /api/v1/draws ${answer.status} ${answer.body.code}`);
    expect(answer.status).toBe(503);
    await pause(3000);
    const byThird = await doneBy(house, lives[2]!);
    const atCut = await issued(house);
    await until('the others go on', 60, async () => (await issued(house)) >= atCut + 20);
    // it has run nothing while its node was cut off
    expect(await doneBy(house, lives[2]!)).toBe(byThird);
    await report(`the others go on, the instance beside db3 runs nothing (${byThird} jobs before and after)`);
    third!.mend();
    await third!.until((status) => status.wsrep_ready === 'ON' && status.wsrep_cluster_size === '3', 'joined');
    await until('ready again', 60, async () => (await ready(lives[2]!)).status === 200);
    await until('draws beside db3 again', 60, async () => (await doneBy(house, lives[2]!)) > byThird + 2);
    await report('db3 rejoined, its instance is ready and draws again');

    feeding = false;
    await fed;
    await house.allIssued(180, lives[0]);
    const byEach = [];
    for (const life of lives) byEach.push(await doneBy(house, life));
    const said = lives.map((life) => life.said.join(''));
    const lost = said.reduce((sum, text) => sum + (text.match(/lease lost; another/g)?.length ?? 0), 0);
    const unforeseen = said.reduce((sum, text) => sum + (text.match(/unforeseen error/g)?.length ?? 0), 0);
    await Promise.all(lives.map((life) => life.kill('SIGTERM')));
    const sums = await checksums(cluster.nodes, 'sortis');
    const tables = Object.keys(sums[0]!).length;
    tell(`checksums of ${tables} tables on each node: ${same(sums) ? 'the same on all three' : 'DIFFERENT'}`);
    const tally = await tallyOf(house, due, { byPython: 3 });
    survivedAll(
      'a node killed, another cut off, both rejoined',
      'Galera',
      tally,
      `${tally.looked.draws} draws, ${tally.looked.inspections} inspections, ${tally.looked.entries} entries of the log; ` +
        `jobs by instance ${byEach.join(' + ')}, leases lost ${lost}, conflicts ${await conflicts(cluster.nodes)}`,
    );
    expect(same(sums)).toBe(true);
    expect(unforeseen).toBe(0);
    await house.close();
  }, 900_000);

  it('repeats what conflicts with another node, and answers no request with 500', async () => {
    const urls = await cluster.database('conflicts');
    const house = await FaultHouse.open({ kind: 'mysql', url: urls[0]! }, join(dir, 'conflicts'));
    const lives = await beside(house, urls.slice(0, 2));
    await Promise.all(lives.map((life) => life.ready()));
    const visitors = await Promise.all(lives.map((life) => new Visitor(life).signIn()));
    const before = await conflicts(cluster.nodes);
    const both = (method: string, paths: readonly string[], body: (n: number) => object): Promise<Answered[]> =>
      Promise.all(visitors.map((visitor, n) => visitor.call(method, paths[n] ?? paths[0]!, body(n))));

    // the same unique code
    let twice = 0;
    for (let n = 0; n < 20; n++) {
      const answers = await both('POST', ['/api/v1/agencies'], (at) => ({
        code: `C${n}`,
        name: `单位${n}-${at}`,
        level: 'county',
      }));
      expect(statuses(answers)).toEqual([201, 409]);
      twice++;
    }
    tell(`the same code on two nodes at once, ${twice} times: one 201, one 409 each`);

    // a ring: each in itself sound
    let rings = 0;
    for (let n = 0; n < 10; n++) {
      const [a, b] = await agencies(visitors[0]!, [`环甲${n}`, `环乙${n}`], 'county');
      const answers = await both('PATCH', [`/api/v1/agencies/${a}`, `/api/v1/agencies/${b}`], (at) => ({
        parentId: at === 0 ? b : a,
      }));
      expect(statuses(answers)[0]).toBe(200);
      expect(statuses(answers)[1]).toBeGreaterThanOrEqual(400);
      rings++;
    }
    tell(`two agencies hung below each other on two nodes at once, ${rings} times: one is refused each time`);

    // retired on one node, added to on the other
    let orphans = 0;
    let refusedRetirements = 0;
    for (let n = 0; n < 60; n++) {
      const [id] = await agencies(visitors[0]!, [`撤并${n}`], 'county');
      const [retired] = await Promise.all([
        visitors[0]!.call('POST', `/api/v1/agencies/${id}/retire`, { reason: '撤并' }),
        visitors[1]!.call('POST', '/api/v1/targets', { agencyId: id, name: `企业${n}`, kind: '企业' }),
      ]);
      if (retired.status >= 400) refusedRetirements++;
      const rows = await house.query(
        `SELECT t.id FROM targets t JOIN agencies a ON a.id = t.agency_id
          WHERE a.id = ? AND a.retired_at IS NOT NULL AND t.retired_at IS NULL`,
        [id],
      );
      orphans += rows.length;
    }
    expect(orphans).toBe(0);
    tell(`retired on one node, added to on the other, 60 times: ${refusedRetirements} not retired, ${orphans} orphans`);

    // two administrators depose each other
    let deposed = 0;
    for (let n = 0; n < 6; n++) {
      const rows = await house.query<{ id: number; username: string }>(
        `SELECT id AS id, username AS username FROM users WHERE role = 'admin' AND active = 1`,
      );
      const second = { username: `second${n}`, displayName: '二', password: 'correct-horse-battery-2', role: 'admin' };
      const one = rows[0]!;
      const by = await new Visitor(lives[0]!).signIn(
        one.username,
        one.username === 'admin' ? undefined : second.password,
      );
      const made = await by.call('POST', '/api/v1/users', second);
      expect(made.status).toBe(201);
      const other = await new Visitor(lives[1]!).signIn(second.username, second.password);
      const answers = await Promise.all([
        by.call('PATCH', `/api/v1/users/${made.body.id}`, { active: false }),
        other.call('PATCH', `/api/v1/users/${one.id}`, { active: false }),
      ]);
      expect(statuses(answers)[0]).toBe(200);
      expect(statuses(answers)[1]).toBeGreaterThanOrEqual(400);
      const left = await house.query(`SELECT id FROM users WHERE role = 'admin' AND active = 1`);
      expect(left.length).toBe(1);
      deposed++;
    }
    tell(`two administrators depose each other on two nodes, ${deposed} times: one is left each time`);
    const requests = visitors.flatMap(({ counts }) => [...counts]);
    expect(requests.filter(([status]) => status >= 500)).toEqual([]);
    tell(
      `answers: ${JSON.stringify(requests)}; conflicts between the nodes ${(await conflicts(cluster.nodes)) - before}`,
    );
    await Promise.all(lives.map((life) => life.kill('SIGTERM')));
    expect(await conflicts(cluster.nodes)).toBeGreaterThan(before);
    await house.close();
  }, 300_000);

  it('claims a job once, and appends to the log one after the other, from two nodes at once', async () => {
    const urls = await cluster.database('claims');
    const sources = [await openOn(urls[0]!), await openOn(urls[1]!)];
    try {
      const house = await FaultHouse.open({ kind: 'mysql', url: urls[0]! }, join(dir, 'claims'));
      const config = new Config({ SORTIS_LOG_LEVEL: 'silent' }, dir);
      const claimants = sources.map((source) => {
        const clock = new SharedClock();
        return new Jobs(source, new Transactions(source), clock, config);
      });
      const before = await conflicts(cluster.nodes);
      const jobs = Array.from({ length: 60 }, (_, n) => ({ kind: 'probe', key: String(n), dueAt: new Date(0) }));
      await new Transactions(sources[0]!).run((manager) => claimants[0]!.enqueue(manager, ...jobs));
      const claimed: string[] = [];
      await Promise.all(
        claimants.map(async (claimant, n) => {
          for (;;) {
            const job = await claimant.claim(['probe'], `node${n + 1}`);
            if (job === undefined) return;
            claimed.push(job.jobKey);
          }
        }),
      );
      const betweenClaims = (await conflicts(cluster.nodes)) - before;
      expect([claimed.length, new Set(claimed).size]).toEqual([60, 60]);
      tell(`60 jobs claimed from two nodes at once: each once; conflicts ${betweenClaims}`);

      const { log } = house.draws;
      let [tries, appended] = [0, 0];
      await Promise.all(
        sources.map(async (source, n) => {
          for (let i = 0; i < 40; i++) {
            const draw = `P${n}-${i}`;
            await new Transactions(source).run((manager) => {
              tries++;
              return log.append(manager, {
                kind: 'commit',
                batch: draw,
                commitment: 'ab'.repeat(32),
                draw,
                occurrence: 1,
              });
            });
            appended++;
          }
        }),
      );
      const rows = await house.query<{ n: number; most: number }>(
        'SELECT COUNT(*) AS n, MAX(position) AS most FROM log_entries',
      );
      expect(rows.map(({ most, n }) => [Number(n), Number(most)])).toEqual([[81, 80]]);
      expect(tries).toBeGreaterThan(appended);
      tell(`80 entries appended to the log from two nodes at once: ${tries} tries for ${appended}, whole and in order`);
      expect(same(await checksums(cluster.nodes, 'claims'))).toBe(true);
      await house.close();
    } finally {
      await Promise.all(sources.map((source) => source.destroy()));
    }
  }, 300_000);

  it('is refused by a server whose node does not wait before it reads', async () => {
    const urls = await cluster.database('causal');
    const root = await cluster.nodes[0]!.connect('mysql');
    await root.query('SET GLOBAL wsrep_sync_wait = 0');
    try {
      await expect(openOn(urls[0]!)).rejects.toThrow('wsrep_sync_wait=1');
    } finally {
      await root.query('SET GLOBAL wsrep_sync_wait = 1');
      await root.end();
    }
    await (await openOn(urls[0]!)).destroy();
  }, 60_000);
});

const same = (sums: readonly object[]): boolean =>
  new Set(sums.map((each) => JSON.stringify(Object.values(each)))).size === 1;

const statuses = (answers: readonly Answered[]): number[] => answers.map(({ status }) => status).sort((a, b) => a - b);

const ready = async (life: Life): Promise<{ status: number }> =>
  fetch(`${life.url}/health/ready`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(20_000) });

async function agencies(by: Visitor, names: readonly string[], level: string): Promise<number[]> {
  const ids = [];
  for (const name of names) {
    const { body, status } = await by.call('POST', '/api/v1/agencies', { name, level });
    expect(status).toBe(201);
    ids.push((body as { id: number }).id);
  }
  return ids;
}

/** What a node says to someone who comes in anew. */
async function ask(url: string): Promise<string> {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection(url);
  try {
    await connection.query('SELECT COUNT(*) FROM draws');
    return 'it answered';
  } catch (error) {
    return String((error as Error).message);
  } finally {
    connection.destroy();
  }
}
