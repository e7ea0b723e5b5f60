import { read, utils } from '@e965/xlsx';
import { beforeAll, describe, expect, it } from '@jest/globals';

import { verifyEvidence } from '../../src/protocol/index.js';
import { expectRefusal, readProblem, send, type RawAnswer } from './hostile-client.js';
import { batchBody, inspectorBody, made, year, type House } from './hostile-house.js';
import { ODD_TEXTS } from './hostile-input.js';
import { type Answer, type TestServer } from './server.js';

/** Declares what texts must not do: in statements, in pages, in spreadsheets, in headers, in a draw. */
export function wordsElsewhere(given: () => { server: TestServer; admin: string; ours: House }): void {
  let server: TestServer;
  let admin: string;
  let ours: House;
  const call = (method: string, path: string, token: string, body?: unknown): Promise<RawAnswer> =>
    send(server, method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const get = async (path: string, token = admin): Promise<Answer['body']> =>
    JSON.parse((await call('GET', path, token)).text);

  beforeAll(() => {
    ({ server, admin, ours } = given());
  });

  describe('words that mean something elsewhere', () => {
    const WORDS = [
      `' OR 1=1 --`,
      `" OR ""="`,
      `') OR ('1'='1`,
      '%',
      '_',
      '!',
      '!%',
      '\\',
      '\\%',
      `'; DROP TABLE targets; --`,
    ];

    it('are only looked for', async () => {
      const total = (await get('/targets')).total as number;
      expect(total).toBeGreaterThan(10);
      for (const words of WORDS) {
        const sought = encodeURIComponent(words);
        for (const list of [
          `/targets?search=${sought}`,
          `/targets?kind=${sought}`,
          `/matters?search=${sought}`,
          `/matters?category=${sought}`,
          `/inspectors?search=${sought}`,
          `/agencies?search=${sought}`,
          `/inspections?search=${sought}`,
          `/inspections?targetCode=${sought}`,
          `/rectifications?search=${sought}`,
          `/rectifications?targetCode=${sought}`,
          `/users?q=${sought}`,
        ]) {
          const answer = await call('GET', list, admin);
          if (answer.status === 200) expect([list, JSON.parse(answer.text).total]).toEqual([list, 0]);
          else expect([list, answer.status]).toEqual([list, 400]);
        }
      }
      // and are found where they stand
      const body = { agencyId: ours.agency, name: `100%_!'合格`, alias: 'WORDS', kind: '社会团体' };
      await made(server, admin, '/targets', body);
      for (const part of ['%', '_', '!', `'`, '0%_!']) {
        const found = await get(`/targets?search=${encodeURIComponent(part)}`);
        expect([part, found.items.map((one: { code: string }) => one.code)]).toEqual([part, ['WORDS']]);
      }
    });

    it('come back as the texts that they are', async () => {
      const script = `<script>alert("1")</script><img src=x onerror=alert(1)>`;
      const bodies: [string, Record<string, unknown>][] = [
        ['/agencies', { name: script, code: 'SCRIPT', level: 'county', parentId: ours.agency }],
        [
          '/matters',
          {
            agencyId: ours.agency,
            name: script,
            code: 'SCRIPT',
            category: script,
            content: script,
            legalBasis: script,
          },
        ],
        [
          '/targets',
          { agencyId: ours.agency, name: script, alias: 'SCRIPT', kind: script, address: script, remarks: script },
        ],
        ['/inspectors', { ...inspectorBody(ours.agency, 'SCRIPT'), name: script, issuer: script, position: script }],
        ['/plans', { agencyId: ours.agency, year: year() + 2, title: script }],
      ];
      for (const [path, body] of bodies) {
        const { id } = await made(server, admin, path, body);
        const answer = await call('GET', `${path}/${id as number}`, admin);
        expect(answer.headers['content-type']).toMatch(/^application\/json/);
        expect(answer.headers['x-content-type-options']).toBe('nosniff');
        expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
        const shown = JSON.parse(answer.text);
        for (const [field, value] of Object.entries(body))
          if (value === script) expect([path, field, shown[field]]).toEqual([path, field, script]);
      }
      const refused = await call('GET', `/targets?sort=${encodeURIComponent(script)}`, admin);
      expect(readProblem(refused).detail).toContain('<script>');
    });

    it('are no formulas in what is exported', async () => {
      const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1', `=HYPERLINK("http://x","y")`, `'=1`];
      for (const [n, name] of names.entries()) {
        const body = {
          agencyId: ours.agency,
          name: `${name} 协会`,
          alias: `FORMULA-${n}`,
          kind: '社会团体',
          remarks: name,
        };
        await made(server, admin, '/targets', body);
      }
      const csv = (await call('GET', `/targets/exports?format=csv&agencyId=${ours.agency}`, admin)).text;
      const cells = csv.split(/\r?\n|,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replace(/^\ufeff?"?/, ''));
      expect(cells.filter((cell) => cell.includes('协会')).length).toBeGreaterThan(names.length);
      expect(cells.filter((cell) => /^[=+\-@\t＝＋－＠]/.test(cell))).toEqual([]);
      const answer = await fetch(`${server.url}/api/v1/targets/exports?format=xlsx&agencyId=${ours.agency}`, {
        headers: { authorization: `Bearer ${admin}` },
      });
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
      const book = read(Buffer.from(await answer.arrayBuffer()), { cellFormula: true });
      for (const sheet of Object.values(book.Sheets)) {
        for (const [at, cell] of Object.entries(sheet)) {
          if (at.startsWith('!')) continue;
          expect((cell as { f?: string }).f).toBeUndefined();
        }
      }
      expect(JSON.stringify(utils.sheet_to_json(Object.values(book.Sheets)[0] ?? {}))).toContain('=1+1 协会');
    });

    it('do not come back in headers', async () => {
      for (const id of ['a\tb', '<script>', 'x'.repeat(65), 'a b', 'a;b', '%0d%0aX-Injected: 1', 'é']) {
        const { headers } = await send(server, 'GET', '/api/v1/targets', {
          token: admin,
          headers: { 'x-request-id': id },
        });
        expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
        expect(headers['x-injected']).toBeUndefined();
      }
      const kept = await send(server, 'GET', '/health/live', { headers: { 'x-request-id': 'tour-1.a_b' } });
      expect(kept.headers['x-request-id']).toBe('tour-1.a_b');
    });
  });

  it('draws among odd names as among others, and the evidence holds', async () => {
    const agency = (await made(server, admin, '/agencies', { code: 'ODD', name: '𠮷县e\u0301局', level: 'county' })).id;
    const qualifications = ODD_TEXTS.map((text) => text.trim()).filter((text) => text !== '');
    const matter = {
      agencyId: agency,
      name: '\u202e检查',
      legalBasis: '《\u{10ffff}》',
      qualifications: [] as string[],
    };
    const taken: string[] = [];
    // what is not taken as a qualification is refused by name, and never stands in the way of a draw
    for (const [n, text] of qualifications.entries()) {
      const body = { ...matter, name: `${matter.name}${n}`, qualifications: [text] };
      const answer = await call('POST', '/matters', admin, body);
      if (answer.status === 201) taken.push(text);
      else expectRefusal(answer, 400, 'texts', '/qualifications');
    }
    expect(taken.length).toBeGreaterThan(10);
    const some = taken.slice(0, 20);
    const matterId = (await made(server, admin, '/matters', { ...matter, code: 'ODD', qualifications: some })).id;
    for (const [n, kind] of ODD_TEXTS.entries()) {
      const body = { agencyId: agency, name: `${kind}会`, kind: `a${kind}`, address: kind, remarks: kind };
      const answer = await call('POST', '/targets', admin, { ...body, alias: n % 2 === 0 ? `ODD-${n}` : kind });
      if (answer.status !== 201) readProblem(answer);
    }
    const targets = (await get(`/targets?agencyId=${agency as number}&pageSize=200`)).items as { kind: string }[];
    expect(targets.length).toBeGreaterThan(10);
    for (let n = 0; n < 3; n++) {
      const body = {
        ...inspectorBody(agency as number, `ODD-${n}`),
        name: `${ODD_TEXTS[n] ?? ''}人`,
        qualifications: some,
      };
      await made(server, admin, '/inspectors', body);
    }
    const plan = (await made(server, admin, '/plans', { agencyId: agency, year: year(), title: '𠮷' })).id as number;
    const filter = [{ field: 'kind', in: [...new Set(targets.map(({ kind }) => kind))] }];
    await made(
      server,
      admin,
      `/plans/${plan}/batches`,
      batchBody(matterId as number, { filter, qualifications: some }),
    );
    await made(server, admin, `/plans/${plan}/publish`, {});
    const drawn = await server.until(`/api/v1/draws?agencyId=${agency as number}`, admin, (body) =>
      ['issued', 'failed'].includes(body.items[0]?.phase as string),
    );
    expect(drawn.items[0]).toMatchObject({ phase: 'issued', failure: null, population: targets.length });
    const evidence = await call('GET', `/draws/${drawn.items[0].id as number}/evidence`, admin);
    const { verdict, reason } = await verifyEvidence([Buffer.from(evidence.text)]);
    expect([verdict, reason]).toEqual(['holds', undefined]);
  });
}
