import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page } from 'playwright-core';
import { type DataSource } from 'typeorm';

import { againTask, closedTask, drawTask, smallTask } from '../../src/protocol/vectors/small-draw.js';
import { MOMENTS } from '../../src/console/hall/story.js';
import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { drawBig } from '../fairness/big-draw.js';
import { DrawHouse } from '../support/draw-house.js';
import { stamp } from '../support/field-rows.js';
import { TestServer } from '../support/server.js';
import { Dice } from '../verifiers/dice.js';
import { sourceOf } from '../verifiers/random-sources.js';
import { openChromium } from './chromium.js';
import { isUsable } from './usable.js';

const SIZES = [
  ['1366', { width: 1366, height: 768 }],
  ['1024', { width: 1024, height: 768 }],
  ['phone', { width: 390, height: 844 }],
] as const;

describe('the draw hall in Chromium', () => {
  let dir: string;
  let dataSource: DataSource;
  let house: DrawHouse;
  let server: TestServer;
  let context: BrowserContext;
  let close: () => Promise<void>;
  let occurrenceId: number;
  let number: string;
  let evidence: string;
  const strangers: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-hall-'));
    const file = join(dir, 'sortis.sqlite');
    dataSource = await openDatabase({ kind: 'sqlite', file }, ENTITIES);
    house = new DrawHouse(dataSource);
    const place = await house.due({ rate_number: 14, name: '养老机构抽查' });
    ({ occurrenceId } = place);
    const own = { agency_id: place.agencyId };
    await house.rows.add(
      'targets',
      ...Array.from({ length: 97 }, (_, n) => ({ ...own, name: `示范县第${n + 1}养老院` })),
    );
    await house.rows.add('inspectors', ...Array.from({ length: 8 }, () => own));
    // announced now; what comes after it the test itself brings about, when the page has seen the announcement
    const soon = stamp(new Date(Date.now() + 4000).toISOString());
    await dataSource.transaction((m) =>
      m.query('UPDATE occurrences SET due_at = ? WHERE id = ?', [soon, occurrenceId]),
    );
    await house.step(occurrenceId);
    ({ number } = await house.drawOf(occurrenceId));
    server = await TestServer.start(
      { kind: 'sqlite', file },
      { SORTIS_LOG_KEY_FILE: house.keyFile, SORTIS_RUN_JOBS: 'false' },
    );
    ({ context, close } = await openChromium());
  });
  afterAll(async () => {
    await close();
    await server.stop();
    await dataSource.destroy();
    rmSync(dir, { recursive: true });
  });

  async function open(path: string, size = SIZES[0][1] as { width: number; height: number }): Promise<Page> {
    const page = await context.newPage();
    await page.setViewportSize(size);
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && origin !== server.url) strangers.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(server.url + path);
    return page;
  }

  const at = (page: Page, moment: string): Promise<void> =>
    page.locator(`body[data-moment="${moment}"]`).waitFor({ timeout: 60_000 });

  async function show(page: Page, name: string): Promise<void> {
    const folder = process.env.SORTIS_SCREENSHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder, `hall-${name}.png`), fullPage: true });
  }

  /** Nobody has to push the page sideways, and on a projector nobody has to scroll. */
  async function fits(page: Page): Promise<void> {
    const [wide, held, tall, seen] = await page.evaluate<[number, number, number, number]>(
      '(({ documentElement: d }, m) => [d.scrollWidth, d.clientWidth, m.scrollHeight, m.clientHeight])(document, document.querySelector("main"))',
    );
    expect(wide).toBeLessThanOrEqual(held);
    const moment = await page.locator('body').getAttribute('data-moment');
    if (held > 640) expect({ moment, over: tall - seen }).toEqual({ moment, over: 0 });
  }

  it('tells a draw from the announcement to the seal, and goes on when the network was gone', async () => {
    const page = await open(`/hall/${number}`);
    await at(page, 'announce');
    await page.keyboard.press(' ');
    const text = (): Promise<string> => page.locator('main').innerText();
    expect(await text()).toContain('97 个');
    expect(await text()).toContain('14/97');
    const { commitment } = await house.drawOf(occurrenceId);
    const code = (commitment ?? '').slice(0, 8);
    expect(await text()).toContain(`${code.slice(0, 4)} ${code.slice(4)}`);
    for (const [name, size] of SIZES) {
      await page.setViewportSize(size);
      await fits(page);
      await show(page, `announce-${name}`);
    }
    await page.setViewportSize(SIZES[0][1]);
    await page.keyboard.press('ArrowRight');
    await at(page, 'wait');
    expect(await text()).toContain('结果尚未揭示');
    await show(page, 'wait');

    await context.setOffline(true);
    await page.locator('#state.gone').waitFor();
    await page.keyboard.press('ArrowLeft');
    await at(page, 'announce');
    await page.keyboard.press('ArrowRight');
    await at(page, 'wait');
    await show(page, 'offline');
    const draw = await house.conduct(occurrenceId);
    await house.issue(draw.id);
    evidence = await house.evidence(draw);
    await context.setOffline(false);
    await page.locator('#state:not(.gone)').waitFor({ timeout: 60_000 });

    for (const moment of ['reveal', 'select', 'pair', 'seal']) {
      // the story grows while it is told: what is not known yet is waited for
      // what is not known yet is waited for
      for (let tries = 0; tries < 600 && (await page.locator('body').getAttribute('data-moment')) !== moment; tries++) {
        await page.keyboard.press('ArrowRight');
        await page.waitForTimeout(100);
      }
      expect([moment, await page.locator('body').getAttribute('data-moment')]).toEqual([moment, moment]);
      if (moment === 'reveal') expect(await text()).toContain('未经第三方见证');
      if (moment === 'seal') expect(await page.locator('.proven').innerText()).toContain('结果一致');
      await fits(page);
      await show(page, moment);
    }
    // told again, on its own, to the last name
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press(' ');
    await at(page, 'pair');
    await page.locator('body[data-shown="14"]').waitFor({ timeout: 60_000 });
    await page.keyboard.press(' ');
    for (const [name, size] of SIZES) {
      await page.setViewportSize(size);
      await fits(page);
      await show(page, `pair-${name}`);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.keyboard.press('l');
    await page.keyboard.press('ArrowRight');
    await at(page, 'seal');
    for (const [name, size] of SIZES) {
      await page.setViewportSize(size);
      await fits(page);
      await show(page, `seal-dark-en-${name}`);
    }
    expect(await text()).toContain('Verify it yourself');
    expect(await text()).not.toMatch(/\p{Script=Han}{4}/u);
    await page.keyboard.press('l');
    await page.close();
  });

  it('tells it again from a file without any network, and shows nothing of one that was tampered with', async () => {
    const page = await open('/hall/');
    await show(page, 'empty');
    // the worker is fetched once; from then on the network may be gone
    await page.setInputFiles('#file', { name: 'e.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await at(page, 'alarm');
    await page.reload();
    const { record } = JSON.parse(evidence) as { record: { selection: { reserve: string[]; targets: string[] }[] } };
    const [stratum] = record.selection;
    const [out = '', reserve = ''] = [stratum?.targets[0], stratum?.reserve[0]];
    const forged = evidence.replace(`"targets":["${out}"`, `"targets":["${reserve}"`);
    expect(forged).not.toBe(evidence);
    await page.setInputFiles('#file', { name: 'e.json', mimeType: 'application/json', buffer: Buffer.from(forged) });
    await at(page, 'alarm');
    expect(await page.locator('[role=alert]').innerText()).toContain('不一致');
    expect(await page.locator('.names li').count()).toBe(0);
    await show(page, 'tampered');

    await page.reload();
    await context.setOffline(true);
    await page.setInputFiles('#file', { name: 'e.json', mimeType: 'application/json', buffer: Buffer.from(evidence) });
    await at(page, 'announce');
    expect(await page.locator('#title').innerText()).toContain(number);
    expect(await page.locator('#state').innerText()).toContain('不用网络');
    await context.setOffline(false);
    await page.close();
  });

  describe('tells from its file a draw', () => {
    /** The texts of its moments, each seen at every size and by axe. */
    const told = async (what: string, bytes: Uint8Array): Promise<Map<string, string>> => {
      const page = await open('/hall/');
      const file = { name: 'evidence.json', mimeType: 'application/json', buffer: Buffer.from(bytes) };
      await page.setInputFiles('#file', file);
      await at(page, 'announce');
      await page.keyboard.press(' ');
      const texts = new Map<string, string>();
      for (const moment of MOMENTS) {
        await at(page, moment);
        await page.keyboard.press('End');
        texts.set(moment, await page.locator('main').innerText());
        for (const [name, size] of SIZES) {
          await page.setViewportSize(size);
          await fits(page);
          if (['reveal', 'pair'].includes(moment)) await show(page, `${what}-${moment}-${name}`);
        }
        await page.setViewportSize(SIZES[0][1]);
        await isUsable(page, `${what}, ${moment}`);
        if (moment !== 'seal') await page.keyboard.press('ArrowRight');
      }
      await page.close();
      return texts;
    };
    it.each(['beacon', 'figures', 'ceremony'] as const)('whose chance comes from %s', async (source) => {
      const chance = sourceOf[source](new Dice(source), 'D-2026-0001');
      const texts = await told(source, (await drawTask({ ...smallTask(), ...chance })).evidence);
      const words = {
        beacon: ['公共信标', '本页已验证签名有效'],
        figures: ['公开号码', '两人分别录入'],
        ceremony: ['每位见证人', '王见证'],
      }[source];
      expect(texts.get('wait')).toContain(words[0]);
      expect(texts.get('reveal')).toContain(words[1]);
      expect(texts.get('seal')).toContain('结果一致');
    });

    it('of six thousand, and one among names as long and rare as there are', async () => {
      const big = await told('big', (await drawBig()).evidence);
      expect(big.get('announce')).toContain('6000 个');
      expect(big.get('pair')).toContain('已组成');
      const task = smallTask();
      const long = (n: number): string => `示范县𠮷祥镇${'很长很长的名称'.repeat(10)}𠮷${n}`;
      const targets = task.targets.map((leaf, n) => ({ ...leaf, attributes: { ...leaf.attributes, name: long(n) } }));
      const inspectors = task.inspectors.map((one) => ({ ...one, name: `欧阳𠮷${'a'.repeat(40)}${one.id}` }));
      const texts = await told('long', (await drawTask({ ...task, targets, inspectors })).evidence);
      expect(texts.get('pair')).toContain('示范县𠮷祥镇很长');
    });

    it('that finds no teams, one that follows another, and one of which a part is shown', async () => {
      const task = smallTask();
      const none = await told(
        'infeasible',
        (await drawTask({ ...task, inspectors: task.inspectors.slice(0, 2) })).evidence,
      );
      expect(none.get('pair')).toContain('无法组队');
      const again = await told('again', (await drawTask(againTask(await drawTask(task)))).evidence);
      expect(again.get('announce')).toContain('漏了一行');
      const part = await told('extract', (await drawTask(closedTask())).extract);
      expect(part.get('seal')).toContain('组队未重算');
    });
  });

  it('asks no other host, and breaks no policy', () => {
    expect(strangers).toEqual([]);
    expect(complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|ERR_FAILED/.test(one))).toEqual([]);
  });
});
