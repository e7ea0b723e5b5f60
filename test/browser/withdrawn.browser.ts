import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

import { addDays, chinaDay } from '../../src/platform/clock/days.js';
import { takeSteps } from '../support/inspection-life.js';
import { type TestServer, type Answer } from '../support/server.js';
import { CHROMIUM } from './chromium.js';
import { Visitor } from './console-visitor.js';
import { startDemonstration } from './demonstration.js';

const WHY = '行政复议决定撤销了这次检查的结果。';

describe('what one person asks for and another decides, in Chromium', () => {
  let dir: string;
  let server: TestServer;
  let browser: Browser;
  let planner: string;
  let inspection: Answer['body'];
  let code: string;
  let result: string;
  const gone: Visitor[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-withdrawn-'));
    server = await startDemonstration(dir);
    browser = await chromium.launch(CHROMIUM);
    planner = await server.signIn('planner');
    const get = async (path: string): Promise<Answer['body']> =>
      (await server.call('GET', `/api/v1${path}`, { token: planner })).body;
    const { items } = await get('/inspections?state=closed&pageSize=1');
    inspection = await get(`/inspections/${items[0].id}`);
    ({ code } = await get(`/inspections/${inspection.id}/code`));
    result = `${inspection.drawNumber}.${inspection.ordinal}`;
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  async function leave(visitor: Visitor): Promise<void> {
    gone.push(visitor);
    await visitor.leave();
  }

  it('is asked for by one person and decided by another, each of whom is told what will be public', async () => {
    const one = await Visitor.come(browser, server.url, 'planner');
    await one.enter('planner');
    await one.open(`/inspections/${inspection.id}`);
    await one.page.getByRole('button', { name: '申请撤回公示' }).click();
    const dialog = one.page.getByRole('dialog');
    await dialog.getByText('原来的地址永久写明').waitFor();
    await one.isUsable('the dialog that asks');
    await one.show('withdraw-ask');
    await dialog.getByLabel('撤回理由（将公开）').fill(WHY);
    await dialog.getByRole('button', { name: '提出申请' }).click();
    // who asked does not decide, and may ask it back
    await one.page.getByRole('button', { name: '收回申请' }).waitFor();
    expect(await one.page.getByRole('button', { name: /^(?:不予)?批\s?准$/ }).count()).toBe(0);
    await one.isUsable('what waits');
    await one.show('withdraw-waits');
    // found in the list, by what is asked for
    await one.open('/inspections?undecided=publication');
    expect(await one.page.locator('.table tbody tr').allInnerTexts()).toEqual([
      expect.stringContaining(inspection.target.name as string),
    ]);
    await one.isUsable('the list of what waits');
    await one.show('withdraw-list');
    await leave(one);

    const two = await Visitor.come(browser, server.url, 'admin', { language: 'en', size: 'phone' });
    await two.enter('admin');
    const todo = two.page.getByRole('link', { name: '1 withdrawal of a published result waits for a decision' });
    await todo.waitFor();
    await two.isUsable('the first page of who decides');
    await two.show('withdraw-todo');
    await todo.click();
    await two.page.waitForURL(new RegExp(`/inspections/${inspection.id}$`));
    await two.page.getByText(WHY).first().waitFor();
    await two.isUsable('what is to be decided');
    await two.show('withdraw-decide');
    await two.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await two.page.getByRole('dialog').getByText('everyone may read the reason').waitFor();
    await two.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await two.page.getByText('withdrawn', { exact: true }).first().waitFor();
    await two.page.getByRole('button', { name: 'Ask to take back the visit' }).waitFor();
    await two.isUsable('what was decided');
    await two.show('withdraw-decided');
    await two.open('/');
    await two.page.locator('#todo-title').waitFor();
    expect(await todo.count()).toBe(0);
    await leave(two);
  });

  it('is a recusal that one asks for and another decides; until then it is among what waits', async () => {
    const { body } = await server.call('GET', '/api/v1/inspections?state=issued&pageSize=1', { token: planner });
    const [{ id, target, team }] = body.items;
    const one = await Visitor.come(browser, server.url, 'planner', { language: 'en', size: 'phone' });
    await one.enter('planner');
    await one.open(`/inspections/${id}`);
    await one.page.getByRole('button', { name: `Recuse ${team[0].name}` }).click();
    const dialog = one.page.getByRole('dialog');
    await dialog.getByText('until then nobody goes').waitFor();
    await one.page.selectOption('#action_origin', 'supervisor');
    await one.page.fill('#action_declaration', '与对象负责人是亲属');
    await one.isUsable('a recusal to be asked for');
    await one.show('recusal-ask');
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await one.page.getByRole('button', { name: 'Withdraw what I asked for' }).waitFor();
    expect(await one.page.getByRole('button', { name: `Recuse ${team[0].name}` }).count()).toBe(0);
    await one.isUsable('a recusal that waits');
    await one.show('recusal-waits');
    await leave(one);

    const two = await Visitor.come(browser, server.url, 'admin');
    await two.enter('admin');
    await two.page.getByRole('link', { name: /1 项回避申请待决定/ }).click();
    await two.page.waitForURL(new RegExp(`/inspections/${id}$`));
    await two.page.locator('h1').getByText(target.name).waitFor();
    await two.page.getByText('与对象负责人是亲属').waitFor();
    await two.show('recusal-decide');
    await two.page.getByRole('button', { name: '批准', exact: true }).click();
    await two.page.getByRole('dialog').getByText('重新抽取这个席位').waitFor();
    await two.page.getByRole('dialog').getByRole('button', { name: '批准' }).click();
    await two.page.getByText('已批准').first().waitFor();
    await two.isUsable('a recusal that was approved');
    await two.show('recusal-decided');
    await leave(two);
  });

  it('is more time to mend what was found; what failed its recheck is ordered again, and closed once it is mended', async () => {
    const admin = await server.signIn('admin');
    const list = await server.call('GET', '/api/v1/inspections?state=issued&pageSize=50', { token: planner });
    const one = list.body.items.at(-1);
    const on = chinaDay(new Date());
    await takeSteps(server, planner, one.id, 'accept');
    await takeSteps(server, admin, one.id, 'approve');
    await takeSteps(server, planner, one.id, { step: 'notify', on, how: 'in-person' }, { step: 'visit', on });
    const found = { token: planner, body: { findings: [{ code: 'ordered-to-correct', note: '消防通道堆放杂物' }] } };
    expect((await server.call('POST', `/api/v1/inspections/${one.id}/findings`, found)).status).toBe(201);

    const visitor = await Visitor.come(browser, server.url, 'planner');
    const { page } = visitor;
    await visitor.enter('planner');
    await visitor.open(`/inspections/${one.id}`);
    await page.getByText('办结前不能办结检查任务').waitFor();
    await page.getByRole('button', { name: '责令整改' }).click();
    const dialog = page.getByRole('dialog');
    const send = async (name: string): Promise<void> => dialog.getByRole('button', { name, exact: true }).click();
    await page.fill('#action_deadline', addDays(on, -1));
    await page.fill('#action_items', '清理消防通道\n补全值班记录');
    await send('责令整改');
    // said at the field that it is about
    await page.locator('.ant-form-item-explain-error').first().waitFor();
    await visitor.isUsable('an order that is refused');
    await visitor.show('rectification-order');
    await page.fill('#action_deadline', addDays(on, 20));
    await send('责令整改');
    await page.locator('#mending-title ~ ul a').click();
    await page.waitForURL(/\/rectifications\/\d+$/);
    await page.getByText('补全值班记录').first().waitFor();
    await page.getByRole('button', { name: '申请延期' }).click();
    await page.fill('#action_deadline', addDays(on, 40));
    await page.fill('#action_note', '配件尚未到货');
    await send('申请延期');
    await page.getByRole('button', { name: '撤回申请' }).waitFor();
    // who asked does not decide
    expect(await page.getByRole('button', { name: '批准延期' }).count()).toBe(0);
    await visitor.isUsable('a rectification that waits');
    await visitor.show('rectification-waits');

    const second = await Visitor.come(browser, server.url, 'admin', { language: 'en', size: 'phone' });
    await second.enter('admin');
    await second.page.getByRole('link', { name: '1 extension of a rectification waits for a decision' }).click();
    await second.page.waitForURL(/\/rectifications\/\d+$/);
    await second.page.getByText('配件尚未到货').waitFor();
    await second.isUsable('what a second person decides of a rectification');
    await second.show('rectification-decide');
    await second.page.getByRole('button', { name: 'Extend', exact: true }).click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Extend', exact: true }).click();
    await second.page.getByRole('button', { name: 'Enter a recheck' }).click();
    await second.page.selectOption('#action_passed', 'false');
    await second.page.fill('#action_note', '通道仍有杂物');
    await second.isUsable('a recheck');
    await second.show('rectification-recheck');
    await second.page.getByRole('dialog').getByRole('button', { name: 'Enter a recheck' }).click();
    await second.page.getByText('not mended').first().waitFor();
    await leave(second);

    await visitor.open(page.url().slice(server.url.length));
    await page.getByRole('button', { name: '再次责令整改' }).click();
    await page.fill('#action_deadline', addDays(on, 60));
    await send('再次责令整改');
    await page.getByRole('button', { name: '复查' }).click();
    await page.selectOption('#action_passed', 'true');
    await page.fill('#action_note', '已清理干净');
    await send('复查');
    await page.getByRole('button', { name: '办结' }).click();
    await send('办结');
    await page.getByText('如何结束').waitFor();
    const steps = await page.locator('#steps-title ~ ol > li strong').allInnerTexts();
    expect(steps).toEqual(['责令整改', '申请延期', '批准延期', '复查', '再次责令整改', '复查', '办结']);
    await visitor.isUsable('a rectification that is closed');
    await visitor.show('rectification-closed');
    await leave(visitor);
  });

  it.each(['zh', 'en'] as const)(
    'tells everyone that it is gone and why, and nothing of what it said, in %s',
    async (language) => {
      const anyone = await Visitor.come(browser, server.url, 'anyone', {
        language,
        size: 'phone',
        script: language === 'zh',
      });
      const { page } = anyone;
      await anyone.open(`/public/${language}/results/${result}`);
      const entry = await page.locator('main').innerText();
      expect(entry).toContain(WHY);
      expect(entry).not.toContain(inspection.target.name);
      await anyone.show('withdrawn-result');
      await anyone.open(`/i/${code}${language === 'en' ? '/en' : ''}`);
      const paper = await page.locator('main').innerText();
      for (const words of [WHY, inspection.target.name, language === 'zh' ? '确有其事' : 'was real'])
        expect(paper).toContain(words);
      if (language === 'zh') await anyone.isUsable('the page of its code');
      await anyone.show('withdrawn-code');
      await leave(anyone);
    },
  );

  it('breaks no policy and asks no other host', () => {
    for (const visitor of gone) {
      const expected = visitor.unexpected().filter((one) => !one.includes('status of 410'));
      expect([visitor.name, visitor.strangers, expected]).toEqual([visitor.name, [], []]);
    }
    expect(gone).toHaveLength(8);
  });
});
