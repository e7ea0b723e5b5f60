import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DataSource, type DataSourceOptions } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { CHINAS_CALENDAR } from '../../../test/support/draw-house.js';
import { FIELD_ENTITIES, FieldRows } from '../../../test/support/field-rows.js';
import { AmendedDraws } from '../../drawing/amendments/amended-draws.service.js';
import { type Caller } from '../../accounts/caller.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { dataSourceOptions, openDatabase } from '../../platform/database/open-database.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type DomainError } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { Log } from '../../platform/log/log.js';
import { nameOrder } from '../../platform/words/name-order.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { DueDays } from '../deadlines/due-days.service.js';
import { FollowUps } from '../life/follow-ups.js';
import { InspectionLife } from '../life/life.service.js';
import { type StepRequest } from '../life/step.dto.js';
import { InspectionSteps } from '../life/steps.service.js';
import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { type FindingsRequest } from '../findings/finding.dto.js';
import { FindingsService } from '../findings/findings.service.js';
import { type ReviewNotices } from '../findings/review-notices.service.js';
import { type InspectionQuery } from './inspection.dto.js';
import { AmendedInspections } from './amended-inspections.service.js';
import { Inspection } from './inspection.entity.js';
import { InspectionsService } from './inspections.service.js';

/** 2026-03-20, ten in the morning in China. */
const NOW = new Date('2026-03-20T02:00:00.000Z');

const caller = (more: Partial<Caller>): Caller => ({
  userId: 5,
  username: 'someone',
  role: 'planner',
  agencyId: null,
  inspectorId: null,
  ...more,
});

