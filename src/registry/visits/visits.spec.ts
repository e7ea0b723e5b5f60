import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../../../test/support/databases.js';
import { of, RegistryRig, someUscc, whole } from '../../../test/support/registry.js';
import { type DomainError } from '../../platform/errors/domain-error.js';
import { InspectionVisits } from './inspection-visits.js';
import { type VisitsQuery } from './visit.dto.js';
import { type VisitsService } from './visits.service.js';

onEachDatabase('visits', (database) => {
  let rig: RegistryRig;
  let visits: VisitsService;
  let tree: Awaited<ReturnType<RegistryRig['tree']>>;
  let made = 0;

  beforeAll(async () => {
    rig = await RegistryRig.open(database.address());
    visits = rig.visits;
    tree = await rig.tree();
  });
  afterAll(() => rig.close());

  const target = async (agencyId: number): Promise<{ id: number; code: string; name: string }> =>
    rig.targets.create(whole, { agencyId, name: `协会 ${++made}`, kind: '社会团体', alias: `V-${made}` });
  const refusal = async (work: Promise<unknown>): Promise<[string, string]> => {
    const error = (await work.then(
      () => Promise.reject(new Error('was not refused')),
      (reason: unknown) => reason,
    )) as DomainError;
    return [error.kind, error.code];
  };
  const enter = (targetId: number, firstDay: string, agencyId = tree.county) =>
    visits.create(whole, { agencyId, targetId, firstDay, kind: 'daily' });

  it('are entered as facts: of one target, agency, day and kind there is one', async () => {
    const { code, id, name } = await target(tree.county);
    const said = { targetId: id, firstDay: '2026-03-05', kind: 'daily', note: '春季巡查' } as const;
    const visit = await visits.create(of(tree.county), said);
    expect(visit).toMatchObject({
      ...{ agencyId: tree.county, target: { id, code, name }, firstDay: '2026-03-05', kind: 'daily', note: '春季巡查' },
      ...{ inspectionId: null, withdrawn: false, version: 1 },
    });
    expect(await visits.one(of(tree.county), visit.id)).toEqual(visit);
    expect(await refusal(visits.create(of(tree.county), said))).toEqual(['conflict', 'already_there']);
    for (const other of [
      { ...said, kind: 'case' as const },
      { ...said, firstDay: '2026-03-04' },
      { ...said, agencyId: tree.station },
    ])
      expect((await visits.create(of(tree.county), other)).id).toBeGreaterThan(visit.id);
    expect(await visits.historyOf(whole, visit.id)).toMatchObject([{ action: 'created' }]);
  });

  it('took place: one that is to come is refused', async () => {
    const { id } = await target(tree.county);
    expect(await refusal(enter(id, '2026-03-06'))).toEqual(['invalid', 'visit_in_future']);
    // the rig's clock says one in the morning in UTC, and in China it is nine of the same day
    expect((await enter(id, '2026-03-05')).firstDay).toBe('2026-03-05');
  });

  it('are withdrawn with a reason, stay, and may be entered anew', async () => {
    const { id } = await target(tree.county);
    const visit = await enter(id, '2026-02-01');
    expect(await refusal(visits.withdraw(whole, visit.id, '"7"', '填错'))).toEqual(['stale', expect.any(String)]);
    const withdrawn = await visits.withdraw(whole, visit.id, '"1"', '填错');
    expect(withdrawn).toMatchObject({ withdrawn: true, withdrawnReason: '填错', version: 2 });
    expect(await refusal(visits.withdraw(whole, visit.id, undefined, '填错'))).toEqual([
      'conflict',
      'already_withdrawn',
    ]);
    expect((await visits.list(whole, { targetId: id })).items).toEqual([]);
    expect((await visits.list(whole, { targetId: id, withdrawn: true })).items).toEqual([withdrawn]);
    const again = await enter(id, '2026-02-01');
    await visits.withdraw(whole, again.id, undefined, '又填错');
    expect((await enter(id, '2026-02-01')).id).toBeGreaterThan(again.id);
    const attempt = rig.dataSource.transaction((manager) => manager.query('DELETE FROM visits'));
    await expect(attempt).rejects.toThrow(/never removed/);
  });

  it('of an inspection go with it alone', async () => {
    const own = new InspectionVisits();
    const { id } = await target(tree.county);
    const at = rig.clock.now();
    const issued = { agencyId: tree.county, drawId: 7, firstDay: '2026-04-01', at };
    const run = (work: (manager: Parameters<InspectionVisits['move']>[0]) => Promise<void>): Promise<void> =>
      rig.transactions.run(work);
    await run((manager) => own.issue(manager, { ...issued, of: [{ inspectionId: 70, targetId: id }] }));
    const [visit] = (await visits.list(whole, { targetId: id })).items;
    expect(visit).toMatchObject({ inspectionId: 70, drawId: 7, firstDay: '2026-04-01', kind: 'random' });
    expect(await refusal(visits.withdraw(whole, visit!.id, undefined, '不算'))).toEqual([
      'conflict',
      'visit_of_inspection',
    ]);
    await run((manager) => own.move(manager, 70, '2026-03-02', at));
    expect(await visits.one(whole, visit!.id)).toMatchObject({ firstDay: '2026-03-02', version: 2 });
    await run((manager) => own.move(manager, 70, '2026-03-02', at));
    expect((await visits.one(whole, visit!.id)).version).toBe(2);
    // whoever enters it once more by hand would have it counted twice
    const twice = { agencyId: tree.county, targetId: id, firstDay: '2026-03-02', kind: 'random' } as const;
    expect(await refusal(visits.create(whole, twice))).toEqual(['conflict', 'already_there']);
    await run((manager) => own.takeBack(manager, [7], '作废', at));
    expect(await visits.one(whole, visit!.id)).toMatchObject({ withdrawn: true, withdrawnReason: '作废', version: 3 });
    expect((await visits.create(whole, twice)).withdrawn).toBe(false);
  });

  it('keep to their target when its code changes, one by one and in an import', async () => {
    const { id } = await target(tree.county);
    const visit = await enter(id, '2026-01-05');
    await rig.targets.change(whole, id, undefined, { uscc: someUscc(4001) });
    expect((await visits.one(whole, visit.id)).target.code).toBe(someUscc(4001));
    await rig.transactions.run((manager) =>
      rig.targets.updateMany(manager, [{ id, changes: { uscc: someUscc(4002) } }]),
    );
    expect((await visits.one(whole, visit.id)).target.code).toBe(someUscc(4002));
    // what changes nothing of the code leaves them alone
    await rig.targets.change(whole, id, undefined, { remarks: '改' });
    expect((await visits.one(whole, visit.id)).target.code).toBe(someUscc(4002));
  });

  it('are there for whoever may see the agency that inspected, and for nobody else', async () => {
    const { id } = await target(tree.county);
    const visit = await enter(id, '2026-01-06');
    for (const caller of [whole, of(tree.city), of(tree.county)])
      expect((await visits.one(caller, visit.id)).id).toBe(visit.id);
    for (const caller of [of(tree.neighbour), of(tree.station)]) {
      expect(await refusal(visits.one(caller, visit.id))).toEqual(['not-found', 'not_found']);
      expect(await refusal(visits.historyOf(caller, visit.id))).toEqual(['not-found', 'not_found']);
      expect(await refusal(visits.withdraw(caller, visit.id, undefined, '不算'))).toEqual(['not-found', 'not_found']);
      expect((await visits.list(caller, { targetId: id })).total).toBe(0);
    }
    const theirs = { targetId: id, firstDay: '2026-01-07', kind: 'daily' } as const;
    expect(await refusal(visits.create(of(tree.neighbour), theirs))).toEqual(['not-found', 'not_found']);
    expect(await refusal(visits.create(of(tree.station), { ...theirs, agencyId: tree.county }))).toEqual([
      'not-found',
      'not_found',
    ]);
  });

  it('are listed by agency, target, code, kind and day, the last first', async () => {
    const { code, id } = await target(tree.station);
    const found = async (query: VisitsQuery): Promise<string[]> =>
      (await visits.list(whole, { targetId: id, ...query })).items.map(({ firstDay }) => firstDay);
    await enter(id, '2026-01-01', tree.station);
    await enter(id, '2026-01-03', tree.county);
    await visits.create(whole, { agencyId: tree.county, targetId: id, firstDay: '2026-01-02', kind: 'special' });
    expect(await found({})).toEqual(['2026-01-03', '2026-01-02', '2026-01-01']);
    expect(await found({ sort: 'firstDay' })).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
    expect(await found({ agencyId: tree.station })).toEqual(['2026-01-01']);
    expect(await found({ kind: 'special' })).toEqual(['2026-01-02']);
    expect(await found({ from: '2026-01-02', until: '2026-01-02' })).toEqual(['2026-01-02']);
    expect(await found({ targetCode: code })).toHaveLength(3);
    expect(await found({ targetCode: 'X' })).toEqual([]);
  });
});
