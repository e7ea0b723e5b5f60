import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../support/databases.js';
import { takeSteps } from '../support/inspection-life.js';
import { TestServer, type Answer } from '../support/server.js';

const CHINA = 8 * 3_600_000;
const today = (): string => new Date(Date.now() + CHINA).toISOString().slice(0, 10);
const year = Number(today().slice(0, 4));

/* One batch with matters for several kinds of target: what an inspection covers follows from the kind that was drawn. */
onEachDatabase('the coverage of a batch of several kinds', (database) => {
  let server: TestServer;
  let admin: string;
  let agencyId: number;
  let planId: number;
  let inspections: Answer['body'][];
  const matters: Record<string, number> = {};
  const targets: Record<string, number> = {};

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token: admin, ...(body === undefined ? {} : { body }) });
  const done = async (method: string, path: string, body?: unknown): Promise<Answer['body']> => {
    const answer = await call(method, path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const coverage = async (): Promise<Answer['body']> => done('GET', `/coverage?agency=${agencyId}&year=${year}`);
  const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name).sort();
  const inspectionsAt = (kind: string): Answer['body'][] => inspections.filter(({ target }) => target.kind === kind);
  const addMatter = async (name: string, targetKind?: string): Promise<void> => {
    const legalBasis = '《社会组织抽查暂行办法》';
    matters[name] = (
      await done('POST', '/matters', { agencyId, name, targetKind, legalBasis, importance: 'general' })
    ).id;
  };
  /** Draws a batch at once and gives its inspections in full. */
  const drawn = async (name: string, matterNames: readonly string[], rate: object): Promise<Answer['body'][]> => {
    const batch = await done('POST', `/plans/${planId}/batches`, {
      name,
      reason: '增加一批',
      matterIds: matterNames.map((each) => matters[each]),
      filter: [{ field: 'kind', in: ['社会团体', '民办非企业单位', '基金会'] }],
      rate,
      visitWindow: { afterDays: 0, days: 30 },
      schedule: { kind: 'date', at: new Date().toISOString() },
    });
    await call('POST', `/plans/${planId}/publish`, {});
    const path = `/api/v1/draws?batchId=${batch.id}`;
    const { items } = await server.until(path, admin, (body) => body.items[0]?.phase === 'issued');
    const list = (await done('GET', `/inspections?drawId=${items[0].id}&pageSize=100`)).items;
    return Promise.all(list.map(({ id }: { id: number }) => done('GET', `/inspections/${id}`)));
  };
  const publish = async (inspection: Answer['body']): Promise<void> => {
    const { state } = await done('GET', `/inspections/${inspection.id}`);
    if (state === 'issued') await takeSteps(server, admin, inspection.id, 'accept');
    await done('POST', `/inspections/${inspection.id}/findings`, {
      visitedOn: today(),
      findings: [{ code: 'no-problem-found' }],
    });
    await takeSteps(server, admin, inspection.id, 'review', 'publish');
  };

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    agencyId = (
      await done('POST', '/agencies', { code: 'MZJ', name: '某县民政局', level: 'county', regionCode: '110101' })
    ).id;
    await addMatter('社会团体检查', '社会团体');
    await addMatter('民办非企业单位检查', '民办非企业单位');
    await addMatter('基金会检查', '慈善信托、基金会');
    await addMatter('年度报告检查', '在本县登记的社会组织');
    for (const [name, kind] of [
      ['甲幼儿园', '民办非企业单位'],
      ['乙幼儿园', '民办非企业单位'],
      ['甲协会', '社会团体'],
      ['甲基金会', '基金会'],
    ] as const) {
      targets[name] = (await done('POST', '/targets', { agencyId, name, alias: `T-${name}`, kind })).id;
    }
    for (let n = 0; n < 4; n++) {
      const person = { agencyId, name: `执法员${n}`, certificateNumber: `Z${n}`, issuer: '某省司法厅' };
      await done('POST', '/inspectors', { ...person, validFrom: `${year - 1}-01-01`, validUntil: `${year + 2}-12-31` });
    }
    planId = (await done('POST', '/plans', { agencyId, year, title: '年度计划' })).id;
  });
  afterAll(() => server.stop());

  it('gives each inspection the matters for its target’s kind', async () => {
    inspections = await drawn('社会组织抽查', Object.keys(matters), { direction: 'at-least', millionths: 1_000_000 });
    expect(inspections).toHaveLength(4);
    const shown = Object.fromEntries(inspections.map((each) => [each.target.name, names(each.matters)]));
    expect(shown).toEqual({
      甲幼儿园: ['年度报告检查', '民办非企业单位检查'],
      乙幼儿园: ['年度报告检查', '民办非企业单位检查'],
      甲协会: ['年度报告检查', '社会团体检查'],
      甲基金会: ['基金会检查', '年度报告检查'],
    });
  });

  it('takes no finding on a matter that is for another kind', async () => {
    const [nursery] = inspectionsAt('民办非企业单位');
    const finding = (name: string): object => ({
      visitedOn: today(),
      findings: [{ code: 'unreachable', matterId: matters[name] }],
    });
    await takeSteps(server, admin, nursery.id, 'accept');
    const refused = await call('POST', `/inspections/${nursery.id}/findings`, finding('基金会检查'));
    expect([refused.status, refused.body.code]).toEqual([400, 'matter_not_inspected']);
    expect((await call('POST', `/inspections/${nursery.id}/findings`, finding('民办非企业单位检查'))).status).toBe(201);
  });

  it('counts two published kindergartens for their own matters, and for no others', async () => {
    for (const nursery of inspectionsAt('民办非企业单位')) await publish(nursery);
    const { matterCoverage, forecast } = await coverage();
    expect(matterCoverage).toMatchObject({ numerator: 2, denominator: 4, basisPoints: 5000 });
    expect(names(matterCoverage.missing)).toEqual(['基金会检查', '社会团体检查'].sort());
    for (const missing of matterCoverage.missing) expect(missing.drawnOn).toBe(today());
    expect(forecast).toMatchObject({ reached: false, on: today(), unplanned: [] });
  });

  it('goes by what was drawn, not by what register and checklist say today', async () => {
    await done('PATCH', `/targets/${targets.甲幼儿园}`, { kind: '基金会' });
    await done('PATCH', `/matters/${matters.基金会检查}`, { targetKind: '民办非企业单位' });
    const [nursery] = inspectionsAt('民办非企业单位');
    const now = await done('GET', `/inspections/${nursery.id}`);
    expect([now.target.kind, names(now.matters)]).toEqual(['民办非企业单位', ['年度报告检查', '民办非企业单位检查']]);
    expect((await coverage()).matterCoverage.numerator).toBe(2);
    await done('PATCH', `/targets/${targets.甲幼儿园}`, { kind: '民办非企业单位' });
    await done('PATCH', `/matters/${matters.基金会检查}`, { targetKind: '慈善信托、基金会' });

    await publish(inspectionsAt('基金会')[0]);
    const { matterCoverage } = await coverage();
    expect(matterCoverage.numerator).toBe(3);
    expect(names(matterCoverage.missing)).toEqual(['社会团体检查']);
  });

  it('has its figures in the statistics of the year, as a table too', async () => {
    const { matterCoverage, publicationRate, taskCompletion } = await coverage();
    const { figures } = await done('GET', `/statistics?agencyId=${agencyId}&year=${year}`);
    const values = new Map(figures.map(({ code, value }: { code: string; value: number }) => [code, value]));
    expect(['matters-covered', 'results-in-time', 'inspections'].map((code) => values.get(code))).toEqual([
      matterCoverage.numerator,
      publicationRate.numerator,
      taskCompletion.denominator,
    ]);
    for (const format of ['csv', 'xlsx']) {
      const file = await fetch(
        `${server.url}/api/v1/statistics/exports?agencyId=${agencyId}&year=${year}&format=${format}`,
        { headers: { authorization: `Bearer ${admin}` } },
      );
      expect([file.status, file.headers.get('content-disposition')]).toEqual([
        200,
        expect.stringContaining(`statistics-${year}.${format}`),
      ]);
    }
  });

  it('calls a matter drawn only where a target of its kind was', async () => {
    await addMatter('社会团体换届检查', '社会团体');
    await addMatter('民办非企业单位章程检查', '民办非企业单位');
    await addMatter('基金会信息公开检查', '基金会');
    const meant: Record<string, string> = {
      社会团体: '社会团体换届检查',
      民办非企业单位: '民办非企业单位章程检查',
      基金会: '基金会信息公开检查',
    };
    // the pool holds all three kinds, and one target is drawn
    const [only, ...more] = await drawn('专项抽查', Object.values(meant), { direction: 'number', number: 1 });
    expect(more).toEqual([]);
    const mine = meant[only.target.kind] ?? '';
    expect(names(only.matters)).toEqual([mine]);
    const { matterCoverage, forecast } = await coverage();
    const others = Object.values(meant).filter((name) => name !== mine);
    expect(names(forecast.unplanned)).toEqual(others.sort());
    const missing = new Map(matterCoverage.missing.map((each: { name: string }) => [each.name, each]));
    expect(missing.get(mine)).toMatchObject({ drawnOn: today(), plannedOn: null });
    for (const name of others) expect(missing.get(name)).toMatchObject({ drawnOn: null, plannedOn: null });
    expect(forecast).toMatchObject({ reached: false, on: null });
  });
});
