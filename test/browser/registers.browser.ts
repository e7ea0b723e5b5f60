import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Locator } from 'playwright-core';

import { format } from '../../src/platform/words/format.js';
import { history as historyInEnglish } from '../../src/console/app/words/en/history.js';
import { lists as listsInEnglish } from '../../src/console/app/words/en/lists.js';
import { registers as inEnglish } from '../../src/console/app/words/en/registers.js';
import { history as historyInChinese } from '../../src/console/app/words/zh-CN/history.js';
import { lists as listsInChinese } from '../../src/console/app/words/zh-CN/lists.js';
import { registers as inChinese } from '../../src/console/app/words/zh-CN/registers.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';
import { CHROMIUM } from './chromium.js';
import { Visitor, type Language, type Size } from './console-visitor.js';

const WORDS = {
  zh: { ...inChinese, ...listsInChinese, ...historyInChinese, save: '保存', frequency: '每年两次（修订）' },
  en: { ...inEnglish, ...listsInEnglish, ...historyInEnglish, save: 'Save', frequency: 'twice a year' },
};

/** Once as most people work, and once as unlike that as can be. */
const LOOKS: readonly (readonly [Language, Size, number, number])[] = [
  ['zh', 'desktop', 2031, 0],
  ['en', 'phone', 2032, 1],
];