onEachDatabase('inspections', (database) => {
  let dataSource: DataSource;
  let clock: StandingClock;
  let inspections: InspectionsService;
  let life: InspectionLife;
  let findings: FindingsService;
  let history: History;
  /** How often China's calendar was put together. */
  let calendars = 0;
  let warned: jest.SpiedFunction<Log['warn']>;
  /** Of all inspections; a step's row has its place by it, and rows stay. */
  let version = 1;
  const tag = (later: number): string => `"${version + later}"`;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), FIELD_ENTITIES);
    const rows = new FieldRows(dataSource);
    // 1 the city, 2 a county below it, 3 another city
    await rows.add('agencies', { path: '/1/' }, { path: '/1/2/', parent_id: 1 }, { path: '/3/' });
    await rows.add('matters', { agency_id: 1 }, { agency_id: 1 }, { agency_id: 1 });
    await rows.add('targets', { agency_id: 2, name: '阳光养老院' }, { agency_id: 2 }, { agency_id: 3 });
    await rows.add('inspectors', { agency_id: 2 }, { agency_id: 2, valid_until: '2026-03-10' }, { agency_id: 3 });
    await rows.add('plans', { agency_id: 2 }, { agency_id: 3 });
    await rows.add('batches', { plan_id: 1 }, { plan_id: 2 });
    await rows.add('occurrences', { batch_id: 1 }, { batch_id: 2 }, { batch_id: 1, due_at: '2026-03-02 01:00:00.000' });
    await rows.add(
      'draws',
      { occurrence_id: 1, batch_id: 1, agency_id: 2 },
      { occurrence_id: 2, batch_id: 2, agency_id: 3 },
      { occurrence_id: 3, batch_id: 1, agency_id: 2, phase: 'drawn' },
    );
    await rows.add(
      'draw_kind_matters',
      { draw_id: 1, matter_id: 1 },
      { draw_id: 1, matter_id: 2 },
      { draw_id: 1, matter_id: 2, target_kind: '基金会' },
      { draw_id: 1, matter_id: 3, target_kind: '基金会' },
      { draw_id: 2, matter_id: 3 },
    );
    const of = (draw: number, target: number, name = `对象 ${target}`): Record<string, unknown> => ({
      draw_id: draw,
      batch_id: draw === 2 ? 2 : 1,
      agency_id: draw === 2 ? 3 : 2,
      target_id: target,
      target_code: `T${target}`,
      target_name: name,
    });
    // 1 and 2 in the county, 3 in the other city, 4 of a draw that is not issued yet
    await rows.add(
      'inspections',
      of(1, 1, '阳光养老院'),
      { ...of(1, 2, '100%_之家'), target_kind: '基金会' },
      of(2, 3),
      of(3, 1),
    );
    const seat = (inspection: number, place: number, inspector: number): Record<string, unknown> => ({
      inspection_id: inspection,
      seat: place,
      inspector_id: inspector,
    });
    await rows.add(
      'inspection_seats',
      seat(1, 1, 2),
      seat(1, 2, 1),
      seat(2, 1, 1),
      seat(2, 2, 3),
      seat(3, 1, 3),
      seat(4, 1, 1),
    );
  });
  afterAll(() => dataSource.destroy());

  beforeEach(async () => {
    const log = new Log(new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/'));
    warned = jest.spyOn(log, 'warn');
    clock = new StandingClock(NOW);
    history = new History(clock);
    inspections = new InspectionsService(
      dataSource.getRepository(Inspection),
      new AgencyScope(dataSource, log),
      history,
      clock,
      log,
    );
    calendars = 0;
    const counted = {
      calendar: () => {
        calendars += 1;
        return CHINAS_CALENDAR.calendar();
      },
    } as typeof CHINAS_CALENDAR;
    const [visits, steps, transactions] = [new InspectionVisits(), new InspectionSteps(), new Transactions(dataSource)];
    life = new InspectionLife(
      dataSource,
      inspections,
      steps,
      new AmendedDraws(new AmendedInspections(visits, steps)),
      visits,
      new FollowUps(),
      new DueDays(dataSource, counted, undefined as never, transactions),
      transactions,
      history,
      clock,
      { publish: () => Promise.resolve(), publishEarlier: () => Promise.resolve(), withdraw: () => Promise.resolve() },
    );
    const told = { wanted: () => Promise.resolve() } as unknown as ReviewNotices;
    findings = new FindingsService(inspections, life, told, transactions, history, clock);
    await dataSource.transaction(async (manager) => {
      await manager.query('DELETE FROM findings');
      await manager.query(
        `UPDATE inspections SET state = 'accepted', visited_on = NULL, target_state = NULL, remarks = NULL,
                completed_at = NULL, published_at = NULL, version = ${(version += 100)}`,
      );
    });
  });

  const body = (more: Partial<FindingsRequest> = {}): FindingsRequest => ({
    visitedOn: '2026-03-18',
    findings: [{ code: 'no-problem-found' }],
    ...more,
  });
  const refusal = async (work: Promise<unknown>): Promise<[string, string]> => {
    const error = (await work.then(
      () => Promise.reject(new Error('was not refused')),
      (reason: unknown) => reason,
    )) as DomainError;
    return [error.kind, error.code];
  };
  const idsOf = async (who: Caller, query: InspectionQuery = {}): Promise<number[]> =>
    (await inspections.list(who, query)).items.map(({ id }) => id);

  it('drift nowhere: the tables are what the entities say', async () => {
    // TypeORM reads MariaDB's defaults (the word NULL where MySQL has none) only under that name
    const address = database.address();
    const reader =
      address.kind === 'sqlite'
        ? dataSource
        : await new DataSource({
            ...dataSourceOptions(address, FIELD_ENTITIES),
            type: 'mariadb',
          } as DataSourceOptions).initialize();
    const { upQueries } = await reader.driver.createSchemaBuilder().log();
    if (reader !== dataSource) await reader.destroy();
    const ours = upQueries.map(({ query }) => query).filter((query) => /inspection|finding/.test(query));
    expect(ours).toEqual([]);
  });

  describe('lists', () => {
    it('show what is issued, and to each what is his', async () => {
      expect(await idsOf(caller({}))).toEqual([1, 2, 3]);
      expect(await idsOf(caller({ agencyId: 1 }))).toEqual([1, 2]);
      expect(await idsOf(caller({ agencyId: 3, role: 'auditor' }))).toEqual([3]);
      expect(await idsOf(caller({ role: 'inspector', agencyId: 2, inspectorId: 2 }))).toEqual([1]);
      // a seat counts wherever the draw was made, and scope alone shows an inspector nothing
      expect(await idsOf(caller({ role: 'inspector', agencyId: 2, inspectorId: 3 }))).toEqual([2, 3]);
      expect(await idsOf(caller({ role: 'inspector', inspectorId: null }))).toEqual([]);
    });

    it('show a planner the inspections of other agencies in whose team he sits as well', async () => {
      const lent = caller({ agencyId: 3, inspectorId: 3 });
      expect(await idsOf(lent)).toEqual([2, 3]);
      expect(await idsOf(lent, { mine: true })).toEqual([2, 3]);
      expect(await idsOf(caller({ agencyId: 3, inspectorId: 1, role: 'auditor' }))).toEqual([1, 2, 3]);
      expect(await idsOf(caller({ agencyId: 3, inspectorId: 1, role: 'inspector' }))).toEqual([1, 2]);
    });

    it('filter', async () => {
      const all = caller({ inspectorId: 1 });
      expect(await idsOf(all, { mine: true })).toEqual([1, 2]);
      expect(await idsOf(caller({}), { mine: true })).toEqual([]);
      expect(await idsOf(all, { inspectorId: 3 })).toEqual([2, 3]);
      expect(await idsOf(all, { agencyId: 3 })).toEqual([3]);
      expect(await idsOf(all, { drawId: 1 })).toEqual([1, 2]);
      expect(await idsOf(all, { batchId: 2 })).toEqual([3]);
      expect(await idsOf(all, { targetCode: 'T2' })).toEqual([2]);
      expect(await idsOf(all, { search: '养老' })).toEqual([1]);
      expect(await idsOf(all, { search: 'T3' })).toEqual([3]);
      expect(await idsOf(all, { search: '0%_' })).toEqual([2]);
      expect(await idsOf(all, { search: '%' })).toEqual([2]);
      await findings.record(all, 2, body(), undefined);
      expect(await idsOf(all, { state: 'reported' })).toEqual([2]);
      expect(await idsOf(all, { sort: '-targetCode', pageSize: 2 })).toEqual([3, 2]);
      expect((await inspections.list(all, { pageSize: 1 })).total).toBe(3);
      expect(await refusal(inspections.list(all, { sort: 'remarks' }))).toEqual(['invalid', 'unknown_sort_field']);
    });

    it('stand by the readings of the names of targets and agencies', async () => {
      for (const [id, targetName] of [
        [1, '阳光养老院'],
        [2, '𠮷祥之家'],
        [3, '阿福公墓'],
      ] as const)
        await dataSource.transaction((within) => within.update(Inspection, id, { targetName }));
      // as whoever keeps the register writes it
      const named = (id: number, name: string): Promise<unknown> =>
        dataSource.transaction((within) =>
          within.query('UPDATE agencies SET name = ?, name_order = ? WHERE id = ?', [name, nameOrder(name), id]),
        );
      await named(2, '朝阳县民政局');
      await named(3, '安县民政局');
      expect(await idsOf(caller({}), { sort: 'targetName' })).toEqual([3, 1, 2]);
      expect(await idsOf(caller({}), { sort: '-targetName' })).toEqual([2, 1, 3]);
      expect(await idsOf(caller({}), { sort: 'agency' })).toEqual([3, 1, 2]);
      expect(await idsOf(caller({}), { sort: '-agency', page: 2, pageSize: 2 })).toEqual([3]);
    });

    it('name the team in the order of its seats', async () => {
      const { items } = await inspections.list(caller({}), {});
      expect(
        items[0]?.team.map(({ seat, inspectorId, certificateNumber }) => [seat, inspectorId, certificateNumber]),
      ).toEqual([
        [1, 2, '证2'],
        [2, 1, '证1'],
      ]);
    });
  });

  describe('one', () => {
    it('shows team, matters, deadlines and the draw', async () => {
      const one = await inspections.get(caller({}), 1);
      expect(one).toMatchObject({
        state: 'accepted',
        inspected: false,
        result: { zh: '未检查' },
        drawNumber: '2026-1',
        target: { id: 1, code: 'T1', name: '阳光养老院', kind: '社会团体' },
        deadlines: { visitFrom: '2026-03-02', visitUntil: '2026-03-31', visitOverdue: false },
        findings: [],
        visitedOn: null,
        publishedAt: null,
      });
      expect(one.matters.map(({ code, legalBasis }) => [code, legalBasis])).toEqual([
        ['M1', '《慈善法》'],
        ['M2', '《慈善法》'],
      ]);
      // the other inspection of the same draw is at a foundation
      expect((await inspections.get(caller({}), 2)).matters.map(({ code }) => code)).toEqual(['M2', 'M3']);
      expect(one.team.map(({ certifiedOnVisit }) => certifiedOnVisit)).toEqual([null, null]);
      clock.set(new Date('2026-03-31T15:59:59.999Z'));
      expect((await inspections.get(caller({}), 1)).deadlines.visitOverdue).toBe(false);
      clock.set(new Date('2026-03-31T16:00:00.000Z'));
      expect((await inspections.get(caller({}), 1)).deadlines.visitOverdue).toBe(true);
    });

    it('is not there for those who may not see it, and the attempt is logged', async () => {
      const strangers: [Caller, number][] = [
        [caller({ agencyId: 3 }), 1],
        [caller({ role: 'inspector', agencyId: 2, inspectorId: 3 }), 1],
        [caller({ role: 'inspector', agencyId: null, inspectorId: null }), 1],
      ];
      for (const [who, id] of strangers) {
        warned.mockClear();
        expect(await refusal(inspections.get(who, id))).toEqual(['not-found', 'not_found']);
        expect(warned).toHaveBeenCalledTimes(1);
        expect(await refusal(inspections.historyOf(who, id))).toEqual(['not-found', 'not_found']);
        expect(await refusal(findings.record(who, id, body(), undefined))).toEqual(['not-found', 'not_found']);
        expect(await refusal(life.take(who, id, { step: 'review' }, undefined))).toEqual(['not-found', 'not_found']);
        expect(warned).toHaveBeenCalledTimes(4);
      }
      expect(await dataSource.getRepository(Inspection).countBy({ state: 'reported' })).toBe(0);
    });

    it('is open to whoever sits in its team, whichever agency he plans for, and no more than that', async () => {
      const lent = caller({ agencyId: 3, inspectorId: 3, userId: 7 });
      expect((await inspections.get(lent, 2)).id).toBe(2);
      const reported = await findings.record(lent, 2, body(), undefined);
      expect(reported).toMatchObject({ state: 'reported' });
      // he sits there, and plans elsewhere
      expect(await refusal(life.take(lent, 2, { step: 'review' }, undefined))).toEqual([
        'forbidden',
        'step_of_another',
      ]);
      expect(await refusal(inspections.get(lent, 1))).toEqual(['not-found', 'not_found']);
    });

    it('is not there while its draw is not issued', async () => {
      expect(await refusal(inspections.get(caller({}), 4))).toEqual(['not-found', 'not_found']);
      expect(await refusal(findings.record(caller({}), 4, body(), undefined))).toEqual(['not-found', 'not_found']);
    });
  });

  describe('findings', () => {
    const sits = caller({ role: 'inspector', agencyId: 2, inspectorId: 1 });

    it('complete the inspection; a second time replaces, and the history keeps both', async () => {
      const before = (await inspections.historyOf(sits, 1)).length;
      const first = await findings.record(
        sits,
        1,
        body({
          findings: [{ code: 'not-disclosed', matterId: 1, note: '年报未公示' }, { code: 'ordered-to-correct' }],
          targetState: 'moved',
          remarks: '已拍照',
        }),
        tag(0),
      );
      expect(first).toMatchObject({
        state: 'reported',
        visitedOn: '2026-03-18',
        targetState: 'moved',
        remarks: '已拍照',
        completedAt: NOW.toISOString(),
        publishedAt: null,
        version: version + 1,
        findings: [
          { code: 'not-disclosed', matterId: 1, note: '年报未公示', name: { zh: '未按规定公示应当公示的信息' } },
          { code: 'ordered-to-correct', matterId: null, note: null },
        ],
      });
      // the second inspector's certificate ran out on the tenth
      expect(first.team.map(({ inspectorId, certifiedOnVisit }) => [inspectorId, certifiedOnVisit])).toEqual([
        [2, false],
        [1, true],
      ]);
      clock.set(new Date('2026-03-21T02:00:00.000Z'));
      const second = await findings.record(sits, 1, body({ visitedOn: '2026-03-10' }), tag(1));
      expect(second).toMatchObject({
        state: 'reported',
        visitedOn: '2026-03-10',
        targetState: null,
        remarks: null,
        version: version + 2,
        findings: [{ code: 'no-problem-found' }],
      });
      expect(second.completedAt).toBe(NOW.toISOString());
      expect(second.team.map(({ certifiedOnVisit }) => certifiedOnVisit)).toEqual([true, true]);
      expect(await inspections.get(sits, 1)).toEqual(second);

      const changes = (await inspections.historyOf(sits, 1)).slice(0, -before || undefined);
      expect(changes.map(({ action }) => action)).toEqual(['corrected', 'reported']);
      expect(changes[1]).toMatchObject({ before: { state: 'accepted', findings: [] } });
      expect(changes[0]).toMatchObject({
        before: {
          visitedOn: '2026-03-18',
          findings: [{ code: 'not-disclosed', matterId: 1, note: '年报未公示' }, { code: 'ordered-to-correct' }],
        },
        after: { visitedOn: '2026-03-10', findings: [{ code: 'no-problem-found', matterId: null, note: null }] },
      });
    });

    it.each([
      ['a future day', { visitedOn: '2026-03-21' }, 'visit_in_future'],
      ['a day before the draw', { visitedOn: '2026-02-28' }, 'visit_before_draw'],
      ['a day before the window', { visitedOn: '2026-03-01' }, 'visit_before_window'],
      ['an unknown code', { findings: [{ code: 'all-fine' }] }, 'unknown_finding_code'],
      [
        'a matter for another kind of target',
        { findings: [{ code: 'unreachable', matterId: 3 }] },
        'matter_not_inspected',
      ],
      [
        'a contradiction',
        { findings: [{ code: 'no-problem-found' }, { code: 'unreachable' }] },
        'contradictory_findings',
      ],
    ])('refuse %s and write nothing', async (_, more, code) => {
      const before = (await inspections.historyOf(sits, 1)).length;
      expect(await refusal(findings.record(sits, 1, body(more), undefined))).toEqual(['invalid', code]);
      expect(await inspections.get(sits, 1)).toMatchObject({ state: 'accepted', version, findings: [] });
      expect(await inspections.historyOf(sits, 1)).toHaveLength(before);
    });

    it('name a matter of their own inspection, though the draw was about more', async () => {
      const unreachable = (matterId: number): FindingsRequest =>
        body({ findings: [{ code: 'unreachable', matterId }] });
      expect(await refusal(findings.record(sits, 2, unreachable(1), undefined))).toEqual([
        'invalid',
        'matter_not_inspected',
      ]);
      const recorded = await findings.record(sits, 2, unreachable(3), undefined);
      expect(recorded.findings).toMatchObject([{ matterId: 3 }]);
    });

    it('count days in China: at 16:00 UTC it is tomorrow there', async () => {
      clock.set(new Date('2026-03-18T15:59:59.999Z'));
      expect(await refusal(findings.record(sits, 1, body({ visitedOn: '2026-03-19' }), undefined))).toEqual([
        'invalid',
        'visit_in_future',
      ]);
      clock.set(new Date('2026-03-18T16:00:00.000Z'));
      expect((await findings.record(sits, 1, body({ visitedOn: '2026-03-19' }), undefined)).state).toBe('reported');
    });

    it('put the visit right by the rules of a visit: not before its notice, by two of the team', async () => {
      const planner = caller({ userId: 6, agencyId: 1 });
      const take = (request: StepRequest): Promise<unknown> => life.take(planner, 1, request, undefined);
      const visits = async (): Promise<unknown[]> =>
        (await life.stepsOf(planner, 1))
          .filter(({ at, step }) => step === 'visit' && at === clock.now().toISOString())
          .map(({ note, on, people, without }) => [on, people.length, without, note === null]);
      clock.set(new Date('2026-03-20T03:00:00.000Z'));
      await take({ step: 'approve' });
      await take({ step: 'notify', on: '2026-03-16', how: 'post' });
      // the day was wrong: it is given back, and the one that was given back binds nobody
      await take({ step: 'return', note: '送达日期有误' });
      await take({ step: 'notify', on: '2026-03-12', how: 'post' });
      await take({ step: 'visit', on: '2026-03-14' });
      await take({ step: 'notify', on: '2026-03-13', how: 'in-person', note: '送达回证所载日期' });
      expect(await refusal(take({ step: 'notify', on: '2026-03-15', how: 'post', note: '误' }))).toEqual([
        'invalid',
        'notice_after_visit',
      ]);
      await findings.record(sits, 1, body({ visitedOn: '2026-03-18' }), undefined);
      expect(await refusal(findings.record(sits, 1, body({ visitedOn: '2026-03-12' }), undefined))).toEqual([
        'invalid',
        'visit_before_notice',
      ]);
      expect(await refusal(findings.record(sits, 1, body({ present: [1] }), undefined))).toEqual([
        'invalid',
        'too_few_present',
      ]);
      await findings.record(sits, 1, body({ visitedOn: '2026-03-13', present: [1, 2] }), undefined);
      expect(await refusal(take({ step: 'visit', on: '2026-03-19' }))).toEqual(['invalid', 'required']);
      await take({ step: 'visit', on: '2026-03-19', note: '登记有误' });
      expect(await inspections.get(planner, 1)).toMatchObject({ state: 'reported', visitedOn: '2026-03-19' });
      expect(await visits()).toEqual([
        ['2026-03-14', 2, [], true],
        ['2026-03-18', 2, [], false],
        ['2026-03-13', 2, [], false],
        ['2026-03-19', 2, [], false],
      ]);
    });

    it('do not make up after the visit for a notice that nobody gave', async () => {
      const planner = caller({ userId: 6, agencyId: 1 });
      await findings.record(sits, 2, body(), undefined);
      await life.take(planner, 2, { step: 'return', note: '请补充' }, undefined);
      const late = { step: 'notify', on: '2026-03-17', how: 'post', note: '补登' } as const;
      expect(await refusal(life.take(planner, 2, late, undefined))).toEqual(['conflict', 'no_notice_to_correct']);
      // and what the visit went without stays with it
      await life.take(planner, 2, { step: 'visit', on: '2026-03-17', note: '更正' }, undefined);
      const last = (await life.stepsOf(planner, 2)).at(-1);
      expect([last?.step, last?.without]).toEqual(['visit', ['approve', 'notify']]);
    });

    it('and steps of several at once put China’s calendar together once', async () => {
      const planner = caller({ userId: 6 });
      await life.takeAll(planner, { ids: [1, 2], step: 'visit', on: '2026-03-18' });
      expect(calendars).toBe(1);
      const due = (await inspections.list(planner, { state: 'visited' })).items.map(({ dueOn }) => dueOn);
      expect(due).toEqual(['2026-04-16', '2026-04-16']);
    });

    it('are refused once reviewed and once published, and published once', async () => {
      const planner = caller({ userId: 6, agencyId: 1 });
      const publish = (etag?: string): Promise<unknown> => life.take(planner, 1, { step: 'publish' }, etag);
      expect(await refusal(publish())).toEqual(['conflict', 'step_out_of_order']);
      await findings.record(sits, 1, body(), undefined);
      expect(await refusal(publish())).toEqual(['conflict', 'step_out_of_order']);
      await life.take(planner, 1, { step: 'review' }, tag(1));
      expect(await refusal(findings.record(sits, 1, body(), undefined))).toEqual(['conflict', 'step_out_of_order']);
      expect(await refusal(publish(tag(1)))).toEqual(['stale', 'changed_meanwhile']);
      expect(await publish(tag(2))).toMatchObject({
        state: 'published',
        publishedAt: NOW.toISOString(),
        version: version + 3,
      });
      expect(await refusal(publish())).toEqual(['conflict', 'inspection_published']);
      expect(await refusal(findings.record(sits, 1, body(), undefined))).toEqual(['conflict', 'inspection_published']);
      expect(await inspections.get(sits, 1)).toMatchObject({
        version: version + 3,
        inspected: true,
        result: { zh: '未发现问题' },
        findings: [{ code: 'no-problem-found' }],
      });
      expect((await inspections.historyOf(sits, 1))[0]).toMatchObject({
        action: 'published',
        before: { state: 'reviewed' },
        after: { state: 'published' },
      });
    });

    it('are refused against an older version', async () => {
      await findings.record(sits, 1, body(), tag(0));
      expect(await refusal(findings.record(sits, 1, body(), tag(0)))).toEqual(['stale', 'changed_meanwhile']);
    });

    it('of ten people at once are one set of findings, whoever was last', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 12 }, (_, at) =>
          findings.record(
            caller({ userId: at }),
            2,
            body({ findings: [{ code: 'unreachable', note: `${at}` }] }),
            undefined,
          ),
        ),
      );
      const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
      expect(done).toBeGreaterThan(0);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect((outcome.reason as DomainError).code).toBe('changed_meanwhile');
      }
      const one = await inspections.get(caller({}), 2);
      expect(one.findings).toHaveLength(1);
      expect(one.version).toBe(version + done);
    });
  });
});
