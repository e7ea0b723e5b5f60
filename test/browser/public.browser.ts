import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

import { type TestServer, type Answer } from '../support/server.js';
import { CHROMIUM } from './chromium.js';
import { Visitor, type Language, type Size } from './console-visitor.js';
import { startDemonstration } from './demonstration.js';

/** Each page in both languages, at both sizes, in the light and in the dark, with a script and without. */
const LOOKS: readonly (readonly [Language, Size, boolean, boolean])[] = [
  ['zh', 'desktop', false, true],
  ['en', 'phone', true, true],
  ['zh', 'phone', false, false],
];

/** When the main thread had its last long task (50 ms and more), and how far what is read has jumped. */
const OBSERVE = `
window.seen = { task: 0, jump: 0 };
const each = (type, work) => new PerformanceObserver((list) => list.getEntries().forEach(work)).observe({ type, buffered: true });
each('longtask', ({ startTime, duration }) => (seen.task = Math.max(seen.task, startTime + duration)));
each('layout-shift', ({ hadRecentInput, value }) => (seen.jump += hadRecentInput ? 0 : value));`;

/** Milliseconds until the page was there, painted, and the last long task over; long after the answer has come. */
const LOOK = `(() => {
  const { domContentLoadedEventEnd } = performance.getEntriesByType('navigation')[0];
  const { startTime } = performance.getEntriesByName('first-contentful-paint')[0];
  return { usable: Math.round(Math.max(domContentLoadedEventEnd, startTime, seen.task)), jump: seen.jump };
})()`;

