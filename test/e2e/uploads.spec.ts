import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { counts, creditCode, csv, ListClient, RUN, TARGET_HEADINGS, workbook, type Row } from '../support/lists.js';
import { TestServer } from '../support/server.js';

const UPLOAD_BYTES = 1024 * 1024;

describe('an upload', () => {
  let dir: string;
  let server: TestServer;
  let lists: ListClient;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-uploads-'));
    const file = join(dir, 'sortis.sqlite');
    server = await TestServer.start({ kind: 'sqlite', file }, { SORTIS_UPLOAD_BYTES: String(UPLOAD_BYTES) });
    lists = new ListClient(server, await server.signIn());
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const refused = async (bytes: Uint8Array | string): Promise<unknown[]> => {
    const { status, body, headers } = await lists.send('targets', RUN, bytes);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect([typeof body.detail, typeof body.en.detail]).toEqual(['string', 'string']);
    return [status, body.code];
  };

  it('that is no list is refused with a problem document', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect(await refused(png)).toEqual([415, 'sheet_not_a_spreadsheet']);
    expect(await refused('')).toEqual([400, 'sheet_empty']);
    expect((await refused(workbook([TARGET_HEADINGS]).subarray(0, 2000)))[0]).toBe(400);
    expect(await refused(workbook([['甲'], ['乙']]))).toEqual([400, 'sheet_headings']);
  });

  it('is refused when it is over the limit, and the server goes on', async () => {
    expect(await refused(Buffer.alloc(20 * UPLOAD_BYTES, 'a'))).toEqual([413, 'upload_too_large']);
    expect((await server.call('GET', '/health/live')).status).toBe(200);
  });

  it('is refused when there is no file, or no form', async () => {
    const empty = new FormData();
    empty.append('sheet', '清单');
    const path = '/api/v1/targets/imports?dryRun=true';
    const answers = [
      await server.call('POST', path, { token: lists.token, body: empty }),
      await server.call('POST', path, { token: lists.token, body: { file: 'x' } }),
      await server.call('POST', path, {
        token: lists.token,
        body: '--x\r\nbroken',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      }),
      await server.call('POST', `${path}x`, { token: lists.token, body: empty }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'file_required'],
      [415, 'form_required'],
      [400, 'malformed_form'],
      [400, 'validation_failed'],
    ]);
  });

  it('shows as many entries as asked, errors first, and count all the same', async () => {
    const agencyId = await lists.post('agencies', { name: '示范县民政局', level: 'county' });
    const rows: Row[] = [TARGET_HEADINGS];
    for (let at = 0; at < 50; at++) rows.push([`多${at}`, creditCode(5000 + at), null, '社会团体', null, 'C', null]);
    rows.push(['错', '1', null, '社会团体', null, null, null]);
    const answer = await lists.send('targets', 'rows=5', csv(rows), { agencyId: String(agencyId) });
    expect(counts(answer)).toEqual([200, 50, 0, 0, 1]);
    expect([answer.body.rows.length, answer.body.rowsLeftOut]).toEqual([5, 46]);
    expect(answer.body.rows.at(-1)).toMatchObject({ row: 52, code: 'not_a_uscc' });
  });
});
