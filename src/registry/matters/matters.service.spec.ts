import 'reflect-metadata';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../../../test/support/databases.js';
import { of, RegistryRig, whole } from '../../../test/support/registry.js';
import { matterKey } from './matter-key.js';
import { EMPTY_MATTER, faultsOfMatter, LONGEST_MATTER } from './matter-rules.js';

onEachDatabase('Matters', (database) => {
  let rig: RegistryRig;
  let county: number;
  let neighbour: number;

  beforeAll(async () => {
    rig = await RegistryRig.open(database.address());
    ({ county, neighbour } = await rig.tree());
  });
  afterAll(() => rig.close());

  it('are kept as they were said, and shown to their part of the tree', async () => {
    const said = {
      number: '12',
      category: '养老服务',
      name: '养老机构检查',
      content: '一、安全\n二、服务',
      targetKind: '养老机构',
      importance: 'key' as const,
      methods: ['on-site' as const, 'paper' as const],
      methodText: '现场检查、书面检查',
      level: '县级',
      legalBasis: '《养老机构管理办法》',
      rate: { direction: 'at-least' as const, millionths: 300_000 },
      frequency: '每年1次',
      windowFrom: '03-01',
      windowUntil: '10-31',
      qualifications: ['养老服务'],
    };
    const made = await rig.matters.create(of(county), said);
    expect(made).toMatchObject({ ...said, agencyId: county, version: 1, retiredAt: null });
    expect(made.code).toMatch(/^M-[0-9a-f]{16}$/);
    expect(await rig.matters.one(of(county), made.id)).toEqual(made);
    await expect(rig.matters.one(of(neighbour), made.id)).rejects.toMatchObject({
      kind: 'not-found',
      text: { en: `There is no matter "${made.id}".` },
    });
    await expect(rig.matters.create(of(county), { name: '甲', agencyId: neighbour })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(rig.matters.create(whole, { name: '甲' })).rejects.toMatchObject({ code: 'agency_required' });
    const [note] = await rig.matters.historyOf(of(county), made.id);
    expect(note).toMatchObject({
      action: 'created',
      before: null,
      after: { name: '养老机构检查', methods: said.methods },
    });
  });

  it('of one agency are told apart by category and name, those of several by nothing', async () => {
    const first = await rig.matters.create(of(county), { name: '广告检查', category: '广告' });
    await rig.matters.create(of(county), { name: '广告检查', category: '食品广告' });
    await rig.matters.create(of(neighbour), { name: '广告检查', category: '广告' });
    await expect(
      rig.matters.create(of(county), { name: ' 广告检查 ', category: '广告', code: 'other' }),
    ).rejects.toMatchObject({ code: 'already_there', details: { existing: { id: first.id } } });
    const numbered = await rig.matters.create(of(county), { name: '价格检查', code: 'J-1' });
    await expect(rig.matters.create(of(county), { name: '计量检查', code: 'J-1' })).rejects.toMatchObject({
      code: 'already_there',
      faults: [{ pointer: '/code' }],
      details: { existing: { id: numbered.id } },
    });
  });

  it('change under the version that was seen, and their derived code goes with the name', async () => {
    const made = await rig.matters.create(of(county), { name: '旧名' });
    const changed = await rig.matters.change(of(county), made.id, '"1"', { name: '新名', importance: 'general' });
    expect(changed).toMatchObject({ version: 2, name: '新名', importance: 'general' });
    expect(changed.code).not.toBe(made.code);
    await expect(rig.matters.change(of(county), made.id, '"1"', { name: '又名' })).rejects.toMatchObject({
      kind: 'stale',
    });
    const again = await rig.matters.create(of(county), { name: '旧名' });
    expect(again.code).toBe(made.code);
    await expect(rig.matters.change(of(county), made.id, undefined, { name: '旧名' })).rejects.toMatchObject({
      code: 'already_there',
    });
    await expect(rig.matters.change(whole, made.id, undefined, { agencyId: neighbour })).rejects.toMatchObject({
      code: 'agency_is_fixed',
    });
    const same = await rig.matters.change(of(county), made.id, undefined, { name: '新名', agencyId: county });
    expect(same.version).toBe(2);
    expect(await rig.matters.historyOf(of(county), made.id)).toHaveLength(2);
    const given = await rig.matters.create(of(county), { name: '有号', code: 'K-1' });
    expect((await rig.matters.change(of(county), given.id, undefined, { name: '改名' })).code).toBe('K-1');
  });

  it('let one of two changes of the same version win', async () => {
    const made = await rig.matters.create(of(county), { name: '两人同改' });
    const results = await Promise.allSettled([
      rig.matters.change(of(county), made.id, '"1"', { content: '甲' }),
      rig.matters.change(of(county), made.id, '"1"', { content: '乙' }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await rig.matters.one(of(county), made.id)).version).toBe(2);
  });

  it('refuse half a window, a rate of nothing and a text beyond its bytes', async () => {
    const refused = (said: object): Promise<unknown> =>
      rig.matters.create(of(county), { name: '不成', ...said }).catch((error: unknown) => error);
    expect(await refused({ windowFrom: '03-01' })).toMatchObject({ faults: [{ pointer: '/windowUntil' }] });
    expect(await refused({ windowFrom: '02-30', windowUntil: '03-01' })).toMatchObject({ code: 'month_day' });
    expect(await refused({ rate: { direction: 'exactly', millionths: 0 } })).toMatchObject({
      code: 'rate_out_of_range',
    });
    expect(await refused({ legalBasis: '法'.repeat(LONGEST_MATTER / 3) })).toMatchObject({
      code: 'text_too_long',
    });
    expect(await refused({ windowFrom: '3-1', content: '文'.repeat(20_000) })).toMatchObject({
      code: 'validation_failed',
      faults: [{ pointer: '/content' }, { pointer: '/windowFrom' }, { pointer: '/windowUntil' }],
    });
  });

  it('as long as they may be still fit into their history', async () => {
    const longest = {
      name: '\u{20000}'.repeat(500),
      category: '\u{20000}'.repeat(300),
      content: '"\n'.repeat(2000),
      legalBasis: '法'.repeat(15_800),
      qualifications: ['资'.repeat(100)],
    };
    const { name } = longest;
    expect(faultsOfMatter({ ...EMPTY_MATTER, ...longest })).toEqual([]);
    expect(faultsOfMatter({ ...EMPTY_MATTER, ...longest, legalBasis: '法'.repeat(16_100), name })).toHaveLength(1);
    const made = await rig.matters.create(of(county), longest);
    expect((await rig.matters.historyOf(of(county), made.id))[0]?.after).toMatchObject({
      legalBasis: longest.legalBasis,
    });
  });

  it('are retired once, and nothing changes them then', async () => {
    const made = await rig.matters.create(of(county), { name: '废止的事项' });
    await rig.matters.retire(of(county), made.id, undefined, null);
    await expect(rig.matters.retire(of(county), made.id, undefined, null)).rejects.toMatchObject({
      code: 'already_retired',
    });
    await expect(rig.matters.change(of(county), made.id, undefined, { name: '复活' })).rejects.toMatchObject({
      code: 'retired',
    });
    await expect(rig.matters.create(of(county), { name: '废止的事项' })).rejects.toMatchObject({
      details: { existing: { id: made.id, retired: true } },
    });
    expect((await rig.matters.list(of(county), { retired: true })).items.map((item) => item.id)).toEqual([made.id]);
    expect((await rig.matters.list(of(county), { search: '废止' })).total).toBe(0);
  });

  it('come in by the thousand, with their history, and come in again without a change', async () => {
    const drafts = Array.from({ length: 1203 }, (_, at) => ({
      agencyId: at % 2 === 0 ? county : neighbour,
      name: `事项 ${at}`,
      legalBasis: '《某法》',
      rate: { direction: 'exactly' as const, millionths: at + 1 },
    }));
    expect(await rig.transactions.run((manager) => rig.matters.createMany(manager, drafts))).toBe(1203);
    const keys = drafts.map((draft) => matterKey({ category: null, name: draft.name, targetKind: null }));
    const found = await rig.matters.findByKeys(rig.dataSource.manager, county, keys);
    expect(found.size).toBe(602);
    const known = [...found.values()];
    const update = (legalBasis: string): Promise<number[]> =>
      rig.transactions.run((manager) =>
        rig.matters.updateMany(
          manager,
          known.map(({ id, name }) => ({ id, changes: { legalBasis, name } })),
        ),
      );
    expect(await update('《某法》')).toEqual([]);
    expect(await update('《新法》')).toHaveLength(602);
    const last = known.at(-1);
    if (last === undefined) throw new Error('nothing found');
    expect(await rig.matters.one(whole, last.id)).toMatchObject({
      legalBasis: '《新法》',
      version: 2,
      name: last.name,
      rate: last.rate,
    });
    expect(await rig.matters.historyOf(whole, last.id)).toMatchObject([
      { action: 'imported', before: { legalBasis: '《某法》' }, after: { legalBasis: '《新法》' } },
      { action: 'imported', before: null },
    ]);
    const half = rig.transactions.run((manager) =>
      rig.matters.createMany(manager, [
        { agencyId: county, name: '新的' },
        { agencyId: county, name: '事项 0' },
      ]),
    );
    await expect(half).rejects.toThrow();
    expect((await rig.matters.list(whole, { search: '新的' })).total).toBe(0);
  });
});
