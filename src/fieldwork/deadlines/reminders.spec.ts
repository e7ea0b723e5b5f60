import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { ENTITIES } from '../../entities.js';
import { onEachDatabase } from '../../../test/support/databases.js';
import { FieldRows } from '../../../test/support/field-rows.js';
import { type Caller } from '../../accounts/caller.js';
import { WorkingDays } from '../../planning/calendar/working-days/working-days.service.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { JobHandlers, type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { Log } from '../../platform/log/log.js';
import { Settings } from '../../platform/settings/settings.service.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { DeadlineNotices } from './deadline-notices.service.js';
import { DueDays } from './due-days.service.js';
import { Reminders } from './reminders.service.js';

const JOB: ClaimedJob = {
  id: 1,
  kind: 'inspection-deadlines',
  key: 'inspections',
  dueAt: new Date(0),
  attempts: 1,
  epoch: 1,
  signal: new AbortController().signal,
  fence: () => Promise.resolve(),
};
const caller = (agencyId: number | null, more: Partial<Caller> = {}): Caller => ({
  userId: 1,
  username: 'a',
  role: 'auditor',
  agencyId,
  inspectorId: null,
  ...more,
});

onEachDatabase('the deadlines of inspections', (database) => {
  let dataSource: DataSource;
  let rows: FieldRows;
  let days: WorkingDays;
  const clock = new StandingClock(new Date('2026-03-02T02:00:00Z'));

  /** As after a restart: nothing is remembered but what the tables say. */
  const fresh = (): Reminders => {
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/');
    const transactions = new Transactions(dataSource);
    const jobs = new Jobs(dataSource, transactions, clock, config);
    days = new WorkingDays(dataSource, transactions, jobs, new History(clock), clock);
    const scope = new AgencyScope(dataSource, new Log(config));
    return new Reminders(
      dataSource,
      new DueDays(dataSource, days, new Settings(dataSource, transactions), transactions),
      new DeadlineNotices(new Notices(scope, jobs, clock)),
      scope,
      jobs,
      new JobHandlers(),
      transactions,
      config,
      clock,
      new Log(config),
    );
  };
  const lookOn = async (day: string): Promise<void> => {
    clock.set(new Date(`${day}T02:00:00Z`));
    await fresh().look(JOB);
  };
  const told = async (who = caller(null)): Promise<string[]> =>
    (await fresh().list(who, { sort: 'id' })).items.map(
      (one) => `${one.inspectionId} ${one.term} ${one.kind} ${one.agencyId} ${one.dueOn}`,
    );
  const noticesOf = async (agencyId: number): Promise<string[]> => {
    const said = await dataSource.query('SELECT title_zh AS title FROM notices WHERE agency_id = ? ORDER BY id', [
      agencyId,
    ]);
    return (said as { title: string }[]).map(({ title }) => title);
  };
  const dueOf = async (id: number): Promise<string | null> =>
    (await dataSource.query('SELECT due_on AS due FROM inspections WHERE id = ?', [id]))[0].due as string | null;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    rows = new FieldRows(dataSource);
    // 1 the city, 2 a county below it, 3 another city
    await rows.add('agencies', { path: '/1/' }, { path: '/1/2/', parent_id: 1 }, { path: '/3/' });
    await rows.add('targets', { agency_id: 2 });
    await rows.add('inspectors', { agency_id: 2 }, { agency_id: 2 });
    await rows.add('plans', { agency_id: 2 });
    await rows.add('batches', { plan_id: 1 });
    await rows.add('occurrences', { batch_id: 1 }, { batch_id: 1, due_at: '2026-03-02 01:00:00.000' });
    const draw = { batch_id: 1, agency_id: 2 };
    await rows.add('draws', { ...draw, occurrence_id: 1 }, { ...draw, occurrence_id: 2, phase: 'drawn' });
    const own = { draw_id: 1, batch_id: 1, agency_id: 2, target_id: 1 };
    await rows.add(
      'inspections',
      { ...own, due_on: '2026-03-11', planned_on: '2026-03-11' },
      { ...own, state: 'reported', visited_on: '2026-02-09', due_on: null },
      { ...own, state: 'published', visited_on: '2026-02-09' },
      // of a draw that is not issued yet
      { ...own, draw_id: 2, due_on: '2026-01-05' },
      { ...own, agency_id: 1, state: 'notified', due_on: '2026-03-31' },
    );
    await rows.add('inspection_seats', { inspection_id: 1, seat: 1, inspector_id: 1 });
  });
  afterAll(() => dataSource.destroy());

  it('are counted by working days where somebody has been, and nothing is told before its time', async () => {
    await lookOn('2026-03-03');
    // twenty working days after the ninth of February, with the Spring Festival in between
    expect(await dueOf(2)).toBe('2026-03-13');
    expect(await dueOf(3)).toBeNull();
    expect(await told()).toEqual([]);
  });

  it('are reminded of five working days before, once, however often one looks and whoever does', async () => {
    await lookOn('2026-03-04');
    expect(await told()).toEqual(['1 preparation reminder 2 2026-03-11']);
    await lookOn('2026-03-06');
    await Promise.all([lookOn('2026-03-06'), lookOn('2026-03-06')].map((look) => look.catch(() => undefined)));
    expect(await told()).toEqual(['1 preparation reminder 2 2026-03-11', '2 publication reminder 2 2026-03-13']);
  });

  it('are taken to the agency and one level up once they are over, and not before the day has ended in China', async () => {
    const before = (await told()).length;
    clock.set(new Date('2026-03-11T15:59:59Z'));
    await fresh().look(JOB);
    expect(await told()).toHaveLength(before);
    clock.set(new Date('2026-03-11T16:00:00Z'));
    await fresh().look(JOB);
    expect((await told()).slice(before)).toEqual([
      '1 preparation escalation 2 2026-03-11',
      '1 preparation escalation 1 2026-03-11',
    ]);
    await lookOn('2026-03-12');
    expect(await told()).toHaveLength(before + 2);
  });

  it('are moved by a notice that comes in, and by an agency that gives itself less time', async () => {
    await days.replace(2026, { source: '某办', days: [{ day: '2026-03-11', working: false, name: '停工' }] });
    await lookOn('2026-03-12');
    expect(await dueOf(2)).toBe('2026-03-16');
    const say = (id: number, many: number | null): Promise<unknown> =>
      dataSource.transaction((manager) =>
        manager.query('UPDATE agencies SET publication_days = ? WHERE id = ?', [many, id]),
      );
    // what the nearest one says counts
    await say(1, 3);
    await lookOn('2026-03-12');
    expect(await dueOf(2)).toBe('2026-02-12');
    await say(2, 10);
    await lookOn('2026-03-12');
    expect(await dueOf(2)).toBe('2026-02-28');
    await say(2, null);
    await say(1, null);
    await lookOn('2026-03-12');
    expect(await dueOf(2)).toBe('2026-03-16');
  });

  it('are seen by whom they concern', async () => {
    expect(await told(caller(3))).toEqual([]);
    const county = await told(caller(2));
    expect(county.length).toBeGreaterThan(0);
    expect(county.every((one) => one.split(' ')[3] === '2')).toBe(true);
    expect((await told(caller(1))).length).toBeGreaterThan(county.length);
    const sits = caller(2, { role: 'inspector', inspectorId: 1 });
    expect(await told(sits)).toEqual(['1 preparation reminder 2 2026-03-11']);
    expect(await told(caller(2, { role: 'inspector', inspectorId: 2 }))).toEqual([]);
  });

  it('are told to people once each, by agency and term', async () => {
    const notices = await dataSource.query(
      `SELECT kind AS kind, agency_id AS agency, title_zh AS title FROM notices ORDER BY id`,
    );
    const said = (notices as { kind: string; agency: number; title: string }[]).map(
      ({ agency, kind, title }) => `${agency} ${kind} ${title}`,
    );
    expect(said.slice(0, 5)).toEqual([
      '2 inspection-due 1 项检查任务的接受、审批和通知即将到期',
      '2 inspection-due 您参加的检查任务即将到期：接受、审批和通知',
      '2 inspection-due 1 项检查任务的公示即将到期',
      '2 inspection-overdue 1 项检查任务的接受、审批和通知已逾期',
      '1 inspection-overdue 1 项检查任务的接受、审批和通知已逾期',
    ]);
    // as many as there are rows: here no two were due together
    const ofTeams = said.filter((one) => one.includes('您参加的'));
    expect(said).toHaveLength((await told()).length + ofTeams.length);
  });

  it('are told once to each, however many there are together', async () => {
    const many = 1100;
    const own = { draw_id: 1, batch_id: 1, agency_id: 3, target_id: 1, due_on: '2026-03-13' };
    const ids = await rows.add('inspections', ...Array.from({ length: many }, () => own));
    await rows.add('inspection_seats', ...ids.map((id) => ({ inspection_id: id, seat: 1, inspector_id: 2 })));
    const before = await noticesOf(3);
    await lookOn('2026-03-12');
    await lookOn('2026-03-12');
    expect((await noticesOf(3)).slice(before.length)).toEqual([
      `${many} 项检查任务的接受、审批和通知即将到期`,
      '您参加的检查任务即将到期：接受、审批和通知',
    ]);
    await lookOn('2026-03-16');
    expect((await noticesOf(3)).slice(before.length + 2)).toEqual([`${many} 项检查任务的接受、审批和通知已逾期`]);
    const [row] = await dataSource.query('SELECT COUNT(*) AS count FROM inspection_reminders WHERE agency_id = 3');
    expect(Number(row.count)).toBe(2 * many);
  });

  it('are counted anew beside whoever holds another inspection, and after whoever changes the same', async () => {
    // on SQLite a transaction that has begun to write has the only lock there is
    if (database.name !== 'MariaDB') return;
    await days.replace(2026, { source: '某办', days: [{ day: '2026-03-10', working: false, name: '停工' }] });
    const off = (day: string) => ({ day, working: false, name: '停工' });
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`UPDATE inspections SET remarks = 'held' WHERE id = 1`);
    await lookOn('2026-03-12');
    await runner.commitTransaction();
    expect(await dueOf(2)).toBe('2026-03-16');

    await days.replace(2026, { source: '某办', days: ['2026-03-09', '2026-03-10'].map(off) });
    let begun = 0;
    clock.set(new Date('2026-03-12T02:00:00Z'));
    await fresh().look({
      ...JOB,
      fence: async (manager) => {
        // as it is at the beginning is what the transaction sees
        await manager.query('SELECT id FROM inspections WHERE id = 2');
        begun += 1;
        if (begun > 1) return;
        await dataSource.transaction((other) =>
          other.query(`UPDATE inspections SET visited_on = '2026-02-10', version = version + 1 WHERE id = 2`),
        );
      },
    });
    expect(await dueOf(2)).toBe('2026-03-18');
  });

  it('stay on record', async () => {
    const attempt = (sql: string): Promise<unknown> => dataSource.transaction((manager) => manager.query(sql));
    await expect(attempt(`UPDATE inspection_reminders SET due_on = '2030-01-01'`)).rejects.toThrow(/append-only/);
    await expect(attempt('DELETE FROM inspection_reminders')).rejects.toThrow(/append-only/);
  });
});
