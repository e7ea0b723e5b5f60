import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page } from 'playwright-core';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { DrawHouse } from '../support/draw-house.js';
import { TestServer } from '../support/server.js';
import { openChromium } from './chromium.js';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

describe('the verify page in Chromium', () => {
  let dir: string;
  let server: TestServer;
  let context: BrowserContext;
  let close: () => Promise<void>;
  let number: string;
  let evidence: string;
  const strangers: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-page-'));
    const file = join(dir, 'sortis.sqlite');
    const dataSource = await openDatabase({ kind: 'sqlite', file }, ENTITIES);
    const house = new DrawHouse(dataSource);
    const { agencyId, occurrenceId } = await house.due({ rate_number: 300 });
    const own = { agency_id: agencyId };
    await house.rows.add('targets', ...Array.from({ length: 6000 }, () => own));
    await house.rows.add('inspectors', ...Array.from({ length: 40 }, () => own));
    const draw = await house.conduct(occurrenceId);
    number = draw.number;
    evidence = await house.evidence(draw);
    await dataSource.destroy();
    server = await TestServer.start({ kind: 'sqlite', file });
    ({ context, close } = await openChromium());
  });
  afterAll(async () => {
    await close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  async function open(path: string, size = DESKTOP, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await context.newPage();
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== server.url) strangers.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(server.url + path);
    return page;
  }

  const verdictOf = async (page: Page): Promise<string | null> => {
    await page.locator('#verdict[data-verdict]:not([hidden])').waitFor({ timeout: 60_000 });
    return page.locator('#verdict').getAttribute('data-verdict');
  };

  /** Where SORTIS_SCREENSHOTS names a folder, people can look at what was tested. */
  async function show(page: Page, name: string): Promise<void> {
    const folder = process.env.SORTIS_SCREENSHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }

  it('fetches the public evidence of a draw and does it again', async () => {
    const page = await open(`/verify/?draw=${number}`);
    expect(await verdictOf(page)).toBe('holds');
    expect(await page.locator('#steps li.holds').count()).toBeGreaterThanOrEqual(11);
    expect(await page.locator('#steps li.fails').count()).toBe(0);
    expect(await page.locator('#verdict').innerText()).toMatch(/^成立/);
    await show(page, 'holds-desktop');
    await page.setViewportSize(PHONE);
    await show(page, 'holds-phone');
    await page.close();
  });

  it('refuses a file in which one target was exchanged, and says where', async () => {
    const forged = join(dir, 'forged.json');
    const { record } = JSON.parse(evidence) as { record: { selection: { reserve: string[]; targets: string[] }[] } };
    const [stratum] = record.selection;
    const [out = '', reserve = ''] = [stratum?.targets[0], stratum?.reserve[0]];
    const changed = evidence.replace(`"stratum":"all","targets":["${out}"`, `"stratum":"all","targets":["${reserve}"`);
    expect(changed).not.toBe(evidence);
    writeFileSync(forged, changed);
    const page = await open('/verify/', PHONE, 'dark');
    await show(page, 'empty-phone-dark');
    await page.setInputFiles('#file', forged);
    expect(await verdictOf(page)).toBe('fails');
    expect(await page.locator('#steps li.fails').count()).toBe(1);
    const told = await page.locator('#steps li.fails').innerText();
    expect(told).toContain(out);
    expect(told).toContain(reserve);
    await show(page, 'fails-phone-dark');

    // the honest file right after it, on the same page
    const honest = join(dir, 'honest.json');
    writeFileSync(honest, evidence);
    await page.setInputFiles('#file', honest);
    await page.locator('#verdict.holds').waitFor();
    expect(await page.locator('#steps li.fails').count()).toBe(0);
    await page.close();
  });

  it('says in words what it cannot check', async () => {
    const none = await open('/verify/?draw=1999-000001');
    expect(await verdictOf(none)).toBe('unusable');
    expect(await none.locator('#verdict').innerText()).toContain('无法取得这次抽取的证据');
    await none.setInputFiles('#file', {
      name: 'photo.json',
      mimeType: 'application/json',
      buffer: Buffer.from('GIF89a'),
    });
    await none.locator('#verdict:not([hidden]) .why').waitFor();
    expect(await verdictOf(none)).toBe('unusable');
    await show(none, 'unusable-desktop');
    await none.close();
  });

  it('can be worked with the keyboard alone', async () => {
    const page = await open('/verify/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('file');
    await page.close();
  });

  it('asks no other host, and breaks no policy', () => {
    expect(strangers).toEqual([]);
    // the answer 404 to the draw that is not there is told by the browser itself
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([]);
  });
});
