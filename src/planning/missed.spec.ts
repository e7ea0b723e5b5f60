import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import {
  clock,
  errorsOf,
  fillRegistry,
  MONTHLY,
  openApplication,
  PlanningClient,
  START,
  type Answer,
} from '../../test/support/planning-house.js';
import { Job } from '../platform/jobs/job.entity.js';
import { Occurrence } from './occurrences/occurrence.entity.js';
import { OccurrencesService } from './occurrences/occurrences.service.js';
import { Plan } from './plans/plan.entity.js';

const HOUR = 3_600_000;

onEachDatabase('An occurrence that was missed', (database) => {
  let app: INestApplication;
  let dataSource: DataSource;
  let client: PlanningClient;
  let pastYear = 1900;
  let plan: number;
  let batch: number;
  let id: number;
  const call: PlanningClient['call'] = (...request) => client.call(...request);
  const decide = (body: object, headers: object = {}, of = id): Promise<Answer> =>
    call('POST', `plans/${plan}/occurrences/${of}/decision`, body, headers);
  const rows = (): Promise<Occurrence[]> =>
    dataSource.manager.find(Occurrence, { where: { batchId: batch }, order: { ordinal: 'ASC' } });
  const jobsOf = async (occurrence: number): Promise<string[]> =>
    (
      await dataSource.manager.find(Job, { where: { kind: 'draw', jobKey: String(occurrence) }, order: { id: 'ASC' } })
    ).map((job) => job.dueAt.toISOString());
  const version = async (): Promise<number> => (await call('GET', `plans/${plan}`)).body.version as number;

  beforeAll(async () => {
    app = await openApplication(database);
    dataSource = app.get(DataSource);
    client = new PlanningClient(app);
    await fillRegistry(dataSource);
  });
  afterAll(async () => app.close());
  beforeEach(async () => {
    clock.set(START);
    await dataSource.transaction((manager) => manager.update(Plan, { year: 2026 }, { year: pastYear++ }));
    const made = await client.published({ ...MONTHLY, schedule: { ...MONTHLY.schedule, lateMinutes: 60 } });
    plan = made.plan;
    batch = made.batches[0] ?? 0;
    id = (await rows())[0]?.id ?? 0;
    clock.set(new Date('2026-03-01T03:00:00Z'));
    const occurrences = app.get(OccurrencesService);
    await dataSource.transaction(async (manager) => {
      await occurrences.markDrawing(manager, id);
      await occurrences.markMissed(manager, await occurrences.load(id, manager), clock.now());
    });
  });

  it('is shown with its reason, on record, and keeps nothing else back', async () => {
    const { items } = (await call('GET', `plans/${plan}/occurrences?state=missed`)).body;
    expect(items).toMatchObject([
      { id, state: 'missed', dueAt: '2026-03-01T01:00:00.000Z', drawAt: null, decision: null },
    ]);
    expect(items[0].failure.zh).toContain('60 分钟');
    const history = (await call('GET', `plans/${plan}/batches/${batch}/history`)).body;
    expect(history[0]).toMatchObject({ action: 'occurrence-missed', after: { occurrence: id, lateMinutes: 60 } });
    expect((await rows()).map(({ state }) => state)).toEqual(['missed', 'planned', 'planned']);
    const change = { reason: '改期', schedule: { kind: 'cron', expression: '0 9 2 3-5 *' } };
    expect((await call('PATCH', `plans/${plan}/batches/${batch}`, change)).status).toBe(200);
    const after = await rows();
    expect(after.map(({ state }) => state)).toEqual(['missed', 'planned', 'planned', 'planned']);
    expect(after[0]).toMatchObject({ id, ordinal: 1 });
  });

  it('is drawn at a later moment: planned again, with a job of its own, and planned away by nobody', async () => {
    const before = await version();
    const answer = await decide({ decision: 'draw', dueAt: '2026-03-10T09:00:00+08:00', reason: '服务器停机' });
    expect(answer).toMatchObject({
      status: 200,
      etag: `"${before + 1}"`,
      body: {
        id,
        state: 'planned',
        dueAt: '2026-03-01T01:00:00.000Z',
        drawAt: '2026-03-10T01:00:00.000Z',
        announceAt: '2026-03-10T00:50:00.000Z',
        failure: null,
        visit: { from: '2026-03-11', until: '2026-04-09' },
        decision: { decision: 'draw', reason: '服务器停机', by: 'system', at: '2026-03-01T03:00:00.000Z' },
      },
    });
    expect(await jobsOf(id)).toEqual(['2026-03-01T00:50:00.000Z', '2026-03-10T00:50:00.000Z']);
    const loaded = await app.get(OccurrencesService).load(id);
    expect(loaded).toMatchObject({
      dueAt: new Date('2026-03-10T01:00:00Z'),
      announceAt: new Date('2026-03-10T00:50:00Z'),
      visit: { from: '2026-03-11' },
      drawnOn: '2026-03-10',
    });
    expect((await call('GET', `plans/${plan}/batches/${batch}`)).body.nextDueAt).toBe('2026-03-10T01:00:00.000Z');
    const change = { reason: '改期', schedule: { kind: 'cron', expression: '0 9 2 3-5 *' } };
    expect((await call('PATCH', `plans/${plan}/batches/${batch}`, change)).status).toBe(200);
    expect((await rows())[0]).toMatchObject({ id, state: 'planned', drawAt: new Date('2026-03-10T01:00:00Z') });
    const [told] = (await call('GET', `plans/${plan}/batches/${batch}/history`)).body.filter(
      (one: { action: string }) => one.action === 'occurrence-redated',
    );
    expect(told).toMatchObject({ after: { occurrence: id, reason: '服务器停机', state: 'planned' } });
    expect((await decide({ decision: 'drop', reason: '再想想' })).body).toMatchObject({
      code: 'occurrence_not_missed',
      state: 'planned',
    });
    // cancelled with its batch, job and all
    expect((await call('POST', `plans/${plan}/batches/${batch}/cancel`, { reason: '取消' })).status).toBe(200);
    expect((await rows()).every(({ state }) => state === 'cancelled')).toBe(true);
  });

  it('is drawn as soon as the notice allows, where no moment is named', async () => {
    const answer = await decide({ decision: 'draw', reason: '服务器停机' });
    expect(answer.body).toMatchObject({ drawAt: '2026-03-01T03:10:00.000Z', announceAt: '2026-03-01T03:00:00.000Z' });
    expect(await jobsOf(id)).toEqual(['2026-03-01T00:50:00.000Z', '2026-03-01T03:00:00.000Z']);
  });

  it('is dropped, and stays in sight with its reason', async () => {
    const answer = await decide({ decision: 'drop', reason: '对象已全部检查' });
    expect(answer).toMatchObject({
      status: 200,
      body: { id, state: 'dropped', decision: { decision: 'drop', reason: '对象已全部检查' } },
    });
    expect(answer.body.failure.zh).toContain('超过允许');
    expect(await jobsOf(id)).toHaveLength(1);
    expect((await call('GET', `plans/${plan}/occurrences?state=dropped`)).body.total).toBe(1);
    const seen = await app.get(OccurrencesService).ofYear([2], 2026);
    expect(seen.map((one) => one.id)).not.toContain(id);
  });

  it('refuses what cannot be', async () => {
    const draw = { decision: 'draw', reason: '停机' };
    expect(errorsOf(await decide({ ...draw, dueAt: '2026-03-01T03:09:59.999Z' }))).toEqual(['draw_too_soon /dueAt']);
    expect(errorsOf(await decide({ ...draw, dueAt: '2027-01-01T00:00:00+08:00' }))).toEqual([
      'outside_plan_year /dueAt',
    ]);
    expect(errorsOf(await decide({ decision: 'drop', reason: '停机', dueAt: '2026-04-01T03:00:00Z' }))).toEqual([
      'superfluous /dueAt',
    ]);
    expect((await decide({ decision: 'draw' })).status).toBe(400);
    expect((await decide({ decision: 'later', reason: '停机' })).status).toBe(400);
    expect((await decide(draw, { 'if-match': '"1"' })).status).toBe(412);
    expect((await decide(draw, { 'x-caller': 'neighbour' })).status).toBe(404);
    expect((await decide(draw, {}, 2_000_000)).status).toBe(404);
    const [, second] = await rows();
    const waits = await decide(draw, {}, second?.id);
    expect(waits).toMatchObject({ status: 409, body: { code: 'occurrence_not_missed', state: 'planned' } });
    expect((await rows())[0]).toMatchObject({ state: 'missed', decision: null });
    // the batch was called off, and with it what nobody had decided
    expect((await call('POST', `plans/${plan}/batches/${batch}/cancel`, { reason: '取消' })).status).toBe(200);
    expect(await decide(draw)).toMatchObject({ status: 409, body: { state: 'cancelled' } });
  });

  it('of two decisions at once one holds', async () => {
    const answers = await Promise.all([
      decide({ decision: 'draw', reason: '甲', dueAt: new Date(clock.now().getTime() + HOUR).toISOString() }),
      decide({ decision: 'drop', reason: '乙' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = (await rows())[0];
    expect(kept?.decision?.decision).toBe(answers[0]?.status === 200 ? 'draw' : 'drop');
    expect(await jobsOf(id)).toHaveLength(kept?.state === 'planned' ? 2 : 1);
  });
});
