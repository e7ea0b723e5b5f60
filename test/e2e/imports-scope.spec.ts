import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checklist, counts, creditCode, csv, ListClient, problems, RUN, TARGET_HEADINGS } from '../support/lists.js';
import { PASSWORD, TestServer } from '../support/server.js';

describe('imports and exports of someone of one agency', () => {
  let dir: string;
  let server: TestServer;
  let lists: ListClient;
  let bureau: number;
  let office: number;
  let planner: string;
  let admin: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-scope-'));
    server = await TestServer.start({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') });
    lists = new ListClient(server, await server.signIn());
    bureau = await lists.post('agencies', { name: '示范县民政局', level: 'county', regionCode: '990101' });
    office = await lists.post('agencies', { name: '示范县民政局执法队', level: 'county', parentId: bureau });
    for (const role of ['planner', 'admin']) {
      const username = `team-${role}`;
      await lists.post('users', { username, displayName: '队员', password: PASSWORD, role, agencyId: office });
    }
    planner = await server.signIn('team-planner');
    admin = await server.signIn('team-admin');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('put down what names no agency to it; for the whole tree, to the only agency at its top', async () => {
    const own = csv([TARGET_HEADINGS, ['队里的', creditCode(1)]]);
    expect(counts(await lists.send('targets', RUN, own, {}, planner))).toEqual([200, 1, 0, 0, 0]);
    expect(counts(await lists.send('targets', RUN, csv([TARGET_HEADINGS, ['局里的', creditCode(2)]])))).toEqual([
      200, 1, 0, 0, 0,
    ]);
    expect((await lists.list('targets')).map(({ name, agencyId }) => [name, agencyId])).toEqual([
      ['队里的', office],
      ['局里的', bureau],
    ]);
  });

  it('do not see the agencies above', async () => {
    const rows = [
      ['企业名称', '监管单位'],
      ['上面的', '示范县民政局'],
    ];
    const answer = await lists.send('targets', RUN, csv(rows), {}, planner);
    expect(counts(answer)).toEqual([400, 0, 0, 0, 1]);
    expect(problems(answer)).toEqual([[2, 'B', 'unknown_agency']]);
    const named = await lists.send('targets', RUN, csv([TARGET_HEADINGS]), { agencyId: String(bureau) }, planner);
    expect(named.status).toBe(404);
    expect((await lists.download(`targets/exports?agencyId=${bureau}`, planner)).status).toBe(404);
  });

  it('export its own alone', async () => {
    const file = await lists.download('targets/exports?format=csv', planner);
    const lines = file.bytes.toString('utf8').trim().split('\r\n');
    expect([lines.length, lines[1]?.includes('队里的')]).toEqual([2, true]);
  });

  it('make agencies as an administrator alone, below it, and never one whose name is taken', async () => {
    const refused = await lists.send('matters', `${RUN}&createAgencies=true`, checklist(), {}, planner);
    expect([refused.status, refused.body.code]).toEqual([403, 'create_agencies_needs_admin']);
    const rows = [
      ['编制单位', '抽查事项'],
      ['示范县民政局', '甲'],
      ['示范县民政局一中队', '乙'],
    ];
    const taken = await lists.send('matters', `${RUN}&createAgencies=true`, csv(rows), {}, admin);
    expect(counts(taken)).toEqual([400, 1, 0, 0, 1]);
    expect(problems(taken)).toContainEqual([2, 'A', 'agency_name_taken']);
    const made = await lists.send(
      'matters',
      `${RUN}&createAgencies=true`,
      csv([...rows.slice(0, 1), ...rows.slice(2)]),
      {},
      admin,
    );
    expect(counts(made)).toEqual([200, 1, 0, 0, 0]);
    const agency = (await lists.list('agencies')).find(({ name }) => name === '示范县民政局一中队');
    expect(agency).toMatchObject({ parentId: office, level: 'county' });
  });
});
