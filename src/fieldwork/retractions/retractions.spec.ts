import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { SITE_ENTITIES, SITE_NOW, SiteHouse } from '../../../test/support/site-house.js';
import { expectVisitsToAgree } from '../../../test/support/visits-agree.js';
import { type Caller } from '../../accounts/caller.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type DomainError } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { Log } from '../../platform/log/log.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { DueDays } from '../deadlines/due-days.service.js';
import { type Undecided } from '../inspections/undecided.js';
import { InspectionSteps } from '../life/steps.service.js';
import { type StepRequest } from '../life/step.dto.js';
import { CHINAS_CALENDAR } from '../../../test/support/draw-house.js';
import { RetractionEffects } from './retraction-effects.service.js';
import { RetractionRecords } from './retraction-records.service.js';
import { type Retracted } from './retraction.entity.js';
import { type RetractionResponse } from './retraction.dto.js';
import { Retractions } from './retractions.service.js';

const TODAY = '2026-03-20';

onEachDatabase('what is taken back', (database) => {
  let dataSource: DataSource;
  let house: SiteHouse;
  let retractions: Retractions;
  const withdrawn: string[] = [];
  let made = 3;

  const planner: Caller = { userId: 5, username: 'planner', role: 'planner', agencyId: 2, inspectorId: null };
  const leader: Caller = { ...planner, userId: 6, username: 'leader' };
  const elsewhere: Caller = { ...planner, userId: 9, username: 'elsewhere', agencyId: 3 };
  const officer = (): Caller => house.inspector(1);
  const partner = (): Caller => house.inspector(2);
  const sql = <T>(query: string, values: unknown[] = []): Promise<T[]> => dataSource.query(query, values);
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error = (await work.then(
      () => Promise.reject(new Error('was not refused')),
      (reason: unknown) => reason,
    )) as DomainError;
    return `${error.kind} ${error.code}`;
  };

  /** An inspection that was drawn, with its team and its visit to come. */
  const drawn = async (): Promise<number> => {
    made++;
    await house.rows.add('inspections', {
      id: made,
      draw_id: 1,
      batch_id: 1,
      agency_id: 2,
      target_id: 1,
      planned_on: '2026-03-23',
      due_on: '2026-03-23',
    });
    await house.rows.add('inspection_seats', ...[1, 2].map((n) => ({ inspection_id: made, seat: n, inspector_id: n })));
    await issueVisits({ inspectionId: made, targetId: 1 });
    return made;
  };
  const issueVisits = (...of: { inspectionId: number; targetId: number }[]): Promise<void> =>
    house.transactions.run((manager) =>
      new InspectionVisits().issue(manager, { agencyId: 2, drawId: 1, firstDay: '2026-03-02', at: SITE_NOW, of }),
    );
  const step = async (id: number, who: Caller, request: StepRequest): Promise<string> =>
    (await house.life.take(who, id, request, undefined)).state;
  const STEPS: Readonly<Record<string, (id: number) => Promise<unknown>>> = {
    accepted: (id) => step(id, planner, { step: 'accept' }),
    approved: (id) => step(id, leader, { step: 'approve' }),
    notified: (id) => step(id, planner, { step: 'notify', on: TODAY, how: 'post' }),
    visited: (id) => step(id, officer(), { step: 'visit', on: TODAY, targetState: 'closed' }),
    reported: (id) =>
      house.findings.record(officer(), id, { findings: [{ code: 'unreachable' }], remarks: '无人' }, undefined),
    reviewed: (id) => step(id, planner, { step: 'review' }),
    published: (id) => step(id, planner, { step: 'publish' }),
    closed: (id) => step(id, planner, { step: 'close' }),
  };
  const take = async (id: number, ...states: string[]): Promise<void> => {
    for (const state of states) await STEPS[state]?.(id);
  };
  const ask = (id: number, subject: Retracted = 'visit', who = planner): Promise<RetractionResponse> =>
    retractions.ask(who, id, { subject, reason: '登记错了' });
  const takeBack = async (id: number, subject: Retracted = 'visit'): Promise<RetractionResponse> =>
    retractions.approve(leader, id, (await ask(id, subject)).id, null);
  /** All that anything is counted from. */
  const facts = async (id: number): Promise<unknown> => {
    const [inspection] = await sql<object>(
      `SELECT state, due_on AS due, visited_on AS visited, target_state AS met, remarks, completed_at AS completed,
              published_at AS published FROM inspections WHERE id = ?`,
      [id],
    );
    const [visit] = await sql<object>(
      'SELECT first_day AS first, retired_at AS retired, target_code AS target FROM visits WHERE inspection_id = ?',
      [id],
    );
    return { inspection, visit, findings: await sql('SELECT code FROM findings WHERE inspection_id = ?', [id]) };
  };

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), SITE_ENTITIES);
    house = new SiteHouse(dataSource);
    await house.build();
    await issueVisits(...[1, 2, 2].map((targetId, at) => ({ inspectionId: at + 1, targetId })));
    await house.rows.add('agencies', { path: '/3/' });
    await house.rows.add(
      'users',
      ...[4, 5, 6].map((id) => ({ id, agency_id: 2, role: id === 4 ? 'auditor' : 'planner' })),
      ...[1, 2].map((n) => ({ id: 100 + n, agency_id: 2, role: 'inspector', inspector_id: n })),
    );
    const { clock, transactions } = house;
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/');
    const notices = new Notices(
      new AgencyScope(dataSource, new Log(config)),
      new Jobs(dataSource, transactions, clock, config),
      clock,
    );
    const history = new History(clock);
    retractions = new Retractions(
      house.inspections,
      new RetractionRecords(dataSource, history, notices),
      new RetractionEffects(
        new InspectionSteps(),
        new InspectionVisits(),
        new DueDays(dataSource, CHINAS_CALENDAR, undefined as never, transactions),
        {
          publish: () => Promise.resolve(),
          publishEarlier: () => Promise.resolve(),
          withdraw: (_, id, reason) => Promise.resolve(void withdrawn.push(`${id} ${reason}`)),
        },
      ),
      transactions,
      history,
      clock,
    );
  });
  afterAll(() => dataSource.destroy());

  it('is a visit that never was: all is as it stood before it, from wherever it was recorded and however far it went', async () => {
    for (const before of [['accepted'], ['accepted', 'approved'], ['accepted', 'approved', 'notified']])
      for (const after of [['visited'], ['visited', 'reported'], ['visited', 'reported', 'reviewed']]) {
        const id = await drawn();
        await take(id, ...before);
        const stood = await facts(id);
        await take(id, ...after);
        expect(await facts(id)).not.toEqual(stood);
        await takeBack(id);
        expect([before, after, await facts(id)]).toEqual([before, after, stood]);
        const steps = await house.life.stepsOf(planner, id);
        // nothing of it is gone, and who took it back stands beside it
        expect(steps.map((one) => one.to).slice(0, before.length + after.length)).toEqual([...before, ...after]);
        expect(steps.at(-1)).toMatchObject({
          step: 'unvisit',
          from: after.at(-1),
          to: before.at(-1),
          on: TODAY,
          note: '登记错了',
          by: 'leader',
          alone: false,
        });
      }
    await expectVisitsToAgree(dataSource);
  });

  it('goes again afterwards, and what was met in error is not met again', async () => {
    const id = await drawn();
    await take(id, 'accepted', 'approved', 'notified', 'visited', 'reported');
    await takeBack(id);
    house.clock.set(new Date('2026-03-24T02:00:00Z'));
    await house.findings.record(
      officer(),
      id,
      { visitedOn: '2026-03-24', findings: [{ code: 'no-problem-found' }] },
      undefined,
    );
    const { state, targetState, visitedOn } = await house.inspections.get(planner, id);
    expect([state, visitedOn, targetState]).toEqual(['reported', '2026-03-24', null]);
    await take(id, 'reviewed', 'published', 'closed');
    house.clock.set(SITE_NOW);
  });

  it('is asked for by one and decided by another, who was not there; until then nothing goes on', async () => {
    const id = await drawn();
    expect(await refusal(ask(id))).toBe('conflict no_visit_to_retract');
    await take(id, 'accepted', 'visited');
    expect(await refusal(ask(id, 'visit', elsewhere))).toBe('not-found not_found');
    expect(await refusal(ask(id, 'publication'))).toBe('conflict result_not_published');
    expect(await refusal(ask(id, 'publication', officer()))).toBe('forbidden retraction_of_another');
    const asked = await ask(id, 'visit', officer());
    expect(asked).toMatchObject({ subject: 'visit', state: 'open', askedBy: 'i1', decidedBy: null });
    expect(await refusal(ask(id))).toBe('conflict retraction_open');
    expect(await refusal(take(id, 'reported'))).toBe('conflict retraction_open');
    expect(await refusal(step(id, officer(), { step: 'visit', on: TODAY, note: '改' }))).toBe(
      'conflict retraction_open',
    );
    for (const who of [officer(), partner()])
      expect([who.username, await refusal(retractions.approve(who, id, asked.id, null))]).toEqual([
        who.username,
        'forbidden second_person_needed',
      ]);
    expect(await refusal(retractions.withdraw(leader, id, asked.id, '不'))).toBe(
      'forbidden retraction_asked_by_another',
    );
    expect(await refusal(retractions.approve(leader, id + 1000, asked.id, null))).toBe('not-found not_found');
    const refused = await retractions.refuse(leader, id, asked.id, '确实去过');
    expect(refused).toMatchObject({ state: 'refused', decidedBy: 'leader', decisionReason: '确实去过' });
    expect(await refusal(retractions.approve(leader, id, asked.id, null))).toBe('conflict retraction_decided');
    const again = await ask(id);
    expect(await refusal(retractions.approve(planner, id, again.id, null))).toBe('forbidden second_person_needed');
    expect((await retractions.withdraw(planner, id, again.id, '看错了')).state).toBe('withdrawn');
    await take(id, 'reported');
    expect((await retractions.of(planner, id)).map(({ state }) => state)).toEqual(['refused', 'withdrawn']);
    const told = await sql<{ key: string }>(
      `SELECT notice_key AS "key" FROM notices WHERE notice_key LIKE 'retraction-%' ORDER BY id`,
    );
    expect(told.slice(-3).map(({ key }) => key)).toEqual([
      `retraction-asked:${asked.id}`,
      `retraction-decided:${asked.id}`,
      `retraction-asked:${again.id}`,
    ]);
  });

  it('is found while it waits, by those who see the inspection, until it is decided or void', async () => {
    const waiting = async (who: Caller, undecided: Undecided): Promise<number[]> =>
      (await house.inspections.list(who, { undecided })).items.map(({ id }) => id);
    expect(await waiting(planner, 'visit')).toEqual([]);
    const [id, other, dropped] = [await drawn(), await drawn(), await drawn()];
    for (const each of [id, other, dropped])
      await take(each, 'accepted', 'approved', 'notified', 'visited', 'reported');
    await take(other, 'reviewed', 'published');
    const asked = await ask(id);
    await ask(other, 'publication');
    await ask(dropped);
    const drop = (state: string): Promise<unknown> =>
      dataSource.transaction((manager) =>
        manager.query('UPDATE inspections SET state = ? WHERE id = ?', [state, dropped]),
      );
    await drop('voided');
    expect(await waiting(planner, 'visit')).toEqual([id]);
    expect(await waiting(leader, 'publication')).toEqual([other]);
    expect(await waiting({ ...leader, role: 'auditor', agencyId: null }, 'visit')).toEqual([id]);
    expect(await waiting(officer(), 'visit')).toEqual([id]);
    expect(await waiting(elsewhere, 'visit')).toEqual([]);
    expect(await waiting(planner, 'recusal')).toEqual([]);
    expect((await house.inspections.list(planner, { undecided: 'visit', agencyId: 2, state: 'visited' })).total).toBe(
      0,
    );
    await retractions.refuse(leader, id, asked.id, '确实去过');
    expect(await waiting(planner, 'visit')).toEqual([]);
    await drop('reported');
    expect(await waiting(planner, 'visit')).toEqual([dropped]);
    expect(await waiting(planner, 'publication')).toEqual([other]);
  });

  it('is decided by another one of the team where nobody else plans', async () => {
    const id = await drawn();
    await take(id, 'accepted', 'visited');
    const asked = await ask(id);
    const active = (value: number): Promise<unknown> =>
      dataSource.transaction((manager) => manager.query('UPDATE users SET active = ? WHERE id = 6', [value]));
    await active(0);
    expect(await refusal(retractions.approve(planner, id, asked.id, null))).toBe('forbidden second_person_needed');
    expect((await retractions.approve(partner(), id, asked.id, null)).decidedBy).toBe('i2');
    await active(1);
  });

  it('is never a visit of which there are signs on the spot, or upon which something was ordered', async () => {
    const id = await drawn();
    await take(id, 'accepted', 'visited', 'reported');
    await dataSource.transaction((manager) =>
      manager.query(
        `INSERT INTO rectifications (inspection_id, agency_id, finding_code, matter_key, state, open_one, ordered_on, deadline,
           due_on, version, created_at, updated_at)
         VALUES (?, 2, 'unreachable', 0, 'ordered', 1, '2026-03-20', '2026-03-30', '2026-03-30', 1, '2026-03-20 02:00:00', '2026-03-20 02:00:00')`,
        [id],
      ),
    );
    expect(await refusal(ask(id))).toBe('conflict ordered_upon_visit');
    await dataSource.transaction((manager) =>
      manager.query(
        `UPDATE rectifications SET state = 'closed', open_one = NULL, outcome = 'ended', due_on = NULL, closed_at = updated_at WHERE inspection_id = ?`,
        [id],
      ),
    );
    const asked = await ask(id);
    // who comes there meanwhile is seen when it is decided
    const phone = house.phone(2);
    const code = await house.code(id);
    expect(await phone.told(phone.act('check-in', id, { code, place: null }))).toEqual(['taken']);
    expect(await refusal(retractions.approve(leader, id, asked.id, null))).toBe('conflict somebody_was_there');
    expect((await retractions.of(planner, id)).map(({ state }) => state)).toEqual(['open']);
    await retractions.refuse(leader, id, asked.id, '有签到');
    expect(await refusal(ask(id))).toBe('conflict somebody_was_there');
  });

  it('is a published result, which may be put right and published anew, or its visit taken back after it', async () => {
    const [id, other] = [await drawn(), await drawn()];
    for (const each of [id, other])
      await take(each, 'accepted', 'approved', 'notified', 'visited', 'reported', 'reviewed', 'published');
    await take(other, 'closed');
    for (const each of [id, other]) {
      expect(await refusal(ask(each))).toBe('conflict withdraw_result_first');
      await takeBack(each, 'publication');
      const { inspected, next, publishedAt, result, state, visitedOn } = await house.inspections.get(planner, each);
      expect([state, inspected, visitedOn, publishedAt, result.zh]).toEqual([
        'withdrawn',
        false,
        TODAY,
        null,
        '结果已撤回',
      ]);
      expect(next.map((one) => [one.step, one.to])).toEqual([['return', 'reported']]);
    }
    expect(withdrawn).toEqual([`${id} 登记错了`, `${other} 登记错了`]);
    expect(await refusal(ask(id, 'publication'))).toBe('conflict result_not_published');
    expect(await step(id, planner, { step: 'return', note: '重新报告' })).toBe('reported');
    await take(id, 'reviewed', 'published', 'closed');
    await takeBack(other);
    expect((await house.inspections.get(planner, other)).state).toBe('notified');
  });

  it('of two who decide at once, and of a step at the same moment, one comes first and nothing is half done', async () => {
    const id = await drawn();
    await take(id, 'accepted', 'visited', 'reported');
    const settled = await Promise.allSettled([ask(id), take(id, 'reviewed'), ask(id, 'visit', officer())]);
    const asked = (await retractions.of(planner, id)).filter(({ state }) => state === 'open');
    expect(asked.length).toBeLessThanOrEqual(1);
    expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true);
    const [one] = asked.length === 1 ? asked : [await ask(id)];
    const both = await Promise.allSettled([
      retractions.approve(leader, id, one!.id, null),
      retractions.refuse(leader, id, one!.id, '不'),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [kept] = (await retractions.of(planner, id)).filter((each) => each.id === one!.id);
    expect((await house.inspections.get(planner, id)).state === 'accepted').toBe(kept?.state === 'approved');
  });

  it('is never changed or removed, and never asked for and decided by one', async () => {
    const write = (query: string): Promise<unknown> => dataSource.transaction((manager) => manager.query(query));
    await expect(write('DELETE FROM inspection_retractions')).rejects.toThrow('never removed');
    await expect(write(`UPDATE inspection_retractions SET reason = 'x'`)).rejects.toThrow('not changed');
    const id = await drawn();
    await take(id, 'accepted', 'visited');
    const { id: open } = await ask(id);
    await expect(
      write(
        `UPDATE inspection_retractions SET state = 'approved', undecided = NULL, decided_by = asked_by, decided_at = asked_at WHERE id = ${open}`,
      ),
    ).rejects.toThrow();
    await expectVisitsToAgree(dataSource);
  });
});
