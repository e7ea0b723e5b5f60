import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { type INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import {
  clock,
  fillRegistry,
  MONTHLY,
  openApplication,
  PlanningClient,
  START,
} from '../../test/support/planning-house.js';
import { JobHandlers, type ClaimedJob, type Outcome } from '../platform/jobs/job-handlers.js';
import { Job } from '../platform/jobs/job.entity.js';
import { WATCH_JOB } from './calendar/working-days/calendar-watch.service.js';
import { WorkingDayOverride } from './calendar/working-days/working-day-override.entity.js';
import { OccurrenceSchedule } from './occurrences/occurrence-schedule.service.js';
import { Occurrence } from './occurrences/occurrence.entity.js';
import { OccurrencesService } from './occurrences/occurrences.service.js';
import { Plan } from './plans/plan.entity.js';

onEachDatabase('When the working days change', (database) => {
  let app: INestApplication;
  let dataSource: DataSource;
  let client: PlanningClient;
  let pastYear = 1900;
  const call: PlanningClient['call'] = (...request) => client.call(...request);
  const rule = (restDays: string, expression = '0 9 1 3-5 *'): object => ({
    ...MONTHLY,
    schedule: { kind: 'cron', expression, restDays },
  });
  const run = (kind = 'working-days'): Promise<Outcome> =>
    app.get(JobHandlers).of(kind)({ key: 'x', fence: () => Promise.resolve() } as unknown as ClaimedJob);
  const shown = async (batchId: number | undefined): Promise<string[]> =>
    (await dataSource.manager.find(Occurrence, { where: { batchId: batchId ?? 0 }, order: { dueAt: 'ASC' } })).map(
      (one) =>
        `${one.dueAt.toISOString().slice(5, 10)} ${one.state}${one.movedFrom === null ? '' : ` from ${one.movedFrom.map((from) => from.slice(5, 10)).join()}`}`,
    );
  const notice = (...off: string[]): Promise<unknown> =>
    call(
      'PUT',
      'working-days/2026',
      {
        source: '国办发明电〔2026〕9号',
        days: off.map((day) => ({ day, working: false, name: '调整' })),
      },
      { 'x-caller': 'all' },
    );

  beforeAll(async () => {
    app = await openApplication(database);
    dataSource = app.get(DataSource);
    client = new PlanningClient(app);
    await fillRegistry(dataSource);
  });
  afterAll(async () => app.close());
  beforeEach(async () => {
    clock.set(START);
    await dataSource.transaction(async (manager) => {
      await manager.update(Plan, { year: 2026 }, { year: pastYear++ });
      await manager.createQueryBuilder().delete().from(WorkingDayOverride).execute();
      await manager.delete(Job, { kind: 'working-days' });
    });
  });

  it('what was planned moves by its rule, with a record that names the notice; what has no rule stays', async () => {
    const { plan, batches } = await client.published(rule('next'), rule('previous'), rule('skip'), rule('keep'));
    expect(await Promise.all(batches.map(shown))).toEqual([
      ['03-02 planned from 03-01', '04-01 planned', '05-06 planned from 05-01'],
      ['02-28 planned from 03-01', '04-01 planned', '04-30 planned from 05-01'],
      ['04-01 planned'],
      ['03-01 planned', '04-01 planned', '05-01 planned'],
    ]);
    await notice('2026-04-01');
    expect(await dataSource.manager.countBy(Job, { kind: 'working-days', state: 'waiting' })).toBe(1);
    const before = (await call('GET', `plans/${plan}`)).body;
    expect(await run()).toEqual({ done: true });
    const after = [
      ['03-02 planned from 03-01', '04-02 planned from 04-01', '05-06 planned from 05-01'],
      ['02-28 planned from 03-01', '03-31 planned from 04-01', '04-30 planned from 05-01'],
      ['04-01 planned'],
      ['03-01 planned', '04-01 planned', '05-01 planned'],
    ];
    // of the third nothing would be left, so it keeps its moment for a person to change
    expect(await Promise.all(batches.map(shown))).toEqual(after);
    const [told] = (await call('GET', `plans/${plan}/batches/${batches[0]}/history`)).body;
    expect(told).toMatchObject({ action: 'rearranged', after: { notices: ['国办发明电〔2026〕9号'] } });
    const changed = (await call('GET', `plans/${plan}`)).body;
    expect([changed.version, changed.edition]).toEqual([before.version + 2, before.edition + 2]);
    // a second time changes nothing
    expect(await run()).toEqual({ done: true });
    expect((await call('GET', `plans/${plan}`)).body.version).toBe(changed.version);
    // and taken back, everything is where it was
    await notice();
    await run();
    expect((await Promise.all(batches.map(shown)))[0]).toContain('04-01 planned');
  });

  it('moves are shown where people look', async () => {
    const { plan } = await client.published(rule('next', '0 9 1 5 *'));
    const { items } = (await call('GET', `plans/${plan}/occurrences`)).body;
    expect(items).toMatchObject([{ dueAt: '2026-05-06T01:00:00.000Z', movedFrom: ['2026-05-01T01:00:00.000Z'] }]);
    const batch = (await call('GET', `plans/${plan}/batches`)).body.items[0];
    expect(batch.schedule).toMatchObject({ restDays: 'next', lateMinutes: 1440 });
  });

  it('what has begun stays, and one that is being drawn keeps no other one back', async () => {
    const { batches } = await client.published(rule('next', '0 9 1,2 4 *'), rule('next', '0 9 1 4 *'));
    const first = await dataSource.manager.findOneByOrFail(Occurrence, { batchId: batches[0] ?? 0, ordinal: 1 });
    const occurrences = app.get(OccurrencesService);
    await dataSource.transaction((manager) => occurrences.markDrawing(manager, first.id));
    await notice('2026-04-01', '2026-04-02');
    expect(await run()).toHaveProperty('again');
    expect(await shown(batches[0])).toEqual(['04-01 drawing', '04-02 planned']);
    expect(await shown(batches[1])).toEqual(['04-03 planned from 04-01']);
    await dataSource.transaction((manager) => occurrences.markDrawn(manager, first.id));
    expect(await run()).toEqual({ done: true });
    expect((await shown(batches[0])).map((one) => one.slice(0, 13))).toEqual(['04-01 drawn', '04-03 planned']);
  });

  it('broken off half-way it goes on', async () => {
    const { batches } = await client.published(rule('next', '0 9 1 4 *'), rule('next', '0 9 1 4 *'));
    await notice('2026-04-01');
    const schedule = app.get(OccurrenceSchedule);
    const whole = schedule.arrange.bind(schedule);
    let calls = 0;
    const spy = jest.spyOn(schedule, 'arrange').mockImplementation((...given) => {
      if (++calls > 1) throw new Error('the machine is gone');
      return whole(...given);
    });
    await expect(run()).rejects.toThrow('the machine is gone');
    spy.mockRestore();
    expect(await Promise.all(batches.map(shown))).toEqual([['04-02 planned from 04-01'], ['04-01 planned']]);
    expect(await run()).toEqual({ done: true });
    expect(await Promise.all(batches.map(shown))).toEqual([['04-02 planned from 04-01'], ['04-02 planned from 04-01']]);
    const jobs = await dataSource.manager.findBy(Job, { kind: 'draw', state: 'waiting' });
    const ids = (await dataSource.manager.find(Occurrence)).map(({ id }) => String(id));
    expect(jobs.filter(({ jobKey }) => !ids.includes(jobKey))).toEqual([]);
  });

  it('other data of the library after an upgrade are noticed once', async () => {
    expect(await run(WATCH_JOB)).toHaveProperty('again');
    await run(WATCH_JOB);
    expect(await dataSource.manager.countBy(Job, { kind: 'working-days' })).toBeLessThanOrEqual(1);
    await dataSource.transaction(async (manager) => {
      await manager.query(`UPDATE settings SET value = 'of an older version' WHERE name = 'working-days.library'`);
      await manager.delete(Job, { kind: 'working-days' });
    });
    await run(WATCH_JOB);
    await run(WATCH_JOB);
    expect(await dataSource.manager.countBy(Job, { kind: 'working-days' })).toBe(1);
  });
});
