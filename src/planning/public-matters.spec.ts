import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import {
  BATCH,
  checklists,
  clock,
  errorsOf,
  fillRegistry,
  openApplication,
  outdatedMatters,
  PlanningClient,
  publicMatters,
  START,
} from '../../test/support/planning-house.js';
import { Config } from '../platform/config/config.js';
import { Transactions } from '../platform/database/transactions.js';
import { AgencyScope } from '../registry/agencies/agency-scope.js';
import { BatchTrials } from './batches/batch-trial.service.js';
import { OccurrencesService } from './occurrences/occurrences.service.js';
import { Occurrence } from './occurrences/occurrence.entity.js';
import { PlanMatters } from './plans/plan-matters.service.js';
import { Plan } from './plans/plan.entity.js';
import { RegistryFacts } from './registry-facts.service.js';

/** Of the county itself, and of the city above it. */
const [OWN, OTHER_OWN, CITYS] = [1, 8, 2];
const COUNTY = { userId: 1, username: 'county', role: 'planner', agencyId: 2, inspectorId: null } as const;

onEachDatabase('Matters that are drawn are public', (database) => {
  let app: INestApplication;
  let dataSource: DataSource;
  let client: PlanningClient;
  let year = 2026;

  beforeAll(async () => {
    app = await openApplication(database);
    dataSource = app.get(DataSource);
    client = new PlanningClient(app);
    await fillRegistry(dataSource);
  });
  afterAll(async () => app.close());
  beforeEach(async () => {
    clock.set(START);
    publicMatters.clear();
    await dataSource.transaction((manager) => manager.update(Plan, { year: 2026 }, { year: year-- - 100 }));
  });
  const told = async (plan: number, matterIds: number[]): Promise<[string[], number[]]> => {
    const { faults, toPublish } = await app.get(BatchTrials).ofNew(COUNTY, plan, { ...BATCH, matterIds } as never);
    return [faults.map(({ code, pointer }) => `${code} ${pointer}`), toPublish.map(({ id }) => id)];
  };

  it('from the publication of their plan on, and not before; told in the dry run', async () => {
    const plan = await client.draft();
    expect(await told(plan, [OWN])).toEqual([[], [OWN]]);
    await client.addBatch(plan, BATCH);
    expect([...publicMatters]).toEqual([]);
    expect((await client.call('POST', `plans/${plan}/publish`)).status).toBe(200);
    expect([...publicMatters]).toEqual([OWN]);
    expect(await told(plan, [OWN, OTHER_OWN])).toEqual([[], [OTHER_OWN]]);
  });

  it('in the transaction that publishes the plan: it is not published without them', async () => {
    const plan = await client.draft();
    await client.addBatch(plan, BATCH);
    const publish = checklists.publish.bind(checklists);
    checklists.publish = () => Promise.reject(new Error('the disk is full'));
    try {
      expect((await client.call('POST', `plans/${plan}/publish`)).status).toBe(500);
    } finally {
      checklists.publish = publish;
    }
    expect((await client.call('GET', `plans/${plan}`)).body).toMatchObject({ state: 'draft', version: 2 });
    expect((await client.call('GET', `plans/${plan}/occurrences`)).body.total).toBe(0);
  });

  it('as well where a published plan is given others, by a new batch or a change of one, with the same dates or others', async () => {
    const { plan, batches } = await client.published(BATCH);
    expect([...publicMatters]).toEqual([OWN]);
    const reason = '增加事项';
    const path = `plans/${plan}/batches`;
    const changed = await client.call('PATCH', `${path}/${batches[0]}`, { matterIds: [OWN, OTHER_OWN], reason });
    expect(changed.status).toBe(200);
    expect([...publicMatters]).toEqual([OWN, OTHER_OWN]);
    publicMatters.delete(OTHER_OWN);
    const added = await client.call('POST', path, { ...BATCH, matterIds: [OTHER_OWN], reason });
    expect(added.status).toBe(201);
    expect([...publicMatters]).toEqual([OWN, OTHER_OWN]);
  });

  it('and where they were changed since, the plan is drawn all the same, and its people are told', async () => {
    publicMatters.add(CITYS);
    const { plan, batches } = await client.published({ ...BATCH, matterIds: [OWN, CITYS] });
    const warnings = async (): Promise<string[]> => {
      const { body } = await client.call('GET', `plans/${plan}/batches/${batches[0]}/review`);
      return (body.warnings as { code: string; pointer: string }[]).map(({ code, pointer }) => `${code} ${pointer}`);
    };
    expect(await warnings()).not.toContain('matter_published_otherwise /matterIds/1');
    outdatedMatters.add(CITYS);
    try {
      expect(await warnings()).toContain('matter_published_otherwise /matterIds/1');
      const wishes = { ...BATCH, matterIds: [OWN, CITYS] } as never;
      const trial = await app.get(BatchTrials).ofNew(COUNTY, plan, wishes);
      expect([trial.faults, trial.outdated.map(({ id }) => id)]).toEqual([[], [CITYS]]);
    } finally {
      outdatedMatters.clear();
    }
  });

  it('of a checklist from above, once whoever keeps it has published it; until then it is refused by its name', async () => {
    const plan = await client.draft();
    const body = { ...BATCH, matterIds: [OWN, CITYS] };
    const refused = await client.call('POST', `plans/${plan}/batches`, body);
    expect([refused.status, errorsOf(refused)]).toEqual([400, ['matter_not_published /matterIds/1']]);
    for (const words of Object.values(refused.body.errors[0].message)) expect(words).toContain('事项2');
    expect(await told(plan, [OWN, CITYS])).toEqual([['matter_not_published /matterIds/1'], [OWN]]);
    publicMatters.add(CITYS);
    expect(await told(plan, [OWN, CITYS])).toEqual([[], [OWN]]);
    expect((await client.call('POST', `plans/${plan}/batches`, body)).status).toBe(201);
    // looked at anew when the plan is published
    publicMatters.delete(CITYS);
    const published = await client.call('POST', `plans/${plan}/publish`);
    expect([published.status, errorsOf(published)]).toEqual([400, ['matter_not_published /batches/B01/matterIds/1']]);
    expect([...publicMatters]).toEqual([]);
  });

  it('after a server begins that asks for it, of the plans that were published before; a draw waits for the others', async () => {
    publicMatters.add(CITYS);
    const { batches } = await client.published({ ...BATCH, matterIds: [OWN, CITYS] });
    publicMatters.clear();
    const due = async (): Promise<readonly string[]> => {
      const [first] = await dataSource.manager.findBy(Occurrence, { batchId: batches[0] ?? 0 });
      return (await app.get(OccurrencesService).load(first?.id ?? 0)).unpublished;
    };
    expect(await due()).toEqual(['事项1', '事项2']);
    const begin = (runs: string): Promise<void> =>
      new PlanMatters(
        dataSource,
        app.get(Transactions),
        app.get(AgencyScope),
        app.get(RegistryFacts),
        checklists,
        new Config({ SORTIS_LOG_LEVEL: 'silent', SORTIS_RUN_JOBS: runs }, '/nowhere'),
      ).onApplicationBootstrap();
    await begin('false');
    expect([...publicMatters]).toEqual([]);
    await begin('true');
    expect([publicMatters.has(OWN), publicMatters.has(CITYS)]).toEqual([true, false]);
    expect(await due()).toEqual(['事项2']);
  });
});
