import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { TestServer } from '../support/server.js';
import { makeProvince, type Province } from './province-rows.js';

/*
 * npm run bench: what everyone may read, coverage and statistics over the five years of a province, through the built server,
 * beside floors of the same run that do nothing else: an answer that asks for next to nothing, the count of as many rows
 * along one index, and the reading of as many bulletins by their keys. SORTIS_BENCH_RESULTS=50000 tries other sizes.
 */

const RESULTS = Number(process.env.SORTIS_BENCH_RESULTS ?? 1_000_000);
const TIMES = 5;
/** As many as a download may have, of a million. */
const DOWNLOAD = RESULTS / 50;

type Floor = 'answer' | 'count' | 'read';

interface Call {
  readonly name: string;
  readonly path: string;
  /** What it is held against. */
  readonly floor: Floor;
  /** Looks whether what came is what was asked for. */
  readonly right: (text: string) => boolean;
}

const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

onEachDatabase(`a province of ${RESULTS} results`, (database) => {
  let province: Province;
  let server: TestServer;
  let token: string;
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  const floors = { answer: NaN, count: NaN, read: NaN };

  const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
    const before = performance.now();
    await work();
    return performance.now() - before;
  };
  const asked = async (path: string): Promise<string> => {
    const answer = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
    return text;
  };
  /** Each time the first is not counted: it may wait for the disk. */
  const measured = async (work: (n: number) => Promise<unknown>): Promise<number> => {
    await work(-1);
    const all: number[] = [];
    for (let n = 0; n < TIMES; n++) all.push(await milliseconds(() => work(n)));
    return median(all);
  };
  const memory = (what: 'VmHWM' | 'VmRSS'): number =>
    Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) /
    1024;

  beforeAll(async () => {
    const dataSource = await openDatabase(database.address(), ENTITIES);
    const before = performance.now();
    province = await makeProvince(dataSource, { results: RESULTS, year });
    say(`${database.name}: made in ${((performance.now() - before) / 1000).toFixed(0)} s`);
    floors.count = await measured(() => dataSource.query('SELECT COUNT(*) AS n FROM inspections WHERE draw_id > 0'));
    floors.read = await measured(async (n) => {
      const from = (n + 1) * DOWNLOAD;
      const rows = await dataSource.query<unknown[]>(
        `SELECT b.number, v.hash, p.content FROM bulletins b JOIN bulletin_versions v ON v.bulletin_id = b.id
           JOIN bulletin_parts p ON p.bulletin_id = b.id WHERE b.id > ? AND b.id <= ?`,
        [from, from + DOWNLOAD],
      );
      expect(rows.length).toBe(DOWNLOAD);
    });
    await dataSource.destroy();
    server = await TestServer.start(database.address(), { SORTIS_LOG_LEVEL: 'error' });
    token = await server.signIn();
    floors.answer = await measured(() => asked('/agencies?pageSize=50'));
    for (const [name, ms] of Object.entries(floors)) say(`  floor ${name}: ${ms.toFixed(1)} ms`);
  }, 3_600_000);
  afterAll(async () => {
    await server.stop();
  });

  it('answers', async () => {
    const { agencies, draw, result, target } = province;
    const some = (text: string): boolean => text.includes('"items":[{');
    const feed = (text: string): boolean => text.includes('<entry>');
    const lines = (least: number) => (text: string) => text.split('\n').length > least;
    const county = agencies.county.code;
    const list = '/public/bulletins/results';
    const name = encodeURIComponent(target.name.slice(2));
    const deep = Math.floor((province.published * 0.9) / 50);
    const calls: Call[] = [
      ...['checklist', 'plans', 'draws', 'results'].flatMap((kind): Call[] => [
        { name: `${kind}, first page`, path: `/public/bulletins/${kind}`, floor: 'answer', right: some },
        { name: `${kind}, feed`, path: `/public/bulletins/${kind}/feed`, floor: 'answer', right: feed },
      ]),
      { name: 'results, page at nine tenths', path: `${list}?page=${deep}`, floor: 'answer', right: some },
      { name: 'results, by an agency', path: `${list}?agency=${county}`, floor: 'answer', right: some },
      {
        name: 'results, by agency and year',
        path: `${list}?agency=${county}&year=${year - 3}`,
        floor: 'answer',
        right: some,
      },
      { name: 'results, by year', path: `${list}?year=${year - 3}`, floor: 'answer', right: some },
      { name: 'results, problems alone', path: `${list}?problem=true`, floor: 'answer', right: some },
      {
        name: 'results, by kind',
        path: `${list}?targetKind=${encodeURIComponent('个体工商户')}`,
        floor: 'answer',
        right: some,
      },
      { name: 'results, by a matter of half of them', path: `${list}?matter=M0`, floor: 'count', right: some },
      { name: 'results, by a rare name', path: `${list}?target=${name}`, floor: 'answer', right: some },
      {
        name: 'results, by a name of most',
        path: `${list}?target=${encodeURIComponent('服务中心')}`,
        floor: 'count',
        right: some,
      },
      { name: 'results, by a code', path: `${list}?target=${target.code}`, floor: 'answer', right: some },
      { name: 'results, feed of an agency', path: `${list}/feed?agency=${county}`, floor: 'answer', right: feed },
      { name: 'one result', path: `${list}/${result}`, floor: 'answer', right: (text) => text.includes('"openings"') },
      {
        name: 'one draw',
        path: `/public/bulletins/draws/${draw}`,
        floor: 'answer',
        right: (text) => text.includes('"commitment"'),
      },
      { name: 'whom it drew', path: `/public/bulletins/draws/${draw}/drawn`, floor: 'answer', right: some },
      { name: "a target's page", path: `/public/targets/${target.code}`, floor: 'answer', right: some },
      {
        name: 'inspections of a county',
        path: `/inspections?agencyId=${agencies.county.id}`,
        floor: 'answer',
        right: some,
      },
      {
        name: 'inspections that are overdue',
        path: '/inspections?overdue=true&pageSize=1&sort=dueOn',
        floor: 'answer',
        right: some,
      },
      {
        name: 'inspections, by their state',
        path: '/inspections?state=reported&pageSize=1&sort=dueOn',
        floor: 'answer',
        right: some,
      },
      { name: 'inspections, all', path: '/inspections', floor: 'answer', right: some },
      ...(['county', 'city', 'province'] as const).flatMap((level): Call[] => {
        const { code, id } = agencies[level];
        const subtree = level === 'county' ? '' : '&subtree=true';
        const floor = level === 'province' ? 'count' : 'answer';
        const share = (text: string): boolean => text.includes('"numerator"');
        return [
          { name: `coverage of a ${level}`, path: `/coverage?agency=${code}${subtree}`, floor, right: share },
          {
            name: `coverage of a ${level}, cycle of 5 years`,
            path: `/coverage?agency=${code}${subtree}&cycleYears=5`,
            floor,
            right: share,
          },
          {
            name: `statistics of a ${level}`,
            path: `/statistics?agencyId=${id}${subtree}`,
            floor,
            right: (text) => text.includes('"figures"'),
          },
        ];
      }),
      {
        name: 'statistics of a province, sheet',
        path: '/statistics/exports?agencyId=1&subtree=true&format=csv',
        floor: 'count',
        right: lines(50),
      },
      {
        name: 'proposal for a county',
        path: `/coverage/proposal?agency=${county}`,
        floor: 'answer',
        right: (text) => text.includes('"batches"'),
      },
      ...(['csv', 'json', 'xlsx'] as const).map((format): Call => ({
        name: `results of a county as ${format}, ${Math.round(province.published / province.counties)} rows`,
        path: `${list}/download?agency=${county}&format=${format}`,
        floor: 'read',
        right: (text) => text.length > RESULTS / 20,
      })),
      {
        name: 'draws as csv',
        path: '/public/bulletins/draws/download?format=csv',
        floor: 'read',
        right: lines(RESULTS / 250),
      },
    ];
    say(
      `${database.name}: ${RESULTS.toLocaleString('en')} inspections, ${province.published.toLocaleString('en')} results, ${province.targets.toLocaleString('en')} targets`,
    );
    const before = memory('VmRSS');
    for (const { floor, name: what, path, right } of calls) {
      const ms = await measured(async () => expect([what, right(await asked(path))]).toEqual([what, true]));
      say(
        `  ${what.padEnd(44)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / floors[floor]).toFixed(1).padStart(6)} × ${floor}`,
      );
    }
    say(`  server's memory: ${before.toFixed(0)} MB before, ${memory('VmHWM').toFixed(0)} MB at its peak`);
  });
});
