import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bothVerifiers } from '../support/both-verifiers.js';
import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, year } from '../support/hostile-house.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

type Body = Answer['body'];

/** A county with four inspectors, three targets and, later on, experts. */
onEachDatabase("experts' seats", (database) => {
  let server: TestServer;
  let admin: string;
  let second: string;
  let dir: string;
  let county: number;
  let plan: number;
  let matter: number;
  const experts: Record<string, number> = {};

  const get = async (path: string): Promise<Body> =>
    (await server.call('GET', `/api/v1${path}`, { token: admin })).body;
  const post = (path: string, body: unknown, token = admin): Promise<Answer> =>
    server.call('POST', `/api/v1${path}`, { token, body });
  const make = async (path: string, body: unknown): Promise<number> =>
    (await made(server, admin, path, body)).id as number;
  const refused = async (answer: Promise<Answer>): Promise<string> => {
    const { body, status } = await answer;
    const faults = ((body.errors ?? []) as { code: string; pointer: string }[]).map(
      (one) => `${one.code} ${one.pointer}`,
    );
    return [status, ...faults].join(' ');
  };
  const issued = async (batchId: number): Promise<Body> => {
    const { items } = await server.until(
      `/api/v1/draws?batchId=${batchId}`,
      admin,
      (body) => body.items[0]?.phase === 'issued',
      60,
    );
    return items[0];
  };
  const inspectionsOf = async (drawId: number): Promise<Body[]> => (await get(`/inspections?drawId=${drawId}`)).items;
  /** The evidence, of which both verifiers say that it holds. */
  const evidenceOf = async (number: string): Promise<Body> => {
    const response = await fetch(`${server.url}/api/v1/public/draws/${number}/evidence`);
    const text = await response.text();
    const path = join(dir, `${number}.json`);
    writeFileSync(path, text);
    const told = await bothVerifiers(path);
    expect([number, told.map(([status]) => status)]).toEqual([number, [0, 0]]);
    return JSON.parse(text);
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-experts-'));
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    county = await make('/agencies', { code: 'EX', name: '专家县民政局', level: 'county' });
    const user = { displayName: '另一人', password: PASSWORD, role: 'planner', agencyId: county };
    await make('/users', { username: 'second', ...user });
    second = await server.signIn('second');
    for (let n = 0; n < 4; n++) await make('/inspectors', inspectorBody(county, `EX-${n}`));
    for (let n = 0; n < 3; n++) {
      await make('/targets', { agencyId: county, name: `协会${n}`, alias: `EX-T${n}`, kind: '社会团体' });
    }
    matter = await make('/matters', { agencyId: county, name: '检查', legalBasis: '《慈善法》' });
    plan = await make('/plans', { agencyId: county, year: year(), title: '专家计划' });
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  it('are refused at the plan where too few experts may go, and the appointment of one is told whole', async () => {
    const create = (more: object): Promise<Answer> => post(`/plans/${plan}/batches`, batchBody(matter, more));
    expect(await refused(create({ expertSeats: 1 }))).toMatch(/ too_few_experts \/expertSeats$/);
    expect(await refused(create({ expertSeats: 6 }))).toMatch(/^400 .* \/expertSeats$/);
    expect(await refused(create({ expertSeats: -1 }))).toMatch(/^400 .* \/expertSeats$/);
    // one expert never makes up for an inspector
    expect(await refused(create({ teamSize: 1, expertSeats: 1 }))).toMatch(/^400 .* \/teamSize/);
    const expert = (name: string, more: object = {}): object => ({ agencyId: county, name, expert: true, ...more });
    experts.free = await make('/inspectors', expert('无聘书'));
    const days = { validFrom: `${year()}-01-01`, validUntil: `${year() + 1}-12-31` };
    experts.appointed = await make('/inspectors', expert('有聘书', { certificateNumber: 'APP-1', ...days }));
    const over = { certificateNumber: 'APP-2', validFrom: `${year() - 1}-01-01`, validUntil: `${year() - 1}-12-31` };
    experts.over = await make('/inspectors', expert('聘期已满', over));
    expect(await refused(post('/inspectors', expert('半份', { validUntil: days.validUntil })))).toBe(
      '400 appointment_incomplete /certificateNumber appointment_incomplete /validFrom',
    );
    expect(await refused(create({ expertSeats: 3 }))).toMatch(/ too_few_experts \/expertSeats$/);
    expect(await refused(create({ expertSeats: 1, maxLoad: 1, rate: { direction: 'number', number: 3 } }))).toMatch(
      /load_too_low \/maxLoad/,
    );
  });

  it('come on top of the inspectors, are said to be so, and hold for both verifiers; who leaves one is followed by an expert', async () => {
    const answer = await post(`/plans/${plan}/batches`, batchBody(matter, { expertSeats: 1 }));
    expect(answer.body).toMatchObject({ expertSeats: 1, teamSize: 2 });
    const plain = (await post(`/plans/${plan}/batches`, batchBody(matter))).body;
    expect(plain).toMatchObject({ expertSeats: 0 });
    await made(server, admin, `/plans/${plan}/submit`, {});
    expect((await post(`/plans/${plan}/approve`, {}, second)).status).toBeLessThan(300);
    await made(server, admin, `/plans/${plan}/publish`, {});
    const draw = await issued(answer.body.id as number);
    const { inspectors, manifest } = await evidenceOf(draw.number as string);
    expect(manifest.pairing.rules[0].seats).toEqual([
      { agencies: ['EX'], count: 2, qualifications: [] },
      { agencies: ['EX'], count: 1, expert: true, qualifications: [] },
    ]);
    expect((manifest.reasons as { code: string }[]).map(({ code }) => code)).toContain('experts');
    const leaves = (inspectors as { name: string; expert?: true; certificate?: object }[]).filter((one) => one.expert);
    expect(leaves.map(({ certificate, name }) => [name, certificate !== undefined]).sort()).toEqual([
      ['无聘书', false],
      ['有聘书', true],
      ['聘期已满', true],
    ]);
    const inspections = await inspectionsOf(draw.id as number);
    expect(inspections).toHaveLength(3);
    for (const { team } of inspections as { team: { expert: boolean; inspectorId: number }[] }[]) {
      expect(team.map(({ expert }) => expert)).toEqual([false, false, true]);
      expect([experts.free, experts.appointed]).toContain(team[2]!.inspectorId);
      for (const { inspectorId } of team.slice(0, 2)) expect(Object.values(experts)).not.toContain(inspectorId);
    }

    const [first] = inspections as [Body];
    const leaving = first.team[2].inspectorId as number;
    const amendment = await make(`/draws/${draw.id as number}/amendments`, {
      kind: 'replacement',
      cause: 'illness',
      reason: { zh: '住院' },
      seats: [
        // the inspector first: whoever is drawn takes a seat of his own kind, in whatever order they are named
        { inspectionId: first.id, inspectorId: first.team[0].inspectorId },
        { inspectionId: first.id, inspectorId: leaving },
      ],
    });
    expect((await post(`/amendments/${amendment}/approve`, {}, second)).status).toBeLessThan(300);
    const after = (await server.until(
      `/api/v1/inspections/${first.id as number}`,
      admin,
      (body) => body.team[2].inspectorId !== leaving,
      60,
    )) as { team: { expert: boolean; inspectorId: number }[] };
    expect(after.team.map(({ expert }) => expert)).toEqual([false, false, true]);
    expect([experts.free, experts.appointed]).toContain(after.team[2]!.inspectorId);
    expect(Object.values(experts)).not.toContain(after.team[0]!.inspectorId);

    const other = await issued(plain.id as number);
    const file = await evidenceOf(other.number as string);
    expect((file.inspectors as { expert?: true }[]).filter((one) => one.expert)).toEqual([]);
    for (const { team } of await inspectionsOf(other.id as number)) expect(team).toHaveLength(2);
  });
});
