import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

import { checklist } from '../support/lists.js';
import { PASSWORD, type TestServer } from '../support/server.js';
import { CHROMIUM } from './chromium.js';
import { Visitor, type Language, type Size } from './console-visitor.js';
import { startDemonstration } from './demonstration.js';

const LISTS = ['/plans', '/draws', '/inspections', '/rectifications', '/matters', '/targets', '/inspectors'];
const PAGES: readonly (readonly [string, string])[] = [
  ['overview', '/'],
  ['plans', '/plans'],
  ['plan', '/plans/1'],
  ['invitations', '/invitations'],
  ['draws', '/draws'],
  ['draw', '/draws/1'],
  ['inspections', '/inspections'],
  ['inspection', '/inspections/1'],
  ['rectifications', '/rectifications'],
  ['matters', '/matters'],
  ['matter', '/matters/3'],
  ['targets', '/targets?riskClass=D'],
  ['target', '/targets/5'],
  ['inspectors', '/inspectors'],
  ['inspector', '/inspectors/1'],
  ['notices', '/notices'],
  ['account', '/account'],
  ['nothing', '/no/such/page'],
];
const OFFICE_ONLY: readonly (readonly [string, string])[] = [
  ['new-target', '/targets/new'],
  ['import', '/targets/import'],
];

/** Each page in both languages, at both sizes, in the light and in the dark, and by every role. */
const LOOKS: readonly (readonly [string, Language, Size, boolean])[] = [
  ['planner', 'zh', 'desktop', false],
  ['planner', 'en', 'phone', true],
  ['admin', 'en', 'desktop', true],
  ['inspector', 'zh', 'phone', false],
  ['auditor', 'en', 'desktop', false],
  ['auditor', 'zh', 'phone', false],
];

const CSV = `单位名称,统一社会信用代码,机构类型,行政区划,信用风险等级,住所
示范县南湖村幸福院,52990101MJX1001555,养老机构,990101,B级,示范县南湖村8号
示范县餐饮协会,51990101MJX100001R,社会团体,990101,C级,示范县东河镇1号
`;

