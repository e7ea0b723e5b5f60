import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { CHINAS_CALENDAR } from '../../../test/support/draw-house.js';
import { FieldRows, insertRows, stamp } from '../../../test/support/field-rows.js';
import { type Caller } from '../../accounts/caller.js';
import { AmendedDraws } from '../../drawing/amendments/amended-draws.service.js';
import { ENTITIES } from '../../entities.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { addDays } from '../../platform/clock/days.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type DomainError } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { JobHandlers, type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { Log } from '../../platform/log/log.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { Settings } from '../../platform/settings/settings.service.js';
import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { DueDays } from '../deadlines/due-days.service.js';
import { Reminders } from '../deadlines/reminders.service.js';
import { FindingsService } from '../findings/findings.service.js';
import { ReviewNotices } from '../findings/review-notices.service.js';
import { AmendedInspections } from '../inspections/amended-inspections.service.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { FollowUps } from '../life/follow-ups.js';
import { InspectionLife } from '../life/life.service.js';
import { InspectionSteps } from '../life/steps.service.js';
import { RectificationDueDays } from './rectification-due-days.service.js';
import { RectificationLife } from './rectification-life.service.js';
import { RECTIFICATION_STEPS, type RectificationStepName } from './rectification-life.js';
import { readRectificationsOf } from './rectification-reading.js';
import { RectificationReminders } from './rectification-reminders.service.js';
import {
  type DeadlineRequest,
  type RectificationDetailResponse,
  type RectificationRequest,
  type RectificationStepRequest,
} from './rectification.dto.js';
import { Rectifications } from './rectifications.service.js';

/** 2026-03-20, ten in the morning in China. */
const NOW = new Date('2026-03-20T02:00:00.000Z');
const TODAY = '2026-03-20';

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
const caller = (more: Partial<Caller> = {}): Caller => ({
  userId: 1,
  username: 'planner',
  role: 'planner',
  agencyId: 2,
  inspectorId: null,
  ...more,
});
const leader = caller({ userId: 2, username: 'leader' });
const officer = caller({ userId: 3, username: 'officer', role: 'inspector', inspectorId: 1 });

onEachDatabase('rectifications', (database) => {
  let dataSource: DataSource;
  let rows: FieldRows;
  const clock = new StandingClock(NOW);
  let rectifications: Rectifications;
  let life: RectificationLife;
  let inspectionLife: InspectionLife;
  let findings: FindingsService;
  let reminders: Reminders;
  let chasing: RectificationReminders;
  let made = 0;

  const sql = <T>(query: string, values: unknown[] = []): Promise<T[]> => dataSource.query(query, values);
  const write = (query: string, values: unknown[] = []): Promise<unknown> =>
    dataSource.transaction((manager) => manager.query(query, values));

  /** An inspection that was visited on the tenth, with two findings of which something must follow. */
  const inspected = async (more: Record<string, unknown> = {}): Promise<number> => {
    made++;
    const [id = 0] = await rows.add('inspections', {
      draw_id: 1,
      batch_id: 1,
      agency_id: 2,
      target_id: 1,
      state: 'reported',
      visited_on: '2026-03-10',
      ...more,
    });
    await rows.add(
      'inspection_seats',
      { inspection_id: id, seat: 1, inspector_id: 1 },
      { inspection_id: id, seat: 2, inspector_id: 2 },
    );
    // apart from those that are corrected, which the database numbers
    const number = 1000 * made;
    await rows.add(
      'findings',
      { id: number, inspection_id: id, matter_id: 1, code: 'ordered-to-correct', recorded_by: 3 },
      { id: number + 1, inspection_id: id, matter_id: null, code: 'problem-pending', recorded_by: 3 },
      { id: number + 2, inspection_id: id, matter_id: 2, code: 'no-such-activity', recorded_by: 3 },
    );
    return id;
  };
  const body = (more: Partial<RectificationRequest> = {}): RectificationRequest => ({
    findingCode: 'ordered-to-correct',
    matterId: 1,
    on: '2026-03-11',
    deadline: { days: 10, counted: 'working' },
    items: [{ matterId: 1, what: '消防通道被占用，立即清理' }],
    ...more,
  });
  const order = (id: number, more: Partial<RectificationRequest> = {}, who = officer) =>
    life.order(who, id, body(more), undefined);
  const take = (id: number, request: RectificationStepRequest, who: Caller = officer, etag?: string) =>
    life.take(who, id, request, etag);
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error = (await work.then(
      () => Promise.reject(new Error('was not refused')),
      (reason: unknown) => reason,
    )) as DomainError;
    expect(error.code).toEqual(expect.any(String));
    return `${error.kind} ${error.code}`;
  };
  const open = async (inspectionId: number): Promise<number> =>
    new FollowUps().openFollowUps(dataSource.manager, inspectionId);

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    rows = new FieldRows(dataSource);
    // 1 the city, 2 a county below it, 3 another city
    await rows.add('agencies', { path: '/1/' }, { path: '/1/2/', parent_id: 1 }, { path: '/3/' });
    await rows.add('matters', { agency_id: 2 }, { agency_id: 2 }, { agency_id: 2 });
    await rows.add('targets', { agency_id: 2, name: '阳光养老院' });
    await rows.add('inspectors', { agency_id: 2 }, { agency_id: 2, valid_until: '2026-05-31' }, { agency_id: 2 });
    await rows.add(
      'users',
      { agency_id: 2 },
      { agency_id: 2 },
      { agency_id: 2, role: 'inspector', inspector_id: 1 },
      { agency_id: 1 },
    );
    await rows.add('plans', { agency_id: 2 });
    await rows.add('batches', { plan_id: 1 });
    await rows.add('occurrences', { batch_id: 1 });
    await rows.add('draws', { occurrence_id: 1, batch_id: 1, agency_id: 2 });
    await rows.add('draw_kind_matters', { draw_id: 1, matter_id: 1 }, { draw_id: 1, matter_id: 2 });
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/');
    const log = new Log(config);
    const scope = new AgencyScope(dataSource, log);
    const history = new History(clock);
    const transactions = new Transactions(dataSource);
    const jobs = new Jobs(dataSource, transactions, clock, config);
    const notices = new Notices(scope, jobs, clock);
    const settings = new Settings(dataSource, transactions);
    const dueDays = new DueDays(dataSource, CHINAS_CALENDAR, settings, transactions);
    const inspections = new InspectionsService(dataSource.getRepository(Inspection), scope, history, clock, log);
    rectifications = new Rectifications(dataSource, inspections, history, clock);
    life = new RectificationLife(inspections, rectifications, dueDays, notices, transactions, history, clock);
    const [visits, steps] = [new InspectionVisits(), new InspectionSteps()];
    inspectionLife = new InspectionLife(
      dataSource,
      inspections,
      steps,
      new AmendedDraws(new AmendedInspections(visits, steps)),
      visits,
      new FollowUps(),
      dueDays,
      transactions,
      history,
      clock,
      { publish: () => Promise.resolve(), publishEarlier: () => Promise.resolve(), withdraw: () => Promise.resolve() },
    );
    const reviews = new ReviewNotices(notices);
    findings = new FindingsService(inspections, inspectionLife, reviews, transactions, history, clock);
    reminders = new Reminders(
      dataSource,
      dueDays,
      undefined as never,
      scope,
      jobs,
      new JobHandlers(),
      transactions,
      config,
      clock,
      log,
    );
    const counted = new RectificationDueDays(dueDays);
    chasing = new RectificationReminders(reminders, dueDays, counted, notices, transactions, clock);
  });
  afterAll(() => dataSource.destroy());
  beforeEach(() => clock.set(NOW));

  describe('are ordered', () => {
    it('after a finding, with what is to be mended and by when, and the inspection knows', async () => {
      const id = await inspected();
      expect(await open(id)).toBe(2);
      const one = await order(id, { note: '当场告知' });
      expect(one).toMatchObject({
        inspectionId: id,
        agencyId: 2,
        target: { id: 1, code: `T${made}`, name: `对象 ${made}` },
        finding: { code: 'ordered-to-correct', matterId: 1, name: { zh: '发现问题已责令改正' } },
        state: 'ordered',
        orderedOn: '2026-03-11',
        // ten working days
        deadline: '2026-03-25',
        dueOn: '2026-03-25',
        overdue: false,
        outcome: null,
        items: [{ matterId: 1, what: '消防通道被占用，立即清理' }],
        version: 1,
      });
      expect(one.steps).toMatchObject([
        {
          step: 'order',
          from: null,
          to: 'ordered',
          on: '2026-03-11',
          deadline: '2026-03-25',
          by: 'officer',
          note: '当场告知',
        },
      ]);
      expect(one.next.map(({ mine, step }) => [step, mine])).toEqual([
        ['ask-extension', true],
        ['mend', true],
        ['recheck', true],
        ['transfer', false],
        ['ask-closure', true],
      ]);
      expect(await rectifications.get(officer, one.id)).toEqual(one);
      expect(await open(id)).toBe(2);
      expect(await sql('SELECT version AS version FROM inspections WHERE id = ?', [id])).toEqual([{ version: 2 }]);
      expect((await rectifications.historyOf(officer, one.id))[0]).toMatchObject({
        action: 'order',
        after: { state: 'ordered', deadline: '2026-03-25', items: [{ matterId: 1 }] },
      });
    });

    it('by their own people, and are not there for others', async () => {
      const id = await inspected();
      const elsewhere = caller({ agencyId: 3 });
      const idle = caller({ role: 'inspector', inspectorId: 3 });
      expect(await refusal(order(id, {}, elsewhere))).toBe('not-found not_found');
      expect(await refusal(order(id, {}, idle))).toBe('not-found not_found');
      expect(await refusal(order(999_999, {}, caller()))).toBe('not-found not_found');
      const one = await order(id, {}, caller({ agencyId: 1, userId: 4 }));
      for (const who of [elsewhere, idle]) {
        // and by which inspection it is not there is nobody's business either
        await expect(rectifications.get(who, one.id)).rejects.toMatchObject({
          kind: 'not-found',
          text: { zh: `没有找到整改“${one.id}”。` },
        });
        expect(await refusal(rectifications.historyOf(who, one.id))).toBe('not-found not_found');
        expect(await refusal(take(one.id, { step: 'mend', on: TODAY, note: '已整改' }, who))).toBe(
          'not-found not_found',
        );
        expect((await rectifications.list(who, { inspectionId: id })).total).toBe(0);
      }
      expect((await rectifications.list(officer, { inspectionId: id })).total).toBe(1);
    });

    it.each([
      ['a finding that there is not', { findingCode: 'unreachable', matterId: null }, 'invalid no_such_finding'],
      ['a finding of another matter', { matterId: 2 }, 'invalid no_such_finding'],
      ['a finding without a problem', { findingCode: 'no-such-activity', matterId: 2 }, 'invalid nothing_to_mend'],
      ['a day to come', { on: '2026-03-21' }, 'invalid day_in_future'],
      ['a day before the visit', { on: '2026-03-09' }, 'invalid before_visit'],
      ['two deadlines', { deadline: { dueOn: '2026-04-01', days: 3 } }, 'invalid day_or_days'],
      ['none', { deadline: {} }, 'invalid day_or_days'],
      ['a deadline before the order', { deadline: { dueOn: '2026-03-10' } }, 'invalid deadline_before_order'],
      ['a deadline too far away', { deadline: { dueOn: '2999-12-31' } }, 'invalid deadline_too_far'],
      ['a matter of nobody', { items: [{ matterId: 3, what: '某' }] }, 'invalid matter_not_inspected'],
      ['a matter of another finding', { items: [{ matterId: 2, what: '某' }] }, 'invalid matter_of_another_finding'],
    ] as [string, Partial<RectificationRequest>, string][])(
      'not with %s, and nothing is written',
      async (_, more, code) => {
        const id = await inspected();
        expect(await refusal(order(id, more))).toBe(code);
        expect((await rectifications.list(officer, { inspectionId: id })).total).toBe(0);
        expect(await sql('SELECT version AS version FROM inspections WHERE id = ?', [id])).toEqual([{ version: 1 }]);
      },
    );

    it.each([
      ['visited', 'conflict no_result_yet'],
      ['issued', 'conflict no_result_yet'],
      ['closed', 'conflict inspection_closed'],
      ['voided', 'conflict inspection_voided'],
    ])('not after an inspection that is %s', async (state, code) => {
      expect(await refusal(order(await inspected({ state })))).toBe(code);
    });

    it('once for a finding while one is open, also by two at the same time', async () => {
      const id = await inspected();
      const both = await Promise.allSettled([order(id), order(id, {}, caller())]);
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const lost = both.find((each) => each.status === 'rejected');
      expect(['rectification_open', 'changed_meanwhile']).toContain((lost?.reason as DomainError).code);
      expect(await refusal(order(id))).toBe('conflict rectification_open');
      // another finding of the same inspection has one of its own
      const other = await order(id, { findingCode: 'problem-pending', matterId: null, items: [{ what: '补报材料' }] });
      expect(other.finding).toMatchObject({ code: 'problem-pending', matterId: null });
      expect(await refusal(life.order(officer, id, body(), '"1"'))).toBe('stale changed_meanwhile');
    });

    it('upon findings that stay: a correction may add to them, and not take them away', async () => {
      const id = await inspected();
      const one = await order(id);
      const found = (...codes: string[]) => ({
        findings: codes.map((code) => ({ code, matterId: 1 })),
      });
      expect(await refusal(findings.record(officer, id, found('unreachable'), undefined))).toBe(
        'conflict finding_ordered_upon',
      );
      const ofAnother = { findings: [{ code: 'ordered-to-correct', matterId: 2 }] };
      expect(await refusal(findings.record(officer, id, ofAnother, undefined))).toBe('conflict finding_ordered_upon');
      const moved = { ...found('ordered-to-correct'), visitedOn: '2026-03-12' };
      // what was ordered upon a visit was ordered after it
      expect(await refusal(findings.record(officer, id, moved, undefined))).toBe('invalid visit_after_order');
      await findings.record(officer, id, found('ordered-to-correct', 'unreachable'), undefined);
      await take(one.id, { step: 'ask-closure', note: '责令有误' });
      expect(await refusal(findings.record(officer, id, found('unreachable'), undefined))).toBe(
        'conflict finding_ordered_upon',
      );
      await take(one.id, { step: 'end' }, leader);
      await findings.record(officer, id, found('unreachable'), undefined);

      const mended = await inspected();
      const { id: done } = await order(mended);
      await take(done, { step: 'recheck', on: TODAY, passed: true, note: '到位' });
      await take(done, { step: 'close' }, leader);
      expect(await refusal(findings.record(officer, mended, found('unreachable'), undefined))).toBe(
        'conflict finding_ordered_upon',
      );
    });
  });

  describe('go their way', () => {
    it('mended after a failed recheck, which stays in sight; then the inspection can be closed', async () => {
      const id = await inspected({ state: 'published' });
      await write(`DELETE FROM findings WHERE inspection_id = ? AND code = 'problem-pending'`, [id]);
      const close = (): Promise<unknown> => inspectionLife.take(leader, id, { step: 'close' }, undefined);
      // the finding says that it was ordered, and nothing is on record
      expect(await refusal(close())).toBe('conflict follow_ups_open');
      const { id: one } = await order(id);
      expect(await refusal(close())).toBe('conflict follow_ups_open');
      const mended = await take(one, { step: 'mend', on: '2026-03-16', note: '对象报告：通道已清理，附照片三张' });
      expect([mended.state, mended.dueOn]).toEqual(['mended', '2026-03-25']);
      const recheck = (more: Partial<RectificationStepRequest>): RectificationStepRequest => ({
        step: 'recheck',
        on: '2026-03-18',
        passed: false,
        note: '通道仍有杂物',
        ...more,
      });
      expect(await refusal(take(one, recheck({ on: '2026-03-15' })))).toBe('invalid before_mend');
      expect(await refusal(take(one, recheck({ on: '2026-03-21' })))).toBe('invalid day_in_future');
      expect(await refusal(take(one, recheck({ on: null })))).toBe('invalid required');
      expect(await refusal(take(one, recheck({ passed: null })))).toBe('invalid required');
      expect(await refusal(take(one, recheck({ present: [1] })))).toBe('invalid too_few_present');
      expect(await refusal(take(one, recheck({ present: [1, 3] })))).toBe('invalid not_in_team');
      expect(await refusal(take(one, recheck({ body: '消防队' })))).toBe('invalid of_another_step');
      const failed = await take(one, recheck({}));
      expect([failed.state, failed.failedRechecks]).toEqual(['failed', 1]);
      expect(await refusal(take(one, recheck({ passed: true })))).toBe('conflict step_out_of_order');
      const again = (dueOn: string): Promise<RectificationDetailResponse> =>
        take(one, {
          step: 'reorder',
          on: '2026-03-19',
          deadline: { dueOn },
          items: [{ matterId: 1, what: '清理杂物' }],
        });
      expect(await refusal(again('2026-03-24'))).toBe('invalid deadline_goes_back');
      const reordered = await again('2026-04-10');
      expect(reordered).toMatchObject({ state: 'ordered', deadline: '2026-04-10', items: [{ what: '清理杂物' }] });
      clock.set(new Date('2026-04-08T02:00:00Z'));
      const passed = await take(one, recheck({ on: '2026-04-08', passed: true, note: '已整改到位' }));
      // ten working days after the eighth of April
      expect([passed.state, passed.dueOn, passed.outcome]).toEqual(['passed', '2026-04-22', null]);
      expect(passed.steps.filter(({ step }) => step === 'recheck')).toMatchObject([
        { to: 'failed', on: '2026-03-18', note: '通道仍有杂物', people: [{ inspectorId: 1 }, { inspectorId: 2 }] },
        { to: 'passed', on: '2026-04-08', note: '已整改到位' },
      ]);
      expect(await refusal(close())).toBe('conflict follow_ups_open');
      expect(await refusal(take(one, { step: 'close' }))).toBe('forbidden step_of_another');
      const closed = await take(one, { step: 'close' }, leader);
      expect(closed).toMatchObject({ state: 'closed', outcome: 'mended', next: [], failedRechecks: 1 });
      for (const step of RECTIFICATION_STEPS)
        expect([step, await refusal(take(one, { step }, leader))]).toEqual([step, 'conflict rectification_closed']);
      expect(await close()).toMatchObject({ state: 'closed' });
      expect(await refusal(order(id))).toBe('conflict inspection_closed');
      expect((await rectifications.historyOf(leader, one)).map(({ action }) => action)).toEqual([
        'close',
        'recheck',
        'reorder',
        'recheck',
        'mend',
        'order',
      ]);
    });

    it('or not at all where the inspection is closed at the same moment', async () => {
      for (let n = 0; n < 6; n++) {
        const id = await inspected({ state: 'published' });
        await write(
          `UPDATE findings SET code = 'unreachable', matter_id = 1 WHERE inspection_id = ? AND matter_id = 1`,
          [id],
        );
        await write(`DELETE FROM findings WHERE inspection_id = ? AND code = 'problem-pending'`, [id]);
        const ordering = (): Promise<unknown> => order(id, { findingCode: 'unreachable' });
        const closing = (): Promise<unknown> => inspectionLife.take(leader, id, { step: 'close' }, undefined);
        const both = n % 2 === 0 ? [ordering(), closing()] : [closing(), ordering()];
        for (const each of await Promise.allSettled(both)) {
          if (each.status === 'rejected')
            expect(['inspection_closed', 'changed_meanwhile', 'follow_ups_open']).toContain(
              (each.reason as DomainError).code,
            );
        }
        const [after] = await sql<{ state: string }>('SELECT state AS state FROM inspections WHERE id = ?', [id]);
        expect([after?.state, await open(id)]).toEqual(after?.state === 'closed' ? ['closed', 0] : ['published', 1]);
      }
    });

    it('rechecked by certificates of that day: one that has ended since does not count', async () => {
      const { id } = await order(await inspected(), { deadline: { days: 60 } });
      clock.set(new Date('2026-06-01T02:00:00Z'));
      const recheck = (on: string) => take(id, { step: 'recheck', on, passed: true, note: '到位' });
      expect(await refusal(recheck('2026-06-01'))).toBe('invalid too_few_certified');
      expect((await recheck('2026-05-31')).state).toBe('passed');
    });

    it('extended when a second person agrees, who neither asked nor sits in the team', async () => {
      const { id } = await order(await inspected());
      const ask = (deadline: DeadlineRequest, who = officer): Promise<RectificationDetailResponse> =>
        take(id, { step: 'ask-extension', note: '配件未到货', deadline }, who);
      expect(await refusal(ask({ dueOn: '2026-03-25' }))).toBe('invalid extension_shortens');
      expect(await refusal(ask({ dueOn: '2026-03-20' }))).toBe('invalid extension_shortens');
      expect(await refusal(take(id, { step: 'ask-extension', deadline: { days: 5 } }))).toBe('invalid required');
      const asked = await ask({ days: 5 }, caller());
      // from the deadline before, which stays until somebody has agreed
      expect([asked.state, asked.deadline, asked.steps.at(-1)?.deadline]).toEqual([
        'extending',
        '2026-03-25',
        '2026-04-01',
      ]);
      expect(await refusal(take(id, { step: 'mend', on: TODAY, note: '已整改' }))).toBe('conflict step_out_of_order');
      expect(await refusal(take(id, { step: 'extend' }))).toBe('forbidden step_of_another');
      expect(await refusal(take(id, { step: 'extend' }, caller()))).toBe('forbidden second_person_needed');
      const seated = caller({ userId: 2, inspectorId: 2 });
      expect(await refusal(take(id, { step: 'extend' }, seated))).toBe('forbidden second_person_needed');
      expect(await refusal(take(id, { step: 'refuse' }, leader))).toBe('invalid required');
      const refused = await take(id, { step: 'refuse', note: '理由不足' }, leader);
      expect([refused.state, refused.deadline, refused.extensions]).toEqual(['ordered', '2026-03-25', 0]);
      await ask({ dueOn: '2026-04-03' });
      expect((await take(id, { step: 'take-back' })).state).toBe('ordered');
      await ask({ dueOn: '2026-04-03' });
      const extended = await take(id, { step: 'extend', note: '情况属实' }, leader);
      expect(extended).toMatchObject({ state: 'ordered', deadline: '2026-04-03', dueOn: '2026-04-03', extensions: 1 });
      expect(extended.steps.at(-1)).toMatchObject({ step: 'extend', by: 'leader', alone: false });
      const told = await sql<{ title: string }>(`SELECT title_zh AS title FROM notices WHERE kind = 'review-wanted'`);
      expect(told.map(({ title }) => title)).toContain(`整改 ${id} 的延期申请待决定`);
    });

    it('extended alone where nobody else could, and it says so', async () => {
      const { id } = await order(await inspected());
      await take(id, { step: 'ask-extension', note: '配件未到货', deadline: { days: 5 } }, leader);
      await write('UPDATE users SET active = 0 WHERE id IN (1, 4)');
      try {
        const extended = await take(id, { step: 'extend' }, leader);
        expect(extended.steps.at(-1)).toMatchObject({ step: 'extend', alone: true });
      } finally {
        await write('UPDATE users SET active = 1 WHERE id IN (1, 4)');
      }
    });

    it('transferred to another body, and closed with its receipt', async () => {
      const { id } = await order(await inspected());
      const transfer: RectificationStepRequest = {
        step: 'transfer',
        on: '2026-03-17',
        body: '某县消防救援大队',
        note: '占用消防通道',
        documents: ['现场检查记录', '照片三张'],
      };
      const receive: RectificationStepRequest = {
        step: 'receive',
        on: TODAY,
        number: '消收〔2026〕7号',
        receivedBy: '某队员',
      };
      expect(await refusal(take(id, receive, leader))).toBe('conflict step_out_of_order');
      expect(await refusal(take(id, transfer))).toBe('forbidden step_of_another');
      for (const name of ['body', 'note', 'documents', 'on'] as const)
        expect(await refusal(take(id, { ...transfer, [name]: null }, leader))).toBe('invalid required');
      expect(await refusal(take(id, { ...transfer, on: '2026-03-10' }, leader))).toBe('invalid before_order');
      const transferred = await take(id, transfer, leader);
      // ten working days after it, somebody asks
      expect([transferred.state, transferred.dueOn]).toEqual(['transferred', '2026-03-31']);
      expect(transferred.steps.at(-1)).toMatchObject({
        body: '某县消防救援大队',
        documents: ['现场检查记录', '照片三张'],
      });
      const back = await take(id, { step: 'give-back', on: '2026-03-18', note: '不属其职责' }, leader);
      expect([back.state, back.dueOn]).toEqual(['ordered', '2026-03-25']);
      await take(id, { ...transfer, on: '2026-03-18', body: '某县市场监管局' }, leader);
      expect(await refusal(take(id, { ...receive, on: '2026-03-17' }, leader))).toBe('invalid before_transfer');
      expect(await refusal(take(id, { ...receive, number: '' }, leader))).toBe('invalid required');
      const received = await take(id, receive, leader);
      expect(received).toMatchObject({ state: 'closed', outcome: 'transferred', dueOn: null });
      expect(received.steps.at(-1)).toMatchObject({ on: TODAY, number: '消收〔2026〕7号', receivedBy: '某队员' });
    });

    it('ended where it cannot be mended, with a reason and a second person', async () => {
      const id = await inspected();
      const one = await order(id);
      expect(await refusal(take(one.id, { step: 'ask-closure' }))).toBe('invalid required');
      await take(one.id, { step: 'ask-closure', note: '对象已注销' }, leader);
      expect(await refusal(take(one.id, { step: 'end' }, leader))).toBe('forbidden second_person_needed');
      expect(await take(one.id, { step: 'end' }, caller())).toMatchObject({ state: 'closed', outcome: 'ended' });
      expect(await open(id)).toBe(1);
    });

    it('one step at a time, whoever is first', async () => {
      const { id } = await order(await inspected());
      const mend = { step: 'mend', on: TODAY, note: '已整改' } as const;
      expect(await refusal(take(id, mend, officer, '"7"'))).toBe('stale changed_meanwhile');
      const both = await Promise.allSettled([take(id, mend), take(id, mend, leader), take(id, mend, caller())]);
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const each of both) {
        if (each.status === 'rejected')
          expect(['changed_meanwhile', 'step_out_of_order']).toContain((each.reason as DomainError).code);
      }
      expect((await rectifications.get(officer, id)).steps).toHaveLength(2);
    });
  });

  it('keep what they are by whatever steps they are walked', async () => {
    const inspectionId = await inspected();
    const wanted = fc.record({
      step: fc.constantFrom<RectificationStepName>(...RECTIFICATION_STEPS),
      who: fc.constantFrom(officer, leader, caller()),
      later: fc.integer({ min: 0, max: 40 }),
      back: fc.integer({ min: 0, max: 10 }),
      days: fc.integer({ min: 1, max: 30 }),
      passed: fc.boolean(),
    });
    const closed = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(wanted, { minLength: 4, maxLength: 12 }), async (some) => {
        clock.set(NOW);
        let one = await order(inspectionId, { on: TODAY });
        for (const { back, days, later, passed, step, who } of some) {
          clock.set(new Date(clock.now().getTime() + later * 86_400_000));
          const today = new Date(clock.now().getTime()).toISOString().slice(0, 10);
          const words: Partial<Record<RectificationStepName, Partial<RectificationStepRequest>>> = {
            'ask-extension': { deadline: { dueOn: addDays(one.deadline, days - back) } },
            recheck: { on: addDays(today, -back), passed },
            mend: { on: addDays(today, -back) },
            reorder: { on: addDays(today, -back), deadline: { dueOn: addDays(today, days - back) } },
            transfer: { on: addDays(today, -back), body: '某局', documents: ['清单'] },
            receive: { on: addDays(today, -back), number: '1', receivedBy: '某' },
            'give-back': { on: addDays(today, -back) },
          };
          const before = one;
          const done = await take(one.id, { step, note: '某', ...words[step] }, who).then(
            (after) => after,
            (error: DomainError) => error,
          );
          one = await rectifications.get(leader, one.id);
          if (done instanceof Error) {
            expect(done.code).toEqual(expect.any(String));
            // refused, it left nothing behind
            expect({ ...one, next: [], overdue: false }).toEqual({ ...before, next: [], overdue: false });
          } else {
            expect(one.steps.slice(0, -1)).toEqual(before.steps);
            expect(one.steps.at(-1)).toMatchObject({ step, from: before.state, to: one.state });
            expect(one.version).toBe(before.version + 1);
          }
          expect(one.deadline >= before.deadline).toBe(true);
          if (before.state === 'closed') expect(done).toBeInstanceOf(Error);
          expect(await open(inspectionId)).toBe(one.state === 'closed' ? 1 : 2);
          expect([one.state === 'closed', one.dueOn === null]).toEqual([one.outcome !== null, one.state === 'closed']);
          const dated = one.steps.flatMap(({ on }) => on ?? []);
          expect(dated).toEqual([...dated].sort());
        }
        if (one.outcome !== null) closed.add(one.outcome);
        // for the next walk there is room again
        else
          await write(
            `UPDATE rectifications SET state = 'closed', open_one = NULL, outcome = 'ended', due_on = NULL, closed_at = updated_at WHERE id = ?`,
            [one.id],
          );
      }),
      { numRuns: database.name === 'SQLite' ? 60 : 15, seed: 20_261_130 },
    );
    if (database.name === 'SQLite') expect(closed.size).toBeGreaterThan(0);
  }, 120_000);

  describe('are chased', () => {
    const look = async (day: string): Promise<void> => {
      clock.set(new Date(`${day}T02:00:00Z`));
      await chasing.look(JOB);
    };
    const told = async (id: number): Promise<string[]> =>
      (await rectifications.get(leader, id)).reminders.map(
        ({ agencyId, dueOn, kind }) => `${kind} ${agencyId} ${dueOn}`,
      );

    it('before the day, on it and after it, each once, whoever looks; and again where it was extended', async () => {
      const { id } = await order(await inspected());
      await look('2026-03-17');
      expect(await told(id)).toEqual([]);
      await look('2026-03-18');
      expect(await told(id)).toEqual(['reminder 2 2026-03-25']);
      await look('2026-03-19');
      await Promise.all([look('2026-03-19'), look('2026-03-19')].map((one) => one.catch(() => undefined)));
      expect(await told(id)).toHaveLength(1);
      await look('2026-03-25');
      await look('2026-03-25');
      expect((await told(id)).slice(1)).toEqual(['last-day 2 2026-03-25']);
      await look('2026-03-26');
      await look('2026-03-27');
      expect((await told(id)).slice(2)).toEqual(['escalation 2 2026-03-25', 'escalation 1 2026-03-25']);
      const late = await rectifications.list(leader, { overdue: true });
      expect(late.items.map((one) => one.id)).toContain(id);
      expect((await rectifications.list(leader, { overdue: false })).items.map((one) => one.id)).not.toContain(id);
      await take(id, { step: 'ask-extension', note: '配件', deadline: { dueOn: '2026-04-20' } });
      await take(id, { step: 'extend' }, leader);
      await look('2026-04-10');
      expect((await told(id)).slice(4)).toEqual([]);
      await look('2026-04-20');
      await look('2026-04-21');
      expect((await told(id)).slice(4)).toEqual([
        'last-day 2 2026-04-20',
        'escalation 2 2026-04-20',
        'escalation 1 2026-04-20',
      ]);
      const notices = await sql<{ key: string; kind: string; agency: number }>(
        `SELECT notice_key AS "key", kind AS kind, agency_id AS agency FROM notices WHERE notice_key LIKE 'rectification:%'`,
      );
      const keys = notices.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(notices.filter(({ kind }) => kind === 'rectification-overdue').map(({ agency }) => agency)).toContain(1);
    });

    it('no more once they are closed, and for a receipt once they are transferred', async () => {
      const { id } = await order(await inspected());
      await take(id, { step: 'transfer', on: TODAY, body: '某局', note: '某', documents: ['清单'] }, leader);
      await look('2026-04-03');
      expect(await told(id)).toEqual(['last-day 2 2026-04-03']);
      await look('2026-04-07');
      expect(await told(id)).toHaveLength(3);
      await take(id, { step: 'receive', on: '2026-04-07', number: '1', receivedBy: '某' }, leader);
      await look('2026-08-03');
      expect(await told(id)).toHaveLength(3);
    });

    it('to be closed once they have passed, by the term of their agency, counted anew when it changes', async () => {
      const say = (agency: number, days: number | null): Promise<unknown> =>
        write('UPDATE agencies SET closing_days = ? WHERE id = ?', [days, agency]);
      const dueOn = async (id: number): Promise<string | null> => (await rectifications.get(leader, id)).dueOn;
      const { id } = await order(await inspected({ target_name: '阳光养老院' }));
      const passed = await take(id, { step: 'recheck', on: TODAY, passed: true, note: '到位' });
      expect(passed.dueOn).toBe('2026-04-03');
      // what the agency above says holds where the agency says nothing, and then its own word
      await say(1, 3);
      await look('2026-03-20');
      expect(await dueOn(id)).toBe('2026-03-25');
      await say(2, 6);
      await look('2026-03-20');
      expect([await dueOn(id), await told(id)]).toEqual(['2026-03-30', ['reminder 2 2026-03-25']]);
      const { id: late } = await order(await inspected());
      expect((await take(late, { step: 'recheck', on: TODAY, passed: true, note: '到位' })).dueOn).toBe('2026-03-30');
      await take(late, { step: 'close' }, leader);
      for (const day of ['2026-03-23', '2026-03-30', '2026-03-31']) await look(day);
      expect((await told(id)).slice(1)).toEqual([
        'reminder 2 2026-03-30',
        'last-day 2 2026-03-30',
        'escalation 2 2026-03-30',
        'escalation 1 2026-03-30',
      ]);
      expect(await told(late)).toEqual([]);
      const said = await sql<{ title: string; link: string }>(
        `SELECT title_zh AS title, link AS link FROM notices WHERE notice_key LIKE '%:${id}:2026-03-30%' ORDER BY id`,
      );
      // those who go there have nothing to close
      expect(said.map(({ title }) => title)).toEqual([
        '阳光养老院的整改办结即将到期',
        '阳光养老院的整改办结今天到期',
        '阳光养老院的整改办结已逾期',
        '阳光养老院的整改办结已逾期',
      ]);
      await say(1, null);
      await say(2, null);
      await take(id, { step: 'close' }, leader);
      expect(await dueOn(id)).toBeNull();
    });

    it('together where there are many: one notice for the agency, however many transactions it takes', async () => {
      const id = await inspected();
      const many = Array.from({ length: 1100 }, (_, n) => n);
      await dataSource.transaction((manager) =>
        insertRows(
          manager,
          'rectifications',
          many.map((n) => ({
            inspection_id: id,
            agency_id: 2,
            finding_code: 'unreachable',
            matter_id: null,
            matter_key: 10_000 + n,
            state: 'ordered',
            open_one: 1,
            ordered_on: '2027-01-04',
            deadline: '2027-03-01',
            due_on: '2027-03-01',
            version: 1,
            created_at: stamp('2027-01-04T02:00:00Z'),
            updated_at: stamp('2027-01-04T02:00:00Z'),
          })),
        ),
      );
      const titles = (): Promise<{ title: string; key: string }[]> =>
        sql(
          `SELECT title_zh AS title, notice_key AS "key" FROM notices WHERE notice_key LIKE 'rectification:%2027-03-01%'`,
        );
      await look('2027-02-26');
      await look('2027-02-26');
      expect((await titles()).map(({ title }) => title)).toEqual([
        '1100 项整改即将到期',
        '您参加的检查任务的整改即将到期',
      ]);
      const [kept] = await sql<{ many: unknown }>(
        `SELECT COUNT(*) AS many FROM rectification_reminders WHERE due_on = '2027-03-01'`,
      );
      expect(Number(kept?.many)).toBe(1100);
    });

    it('by the look of the deadlines, which goes on where another look has failed', async () => {
      const { id } = await order(await inspected());
      clock.set(new Date('2026-03-25T02:00:00Z'));
      reminders.alsoLook(() => Promise.reject(new Error('broken')));
      chasing.onModuleInit();
      // the look of inspections has nothing to count by in this house, and fails as well
      const outcome = await (reminders as unknown as { step(job: ClaimedJob): Promise<{ again: Date }> }).step(JOB);
      expect(outcome.again.getTime()).toBe(clock.now().getTime() + 600_000);
      expect(await told(id)).toEqual(['last-day 2 2026-03-25']);
    });
  });

  it('are listed, filtered and sorted', async () => {
    const id = await inspected({ target_name: '100%_之家', target_code: 'T-HOME' });
    const one = await order(id);
    const two = await order(id, { findingCode: 'problem-pending', matterId: null, items: [{ what: '补报' }] });
    const ids = async (query: Parameters<Rectifications['list']>[1], who = leader): Promise<number[]> =>
      (await rectifications.list(who, query)).items.map((each) => each.id);
    await take(two.id, { step: 'mend', on: TODAY, note: '已报' });
    expect(await ids({ search: '0%_' })).toEqual([one.id, two.id]);
    expect(await ids({ targetCode: 'T-HOME', sort: '-id', pageSize: 1 })).toEqual([two.id]);
    expect(await ids({ inspectionId: id, state: 'mended' })).toEqual([two.id]);
    expect(await ids({ inspectionId: id, findingCode: 'ordered-to-correct' })).toEqual([one.id]);
    expect(await ids({ inspectionId: id, open: true })).toEqual([one.id, two.id]);
    expect(await ids({ inspectionId: id, open: false })).toEqual([]);
    expect(await ids({ inspectionId: id, mine: true })).toEqual([]);
    expect(await ids({ inspectionId: id, mine: true }, officer)).toEqual([one.id, two.id]);
    expect(await ids({ inspectionId: id, agencyId: 1 })).toEqual([]);
    expect(await refusal(rectifications.list(leader, { sort: 'note' }))).toBe('invalid unknown_sort_field');
  });

  it('are read by others', async () => {
    const [first, second] = [await inspected(), await inspected({ state: 'published' })];
    const one = await order(first);
    await take(one.id, { step: 'recheck', on: TODAY, passed: false, note: '未到位' });
    const two = await order(second, { findingCode: 'problem-pending', matterId: null, items: [{ what: '补报' }] });
    await take(two.id, { step: 'transfer', on: TODAY, body: '某局', note: '某', documents: ['清单'] }, leader);
    await take(two.id, { step: 'receive', on: TODAY, number: '1', receivedBy: '某' }, leader);
    const read = await dataSource.transaction((manager) => readRectificationsOf(manager, [first, second, 999_999]));
    expect(read.get(first)).toEqual([
      {
        id: one.id,
        findingCode: 'ordered-to-correct',
        matterId: 1,
        state: 'failed',
        orderedOn: '2026-03-11',
        deadline: '2026-03-25',
        outcome: null,
        failedRechecks: 1,
        orders: [
          {
            on: '2026-03-11',
            deadline: '2026-03-25',
            items: [{ matterId: 1, what: '消防通道被占用，立即清理' }],
            by: 'officer',
          },
        ],
        isPublic: false,
      },
    ]);
    expect(read.get(second)).toMatchObject([{ outcome: 'transferred', isPublic: true }]);
    expect(read.get(999_999)).toEqual([]);
  });

  it('stay on record', async () => {
    await expect(write(`UPDATE rectification_steps SET note = 'x'`)).rejects.toThrow(/append-only/);
    await expect(write('DELETE FROM rectification_steps')).rejects.toThrow(/append-only/);
    await expect(write('DELETE FROM rectification_reminders')).rejects.toThrow(/append-only/);
    await expect(write('DELETE FROM rectifications')).rejects.toThrow(/never removed/);
    const [live] = await sql<{ id: number }>('SELECT MIN(id) AS id FROM rectifications WHERE open_one = 1');
    const back = `UPDATE rectifications SET deadline = '2020-01-01' WHERE id = ?`;
    await expect(write(back, [live?.id])).rejects.toThrow(/stay/);
    const [over] = await sql<{ id: number }>(`SELECT MIN(id) AS id FROM rectifications WHERE state = 'closed'`);
    const reopened = `UPDATE rectifications SET state = 'ordered', open_one = 1, outcome = NULL, closed_at = NULL WHERE id = ?`;
    await expect(write(reopened, [over?.id])).rejects.toThrow(/stay/);
  });
});
