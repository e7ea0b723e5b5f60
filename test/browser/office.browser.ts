import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

import { PASSWORD, type TestServer } from '../support/server.js';
import { WebReceiver } from '../support/web-receiver.js';
import { CHROMIUM } from './chromium.js';
import { Visitor, type Language, type Size } from './console-visitor.js';
import { startDemonstration } from './demonstration.js';
import { wordsIn } from './words.js';

/** A hundred thousand targets, as a province has them: far faster than an import, and the same rows. */
function fill(file: string, agencyId: number): void {
  const database = new Database(file, { timeout: 30_000 });
  const columns = (database.pragma('table_info(targets)') as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => name !== 'id');
  const values: Record<string, string> = {
    agency_id: String(agencyId),
    code: "'Z' || printf('%06d', n)",
    code_kind: "'alias'",
    alias: "'Z' || printf('%06d', n)",
    name: `'萬' || printf('%06d', n) || '𠮷' || '${'长'.repeat(72)}'`,
    name_order: "''",
    kind: "'x'",
    state: "'active'",
    version: '1',
    created_at: "'2026-01-01 00:00:00.000'",
    updated_at: "'2026-01-01 00:00:00.000'",
  };
  database.exec(
    `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 99999)
     INSERT INTO targets (${columns.join(', ')}) SELECT ${columns.map((name) => values[name] ?? 'NULL').join(', ')} FROM numbers`,
  );
  database.close();
}

/** The pages of those who administer, and who may open them. */
const PAGES: readonly (readonly [name: string, path: string, roles: readonly string[]])[] = [
  ['agencies', '/agencies', ['admin', 'planner', 'auditor', 'inspector']],
  ['agency', '/agencies/1', ['admin', 'auditor']],
  ['new-agency', '/agencies/new', ['admin']],
  ['users', '/users', ['admin']],
  ['user', '/users/2', ['admin']],
  ['new-user', '/users/new', ['admin']],
  ['roles', '/roles', ['admin', 'inspector']],
  ['settings', '/settings', ['admin', 'auditor']],
  ['template', '/templates?kind=notice&language=zh', ['admin', 'auditor']],
  ['template-en', '/templates?kind=record&language=en', ['planner']],
  ['channels', '/channels', ['admin', 'auditor']],
  ['working-days', '/working-days?year=2026', ['admin', 'inspector']],
  ['system', '/system', ['admin', 'planner', 'auditor']],
];

const LOOKS: readonly (readonly [string, Language, Size, boolean])[] = [
  ['admin', 'zh', 'desktop', false],
  ['admin', 'en', 'phone', true],
  ['auditor', 'en', 'desktop', false],
  ['planner', 'zh', 'phone', false],
  ['inspector', 'en', 'phone', false],
];

/** Every story of the office, told to both. */
const BOTH = [
  ['zh', 'desktop'],
  ['en', 'phone'],
] as const;

