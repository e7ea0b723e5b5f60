import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Locator } from 'playwright-core';

import { inspectorBody, made, year } from '../support/hostile-house.js';
import { PASSWORD, type TestServer } from '../support/server.js';
import { CHROMIUM } from './chromium.js';
import { Visitor, type Language, type Size } from './console-visitor.js';
import { startDemonstration } from './demonstration.js';

const FEW_MINUTES = 300_000;

/** The day and the time in China, so many minutes from now. */
function china(minutes: number): { day: string; time: string } {
  const [day = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' },
  })
    .format(new Date(Date.now() + minutes * 60_000))
    .split(' ');
  return { day, time };
}

describe('planning in Chromium', () => {
  let dir: string;
  let server: TestServer;
  let browser: Browser;
  let admin: string;
  let agencyId: number;
  let plan = 0;
  let draw = '';
  const gone: Visitor[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-planning-'));
    server = await startDemonstration(dir);
    browser = await chromium.launch(CHROMIUM);
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    agencyId = await make('/agencies', { code: 'JHX', name: '计划县民政局', level: 'county', regionCode: '110101' });
    for (const name of ['养老机构检查', '公墓检查']) {
      const rate = { direction: 'at-least', millionths: 300_000 };
      await make('/matters', { agencyId, name, targetKind: name.slice(0, -2), rate, legalBasis: '《殡葬管理条例》' });
    }
    for (let n = 0; n < 9; n++)
      await make('/targets', {
        agencyId,
        name: `计划县养老院${n}`,
        alias: `JH-${n}`,
        kind: '养老机构',
        riskClass: 'ABC'[n % 3],
      });
    await make('/targets', { agencyId, name: '计划县公墓', alias: 'JH-M', kind: '公墓', riskClass: 'B' });
    for (let n = 0; n < 5; n++) await make('/inspectors', inspectorBody(agencyId, `JH-Z${n}`));
    for (const username of ['jh.planner', 'jh.chief'])
      await make('/users', { username, displayName: username, password: PASSWORD, role: 'planner', agencyId });
  }, FEW_MINUTES);
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
  /** A step of the plan's life, taken in its dialog. */
  async function act(visitor: Visitor, name: string): Promise<void> {
    await visitor.page.locator('.page-actions').getByRole('button', { name, exact: true }).click();
    const dialog = visitor.page.getByRole('dialog', { name });
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
  }
  const live = (visitor: Visitor): Locator => visitor.page.locator('.live');
  const line = (visitor: Visitor, pointer: string): Locator =>
    visitor.page.locator('.line', { has: visitor.page.locator(`#batch${pointer.replaceAll('/', '-')}`) });

  it(
    'makes a plan and a batch from nothing, tries it out as it is typed, and says what is wrong where it is',
    async () => {
      const visitor = await come('jh.planner');
      const { page } = visitor;
      await visitor.enter('jh.planner');
      await visitor.open('/plans');
      await page.locator('.page-actions').getByRole('button', { name: '新建计划' }).click();
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.waitForURL(/\/plans\/\d+$/);
      plan = Number(page.url().split('/').at(-1));
      await page.getByText('还没有批次').waitFor();
      await visitor.isUsable('a plan without batches');
      await visitor.show('plan-empty');
      await page.getByRole('button', { name: '新建批次' }).click();
      await page.waitForURL(/batches\/new$/);
      await visitor.settled();
      await visitor.show('editor-empty');

      // what lacks is said, and nothing is asked of the server before it is there
      await live(visitor).getByText('没有填好').waitFor();
      await page.locator('.save button[type=submit]').click();
      await line(visitor, '/matterIds').getByText('请至少选择一个事项').waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('batch-name');
      await page.getByRole('checkbox', { name: /养老机构检查/ }).check();
      await page.fill('#batch-name', '养老机构抽查');
      await page.fill('#batch-rate', 'thirty');
      await page.fill('#batch-schedule-at', china(2).day);
      expect(await live(visitor).innerText()).toContain('请填写比例');
      await page.fill('#batch-rate', '30');
      await live(visitor).getByText('将抽出').waitFor();
      // everyone on the lists, 30 % of 10
      await live(visitor).getByText('3 个', { exact: true }).waitFor();
      await visitor.isUsable('the editor');
      await visitor.show('editor-live');

      // the server's own words, at the condition that they speak of
      await page.getByRole('button', { name: '增加一个条件' }).click();
      const kind = page.locator('.condition').getByRole('textbox', { name: '类型' });
      await kind.fill('养老机购');
      const wrong = page.locator('.condition .fault');
      await wrong.waitFor();
      expect(await wrong.innerText()).toMatch(/没有任何检查对象.*养老机购.*养老机构/);
      await visitor.show('editor-fault');
      await live(visitor)
        .getByRole('button', { name: /养老机购/ })
        .click();
      await kind.fill('养老机构');
      await live(visitor).getByText('3 个', { exact: true }).waitFor();
      await live(visitor)
        .getByText('一定能')
        .or(live(visitor).getByText(/能够?组/))
        .first()
        .waitFor();

      // strata: more of those with a high risk
      await page.getByRole('button', { name: '增加一层' }).click();
      await page.fill('#batch-strata-0-name', '高风险');
      await page
        .locator('.row', { has: page.locator('#batch-strata-0-name') })
        .getByRole('checkbox', { name: 'C' })
        .check();
      await page.getByRole('checkbox', { name: '这一层用自己的比例' }).check();
      await page.fill('#batch-strata-0-rate', '100');
      await page.getByRole('button', { name: '增加一层' }).click();
      await page.fill('#batch-strata-1-name', '其余');
      await page
        .getByRole('checkbox', { name: /其余全部/ })
        .nth(1)
        .check();
      // all 3 of C, and 30 % of the other 6
      await live(visitor).getByText('5 个', { exact: true }).waitFor();
      await visitor.show('editor-strata');
      await page.getByRole('button', { name: '加入计划' }).click();
      await page.waitForURL(new RegExp(`/plans/${plan}$`));
      await page.locator('.batches h3').getByText('养老机构抽查').waitFor();
      const { body } = await server.call('GET', `/api/v1/plans/${plan}/batches`, { token: admin });
      expect(body.items[0]).toMatchObject({
        filter: [{ field: 'kind', in: ['养老机构'] }],
        strata: [
          { name: '高风险', conditions: [{ field: 'riskClass', in: ['C'] }], rate: { millionths: 1_000_000 } },
          { name: '其余', rest: true, rate: null },
        ],
        schedule: { restDays: 'next', timeZone: 'Asia/Shanghai' },
      });
      // nobody was drawn by all this
      expect((await server.call('GET', `/api/v1/draws?agencyId=${agencyId}`, { token: admin })).body.total).toBe(0);
      await leave(visitor);
    },
    FEW_MINUTES,
  );

  it(
    'tells the second of two people what the first changed, and loses no typing when the session ends',
    async () => {
      const [one, two] = [await come('jh.planner'), await come('jh.chief')];
      await one.enter('jh.planner');
      await two.enter('jh.chief');
      const { body } = await server.call('GET', `/api/v1/plans/${plan}/batches`, { token: admin });
      const batch = body.items[0].id as number;
      for (const visitor of [one, two]) {
        await visitor.open(`/plans/${plan}/batches/${batch}`);
        await visitor.page.locator('#batch-name').waitFor();
      }
      await one.page.fill('#batch-coolDownDays', '30');
      await one.page.fill('#batch-name', '养老机构抽查（一）');
      await one.page.locator('.save button[type=submit]').click();
      await one.page.getByText('已保存').waitFor();

      await two.page.fill('#batch-name', '养老机构抽查（二）');
      await two.page.fill('#batch-maxLoad', '4');
      await two.context.clearCookies();
      await two.page.locator('.save button[type=submit]').click();
      const again = two.page.getByRole('dialog', { name: '请重新登录' });
      await again.waitFor();
      await two.page.fill('#sign-in-again_password', PASSWORD);
      await two.page.keyboard.press('Enter');
      await again.waitFor({ state: 'detached' });
      await two.page.getByText('有人在您之前保存了改动').waitFor();
      expect(await two.page.locator('.conflicts').innerText()).toMatch(/（二）[\s\S]*（一）[\s\S]*30/);
      await two.isUsable('a conflict over a batch');
      await two.show('batch-conflict');
      await two.page.getByRole('button', { name: '合并到表单' }).click();
      expect(await two.page.inputValue('#batch-name')).toBe('养老机构抽查（二）');
      expect(await two.page.inputValue('#batch-coolDownDays')).toBe('30');
      expect(await two.page.inputValue('#batch-maxLoad')).toBe('4');
      await two.page.locator('.save button[type=submit]').click();
      await two.page.getByText('已保存').waitFor();
      const now = await server.call('GET', `/api/v1/plans/${plan}/batches/${batch}`, { token: admin });
      expect(now.body).toMatchObject({ name: '养老机构抽查（二）', coolDownDays: 30, maxLoad: 4, version: 3 });
      await leave(one, two);
    },
    FEW_MINUTES,
  );

  it(
    'has it approved by a second person, publishes it, and shows its draw as it happens',
    async () => {
      const [planner, chief] = [await come('jh.planner'), await come('jh.chief')];
      await planner.enter('jh.planner');
      await chief.enter('jh.chief');
      await planner.open(`/plans/${plan}`);
      // in a minute or two, announced a minute before
      await planner.page.getByRole('link', { name: '修改' }).click();
      await planner.page.locator('#batch-name').waitFor();
      const soon = china(3);
      await planner.page.fill('#batch-schedule-at', soon.day);
      await planner.page
        .getByRole('textbox', { name: '几点' })
        .or(planner.page.locator('input[type=time]'))
        .first()
        .fill(soon.time);
      await planner.page.selectOption('#batch-schedule-restDays', 'keep');
      await planner.page.fill('#batch-noticeMinutes', '2');
      await planner.page.locator('.save button[type=submit]').click();
      await planner.page.getByText('已保存').waitFor();
      await planner.page.getByRole('link', { name: '回到计划' }).click();
      await planner.page.locator('.batches h3').waitFor();
      // another agency is asked to join, and does not answer: the batch goes on without it, for a reason
      const { page: plans } = planner;
      await plans.getByRole('button', { name: '邀请其他单位' }).click();
      await plans.fill('#action_agency', '示范县民政局');
      await plans.fill('#action_reason', '一起检查养老机构');
      await planner.isUsable('an invitation');
      await planner.show('plan-invite');
      await plans.getByRole('dialog').locator('button[type=submit]').click();
      await plans.getByText('待答复').waitFor();
      await plans.getByRole('button', { name: '不再等待' }).click();
      await plans.fill('#action_reason', '对方没有答复');
      await plans.getByRole('dialog').locator('button[type=submit]').click();
      await plans.getByText('对方已另行安排').waitFor();
      await planner.isUsable('a plan with a batch');
      await planner.show('plan-batches');
      await act(planner, '送审');
      await chief.open(`/plans/${plan}`);
      await act(chief, '通过');
      await chief.page.getByRole('button', { name: '公布' }).waitFor();
      await act(chief, '公布');
      await chief.page.getByText('第 1 版').first().waitFor();
      await chief.open(`/plans/${plan}?view=year`);
      await chief.page.getByRole('button', { name: /抽取 1 次/ }).click();
      await chief.page.locator('.chosen').getByText('养老机构抽查').waitFor();
      await chief.isUsable('the year');
      await chief.show('plan-year');
      await chief.open(`/plans/${plan}?view=editions`);
      await chief.page.getByText('当时的内容').click();
      await chief.page.locator('.history .code').first().waitFor();
      await chief.isUsable('editions');
      await chief.show('plan-editions');

      // from its announcement on, without a reload
      const { items } = await server.until(
        `/api/v1/draws?agencyId=${agencyId}`,
        admin,
        (body) => body.items[0]?.commitment != null,
        180,
      );
      draw = `/draws/${items[0].id}`;
      const { page } = planner;
      await planner.open(draw);
      await page.evaluate('window.same = true');
      if ((await page.locator('.moment-done').count()) < 6) {
        await page.getByText('实时更新').waitFor();
        await planner.show('draw-live');
      }
      await page.locator('.moment').last().and(page.locator('.moment-done')).waitFor({ timeout: 180_000 });
      expect(await page.evaluate('window.same')).toBe(true);
      await planner.isUsable('a draw that was watched');
      await planner.show('draw-watched');
      await leave(planner, chief);
    },
    2 * FEW_MINUTES,
  );

  it(
    'issues the list of what was drawn once for everyone, and both keep it as PDF and as DOCX',
    async () => {
      const [planner, chief] = [await come('jh.planner'), await come('jh.chief', 'en', 'phone')];
      await planner.enter('jh.planner');
      await chief.enter('jh.chief');
      const { page } = planner;
      await planner.open(draw);
      const number = /\d{4}-\d{6}/.exec(await page.locator('h1').innerText())?.[0] ?? '';
      const paper = (visitor: Visitor, name: string): Locator =>
        visitor.page
          .locator('section', { has: visitor.page.locator('#documents-title') })
          .locator('li', { hasText: name });
      await paper(planner, '抽取结果单').scrollIntoViewIfNeeded();
      await planner.show('drawn-list-before');
      await page.getByRole('button', { name: '抽取结果单 出具', exact: true }).click();
      await page.getByRole('button', { name: '抽取结果单 重新出具' }).waitFor();
      await planner.isUsable('the papers of a draw');
      await planner.show('drawn-list');
      await chief.open(draw);
      const [drawnList] = (await server.call('GET', `/api/v1${draw}/documents`, { token: admin })).body;
      const english = drawnList.name.en as string;
      await paper(chief, english).scrollIntoViewIfNeeded();
      await chief.isUsable('the papers of a draw on a phone');
      await chief.show('drawn-list');
      for (const [visitor, name, pdf, docx] of [
        [planner, '抽取结果单', '下载 PDF', '下载 Word'],
        [chief, english, 'PDF', 'Word'],
      ] as const)
        for (const [button, begins] of [
          [pdf, '%PDF-'],
          [docx, 'PK'],
        ] as const) {
          const [file] = await Promise.all([
            visitor.page.waitForEvent('download'),
            visitor.page.getByRole('button', { name: `${name} ${button}`, exact: true }).click(),
          ]);
          expect(file.suggestedFilename()).toContain(number);
          const bytes = readFileSync(await file.path());
          expect(bytes.subarray(0, begins.length).toString('latin1')).toBe(begins);
          expect(bytes.length).toBeGreaterThan(5000);
          visitor.keep(file.suggestedFilename(), bytes);
        }
      await leave(planner, chief);
    },
    FEW_MINUTES,
  );

  it(
    'voids a draw only when a second person agrees, and says before what becomes public',
    async () => {
      const [planner, chief] = [await come('jh.planner'), await come('jh.chief', 'en', 'phone')];
      await planner.enter('jh.planner');
      await chief.enter('jh.chief');
      const { page } = planner;
      await planner.open(draw);
      await page.getByRole('button', { name: '申请补抽' }).click();
      await page.getByRole('button', { name: '提出补抽' }).click();
      await page.getByText('请至少选择一项检查').waitFor();
      await page.locator('.tick-line input').first().check();
      await page.fill('#supplement-reason', '该对象已经停业');
      // of those with a high risk all were drawn, and nobody is left in reserve
      await page.getByRole('button', { name: '提出补抽' }).click();
      await page.getByRole('dialog').getByRole('alert').waitFor();
      await planner.isUsable('a supplement');
      await planner.show('supplement');
      await page.locator('.tick-line input').first().uncheck();
      await page.locator('.tick-line input').last().check();
      await page.getByRole('button', { name: '提出补抽' }).click();
      await page.getByText('须由提出人之外的第二人决定').waitFor();
      await chief.open(draw);
      await chief.page.getByRole('button', { name: 'Decline' }).click();
      await chief.page.fill('#action_reason', '停业没有核实');
      await chief.page.getByRole('dialog').locator('button[type=submit]').click();
      await chief.page.getByText('停业没有核实').waitFor();

      // who cannot go leaves, and the seat is drawn again; nobody is picked for it
      await planner.open(draw);
      await page.getByRole('button', { name: '申请更换人员' }).click();
      await page.getByRole('button', { name: '提出更换' }).click();
      await page.getByText('请至少选择一名检查人员').waitFor();
      await page.getByText('请选择原因').waitFor();
      await page.locator('.tick-line input').first().check();
      await page.selectOption('#replacement-cause', 'illness');
      await page.fill('#replacement-reason', '住院治疗');
      await planner.isUsable('a replacement');
      await planner.show('replacement');
      await page.getByRole('button', { name: '提出更换' }).click();
      await page.getByText('住院治疗').waitFor();
      await chief.open(draw);
      await chief.page.getByText('住院治疗').waitFor();
      await chief.page.getByRole('button', { name: 'Decline' }).click();
      await chief.page.fill('#action_reason', '已经出院');
      await chief.page.getByRole('dialog').locator('button[type=submit]').click();
      await chief.page.getByText('已经出院').waitFor();

      await planner.open(draw);
      await page.getByRole('button', { name: '申请作废' }).click();
      await page.getByText('永久可查').first().waitFor();
      await page.fill('#action_reason', '名单有误');
      await page.locator('#action_again').click();
      await planner.show('void-ask');
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.getByText('须由提出人之外的第二人决定').first().waitFor();
      await chief.open(draw);
      await chief.page.getByRole('button', { name: 'Approve' }).click();
      await chief.show('void-decide');
      await chief.page.getByRole('dialog').locator('button[type=submit]').click();
      await chief.page.getByText('This draw is void.').waitFor();
      await chief.isUsable('a void draw');
      await chief.show('draw-void');
      await leave(planner, chief);
    },
    FEW_MINUTES,
  );

  it(
    'warns early that the plan falls short, and plans what was proposed with one click',
    async () => {
      const visitor = await come('jh.planner');
      const { page } = visitor;
      await visitor.enter('jh.planner');
      await page.locator('.shortfall').waitFor();
      await visitor.isUsable('the overview of a plan that falls short');
      await visitor.show('overview-short');
      await page.locator('.shortfall').getByRole('link', { name: '加入计划' }).first().click();
      await page.waitForURL(/proposal=0$/);
      await page.locator('#batch-name').waitFor();
      expect(await page.inputValue('#batch-name')).toContain('检查');
      await live(visitor).getByText('将抽出').waitFor();
      await page.locator('.pick input[type=checkbox]:checked').first().waitFor();
      await page.getByRole('button', { name: '加入计划' }).click();
      await line(visitor, '/reason').getByText('请写明理由').waitFor();
      await page.fill('#batch-reason', '补上没有安排的事项');
      await visitor.show('editor-proposal');
      page.on('dialog', (dialog) => void dialog.dismiss());
      await page.locator('.menu').getByRole('link', { name: '抽取', exact: true }).click();
      expect(page.url()).toContain('batches/new');
      await page.getByRole('button', { name: '加入计划' }).click();
      await page.waitForURL(new RegExp(`/plans/${plan}$`));
      await page.getByText('第 2 版').waitFor();
      await leave(visitor);
    },
    FEW_MINUTES,
  );

  it.each([
    ['planner', 'zh', 'desktop', false],
    ['auditor', 'en', 'phone', true],
  ] as const)(
    'shows %s in %s on a %s inspections as table, board and calendar: one list, one set of filters',
    async (role, language, size, dark) => {
      const visitor = await come(role, language, size, dark);
      const { page } = visitor;
      await visitor.enter(role);
      // the demonstration's own, of which no draw is void: what is void stands on no board
      await visitor.open('/inspections?search=示范');
      const total = Number(/\d+/.exec(await page.locator('.page-head .quiet').innerText())?.[0]);
      expect(total).toBeGreaterThan(0);
      const views = page.locator('.views');
      await views.getByRole('link', { name: language === 'zh' ? '看板' : 'Board' }).click();
      await page.locator('.board').waitFor();
      expect(page.url()).toContain(encodeURIComponent('示范'));
      const counts = await page.locator('.board-column h2 .number').allInnerTexts();
      expect(counts.reduce((sum, n) => sum + Number(n), 0)).toBe(total);
      await visitor.isUsable('the board');
      await visitor.show('board');
      await views.getByRole('link', { name: language === 'zh' ? '日历' : 'Calendar' }).click();
      await page.waitForURL(/view=calendar/);
      // the months around together hold all
      let found = 0;
      const { body } = await server.call('GET', `/api/v1/inspections/days?search=${encodeURIComponent('示范')}`, {
        token: await server.signIn(role),
      });
      for (const { inspections } of body.days) found += inspections;
      expect(found).toBe(total);
      const [first] = body.days;
      await visitor.open(`/inspections?view=calendar&search=示范&month=${String(first.day).slice(0, 7)}`);
      await page.locator('.month li a').first().waitFor();
      await visitor.isUsable('the calendar');
      await visitor.show('calendar');
      await page.locator('.month li a').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/inspections\/\d+$/);
      await leave(visitor);
    },
    FEW_MINUTES,
  );

  it.each([
    ['planner', 'zh', 'desktop'],
    ['auditor', 'en', 'phone'],
  ] as const)(
    'opens for %s in %s on a %s each number of the yearly report to what it counts',
    async (role, language, size) => {
      const visitor = await come(role, language, size);
      const { page } = visitor;
      await visitor.enter(role);
      await visitor.open(`/statistics?agencyId=2&year=${year()}`);
      await page.locator('.report').waitFor();
      await visitor.isUsable('statistics');
      await visitor.show('statistics');
      const row = page.locator('.report tr', {
        hasText: language === 'zh' ? '在列的抽查事项' : 'Matters on the list, and not',
      });
      const number = await row.locator('td a').innerText();
      await row.locator('td a').click();
      await page.waitForURL(/figure=matters/);
      await page.locator('.counted li').first().waitFor();
      expect(await page.locator('.counted li').count()).toBe(Number(number));
      await visitor.isUsable('what a figure counts');
      await visitor.show('statistics-counted');
      await page.locator('.counted a').first().click();
      await page.waitForURL(/\/matters\/\d+$/);
      await visitor.open(`/statistics?agencyId=2&year=${year() - 3}`);
      await page.locator('.report').waitFor();
      if (size === 'desktop') {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: '导出 CSV' }).click(),
        ]);
        expect(readFileSync(await file.path(), 'utf8')).toContain('指标');
        await visitor.open(`/statistics?agencyId=2&year=${year()}`);
        await page.emulateMedia({ media: 'print' });
        await visitor.show('statistics-print');
      }
      await leave(visitor);
    },
    FEW_MINUTES,
  );

  it('asks no other host, and breaks no policy', () => {
    expect(gone.flatMap(({ strangers }) => strangers)).toEqual([]);
    // a supplement for which nobody was left in reserve is refused, as it should be
    const unexpected = gone.flatMap((visitor) =>
      visitor
        .unexpected()
        .filter((one) => !one.includes('status of 409'))
        .map((one) => `${visitor.name}: ${one}`),
    );
    expect(unexpected).toEqual([]);
    expect(gone.length).toBeGreaterThanOrEqual(12);
  });
});
