import { read as readWorkbook, utils } from '@e965/xlsx';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseXml } from '@rgrove/parse-xml';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { canonicalBytes, type Json } from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, today, year } from '../support/hostile-house.js';
import { takeSteps } from '../support/inspection-life.js';
import { PASSWORD, ROOT, TestServer, type Answer } from '../support/server.js';

const sha256 = (value: Json): string => createHash('sha256').update(canonicalBytes(value)).digest('hex');
const NAME = '示范县=甲<协会>';
const PERSON = '张三小吃店';
const PERSON_CODE = 'GT-000000000000001';
const SEVEN_YEARS = 7 * 366;

onEachDatabase('what everyone may read', (database) => {
  let server: TestServer;
  let admin: string;
  let planner: string;
  let leader: string;
  let elsewhere: string;
  let agency: number;
  let matters: number[];
  let plan: number;
  let draw: Answer['body'];
  let inspections: Answer['body'][];
  /** By the target's name. */
  const results = new Map<string, string>();

  const open = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    server.call('GET', `/api/v1/public${path}`, { headers });
  const body = async (path: string): Promise<Answer['body']> => {
    const answer = await open(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const call = (method: string, path: string, token: string, sent?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token, ...(sent === undefined ? {} : { body: sent }) });
  const refused = async (answer: Promise<Answer>): Promise<string> => {
    const { body: told, status } = await answer;
    return `${status} ${told.code}`;
  };
  const bytes = async (path: string): Promise<Buffer> => {
    const answer = await fetch(`${server.url}/api/v1/public${path}`);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const of = (name: string): Answer['body'] => inspections.find(({ target }) => target.name === name);
  const numberOf = (name: string): string => `${draw.number}.${of(name).ordinal}`;

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const make = async (path: string, sent: unknown): Promise<number> =>
      (await made(server, admin, path, sent)).id as number;
    const top = await make('/agencies', { code: 'PROV', name: '某省民政厅', level: 'province' });
    agency = await make('/agencies', { code: 'MZ', name: '某县民政局', level: 'county', parentId: top });
    const other = await make('/agencies', { code: 'NX', name: '邻县民政局', level: 'county', parentId: top });
    matters = [
      await make('/matters', { agencyId: agency, name: '年度检查', legalBasis: '《慈善法》', methods: ['on-site'] }),
      await make('/matters', { agencyId: agency, name: '没有依据的检查' }),
      await make('/matters', { agencyId: agency, name: '不在计划里的检查', legalBasis: '《慈善法》' }),
    ];
    for (const [name, alias, kind] of [
      [NAME, 'T-1', '社会团体'],
      ['乙协会', 'T-2', '社会团体'],
      ['丙协会', 'T-3', '社会团体'],
      [PERSON, PERSON_CODE, '个体工商户'],
    ])
      await make('/targets', { agencyId: agency, name, alias, kind, address: '南湖路8号', phone: '13800001111' });
    for (const name of ['陈思远', '欧阳文', '赵明', '周立'])
      await make('/inspectors', { ...inspectorBody(agency, name), certificateNumber: `ZH-${name}` });
    plan = await make('/plans', { agencyId: agency, year: year(), title: '年度计划' });
    await make(
      `/plans/${plan}/batches`,
      batchBody(matters[0]!, {
        filter: [{ field: 'kind', in: ['社会团体', '个体工商户'] }],
        rate: { direction: 'at-least', millionths: 1_000_000 },
        schedule: { kind: 'date', at: new Date().toISOString() },
      }),
    );
    expect((await body('/bulletins/plans')).items).toEqual([]);
    expect(await refused(open(`/bulletins/plans/${plan}`))).toBe('404 not_found');
    expect((await body('/bulletins/checklist')).total).toBe(0);
    await made(server, admin, `/plans/${plan}/publish`, {});
    const user = async (username: string, agencyId: number): Promise<string> => {
      await make('/users', { username, displayName: username, password: PASSWORD, role: 'planner', agencyId });
      return server.signIn(username);
    };
    planner = await user('planner', agency);
    leader = await user('leader', agency);
    elsewhere = await user('elsewhere', other);
    const { items } = await server.until('/api/v1/draws', admin, (told) => told.items[0]?.phase === 'issued');
    [draw] = items;
    inspections = (await call('GET', '/inspections?pageSize=100', admin)).body.items;
    expect(inspections).toHaveLength(4);
    for (const { target } of inspections) results.set(target.name, numberOf(target.name));
  }, 120_000);
  afterAll(() => server.stop());

  it('has the plan as it was published, with a hash that anyone can make again', async () => {
    const { items, total } = await body(`/bulletins/plans?agency=MZ&year=${year()}`);
    expect([total, items[0].version, items[0].title]).toEqual([1, 1, '年度计划']);
    expect((await body('/bulletins/plans?agency=NX')).total).toBe(0);
    const one = await body(`/bulletins/plans/${items[0].number}`);
    expect(one.hash).toBe(sha256(one.document));
    expect(one.document.batches).toHaveLength(1);
    expect(await body(`/bulletins/plans/${items[0].number}/versions`)).toMatchObject([
      { version: 1, correctedBy: null },
    ]);
    expect(JSON.stringify(one)).not.toContain('"by"');
  });

  it('has the checklist once it is published, each matter with its legal basis; a change is a version with a reason', async () => {
    // what is drawn is public before it is (domain rule 1): the plan has published its matter, and nothing else
    const { items } = await body('/bulletins/checklist');
    expect(items.map((one: Answer['body']) => one.number)).toEqual([String(matters[0])]);
    expect(items[0].publishedAt < draw.committedAt).toBe(true);
    const history = (await call('GET', `/agencies/${agency}/history`, admin)).body;
    expect(history[0]).toMatchObject({ action: 'checklist-published', after: { published: 1, corrected: 0 } });
    expect(await refused(open(`/bulletins/checklist/${matters[2]}`))).toBe('404 not_found');
    expect(await refused(call('POST', `/agencies/${agency}/checklist`, elsewhere, {}))).toBe('404 not_found');
    const published = await call('POST', `/agencies/${agency}/checklist`, planner, {});
    expect(published.body).toMatchObject({
      published: [String(matters[2])],
      corrected: [],
      unchanged: 1,
      leftOut: [{ id: matters[1], name: '没有依据的检查' }],
    });
    const first = await body(`/bulletins/checklist/${matters[0]}`);
    expect(first).toMatchObject({
      version: 1,
      state: 'active',
      matter: { legalBasis: '《慈善法》', methods: ['on-site'] },
    });
    expect((await call('POST', `/agencies/${agency}/checklist`, planner, {})).body).toMatchObject({ unchanged: 2 });
    const standing = async (query = ''): Promise<Answer['body']> =>
      (await call('GET', `/agencies/${agency}/checklist${query}`, planner)).body;
    expect(await standing()).toMatchObject({
      total: 3,
      counts: { unpublished: 0, differing: 0, same: 2, withoutBasis: 1 },
      items: [
        { standing: 'same', differing: [] },
        { standing: 'without-basis', published: null },
        { standing: 'same' },
      ],
    });

    expect((await call('PATCH', `/matters/${matters[0]}`, planner, { frequency: '每年两次' })).status).toBe(200);
    // not public before it is published, and whoever keeps the list is told
    expect((await body(`/bulletins/checklist/${matters[0]}`)).matter.frequency).toBeNull();
    const outdated = await standing('?standing=differing&pageSize=1');
    expect(outdated).toMatchObject({ total: 1, counts: { differing: 1, same: 1 } });
    expect(outdated.items[0]).toMatchObject({
      id: matters[0],
      differing: ['frequency'],
      now: { frequency: '每年两次' },
      published: { number: String(matters[0]), version: 1, reason: null, matter: { frequency: null } },
    });
    expect((await standing('?page=2&pageSize=2')).items.map((one: Answer['body']) => one.id)).toEqual([matters[2]]);
    expect((await call('GET', `/matters/${matters[0]}/publication`, planner)).body).toEqual(outdated.items[0]);
    for (const path of [`/agencies/${agency}/checklist`, `/matters/${matters[0]}/publication`])
      expect(await refused(call('GET', path, elsewhere))).toBe('404 not_found');
    const drawn = (await call('GET', `/plans/${plan}/batches`, planner)).body.items[0];
    const trial = await call('POST', `/plans/${plan}/batches/${drawn.id}/dry-run`, planner, {});
    expect(trial.body.outdated).toEqual([{ id: matters[0], code: outdated.items[0].code, name: '年度检查' }]);
    expect(await refused(call('POST', `/agencies/${agency}/checklist`, planner, {}))).toBe('400 reason_required');
    const corrected = await call('POST', `/agencies/${agency}/checklist`, planner, { reason: '频次调整' });
    expect(corrected.body).toMatchObject({ published: [], corrected: [String(matters[0])] });
    expect((await standing()).counts).toMatchObject({ differing: 0, same: 2 });
    expect((await call('POST', `/plans/${plan}/batches/${drawn.id}/dry-run`, planner, {})).body.outdated).toEqual([]);
    const second = await body(`/bulletins/checklist/${matters[0]}`);
    expect(second).toMatchObject({ version: 2, reason: '频次调整', matter: { frequency: '每年两次' } });
    expect(second.document.previous).toBe(first.hash);
    expect(await body(`/bulletins/checklist/${matters[0]}/versions/1`)).toEqual({
      ...first,
      correctedBy: 2,
    });
    const strange = call('POST', `/agencies/${agency}/checklist`, planner, { matterIds: [matters[0], 999] });
    expect((await strange).body.errors).toMatchObject([{ pointer: '/matterIds/1', code: 'not_found' }]);
    expect((await body('/bulletins/checklist?state=retired')).total).toBe(0);
  });

  it('has the draw: what was promised, who was drawn, and where the evidence is', async () => {
    const one = await body(`/bulletins/draws/${draw.number}`);
    expect(one).toMatchObject({
      state: 'drawn',
      version: 2,
      population: 4,
      sampleSize: 4,
      recordHash: draw.recordHash,
    });
    expect(one.versions.map((each: Answer['body']) => [each.what, each.hash])).toEqual([
      ['announcement', draw.commitment],
      ['result', draw.recordHash],
    ]);
    expect((await fetch(server.url + one.evidence)).status).toBe(200);
    const drawn = await body(`/bulletins/draws/${draw.number}/drawn?pageSize=3`);
    expect([drawn.total, drawn.items.map(({ place }: Answer['body']) => place)]).toEqual([4, [1, 2, 3]]);
    const all = (await body(`/bulletins/draws/${draw.number}/drawn`)).items;
    expect(all.map((each: Answer['body']) => each.result)).toEqual([null, null, null, null]);
    const person = all.find(({ target }: Answer['body']) => target.masked);
    expect(person.target).toEqual({ code: 'GT*', name: '张*', masked: true, kind: '个体工商户' });
    expect((await body(`/bulletins/draws?agency=MZ&year=${year()}&state=drawn`)).total).toBe(1);
    for (const none of ['agency=NX', 'year=2001', 'state=void', 'matter=NOPE'])
      expect([none, (await body(`/bulletins/draws?${none}`)).total]).toEqual([none, 0]);
    expect(await refused(open('/bulletins/draws/2026-999999'))).toBe('404 not_found');
  });

  it('has nothing of a result before it is published, whichever way one looks', async () => {
    for (const [at, { id }] of inspections.entries()) {
      await takeSteps(server, planner, id, 'accept');
      await takeSteps(server, leader, id, 'approve');
      const findings = [{ code: at % 2 === 0 ? 'no-problem-found' : 'unreachable', note: '秘密：电话13800001111' }];
      const found = await call('POST', `/inspections/${id}/findings`, planner, {
        visitedOn: today(),
        findings,
        remarks: '内部备注',
      });
      expect(found.status).toBe(201);
      await takeSteps(server, leader, id, 'review');
    }
    for (const { target } of inspections) {
      const number = numberOf(target.name);
      for (const path of [number, `${number}/versions`, `${number}/versions/1`])
        expect(await refused(open(`/bulletins/results/${path}`))).toBe('404 not_found');
      expect(await refused(open(`/targets/${target.code}`))).toBe('404 not_found');
    }
    for (const query of [
      '',
      `?target=${encodeURIComponent('乙协会')}`,
      '?target=T-2',
      `?year=${year()}`,
      '?problem=true',
    ])
      expect(await body(`/bulletins/results${query}`)).toEqual({ items: [], total: 0 });
    expect((await bytes('/bulletins/results/feed')).toString()).not.toContain('<entry>');
    expect(parse(await bytes('/bulletins/results/download?format=csv'), { bom: true })).toHaveLength(1);
    expect(await body('/bulletins/results/download?format=json')).toEqual({ items: [] });
  });

  it('has the whole result in the moment in which it is published', async () => {
    for (const { id } of inspections) await takeSteps(server, planner, id, 'publish');
    const list = await body('/bulletins/results?pageSize=2');
    expect([list.total, list.items.length]).toEqual([4, 2]);
    const one = await body(`/bulletins/results/${numberOf(NAME)}`);
    expect(one).toMatchObject({
      version: 1,
      reason: null,
      state: 'published',
      visitedOn: today(),
      target: { code: of(NAME).target.code, name: NAME, masked: false },
      matters: [{ name: '年度检查', legalBasis: '《慈善法》' }],
      draw: { number: draw.number, recordHash: draw.recordHash },
    });
    // no address, no telephone, nobody's words, nobody who works there
    for (const word of ['南湖路', '13800001111', '内部备注', '秘密', 'planner', 'leader'])
      expect(JSON.stringify(one)).not.toContain(word);
    expect(one.hash).toBe(sha256(one.document));
    const { '/target/name': opening } = one.openings;
    expect([opening.value, sha256([opening.salt, opening.value])]).toEqual([NAME, one.document.target.name]);
    expect(one.team.map((each: Answer['body']) => each.certificateNumber)).toEqual([null, null]);
    expect(
      (await body(`/bulletins/draws/${draw.number}/drawn`)).items.map((each: Answer['body']) => each.result),
    ).toEqual(inspections.map(({ ordinal }) => `/api/v1/public/bulletins/results/${draw.number}.${ordinal}`));
    const target = await body(`/targets/${of('乙协会').target.code}`);
    expect(target.items[0].proof).toMatchObject({
      draw: draw.number,
      recordHash: draw.recordHash,
      chance: { size: 4, population: 4, words: '1' },
    });
    expect((await fetch(server.url + target.items[0].proof.proof)).status).toBe(200);
    const again = await open(`/bulletins/results/${numberOf(NAME)}`, {
      'if-none-match': (await open(`/bulletins/results/${numberOf(NAME)}`)).headers.get('etag') ?? '',
    });
    expect(again.status).toBe(304);
  });

  it('is searched by agency, year, matter, state, and a part of the name or the whole code', async () => {
    const total = async (query: Record<string, string>): Promise<number> =>
      (await body(`/bulletins/results?${new URLSearchParams(query).toString()}`)).total as number;
    const { code } = (await call('GET', `/matters/${matters[0]}`, admin)).body;
    for (const query of [{ agency: 'MZ' }, { year: String(year()) }, { matter: code }, { state: 'published' }])
      expect([query, await total(query)]).toEqual([query, 4]);
    for (const query of [
      { agency: 'NX' },
      { year: '2001' },
      { matter: 'NOPE' },
      { state: 'corrected' },
      { target: '丁协会' },
    ])
      expect([query, await total(query)]).toEqual([query, 0]);
    expect(await total({ target: '协会' })).toBe(3);
    expect(await total({ target: '县=甲<' })).toBe(1);
    expect(await total({ target: '%协会' })).toBe(0);
    expect(await total({ targetKind: '社会团体' })).toBe(3);
    expect((await total({ problem: 'true' })) + (await total({ problem: 'false' }))).toBe(4);
  });

  it('masks a person, and no search, column or guess tells more', async () => {
    const one = await body(`/bulletins/results/${numberOf(PERSON)}`);
    expect(one.target).toEqual({ code: 'GT*', name: '张*', masked: true, kind: '个体工商户' });
    expect(one.openings).not.toHaveProperty('/target/name');
    expect(one.hash).toBe(sha256(one.document));
    const everything = [
      JSON.stringify(await body('/bulletins/results?pageSize=200')),
      JSON.stringify(await body('/bulletins/draws?pageSize=200')),
      JSON.stringify(await body(`/bulletins/draws/${draw.number}/drawn`)),
      (await bytes('/bulletins/results/feed')).toString(),
      (await bytes('/bulletins/results/feed?format=rss')).toString(),
      (await bytes('/bulletins/results/download')).toString(),
    ];
    for (const words of everything)
      for (const secret of [PERSON, PERSON_CODE, '小吃', '陈思远', 'ZH-', '13800001111'])
        expect(words).not.toContain(secret);
    for (const sought of [PERSON, '张三', '小吃店', PERSON_CODE])
      expect((await body(`/bulletins/results?target=${encodeURIComponent(sought)}`)).total).toBe(0);
    expect(await refused(open(`/targets/${PERSON_CODE}`))).toBe('404 not_found');
    for (const query of [
      'inspector=x',
      'phone=1',
      'sort=targetName',
      'sort=-inspector',
      'certificateNumber=ZH-1',
      'target=110101199003078515',
    ])
      expect([query, await refused(open(`/bulletins/results?${query}`))]).toEqual([query, '400 masked_field']);
    expect(await refused(open('/bulletins/results/download?columns=number,address'))).toBe('400 masked_field');
    expect(await server.told('asked for a masked field', 7)).toHaveLength(7);
    expect(await refused(open('/bulletins/results/download?columns=number,nonsense'))).toBe('400 unknown_column');
  });

  it('shows what the rule of the agency, or of one above, lets it; and at once', async () => {
    const rules = (token: string, id: number, sent: object): Promise<Answer> =>
      call('PUT', `/agencies/${id}/disclosure-rules`, token, sent);
    const nothing = { inspectorNames: null, personTargets: null, retentionYears: null };
    expect(await refused(rules(planner, agency, nothing))).toBe('403 not_allowed');
    expect(await refused(call('GET', `/agencies/${agency}/disclosure-rules`, elsewhere))).toBe('404 not_found');
    const { id: top } = (await call('GET', '/agencies?search=PROV', admin)).body.items[0];
    expect((await rules(admin, top, { ...nothing, inspectorNames: 'certificate', personTargets: 'full' })).status).toBe(
      200,
    );
    const held = (await call('GET', `/agencies/${agency}/disclosure-rules`, planner)).body;
    expect(held).toMatchObject({
      version: 0,
      own: nothing,
      effective: { inspectorNames: 'certificate', personTargets: 'full', retentionYears: 5 },
    });
    const before = await body(`/bulletins/results/${numberOf(PERSON)}`);
    expect(before.target).toMatchObject({ code: PERSON_CODE, name: PERSON, masked: false });
    expect(
      before.team.every((each: Answer['body']) => each.name === null && each.certificateNumber.startsWith('ZH-')),
    ).toBe(true);
    expect((await body(`/bulletins/results?target=${encodeURIComponent('小吃')}`)).total).toBe(1);
    expect((await body(`/targets/${PERSON_CODE}`)).total).toBe(1);

    // the county says something of its own, and it is as before; the hash never was another
    const own = { inspectorNames: 'surname', personTargets: 'masked', retentionYears: 6 };
    expect((await rules(admin, agency, own)).body).toMatchObject({ version: 1, own, effective: own });
    const after = await body(`/bulletins/results/${numberOf(PERSON)}`);
    expect([after.target.name, after.hash]).toEqual(['张*', before.hash]);
    expect((await body(`/bulletins/results?target=${encodeURIComponent('小吃')}`)).total).toBe(0);
  });

  it('is corrected by a second person with a reason, as a new version; the old one remains and says so', async () => {
    const { id } = of('乙协会');
    const number = numberOf('乙协会');
    const first = await body(`/bulletins/results/${number}`);
    const correction = { reason: '经复核，企业已补报材料', findings: [{ code: 'ordered-to-correct' }] };
    const correct = (token: string, sent: object): Promise<Answer> =>
      call('POST', `/inspections/${id}/corrections`, token, sent);
    expect(await refused(correct(planner, correction))).toBe('403 second_person_needed');
    expect(await refused(correct(elsewhere, correction))).toBe('404 not_found');
    expect(await refused(correct(leader, { findings: correction.findings }))).toBe('400 validation_failed');
    expect(await refused(correct(leader, { ...correction, findings: [{ code: 'nonsense' }] }))).toBe(
      '400 unknown_finding_code',
    );
    expect((await body(`/bulletins/results/${number}`)).version).toBe(1);
    expect((await correct(leader, correction)).status).toBe(201);
    const second = await body(`/bulletins/results/${number}`);
    expect(second).toMatchObject({
      version: 2,
      state: 'corrected',
      reason: correction.reason,
      correctedBy: null,
      findings: [{ code: 'ordered-to-correct' }],
      publishedAt: first.publishedAt,
    });
    expect([second.document.previous, second.hash]).toEqual([first.hash, sha256(second.document)]);
    expect(await body(`/bulletins/results/${number}/versions/1`)).toEqual({ ...first, correctedBy: 2 });
    expect(await refused(open(`/bulletins/results/${number}/versions/3`))).toBe('404 not_found');
    const versions = await body(`/bulletins/results/${number}/versions`);
    expect(versions.map((each: Answer['body']) => [each.version, each.correctedBy, each.reason])).toEqual([
      [2, null, correction.reason],
      [1, 2, null],
    ]);
    expect((await body('/bulletins/results?state=corrected')).items.map((each: Answer['body']) => each.number)).toEqual(
      [number],
    );
    const entry = (await bytes('/bulletins/results/feed?agency=MZ')).toString();
    expect(entry.indexOf(number)).toBeLessThan(entry.indexOf(numberOf(NAME)));
  });

  it('comes as files that say what the list says', async () => {
    const { items } = await body('/bulletins/results?pageSize=200');
    const rows = items.map((each: Answer['body']) => [each.number, each.target.name, each.result.zh, each.hash]);
    const columns = 'columns=number,target,result,hash';
    const csv: string[][] = parse(await bytes(`/bulletins/results/download?format=csv&${columns}`), { bom: true });
    expect(csv.slice(1)).toEqual(rows);
    const book = readWorkbook(await bytes(`/bulletins/results/download?format=xlsx&${columns}`));
    const sheet: string[][] = utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { header: 1 });
    expect(sheet.slice(1)).toEqual(rows);
    expect((await body('/bulletins/results/download?format=json')).items).toEqual(items);
    for (const kind of ['checklist', 'plans', 'draws'])
      expect((await body(`/bulletins/${kind}/download?format=json`)).items).toEqual(
        (await body(`/bulletins/${kind}`)).items,
      );
    const mine = parse(await bytes(`/bulletins/results/download?format=csv&target=${encodeURIComponent('乙协会')}`), {
      bom: true,
    });
    expect(mine).toHaveLength(2);
  });

  it('comes as feeds that are asked for again cheaply', async () => {
    for (const kind of ['checklist', 'plans', 'draws', 'results'])
      for (const format of ['atom', 'rss']) {
        const path = `/bulletins/${kind}/feed?format=${format}&agency=MZ`;
        const answer = await open(path);
        expect(answer.headers.get('content-type')).toContain(`application/${format}+xml`);
        expect(parseXml(answer.body as string).root?.name).toBe(format === 'atom' ? 'feed' : 'rss');
        expect(answer.body).toContain(`urn:sortis:bulletin:${kind}:`);
        expect((await open(path, { 'if-none-match': answer.headers.get('etag') ?? '' })).status).toBe(304);
        const since = answer.headers.get('last-modified') ?? '';
        expect((await open(path, { 'if-modified-since': since })).status).toBe(304);
        expect((await open(path.replace('MZ', 'NX'))).body).not.toMatch(/<(?:entry|item)>/);
      }
  });

  it('is withdrawn with a reason by two people: gone from lists, files, the target and the code, and no secret that it was', async () => {
    const { id, target } = of('丙协会');
    const number = numberOf('丙协会');
    const { code } = (await call('GET', `/inspections/${id}/code`, planner)).body;
    const first = await body(`/bulletins/results/${number}`);
    expect((await body(`/inspections/${code}`)).display).toMatchObject({ state: 'displayed', reason: null });
    const { total } = await body('/bulletins/results');
    const at = `/inspections/${id}/retractions`;
    const reason = '行政复议决定撤销';
    expect(await refused(call('POST', at, elsewhere, { subject: 'publication', reason }))).toBe('404 not_found');
    expect(await refused(call('POST', at, planner, { subject: 'visit', reason }))).toBe('409 withdraw_result_first');
    const asked = await call('POST', at, planner, { subject: 'publication', reason });
    expect(asked.status).toBe(201);
    const approve = (token: string): Promise<Answer> => call('POST', `${at}/${asked.body.id}/approve`, token, {});
    const correction = { reason: '更正', findings: [{ code: 'unreachable' }] };
    expect(await refused(call('POST', `/inspections/${id}/corrections`, leader, correction))).toBe(
      '409 retraction_open',
    );
    expect(await refused(approve(planner))).toBe('403 second_person_needed');
    // nothing is gone before it is decided
    expect((await body(`/bulletins/results/${number}`)).hash).toBe(first.hash);
    expect((await approve(leader)).body).toMatchObject({ state: 'approved', askedBy: 'planner', decidedBy: 'leader' });

    for (const path of [number, `${number}/versions/1`, `${number}/versions/2`]) {
      const gone = await open(`/bulletins/results/${path}`);
      expect([gone.status, gone.body.code, gone.body.reason, gone.body.version]).toEqual([
        410,
        'result_withdrawn',
        reason,
        2,
      ]);
      expect([gone.body.hash, gone.body.document.previous]).toEqual([sha256(gone.body.document), first.hash]);
      for (const word of ['丙协会', target.code, 'unreachable', 'no-problem-found', '陈', '欧阳'])
        expect(JSON.stringify(gone.body)).not.toContain(word);
    }
    const versions = await body(`/bulletins/results/${number}/versions`);
    expect(versions.map((one: Answer['body']) => [one.version, one.reason, one.withdrawal])).toEqual([
      [2, reason, true],
      [1, null, false],
    ]);
    const list = await body('/bulletins/results?pageSize=200');
    expect([list.total, list.items.some((one: Answer['body']) => one.number === number)]).toEqual([total - 1, false]);
    expect((await body(`/bulletins/results?target=${encodeURIComponent('丙协会')}`)).total).toBe(0);
    expect(await refused(open(`/targets/${target.code}`))).toBe('404 not_found');
    for (const format of ['csv', 'json'])
      expect((await bytes(`/bulletins/results/download?format=${format}`)).toString()).not.toContain('丙协会');
    const drawn = (await body(`/bulletins/draws/${draw.number}/drawn`)).items;
    expect(drawn.find((one: Answer['body']) => one.target.name === '丙协会').result).toBeNull();
    // whoever has read it learns of it
    const feed = (await bytes('/bulletins/results/feed?agency=MZ')).toString();
    expect(feed.indexOf(number)).toBeLessThan(feed.indexOf(numberOf('乙协会')));
    for (const word of ['已撤回公示', reason]) expect(feed).toContain(word);
    expect(feed).not.toContain('丙协会');
    expect((await bytes('/bulletins/results/feed?problem=true')).toString()).not.toContain(reason);

    const shown = await body(`/inspections/${code}`);
    expect([shown.result, shown.display]).toMatchObject([null, { state: 'withdrawn', reason }]);
    const page = await (await fetch(`${server.url}/i/${code}`)).text();
    for (const words of ['撤回公示', reason, '丙协会']) expect(page).toContain(words);
    expect(page).not.toContain('检查结果尚未公示');

    // put right, it is published anew at the same address, and what was withdrawn stays out of sight
    expect((await call('POST', `/inspections/${id}/steps`, planner, { step: 'return', note: '重办' })).status).toBe(
      200,
    );
    await takeSteps(server, leader, id, 'review');
    await takeSteps(server, planner, id, 'publish');
    const anew = await body(`/bulletins/results/${number}`);
    expect([anew.version, anew.publishedAt, anew.document.previous]).toEqual([3, first.publishedAt, versions[0].hash]);
    expect(anew.reason).toContain('撤回后重新公示');
    expect(await refused(open(`/bulletins/results/${number}/versions/1`))).toBe('410 result_withdrawn');
    expect((await body('/bulletins/results')).total).toBe(total);
  });

  it('keeps what a version says from being changed by anyone', async () => {
    const source = await openDatabase(database.address(), ENTITIES);
    try {
      for (const change of [
        `UPDATE bulletin_versions SET hash = ''`,
        'DELETE FROM bulletin_versions',
        'DELETE FROM bulletin_parts',
      ])
        await expect(source.transaction((manager) => manager.query(change))).rejects.toThrow('append-only');
    } finally {
      await source.destroy();
    }
  });

  it('leaves lists, files and feeds when its years are over; the address says so, and keeps the hash', async () => {
    const number = numberOf(NAME);
    const { hash } = await body(`/bulletins/results/${number}`);
    const { code } = (await call('GET', `/inspections/${of(NAME).id}/code`, planner)).body;
    expect((await body(`/inspections/${code}`)).result.words.zh).toEqual(expect.any(String));
    if (database.name === 'SQLite') {
      await server.stop();
      server = await TestServer.start(database.address(), {
        NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, 'test/support/skewed-clock.mjs')).href}`,
        CLOCK_SKEW: String(SEVEN_YEARS * 86_400_000),
      });
    } else {
      // the clock of a database server is nobody's to move: there the results grow old
      const source = await openDatabase(database.address(), ENTITIES);
      await source.query('UPDATE bulletins SET published_at = published_at - INTERVAL 7 YEAR');
      await source.destroy();
    }
    expect((await body('/bulletins/results')).total).toBe(0);
    expect((await body(`/bulletins/results?target=${encodeURIComponent('乙协会')}`)).total).toBe(0);
    expect(await body('/bulletins/results/download?format=json')).toEqual({ items: [] });
    expect((await bytes('/bulletins/results/feed')).toString()).not.toContain('<entry>');
    expect(await refused(open(`/targets/${of('乙协会').target.code}`))).toBe('410 retention_over');
    expect(await refused(open(`/targets/${of(PERSON).target.code}`))).toBe('404 not_found');
    for (const path of [number, `${number}/versions`, `${number}/versions/1`]) {
      const gone = await open(`/bulletins/results/${path}`);
      expect([gone.status, gone.body.code, gone.body.hash, gone.body.retentionYears]).toEqual([
        410,
        'retention_over',
        hash,
        6,
      ]);
    }
    // the code says what is true: it was real, and its time is over
    const shown = await body(`/inspections/${code}`);
    expect([shown.state, shown.result, shown.team, shown.display.state]).toEqual([
      database.name === 'SQLite' ? 'expired' : 'real',
      null,
      [],
      'over',
    ]);
    const page = await (await fetch(`${server.url}/i/${code}`)).text();
    for (const words of ['这项检查确有其事', '公示已满 6 年']) expect(page).toContain(words);
    for (const words of ['检查结果尚未公示', 'who comes', '未发现问题']) expect(page).not.toContain(words);
    // the checklist and the draws stay
    expect((await body('/bulletins/draws')).total).toBe(1);
    expect((await body('/bulletins/checklist')).total).toBe(2);
  });
});
