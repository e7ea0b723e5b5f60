import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

import { checkpointText, readCheckpoint, signerOf, signNote } from '../../src/protocol/index.js';
import { type TestServer } from '../support/server.js';
import { CHROMIUM } from './chromium.js';
import { Visitor, type Language, type Size } from './console-visitor.js';
import { startDemonstration } from './demonstration.js';

/** Both languages and both sizes, each once. */
const LOOKS: readonly (readonly [Language, Size])[] = [
  ['zh', 'desktop'],
  ['en', 'phone'],
];

describe("the auditor's pages in Chromium", () => {
  let dir: string;
  let server: TestServer;
  let browser: Browser;
  /** Draws that are done, the newest first. */
  let done: { id: number; number: string; recordHash: string }[];
  let evidence: string;
  const gone: Visitor[] = [];

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-audit-'));
    server = await startDemonstration(dir);
    const token = await server.signIn('auditor');
    const { body } = await server.call('GET', '/api/v1/draws?sort=-drawAt&pageSize=100', { token });
    done = (body.items as (typeof done)[number][]).filter((draw) => draw.recordHash !== null);
    const file = await server.call('GET', `/api/v1/draws/${done[0]!.id}/evidence`, { token });
    evidence = JSON.stringify(file.body);
    browser = await chromium.launch(CHROMIUM);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  const come = async (language: Language = 'zh', size: Size = 'desktop'): Promise<Visitor> => {
    const visitor = await Visitor.come(browser, server.url, 'auditor', { language, size });
    await visitor.enter('auditor');
    return visitor;
  };
  async function leave(visitor: Visitor): Promise<void> {
    gone.push(visitor);
    await visitor.leave();
  }
  const fileOf = (name: string, text: string): string => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };

  it.each(LOOKS)(
    'checks a draw in its page, in %s on a %s: the verdict, the steps, how it knows, the bytes',
    async (language, size) => {
      const visitor = await come(language, size);
      const { page } = visitor;
      await visitor.open(`/draws/${done[0]!.id}`);
      await page.getByRole('button', { name: language === 'zh' ? '核验' : 'Verify', exact: true }).click();
      await page
        .getByRole('button', { name: language === 'zh' ? '取证据并核验' : 'Fetch the evidence and check it' })
        .click();
      await page.locator('[data-verdict="holds"]').waitFor();
      expect(await page.locator('.check-steps > .check-ok').count()).toBe(13);
      expect(await page.locator('[data-step="roots"] p').first().innerText()).toMatch(
        language === 'zh'
          ? /^名单与公告时完全一致（\d+ 个对象，8 名人员）。$/
          : /^The lists are exactly those announced \(\d+ targets, 8 inspectors\)\.$/,
      );
      // the computation of a step, with the numbers of this draw
      await page.locator('[data-step="result"] summary').click();
      expect(await page.locator('[data-step="result"] .working').innerText()).toContain(done[0]!.recordHash);
      await page.locator('[data-step="selection"] summary').click();
      expect(await page.locator('[data-step="selection"] .working').innerText()).toMatch(
        /0 \+ below\(\d+\) = \d+ → \w+/,
      );
      await page.getByText(language === 'zh' ? '原始字节' : 'Raw bytes').click();
      expect(await page.locator('.bytes').first().innerText()).toMatch(/^\{"agency":\{"code":"SFX-MZJ"/);
      await visitor.isUsable('a draw that was checked');
      await visitor.show('audit-checked');
      await leave(visitor);
    },
  );

  it('refuses a tampered file at the right step with the right sentence, and says whose file it is', async () => {
    const visitor = await come();
    const { page } = visitor;
    await visitor.open(`/draws/${done[0]!.id}`);
    await page.getByRole('button', { name: '核验', exact: true }).click();
    const drop = (path: string): Promise<void> => page.locator('.check input[type=file]').setInputFiles(path);
    await drop(fileOf('tampered.json', evidence.replace(/"riskClass":"[AB]"/, '"riskClass":"D"')));
    await page.locator('[data-verdict="fails"]').waitFor();
    expect(await page.locator('.check-failed').getAttribute('data-step')).toBe('roots');
    expect(await page.locator('.verdict p').innerText()).toContain(
      '名单与公告不符：有内容在公告后被改动、增加或删除。',
    );
    await visitor.isUsable('a tampered file');
    await visitor.show('audit-tampered');
    // a result that was changed, and a file that is none
    const { recordHash } = done[0]!;
    await drop(
      fileOf(
        'renamed.json',
        evidence.replaceAll(
          recordHash,
          recordHash.replace(/^./, (sign) => (sign === '0' ? '1' : '0')),
        ),
      ),
    );
    await page.locator('.check-failed[data-step="log-inclusion"], .check-failed[data-step="result"]').waitFor();
    await drop(fileOf('nothing.json', '{"no": "evidence"}'));
    await page.locator('[data-verdict="unusable"]').waitFor();
    // the file of another draw holds, and is not taken for this one's
    const other = await server.call('GET', `/api/v1/draws/${done[1]!.id}/evidence`, {
      token: await server.signIn('auditor'),
    });
    await drop(fileOf('other.json', JSON.stringify(other.body)));
    await page.locator('[data-verdict="holds"]').waitFor();
    await page.getByText(`这是抽取 ${done[1]!.number} 的文件，不是本页的 ${done[0]!.number}。`).waitFor();
    await leave(visitor);
  });

  it.each(LOOKS)(
    'compares two draws in %s on a %s, and marks what differs by more than colour',
    async (language, size) => {
      const visitor = await come(language, size);
      const { page } = visitor;
      await visitor.open(`/compare?left=${done[1]!.id}&right=${done[0]!.id}`);
      await page.locator('[data-verdict="holds"]').waitFor();
      const same = language === 'zh' ? '相同' : 'equal';
      const differs = language === 'zh' ? '不同' : 'differs';
      const row = (name: string): Promise<string> =>
        page
          .locator('.compare tr', { has: page.locator('th', { hasText: name }) })
          .first()
          .innerText();
      expect(await row(language === 'zh' ? '机关' : 'Agency')).toContain(`＝ ${same}`);
      expect(await row(language === 'zh' ? '对象条件' : 'Condition for targets')).toContain(`≠ ${differs}`);
      await visitor.isUsable('two draws compared');
      await visitor.show('audit-compare');
      // with itself nothing differs
      await visitor.open(`/compare?left=${done[0]!.id}&right=${done[0]!.id}`);
      await page.locator('[data-verdict="holds"]').waitFor();
      expect(await page.getByText(`≠ ${differs}`).count()).toBe(0);
      await leave(visitor);
    },
  );

  it('reads the log: filters in the address, an entry with its proof, and heads that go on from one another', async () => {
    const visitor = await come();
    const { page } = visitor;
    await visitor.open('/log');
    await visitor.isUsable('the log');
    await visitor.show('audit-log');
    const [first] = await page.locator('.table tbody td:first-child').allInnerTexts();
    const { body } = await server.call('GET', '/api/v1/log/entries?newest=true&limit=1');
    expect(Number(first)).toBeLessThanOrEqual(body.size - 1);
    await page.getByLabel('种类').selectOption('record');
    await page.waitForURL(/kind=record/);
    await visitor.settled();
    expect(new Set(await page.locator('.table tbody td:nth-child(2)').allInnerTexts())).toEqual(new Set(['结果封存']));
    await visitor.open(`/log?draw=${done[0]!.number}&order=oldest`);
    expect(await page.locator('.table tbody td:nth-child(2)').allInnerTexts()).toEqual(
      expect.arrayContaining(['公告（承诺）', '随机数揭示', '结果封存']),
    );
    await page.locator('.table tbody td:first-child a').first().click();
    await page.locator('[data-verdict="holds"]').waitFor();
    expect(await page.locator('.bytes').first().innerText()).toContain(`"draw":"${done[0]!.number}"`);
    await page.getByText('我怎么知道？').click();
    await visitor.isUsable('an entry of the log');
    await visitor.show('audit-entry');

    await visitor.open('/log/heads');
    await page.getByRole('heading', { name: /最近的 \d+ 个检查点/ }).waitFor();
    expect(await page.getByText('签名不成立').count()).toBe(0);
    await page
      .getByRole('button', { name: '核 对' })
      .or(page.getByRole('button', { name: '核对', exact: true }))
      .click();
    await page.locator('[data-verdict="goes-on"]').waitFor();
    const judge = async (note: string): Promise<string> => {
      await page.getByLabel('粘贴检查点').fill(note);
      await page.getByRole('button', { name: '与现在的日志核对' }).click();
      await page.locator('section').first().locator('[data-verdict]').waitFor();
      await page.waitForTimeout(50);
      return (await page.locator('section').first().locator('[data-verdict]').getAttribute('data-verdict')) ?? '';
    };
    const kept = (await server.call('GET', '/api/v1/log/checkpoints/3')).body as string;
    expect(await judge(kept)).toBe('goes-on');
    await visitor.isUsable('the heads of the log');
    await visitor.show('audit-heads');
    await leave(visitor);
  });

  it('tells a forged checkpoint from one that was kept, by paste and by drop', async () => {
    const visitor = await come('zh', 'phone');
    const { page } = visitor;
    await visitor.open('/log/heads');
    const kept = readCheckpoint((await server.call('GET', '/api/v1/log/checkpoints/3')).body as string);
    const stranger = signerOf(kept.origin, '07'.repeat(32));
    const forged = signNote(checkpointText({ ...kept, root: '00'.repeat(32) }), [stranger]);
    await page.locator('section').first().locator('input[type=file]').setInputFiles(fileOf('forged.txt', forged));
    await page.locator('[data-verdict="forged"]').waitFor();
    await visitor.isUsable('a forged checkpoint');
    await visitor.show('audit-forged');
    await page.getByLabel('粘贴检查点').fill('not a checkpoint');
    await page.getByRole('button', { name: '与现在的日志核对' }).click();
    await page.locator('[data-verdict="no-checkpoint"]').waitFor();
    await leave(visitor);
  });

  it.each(LOOKS)(
    'shows who was paired with whom in %s on a %s, and saves picture and table',
    async (language, size) => {
      const visitor = await come(language, size);
      const { page } = visitor;
      await visitor.open('/pairings');
      await page.locator('.chart canvas').first().waitFor();
      expect(await page.locator('[data-verdict]').count()).toBe(1);
      const { body } = await server.call('GET', '/api/v1/pairings?agencyId=2', {
        token: await server.signIn('auditor'),
      });
      await page.locator('.chart summary').first().click();
      expect(await page.locator('.chart').first().locator('tbody tr').count()).toBe(28);
      await visitor.isUsable('the pairs of a year');
      await visitor.show('audit-pairs');
      if (size === 'desktop') {
        const [table] = await Promise.all([
          page.waitForEvent('download'),
          page
            .getByRole('button', { name: /存为 CSV/ })
            .first()
            .click(),
        ]);
        const lines = readFileSync(await table.path(), 'utf8')
          .trim()
          .split('\r\n');
        expect(lines).toHaveLength(29);
        const seen = (body.pairs as { together: number }[]).reduce((sum, { together }) => sum + together, 0);
        expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(',')[2]), 0)).toBe(seen);
        const [picture] = await Promise.all([
          page.waitForEvent('download'),
          page
            .getByRole('button', { name: /存为图片/ })
            .first()
            .click(),
        ]);
        expect(
          readFileSync(await picture.path())
            .subarray(1, 4)
            .toString(),
        ).toBe('PNG');
        // on paper it is a page as well
        const paper = await page.pdf({ format: 'A4', printBackground: true });
        if (process.env.SORTIS_SCREENSHOTS !== undefined)
          writeFileSync(join(process.env.SORTIS_SCREENSHOTS, 'audit-pairs.pdf'), paper);
        expect(paper.length).toBeGreaterThan(10_000);
      }
      await leave(visitor);
    },
  );

  it.each(LOOKS)('says of all draws of the year what was found, in %s on a %s', async (language, size) => {
    const visitor = await come(language, size);
    const { page } = visitor;
    const year = done[0]!.number.slice(0, 4);
    await page.locator('[data-verdict="proven"]').waitFor();
    const rows = await page.locator('.year-of-draws li').count();
    expect(await page.locator('[data-standing="proven"]').count()).toBeGreaterThanOrEqual(3);
    expect(await page.locator('[data-standing="fails"], [data-standing="missing"]').count()).toBe(0);
    const said = await page.locator('.year-of-draws .verdict strong').innerText();
    const proven = await page.locator('[data-standing="proven"]').count();
    expect(said).toContain(
      language === 'zh'
        ? `${year}年完成的 ${proven} 次抽取：${proven} 次全部成立，日志中没有缺失`
        : `Every finished draw of ${year}: ${proven} of ${proven} proven, none missing from the log`,
    );
    expect(rows).toBeGreaterThanOrEqual(proven);
    await visitor.isUsable('the draws of a year');
    await visitor.show('audit-year');

    await visitor.open(`/draws/${done[0]!.id}/fairness`);
    await page.locator('.chart canvas').first().waitFor();
    await visitor.isUsable('a fairness sheet');
    await visitor.show('audit-fairness');
    await leave(visitor);
  });

  it.each(LOOKS)(
    'follows back what was done to a record and what was refused, in %s on a %s',
    async (language, size) => {
      const token = await server.signIn('planner');
      const asked = await server.call('GET', '/api/v1/targets?pageSize=1', { token });
      const [target] = asked.body.items as { id: number; name: string; riskClass: string | null; version: number }[];
      const riskClass = target!.riskClass === 'D' ? 'C' : 'D';
      const changed = await server.call('PATCH', `/api/v1/targets/${target!.id}`, { token, body: { riskClass } });
      expect(changed.status).toBe(200);
      await server.call('GET', '/api/v1/history', { token });

      const visitor = await come(language, size);
      const { page } = visitor;
      await visitor.open(`/targets/${target!.id}`);
      await page.getByRole('tab', { name: language === 'zh' ? '历史' : 'History' }).click();
      await page
        .getByRole('link', { name: language === 'zh' ? '变更历史' : 'History of changes' })
        .last()
        .click();
      await page.waitForURL(/subject=target/);
      await visitor.settled();
      const first = page.locator('.table tbody tr').first();
      await first.getByText('planner').waitFor();
      expect(await first.innerText()).toContain(target!.name);
      expect(await first.locator('del').innerText()).toBe(target!.riskClass ?? (language === 'zh' ? '—' : '–'));
      expect(await first.locator('.history-fields').innerText()).toContain(`→ ${riskClass}`);
      await visitor.isUsable('the history of a record');
      await visitor.show('audit-history');
      // what was made says all that it was made with
      await page.locator('.table details summary').last().click();
      await visitor.isUsable('a change opened');

      await page
        .getByRole('link', { name: language === 'zh' ? '被拒绝的尝试' : 'Refused attempts' })
        .last()
        .click();
      await page.waitForURL(/refusals/);
      await visitor.settled();
      const row = page.locator('.table tbody tr', { hasText: 'GET /api/v1/history' }).first();
      expect(await row.innerText()).toContain('planner');
      expect(await row.innerText()).toContain(language === 'zh' ? '角色不允许' : 'Not with this role');
      await visitor.isUsable('what was refused');
      await visitor.show('audit-refusals');
      // who does not follow responsibility back is not led there, and not let in
      const other = await Visitor.come(browser, server.url, 'planner', { language, size });
      await other.enter('planner');
      await other.open('/history');
      expect(await other.page.locator('h1').innerText()).toBe(language === 'zh' ? '没有权限' : 'Not allowed');
      await leave(other);
      await leave(visitor);
    },
  );

  it('asked no other host, and the browser complained of nothing', () => {
    expect(gone.flatMap(({ strangers }) => strangers)).toEqual([]);
    expect(gone.flatMap((visitor) => visitor.unexpected())).toEqual([]);
    expect(gone.length).toBeGreaterThan(5);
  });
});
