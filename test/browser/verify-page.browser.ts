import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page } from 'playwright-core';

import { signerOf, verifierKey } from '../../src/protocol/index.js';
import { closedTask, drawTask, TEST_KEY, type DrawnTask } from '../../src/protocol/vectors/small-draw.js';
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
  /** A draw with closed pools: one of those drawn, one that is not, and the proof that its agency hands to that one. */
  let closed: { number: string; drawn: string; hidden: string; proof: Buffer };
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
    const place = await house.due({ pools: 'closed', rate_number: 2 });
    await house.rows.add('targets', ...Array.from({ length: 40 }, () => ({ agency_id: place.agencyId })));
    await house.rows.add('inspectors', ...Array.from({ length: 4 }, () => ({ agency_id: place.agencyId })));
    const shut = await house.conduct(place.occurrenceId);
    const { record, targets } = JSON.parse(await house.evidence(shut)) as {
      record: { selection: { reserve: string[]; targets: string[] }[] };
      targets: { id: string }[];
    };
    const [stratum] = record.selection;
    const shown = [...(stratum?.targets ?? []), ...(stratum?.reserve ?? [])];
    const hidden = targets.find(({ id }) => !shown.includes(id))?.id ?? '';
    const proof = await house.shown.proofOf(shut, hidden, { revealed: true, shownOnly: false });
    closed = { number: shut.number, drawn: shown[0] ?? '', hidden, proof: Buffer.from(proof?.bytes ?? []) };
    await dataSource.destroy();
    server = await TestServer.start({ kind: 'sqlite', file }, { SORTIS_LOG_KEY_FILE: house.keyFile });
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

  /** Nobody has to push the page sideways, however long a hash is. */
  async function fits(page: Page): Promise<void> {
    const [wide, held] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    expect(wide).toBeLessThanOrEqual(held);
  }

  it('fetches the public evidence of a draw and does it again', async () => {
    const page = await open(`/verify/?draw=${number}`);
    expect(await verdictOf(page)).toBe('holds');
    expect(await page.locator('#steps li.holds').count()).toBeGreaterThanOrEqual(11);
    expect(await page.locator('#steps li.fails').count()).toBe(0);
    expect(await page.locator('#verdict').innerText()).toMatch(/^成立/);
    await show(page, 'holds-desktop');
    await page.setViewportSize(PHONE);
    await fits(page);
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
    await fits(page);
    await show(page, 'fails-phone-dark');

    // the honest file right after it, on the same page
    const honest = join(dir, 'honest.json');
    writeFileSync(honest, evidence);
    await page.setInputFiles('#file', honest);
    await page.locator('#verdict.holds').waitFor();
    expect(await page.locator('#steps li.fails').count()).toBe(0);
    await page.close();
  });

  it('is headed by the draw that the file is about, not by the name of the file', async () => {
    const { commitment, log, manifest, recordHash } = JSON.parse(evidence) as DrawnTask;
    const { agency, batch, cutoff } = manifest;
    const page = await open(`/verify/?draw=${number}`);
    expect(await verdictOf(page)).toBe('holds');
    expect(await page.locator('#subject').innerText()).toContain(
      `${agency.name} · ${batch.name} · 第 ${batch.occurrence} 次`,
    );
    expect(await page.locator('#subject').innerText()).toContain(number);
    const told = await page.locator('#facts').innerText();
    for (const fact of [agency.code, batch.id, cutoff, commitment, recordHash, log.key]) expect(told).toContain(fact);
    expect(await page.locator('#itself').isVisible()).toBe(false);

    // a file whose name says what it is not, and which does not hold
    await page.setInputFiles('#file', {
      name: 'sortis-2099-999999.json',
      mimeType: 'application/json',
      buffer: Buffer.from(evidence.replace(agency.name, '另一个机关')),
    });
    await page.locator('#verdict.fails').waitFor();
    expect(await page.locator('#subject').innerText()).toContain('另一个机关');
    expect(await page.locator('#subject').innerText()).not.toContain('2099');
    expect(await page.locator('#itself').innerText()).toContain('没有得到证实');
    await show(page, 'itself-desktop');
    await page.close();
  });

  it('refuses a file of another draw than the one that was asked for', async () => {
    const page = await open('/verify/');
    await page.route('**/api/v1/public/draws/*/evidence', (route) =>
      route.fulfill({ contentType: 'application/json', body: evidence }),
    );
    await page.goto(`${server.url}/verify/?draw=2026-000777`);
    expect(await verdictOf(page)).toBe('unusable');
    const told = await page.locator('#verdict').innerText();
    expect(told).toContain('另一次抽取');
    expect(told).toContain(number);
    expect(await page.locator('#steps li').count()).toBe(0);
    await page.close();
  });

  it('believes only the key that the reader gives, in the field or in the link', async () => {
    const { log } = JSON.parse(evidence) as DrawnTask;
    const origin = log.key.slice(0, log.key.indexOf('+'));
    const stranger = verifierKey(signerOf(origin, '42'.repeat(32)));
    const page = await open(`/verify/?draw=${number}#key=${encodeURIComponent(stranger)}`);
    expect(await page.locator('#key').inputValue()).toBe(stranger);
    expect(await verdictOf(page)).toBe('fails');
    expect(await page.locator('#steps li.fails').innerText()).toContain(stranger);

    // the right one, typed over it: checked again, and kept in the link
    await page.fill('#key', log.key);
    await page.locator('#key').press('Tab');
    await page.locator('#verdict.holds').waitFor();
    expect(await page.locator('#steps').innerText()).toContain('由你信任的密钥签名');
    expect(new URL(page.url()).hash).toBe(`#key=${encodeURIComponent(log.key)}`);

    // in a link a plus sign may stand as it is
    const plain = await open(`/verify/?draw=${number}#key=${log.key}`);
    expect(await plain.locator('#key').inputValue()).toBe(log.key);
    expect(await verdictOf(plain)).toBe('holds');
    await plain.fill('#key', 'no key');
    await plain.locator('#key').press('Tab');
    await plain.locator('#verdict.unusable').waitFor();
    expect(await plain.locator('#verdict').innerText()).toContain('不是日志公钥');
    await plain.close();
    await page.close();
  });

  it('says of an extract what was left unchecked, and of a target proof what became of the target', async () => {
    const closed = await drawTask(closedTask());
    const infeasible = await drawTask({ ...closedTask(), maxLoad: 1 });
    const page = await open(`/verify/#key=${encodeURIComponent(TEST_KEY)}`);
    const told = async (file: Uint8Array): Promise<string> => {
      await page.setInputFiles('#file', { name: 'f.json', mimeType: 'application/json', buffer: Buffer.from(file) });
      await page.locator('#verdict.holds:not([hidden])').waitFor();
      return page.locator('#verdict').innerText();
    };
    const extract = await told(closed.extract);
    expect(extract).toContain('节录所示的内容成立');
    expect(extract).toContain('未能核对：组队的重新计算');
    expect(await page.locator('#steps').innerText()).toContain('仅限所示内容');
    await show(page, 'extract-desktop');
    expect(extract).toMatch(/^所示内容成立/);
    await page.setViewportSize(PHONE);
    await fits(page);
    await show(page, 'extract-phone');
    expect(await told(infeasible.extract)).toContain('记录所称的“不存在可行的组队”');
    expect(await told(closed.evidence)).not.toContain('未能核对');
    const [drawn] = [...closed.record.selection].flatMap(({ targets }) => [...targets]);
    expect(await told(closed.proofOf(drawn!))).toContain(`${drawn!} 被抽中`);
    await show(page, 'target-proof-phone');
    await page.close();
  });

  it('takes the extract where the lists are not public', async () => {
    const page = await open(`/verify/?draw=${closed.number}`);
    expect(await verdictOf(page)).toBe('holds');
    expect(await page.locator('#verdict').innerText()).toMatch(/^所示内容成立/);
    expect(await page.locator('#facts').innerText()).toContain('不公开');
    expect(await page.locator('#number').inputValue()).toBe(closed.number);
    await show(page, 'closed-desktop');
    await page.setViewportSize(PHONE);
    await fits(page);
    await show(page, 'closed-phone');
    await page.close();
  });

  it('tells a target what became of it, by number and code where that is public, by file otherwise', async () => {
    const page = await open('/verify/', PHONE);
    await fits(page);
    await show(page, 'ask-phone');
    const ask = async (draw: string, target: string): Promise<string> => {
      await page.fill('#number', draw);
      await page.fill('#target', target);
      await page.locator('#target').press('Enter');
      await page.locator('#verdict[data-verdict]:not([hidden])').waitFor();
      return page.locator('#verdict').innerText();
    };
    const drawn = await ask(closed.number, closed.drawn);
    expect(drawn).toMatch(/^成立：本户被抽中/);
    expect(drawn).toContain(`${closed.drawn} 被抽中`);
    expect(new URL(page.url()).search).toBe(`?draw=${closed.number}&target=${closed.drawn}`);
    await fits(page);
    await show(page, 'target-drawn-phone');

    // whoever is in the pool and was not drawn is not told from one who is not in it
    const words = (text: string, id: string): string => text.replaceAll(id, '…');
    const hidden = await ask(closed.number, closed.hidden);
    expect(await verdictOf(page)).toBe('unusable');
    expect(hidden).toContain('无法取得本户证明');
    expect(words(await ask(closed.number, 'NOBODY'), 'NOBODY')).toBe(words(hidden, closed.hidden));
    await show(page, 'target-hidden-phone');

    const file = { name: 'proof.json', mimeType: 'application/json', buffer: closed.proof };
    await page.setInputFiles('#file', file);
    await page.locator('#verdict.holds:not([hidden])').waitFor();
    expect(await page.locator('#verdict').innerText()).toMatch(/^成立：本户未被抽中/);
    expect(await page.locator('#target').inputValue()).toBe('');
    expect(new URL(page.url()).search).toBe('');
    await page.setViewportSize(DESKTOP);
    await show(page, 'target-not-drawn-desktop');

    // the same from the link, and in open pools for anyone
    const [one] = (JSON.parse(evidence) as { targets: { id: string }[] }).targets;
    const linked = await open(`/verify/?draw=${number}&target=${one?.id ?? ''}`);
    expect(await verdictOf(linked)).toBe('holds');
    expect(await linked.locator('#verdict').innerText()).toContain(one?.id);
    await linked.close();
    await page.close();
  });

  it('refuses the proof of another target than the one that was asked for', async () => {
    const page = await open('/verify/');
    await page.route('**/targets/*/proof', (route) =>
      route.fulfill({ body: closed.proof, contentType: 'application/json' }),
    );
    await page.fill('#number', closed.number);
    await page.fill('#target', closed.drawn);
    await page.click('#ask button');
    expect(await verdictOf(page)).toBe('unusable');
    expect(await page.locator('#verdict').innerText()).toContain(`另一户的证明：${closed.hidden}`);
    await page.close();
  });

  it('sends nobody to a package that a stranger could have published', async () => {
    const page = await open('/verify/');
    const text = await page.locator('body').innerText();
    expect(text).not.toMatch(/npx|npm /);
    expect(text).toContain('verify.py');
    expect(text).toContain('sha256sum');
    await show(page, 'empty-desktop');
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
    // the answers to what is not there, or not public, are told by the browser itself
    expect(complaints.filter((one) => !/40[34]/.test(one))).toEqual([]);
  });
});
