import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utils, write } from '@e965/xlsx';

import { onEachDatabase } from '../../../../test/support/databases.js';
import {
  clock,
  errorsOf,
  openApplication,
  PlanningClient,
  START,
  type Answer,
} from '../../../../test/support/planning-house.js';
import { HealthReports } from '../../../platform/health/health-reports.js';
import { Job } from '../../../platform/jobs/job.entity.js';
import { addDays } from '../../../platform/clock/days.js';
import { coverageWarnings } from './coverage-warnings.js';
import { LIBRARY_DAYS } from './library-days.js';
import { calendarOf } from './working-day-calendar.js';
import { WorkingDayOverride } from './working-day-override.entity.js';
import { readNotice } from './working-days-sheet.js';
import { WorkingDays } from './working-days.service.js';

const day = (date: string, working: boolean, name: string): object => ({ day: date, working, name });
/** A notice for a year that no library knows; its week days are looked up, not invented. 2030-01-05 is a Saturday. */
const NOTICE = {
  source: '国办发明电〔2029〕1号',
  days: [
    day('2030-01-01', false, '元旦'),
    day('2030-05-01', false, '劳动节'),
    day('2030-10-01', false, '国庆节'),
    day('2030-10-02', false, '国庆节'),
    day('2030-01-05', true, '元旦'),
  ],
};

