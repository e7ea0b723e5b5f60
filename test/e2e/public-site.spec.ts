import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, today, year } from '../support/hostile-house.js';
import { takeSteps } from '../support/inspection-life.js';
import { PASSWORD, ROOT, TestServer, type Answer } from '../support/server.js';

const SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
const LONG = '示范县𠮷祥养老服务中心（特殊普通合伙）'.padEnd(80, '长');
const PERSON_CODE = 'GT-000000000000001';
const SEVEN_YEARS = 7 * 366;

/** What a page may weigh with all that it brings but the verifier, as it is sent. */
const CEILING = 60_000;

onEachDatabase('the public site', (database) => {
  let server: TestServer;
  let admin: string;
  let planner: string;
  let leader: string;
  let matter: number;
  let plan: number;
  let draw: Answer['body'];
  let inspections: Answer['body'][];

  interface Got {
    readonly status: number;
    readonly headers: Headers;
    readonly html: string;
  }
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Got> => {
    const answer = await fetch(server.url + path, { headers: { connection: 'close', ...headers }, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, html: await answer.text() };
  };
  const page = async (path: string): Promise<string> => {
    const { html, status, headers } = await get(path);
    if (status !== 200 || headers.get('content-type') !== 'text/html; charset=utf-8')
      throw new Error(`${path}: ${status} ${headers.get('content-type')} ${html.slice(0, 300)}`);
    return html;
  };
  const call = (method: string, path: string, token: string, sent?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token, ...(sent === undefined ? {} : { body: sent }) });
  const of = (name: string): Answer['body'] => inspections.find(({ target }) => target.name === name);
  const numberOf = (name: string): string => `${draw.number}.${of(name).ordinal}`;
  const entries = (html: string): number => (html.split('<ol class="entries')[1] ?? '').split('<li>').length - 1;

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const make = async (path: string, sent: unknown): Promise<number> =>
      (await made(server, admin, path, sent)).id as number;
    const agency = await make('/agencies', { code: 'MZ', name: `某县民政局${SCRIPT}`, level: 'county' });
    const legalBasis = `《慈善法》${SCRIPT}`;
    matter = await make('/matters', { agencyId: agency, name: `年度检查${SCRIPT}`, legalBasis, methods: ['on-site'] });
    for (const [name, alias, kind] of [
      [SCRIPT, 'T-1', '社会团体'],
      [LONG, 'T-2', '社会团体'],
      ['丙协会', 'T-3', '社会团体'],
      ['张三小吃店', PERSON_CODE, '个体工商户'],
    ])
      await make('/targets', { agencyId: agency, name, alias, kind, address: '南湖路8号', phone: '13800001111' });
    for (const name of ['陈思远', '欧阳文', '赵明', '周立'])
      await make('/inspectors', { ...inspectorBody(agency, name), certificateNumber: `ZH-${name}` });
    plan = await make('/plans', { agencyId: agency, year: year(), title: `年度计划${SCRIPT}` });
    const batch = (more: object): object =>
      batchBody(matter, {
        name: `抽查${SCRIPT}`,
        filter: [{ field: 'kind', in: ['社会团体', '个体工商户'] }],
        rate: { direction: 'at-least', millionths: 1_000_000 },
        ...more,
      });
    await make(`/plans/${plan}/batches`, batch({ schedule: { kind: 'date', at: new Date().toISOString() } }));
    await made(server, admin, `/plans/${plan}/publish`, {});
    const user = async (username: string): Promise<string> => {
      await make('/users', { username, displayName: username, password: PASSWORD, role: 'planner', agencyId: agency });
      return server.signIn(username);
    };
    planner = await user('planner');
    leader = await user('leader');
    const { items } = await server.until('/api/v1/draws', admin, (told) => told.items[0]?.phase === 'issued');
    [draw] = items;
    inspections = (await call('GET', '/inspections?pageSize=100', admin)).body.items;
    expect(inspections).toHaveLength(4);
    await call('POST', `/agencies/${agency}/checklist`, planner, {});
    for (const [at, { id }] of inspections.entries()) {
      await takeSteps(server, planner, id, 'accept');
      await takeSteps(server, leader, id, 'approve');
      const findings = [{ code: at % 2 === 0 ? 'no-problem-found' : 'unreachable', note: '秘密13800001111' }];
      await call('POST', `/inspections/${id}/findings`, planner, { visitedOn: today(), findings, remarks: '内部' });
      await takeSteps(server, leader, id, 'review');
      await takeSteps(server, planner, id, 'publish');
    }
  }, 120_000);
  afterAll(() => server.stop());

  /** All pages that there are to look at. */
  const everyPage = (): string[] =>
    ['zh', 'en'].flatMap((language) =>
      [
        '',
        '/checklist',
        `/checklist/${matter}`,
        '/plans',
        `/plans/${plan}`,
        '/draws',
        `/draws/${draw.number}`,
        '/results',
        `/results?target=${encodeURIComponent('协会')}`,
        `/results/${numberOf(SCRIPT)}`,
        '/targets/T-1',
      ].map((path) => `/public/${language}${path}`),
    );

  it('stands at addresses of its own in both languages, in one frame, under one policy, with no script of anybody', async () => {
    expect((await get('/public')).headers.get('location')).toBe('/public/zh');
    for (const path of everyPage()) {
      const { headers, html, status } = await get(path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self'",
      );
      expect(headers.get('set-cookie')).toBeNull();
      expect([path, html.match(/<script\b[^>]*>/g)]).toEqual([
        path,
        [expect.stringMatching(/^<script type="module" src="\/public\/assets\/[\w.-]+">$/)],
      ]);
      expect(html).not.toMatch(/<img|<style|style="|13800001111|南湖路|内部|张三/);
      const english = path.startsWith('/public/en');
      expect(html).toContain(`<html lang="${english ? 'en' : 'zh-CN'}">`);
      // the other language is one click away, at the same place
      const other = english ? path.replace('/en', '/zh') : path.replace('/zh', '/en');
      expect(html.replaceAll('&amp;', '&')).toContain(`href="${other}"`);
    }
  });

  it('is sent small, and sent again only where it changed', async () => {
    const [style, script] = ['stylesheet" href', 'script type="module" src'];
    const home = await page('/public/zh');
    const weighs = async (path: string): Promise<number> => {
      const bytes = await fetch(server.url + path, { headers: { 'accept-encoding': 'gzip' } });
      return Number(bytes.headers.get('content-length'));
    };
    const files = await Promise.all(
      [style, script].map((kind) => weighs(new RegExp(`<(?:link rel="|)${kind}="([^"]+)"`).exec(home)?.[1] ?? '')),
    );
    const shared = files.reduce((sum, size) => sum + size, 0);
    const rows: [string, number][] = [];
    for (const path of everyPage()) rows.push([path, (await weighs(path)) + shared]);
    process.stdout.write(
      `\nsent for a page of the public site, gzip: ${rows.map(([path, size]) => `\n${String(size).padStart(7)}  ${path}`).join('')}\n`,
    );
    expect(rows.filter(([, size]) => !(size > 1000 && size < CEILING))).toEqual([]);

    for (const coding of ['br', 'gzip', 'identity']) {
      const answer = await fetch(`${server.url}/public/zh/results`, { headers: { 'accept-encoding': coding } });
      expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
        coding === 'identity' ? null : coding,
        expect.stringContaining('Accept-Encoding'),
      ]);
      expect([coding, await answer.text()]).toEqual([coding, await page('/public/zh/results')]);
    }
    const { headers } = await get('/public/zh/results');
    expect(headers.get('cache-control')).toBe('public, no-cache');
    const again = await get('/public/zh/results', { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, again.html]).toEqual([304, '']);
    expect((await get('/public/zh/results', { 'if-none-match': 'W/"other"' })).status).toBe(200);
    const asset = new RegExp(`${script}="([^"]+)"`).exec(home)?.[1] ?? '';
    expect((await get(asset)).headers.get('cache-control')).toContain('immutable');
    expect((await get('/robots.txt')).html).toContain('Allow: /public/');
  });

  it('finds by name, filters and pages in the address, and says what does not fit', async () => {
    expect(entries(await page('/public/zh/results'))).toBe(4);
    expect(entries(await page(`/public/zh/results?target=${encodeURIComponent('𠮷祥')}`))).toBe(1);
    // an empty form, and what others add to a link, mean nothing
    expect(entries(await page('/public/zh/results?target=&problem=&year=&from=singlemessage&isappinstalled=0'))).toBe(
      4,
    );
    expect(entries(await page('/public/zh/results?problem=true'))).toBe(2);
    expect(entries(await page('/public/zh/results?page=9'))).toBe(0);
    const found = await page('/public/zh/results?target=T-00003');
    expect(entries(found)).toBe(0);
    expect(entries(await page('/public/zh/draws?agency=NX'))).toBe(0);
    const wrong = await get('/public/en/results?year=x&page=0');
    expect([wrong.status, entries(wrong.html)]).toEqual([400, 0]);
    expect(wrong.html).toContain('role="alert"');
    expect(wrong.html).toContain('value="x"');
    const masked = await get(`/public/zh/results?inspector=${encodeURIComponent('陈思远')}`);
    expect([masked.status, masked.html.includes('涉及个人信息')]).toEqual([400, true]);
    // whoever is masked is neither found by name nor by code
    expect(entries(await page(`/public/zh/results?target=${encodeURIComponent('张三')}`))).toBe(0);
    for (const code of [PERSON_CODE, 'NOBODY']) {
      const { html, status } = await get(`/public/zh/targets/${code}`);
      expect([code, status, html.includes('没有找到')]).toEqual([code, 404, true]);
    }
  });

  it('offers each list as files and feeds, whose entries lead back to pages', async () => {
    const html = (await page(`/public/zh/results?problem=true`)).replaceAll('&amp;', '&');
    const files = [...html.matchAll(/href="([^"]*\/download\?[^"]*)"/g)].map(([, path = '']) => path);
    expect(files).toHaveLength(3);
    for (const path of files) expect([path, (await get(path)).status]).toEqual([path, 200]);
    expect(files.every((path) => path.includes('problem=true'))).toBe(true);
    const feeds = [...html.matchAll(/<link rel="alternate" type="[^"]*" title="[^"]*" href="([^"]*)"/g)];
    expect(feeds).toHaveLength(2);
    const feed = (await get(feeds[0]?.[1] ?? '')).html;
    const ways = [...feed.matchAll(/type="text\/html" href="([^"]*)"/g)].map(([, path = '']) => path);
    expect(ways).toHaveLength(4);
    for (const way of ways) expect((await page(way)).includes('<h1>')).toBe(true);
  });

  it("tells a draw in six moments, with everyone's chance, who was drawn, and three ways to check it", async () => {
    const html = await page(`/public/zh/draws/${draw.number}`);
    const moments = [...html.matchAll(/<li class="(\w+)" id="(\w+)">/g)].map(([, state, name]) => `${name} ${state}`);
    expect(moments).toEqual(['announce', 'wait', 'reveal', 'select', 'pair', 'seal'].map((name) => `${name} done`));
    expect(html).toContain('4 个对象全部检查，抽取只决定先后。');
    expect(html.split('<tr><td class="n">')).toHaveLength(5);
    expect(html).toContain('张*');
    expect(html).toContain(`/hall/${draw.number}`);
    expect(html).toContain(`curl -o evidence.json ${server.url}/api/v1/public/draws/${draw.number}/evidence`);
    expect(html).toContain('<svg class="qr"');
    // without a script the button leads to the page that checks
    expect(html).toMatch(
      /<form class="ask" method="get" action="\/verify\/" data-check>\s*<input type="hidden" name="draw"/,
    );
    expect((await get('/public/zh/draws/2026-999999')).status).toBe(404);
    const reveal = (await server.call('GET', `/api/v1/public/draws/${draw.number}`)).body.reveal;
    expect(html).toContain(reveal.secret);
  });

  it('tells what is behind the code on a paper, real or not, in either language', async () => {
    const one = of(LONG);
    const { code } = (await call('GET', `/inspections/${one.id}/code`, planner)).body;
    const asked = await get(`/public/zh/code?code=+${code.toLowerCase()}+`);
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `/i/${code.toLowerCase()}`]);
    const real = await page(`/i/${code}`);
    expect(real).toContain('<p class="mark real">真</p><h1>这项检查是真的。</h1>');
    expect(real).toContain(LONG);
    expect(real).toContain(`/public/zh/draws/${draw.number}`);
    const english = await page(`/i/${code}/en`);
    expect(english).toContain('<p class="mark real">Real</p>');
    const fake = await get('/i/AAAA-BBBB-CCCC/en');
    expect([fake.status, fake.html.includes('<p class="mark unknown">Fake</p>')]).toEqual([404, true]);
    expect(fake.headers.get('cache-control')).toBe('no-store');
  });

  it('keeps every version with its reason, and leads from an old one to the one that holds', async () => {
    const { id } = of('丙协会');
    const corrected = await call('POST', `/inspections/${id}/corrections`, leader, {
      findings: [{ code: 'no-problem-found' }],
      reason: `核对有误${SCRIPT}`,
    });
    const number = numberOf('丙协会');
    expect(corrected.status).toBe(201);
    const html = await page(`/public/zh/results/${number}`);
    expect(html).toContain('第 2 版');
    expect(html).toContain('核对有误&lt;script&gt;');
    const old = await page(`/public/zh/results/${number}/versions/1`);
    expect(old).toContain('这是第 1 版，已由第 2 版取代。');
    expect(old).toContain(`href="/public/zh/results/${number}"`);
    expect((await get(`/public/zh/results/${number}/versions/7`)).status).toBe(404);
  });

  it('tells of a withdrawn result that it is, since when and why, and nothing of what it said, in either language', async () => {
    const { id } = of('丙协会');
    const number = numberOf('丙协会');
    const { code } = (await call('GET', `/inspections/${id}/code`, planner)).body;
    const why = `登记到别的单位${SCRIPT}`;
    const asked = await call('POST', `/inspections/${id}/retractions`, planner, {
      subject: 'publication',
      reason: why,
    });
    await call('POST', `/inspections/${id}/retractions/${asked.body.id}/approve`, leader, {});
    const shown = '登记到别的单位&lt;script&gt;';
    for (const [language, title, result] of [
      ['zh', '检查结果已撤回公示', '这项检查确有其事。结果已于'],
      ['en', 'This result was withdrawn', 'This inspection was real. Its result was withdrawn on'],
    ] as const) {
      // its entry, and every version that there was
      for (const version of ['', '/versions/1', '/versions/3']) {
        const gone = await get(`/public/${language}/results/${number}${version}`);
        expect([version, gone.status, gone.headers.get('cache-control')]).toEqual([version, 410, 'no-store']);
        expect(gone.html).toContain(`<h1>${title}</h1>`);
        expect(gone.html).toContain(shown);
        expect(gone.html).toMatch(/<dt>(?:撤回时间|Withdrawn)<\/dt><dd><time datetime="/);
        expect(gone.html).not.toMatch(/丙协会|未发现问题|No problem/);
      }
      const paper = await page(`/i/${code}${language === 'en' ? '/en' : ''}`);
      expect(paper).toContain(result);
      expect(paper).toContain(shown);
      expect(paper).not.toMatch(/检查结果尚未公示|The result is not public yet/);
      expect(await page(`/public/${language}/results`)).not.toContain('丙协会');
    }
    expect((await get('/public/zh/targets/T-3')).status).toBe(404);
    // published anew, it stands at its address again, and says that it was withdrawn in between
    await takeSteps(server, planner, id, { step: 'return', note: '重办' });
    await takeSteps(server, admin, id, 'review');
    await takeSteps(server, planner, id, 'publish');
    const anew = await page(`/public/zh/results/${number}`);
    expect(anew).toContain('丙协会');
    expect(anew).toContain('<span class="tag warn">撤回公示</span>');
    expect((await get(`/public/zh/results/${number}/versions/1`)).status).toBe(410);
  });

  it('says plainly that there is nothing, in a page', async () => {
    for (const path of [
      '/public/zh/nothing',
      '/public/en/results/2026-000001.99',
      '/public/zh/plans/0',
      '/public/zh/x/y/z',
      // a number is no language
      '/public/zh/draws/en',
    ]) {
      const { headers, html, status } = await get(path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 404, 'text/html; charset=utf-8']);
      const english = path.startsWith('/public/en');
      expect(html).toContain(english ? 'Not found' : '没有找到');
      expect([path, headers.get('content-language')]).toEqual([path, english ? 'en' : 'zh-CN']);
    }
    // and data stay data
    expect((await get('/api/v1/public/draws/nothing')).headers.get('content-type')).toContain(
      'application/problem+json',
    );
  });

  it('takes down what has been on display long enough: 410 for the result and for its organisation', async () => {
    if (database.name === 'SQLite') {
      await server.stop();
      server = await TestServer.start(database.address(), {
        NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, 'test/support/skewed-clock.mjs')).href}`,
        CLOCK_SKEW: String(SEVEN_YEARS * 86_400_000),
      });
    } else {
      // the clock of a database server is nobody's to move: there the results grow old
      const source = await openDatabase(database.address(), []);
      await source.query('UPDATE bulletins SET published_at = published_at - INTERVAL 7 YEAR');
      await source.destroy();
    }
    expect(entries(await page('/public/zh/results'))).toBe(0);
    for (const path of ['/public/zh/targets/T-1', `/public/zh/results/${numberOf(SCRIPT)}`]) {
      const { html, status } = await get(path);
      expect([path, status, html.includes('已不再公示')]).toEqual([path, 410, true]);
    }
    expect((await get(`/public/zh/targets/${PERSON_CODE}`)).status).toBe(404);
    expect((await get(`/public/zh/draws/${draw.number}`)).status).toBe(200);
  });
});