describe('the public site in Chromium', () => {
  let dir: string;
  let server: TestServer;
  let browser: Browser;
  let draw: string;
  let code: string;
  let target: Answer['body'];
  let result: string;
  const gone: Visitor[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-public-'));
    server = await startDemonstration(dir);
    browser = await chromium.launch(CHROMIUM);
    const get = async (path: string, token?: string): Promise<Answer['body']> =>
      (await server.call('GET', `/api/v1${path}`, token === undefined ? {} : { token })).body;
    const { items } = await get('/public/bulletins/results?pageSize=1');
    result = items[0].number;
    draw = items[0].draw.number;
    target = items[0].target;
    const planner = await server.signIn('planner');
    const open = await get('/inspections?state=issued&pageSize=1', planner);
    ({ code } = await get(`/inspections/${open.items[0].id}/code`, planner));
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  const pages = (language: Language): (readonly [string, string])[] => {
    const at = (path: string): string => `/public/${language}${path}`;
    return [
      ['home', at('')],
      ['checklist', at('/checklist')],
      ['matter', at('/checklist/1')],
      ['plans', at('/plans')],
      ['plan', at('/plans/1')],
      ['draws', at('/draws')],
      ['draw', at(`/draws/${draw}`)],
      ['results', at('/results?problem=false')],
      ['result', at(`/results/${result}`)],
      ['target', at(`/targets/${target.code}`)],
      ['wrong', at('/results?year=x')],
      ['nothing', at('/nothing')],
      ['real', `/i/${code}${language === 'en' ? '/en' : ''}`],
      ['fake', `/i/AAAA-BBBB-CCCC${language === 'en' ? '/en' : ''}`],
    ];
  };

  const come = (language: Language = 'zh', size: Size = 'desktop', dark = false, script = true): Promise<Visitor> =>
    Visitor.come(browser, server.url, 'anyone', { language, size, dark, script });
  async function leave(visitor: Visitor): Promise<void> {
    gone.push(visitor);
    await visitor.leave();
  }
  const verdict = async (page: Page): Promise<string | null> => {
    await page.locator('#checked #verdict[data-verdict]:not([hidden])').waitFor({ timeout: 60_000 });
    return page.locator('#checked #verdict').getAttribute('data-verdict');
  };

  it.each(LOOKS)(
    'shows every page in %s on a %s, dark: %s, with a script: %s',
    async (language, size, dark, script) => {
      const visitor = await come(language, size, dark, script);
      for (const [name, path] of pages(language)) {
        await visitor.open(path);
        // axe is a script itself
        if (script) await visitor.isUsable(path);
        await visitor.show(`public-${name}${script ? '' : '-plain'}`);
        const text = await visitor.page.locator('body').innerText();
        expect([path, /\{\w+[|}]|undefined|NaN/.exec(text)?.[0]]).toEqual([path, undefined]);
      }
      await leave(visitor);
    },
  );

  it('reads at twice the size on a phone', async () => {
    const visitor = await come('zh', 'phone');
    for (const path of ['/public/zh', `/public/zh/draws/${draw}`, `/i/${code}`]) {
      await visitor.open(path);
      await visitor.page.evaluate('document.documentElement.style.fontSize = "200%"');
      await visitor.isUsable(`${path} at 200 %`);
    }
    await leave(visitor);
  });

  it('is soon of use on a machine four times slower, beside the barest answer; nothing jumps meanwhile', async () => {
    const visitor = await come('zh', 'phone');
    const { page } = visitor;
    await (await visitor.context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.addInitScript(OBSERVE);
    const median = async (path: string): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 3; n++) {
        await page.goto(server.url + path);
        await page.waitForTimeout(1500);
        const { jump, usable } = await page.evaluate<{ usable: number; jump: number }>(LOOK);
        expect([path, jump < 0.01]).toEqual([path, true]);
        times.push(usable);
      }
      return times.sort((a, b) => a - b)[1] ?? NaN;
    };
    const floor = await median('/health/live');
    const said = ['', `time to interactive, processor 4 times slower (floor: ${floor} ms)`];
    for (const path of ['/public/zh', `/public/zh/draws/${draw}`, '/public/zh/results', `/i/${code}`]) {
      const usable = await median(path);
      said.push(`${String(usable).padStart(6)} ms  ${(usable / floor).toFixed(1).padStart(5)} ×  ${path}`);
    }
    process.stdout.write(`${said.join('\n')}\n`);
    await leave(visitor);
  });

  it('says first whether a code is real, to whoever types it on a phone without a script', async () => {
    const visitor = await come('zh', 'phone', false, false);
    const { page } = visitor;
    await visitor.open('/public/zh');
    await page.fill('#code', code.toLowerCase());
    await page.getByRole('button', { name: '辨真假' }).click();
    expect(new URL(page.url()).pathname).toBe(`/i/${code.toLowerCase()}`);
    const mark = page.locator('.mark');
    expect(await mark.innerText()).toBe('真');
    const place = await mark.boundingBox();
    expect([(place?.y ?? 999) < 250, (place?.height ?? 0) > 50]).toEqual([true, true]);
    // red is kept for what is proven
    const color = (of: string): Promise<string> =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${of}')).color`);
    expect(await color('.mark')).toBe('rgb(163, 38, 29)');
    await page.getByRole('link', { name: '看这次抽取，自行核验' }).click();
    expect(await page.locator('h1').innerText()).toContain('的抽取');
    await visitor.open('/i/AAAA-BBBB-CCCC');
    expect([await mark.innerText(), await color('.mark')]).toEqual(['假', 'rgb(28, 28, 26)']);
    await leave(visitor);
  });

  it('finds an organisation, narrows a list and keeps it in the address', async () => {
    const visitor = await come();
    const { page } = visitor;
    await visitor.open('/public/zh');
    await page.fill('#target', target.name.slice(-4));
    await page.getByRole('button', { name: '查询' }).click();
    await page.locator('.found a').first().waitFor();
    expect(new URL(page.url()).search).toBe(`?target=${encodeURIComponent(target.name.slice(-4))}`);
    await page.selectOption('#f-problem', 'false');
    await page.getByRole('button', { name: '查询' }).click();
    await page.waitForURL(/problem=false/);
    // no empty field is in the address that somebody may pass on
    expect([...new URL(page.url()).searchParams.keys()].sort()).toEqual(['problem', 'target']);
    await page.locator('.found a').first().click();
    await page.waitForURL(/\/targets\//);
    expect(await page.locator('h1').innerText()).toContain(target.name.slice(-4));
    // that it was drawn by lot is checked in the page
    await page.locator('form[data-check] button').first().click();
    expect(await verdict(page)).toBe('holds');
    expect(await page.locator('#verdict').innerText()).toContain('本户被抽中');
    await leave(visitor);
  });

  it('does a draw again in its own page, and refuses evidence that was tampered with', async () => {
    const visitor = await come('en', 'phone');
    const { page } = visitor;
    await visitor.open(`/public/en/draws/${draw}`);
    await page.getByRole('button', { name: 'Check it here' }).click();
    expect(await verdict(page)).toBe('holds');
    expect(await page.locator('#verdict').innerText()).toMatch(/^It holds/);
    expect(await page.locator('#steps li.holds').count()).toBeGreaterThanOrEqual(11);
    expect(await page.locator('#checked').innerText()).not.toMatch(/成立/);
    await visitor.isUsable('a draw that was checked');
    await visitor.show('public-checked');

    const evidence = await (await fetch(`${server.url}/api/v1/public/draws/${draw}/evidence`)).text();
    const { record } = JSON.parse(evidence) as { record: { selection: { targets: string[] }[] } };
    const [one = '', two = ''] = record.selection[0]?.targets ?? [];
    const forged = evidence.replace(`"targets":["${one}","${two}"`, `"targets":["${two}","${one}"`);
    expect(forged).not.toBe(evidence);
    const file = { name: 'evidence.json', mimeType: 'application/json', buffer: Buffer.from(forged) };
    await page.setInputFiles('.drop input', file);
    await page.locator('#verdict.fails').waitFor({ timeout: 60_000 });
    expect(await page.locator('#steps li.fails').count()).toBe(1);
    await visitor.isUsable('evidence that was refused');
    await visitor.show('public-refused');
    // and the server that hands out a forged one is found out as well
    await page.route('**/evidence', (route) => route.fulfill({ contentType: 'application/json', body: forged }));
    await page.getByRole('button', { name: 'Check it here' }).click();
    await page.locator('#verdict.fails').waitFor({ timeout: 60_000 });
    await leave(visitor);
  });

  it('asks no other host, breaks no policy and keeps nothing', () => {
    for (const visitor of gone) {
      expect([visitor.name, visitor.strangers, visitor.unexpected()]).toEqual([visitor.name, [], []]);
    }
    expect(gone.length).toBeGreaterThanOrEqual(7);
  });
});
