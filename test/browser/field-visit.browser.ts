import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import encodeQR from 'qr';

import { batchBody, inspectorBody, made, today } from '../support/hostile-house.js';
import { takeSteps } from '../support/inspection-life.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';
import { jpeg, PROGRAMS, zip } from '../support/site-files.js';
import { CHROMIUM } from './chromium.js';
import { Visitor, type Language } from './console-visitor.js';

const PLACE = { longitude: 116.3975, latitude: 39.9087 };
const MEGABYTE = 1024 * 1024;
/** A whole visit, on whatever machine. */
const PATIENCE = 600_000;

/** What a camera sees that is held before a QR code: one frame, over and over (YUV4MPEG2). */
function cameraSees(words: string): Buffer {
  const [width, height, scale] = [640, 480, 8];
  const code = encodeQR(words, 'raw', { border: 4 });
  const light = Buffer.alloc(width * height, 255);
  code.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let line = 0; line < scale; line++)
        light.fill(
          0,
          (40 + y * scale + line) * width + 120 + x * scale,
          (40 + y * scale + line) * width + 128 + x * scale,
        );
    }),
  );
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

describe('an inspector with a phone in Chromium', () => {
  let dir: string;
  let server: TestServer;
  let browser: Browser;
  let admin: string;
  let partner: string;
  let matters: number[];
  let inspections: number[];
  const codes = new Map<number, string>();
  const gone: Visitor[] = [];

  const get = async (path: string): Promise<Answer['body']> =>
    (await server.call('GET', `/api/v1${path}`, { token: admin })).body;
  const record = (id: number): Promise<Answer['body']> => get(`/inspections/${id}/on-site`);

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-visit-'));
    server = await TestServer.start(
      { kind: 'sqlite', file: join(dir, 'sortis.sqlite') },
      { SORTIS_SIGN_IN_ATTEMPTS: '1000' },
    );
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    const agency = await make('/agencies', { code: 'MZ', name: '示范县民政局', level: 'county', checkInMetres: 300 });
    matters = [
      await make('/matters', { agencyId: agency, name: '社会组织年度检查', legalBasis: '《社会团体登记管理条例》' }),
      await make('/matters', { agencyId: agency, name: '消防安全', legalBasis: '《消防法》' }),
    ];
    for (const name of ['阳光社会工作协会', '𠮷庆慈善总会', '南湖志愿者协会'])
      await make('/targets', {
        agencyId: agency,
        name,
        alias: name,
        kind: '社会团体',
        address: '示范县东河镇示范路 1 号',
        phone: '0990-1234567',
        longitude: PLACE.longitude * 1_000_000,
        latitude: PLACE.latitude * 1_000_000,
      });
    for (const username of ['officer', 'partner']) {
      const inspectorId = await make('/inspectors', inspectorBody(agency, username === 'officer' ? '王芳' : '李强'));
      const displayName = username === 'officer' ? '王芳' : '李强';
      await make('/users', { username, displayName, password: PASSWORD, role: 'inspector', agencyId: agency, inspectorId }); // prettier-ignore
    }
    partner = await server.signIn('partner');
    const plan = await make('/plans', { agencyId: agency, year: Number(today().slice(0, 4)), title: '年度计划' });
    const schedule = { kind: 'date', at: new Date().toISOString() };
    const batch = batchBody(matters[0] ?? 0, { matterIds: matters, schedule });
    await make(`/plans/${plan}/batches`, batch);
    await made(server, admin, `/plans/${plan}/publish`, {});
    await server.until('/api/v1/draws', admin, (body) => body.items[0]?.phase === 'issued', 60);
    inspections = (await get('/inspections?sort=ordinal')).items.map(({ id }: { id: number }) => id);
    for (const id of inspections) {
      await takeSteps(server, admin, id, 'accept');
      codes.set(id, (await get(`/inspections/${id}/code`)).code);
    }
    const questions = [
      {
        key: 'licence',
        text: '登记证书是否悬挂在醒目位置',
        kind: 'yes-no',
        required: true,
        noSuggests: 'not-disclosed',
      },
      { key: 'people', text: '在册工作人员数', kind: 'number', unit: '人', required: true },
      { key: 'money', text: '主要收入来源', kind: 'choice', options: [{ code: 'fees', text: '会费' }, { code: 'gifts', text: '捐赠' }] }, // prettier-ignore
      { key: 'notes', text: '现场情况', kind: 'text' },
    ];
    await server.call('PUT', `/api/v1/matters/${matters[0] ?? 0}/questions`, { token: admin, body: { questions } });

    const film = join(dir, 'code.y4m');
    writeFileSync(film, cameraSees(`https://sortis.example/i/${codes.get(inspections[1] ?? 0) ?? ''}`));
    browser = await chromium.launch({
      ...CHROMIUM,
      args: [
        ...CHROMIUM.args,
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  async function come(username: string, language: Language): Promise<Visitor> {
    const visitor = await Visitor.come(browser, server.url, username, { language, size: 'phone' });
    await visitor.context.grantPermissions(['geolocation'], { origin: server.url });
    await visitor.context.setGeolocation({ ...PLACE, accuracy: 20 });
    await visitor.enter(username);
    return visitor;
  }
  async function look(visitor: Visitor, what: string): Promise<void> {
    await visitor.isUsable(what);
    await visitor.show(`field-${what}`);
  }
  /** The page can be opened without a network from now on. */
  const readyForNoNetwork = (page: Page): Promise<unknown> =>
    page.evaluate(`(async () => {
      const { active } = await navigator.serviceWorker.ready;
      while (active.state !== 'activated') await new Promise((done) => setTimeout(done, 50));
    })()`);
  const step = (page: Page, name: string): Promise<void> =>
    page
      .locator('.visit-steps')
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click();
  const choose = (page: Page, question: string, answer: string): Promise<void> =>
    page.getByRole('group', { name: question }).getByText(answer, { exact: true }).click();
  async function write(page: Page, at: number): Promise<void> {
    const pad = page.locator('canvas.pad:not(.pad-shown)').nth(at);
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (box === null) throw new Error('there is no pad');
    await page.mouse.move(box.x + 40, box.y + 60);
    await page.mouse.down();
    for (let n = 1; n < 20; n++) await page.mouse.move(box.x + 40 + n * 9, box.y + 60 + (n % 4) * 20);
    await page.mouse.up();
  }
  const photo = (words: string, name = '门口.jpg') => ({
    name,
    mimeType: 'image/jpeg',
    buffer: jpeg({ data: Buffer.from(words) }),
  });

  it(
    'does a whole visit without a network, is killed in the middle, and brings everything once',
    async () => {
      const [id = 0] = inspections;
      const visitor = await come('officer', 'zh');
      const { context } = visitor;
      let { page } = visitor;
      await page.locator('#next-title').waitFor();
      const target = await page.locator('#next-title').innerText();
      const card = await page.locator('.next-visit').innerText();
      for (const words of ['示范县东河镇示范路 1 号', '李强', '社会组织年度检查、消防安全', '去签到'])
        expect(card).toContain(words);
      expect(await page.getByRole('link', { name: '用手机地图打开' }).first().getAttribute('href')).toBe(
        `geo:39.908700,116.397500?q=39.908700,116.397500(${encodeURIComponent(target)})`,
      );
      await look(visitor, 'today');
      await readyForNoNetwork(page);

      await context.setOffline(true);
      await page.reload();
      await page.locator('#next-title').waitFor();
      await page.getByText('没有网络，可以照常记录').waitFor();
      await look(visitor, 'today-offline');
      await page.goto(`${server.url}/on-site/${id}`);

      await page.getByRole('button', { name: '签到', exact: true }).waitFor();
      await page.fill('#code', '7K3M-Q0');
      await page.getByRole('button', { name: '签到', exact: true }).click();
      await page.getByRole('alert').getByText('核验码应为 12 位').waitFor();
      await page.fill('#code', (codes.get(id) ?? '').toLowerCase());
      await context.setGeolocation({ longitude: PLACE.longitude, latitude: PLACE.latitude + 0.02, accuracy: 20 });
      await page.getByRole('button', { name: '附上我的位置' }).click();
      await page.getByText('距检查对象约 2,224 米').waitFor();
      await page.getByRole('button', { name: '签到', exact: true }).click();
      await page.getByRole('alert').getByText('请先写明原因').waitFor();
      await look(visitor, 'check-in');
      await page.fill('#far', '对象已搬到新址');
      await page.getByRole('button', { name: '签到', exact: true }).click();
      await page.getByText('已签到：').waitFor();
      await look(visitor, 'checked-in');

      await step(page, '问题');
      await choose(page, '登记证书是否悬挂在醒目位置', '否');
      await choose(page, '主要收入来源', '会费');
      await page.getByLabel('在册工作人员数').fill('十二');
      await page.getByLabel('现场情况').fill('整洁');
      await page.getByText('请填写数字').waitFor();
      await page.getByLabel('在册工作人员数').fill('12');
      await page.getByLabel('现场情况').focus();
      // killed while a text was being typed
      await page.getByLabel('现场情况').fill('整洁，另有一间仓库');
      await look(visitor, 'answers');
      await page.close();

      page = await context.newPage();
      await page.goto(`${server.url}/on-site/${id}?step=answers`);
      expect(await page.getByLabel('现场情况').inputValue()).toBe('整洁，另有一间仓库');
      expect(await page.getByLabel('在册工作人员数').inputValue()).toBe('12');
      await page.getByLabel('现场情况').focus();
      await page.getByLabel('在册工作人员数').focus();

      await step(page, '照片');
      await page.fill('#caption', '大门');
      const [camera, files] = [page.locator('input[capture]'), page.locator('input[multiple]')];
      await camera.setInputFiles(photo('a door'));
      await page.locator('.site-file').getByText('大门').waitFor();
      await files.setInputFiles([
        { name: '照片.jpg', mimeType: 'image/jpeg', buffer: PROGRAMS[0] ?? Buffer.alloc(0) },
        { name: '大图.jpg', mimeType: 'image/jpeg', buffer: jpeg({ data: Buffer.alloc(11 * MEGABYTE) }) },
      ]);
      await page.getByText('“照片.jpg”不是照片或 PDF').waitFor();
      await page.getByText('“大图.jpg”超过 10 MB').waitFor();
      // it looks like a photo, and is an archive as well: only the server sees that
      const both = Buffer.concat([jpeg({ data: Buffer.from('x') }), zip()]);
      await files.setInputFiles({ name: '两种.jpg', mimeType: 'image/jpeg', buffer: both });
      await page.locator('.site-file').nth(1).waitFor();
      await look(visitor.at(page), 'files');

      await step(page, '结果');
      const second = page.getByRole('group', { name: '消防安全' });
      await second.getByText('未发现问题', { exact: true }).click();
      const first = page.getByRole('group', { name: '社会组织年度检查' });
      await first.getByText('未按规定公示应当公示的信息').click();
      await first.getByText('发现问题已责令改正').click();
      await first.getByLabel('说明：未按规定公示应当公示的信息').fill('证书没有悬挂');
      await page.getByRole('button', { name: '报告结果' }).click();
      await page.getByText('结果已存在手机里').waitFor();

      await step(page, '签名');
      await write(page, 0);
      await page.getByRole('button', { name: '确认签名' }).first().click();
      await page.locator('.signatures li').first().waitFor();
      await page.getByLabel('签名人姓名').fill('张三');
      await write(page, 0);
      await page.getByRole('button', { name: '确认签名' }).click();
      await page.locator('.signatures li').nth(1).waitFor();
      await step(page, '完成');
      await page.getByText(/还有 \d+ 件在手机里等待发送/).waitFor();
      expect(await record(id)).toMatchObject({
        checkIns: [],
        answers: [],
        files: [],
        signatures: [],
        state: 'accepted',
      });

      // a network that is cut in the middle of a photo, and loses what the server answered
      let cuts = 0;
      await context.route('**/files/*', (route) => (cuts++ === 0 ? route.abort('connectionreset') : route.continue()));
      await context.route('**/on-site/sync', async (route) => {
        if (cuts++ > 3) return route.continue();
        await route.fetch();
        return route.abort('connectionreset');
      });
      await context.setOffline(false);
      for (let tries = 0; tries < 6; tries++) {
        await page.goto(`${server.url}/on-site/sending`);
        await page.getByRole('heading', { name: /等待发送（\d+）/ }).waitFor();
        const button = page.getByRole('button', { name: '现在发送' });
        if ((await page.getByText('没有等待发送的内容').count()) > 0) break;
        await button.click().catch(() => undefined);
        await page.waitForTimeout(500);
      }
      await page.getByText('没有等待发送的内容').waitFor();
      await context.unroute('**/files/*');
      await context.unroute('**/on-site/sync');
      // what only the server could see is said in its words, with what to do, and stays until somebody has seen it
      const refusals = page.getByRole('alert', { name: '没有被服务器接受' });
      await refusals.getByText('文件里还藏有另一种格式的内容').waitFor();
      await refusals.getByText('请回到“照片”一步').waitFor();
      await look(visitor.at(page), 'sending');
      await refusals.getByRole('button', { name: '知道了' }).click();
      await refusals.waitFor({ state: 'detached' });

      const came = await record(id);
      expect(came.state).toBe('reported');
      expect(came.checkIns).toMatchObject([{ name: '王芳', far: true, farReason: '对象已搬到新址', clock: 'right' }]);
      const answers = came.answers.map(({ current, earlier, question }: Answer['body']) => [question, current.value, earlier.length]); // prettier-ignore
      expect(answers.sort()).toEqual([
        ...[['licence', 'no', 0], ['money', 'fees', 0]], // prettier-ignore
        ...[['notes', '整洁，另有一间仓库', 1], ['people', '12', 0]], // prettier-ignore
      ]);
      expect(came.files).toMatchObject([{ caption: '大门', mediaType: 'image/jpeg' }]);
      expect(came.signatures.map(({ name, signer }: Answer['body']) => [signer, name])).toEqual([
        ['inspector', '王芳'],
        ['target', '张三'],
      ]);
      // the archive was on the phone when they signed: now they are told so
      await page.goto(`${server.url}/on-site/${id}?step=sign`);
      await page.getByText('签名之后记录又有改动').waitFor();
      await write(page, 0);
      await page.getByRole('button', { name: '确认签名' }).first().click();
      await page.getByText('全部已送到服务器').waitFor();
      await server.until(`/api/v1/inspections/${id}/on-site`, admin, (body) => body.signatures.length === 3);
      expect((await record(id)).signatures[2]).toMatchObject({ version: 'present', holds: true });
      await look(visitor.at(page), 'signed');

      // the office sees it
      const office = await Visitor.come(browser, server.url, 'office', { language: 'zh' });
      await office.enter('admin');
      await office.open(`/inspections/${id}`);
      await office.page.getByText('证书没有悬挂').waitFor();
      await office.leave();
      gone.push(office, visitor);

      // nothing that opens a door is kept, and nothing at all of whoever has left
      const kept = (): Promise<string> =>
        page.evaluate(`(async () => {
        const all = [];
        for (const { name } of await indexedDB.databases()) {
          const database = await new Promise((done) => { const o = indexedDB.open(name); o.onsuccess = () => done(o.result); });
          for (const store of database.objectStoreNames) {
            const request = database.transaction(store).objectStore(store).getAll();
            all.push([name, store, await new Promise((done) => { request.onsuccess = () => done(request.result); })]);
          }
          database.close();
        }
        for (const name of await caches.keys())
          for (const { url } of await (await caches.open(name)).keys()) all.push('cache ' + new URL(url).pathname);
        return JSON.stringify([all, { ...localStorage }, { ...sessionStorage }]);
      })()`);
      const cookie = (await context.cookies())[0]?.value ?? '';
      const here = await kept();
      expect(here).toContain(target);
      expect(here).not.toContain(cookie);
      expect(here).toContain('cache /assets/');
      expect(here).not.toContain('cache /api');
      await page.getByRole('button', { name: '打开菜单' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
      await page.locator('#sign-in_username').waitFor();
      expect(await kept()).not.toContain(target);
      await visitor.leave();
    },
    PATIENCE,
  );

  it(
    'scans the code, works while the session ends, and is told what came too late',
    async () => {
      const [, id = 0, other = 0] = inspections;
      const visitor = await come('officer', 'en');
      const { context, page } = visitor;
      await page.locator('#next-title').waitFor();
      await readyForNoNetwork(page);
      await page.goto(`${server.url}/on-site/${id}`);
      await page.getByRole('button', { name: 'Scan the code' }).click();
      for (let tries = 0; (await page.inputValue('#code')) === '' && tries < 100; tries++)
        await page.waitForTimeout(100);
      expect(await page.inputValue('#code')).toBe(codes.get(id));
      await page.getByRole('button', { name: 'Check in', exact: true }).click();
      await page.getByText('Checked in:').waitFor();
      await page.getByText('Everything has arrived').waitFor();
      // the paper of another inspection
      await page.goto(`${server.url}/on-site/${other}`);
      await page.fill('#code', codes.get(id) ?? '');
      await page.getByRole('button', { name: 'Check in', exact: true }).click();
      const refusals = page.getByRole('alert', { name: 'Not accepted by the server' });
      await refusals.getByText('This is the code of another inspection').waitFor();
      await refusals.getByText('check in again').first().waitFor();
      await look(visitor, 'refused-check-in');
      await refusals.getByRole('button', { name: 'I have seen it' }).click();

      await page.goto(`${server.url}/on-site/${id}?step=findings`);
      const group = page.getByRole('group', { name: '消防安全' });
      await group.waitFor();
      await context.setOffline(true);
      await group.getByText('Problem found, ordered to correct it').click();
      await group.getByLabel('Note: Problem found').fill('the exit is blocked');
      await page.getByRole('button', { name: 'Report', exact: true }).click();
      await page.getByText('Kept on the phone, and reported when').waitFor();
      await look(visitor, 'findings');
      await step(page, 'Sign');
      await page.getByText('The target refuses to sign; a witness signs').click();
      await page.getByLabel('Why it is not signed').fill('would not say');
      await page.getByLabel('Who witnesses').fill('赵六');
      await write(page, 1);
      await page.getByRole('button', { name: 'Sign', exact: true }).last().click();
      await page.getByText('The target does not sign: would not say').waitFor();
      await look(visitor, 'witness');
      // meanwhile the other of the team reported, and the office published it
      const body = { visitedOn: today(), findings: [{ code: 'no-problem-found' }] };
      await server.call('POST', `/api/v1/inspections/${id}/findings`, { token: partner, body });
      await takeSteps(server, admin, id, 'review', 'publish');
      // and the session is over
      await step(page, 'Questions');
      await page.getByLabel('现场情况').fill('typed while the session ended');
      await context.clearCookies();
      await context.setOffline(false);
      const dialog = page.getByRole('dialog', { name: 'Sign in again' });
      await dialog.waitFor();
      await look(visitor, 'sign-in-again');
      expect(await page.getByLabel('现场情况').inputValue()).toBe('typed while the session ended');
      await page.fill('#sign-in-again_password', PASSWORD);
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await refusals
        .getByText(/cannot be|is not possible|published/)
        .first()
        .waitFor();
      await refusals.getByText('ask a planner to return it').first().waitFor();
      await look(visitor, 'too-late');
      expect((await record(id)).signatures).toEqual([]);
      expect((await get(`/inspections/${id}`)).findings).toMatchObject([{ code: 'no-problem-found' }]);

      // one who goes without having sent all is asked, and nobody else finds anything
      await context.setOffline(true);
      await page.goto(`${server.url}/on-site/${other}?step=answers`);
      await choose(page, '登记证书是否悬挂在醒目位置', 'Yes');
      await page.getByText('Kept on the phone, waiting to be sent').waitFor();
      let asked = '';
      page.once('dialog', (question) => {
        asked = question.message();
        void question.accept();
      });
      await page.getByRole('button', { name: 'Open the menu' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
      await page.locator('#sign-in_username').waitFor();
      expect(asked).toContain('not reached the server');
      await context.setOffline(false);
      await page.reload();
      await page.locator('#sign-in_username').waitFor();
      expect(await context.cookies()).toEqual([]);
      await visitor.signIn('partner');
      await page.locator('#next-title').waitFor();
      await page.goto(`${server.url}/on-site/${other}?step=answers`);
      await page.getByText('Everything has arrived').waitFor();
      expect((await record(other)).answers).toEqual([]);
      await page.getByRole('button', { name: 'Open the menu' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
      await visitor.signIn('officer');
      await server.until(
        `/api/v1/inspections/${other}/on-site`,
        admin,
        (now) => now.answers[0]?.current.by === 'officer',
      );
      gone.push(visitor);
      await visitor.leave();
    },
    PATIENCE,
  );

  it('asked no other host, and broke no policy', () => {
    expect(gone.flatMap(({ strangers }) => strangers)).toEqual([]);
    expect(gone.flatMap(({ complaints }) => complaints).filter((one) => one.includes('Content Security'))).toEqual([]);
  });
});