describe('the office of those who administer', () => {
  let dir: string;
  let server: TestServer;
  let browser: Browser;
  /** Which the planner keeps; the city above it is the first. */
  let county: number;
  const gone: Visitor[] = [];
  const receiver = new WebReceiver();

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-office-'));
    await receiver.start();
    server = await startDemonstration(dir, { SORTIS_NOTICE_NETWORKS: '127.0.0.1/32' });
    const admin = await server.signIn();
    const agencies = await server.call('GET', '/api/v1/agencies?search=SFX-MZJ', { token: admin });
    county = agencies.body.items[0].id as number;
    browser = await chromium.launch(CHROMIUM);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await receiver.stop();
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
  /** Somebody who signed in once and stays, for the stories that follow one another. */
  const staying = new Map<string, Visitor>();
  async function at(role: string, language: Language, size: Size): Promise<Visitor> {
    const key = `${role} ${language} ${size}`;
    const there = staying.get(key);
    if (there !== undefined) return there;
    const visitor = await come(role, language, size);
    await visitor.enter(role);
    staying.set(key, visitor);
    return visitor;
  }
  const save = (visitor: Visitor): Promise<void> => visitor.page.locator('.form-actions button[type=submit]').click();

  it.each(LOOKS)('shows %s its pages in %s on a %s, dark: %s', async (role, language, size, dark) => {
    const visitor = await come(role, language, size, dark);
    await visitor.enter(role);
    for (const [name, path, roles] of PAGES) {
      if (!roles.includes(role)) continue;
      await visitor.open(path);
      await visitor.isUsable(path);
      await visitor.show(`office-${name}`);
      const text = await visitor.page.locator('body').innerText();
      expect([
        path,
        /\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z]+\b(?!\.)(?!\}\})|undefined|NaN/.exec(
          text.replace(/[\w.]+@[\w.]+|\{\{[^}]*\}\}/g, ''),
        )?.[0],
      ]).toEqual([path, undefined]);
    }
    // what is not one's own is not there, by whatever address
    for (const [, path, roles] of PAGES)
      if (path === '/users' && !roles.includes(role)) {
        await visitor.open(path);
        expect(await visitor.page.locator('h1').innerText()).toMatch(/没有权限|Not allowed/);
      }
    await leave(visitor);
  });

  it('makes an agency and moves it, with the keyboard alone; one in use is not retired, and says why', async () => {
    const visitor = await come('admin');
    await visitor.enter('admin');
    const { page } = visitor;
    await visitor.open('/agencies');
    await page.getByRole('button', { name: '新建单位' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#new_name').waitFor();
    await page.locator('#new_name').focus();
    await page.keyboard.type('示范县𠮷祥镇民政办公室');
    // from county to township, and below the first agency that there is
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.locator('#new_code').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/agencies\/\d+$/);
    await page.locator('#record_name').waitFor();
    expect(await page.inputValue('#record_name')).toBe('示范县𠮷祥镇民政办公室');
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/agencies$/);
    const row = page.getByRole('row', { name: /𠮷祥镇/ });
    expect(await row.innerText()).toContain('乡镇');
    expect(await row.locator('.branch-1').count()).toBe(1);
    await visitor.show('office-tree');
    await page
      .getByRole('button', { name: /展开或收起/ })
      .first()
      .click();
    expect(await row.count()).toBe(0);
    await page.getByRole('textbox', { name: '单位名称或编码开头' }).fill('𠮷祥');
    expect(await page.locator('.table tbody tr').count()).toBe(2);

    await visitor.open('/agencies/1');
    await page.getByRole('button', { name: '停用' }).click();
    await page.fill('#retire_reason', '试一试');
    await page.locator('.ant-modal .ant-btn-dangerous').click();
    await page.locator('.ant-modal').getByRole('alert').getByText('下级单位').waitFor();
    await visitor.show('office-agency-in-use');
    await leave(visitor);
  });

  it('gives somebody an account, another role and another password, and takes the account away', async () => {
    const [visitor, other] = [await come('admin'), await come('new')];
    await visitor.enter('admin');
    const { page } = visitor;
    await visitor.open('/users/new');
    await page.fill('#new_username', 'wang.fang');
    await page.fill('#new_displayName', '王芳');
    await page.fill('#new_password', 'short');
    await page.selectOption('#new_agencyId', { label: '示范县民政局' });
    await save(visitor);
    const wrong = page
      .locator('.ant-form-item', { has: page.locator('#new_password') })
      .locator('.ant-form-item-explain-error');
    await wrong.waitFor();
    await visitor.show('office-user-refused');
    await page.fill('#new_password', 'quiet river stone');
    await save(visitor);
    await page.waitForURL(/\/users\/\d+$/);
    await other.signIn('wang.fang', 'quiet river stone');
    await other.page.locator('.frame h1').waitFor();

    await page.locator('#record_role').waitFor();
    await page.selectOption('#record_role', 'inspector');
    await page.locator('#record_inspectorId').focus();
    await page.keyboard.type('周');
    await page.locator('.ant-select-item-option').first().click();
    await save(visitor);
    await page.getByText('已保存').waitFor();
    await other.open('/');
    await other.page
      .getByText(/下一次检查|今天|没有/)
      .first()
      .waitFor();

    await page.getByRole('button', { name: '重设密码' }).click();
    await visitor.isUsable('a new password');
    await page.fill('#action_password', 'another quiet river');
    await page.locator('.ant-modal button[type=submit]').click();
    await page.getByText('密码已重设').waitFor();
    await other.page.goto(`${server.url}/notices`);
    await other.page.locator('#sign-in_username').waitFor();
    await other.signIn('wang.fang', 'another quiet river');
    await other.page.locator('.frame h1').waitFor();

    await page.locator('#record_active').click();
    await save(visitor);
    await page.getByText('已保存').waitFor();
    await page.getByRole('tab', { name: '历史' }).click();
    await page.locator('.history li').nth(3).waitFor();
    expect(await page.locator('.history').innerText()).toMatch(/可以登录[\s\S]*重设密码[\s\S]*角色[\s\S]*新建/);
    await visitor.show('office-user-history');
    await other.page.goto(`${server.url}/notices`);
    await other.page.locator('#sign-in_username').waitFor();
    await leave(visitor, other);
  });

  it('says of each setting what holds and whose word it is; the second of two sees what the first changed', async () => {
    const [one, two] = [await come('admin'), await come('admin', 'en')];
    await one.enter('admin');
    await two.enter('admin');
    const { page } = one;
    await one.open('/settings?agencyId=1');
    await page.getByText('系统默认，没有单位另行规定').first().waitFor();
    for (const visitor of [one, two]) {
      await visitor.open('/settings?agencyId=1');
      await visitor.page
        .locator('section', { has: visitor.page.locator('#rules-title') })
        .getByRole('button')
        .first()
        .click();
      await visitor.page.locator('#setting_retentionYears').waitFor();
    }
    await page.fill('#setting_retentionYears', '3');
    await page.selectOption('#setting_personTargets', 'full');
    await save(one);
    await page.getByText('已保存').waitFor();
    await two.page.fill('#setting_retentionYears', '8');
    await save(two);
    await two.page.getByText('Somebody saved a change before you').waitFor();
    await two.isUsable('a conflict of settings');
    await two.show('office-settings-conflict');
    await two.page.getByRole('button', { name: /Put together/ }).click();
    expect(await two.page.inputValue('#setting_retentionYears')).toBe('8');
    expect(await two.page.inputValue('#setting_personTargets')).toBe('full');
    // and a session that ends meanwhile takes nothing of it away
    await two.context.clearCookies();
    await save(two);
    await two.page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    await two.page.fill('#sign-in-again_password', PASSWORD);
    await two.page.keyboard.press('Enter');
    await two.page.getByText('Saved.').waitFor();
    await page.keyboard.press('Escape');
    await one.open('/settings?agencyId=1');
    await page.getByText('8 年').waitFor();
    expect(await page.locator('section', { has: page.locator('#rules-title') }).innerText()).toMatch(
      /显示全部\s*本单位规定/,
    );
    // the township below goes by the county's word
    await page.getByRole('combobox', { name: '单位' }).selectOption({ index: 1 });
    await page
      .getByText(/按“.*”的规定/)
      .first()
      .waitFor();
    await one.show('office-settings-below');
    await leave(one, two);
  });

  it.each(BOTH)(
    'writes a template beside the paper that it makes, and shows each fault at its line, in %s on a %s',
    async (language, size) => {
      const t = wordsIn(language);
      const [one, two] = [await at('admin', language, size), await at('planner', language, size)];
      const { page } = one;
      const address = `/templates?agencyId=${county}&kind=notice&language=${language}`;
      const source = t('templates.source');
      await one.open(address);
      const text = page.getByRole('textbox', { name: source });
      await page.locator('.template-paper').waitFor();
      await page.locator('.template-paper p').first().waitFor();
      await two.open(address);
      const built = await text.inputValue();
      await text.fill(`# 检查通知（县里自己的）\n{{target.nonsense}}\n${built.trim()}`);
      const fault = page.locator('.template-faults button');
      await fault.first().waitFor();
      expect(await fault.first().innerText()).toContain(language === 'zh' ? '第 2 行' : 'Line 2');
      expect(await page.locator('.template-lines .wrong').innerText()).toBe('2');
      const save = page.getByRole('button', { name: t('common.save'), exact: true });
      expect(await save.isDisabled()).toBe(true);
      await one.isUsable('a template with a fault');
      await one.show('office-template-fault');
      await fault.first().click();
      expect(await page.evaluate('String(document.getSelection())')).toContain('nonsense');
      await page.keyboard.type('<script>window.hurt=1</script><img src=x onerror="window.hurt=1">');
      await page.locator('.template-faults button').first().waitFor({ state: 'detached' });
      await page.locator('.template-paper').getByText('window.hurt=1').first().waitFor();
      expect(await page.evaluate('window.hurt')).toBeUndefined();
      await page.getByRole('textbox', { name: t('templates.note') }).fill('试写');
      await save.click();
      await page.getByText(t('record.saved')).waitFor();
      await one.show('office-template');

      const theirs = two.page.getByRole('textbox', { name: source });
      const keep = two.page.getByRole('button', { name: t('common.save'), exact: true });
      await theirs.press('Control+End');
      await two.page.keyboard.type('\n计划员加的一行');
      await keep.click();
      await two.page.getByText(t('conflict.title')).waitFor();
      await two.isUsable('a conflict of templates');
      await two.show('office-template-conflict');
      await two.page.getByRole('button', { name: t('templates.keepMine') }).click();
      expect(await theirs.inputValue()).toContain('计划员加的一行');
      await keep.click();
      await two.page.getByText(t('record.saved')).waitFor();
    },
  );

  it.each(BOTH)(
    'makes a channel, is told at once whether somebody answers there, and removes it, in %s on a %s',
    async (language, size) => {
      const t = wordsIn(language);
      const visitor = await at('admin', language, size);
      const { page } = visitor;
      const name = language === 'zh' ? '执法大队工作群' : 'Enforcement team';
      await visitor.open('/channels?agencyId=1');
      await page.getByRole('button', { name: t('channels.new') }).click();
      await page.selectOption('#channel_kind', 'webhook');
      await page.fill('#channel_name', name);
      await page.fill('#channel_address', `http://127.0.0.1:${receiver.port}/sortis/${language}`);
      await visitor.isUsable('a channel to be made');
      await visitor.show('office-channel-new');
      await save(visitor);
      await page.getByText(t('channels.secretOnce')).waitFor();
      await visitor.isUsable('a channel');
      await visitor.show('office-channel');
      const press = (key: string): Promise<void> => page.getByRole('button', { name: `${t(key)} ${name}` }).click();
      receiver.answer = (_, response) => response.writeHead(200).end('ok');
      await press('channels.try');
      await page
        .getByText(
          t('channels.tried', { name, code: '', answer: '' })
            .trim()
            .replace(/[：:]$/, ''),
        )
        .waitFor();
      expect(receiver.received.at(-1)?.path).toBe(`/sortis/${language}`);
      await page.locator('#deliveries').scrollIntoViewIfNeeded();
      receiver.answer = (_, response) => response.writeHead(500).end('no');
      await press('channels.try');
      await page.getByText(t('channels.triedInVain', { name, code: '', answer: '' }).trim()).waitFor();
      await visitor.isUsable('a channel that fails');
      await visitor.show('office-channel-fails');
      page.once('dialog', (dialog) => void dialog.accept());
      await press('channels.remove');
      await page.getByText(t('channels.none')).waitFor();
    },
  );

  it.each(BOTH)(
    'enters a notice of days of rest, and says which line it does not understand, in %s on a %s',
    async (language, size) => {
      const t = wordsIn(language);
      const visitor = await at('admin', language, size);
      const { page } = visitor;
      const year = language === 'zh' ? 2031 : 2036;
      const source = `国办发明电〔${year - 1}〕1号`;
      const enter = async (days: string): Promise<void> => {
        await page.fill('#notice_days', days);
        await page.locator('.ant-drawer button[type=submit]').click();
      };
      await visitor.open(`/working-days?year=${year}`);
      await page.getByText(t('workingDays.notCovered', { year })).waitFor();
      await page.getByRole('button', { name: t('workingDays.enter') }).click();
      await page.fill('#notice_source', source);
      await enter(`${year}-01-01 休 元旦\n10月1日放假`);
      await page.getByText(t('workingDays.wrongLines', { lines: 2 })).waitFor();
      // the server knows its weekdays: a Wednesday is worked anyhow
      const wednesday = `${year}-10-08`;
      await enter(`${year}-01-01 休 元旦\n${year}-10-01~${year}-10-07 休 国庆节\n${wednesday} 班 国庆节调休`);
      await page
        .getByText(language === 'zh' ? '本来就上班' : 'worked anyway')
        .first()
        .waitFor();
      await visitor.isUsable('a notice that is refused');
      await visitor.show('office-notice-refused');
      await enter(`${year}-01-01 休 元旦\n${year}-10-01~${year}-10-07 休 国庆节\n${year}-10-11 班 国庆节调休`);
      await page.getByText(source).waitFor();
      await page.getByText(language === 'zh' ? `${year}年10月11日（周六）` : /Sat, 11 Oct\w* 2036/).waitFor();
      await visitor.isUsable('days of rest');
      await visitor.show('office-notice');
    },
  );

  it.each(BOTH)(
    'changes many at once: those that the filters find; what, from what and why is said before, and of each what became of it, in %s on a %s',
    async (language, size) => {
      const t = wordsIn(language);
      const [visitor, other] = [await at('planner', language, size), await at('admin', language, size)];
      const { page } = visitor;
      const [from, to] = language === 'zh' ? ['D', 'C'] : ['C', 'B'];
      await visitor.open(`/targets?riskClass=${from}`);
      const total = Number(/\d+/.exec(await page.locator('.page-head .quiet').innerText())?.[0]);
      const id = /\d+/.exec((await page.locator('.table tbody a').first().getAttribute('href')) ?? '')?.[0];
      const changedToo = /\d+/.exec((await page.locator('.table tbody a').nth(1).getAttribute('href')) ?? '')?.[0];
      await page.getByRole('button', { name: t('bulk.title') }).click();
      await page.getByText(t('bulk.all', { n: total })).waitFor();
      await page.getByRole('checkbox', { name: t('targets.riskClass') }).check();
      await page.selectOption('#bulk_riskClass', to);
      await save(visitor);
      await page.getByText(t('form.required', { what: t('record.reason') })).waitFor();
      await page.fill('#bulk_reason', '年度信用评定');
      await save(visitor);
      await page.getByText(t('bulk.willChange', { n: total, same: 0 })).waitFor();
      await visitor.isUsable('a preview of many changes');
      await visitor.show('office-bulk-preview');
      // one of them is changed by somebody else before it is confirmed
      await other.open(`/targets/${id}`);
      await other.page.locator('#record_remarks').fill('刚刚有投诉');
      await save(other);
      await other.page.getByText(t('record.saved')).waitFor();
      await page.getByRole('button', { name: t('bulk.go', { n: total }) }).click();
      await page.getByText(t('bulk.done', { done: total - 1, failed: 1, left: 0 })).waitFor();
      await visitor.isUsable('many changes, but one');
      await visitor.show('office-bulk-done');
      await visitor.open(`/targets?riskClass=${from}`);
      expect(await page.locator('.table tbody tr').count()).toBe(1);
      await visitor.open(`/targets/${changedToo}`);
      await page.locator('#record_name').waitFor();
      await page.getByRole('tab', { name: t('record.history') }).click();
      await page.getByText('年度信用评定').first().waitFor();
    },
  );

  it('scrolls through a list of a hundred thousand, from the first to the last; names of 80 letters and of 𠮷 show', async () => {
    fill(join(dir, 'sortis.sqlite'), county);
    const visitor = await come('planner');
    await visitor.enter('planner');
    const { page } = visitor;
    await visitor.open('/targets?size=0&sort=-code&kind=x');
    await page
      .getByText(/共 100,\d{3} 条/)
      .first()
      .waitFor();
    const frame = page.locator('.scrolled');
    await frame.focus();
    const rows = page.locator('.scrolled-row');
    expect(await rows.count()).toBeLessThan(60);
    await page.getByText('萬099999𠮷').first().waitFor();
    await page.keyboard.press('End');
    // a key scrolls there, and does not jump
    const total = Number((await page.locator('.page-head .quiet').innerText()).replace(/\D/g, ''));
    await page.locator(`.scrolled-row[aria-rowindex="${total + 1}"] a`).waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await visitor.isUsable('a list in one piece');
    await visitor.show('office-scrolled');
    await page.evaluate('document.querySelector(".scrolled").scrollTo({ top: 44 * 50000 })');
    await page
      .getByText(`萬049999𠮷${'长'.repeat(72)}`)
      .first()
      .waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await visitor.isUsable('a list in one piece on a phone');
    await visitor.show('office-scrolled-phone');
    await leave(visitor);
  });

  it('prints a list in black and white on numbered pages, and is readable at twice the size', async () => {
    const visitor = await come('planner', 'zh', 'desktop', true);
    await visitor.enter('planner');
    const { page } = visitor;
    await visitor.open('/matters?size=200');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.side').isVisible()).toBe(false);
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('.table thead').isVisible()).toBe(true);
    expect(
      await page.evaluate(
        'getComputedStyle(document.querySelector(".table td")).color + getComputedStyle(document.body).backgroundColor',
      ),
    ).toBe('rgb(0, 0, 0)rgb(255, 255, 255)');
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    await visitor.show('office-print');
    await page.emulateMedia({ media: 'screen' });
    // 200 %: half the room
    await page.setViewportSize({ width: 683, height: 384 });
    for (const path of ['/matters', '/inspectors/1']) {
      await visitor.open(path);
      await visitor.isUsable(`${path} at 200 %`);
    }
    await visitor.show('office-twice');
    await leave(visitor);
  });

  it('keeps what hangs on an inspector: leave, interests and recusals', async () => {
    const visitor = await come('planner');
    await visitor.enter('planner');
    const { page } = visitor;
    await visitor.open('/inspectors/1');
    await page.getByRole('tab', { name: '请假、值班' }).click();
    await page.getByRole('button', { name: '登记请假' }).click();
    await page.fill('#action_from', '2031-03-03');
    await page.fill('#action_until', '2031-03-07');
    await page.locator('.ant-modal button[type=submit]').click();
    await page.getByText('2031年3月3日（周一）').waitFor();
    await page.getByRole('tab', { name: '利害关系' }).click();
    await page.getByRole('button', { name: '申报利害关系' }).click();
    await page.selectOption('#action_kind', 'family');
    await page.fill('#action_name', '示范县南湖养老院');
    await page.fill('#action_note', '配偶在此任职');
    await page.locator('.ant-modal button[type=submit]').click();
    await page.getByText('配偶在此任职').waitFor();
    await visitor.isUsable('interests');
    await visitor.show('office-interests');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: '终止' }).click();
    await page.getByText('已终止').waitFor();
    await page.getByRole('tab', { name: '回避' }).click();
    await page.getByRole('button', { name: '登记回避' }).click();
    await page.locator('#action_targetId').focus();
    await page.keyboard.type('养老');
    await visitor.show('office-recusal');
    await page.locator('.ant-select-item-option').first().click();
    await page.fill('#action_reason', '亲属');
    await page.locator('.ant-modal button[type=submit]').click();
    await page.getByText('亲属').last().waitFor();
    await leave(visitor);
  });

  it('asks no other host, and breaks no policy', async () => {
    await leave(...staying.values());
    expect(gone.flatMap(({ strangers }) => strangers)).toEqual([]);
    expect(gone.flatMap((visitor) => visitor.unexpected().map((one) => `${visitor.name}: ${one}`))).toEqual([]);
    expect(gone.length).toBeGreaterThanOrEqual(10);
  });
});
