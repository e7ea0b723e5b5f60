import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, today } from '../support/hostile-house.js';
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

    it('opens a page without a script, whose only style is its own', async () => {
      const { headers, status, text } = await page(code);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
      expect(headers.get('cache-control')).toBe('no-store');
      for (const said of [
        '这项检查是真的。',
        'This inspection is real.',
        '被抽中的概率是 8/13',
        one.target.name,
        code,
      ]) {
        expect(text).toContain(said);
      }
      expect(text).toContain('社会团体&lt;b&gt;检查&lt;/b&gt;');
      expect(text).not.toMatch(/<script|<b>|src=/);
      // a phone with one bar of signal
      expect(Buffer.byteLength(text)).toBeLessThan(10_000);
    });

    it('that was never given out is fake, and that somebody tried it is logged', async () => {
      for (const fake of ['7K3M-Q0TX-91BV', 'x', '<script>alert(1)</script>', `${code}0`]) {
        const { status, text } = await page(fake);
        expect([status, text.includes('假')]).toEqual([404, true]);
        expect(text).not.toContain('<script');
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
});
