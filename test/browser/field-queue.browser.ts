import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, type Page } from 'playwright-core';

import { batchBody, inspectorBody, made, today } from '../support/hostile-house.js';
import { takeSteps } from '../support/inspection-life.js';
import { PASSWORD, ROOT, TestServer, type Answer } from '../support/server.js';
import { jpeg } from '../support/site-files.js';
import { openChromium } from './chromium.js';

const run = promisify(execFile);

describe('the queue of a phone in Chromium', () => {
  let dir: string;
  let server: TestServer;
  let admin: string;
  let officer: string;
  let matter: number;
  let inspection: number;
  let context: BrowserContext;
  let close: () => Promise<void>;
  let script: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-field-'));
    server = await TestServer.start({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') });
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    const agency = await make('/agencies', { code: 'MZ', name: '某县民政局', level: 'county' });
    matter = await make('/matters', { agencyId: agency, name: '场所检查', legalBasis: '《慈善法》' });
    await make('/targets', { agencyId: agency, name: '协会', alias: 'T0', kind: '社会团体' });
    const [first] = [await make('/inspectors', inspectorBody(agency, 'Z0')), await make('/inspectors', inspectorBody(agency, 'Z1'))]; // prettier-ignore
    const user = { username: 'officer', displayName: '某', password: PASSWORD, role: 'inspector' };
    await make('/users', { ...user, agencyId: agency, inspectorId: first });
    officer = await server.signIn('officer');
    const plan = await make('/plans', { agencyId: agency, year: Number(today().slice(0, 4)), title: '年度计划' });
    const schedule = { kind: 'date', at: new Date().toISOString() };
    await make(`/plans/${plan}/batches`, batchBody(matter, { rate: { direction: 'number', number: 1 }, schedule }));
    await made(server, admin, `/plans/${plan}/publish`, {});
    await server.until('/api/v1/draws', admin, (body) => body.items[0]?.phase === 'issued');
    inspection = (await server.call('GET', '/api/v1/inspections', { token: admin })).body.items[0].id;
    await takeSteps(server, admin, inspection, 'accept');
    const questions = [{ key: 'note', text: '情况', kind: 'text' }];
    await server.call('PUT', `/api/v1/matters/${matter}/questions`, { token: admin, body: { questions } });

    const config = {
      root: ROOT,
      publicDir: false,
      logLevel: 'warn',
      build: {
        outDir: join(dir, 'out'),
        emptyOutDir: true,
        target: 'es2023',
        lib: { entry: 'src/console/app/field/index.ts', formats: ['iife'], name: 'field' },
      },
    };
    const file = `export default ${JSON.stringify(config)};`;
    writeFileSync(join(dir, 'vite.mjs'), file.replace('"name":"field"', '"name":"field","fileName":() => "field.js"'));
    await run(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '-c', join(dir, 'vite.mjs')]);
    script = readFileSync(join(dir, 'out/field.js'), 'utf8');
    ({ context, close } = await openChromium({ bypassCSP: true }));
  });
  afterAll(async () => {
    await close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  /** A page of the server's own, with the queue on it. */
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${server.url}/verify/`);
    await page.addScriptTag({ content: script });
    await page.evaluate(`(async () => { self.queue = await field.openFieldQueue('officer', () => '${officer}'); })()`);
    return page;
  };
  const answer = (page: Page, value: string): Promise<unknown> =>
    page.evaluate(
      `queue.add('answer', ${inspection}, { matterId: ${matter}, version: 1, question: 'note', value: '${value}' })`,
    );
  const record = async (): Promise<Answer['body']> =>
    (await server.call('GET', `/api/v1/inspections/${inspection}/on-site`, { token: admin })).body;

  it('keeps what was done without a network through a closed page, and brings it once', async () => {
    let page = await open();
    await context.setOffline(true);
    await answer(page, '一');
    await answer(page, '二');
    const photo = [...jpeg({ data: Buffer.from('门口') })];
    await page.evaluate(`queue.addFile(${inspection}, new Uint8Array(${JSON.stringify(photo)}), { caption: '门口' })`);
    expect(await page.evaluate('queue.flush()')).toBe('offline');
    await page.close();
    expect((await record()).answers).toEqual([]);

    await context.setOffline(false);
    page = await open();
    await answer(page, '三');
    // two tabs at once are one queue
    const other = await open();
    await Promise.all([page.evaluate('queue.flush()'), other.evaluate('queue.flush()')]);
    expect(await page.evaluate('queue.flush()')).toBe('all');
    const { answers, files } = await record();
    expect(answers[0].current.value).toBe('三');
    expect(answers[0].earlier.map(({ value }: Answer['body']) => value)).toEqual(['二', '一']);
    expect(files).toMatchObject([{ caption: '门口', mediaType: 'image/jpeg' }]);
    expect(await page.evaluate('queue.state()')).toMatchObject({ waiting: [], refused: [], taken: 4 });
    // nothing that opens a door stays behind
    const kept = await page.evaluate(`(async () => {
      const all = [];
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((done) => { const o = indexedDB.open(name); o.onsuccess = () => done(o.result); });
        for (const store of database.objectStoreNames) {
          const request = database.transaction(store).objectStore(store).getAll();
          all.push(await new Promise((done) => { request.onsuccess = () => done(request.result); }));
        }
      }
      return JSON.stringify([all, { ...localStorage }, { ...sessionStorage }]);
    })()`);
    expect(kept).not.toContain(officer);
    expect(kept).toContain('waiting');
  });
});
