import 'reflect-metadata';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../../../test/support/databases.js';
import { of, RegistryRig, someUscc, whole } from '../../../test/support/registry.js';

const certificate = { validFrom: '2024-01-01', validUntil: '2028-12-31' };

onEachDatabase('Inspectors', (database) => {
  let rig: RegistryRig;
  let county: number;
  let neighbour: number;

  beforeAll(async () => {
    rig = await RegistryRig.open(database.address());
    ({ county, neighbour } = await rig.tree());
  });
  afterAll(() => rig.close());

  it('are kept as they were said', async () => {
    const said = {
      name: '李四',
      certificateNumber: '99010100001',
      issuer: '示范省司法厅',
      ...certificate,
      qualifications: ['养老服务', '殡葬管理'],
      position: '科员',
      phone: '13800000000',
    };
    const made = await rig.inspectors.create(of(county), said);
    expect(made).toMatchObject({ ...said, code: '99010100001', agencyId: county, expert: false, available: true });
    expect(await rig.inspectors.one(of(county), made.id)).toEqual(made);
    await expect(rig.inspectors.one(of(neighbour), made.id)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await rig.inspectors.agencyOf(made.id)).toBe(county);
    expect(await rig.inspectors.agencyOf(9_999_999)).toBeUndefined();
    await expect(rig.inspectors.create(of(county), { ...said, name: '王五' })).rejects.toMatchObject({
      faults: [{ pointer: '/certificateNumber' }],
      details: { existing: { id: made.id, name: '李四' } },
    });
    expect((await rig.inspectors.historyOf(of(county), made.id))[0]).toMatchObject({
      action: 'created',
      after: { qualifications: said.qualifications, expert: false },
    });
  });

  it('have a certificate that ends after it begins, unless they are experts', async () => {
    await expect(
      rig.inspectors.create(of(county), {
        name: '甲',
        certificateNumber: 'Z1',
        validFrom: '2026-01-02',
        validUntil: '2026-01-01',
      }),
    ).rejects.toMatchObject({ faults: [{ pointer: '/validFrom' }, { pointer: '/validUntil' }] });
    await expect(rig.inspectors.create(of(county), { name: '甲' })).rejects.toMatchObject({
      faults: [{ pointer: '/certificateNumber' }, { pointer: '/validFrom' }, { pointer: '/validUntil' }],
    });
    const expert = await rig.inspectors.create(of(county), { name: '专家甲', expert: true });
    expect(expert.code).toMatch(/^I-[0-9a-f]{16}$/);
    await expect(rig.inspectors.create(of(county), { name: '专家甲', expert: true })).rejects.toMatchObject({
      faults: [{ pointer: '/name' }],
    });
    await expect(rig.inspectors.change(of(county), expert.id, undefined, { expert: false })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    await expect(
      rig.inspectors.create(of(county), { name: '专家乙', expert: true, validUntil: '2026-01-01' }),
    ).rejects.toMatchObject({
      faults: [
        { pointer: '/certificateNumber', code: 'appointment_incomplete' },
        { pointer: '/validFrom', code: 'appointment_incomplete' },
      ],
    });
    const sameDay = { name: '乙', certificateNumber: 'Z2', validFrom: '2026-01-01', validUntil: '2026-01-01' };
    const made = await rig.inspectors.create(of(county), sameDay);
    await expect(
      rig.inspectors.change(of(county), made.id, undefined, { validUntil: '2025-12-31' }),
    ).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('are known by their certificate, by a derived code where it does not fit or another agency has it', async () => {
    const first = await rig.inspectors.create(of(county), { name: '甲', certificateNumber: '同号-1', ...certificate });
    expect(first.code).toMatch(/^I-/);
    const a = await rig.inspectors.create(of(county), { name: '甲', certificateNumber: 'C-1', ...certificate });
    const b = await rig.inspectors.create(of(neighbour), { name: '乙', certificateNumber: 'C-1', ...certificate });
    expect(a.code).toBe('C-1');
    expect(b.code).toMatch(/^I-[0-9a-f]{16}$/);
    const kept = await rig.inspectors.change(of(neighbour), b.id, '"1"', { phone: '1' });
    expect(kept.code).toBe(b.code);
    const renewed = await rig.inspectors.change(of(county), a.id, '"1"', {
      certificateNumber: 'C-2',
      validUntil: '2030-12-31',
    });
    expect(renewed).toMatchObject({ code: 'C-2', version: 2 });
    const found = await rig.inspectors.findByKeys(rig.dataSource.manager, county, [
      { certificateNumber: 'C-2', name: '甲' },
      { certificateNumber: null, name: '专家甲' },
      { certificateNumber: 'C-1', name: '甲' },
      { certificateNumber: '同号-1', name: '甲' },
    ]);
    expect(found.map((one) => one?.id)).toEqual([a.id, expect.any(Number), undefined, first.id]);
  });

  it('come in many at once, those of two agencies with the same numbers too', async () => {
    const drafts = [county, neighbour].flatMap((agencyId) =>
      Array.from({ length: 300 }, (_, at) => ({
        agencyId,
        name: `人员 ${at}`,
        certificateNumber: `N${at}`,
        ...certificate,
      })),
    );
    expect(await rig.transactions.run((manager) => rig.inspectors.createMany(manager, drafts))).toBe(600);
    const found = await rig.inspectors.findByKeys(rig.dataSource.manager, neighbour, drafts.slice(300));
    expect(found.every((one) => one?.agencyId === neighbour && one.code.startsWith('I-'))).toBe(true);
    const changes = found.flatMap((one) => (one === undefined ? [] : [{ id: one.id, changes: { available: false } }]));
    const update = (): Promise<number[]> =>
      rig.transactions.run((manager) => rig.inspectors.updateMany(manager, changes));
    expect(await update()).toHaveLength(300);
    expect(await update()).toEqual([]);
    expect((await rig.inspectors.list(of(neighbour), { available: false })).total).toBe(300);
    expect((await rig.inspectors.list(whole, { agencyId: neighbour, search: '人员 29' })).total).toBe(11);
  });

  it('have days of absence, which their history shows', async () => {
    const { id } = await rig.inspectors.create(of(county), { name: '丙', certificateNumber: 'A-1', ...certificate });
    const days = { from: '2026-05-01', until: '2026-05-03', reason: '休假' };
    const absence = await rig.absences.create(of(county), id, days);
    expect(await rig.absences.list(of(county), id)).toEqual([{ ...days, kind: 'leave', id: absence.id }]);
    await expect(
      rig.absences.create(of(county), id, { from: '2026-05-02', until: '2026-05-01' }),
    ).rejects.toMatchObject({
      faults: [{ pointer: '/from' }, { pointer: '/until' }],
    });
    await expect(rig.absences.list(of(neighbour), id)).rejects.toMatchObject({ kind: 'not-found' });
    const { id: other } = await rig.inspectors.create(of(county), {
      name: '丁',
      certificateNumber: 'A-2',
      ...certificate,
    });
    await expect(rig.absences.remove(of(county), other, absence.id)).rejects.toMatchObject({ kind: 'not-found' });
    await rig.absences.remove(of(county), id, absence.id);
    expect(await rig.absences.list(of(county), id)).toEqual([]);
    const actions = (await rig.inspectors.historyOf(of(county), id)).map((note) => note.action);
    expect(actions).toEqual(['absence-removed', 'absence-added', 'created']);
    await rig.inspectors.retire(of(county), id, undefined, '退休');
    await expect(rig.absences.create(of(county), id, days)).rejects.toMatchObject({ code: 'retired' });
  });

  it('recuse themselves, once at a time, and what was ended may be declared anew', async () => {
    const { id } = await rig.inspectors.create(of(county), { name: '戊', certificateNumber: 'R-1', ...certificate });
    const target = await rig.targets.create(of(county), { name: '回避对象', kind: '公墓', uscc: someUscc(77) });
    const hidden = await rig.targets.create(of(neighbour), { name: '别处对象', kind: '公墓' });
    const declare = (targetId: number, reason = '亲属任职'): Promise<{ id: number }> =>
      rig.recusals.declare(of(county), id, { targetId, reason });
    const recusal = await declare(target.id);
    expect(await rig.recusals.list(of(county), id)).toMatchObject([
      { id: recusal.id, targetCode: someUscc(77), targetName: '回避对象', reason: '亲属任职', endedAt: null },
    ]);
    await expect(declare(target.id)).rejects.toMatchObject({ code: 'recusal_stands' });
    await expect(declare(hidden.id)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await rig.recusals.end(of(county), id, recusal.id, '亲属离职')).toMatchObject({
      endedAt: '2026-03-05T01:02:03.456Z',
    });
    await expect(rig.recusals.end(of(county), id, recusal.id, null)).rejects.toMatchObject({ code: 'recusal_ended' });
    expect((await declare(target.id, '又有关联')).id).toBe(recusal.id);
    expect(await rig.recusals.list(of(county), id)).toMatchObject([{ reason: '又有关联', endedAt: null }]);
    const history = await rig.inspectors.historyOf(of(county), id);
    expect(history.map((note) => note.action)).toEqual([
      'recusal-declared',
      'recusal-ended',
      'recusal-declared',
      'created',
    ]);
    expect(history[1]?.after).toMatchObject({ endReason: '亲属离职' });
    const concurrent = await Promise.allSettled(
      [1, 2, 3].map(() => rig.recusals.declare(whole, id, { targetId: hidden.id, reason: '同时' })),
    );
    expect(concurrent.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
