import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type INestApplication } from '@nestjs/common';
import { DataSource, MoreThanOrEqual } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import {
  type Answer,
  BATCH,
  errorsOf,
  fillRegistry,
  openApplication,
  PlanningClient,
} from '../../test/support/planning-house.js';
import { Agency } from '../registry/agencies/agency.entity.js';
import { Inspector } from '../registry/inspectors/inspector.entity.js';
import { BatchReview } from './batches/batch-review.service.js';
import { OccurrenceSchedule } from './occurrences/occurrence-schedule.service.js';
import { Plan } from './plans/plan.entity.js';

const ALL = { 'x-caller': 'all' };

/** The county's batch, and two agencies beside it, each with ten inspectors. */
onEachDatabase('agencies beside a batch', (database) => {
  let app: INestApplication;
  let dataSource: DataSource;
  let client: PlanningClient;
  let pastYear = 1990;
  let path: string;

  beforeAll(async () => {
    app = await openApplication(database);
    dataSource = app.get(DataSource);
    client = new PlanningClient(app);
    await fillRegistry(dataSource);
    await dataSource.transaction(async (manager) => {
      const beside = await manager.findOneByOrFail(Agency, { id: 3 });
      await manager.insert(Agency, { ...beside, id: 4, code: 'a4', name: '邻县市场监管局', path: '/1/4/' });
      const officer = await manager.findOneByOrFail(Inspector, { id: 1 });
      for (let n = 0; n < 20; n++) {
        const code = `beside${n}`;
        await manager.insert(Inspector, {
          ...{ ...officer, id: 100 + n, code, certificateNumber: code },
          agencyId: n < 10 ? 3 : 4,
        });
      }
    });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await dataSource.transaction((manager) => manager.update(Plan, { year: 2026 }, { year: pastYear++ }));
  });

  const call: PlanningClient['call'] = (...request) => client.call(...request);
  const planned = async (more: object = {}): Promise<void> => {
    const { plan, batches } = await client.published({ ...BATCH, ...more });
    path = `plans/${plan}/batches/${batches[0]}`;
  };
  const ask = async (agency: string, role: string): Promise<number> => {
    const answer = await call('POST', `${path}/partners`, { agency, role, reason: '联合抽查' });
    expect(answer.status).toBe(201);
    return answer.body.id as number;
  };
  const accept = (id: number, body: object): Promise<Answer> => call('POST', `invitations/${id}/accept`, body, ALL);
  const seats = (count: number): object => ({ seats: [{ count }] });
  const warnings = async (): Promise<string[]> =>
    (await call('GET', path)).body.warnings.map(({ code }: { code: string }) => code);

  describe('a team is never larger than may be', () => {
    it('where two accept at once, in a draft, which has no occurrences to hold', async () => {
      const plan = await client.draft();
      path = `plans/${plan}/batches/${await client.addBatch(plan, BATCH)}`;
      const invitations = [await ask('a3', 'participant'), await ask('a4', 'participant')];
      const schedule = app.get(OccurrenceSchedule);
      const real = schedule.locked.bind(schedule);
      let arrived = 0;
      const spy = jest.spyOn(schedule, 'locked').mockImplementation(async (...given) => {
        // neither goes on before the other is here, unless the other is kept out
        arrived++;
        for (let wait = 0; wait < 30 && arrived < 2; wait++) await new Promise((resolve) => setTimeout(resolve, 10));
        return real(...given);
      });
      const answers = await Promise.all(invitations.map((id) => accept(id, seats(10))));
      spy.mockRestore();
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      expect(answers.flatMap(errorsOf)).toEqual(['team_too_large /seats']);
    });

    it('where one accepts while the batch is changed', async () => {
      await planned();
      const invitation = await ask('a3', 'participant');
      const reviews = app.get(BatchReview);
      const real = reviews.review.bind(reviews);
      const spy = jest.spyOn(reviews, 'review').mockImplementationOnce(async (...given) => {
        spy.mockRestore();
        const reviewed = await real(...given);
        expect((await accept(invitation, seats(9))).status).toBe(200);
        return reviewed;
      });
      await dataSource.transaction((manager) => manager.update(Inspector, { agencyId: 4 }, { agencyId: 2 }));
      const changed = await call('PATCH', path, { teamSize: 12, reason: '增加人手' });
      await dataSource.transaction((manager) =>
        manager.update(Inspector, { id: MoreThanOrEqual(110) }, { agencyId: 4 }),
      );
      expect([changed.status, ...errorsOf(changed)]).toEqual([400, 'team_too_large /teamSize']);
      expect((await call('GET', path)).body.teamSize).toBe(2);
    });
  });

  it('what an agency answers is judged with the batch: what is told of it is what holds by then', async () => {
    await planned();
    expect(await warnings()).toEqual(['small_pool']);
    const { version } = (await call('GET', path)).body;
    const lending = await ask('a3', 'neighbour');
    const answer = await accept(lending, { reason: '支援' });
    expect(answer.status).toBe(200);
    expect(await warnings()).toEqual([]);
    // who had looked at the batch before is told that it is another by now
    const stale = await call('PATCH', path, { name: '改名', reason: '更正' }, { 'if-match': `"${version}"` });
    expect(stale.status).toBe(412);
    const body = { partnerId: lending, reason: '不再需要' };
    expect((await call('POST', `${path}/partners/leave-out`, body)).status).toBe(200);
    expect(await warnings()).toEqual(['small_pool']);
  });

  it('one that declines leaves a batch that cannot be drawn, and everyone sees why', async () => {
    await planned();
    const asked = await ask('a3', 'neighbour');
    const away = async (available: boolean): Promise<unknown> =>
      dataSource.transaction((manager) => manager.update(Inspector, { agencyId: 2, id: 1 }, { available }));
    await dataSource.transaction((manager) => manager.update(Inspector, { agencyId: 2 }, { available: false }));
    await away(true);
    const declined = await call('POST', `invitations/${asked}/decline`, { reason: '人手不足' }, ALL);
    expect(declined.status).toBe(200);
    const shown = (await call('GET', path)).body.warnings;
    const { body } = await call('GET', `${path}/review`);
    await dataSource.transaction((manager) => manager.update(Inspector, { agencyId: 2 }, { available: true }));
    expect(shown).toMatchObject([{ pointer: '/teamSize', code: 'too_few_inspectors' }]);
    expect(shown[0].message).toEqual({ zh: body.faults[0].zh, en: body.faults[0].en });
  });
});
