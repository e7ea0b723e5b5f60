import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import {
  BATCH,
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
import { type DueOccurrence } from './occurrences/due-occurrence.js';
import { OccurrenceSchedule } from './occurrences/occurrence-schedule.service.js';
import { Occurrence } from './occurrences/occurrence.entity.js';
import { OccurrencesService } from './occurrences/occurrences.service.js';
import { Plan } from './plans/plan.entity.js';

const DAYS = ['2026-03-01T01:00:00.000Z', '2026-04-01T01:00:00.000Z', '2026-05-01T01:00:00.000Z'];

onEachDatabase('Changes of a published plan', (database) => {
  let app: INestApplication;
  let dataSource: DataSource;
  let client: PlanningClient;
  let occurrences: OccurrencesService;
  let pastYear = 1900;
  let plan: number;
  let batch: number;
  let path: string;

  beforeAll(async () => {
    app = await openApplication(database);
    dataSource = app.get(DataSource);
    occurrences = app.get(OccurrencesService);
    client = new PlanningClient(app);
    await fillRegistry(dataSource);
  });
  afterAll(async () => app.close());
  beforeEach(async () => {
    clock.set(START);
    await dataSource.transaction((manager) => manager.update(Plan, { year: 2026 }, { year: pastYear++ }));
    const made = await client.published(MONTHLY);
    plan = made.plan;
    batch = made.batches[0] ?? 0;
    path = `plans/${plan}/batches/${batch}`;
  });

  const call: PlanningClient['call'] = (...request) => client.call(...request);
  const rows = (): Promise<Occurrence[]> =>
    dataSource.manager.find(Occurrence, { where: { batchId: batch }, order: { ordinal: 'ASC' } });
  const shown = async (): Promise<string[]> =>
    (await rows()).map((one) => `${one.ordinal} ${one.dueAt.toISOString().slice(0, 10)} ${one.state}`);
  /** Announcements of the jobs that will draw, by occurrence; a job of an occurrence that is gone counts as "gone". */
  const jobs = async (): Promise<string[]> => {
    const known = new Map((await rows()).map((one) => [String(one.id), one]));
    const others = new Set(
      (await dataSource.manager.find(Occurrence, { select: { id: true, batchId: true } }))
        .filter((one) => one.batchId !== batch)
        .map((one) => String(one.id)),
    );
    const waiting = await dataSource.manager.find(Job, {
      where: { kind: 'draw', state: 'waiting' },
      order: { dueAt: 'ASC' },
    });
    return waiting
      .filter((job) => !others.has(job.jobKey))
      .map((job) => `${known.get(job.jobKey)?.ordinal ?? 'gone'} ${job.dueAt.toISOString()}`);
  };
  const mark = (id: number | undefined, what: 'markDrawing' | 'markDrawn'): Promise<void> =>
    dataSource.transaction((manager) => occurrences[what](manager, id ?? 0));
  const version = async (): Promise<number> => (await call('GET', `plans/${plan}`)).body.version as number;

  it('needs a reason, makes a new version, and leaves moments alone that stay the same', async () => {
    expect(errorsOf(await call('PATCH', path, { name: '改名' }))).toEqual(['reason_required /reason']);
    expect(errorsOf(await call('POST', `plans/${plan}/batches`, BATCH))).toEqual(['reason_required /reason']);
    expect(errorsOf(await call('PATCH', `plans/${plan}`, { title: '改名' }))).toEqual(['reason_required /reason']);
    expect(errorsOf(await call('POST', `${path}/cancel`, {}))).toEqual(['text /reason']);
    expect(await version()).toBe(3);
    const before = await rows();
    const answer = await call('PATCH', path, { name: '改名', teamSize: 3, reason: '人员到位' });
    expect(answer).toMatchObject({ status: 200, etag: '"2"', body: { name: '改名', teamSize: 3, version: 2 } });
    expect(await rows()).toEqual(before);
    expect(await version()).toBe(4);
    const history = (await call('GET', `${path}/history`)).body as { action: string; before: object; after: object }[];
    expect(history[0]).toMatchObject({
      action: 'updated',
      before: { teamSize: 2 },
      after: { teamSize: 3, reason: '人员到位' },
    });
    expect((await occurrences.load(before[0]?.id ?? 0)).plan.version).toBe(2);
  });

  it('moves what is not begun to the new moments, with its jobs, and keeps what is drawn', async () => {
    const [first] = await rows();
    await mark(first?.id, 'markDrawing');
    await mark(first?.id, 'markDrawn');
    clock.set(new Date('2026-03-02T00:00:00Z'));
    const schedule = { kind: 'cron', expression: '0 9 1 3,6,7 *' };
    const answer = await call('PATCH', path, { schedule, noticeMinutes: 0, reason: '改到夏天' });
    expect(answer).toMatchObject({ status: 200, body: { nextDueAt: '2026-06-01T01:00:00.000Z' } });
    expect(await shown()).toEqual(['1 2026-03-01 drawn', '2 2026-06-01 planned', '3 2026-07-01 planned']);
    // job 1 belongs to the draw that is over; here nothing ran it
    expect(await jobs()).toEqual([
      '1 2026-03-01T00:50:00.000Z',
      '2 2026-06-01T01:00:00.000Z',
      '3 2026-07-01T01:00:00.000Z',
    ]);
    // back again, to moments whose first jobs were cancelled: they are drawn all the same
    await call('PATCH', path, { schedule: MONTHLY.schedule, noticeMinutes: 10, reason: '改回' });
    expect(await shown()).toEqual(['1 2026-03-01 drawn', '2 2026-04-01 planned', '3 2026-05-01 planned']);
    expect((await jobs()).slice(1)).toEqual(['2 2026-04-01T00:50:00.000Z', '3 2026-05-01T00:50:00.000Z']);
  });

  it('a longer notice alone moves the announcements', async () => {
    await call('PATCH', path, { noticeMinutes: 1440, reason: '提前公告' });
    expect((await shown()).map((one) => one.slice(0, 12))).toEqual(['1 2026-03-01', '2 2026-04-01', '3 2026-05-01']);
    expect(await jobs()).toEqual(
      DAYS.map((day, at) => `${at + 1} ${new Date(Date.parse(day) - 86_400_000).toISOString()}`),
    );
  });

  it('a batch that is being drawn is neither changed nor cancelled, nor its plan renamed', async () => {
    const [first] = await rows();
    await mark(first?.id, 'markDrawing');
    for (const answer of [
      await call('PATCH', path, { name: '改名', reason: '理由' }),
      await call('POST', `${path}/cancel`, { reason: '理由' }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'batch_being_drawn' } });
    }
    expect(await call('PATCH', `plans/${plan}`, { title: '改名', reason: '理由' })).toMatchObject({
      status: 409,
      body: { code: 'plan_being_drawn', batches: ['B01'] },
    });
    expect(await version()).toBe(3);
    // another batch may be added meanwhile, and what was never promised can be given another date
    expect(await call('POST', `plans/${plan}/batches`, { ...BATCH, reason: '追加' })).toMatchObject({
      status: 201,
      body: { code: 'B02', nextDueAt: DAYS[0]?.replace('03-01', '03-05') },
    });
    await dataSource.transaction((manager) =>
      occurrences.markFailed(manager, first?.id ?? 0, { zh: '无人', en: 'nobody' }),
    );
    await call('PATCH', path, { schedule: { kind: 'date', at: '2026-03-09' }, reason: '重抽' });
    expect(await shown()).toEqual(['1 2026-03-01 failed', '2 2026-03-09 planned']);
    expect((await call('GET', `plans/${plan}/occurrences?state=failed`)).body.items).toMatchObject([
      { failure: { zh: '无人' } },
    ]);
  });

  it('a batch whose draw was promised and came to nothing changes only after that draw was voided', async () => {
    const [first] = await rows();
    await mark(first?.id, 'markDrawing');
    await dataSource.transaction((manager) =>
      occurrences.markStopped(manager, first?.id ?? 0, { zh: '无人', en: 'nobody' }),
    );
    const another = { schedule: { kind: 'date', at: '2026-03-09' }, reason: '重抽' };
    for (const answer of [
      await call('PATCH', path, another),
      await call('POST', `${path}/cancel`, { reason: '理由' }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'batch_draw_stopped' } });
    }
    expect((await shown())[0]).toBe('1 2026-03-01 stopped');
    await dataSource.transaction((manager) =>
      occurrences.markVoided(manager, first?.id ?? 0, { zh: '作废', en: 'void' }),
    );
    expect(await call('PATCH', path, another)).toMatchObject({ status: 200 });
  });

  it('a cancelled batch stays cancelled, and nothing more of it is drawn', async () => {
    const [first, second] = await rows();
    await mark(first?.id, 'markDrawing');
    await mark(first?.id, 'markDrawn');
    expect(await call('POST', `${path}/cancel`, { reason: '机构改革' })).toMatchObject({
      status: 200,
      body: { cancelled: true, nextDueAt: null, version: 2 },
    });
    expect(await shown()).toEqual(['1 2026-03-01 drawn', '2 2026-04-01 cancelled', '3 2026-05-01 cancelled']);
    expect((await jobs()).slice(1)).toEqual([]);
    await expect(mark(second?.id, 'markDrawing')).rejects.toMatchObject({ code: 'occurrence_not_in_state' });
    expect(await call('PATCH', path, { name: 'x', reason: 'y' })).toMatchObject({
      status: 409,
      body: { code: 'batch_cancelled' },
    });
    expect(await call('POST', `${path}/cancel`, { reason: 'y' })).toMatchObject({ status: 409 });
    expect((await call('GET', `plans/${plan}/batches?cancelled=false`)).body.total).toBe(0);
    expect((await call('GET', `plans/${plan}/batches?matterId=1`)).body.total).toBe(1);
    expect((await call('GET', `plans/${plan}/batches?matterId=2`)).body.total).toBe(0);
    expect(await occurrences.ofYear([2], 2026)).toHaveLength(1);
  });

  it('an occurrence moves on only from the state that it is in', async () => {
    const [first] = await rows();
    await expect(mark(first?.id, 'markDrawn')).rejects.toMatchObject({ code: 'occurrence_not_in_state' });
    await mark(first?.id, 'markDrawing');
    await expect(mark(first?.id, 'markDrawing')).rejects.toMatchObject({ code: 'occurrence_not_in_state' });
    await expect(occurrences.load(2_000_000_000)).rejects.toMatchObject({ code: 'not_found' });
  });

  describe('two at once', () => {
    const statuses = (answers: readonly Answer[]): number[] => answers.map((answer) => answer.status).sort();

    it('who started from an older version is told so', async () => {
      const stale = { 'if-match': '"1"' };
      const answers = await Promise.all([
        call('PATCH', path, { name: '甲', reason: '甲' }, stale),
        call('PATCH', path, { name: '乙', reason: '乙' }, stale),
      ]);
      expect(statuses(answers)).toEqual([200, 412]);
      expect(await version()).toBe(4);
      expect(
        await call('POST', `plans/${plan}/batches`, { ...BATCH, reason: 'x' }, { 'if-match': '"3"' }),
      ).toMatchObject({ status: 412 });
      expect(await call('POST', `${path}/cancel`, { reason: 'x' }, stale)).toMatchObject({ status: 412 });
    });

    it('who named no version follows the other, and neither change is lost', async () => {
      const answers = await Promise.all([
        call('PATCH', path, { name: '甲', reason: '甲' }),
        call('PATCH', path, { teamSize: 3, reason: '乙' }),
        call('POST', `plans/${plan}/batches`, { ...BATCH, reason: '丙' }),
        call('POST', `plans/${plan}/batches`, { ...BATCH, reason: '丁' }),
      ]);
      expect(statuses(answers)).toEqual([200, 200, 201, 201]);
      expect((await call('GET', path)).body).toMatchObject({ name: '甲', teamSize: 3, version: 3 });
      expect(
        ((await call('GET', `plans/${plan}/batches`)).body.items as { code: string }[]).map((one) => one.code),
      ).toEqual(['B01', 'B02', 'B03']);
      expect(await version()).toBe(7);
    });

    it('a plan is published once', async () => {
      await dataSource.transaction((manager) => manager.update(Plan, { year: 2026 }, { year: pastYear++ }));
      const other = await client.draft();
      batch = await client.addBatch(other, MONTHLY);
      const answers = await Promise.all([1, 2, 3].map(() => call('POST', `plans/${other}/publish`)));
      expect(statuses(answers)).toEqual([200, 409, 409]);
      expect(await shown()).toHaveLength(3);
    });

    it('a draw that starts in the middle of a change waits for it, and sees what it made', async () => {
      const schedule = app.get(OccurrenceSchedule);
      const [planned] = await rows();
      let begun: Promise<DueOccurrence> | undefined;
      const spy = jest.spyOn(schedule, 'locked').mockImplementationOnce(async (...given) => {
        spy.mockRestore();
        const found = await schedule.locked(...given);
        begun = dataSource.transaction(async (manager) => {
          // a first look, which on MySQL fixes what plain reads of this transaction see
          await manager.findOneBy(Plan, { id: plan });
          await occurrences.markDrawing(manager, planned?.id ?? 0);
          return occurrences.load(planned?.id ?? 0, manager);
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
        return found;
      });
      expect(await call('PATCH', path, { teamSize: 3, reason: '先改' })).toMatchObject({ status: 200 });
      expect((await begun)?.batch.team.seats[0]?.count).toBe(3);
      expect(await shown()).toContain('1 2026-03-01 drawing');
    });

    it('a change and the start of a draw: the draw sees the terms that hold, and they hold until it is over', async () => {
      for (let round = 0; round < 12; round++) {
        const planned = (await rows()).find((one) => one.state === 'planned');
        const teamSize = 2 + (round % 2);
        // every other change moves the occurrences as well
        const more = round % 4 < 2 ? {} : { noticeMinutes: 11 + round };
        const [changed, begun] = await Promise.all([
          call('PATCH', path, { teamSize, ...more, reason: '并发' }),
          dataSource
            .transaction(async (manager) => {
              await occurrences.markDrawing(manager, planned?.id ?? 0);
              return occurrences.load(planned?.id ?? 0, manager);
            })
            .catch(() => undefined),
        ]);
        const held = (await call('GET', path)).body as { teamSize: number };
        if (begun === undefined) expect(changed.status).toBe(200);
        else expect(begun.batch.team.seats[0]?.count).toBe(held.teamSize);
        if (changed.status === 200) expect(held.teamSize).toBe(teamSize);
        else expect(changed).toMatchObject({ status: 409, body: { code: 'batch_being_drawn' } });

        const waiting = (await rows()).filter((one) => one.state === 'planned');
        const toDraw = await jobs();
        expect(toDraw.filter((job) => job.startsWith('gone'))).toEqual([]);
        for (const one of waiting) expect(toDraw).toContain(`${one.ordinal} ${one.announceAt.toISOString()}`);
        if (begun === undefined) continue;
        await dataSource.transaction((manager) =>
          occurrences.markFailed(manager, planned?.id ?? 0, { zh: '止', en: 'stop' }),
        );
        const schedule = { kind: 'date', at: `2026-06-${10 + round}` };
        expect(await call('PATCH', path, { schedule, reason: '再排' })).toMatchObject({ status: 200 });
      }
    });
  });
});