describe('the console in Chromium', () => {
  let dir: string;
  let server: TestServer;
  let browser: Browser;
  const gone: Visitor[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-console-'));
    server = await startDemonstration(dir);
    browser = await chromium.launch(CHROMIUM);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  const come = (name: string, language: Language = 'zh', size: Size = 'desktop', dark = false): Promise<Visitor> =>
    Visitor.come(browser, server.url, name, { language, size, dark });
  async function leave(...visitors: Visitor[]): Promise<void> {
    for (const visitor of visitors) {
      gone.push(visitor);
      await visitor.leave();
    }
  }

  it('signs in, keeps nothing where a script reads it, and shows what was asked for', async () => {
    const visitor = await come('planner');
    const { page, context } = visitor;
    await visitor.open('/targets?riskClass=D');
    await visitor.isUsable('sign-in');
    await visitor.show('sign-in');
    await page.fill('#sign-in_username', 'planner');
    await page.fill('#sign-in_password', 'not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
    expect(await page.inputValue('#sign-in_username')).toBe('planner');
    await visitor.show('sign-in-refused');
    await page.fill('#sign-in_password', PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '检查对象' }).waitFor();
    expect(page.url()).toBe(`${server.url}/targets?riskClass=D`);
    await visitor.settled();

    const kept = await page.evaluate(
      '[document.cookie, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]',
    );
    expect(kept).toEqual(['', '{}', '{}']);
    const cookies = await context.cookies();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatchObject({ name: 'sortis', httpOnly: true, sameSite: 'Strict', expires: -1 });

    await page.getByRole('button', { name: '退出登录' }).click();
    await page.locator('#sign-in_username').waitFor();
    expect(await context.cookies()).toEqual([]);
    await page.reload();
    await page.locator('#sign-in_username').waitFor();
    await leave(visitor);
  });

  it.each(LOOKS)(
    'shows %s every page in %s on a %s, dark: %s; axe finds nothing serious',
    async (role, language, size, dark) => {
      const visitor = await come(role, language, size, dark);
      await visitor.enter(role);
      const office = role === 'planner' || role === 'admin';
      for (const [name, path] of [...PAGES, ...(office ? OFFICE_ONLY : [])]) {
        await visitor.open(path);
        await visitor.isUsable(path);
        await visitor.show(`${name}-${role}`);
        const text = await visitor.page.locator('body').innerText();
        // a key that has no text, or a text that was filled with nothing
        expect([
          path,
          /\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z]+\b(?!\.)|\{\w+\}|undefined|NaN/.exec(
            text.replace(/[\w.]+@[\w.]+/g, ''),
          )?.[0],
        ]).toEqual([path, undefined]);
      }
      await leave(visitor);
    },
  );

  it('offers each role its own pages, and leads nobody to one that is not his', async () => {
    const visitor = await come('inspector');
    await visitor.enter('inspector');
    const menu = visitor.page.getByRole('navigation', { name: '菜单' });
    expect(await menu.getByRole('link').allInnerTexts()).not.toContain('联合抽查邀请');
    await visitor.open('/invitations');
    expect(await visitor.page.locator('h1').innerText()).toBe('没有权限');
    await visitor.open('/targets');
    expect(await visitor.page.getByRole('button', { name: '新建对象' }).count()).toBe(0);
    await leave(visitor);
  });

  it('sorts by every column that it offers, filters and searches by the address, and goes back', async () => {
    const visitor = await come('planner');
    await visitor.enter('planner');
    const { page } = visitor;
    for (const list of LISTS) {
      await visitor.open(list);
      const sorters = await page.locator('.sorter').count();
      for (let at = 0; at < sorters; at++) {
        await page.locator('.sorter').nth(at).click();
        await page.waitForURL(/sort=/);
        await visitor.settled();
        expect([list, at, await page.locator('.table').count()]).toEqual([list, at, 1]);
      }
    }
    await visitor.open('/targets');
    const total = await page.locator('.page-head .quiet').innerText();
    await page.getByRole('searchbox', { name: '名称或代码开头' }).fill('养老院');
    await page.keyboard.press('Enter');
    await page.waitForURL(/search=/);
    await visitor.settled();
    await page.locator('.page-head .quiet').filter({ hasNotText: total }).waitFor();
    for (const name of await page.locator('.table tbody td:first-child').allInnerTexts())
      expect(name).toContain('养老院');
    await page.goBack();
    await page.locator('.page-head .quiet').filter({ hasText: total }).waitFor();
    expect(await page.getByRole('searchbox', { name: '名称或代码开头' }).inputValue()).toBe('');
    await visitor.open('/targets?search=nobody+is+called+so');
    await page.getByText('没有符合条件的').waitFor();
    await visitor.isUsable('an empty list');
    await visitor.show('targets-none');
    await visitor.open('/targets/2147483647');
    await page.getByText('没有找到').first().waitFor();
    await leave(visitor);
  });

  it('makes a record, shows what is wrong at its field, and leaves script as text', async () => {
    const visitor = await come('planner');
    await visitor.enter('planner');
    const { page } = visitor;
    await visitor.open('/targets/new');
    await page.getByRole('button', { name: '新 建' }).or(page.locator('.form-actions button[type=submit]')).click();
    await page.getByText('请填写名称').waitFor();
    const name = `<img src=x onerror="window.hurt=1">𠮷野家${'长'.repeat(40)}`;
    await page.fill('#new_name', name);
    await page.fill('#new_kind', '<script>window.hurt=1</script>');
    await page.fill('#new_uscc', '52990101MJX1001555');
    await page.fill('#new_remarks', '"><svg onload=window.hurt=1>');
    await page.locator('.form-actions button[type=submit]').click();
    // the server's own words, at the field that it points to
    const wrong = page
      .locator('.ant-form-item', { has: page.locator('#new_uscc') })
      .locator('.ant-form-item-explain-error');
    await wrong.waitFor();
    expect(await wrong.innerText()).toContain('统一社会信用代码');
    expect(await page.evaluate('document.activeElement.id')).toBe('new_uscc');
    await visitor.isUsable('a refused form');
    await visitor.show('target-refused');
    await page.fill('#new_uscc', '');
    await page.locator('.form-actions button[type=submit]').click();
    await page.waitForURL(/\/targets\/\d+$/);
    await page.locator('#record_name').waitFor();
    expect(await page.inputValue('#record_name')).toBe(name);
    await visitor.show('target-strange');
    await visitor.open(`/targets?search=${encodeURIComponent('<img')}`);
    expect(await page.locator('.table tbody td:first-child').innerText()).toBe(name);
    expect(await page.evaluate('window.hurt')).toBeUndefined();
    await leave(visitor);
  });

  it('tells the second of two people what the first changed, and loses nothing of either', async () => {
    const [one, two] = [await come('planner'), await come('admin')];
    await one.enter('planner');
    await two.enter('admin');
    for (const visitor of [one, two]) {
      await visitor.open('/targets/7');
      await visitor.page.locator('#record_phone').waitFor();
    }
    await one.page.fill('#record_phone', '0990-1');
    await one.page.fill('#record_remarks', '第一个人写的');
    await one.page.locator('.form-actions button[type=submit]').click();
    await one.page.getByText('已保存').waitFor();
    await two.page.fill('#record_phone', '0990-2');
    await two.page.fill('#record_legalRepresentative', '第二个人');
    await two.page.locator('.form-actions button[type=submit]').click();
    await two.page.getByText('有人在您之前保存了改动').waitFor();
    await two.isUsable('a conflict');
    await two.show('conflict');
    expect(await two.page.locator('.conflicts').innerText()).toMatch(/0990-2[\s\S]*0990-1[\s\S]*第一个人写的/);
    await two.page.getByRole('button', { name: '合并到表单' }).click();
    expect(await two.page.inputValue('#record_phone')).toBe('0990-2');
    expect(await two.page.inputValue('#record_remarks')).toBe('第一个人写的');
    await two.page.locator('.form-actions button[type=submit]').click();
    await two.page.getByText('已保存').waitFor();
    await two.page.getByRole('tab', { name: '历史' }).click();
    await two.page.locator('.history li').nth(1).waitFor();
    const history = await two.page.locator('.history').innerText();
    expect(history).toMatch(/admin[\s\S]*0990-1[\s\S]*0990-2[\s\S]*planner/);
    await two.show('history');
    await leave(one, two);
  });

  it('loses nothing that was typed when the session ends meanwhile', async () => {
    const visitor = await come('planner');
    await visitor.enter('planner');
    const { page, context } = visitor;
    await visitor.open('/targets/9');
    await page.locator('#record_remarks').waitFor();
    await page.fill('#record_remarks', '写了很久的一段话');
    await context.clearCookies();
    await page.locator('.form-actions button[type=submit]').click();
    const dialog = page.getByRole('dialog', { name: '请重新登录' });
    await dialog.waitFor();
    await visitor.isUsable('sign in again');
    await visitor.show('sign-in-again');
    expect(await page.inputValue('#sign-in-again_username')).toBe('planner');
    await page.fill('#sign-in-again_password', 'wrong, first');
    await page.keyboard.press('Enter');
    await dialog.getByText('用户名或密码不正确').waitFor();
    await page.fill('#sign-in-again_password', PASSWORD);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    // what was sent before is sent by itself
    await page.getByText('已保存').waitFor();
    expect(await page.inputValue('#record_remarks')).toBe('写了很久的一段话');
    await visitor.open('/targets/9');
    await page.locator('#record_remarks').waitFor();
    expect(await page.inputValue('#record_remarks')).toBe('写了很久的一段话');
    await leave(visitor);
  });

  it('imports a list: shows the fault in its cell, takes the mended sheet, and hands the list out again', async () => {
    const visitor = await come('planner');
    await visitor.enter('planner');
    const { page } = visitor;
    await visitor.open('/targets/import');
    const choose = (text: string): Promise<void> =>
      page.setInputFiles('input[type=file]', { name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose(CSV);
    await page.locator('.sheet .wrong').waitFor();
    expect(await page.locator('.sheet .wrong').innerText()).toContain('52990101MJX1001555');
    expect(await page.locator('.sheet .remark').innerText()).toContain('最后一位应为 X');
    expect(await page.getByRole('button', { name: '确认导入' }).isDisabled()).toBe(true);
    await visitor.isUsable('a faulty sheet');
    await visitor.show('import-faulty');
    await choose(CSV.replace('MJX1001555', 'MJX100155X'));
    await page.getByText('检查通过').waitFor();
    await visitor.show('import-ready');
    await page.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('已导入').waitFor();
    await page.getByRole('button', { name: '查看名单' }).click();
    await visitor.open(`/targets?search=${encodeURIComponent('幸福院')}`);
    expect(await page.locator('.table tbody').innerText()).toContain('52990101MJX100155X');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    expect(readFileSync(await file.path(), 'utf8')).toContain('52990101MJX100155X');
    await leave(visitor);
  });

  it('imports a checklist as agencies publish it: what is wrong is mended where it is shown', async () => {
    for (const [language, size] of [
      ['zh', 'desktop'],
      ['en', 'phone'],
    ] as const) {
      const visitor = await come('admin', language, size);
      await visitor.enter('admin');
      const { page } = visitor;
      const zh = language === 'zh';
      await visitor.open('/matters/import');
      // the second time it says what kind of target the third matter has
      await page.setInputFiles('input[type=file]', {
        name: '清单.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: checklist(zh ? null : '慈善组织'),
      });
      const confirm = page.getByRole('dialog').getByRole('button', { name: zh ? '确认导入' : 'Import', exact: true });
      if (zh) {
        await page.locator('.sheet .wrong').first().waitFor();
        expect(await page.locator('.sheet .remark').allInnerTexts()).toEqual(
          expect.arrayContaining([expect.stringContaining('省应急厅')]),
        );
        expect(await confirm.isDisabled()).toBe(true);
        await visitor.show('checklist-faulty');
        await page.locator('.import-choose').getByRole('switch').click();
      }
      await page.getByText(zh ? '检查通过' : 'Nothing is wrong').waitFor();
      await visitor.isUsable('a checklist');
      await visitor.show('checklist-ready');
      await confirm.click();
      await page.getByText(zh ? '已导入' : 'Imported').waitFor();
      await visitor.open(`/matters?search=${encodeURIComponent('募捐检查')}`);
      const row = page.locator('.table tbody tr').filter({ hasText: '募捐检查' });
      await row.first().waitFor();
      expect((await row.first().innerText()).includes('慈善组织')).toBe(!zh);
      await leave(visitor);
    }
  });

  it('watches a draw to its seal, and checks it where it is looked at', async () => {
    const visitor = await come('auditor');
    await visitor.enter('auditor');
    const { page } = visitor;
    // the demonstration draws one by itself, a minute after it is loaded
    await visitor.open('/draws?sort=-drawAt');
    await page.locator('.table tbody a').first().click();
    await page.locator('.story').waitFor();
    await visitor.show('draw-under-way');
    await page.locator('.moment').last().and(page.locator('.moment-done')).waitFor({ timeout: 120_000 });
    expect(await page.locator('.moment-done').count()).toBe(6);
    await page.getByText('每户被抽中的机会都是').waitFor();
    await visitor.isUsable('a draw');
    await visitor.show('draw-sealed');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载证据文件' }).click(),
    ]);
    const evidence = JSON.parse(readFileSync(await file.path(), 'utf8')) as { commitment: string };
    await page.locator('.short-code button').first().click();
    expect(await page.locator('.short-code .code').first().innerText()).toBe(evidence.commitment);
    await page.getByRole('button', { name: '核验', exact: true }).click();
    await page.getByRole('button', { name: '取证据并核验' }).click();
    await page.locator('[data-verdict="holds"]').waitFor({ timeout: 60_000 });
    await leave(visitor);
  });

  it('takes an inspection from the office to the phone and back to the public', async () => {
    const [planner, admin, inspector] = [
      await come('planner'),
      await come('admin'),
      await come('inspector', 'zh', 'phone'),
    ];
    await planner.enter('planner');
    await admin.enter('admin');
    await inspector.enter('inspector');
    const target = await inspector.page.locator('#next-title').innerText();
    await inspector.show('next-visit');

    const inList = async (visitor: Visitor, state: string, step: string): Promise<void> => {
      await visitor.open(`/inspections?state=${state}&search=${encodeURIComponent(target)}`);
      await visitor.page.getByRole('checkbox', { name: `选择 ${target}` }).check();
      await visitor.show(`chosen-${state}`);
      await visitor.page.locator('.chosen').getByRole('button', { name: step, exact: true }).click();
      await visitor.page.getByText('没有符合条件的').waitFor();
    };
    await inList(planner, 'issued', '接受');
    await inList(admin, 'accepted', '审批');

    const { page } = inspector;
    await page.getByRole('link', { name: '打开这项检查' }).click();
    const step = (name: string) => page.locator('.page-actions').getByRole('button', { name, exact: true });
    await page.reload();
    await step('通知检查对象').click();
    await page.locator('#action_on').waitFor();
    await inspector.isUsable('a step on a phone');
    await inspector.show('step-notify');
    await page.locator('.ant-modal .form-actions button[type=submit]').click();
    await page.getByText('请填写送达方式').waitFor();
    await page.selectOption('#action_how', 'in-person');
    await page.locator('.ant-modal .form-actions button[type=submit]').click();
    await step('报告结果').click();
    await page.selectOption('#report_findings_0_code', 'no-problem-found');
    await inspector.isUsable('findings on a phone');
    await inspector.show('step-report');
    await page.locator('.ant-modal button[type=submit]').click();
    await page.getByText('已报告').first().waitFor();
    await inspector.show('reported');

    await inList(planner, 'reported', '复核');
    await inList(planner, 'reviewed', '公示');
    await inList(planner, 'published', '办结');
    await planner.open('/');
    await planner.show('overview-afterwards');
    await leave(planner, admin, inspector);
  });

  it('tries a batch out without drawing anybody', async () => {
    const visitor = await come('planner');
    await visitor.enter('planner');
    await visitor.open('/plans/1');
    await visitor.page.getByRole('button', { name: '试算' }).nth(4).click();
    await visitor.page.getByText('试算不保存任何内容').waitFor();
    await visitor.page.getByText('能否覆盖到').waitFor();
    await visitor.isUsable('a dry run');
    await visitor.show('dry-run');
    await leave(visitor);
  });

  it('changes a password, goes on here, and signs out elsewhere', async () => {
    const [here, there] = [await come('auditor'), await come('auditor', 'en')];
    await here.enter('auditor');
    await there.enter('auditor');
    const { page } = here;
    await here.open('/account');
    await page.fill('#password_oldPassword', 'not this one');
    await page.fill('#password_newPassword', 'another horse battery');
    await page.fill('#password_again', 'another horse');
    const submit = page.getByRole('button', { name: '修改密码' });
    await submit.click();
    await page.getByText('两次输入的新密码不一样').waitFor();
    await page.fill('#password_again', 'another horse battery');
    await submit.click();
    await page.locator('.ant-form-item-explain-error').getByText('原密码不正确').waitFor();
    await page.fill('#password_oldPassword', PASSWORD);
    await submit.click();
    await page.getByText('密码已修改').waitFor();
    await here.open('/draws');
    expect(await page.locator('.table').count()).toBe(1);
    await there.page.goto(`${server.url}/draws`);
    await there.page.locator('#sign-in_username').waitFor();
    await leave(here, there);
  });

  it('can be worked with the keyboard alone', async () => {
    const visitor = await come('planner', 'zh', 'phone');
    const { page } = visitor;
    await visitor.open('/');
    // the first field has the focus
    await page.keyboard.type('planner');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.frame h1').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    const menu = page.getByRole('button', { name: '打开菜单' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '菜单' }).waitFor();
    await visitor.isUsable('the menu');
    await visitor.show('menu');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('打开菜单');
    await visitor.open('/targets/5');
    await page.locator('#record_name').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/targets$/);
    await leave(visitor);
  });

  it('says so where the server is away, and goes on when it is back', async () => {
    const visitor = await come('planner');
    await visitor.enter('planner');
    const { page, context } = visitor;
    await context.setOffline(true);
    await page.getByRole('link', { name: '我的通知' }).click();
    await page.getByText(/没能读到|这一页没能显示/).waitFor();
    await context.setOffline(false);
    await page.getByRole('button', { name: /再试一次|重新载入/ }).click();
    await page.getByRole('heading', { name: '我的通知' }).waitFor();
    visitor.complaints.length = 0;
    await leave(visitor);
  });

  describe('and a stranger’s page', () => {
    let stranger: Server;
    beforeAll(async () => {
      stranger = createServer((_request, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end('<h1>stranger</h1>');
      });
      await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => new Promise((resolve) => stranger.close(resolve)));

    it('changes nothing in the name of who is signed in, be it of another port or of another host', async () => {
      const visitor = await come('planner');
      await visitor.enter('planner');
      const { page } = visitor;
      const { port } = stranger.address() as AddressInfo;
      const before = (await server.told('cross_site_request', 0)).length;
      // the same site by the rules of cookies, so that the cookie comes along; only who asks gives it away
      await page.goto(`http://127.0.0.1:${port}/`);
      const send = (address: string): Promise<unknown> =>
        page.evaluate(
          (to) =>
            fetch(to, { method: 'POST', mode: 'no-cors', credentials: 'include' }).then(({ type }) => type, String),
          address,
        );
      for (const path of ['/api/v1/plans/1/publish', '/api/v1/me/notices/1/read'])
        // it arrives, and the answer is kept from the page
        expect(await send(server.url + path)).toContain('TypeError');
      expect((await server.told('cross_site_request', before + 2)).length).toBe(before + 2);
      // with the header the browser asks first, and hears no
      const withHeader = await page.evaluate(
        (to) =>
          fetch(to, { method: 'DELETE', credentials: 'include', headers: { 'X-Sortis-Console': '1' } }).then(
            () => 'done',
            () => 'refused by the browser',
          ),
        `${server.url}/api/v1/session`,
      );
      expect(withHeader).toBe('refused by the browser');
      expect(
        await page.evaluate(
          (to) =>
            fetch(to, { credentials: 'include' }).then(
              () => 'read',
              () => 'not read',
            ),
          `${server.url}/api/v1/session`,
        ),
      ).toBe('not read');
      // another host: no cookie at all
      await page.goto(`http://localhost:${port}/`).catch(() => undefined);
      await visitor.open('/notices');
      await page.getByRole('heading', { name: '我的通知' }).waitFor();
      visitor.complaints.length = 0;
      visitor.strangers.length = 0;
      await leave(visitor);
    });
  });

  it('asks no other host, and breaks no policy', () => {
    expect(gone.flatMap(({ strangers }) => strangers)).toEqual([]);
    expect(gone.flatMap((visitor) => visitor.unexpected().map((one) => `${visitor.name}: ${one}`))).toEqual([]);
    expect(gone.length).toBeGreaterThanOrEqual(20);
  });
});
