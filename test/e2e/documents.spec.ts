import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import JSZip from 'jszip';
import decodeQR from 'qr/decode.js';
import { type DataSource } from 'typeorm';

import { openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, today } from '../support/hostile-house.js';
import { takeSteps } from '../support/inspection-life.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

const TARGETS = 13;
const CODE = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

onEachDatabase('papers and their codes', (database) => {
  let server: TestServer;
  let dataSource: DataSource;
  let admin: string;
  let agency: number;
  let inspections: Answer['body'][];
  const tokens = { planner: '', leader: '', auditor: '', elsewhere: '' };

  const call = (method: string, path: string, token: string, body?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });
  const get = async (path: string, token = tokens.planner): Promise<Answer['body']> =>
    (await call('GET', path, token)).body;
  const take = (): Answer['body'] => {
    const next = inspections.shift();
    if (next === undefined) throw new Error('no inspection is left');
    return next;
  };
  const page = async (code: string): Promise<{ status: number; text: string; headers: Headers }> => {
    const response = await fetch(`${server.url}/i/${encodeURIComponent(code)}`);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const write = (sql: string, values: unknown[]): Promise<unknown> =>
    dataSource.transaction((manager) => manager.query(sql, values));
  /** What time would have done: nobody waits for it here. */
  const moveWindow = (id: number, until: string): Promise<unknown> =>
    write('UPDATE inspections SET visit_until = ? WHERE id = ?', [until, id]);

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    dataSource = await openDatabase(database.address(), []);
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    agency = await make('/agencies', { code: 'MZ', name: '示范县民政局', level: 'county' });
    const elsewhere = await make('/agencies', { code: 'NX', name: '邻县民政局', level: 'county' });
    const matter = await make('/matters', { agencyId: agency, name: '社会团体<b>检查</b>', legalBasis: '《慈善法》' });
    for (let n = 0; n < TARGETS; n++)
      await make('/targets', { agencyId: agency, name: `协会${n}𠮷`, alias: `T${n}`, kind: '社会团体' });
    for (let n = 0; n < 5; n++) await make('/inspectors', { ...inspectorBody(agency, `Z${n}`), name: `王小${n}` });
    const user = async (username: string, role: string, agencyId: number) => {
      await make('/users', { username, displayName: username, password: PASSWORD, role, agencyId });
      return server.signIn(username);
    };
    const plan = await make('/plans', { agencyId: agency, year: Number(today().slice(0, 4)), title: '年度计划' });
    await make(
      `/plans/${plan}/batches`,
      batchBody(matter, {
        rate: { direction: 'at-least', millionths: 600_000 },
        schedule: { kind: 'date', at: new Date().toISOString() },
      }),
    );
    await made(server, admin, `/plans/${plan}/publish`, {});
    const { items } = await server.until('/api/v1/draws', admin, (body) => body.items[0]?.phase === 'issued');
    tokens.planner = await user('planner', 'planner', agency);
    tokens.leader = await user('leader', 'planner', agency);
    tokens.auditor = await user('auditor', 'auditor', agency);
    tokens.elsewhere = await user('elsewhere', 'planner', elsewhere);
    inspections = (await get(`/inspections?drawId=${items[0].id}&pageSize=100`)).items;
    expect(inspections).toHaveLength(8);
  }, 120_000);
  afterAll(async () => {
    await dataSource.destroy();
    await server.stop();
  });

  describe('the code of an inspection', () => {
    let one: Answer['body'];
    let code: string;

    beforeAll(async () => {
      one = take();
      ({ code } = await get(`/inspections/${one.id}/code`));
    });

    it('stays the same, says nothing of anybody, and is not there for those who do not see the inspection', async () => {
      expect(code).toMatch(CODE);
      expect(await get(`/inspections/${one.id}/code`, tokens.auditor)).toEqual({ code, address: `/i/${code}` });
      expect((await call('GET', `/inspections/${one.id}/code`, tokens.elsewhere)).status).toBe(404);
      const other = await get(`/inspections/${take().id}/code`);
      expect(other.code).not.toBe(code);
    });

    it('tells everyone that it is real, whose, by which draw and with what chance', async () => {
      const told = (await server.call('GET', `/api/v1/public/inspections/${code.toLowerCase().replaceAll('-', '')}`))
        .body;
      const draw = (await server.call('GET', `/api/v1/public/draws/${told.draw.number}`)).body;
      expect(told).toMatchObject({
        code,
        state: 'real',
        verdict: { zh: '真' },
        reason: null,
        document: 'inspection',
        agency: '示范县民政局',
        target: one.target.name,
        approved: false,
        result: null,
        draw: {
          recordHash: draw.recordHash,
          shortCode: `${draw.recordHash.slice(0, 4)} ${draw.recordHash.slice(4, 8)}`,
          chance: { words: '8/13', size: 8, population: 13 },
          verify: `/verify/?draw=${draw.number}`,
          evidence: `/api/v1/public/draws/${draw.number}/evidence`,
        },
      });
      const names = one.team.map(({ name }: { name: string }) => name);
      expect(told.team).toHaveLength(2);
      expect(told.team[0].name).toBe('王某某');
      expect(names).toContain(`王小${told.team[0].certificateNumber.slice(1)}`);
      expect(JSON.stringify(told)).not.toContain('王小');
      expect(told.team.map((seat: Answer['body']) => seat.certificateNumber)).toEqual(
        one.team.map((seat: Answer['body']) => seat.certificateNumber),
      );
    });

    it('opens a page that reads well without a script, and brings nothing but its own', async () => {
      const { headers, status, text } = await page(code);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; [^']*'self' data:; .*frame-ancestors 'none'$/,
      );
      expect(headers.get('cache-control')).toBe('no-store');
      for (const said of ['这项检查是真的。', '被抽中的概率是 8/13', one.target.name, code]) {
        expect(text).toContain(said);
      }
      expect(text).toContain('社会团体&lt;b&gt;检查&lt;/b&gt;');
      expect(text).not.toMatch(/<b>|<img|<script(?! type="module" src="\/public\/)/);
      // a phone with one bar of signal
      expect(Buffer.byteLength(text)).toBeLessThan(10_000);
    });

    it('that was never given out is fake, and that somebody tried it is logged', async () => {
      for (const fake of ['7K3M-Q0TX-91BV', 'x', '<script>alert(1)</script>', `${code}0`]) {
        const { status, text } = await page(fake);
        expect([status, text.includes('假')]).toEqual([404, true]);
        expect(text).not.toMatch(/<script(?! type="module" src="\/public\/)/);
        const answer = await server.call('GET', `/api/v1/public/inspections/${encodeURIComponent(fake)}`);
        expect([answer.status, answer.body.code, answer.body.state]).toEqual([404, 'code_never_issued', 'unknown']);
      }
      expect(await server.told('by a code that was never given out', 8)).toHaveLength(8);
    });

    it('has expired when the days of the visit are over, and says so', async () => {
      await moveWindow(one.id, '2020-01-31');
      const { status, text } = await page(code);
      expect(status).toBe(200);
      expect(text).toContain('已过期');
      expect(text).toContain('检查期限已过');
      expect(text).not.toContain('这项检查是真的');
      expect((await server.call('GET', `/api/v1/public/inspections/${code}`)).body).toMatchObject({
        state: 'expired',
        reason: 'window-over',
      });
    });

    it('whoever writes one into the table has not made one', async () => {
      const forged = '0123456789AB';
      await write(
        `INSERT INTO inspection_codes (inspection_id, document, edition, departures, code, at) VALUES (?, 'record', 1, 0, ?, '2026-01-01 00:00:00.000')`,
        [take().id, forged],
      );
      expect((await page(forged)).status).toBe(404);
      await expect(write(`UPDATE inspection_codes SET edition = 9 WHERE code = ?`, [forged])).rejects.toThrow(
        'append-only',
      );
    });
  });

  describe('papers', () => {
    let id: number;
    const issue = (kind: string, token = tokens.planner, of = id): Promise<Answer> =>
      call('POST', `/inspections/${of}/documents/${kind}`, token);
    const file = async (path: string, token = tokens.planner): Promise<{ bytes: Buffer; response: Response }> => {
      const response = await fetch(`${server.url}/api/v1/inspections/${id}/documents/${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return { bytes: Buffer.from(await response.arrayBuffer()), response };
    };
    const state = async (code: string): Promise<unknown[]> => {
      const { body } = await server.call('GET', `/api/v1/public/inspections/${code}`);
      return [body.document, body.state, body.reason];
    };

    beforeAll(() => {
      id = take().id;
    });

    it('may be had in their time: a notice only of what is approved, by whoever may act', async () => {
      const [approval] = await get(`/inspections/${id}/documents`);
      expect(approval).toMatchObject({ kind: 'approval', possible: false, mine: true, issues: [] });
      expect((await issue('approval')).body.code).toBe('document_not_now');
      await takeSteps(server, tokens.planner, id, 'accept');
      expect((await issue('approval')).status).toBe(201);
      const refused = await issue('notice');
      expect([refused.status, refused.body.code]).toEqual([409, 'document_not_now']);
      await takeSteps(server, tokens.leader, id, 'approve');
      expect((await issue('notice', tokens.auditor)).status).toBe(403);
      expect((await issue('notice', tokens.elsewhere)).status).toBe(404);
      expect((await issue('summons')).status).toBe(404);
      expect((await issue('rectify-order')).body.code).toBe('document_not_now');
      expect((await file('notice')).response.status).toBe(404);
    });

    it('are one edition while nothing changes, and the old one is told from the new', async () => {
      const first = (await issue('notice')).body;
      expect(first).toMatchObject({ edition: 1, superseded: false, by: 'planner' });
      expect((await issue('notice')).body).toEqual(first);
      expect(await state(first.code)).toEqual(['notice', 'real', null]);

      const changed = await call('PUT', '/document-templates/notice', tokens.planner, {
        language: 'zh',
        body: `# 检查通知\n~ {{target.name}}：\n{{#each team}}\n- {{member.name}}（{{member.certificateNumber}}）\n{{/each}}\n@code`,
        note: '本局格式',
      });
      expect(changed.body).toMatchObject({ version: 1, from: { agencyId: agency, version: 1 } });
      const second = (await issue('notice')).body;
      expect(second).toMatchObject({ edition: 2, superseded: false });
      expect(await state(first.code)).toEqual(['notice', 'expired', 'superseded']);
      expect(await state(second.code)).toEqual(['notice', 'real', null]);
      const documents = await get(`/inspections/${id}/documents`, tokens.auditor);
      expect(documents[1].issues.map((one: Answer['body']) => [one.edition, one.superseded])).toEqual([
        [1, true],
        [2, false],
      ]);
      // what was issued stays as it was
      expect((await file('notice?edition=1')).bytes.toString()).toContain('申请回避的权利');
      expect((await file('notice')).bytes.toString()).not.toContain('申请回避的权利');
      expect((await page(first.code)).text).toContain('已由新的一份取代');
    });

    it('say what the law wants in a notice, in three forms that agree', async () => {
      await call('PUT', '/document-templates/notice', tokens.planner, { language: 'zh', body: null });
      const { body: told } = await issue('notice');
      const inspection = await get(`/inspections/${id}`);
      const seats = inspection.team.map((seat: Answer['body']) => seat.certificateNumber as string);
      const wanted = ['检查通知书', '申请回避的权利', '年度检查次数', '《慈善法》', told.code, ...seats];

      const html = await file('notice');
      expect(html.response.headers.get('content-security-policy')).toContain("default-src 'none'");
      const markup = html.bytes.toString();
      for (const word of [...wanted, inspection.target.name]) expect(markup).toContain(word);
      expect(markup).toContain('社会团体&lt;b&gt;检查&lt;/b&gt;');

      const pdf = await file('notice?format=pdf', tokens.auditor);
      expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
      expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.bytes.length).toBeLessThan(500_000);

      const docx = await file('notice?format=docx');
      expect(docx.response.headers.get('content-disposition')).toContain('.docx"');
      const text = await documentXml(docx.bytes);
      for (const word of [...wanted, inspection.target.name]) expect(text).toContain(word);
      expect((await file('notice?language=en')).bytes.toString()).toContain('Your right to ask for recusal');
      expect((await file('notice?format=exe')).response.status).toBe(400);
    });

    it('bear a QR that leads to their page', async () => {
      const { body: told } = await issue('notice');
      const { bytes } = await file('notice');
      const svg = /<svg viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]+)"/.exec(bytes.toString());
      const address = decoded(Number(svg?.[1]), svg?.[2] ?? '');
      expect(address).toBe(`${server.url}/i/${told.code}`);
      const response = await fetch(address);
      expect([response.status, (await response.text()).includes('这项检查是真的')]).toEqual([200, true]);
    });

    it('say what was found only from when it may be known', async () => {
      await takeSteps(server, tokens.planner, id, { step: 'notify', on: today(), how: 'in-person' });
      expect((await issue('record')).status).toBe(201);
      const found = { visitedOn: today(), findings: [{ code: 'ordered-to-correct', note: '没有公示<收费>' }] };
      expect((await call('POST', `/inspections/${id}/findings`, tokens.planner, found)).status).toBe(201);
      expect((await issue('notice')).body.code).toBe('document_not_now');
      const order = await issue('rectify-order');
      expect(order.status).toBe(201);
      expect((await file('rectify-order')).bytes.toString()).toContain('没有公示&lt;收费&gt;');
      expect((await issue('record')).body).toMatchObject({ edition: 2 });
      expect((await issue('publication')).body.code).toBe('document_not_now');
      expect((await page(order.body.code)).text).not.toContain('责令改正');
      await takeSteps(server, tokens.leader, id, 'review', 'publish');
      expect((await issue('publication')).status).toBe(201);
      expect((await page(order.body.code)).text).toContain('发现问题已责令改正');
    });
  });

  it('a draw has its paper, for those who see the draw, in three forms', async () => {
    const [draw] = (await get('/draws')).items as Answer['body'][];
    const path = `/draws/${draw.id}/documents/drawn-list`;
    for (const [token, status] of [
      [tokens.auditor, 403],
      [tokens.elsewhere, 404],
      [tokens.planner, 201],
    ] as const)
      // prettier-ignore
      expect((await call('POST', path, token)).status).toBe(status);
    expect((await call('POST', `/draws/${draw.id}/documents/notice`, tokens.planner)).status).toBe(404);
    const file = async (query: string, token = tokens.auditor): Promise<{ bytes: Buffer; response: Response }> => {
      const response = await fetch(`${server.url}/api/v1${path}?${query}`, { headers: { authorization: `Bearer ${token}` } }); // prettier-ignore
      return { bytes: Buffer.from(await response.arrayBuffer()), response };
    };
    expect((await file('', tokens.elsewhere)).response.status).toBe(404);
    const page = await file('');
    expect(page.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const all = (await get(`/inspections?drawId=${draw.id}&pageSize=100`)).items as Answer['body'][];
    const wanted = [draw.recordHash, draw.number, ...all.flatMap(({ target, team }) => [target.name, ...team.map((seat: Answer['body']) => seat.certificateNumber)])]; // prettier-ignore
    expect(wanted.length).toBeGreaterThan(20);
    const text = await documentXml((await file('format=docx')).bytes);
    for (const word of wanted) expect([page.bytes.toString().includes(word), text.includes(word), word]).toEqual([true, true, word]); // prettier-ignore
    expect((await file('format=pdf&language=en')).bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const svg = /<svg viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]+)"/.exec(page.bytes.toString());
    expect(decoded(Number(svg?.[1]), svg?.[2] ?? '')).toBe(`${server.url}/verify/?draw=${draw.number}`);
    expect(await get(`/draws/${draw.id}/documents`)).toMatchObject([{ kind: 'drawn-list', mine: true, issues: [{ edition: 1 }] }]); // prettier-ignore
    const names = await get('/document-templates/placeholders?kind=drawn-list', tokens.auditor);
    expect(names.lists.map(({ list }: Answer['body']) => list)).toContain('reserve');
    const preview = { language: 'zh', body: '# {{draw.number}}\n{{draw.recordHash}}', drawId: draw.id };
    const shown = await fetch(`${server.url}/api/v1/document-templates/drawn-list/preview`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.planner}`, 'content-type': 'application/json' },
      body: JSON.stringify(preview),
    });
    expect(await shown.text()).toContain(draw.recordHash);
    expect((await call('POST', '/document-templates/drawn-list/preview', tokens.elsewhere, preview)).status).toBe(404);
  });

  describe('templates', () => {
    const put = (body: unknown, token = tokens.planner): Promise<Answer> =>
      call('PUT', '/document-templates/approval', token, { language: 'zh', body });

    it('are refused with the line that is wrong, and nothing is kept', async () => {
      const { body, status } = await put('# 审批\n{{target.naem}}\n{{#each matters}}\n{{matter.name}}');
      expect([status, body.code]).toEqual([400, 'unknown_placeholder']);
      expect(body.errors.map((one: Answer['body']) => [one.pointer, one.code])).toEqual([
        ['/body', 'unknown_placeholder'],
        ['/body', 'unclosed'],
      ]);
      expect(body.errors[0].message.zh).toContain('第 2 行');
      expect(await get('/document-templates/approval')).toMatchObject({ version: 0, versions: [] });
      expect((await put('# 审批', tokens.auditor)).status).toBe(403);
      // nor may anyone write those of another agency, or read its inspections by a preview
      const theirs = { agencyId: agency, language: 'zh', body: '# 审批' };
      expect((await call('PUT', '/document-templates/approval', tokens.elsewhere, theirs)).status).toBe(404);
      const sought = { language: 'zh', body: '{{target.name}}', inspectionId: inspections[0].id };
      expect((await call('POST', '/document-templates/notice/preview', tokens.elsewhere, sought)).status).toBe(404);
    });

    it('show what they would make', async () => {
      const preview = (body: object): Promise<{ status: number; text: string }> =>
        fetch(`${server.url}/api/v1/document-templates/notice/preview`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tokens.planner}`, 'content-type': 'application/json' },
          body: JSON.stringify({ language: 'zh', ...body }),
        }).then(async (response) => ({ status: response.status, text: await response.text() }));
      const body = '# <b>{{target.name}}</b>\n@code';
      expect((await preview({ body })).text).toContain('〔检查对象名称');
      const of = take();
      const shown = await preview({ body, inspectionId: of.id });
      expect(shown.text).toContain(`&lt;b&gt;${of.target.name}&lt;/b&gt;`);
      expect(shown.text).toContain('样稿');
      expect((await preview({ body: '{{x' })).status).toBe(400);
    });

    it('are those of the agency above unless there is one of its own', async () => {
      const below = (
        await made(server, admin, '/agencies', { code: 'SUB', name: '下属所', level: 'township', parentId: agency })
      ).id as number;
      expect((await put('# 本局审批表\n@code')).body.version).toBe(1);
      const of = async (): Promise<Answer['body']> => get(`/document-templates/approval?agencyId=${below}`);
      expect(await of()).toMatchObject({
        from: { agencyId: agency, version: 1 },
        version: 0,
        body: '# 本局审批表\n@code',
      });
      await put(null);
      expect(await of()).toMatchObject({ from: { agencyId: null, version: null } });
      const { body } = await call('GET', '/document-templates/placeholders', tokens.auditor);
      expect(body.values).toContainEqual({
        name: 'target.name',
        about: expect.objectContaining({ zh: expect.anything() }),
      });
    });
  });
});

/** What the document of a DOCX says, without its markup. */
async function documentXml(bytes: Buffer): Promise<string> {
  const zip = await JSZip.loadAsync(bytes);
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? '';
  return xml.replace(/<[^>]+>/g, '');
}

/** What a QR says that is drawn as a path of runs, read by a decoder from its picture. */
function decoded(size: number, path: string): string {
  const scale = 8;
  const width = (size + 4) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < scale; row++) {
      for (let column = 0; column < Number(length) * scale; column++) {
        const at = (((Number(y) + 2) * scale + row) * width + (Number(x) + 2) * scale + column) * 4;
        data.fill(0, at, at + 3);
      }
    }
  }
  return decodeQR({ width, height: width, data });
}