describe('rosters, questions and the published checklist', () => {
  let dir: string;
  let server: TestServer;
  let browser: Browser;
  let people: { readonly name: string }[];
  let matters: { readonly id: number; readonly name: string }[];
  let unpublished: { readonly id: number; readonly name: string };
  let batch: { readonly id: number; readonly planId: number; readonly matters: readonly { readonly id: number }[] };
  const gone: Visitor[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-registers-'));
    server = await TestServer.start(
      { kind: 'sqlite', file: join(dir, 'sortis.sqlite') },
      { NODE_ENV: 'development', SORTIS_DEMO_PASSWORD: PASSWORD, SORTIS_SIGN_IN_ATTEMPTS: '1000' },
    );
    const token = await server.signIn('planner');
    const ask = async (path: string): Promise<Answer['body']> =>
      (await server.call('GET', `/api/v1${path}`, { token })).body;
    people = (await ask('/inspectors?sort=id')).items;
    matters = (await ask('/agencies/2/checklist?standing=same')).items;
    const body = { name: '骨灰堂检查', legalBasis: '《殡葬管理条例》' };
    unpublished = (await server.call('POST', '/api/v1/matters', { token, body })).body;
    const [plan] = (await ask('/plans')).items;
    [batch] = (await ask(`/plans/${plan.id}/batches`)).items.map((one: object) => ({ ...one, planId: plan.id }));
    browser = await chromium.launch(CHROMIUM);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  const come = async (name: string, language: Language, size: Size): Promise<Visitor> => {
    const visitor = await Visitor.come(browser, server.url, name, { language, size });
    await visitor.enter(name);
    return visitor;
  };
  async function leave(...visitors: Visitor[]): Promise<void> {
    for (const visitor of visitors) {
      gone.push(visitor);
      await visitor.leave();
    }
  }
  const focusIsWrong = ({ page }: Visitor): Promise<unknown> =>
    page.evaluate('document.activeElement.getAttribute("aria-invalid")');

  it.each(LOOKS)('enters a roster, moves it and takes it back, in %s on a %s', async (language, size, year) => {
    const t = WORDS[language].duties;
    const visitor = await come('planner', language, size);
    const { page } = visitor;
    await visitor.open(`/duties?month=${year}-03`);
    await page.getByText(t.none).waitFor();
    await page.getByRole('button', { name: t.enter }).click();
    const row = (n: number): Locator => page.locator('.rows > li').nth(n);
    const choose = async (n: number, name = ''): Promise<void> => {
      await row(n).getByLabel(t.people).fill(name);
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: name }).first().click();
      await row(n).locator('.ant-select-selection-item', { hasText: name }).waitFor();
      await page.keyboard.press('Escape');
    };
    await choose(0, people[0]?.name);
    await choose(0, people[1]?.name);
    await row(0).locator('input[type=date]').first().fill(`${year}-03-02`);
    await row(0).locator('input[type=date]').last().fill(`${year}-03-04`);
    await page.getByRole('button', { name: t.goOn }).click();
    // the next turn begins where this one ends, and is as long
    expect(await row(1).locator('input[type=date]').first().inputValue()).toBe(`${year}-03-05`);
    expect(await row(1).locator('input[type=date]').last().inputValue()).toBe(`${year}-03-07`);
    await row(1).locator('input[type=date]').last().fill(`${year}-03-01`);
    await page.locator('.ant-drawer button[type=submit]').click();
    // nobody is named
    const faults = page.locator('.row-faults');
    await faults.waitFor();
    expect(await row(1).locator('.row-faults').count()).toBe(1);
    expect(await focusIsWrong(visitor)).toBe('true');
    await choose(1, people[2]?.name);
    await page.locator('.ant-drawer button[type=submit]').click();
    // the last day lies before the first
    await faults.getByText(/早于|before the first/).waitFor();
    expect(await faults.count()).toBe(1);
    expect(await focusIsWrong(visitor)).toBe('true');
    await visitor.isUsable('a roster that is refused');
    await visitor.show('registers-roster-refused');
    await row(1).locator('input[type=date]').last().fill(`${year}-03-06`);
    await page.locator('.ant-drawer button[type=submit]').click();
    await page.getByText(format(t.entered, { n: '3', same: '0' })).waitFor();
    await page.locator('.duty-month').waitFor();
    expect(await page.locator('.duty-month td', { hasText: people[0]?.name ?? '' }).count()).toBe(3);
    expect(await page.locator('.duty-nobody').count()).toBe(26);
    await visitor.isUsable('a roster');
    await visitor.show('registers-roster');

    const acts = page.locator('.duty-acts');
    await acts.first().getByRole('button').first().click();
    await page.locator('#action_until').fill(`${year}-02-01`);
    await page.locator('.ant-modal button[type=submit]').click();
    await page.locator('.ant-modal .ant-form-item-explain-error').waitFor();
    await visitor.isUsable('a change that is refused');
    await visitor.show('registers-duty-refused');
    await page.locator('#action_until').fill(`${year}-03-02`);
    await page.locator('.ant-modal button[type=submit]').click();
    await page.locator('.ant-modal').waitFor({ state: 'detached' });
    await page
      .locator('.duty-month td', { hasText: people[0]?.name ?? '' })
      .nth(1)
      .waitFor({ state: 'detached' });
    page.on('dialog', (dialog) => void dialog.accept());
    await acts.last().getByRole('button').last().click();
    await acts.nth(2).waitFor({ state: 'detached' });
    await leave(visitor);
  });

  it.each(LOOKS)('writes what is asked on site, and tries it out, in %s on a %s', async (language, size, _, which) => {
    const { conflict, questions: t, record, recordActions, save } = WORDS[language];
    const matter = matters[which];
    const visitor = await come('admin', language, size);
    const { page } = visitor;
    const openTab = async (): Promise<void> => {
      await visitor.open(`/matters/${matter?.id}`);
      await page.getByRole('tab', { name: t.title }).click();
    };
    const saveIt = (): Promise<void> =>
      page.locator('.question-form').getByRole('button', { name: save, exact: true }).click();
    await openTab();
    await page.getByText(t.none).waitFor();
    await page.getByRole('button', { name: t.write }).click();
    const row = (n: number): Locator => page.locator('.rows > li').nth(n);
    await row(0).getByLabel(t.text, { exact: true }).fill('登记证书是否悬挂在醒目位置');
    await row(0).getByLabel(t.noSuggests).selectOption({ index: 1 });
    await page.getByRole('button', { name: t.add }).click();
    await row(1).getByLabel(t.text, { exact: true }).fill('消防设施');
    await row(1).getByLabel(t.kind).selectOption('choice');
    await row(1)
      .getByLabel(format(t.option, { n: 1 }), { exact: true })
      .fill('完好');
    await page.getByRole('button', { name: t.add }).click();
    await row(2).getByLabel(t.text, { exact: true }).fill('冰箱温度');
    await row(2).getByLabel(t.kind).selectOption('number');
    await row(2).getByLabel(t.unit).fill('℃');
    await saveIt();
    // an option without words is told at the options of its question
    await row(1).locator('.row-faults li').first().waitFor();
    expect(await page.locator('.row-faults').count()).toBe(1);
    expect(await focusIsWrong(visitor)).toBe('true');
    const second = row(1).getByLabel(format(t.option, { n: 2 }), { exact: true });
    expect(await second.getAttribute('aria-invalid')).toBe('true');
    await visitor.isUsable('questions that are refused');
    await visitor.show('registers-questions-refused');
    await second.fill('缺损');
    await page.getByRole('button', { name: format(t.up, { n: 3 }) }).click();
    await page.getByRole('button', { name: t.asSeen }).click();
    const phone = page.locator('.phone-preview');
    expect(await phone.locator('legend').allInnerTexts()).toEqual(
      ['登记证书是否悬挂在醒目位置', '冰箱温度', '消防设施'].map((text) => expect.stringContaining(text)),
    );
    await phone.getByRole('radio').nth(1).check();
    await phone.locator('input[inputmode=decimal]').fill('三度');
    await phone.locator('input[inputmode=decimal]').blur();
    await phone.getByRole('alert').waitFor();
    await visitor.isUsable('questions as on the phone');
    await visitor.show('registers-questions-phone');
    await saveIt();
    await page.getByText(t.saved).waitFor();
    expect(await page.locator('.questions li').count()).toBe(3);
    await visitor.show('registers-questions');

    // two change the same list: the second is shown what the first did, and loses nothing
    await page.getByRole('button', { name: t.change, exact: true }).click();
    await row(0).getByLabel(t.needed).uncheck();
    const token = await server.signIn('admin');
    const theirs = [{ key: 'theirs', text: '对方的问题', kind: 'date' }];
    const path = `/api/v1/matters/${matter?.id}/questions`;
    expect((await server.call('PUT', path, { token, body: { questions: theirs } })).status).toBe(200);
    await saveIt();
    await page.getByText(conflict.title).waitFor();
    await visitor.isUsable('a conflict of questions');
    await visitor.show('registers-questions-conflict');
    await page.getByRole('button', { name: t.keepMine }).click();
    await saveIt();
    await page.getByText(t.saved).waitFor();
    const now = (await server.call('GET', path, { token })).body;
    expect([now.version, now.questions[0].required, now.questions.length]).toEqual([3, false, 3]);
    await page.getByRole('combobox', { name: t.versions }).selectOption('2');
    await page.getByText('对方的问题').waitFor();
    await page.getByRole('tab', { name: record.history }).click();
    await page.getByText(recordActions['questions-changed']).first().waitFor();
    await leave(visitor);
  });

  it.each(LOOKS)('corrects what is public of a matter, in %s on a %s', async (language, size, year, which) => {
    const { checklist: t, frequency, save } = WORDS[language];
    const matter = batch.matters[0];
    const visitor = await come('planner', language, size);
    const { page } = visitor;
    await visitor.open(`/matters/${matter?.id}`);
    await page.locator('#record_frequency').fill(frequency);
    await page.locator('.form-actions').getByRole('button', { name: save, exact: true }).click();
    // the public reads something else from now on, and here that is said
    const notice = page.locator('.ant-drawer .ant-alert-warning');
    await notice.waitFor();
    await visitor.isUsable('a matter that was changed after its publication');
    await visitor.show('registers-matter-outdated');
    const token = await server.signIn('planner');
    const trial = await server.call('POST', `/api/v1/plans/${batch.planId}/batches/${batch.id}/dry-run`, {
      token,
      body: {},
    });
    expect(trial.body.outdated.map((one: { id: number }) => one.id)).toEqual([matter?.id]);

    await notice.getByRole('link').click();
    await page.waitForURL(/\/checklist\?/);
    await page.locator('details summary').first().click();
    await page.locator('dl.facts').getByText(frequency).waitFor();
    await visitor.isUsable('what a publication would change');
    await visitor.show('registers-checklist');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: format(t.publishChosen, { n: '1' }) }).click();
    await page.locator('.ant-modal button[type=submit]').click();
    await page.locator('.ant-modal .ant-form-item-explain-error').waitFor();
    await visitor.isUsable('a publication without a reason');
    await visitor.show('registers-publish');
    await page.locator('#action_reason').fill(`频次调整 ${year}`);
    await page.locator('.ant-modal button[type=submit]').click();
    await page.getByText(format(t.done, { first: '0', corrected: '1', same: '0' })).waitFor();
    const read = await server.call('GET', `/api/v1/public/bulletins/checklist/${matter?.id}`);
    expect(read.body).toMatchObject({ version: which + 2, reason: `频次调整 ${year}`, matter: { frequency } });

    await visitor.open(`/matters/${matter?.id}`);
    await page.getByRole('tab', { name: t.tab, exact: true }).click();
    await page.getByRole('link', { name: format(t.versionNow, { n: which + 2 }) }).waitFor();
    expect(await notice.count()).toBe(0);
    await visitor.isUsable('what is public of a matter');
    await visitor.show('registers-publication');
    if (which === 1) {
      // the rest of the list, and for the first time
      await visitor.open('/checklist');
      await page.getByRole('link', { name: unpublished.name }).waitFor();
      await page.getByRole('button', { name: format(t.publishAll, { n: '1' }) }).click();
      await page.locator('.ant-modal button[type=submit]').click();
      await page.getByText(t.nothingToDo).waitFor();
      await visitor.show('registers-checklist-done');
    }
    await leave(visitor);
  });

  it('shows an auditor and an inspector what they may see, and nothing to change', async () => {
    for (const [name, paths] of [
      ['auditor', ['/duties', '/checklist', `/matters/${matters[0]?.id}`]],
      ['inspector', ['/duties', `/matters/${matters[0]?.id}`]],
    ] as const) {
      const visitor = await come(name, 'zh', 'desktop');
      const { page } = visitor;
      for (const path of paths) {
        await visitor.open(path);
        await visitor.isUsable(path);
        expect(await page.getByRole('button', { name: /登记值班|^公布/ }).count()).toBe(0);
      }
      await page.getByRole('tab', { name: '检查要点' }).click();
      await page.locator('.questions li').first().waitFor();
      expect(await page.getByRole('button', { name: '修改' }).count()).toBe(0);
      await leave(visitor);
    }
  });

  it('asks no other host, and breaks no policy', () => {
    expect(gone.flatMap(({ strangers }) => strangers)).toEqual([]);
    expect(gone.flatMap((visitor) => visitor.unexpected().map((one) => `${visitor.name}: ${one}`))).toEqual([]);
    expect(gone).toHaveLength(8);
  });
});
