import { utils, write, type WorkSheet } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';

import { onEachDatabase } from '../support/databases.js';
import { expectRefusal, peakMemory, readProblem, rowCounts, send, type RawAnswer } from '../support/hostile-client.js';
import { evidenceFiles } from '../support/hostile-evidence.js';
import { batchBody, buildHouse, inspectorBody, made, today, year, type House } from '../support/hostile-house.js';
import { TestServer, type Answer } from '../support/server.js';

const MEGABYTE = 1024 * 1024;
const BOUNDARY = 'sortis-boundary';
const FORM = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
const HEAD = Buffer.from(
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="list.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n`,
);
const TAIL = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);

function workbook(rows: (string | null)[][], formula?: { cell: string; f: string }): Buffer {
  const sheet: WorkSheet = utils.aoa_to_sheet(rows);
  if (formula !== undefined) sheet[formula.cell] = { t: 's', v: '算出来的', f: formula.f };
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '清单');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

onEachDatabase('limits', (database) => {
  let server: TestServer;
  let admin: string;
  let house: House;

  const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<RawAnswer> =>
    send(server, method, `/api/v1${path}`, {
      token: admin,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(headers === undefined ? {} : { headers }),
    });
  const post = (path: string, body: unknown, headers?: Record<string, string>): Promise<RawAnswer> =>
    call('POST', path, body, headers);
  const get = async (path: string): Promise<Answer['body']> => JSON.parse((await call('GET', path)).text);
  const upload = (path: string, file: Buffer): Promise<RawAnswer> =>
    send(server, 'POST', `/api/v1${path}`, {
      token: admin,
      headers: FORM,
      body: Buffer.concat([HEAD, file, TAIL]),
      seconds: 20,
    });
  /** Whatever is refused leaves every table as it was. */
  const unchanged = async (work: () => Promise<unknown>): Promise<void> => {
    const before = await rowCounts(database.address());
    await work();
    expect(await rowCounts(database.address())).toEqual(before);
  };

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    house = await buildHouse(server, admin, 'LIM');
  });
  afterAll(async () => {
    await server.stop();
  });

  describe('what is too large or too deep', () => {
    it('refuses a file of 200 MB without taking it in', async () => {
      const chunk = Buffer.alloc(MEGABYTE, 'x');
      const body = function* (): Generator<Buffer> {
        yield HEAD;
        for (let n = 0; n < 200; n++) yield chunk;
        yield TAIL;
      };
      const before = peakMemory(server.process.pid ?? 0);
      await unchanged(async () => {
        const path = `/api/v1/targets/imports?dryRun=false&agencyId=${house.agency}`;
        const answer = await send(server, 'POST', path, { token: admin, headers: FORM, body: body(), seconds: 20 });
        expectRefusal(answer, 413, 'upload_too_large');
      });
      // an upload of 20 MB is what may be held
      expect(peakMemory(server.process.pid ?? 0) - before).toBeLessThan(80 * MEGABYTE);
    });

    it('refuses a body of 10 MB, and depth, closed or not, in any guise', async () => {
      const deep = 10_000;
      const utf16 = (text: string): { body: Buffer; headers: Record<string, string> } => ({
        body: Buffer.from(text, 'utf16le'),
        headers: { 'content-type': 'application/json; charset=utf-16le' },
      });
      await unchanged(async () => {
        const to = (sent: object): Promise<RawAnswer> =>
          send(server, 'POST', '/api/v1/agencies', { token: admin, ...sent });
        expectRefusal(await to({ body: JSON.stringify({ name: 'x'.repeat(10 * MEGABYTE) }) }), 413, 'body_too_large');
        for (const body of [
          '['.repeat(deep) + ']'.repeat(deep),
          '['.repeat(deep),
          '{"name":'.repeat(deep) + '1' + '}'.repeat(deep),
          '{"name":'.repeat(deep),
        ]) {
          expectRefusal(await to({ body }), 400, 'json_too_deep');
        }
        // the sign ∀ has the byte of a quotation mark in UTF-16
        const hidden = `{"name":"∀","level":"county","parentId":${'['.repeat(deep)}${']'.repeat(deep)}}`;
        expectRefusal(await to(utf16(hidden)), 415, 'unsupported_media_type');
        const bomb = gzipSync(Buffer.from(`{"name":"${'x'.repeat(50 * MEGABYTE)}"}`));
        expectRefusal(await to({ body: bomb, headers: { 'content-encoding': 'gzip' } }), 413, 'body_too_large');
        expectRefusal(await to({ body: '{"name":"新局",' }), 400, 'malformed_request');
        for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])
          expectRefusal(await to({ body: 'name=x', headers: { 'content-type': type } }), 415, 'unsupported_media_type');
      });
    });

    it('refuses a record that no database could keep the history of', async () => {
      expect((await post(`/inspections/${house.inspection}/steps`, { step: 'accept' })).status).toBe(200);
      await unchanged(async () => {
        const long = '好'.repeat(16_000);
        const body = { agencyId: house.agency, name: '长', code: 'LONG', content: long, legalBasis: long };
        expectRefusal(await post('/matters', body), 400, 'text_too_long');
        const { items } = (await get('/finding-codes')).findings.reduce(
          (all: { items: object[] }, { code }: { code: string }) => {
            if (code !== 'no-problem-found')
              for (const matterId of [null, house.matter]) all.items.push({ code, matterId, note: '好'.repeat(2000) });
            return all;
          },
          { items: [] },
        );
        const visit = { visitedOn: today(), findings: items };
        expectRefusal(await post(`/inspections/${house.inspection}/findings`, visit), 400, 'record_too_long');
      });
    });

    it('answers what is no request at all', async () => {
      const long = await send(server, 'GET', `/api/v1/targets?search=${'x'.repeat(20_000)}`, { token: admin });
      expectRefusal(long, 431, 'headers_too_large');
      for (const path of ['//', '/nowhere', '/api/v1/nowhere', '/api/v2', '/.env'])
        expectRefusal(await send(server, 'GET', path, { token: admin }), 404, 'no_such_address');
      // outside the API too a broken body gets no page of the framework's
      expectRefusal(await send(server, 'POST', '/nowhere', { body: '{' }), 400, 'malformed_request');
    });
  });

  describe('files', () => {
    const real = (register: string): string => `/${register}/imports?dryRun=false&agencyId=${house.agency}`;

    it('refuses what is no spreadsheet, whatever it is called', async () => {
      const zip = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64');
      const files: [string, Buffer, number][] = [
        ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 415],
        ['a PDF', Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n'), 415],
        ['a program', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(500)]), 415],
        ['an empty archive', zip, 415],
        ['nothing', Buffer.alloc(0), 400],
        ['half a workbook', workbook([['企业名称'], ['甲']]).subarray(0, 900), 400],
        ['a page', Buffer.from('<html><body><table><tr><td>企业名称</td></tr></table></body></html>'), 415],
      ];
      await unchanged(async () => {
        for (const [what, file, status] of files) {
          const answer = await upload(real('targets'), file);
          expect([what, answer.status, answer.text]).toEqual([what, status, expect.any(String)]);
          readProblem(answer);
        }
        expectRefusal(await post(real('targets'), {}), 415, 'form_required');
        const broken = await send(server, 'POST', `/api/v1${real('targets')}`, {
          token: admin,
          headers: FORM,
          body: HEAD,
        });
        expectRefusal(broken, 400, 'malformed_form');
      });
    });

    it('names the cell of a formula, of a date that is none and of a certificate that ends before it begins', async () => {
      const headings = ['姓名', '执法证号', '发证机关', '有效期起', '有效期止'];
      const rows = [
        headings,
        ['甲', 'LIM-I1', '厅', '2025-01-01', '2027-12-31'],
        ['乙', 'LIM-I2', '厅', '2025-02-30', '2027-12-31'],
        ['丙', 'LIM-I3', '厅', '2027-01-01', '2025-12-31'],
        ['丁', 'LIM-I4', '厅', '2025-01-01', '2027-12-31'],
      ];
      await unchanged(async () => {
        const answer = await upload(real('inspectors'), workbook(rows, { cell: 'A5', f: '"算"&"出"' }));
        expectRefusal(answer, 400, 'import_rejected');
        const { report } = JSON.parse(answer.text);
        expect(report).toMatchObject({ dryRun: false, rejected: 3 });
        const found = report.rows.map((row: { row: number; column: string; code: string }) =>
          [row.row, row.column, row.code].join(' '),
        );
        expect(found).toEqual(expect.arrayContaining(['3 D not_a_date', '5 A formula']));
        expect(found.join()).toMatch(/4 [DE] ends_before_begins/);
        for (const row of report.rows)
          expect(row.message).toEqual({
            zh: expect.stringMatching(/\p{Script=Han}/u),
            en: expect.stringMatching(/[a-z]/),
          });
      });
    });
  });

  describe('values that do not fit', () => {
    it('says which field, and writes nothing', async () => {
      const person = inspectorBody(house.agency, 'LIM-BAD');
      const target = { agencyId: house.agency, name: '对象', alias: 'LIM-BAD', kind: '社会团体' };
      await unchanged(async () => {
        expectRefusal(await post('/inspectors', { ...person, validFrom: '2026-02-30' }), 400, 'date', '/validFrom');
        const backwards = { ...person, validFrom: '2027-01-02', validUntil: '2027-01-01' };
        expectRefusal(await post('/inspectors', backwards), 400, 'validity_reversed', '/validUntil');
        for (const regionCode of ['999999', '11010', '1101011', '北京'])
          expectRefusal(await post('/targets', { ...target, regionCode }), 400, 'unknown_region', '/regionCode');
        expectRefusal(await post('/targets', { ...target, uscc: '91110000MA00000000' }), 400, 'uscc', '/uscc');
      });
    });

    it('refuses a change that makes a certificate end before it begins', async () => {
      const before = await get(`/inspectors/${house.inspector}`);
      const answer = await call('PATCH', `/inspectors/${house.inspector}`, { validUntil: '2001-01-01' });
      expectRefusal(answer, 400, 'validity_reversed');
      expect(await get(`/inspectors/${house.inspector}`)).toEqual(before);
    });
  });

  describe('batches that could not be drawn', () => {
    let plan: number;
    let matter: number;

    beforeAll(async () => {
      const small = await made(server, admin, '/agencies', { code: 'SMALL', name: '小县', level: 'county' });
      for (const name of ['S1', 'S2']) await made(server, admin, '/inspectors', inspectorBody(small.id, name));
      const rows = Array.from({ length: 300 }, (_, n) => [`小协会${n}`, `S-${n}`, '社会团体']);
      const file = workbook([['企业名称', '对象编号', '对象类型'], ...rows]);
      const answer = await upload(`/targets/imports?dryRun=false&agencyId=${small.id as number}`, file);
      expect(JSON.parse(answer.text)).toMatchObject({ created: 300, rejected: 0 });
      const body = { agencyId: small.id, name: '检查', legalBasis: '《慈善法》' };
      matter = (await made(server, admin, '/matters', body)).id;
      plan = (await made(server, admin, '/plans', { agencyId: small.id, year: year() })).id;
    });

    it('says why, where, and what would do', async () => {
      const later = `${year()}-12-31T23:00:00+08:00`;
      const schedule = { kind: 'date', at: later };
      const cron = (expression: string): object => ({ schedule: { kind: 'cron', expression } });
      const stratum = (kind: string): object => ({
        code: `k${kind.length}`,
        name: kind,
        conditions: [{ field: 'kind', in: [kind] }],
      });
      const cases: [object, string, string][] = [
        [{ schedule, rate: { direction: 'number', number: 300 }, maxLoad: 10 }, 'load_too_low', '/maxLoad'],
        [{ schedule, teamSize: 3 }, 'too_few_inspectors', '/teamSize'],
        [{ schedule, filter: [{ field: 'kind', in: ['基金会'] }] }, 'filter_value_unused', '/filter/0/in/0'],
        [{ schedule, filter: [{ field: 'password', in: ['x'] }] }, 'unknown_filter_field', '/filter/0/field'],
        [{ schedule, filter: [[]] }, 'objects', '/filter'],
        [{ schedule, rate: { direction: 'number', number: 301 } }, 'number_over_pool', '/rate/number'],
        [{ schedule, strata: [stratum('社会团体'), stratum('基金会')] }, 'stratum_empty', '/strata/1/conditions'],
        [{ schedule, strata: [stratum('基金会')] }, 'targets_in_no_stratum', '/strata'],
        [{ schedule, strata: [[]] }, 'objects', '/strata'],
        [{ schedule, strata: [{ ...stratum('社会团体'), code: '../x' }] }, 'code', '/strata/0/code'],
        [cron('0 9 30 2 *'), 'cron_never_fires', '/schedule/expression'],
        [cron('0 9 31 2,4,6,9,11 *'), 'cron_never_fires', '/schedule/expression'],
        [cron('* * * * *'), 'too_many_occurrences', '/schedule/expression'],
        [cron('every monday'), 'cron', '/schedule/expression'],
        [cron('61 25 32 13 8'), 'cron', '/schedule/expression'],
        [{ schedule: { kind: 'date', at: `${year()}-02-30` } }, 'moment_or_day', '/schedule/at'],
        [{ schedule: { ...schedule, timeZone: 'Mars/Phobos' } }, 'time_zone', '/schedule/timeZone'],
      ];
      await unchanged(async () => {
        const wrong: unknown[] = [];
        for (const [more, code, pointer] of cases) {
          const answer = await post(`/plans/${plan}/batches`, batchBody(matter, more));
          const problem = readProblem(answer);
          const fault = problem.errors?.find((one) => one.code === code && one.pointer === pointer);
          if (answer.status !== 400 || fault === undefined) wrong.push([code, pointer, answer.status, answer.text]);
        }
        expect(wrong).toEqual([]);
      });
    });
  });

  it('refuses to change a plan while it is being drawn', async () => {
    const body = { agencyId: house.agency, year: year() + 1, title: '明年' };
    await made(server, admin, '/plans', body);
    const at = new Date(Date.now() + 600_000).toISOString();
    const soon = batchBody(house.matter, {
      name: '在途',
      schedule: { kind: 'date', at },
      noticeMinutes: 60,
      reason: '增加',
    });
    const batch = (await made(server, admin, `/plans/${house.plan}/batches`, soon)).id as number;
    await server.until(`/api/v1/draws?batchId=${batch}`, admin, (page) => page.items[0]?.phase === 'committed');
    await unchanged(async () => {
      const change = { reason: '换一换', rate: { direction: 'number', number: 1 } };
      const address = `/plans/${house.plan}/batches/${batch}`;
      expectRefusal(await call('PATCH', address, change), 409, 'batch_being_drawn');
      expectRefusal(await post(`${address}/cancel`, { reason: '不抽了' }), 409, 'batch_being_drawn');
      const [draw] = (await get(`/draws?batchId=${batch}`)).items;
      expectRefusal(await call('GET', `/draws/${draw.id as number}/evidence`), 409, 'not_drawn_yet');
    });
  });

  describe('two at once', () => {
    const statuses = async (work: readonly Promise<RawAnswer>[]): Promise<number[]> => {
      const answers = await Promise.all(work);
      for (const answer of answers) if (answer.status >= 400) readProblem(answer);
      return answers.map(({ status }) => status).sort((a, b) => a - b);
    };
    const repeat = <T>(times: number, make: () => T): T[] => Array.from({ length: times }, make);

    it('makes one target of twenty', async () => {
      const body = { agencyId: house.agency, name: '同一个', alias: 'LIM-SAME', kind: '社会团体' };
      const got = await statuses(repeat(20, () => post('/targets', body)));
      expect(got).toEqual([201, ...repeat(19, () => 409)]);
      expect((await get(`/targets?search=${encodeURIComponent('同一个')}`)).total).toBe(1);
    });

    it('makes one target of twenty with one Idempotency-Key', async () => {
      const body = { agencyId: house.agency, name: '只一次', alias: 'LIM-ONCE', kind: '社会团体' };
      const got = await statuses(repeat(20, () => post('/targets', body, { 'idempotency-key': 'race-1' })));
      expect(got.filter((status) => ![201, 409].includes(status))).toEqual([]);
      expect(got).toContain(201);
      expect((await get(`/targets?search=${encodeURIComponent('只一次')}`)).total).toBe(1);
    });

    it('takes one of two changes of the same version', async () => {
      for (const [n, id] of house.targets.slice(1, 4).entries()) {
        const etag = (await call('GET', `/targets/${id}`)).headers.etag ?? '';
        expect(etag).toMatch(/^"\d+"$/);
        const change = (name: string): Promise<RawAnswer> =>
          call('PATCH', `/targets/${id}`, { name }, { 'if-match': etag });
        expect(await statuses([change(`左${n}`), change(`右${n}`)])).toEqual([200, 412]);
        expect((await get(`/targets/${id}/history`)).length).toBe(2);
      }
    });

    it('retires once', async () => {
      const [id = 0] = house.targets.slice(-1);
      expect(await statuses(repeat(4, () => post(`/targets/${id}/retire`, {})))).toEqual([200, 409, 409, 409]);
    });

    it('publishes a plan once', async () => {
      const found = (await get(`/plans?agencyId=${house.agency}&year=${year() + 1}`)).items[0];
      const batch = batchBody(house.matter, { schedule: { kind: 'date', at: `${year() + 1}-03-05` } });
      await made(server, admin, `/plans/${found.id as number}/batches`, batch);
      // nobody has looked it over yet
      const early = await post(`/plans/${found.id as number}/publish`, {});
      expect([early.status, early.text]).toEqual([409, expect.stringContaining('"plan_review_required"')]);
      for (const [who, step] of [
        ['planner', 'submit'],
        ['admin', 'approve'],
      ] as const) {
        const by = { token: house.tokens[who], body: {} };
        expect((await server.call('POST', `/api/v1/plans/${found.id as number}/${step}`, by)).status).toBe(200);
      }
      const got = await statuses(repeat(3, () => post(`/plans/${found.id as number}/publish`, {})));
      expect(got).toEqual([200, 409, 409]);
      expect((await get(`/plans/${found.id as number}/occurrences`)).total).toBe(1);
    });

    it('keeps every finding that it took, and publishes once', async () => {
      const path = `/inspections/${house.inspection}`;
      const finding = (note: string): Promise<RawAnswer> =>
        post(`${path}/findings`, { visitedOn: today(), findings: [{ code: 'no-problem-found', note }] });
      const before = await get(path);
      const got = await statuses(['一', '二', '三'].map(finding));
      const taken = got.filter((status) => status === 201).length;
      expect(taken).toBeGreaterThan(0);
      expect(got.filter((status) => ![201, 409, 412].includes(status))).toEqual([]);
      const after = await get(path);
      expect(after.findings).toHaveLength(1);
      expect(after.version).toBe(before.version + taken);
      const noted = (await get(`${path}/history`)).filter((one: { action: string }) =>
        ['reported', 'corrected'].includes(one.action),
      );
      expect(noted).toHaveLength(taken);
      const review = { token: house.tokens.planner, body: { step: 'review' } };
      expect((await server.call('POST', `/api/v1${path}/steps`, review)).status).toBe(200);
      expect(await statuses(repeat(3, () => post(`${path}/steps`, { step: 'publish' })))).toEqual([200, 409, 409]);
    });
  });

  // the command reads a file and no database
  if (database.name === 'SQLite') evidenceFiles(async () => (await call('GET', `/draws/${house.draw}/evidence`)).text);
});