onEachDatabase('Working days', (database) => {
  let app: INestApplication;
  let dataSource: DataSource;
  let client: PlanningClient;
  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    client.call(method, path, body, { 'x-caller': 'all' });
  const put = (year: number, body: unknown): Promise<Answer> => call('PUT', `working-days/${year}`, body);
  const jobs = (): Promise<number> => dataSource.manager.countBy(Job, { kind: 'working-days' });

  beforeAll(async () => {
    app = await openApplication(database);
    dataSource = app.get(DataSource);
    client = new PlanningClient(app);
  });
  afterAll(async () => app.close());
  beforeEach(async () => {
    clock.set(START);
    await dataSource.transaction(async (manager) => {
      await manager.createQueryBuilder().delete().from(WorkingDayOverride).execute();
      await manager.createQueryBuilder().delete().from(Job).execute();
    });
  });

  it('are those of the library where nothing was entered', async () => {
    const { body } = await call('GET', 'working-days?year=2026');
    expect(body).toMatchObject({ year: 2026, covered: true, missing: [], notices: [] });
    expect(body.coveredUntil >= '2026-12-31').toBe(true);
    expect(body.library).toMatch(/^chinese-days \d/);
    const of = (date: string): unknown => body.days.find((one: { day: string }) => one.day === date);
    expect(of('2026-10-01')).toEqual({
      day: '2026-10-01',
      working: false,
      why: 'holiday',
      name: '国庆节',
      origin: 'library',
    });
    expect(of('2026-10-10')).toMatchObject({ working: true, why: 'shifted', name: '国庆节', origin: 'library' });
    expect(of('2026-03-07')).toEqual({
      day: '2026-03-07',
      working: false,
      why: 'weekend',
      name: null,
      origin: 'week',
    });
    expect(of('2026-03-09')).toBeUndefined();
    expect((await call('GET', 'working-days')).body.year).toBe(2026);
    // 365 days, and those that are rest
    expect(body.workingDays).toBe(365 - body.days.filter((one: { working: boolean }) => !one.working).length);
    expect((await call('GET', 'working-days?year=1999')).status).toBe(400);
  });

  it('a year that the library does not have is a guess until its notice is entered', async () => {
    expect((await call('GET', 'working-days?year=2030')).body).toMatchObject({
      covered: false,
      missing: ['2030-01-01', '2030-05-01', '2030-10-01'],
    });
    const part = await put(2030, { ...NOTICE, days: NOTICE.days.slice(0, 2) });
    expect(part.body).toMatchObject({ covered: false, missing: ['2030-10-01'], notices: [NOTICE.source] });
    const { status, body } = await put(2030, NOTICE);
    expect([status, body.covered, body.missing]).toEqual([200, true, []]);
    expect(body.days.filter((one: { origin: string }) => one.origin === 'override')).toHaveLength(5);
    expect(body.days).toContainEqual({
      day: '2030-01-05',
      working: true,
      why: 'shifted',
      name: '元旦',
      origin: 'override',
    });
    // the years between are not known, so the run of covered years does not reach there
    expect(body.coveredUntil < '2030-01-01').toBe(true);
    expect(await jobs()).toBe(2);
  });

  it('an override wins over the library, and the whole set of a year is replaced at once', async () => {
    const own = { source: '本省通知', days: [day('2026-10-08', false, '国庆节'), day('2026-10-10', false, '不调休')] };
    await put(2026, own);
    const workingDays = app.get(WorkingDays);
    const days = (await workingDays.year(2026)).days;
    expect(days.find((one) => one.day === '2026-10-08')).toMatchObject({ why: 'holiday', origin: 'override' });
    expect(days.find((one) => one.day === '2026-10-10')).toMatchObject({ working: false, origin: 'override' });
    expect(days.find((one) => one.day === '2026-10-01')).toMatchObject({ origin: 'library' });
    await put(2026, { ...own, days: [day('2026-10-09', false, '国庆节')] });
    const rows = await dataSource.manager.find(WorkingDayOverride);
    expect(rows.map((row) => row.day)).toEqual(['2026-10-09']);
    expect((await put(2026, { ...own, days: [] })).body.notices).toEqual([]);
    expect(await dataSource.manager.count(WorkingDayOverride)).toBe(0);
  });

  it('what is entered is on record: who, when, before and after; the same once more is nothing', async () => {
    const before = (await call('GET', 'working-days/2031/history')).body as unknown[];
    expect(before).toEqual([]);
    const days = [day('2031-01-01', false, '元旦')];
    await put(2031, { source: '甲', days });
    await put(2031, { source: '甲', days });
    expect(await jobs()).toBe(1);
    clock.set(new Date(START.getTime() + 1000));
    await put(2031, { source: '乙', days });
    const history = (await call('GET', 'working-days/2031/history')).body as object[];
    expect(history).toMatchObject([
      {
        action: 'replaced',
        at: '2026-02-01T00:00:01.000Z',
        before: { sources: ['甲'], days },
        after: { source: '乙', days },
      },
      { action: 'replaced', before: { sources: [], days: [] }, after: { source: '甲', days } },
    ]);
    expect(await dataSource.manager.find(WorkingDayOverride)).toMatchObject([
      { day: '2031-01-01', source: '乙', enteredBy: 'system', enteredAt: new Date(START.getTime() + 1000) },
    ]);
  });

  it('several who enter a year at once leave one whole set', async () => {
    const sets = [1, 2, 3, 4].map((nth) => ({
      source: `第 ${nth} 份`,
      days: [1, 2, 3].map((at) => day(addDays('2032-10-01', at * nth), false, `第 ${nth} 份`)),
    }));
    const answers = await Promise.all(sets.map((body) => put(2032, body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const rows = await dataSource.manager.find(WorkingDayOverride);
    expect(new Set(rows.map(({ source }) => source)).size).toBe(1);
    expect(rows).toHaveLength(3);
  });

  describe('refuses', () => {
    const rests = (count: number): object[] =>
      Array.from({ length: count }, (_, at) => day(addDays('2030-01-01', at), false, '假'));
    it.each<[string, number, object[], string[]]>([
      ['another year’s day', 2030, [day('2031-01-01', false, '元旦')], ['outside_year /days/0/day']],
      [
        'a day twice',
        2030,
        [day('2030-01-01', false, '元旦'), day('2030-01-01', true, '元旦')],
        ['day_twice /days/1/day', 'already_working /days/1/day'],
      ],
      ['a Friday worked in exchange', 2030, [day('2030-01-04', true, '元旦')], ['already_working /days/0/day']],
      ['300 days of rest', 2030, rests(300), ['too_many_rest_days /days']],
      ['61 days of rest', 2030, rests(61), ['too_many_rest_days /days']],
    ])('%s', async (_, year, days, expected) => {
      const answer = await put(year, { source: '某通知', days });
      expect([answer.status, answer.body.code]).toEqual([400, 'working_days_unfit']);
      expect(errorsOf(answer)).toEqual(expected);
      expect(await dataSource.manager.count(WorkingDayOverride)).toBe(0);
      expect(await jobs()).toBe(0);
    });

    it('with a hint that helps', async () => {
      const answer = await put(2030, { source: '某通知', days: rests(300) });
      expect(answer.body.errors[0].message.zh).toContain('平常的周六、周日本来就休息');
      expect((await put(2030, { source: '某通知', days: rests(60) })).status).toBe(200);
      expect((await put(1999, { source: '某通知', days: [] })).status).toBe(404);
      expect((await put(2030, { days: [] })).status).toBe(400);
      // a holiday of the library may be taken back, though it is no weekend
      const back = { source: '某通知', days: [day('2026-10-02', true, '国庆节')] };
      expect((await put(2026, back)).status).toBe(200);
    });
  });

  it('are changed by nobody who is bound to one agency', async () => {
    const answer = await client.call('PUT', 'working-days/2030', NOTICE, { 'x-caller': 'county' });
    expect([answer.status, answer.body.code]).toEqual([403, 'whole_tree_only']);
    expect(await dataSource.manager.count(WorkingDayOverride)).toBe(0);
  });

  it('tell the health how far they are known', async () => {
    const report = async (): Promise<unknown> => (await app.get(HealthReports).all()).calendar;
    clock.set(new Date('2030-06-01T00:00:00Z'));
    expect(await report()).toEqual({ fault: null, facts: { coveredUntil: null, source: null } });
    await put(2030, NOTICE);
    expect(await report()).toEqual({ fault: null, facts: { coveredUntil: '2030-12-31', source: NOTICE.source } });
  });
});

describe('the warning that the calendar ends', () => {
  const years = (today: string, plans: number[] = []): number[] =>
    coverageWarnings(calendarOf(LIBRARY_DAYS), today, plans).map(({ year }) => year);
  const last = Number(LIBRARY_DAYS.at(-1)?.day.slice(0, 4));

  it('comes for this year, from November for the next, and for published plans', () => {
    expect(years(`${last}-10-31`)).toEqual([]);
    expect(years(`${last}-11-01`)).toEqual([last + 1]);
    expect(years(`${last - 1}-11-01`)).toEqual([]);
    expect(years(`${last + 1}-01-01`)).toEqual([last + 1]);
    expect(years(`${last + 1}-12-01`)).toEqual([last + 1, last + 2]);
    expect(years(`${last}-03-01`, [last, last + 1, last + 3, 1999])).toEqual([last + 1, last + 3]);
    const [warning] = coverageWarnings(calendarOf(LIBRARY_DAYS), `${last}-11-01`, []);
    expect(warning?.words.zh).toContain(`${last + 1} 年`);
    expect(warning?.words.en).toContain(String(last + 1));
  });
});

describe('a notice in a sheet', () => {
  const csv = (rows: string[][]): Uint8Array => Buffer.from(rows.map((row) => row.join(',')).join('\r\n'));
  const HEAD = ['日期', '类型', '名称'];

  it('is read from CSV and from xlsx, whatever way its days are written', () => {
    const rows = [HEAD, ['2030-01-01', '休', '元旦'], ['2030/5/1', '放假', '劳动节'], ['2030年1月5日', '班', '元旦']];
    const days = [
      day('2030-01-01', false, '元旦'),
      day('2030-05-01', false, '劳动节'),
      day('2030-01-05', true, '元旦'),
    ];
    expect(readNotice(csv(rows))).toMatchObject({ year: 2030, days, problems: [] });
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '安排');
    const bytes = new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(readNotice(bytes)).toMatchObject({ sheet: '安排', year: 2030, days, problems: [] });
  });

  it('tells the row of each fault', () => {
    const rows = [
      HEAD,
      ['2030-01-01', '休', '元旦'],
      ['2030-02-30', '休', '春节'],
      ['2030-05-01', '看情况', '劳动节'],
      ['2030-01-04', '班', '元旦'],
      ['2031-01-01', '休', '元旦'],
      ['2030-10-01', '休', ''],
    ];
    const { problems } = readNotice(csv(rows), 2030);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ place }) => place)).toEqual([
      'A3',
      'B4',
      'C7',
      'A5',
      'A6',
    ]);
    expect(readNotice(csv([HEAD])).problems).toMatchObject([{ severity: 'error' }]);
    expect(() => readNotice(csv([['甲', '乙']]))).toThrow();
  });
});
