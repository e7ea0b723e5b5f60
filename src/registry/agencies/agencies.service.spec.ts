import 'reflect-metadata';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { onEachDatabase } from '../../../test/support/databases.js';
import { of, RegistryRig, whole } from '../../../test/support/registry.js';
import { type DomainError } from '../../platform/errors/domain-error.js';

onEachDatabase('The tree of agencies', (database) => {
  let rig: RegistryRig;
  let tree: Awaited<ReturnType<RegistryRig['tree']>>;

  beforeEach(async () => {
    rig = await RegistryRig.open(database.address());
    // names are unique over the whole tree, and the database is that of the suite: each test has a tree of its own
    await rig.transactions.run(async (manager) => {
      for (const table of ['recusals', 'absences', 'inspectors', 'targets', 'matters']) {
        await manager.query(`DELETE FROM ${table}`);
      }
      await manager.query('UPDATE agencies SET parent_id = NULL');
      await manager.query('DELETE FROM agencies');
    });
    tree = await rig.tree();
  });
  afterEach(() => rig.close());

  it('shows everyone the part below his own agency', async () => {
    const { city, county, neighbour, station } = tree;
    expect(await rig.scope.visibleIds(whole)).toBe('all');
    expect(await rig.scope.visibleIds(of(county))).toEqual([county, station]);
    expect(await rig.scope.subtreeIds(city)).toEqual([city, county, neighbour, station]);
    expect(await rig.scope.subtreeIds(9_999_999)).toEqual([]);
    const page = await rig.agencies.list(of(county), {});
    expect(page.items.map((item) => item.id)).toEqual([county, station]);
    expect(page.total).toBe(2);
    await expect(rig.agencies.one(of(county), station)).resolves.toMatchObject({ name: '示范县城关镇民政所' });
  });

  it('answers that nothing is there to who asks outside, and logs it', async () => {
    const { county, neighbour } = tree;
    await expect(rig.agencies.one(of(county), neighbour)).rejects.toMatchObject({ kind: 'not-found' });
    expect(rig.log.warnings).toHaveLength(1);
    expect(rig.log.warnings[0]?.fields).toMatchObject({ user: `of-${county}`, agency: neighbour });
    await expect(rig.agencies.one(of(county), 9_999_999)).rejects.toMatchObject({ kind: 'not-found' });
    expect(rig.log.warnings).toHaveLength(1);
  });

  it('answers the port of accounts', async () => {
    const { city, county, neighbour, station } = tree;
    expect(await rig.scope.contains(county, station)).toBe(true);
    expect(await rig.scope.contains(county, county)).toBe(true);
    expect(await rig.scope.contains(county, city)).toBe(false);
    expect(await rig.scope.exists(station)).toBe(true);
    expect(await rig.scope.exists(9_999_999)).toBe(false);
    expect(await rig.scope.within(county, [station, neighbour, 9_999_999, county])).toEqual([station, county]);
  });

  it('moves an agency with all below it', async () => {
    const { county, neighbour, station } = tree;
    await rig.agencies.change(whole, county, '"1"', { parentId: neighbour });
    expect(await rig.scope.subtreeIds(neighbour)).toEqual([county, neighbour, station]);
    await rig.agencies.change(whole, county, undefined, { parentId: null, level: 'city' });
    expect(await rig.scope.subtreeIds(county)).toEqual([county, station]);
    expect(await rig.scope.subtreeIds(neighbour)).toEqual([neighbour]);
    const [last] = await rig.agencies.historyOf(whole, county);
    expect(last).toMatchObject({
      action: 'updated',
      before: { parentId: neighbour, level: 'county' },
      after: { parentId: null, level: 'city' },
      at: '2026-03-05T01:02:03.456Z',
    });
  });

  it('refuses rings, a level above the parent, and a top of its own to who does not see the whole', async () => {
    const { city, county, neighbour, station } = tree;
    await rig.agencies.change(whole, station, undefined, { level: 'county' });
    await expect(rig.agencies.change(whole, county, undefined, { parentId: station })).rejects.toMatchObject({
      code: 'parent_in_own_subtree',
    });
    await expect(rig.agencies.change(whole, county, undefined, { parentId: county })).rejects.toMatchObject({
      code: 'parent_in_own_subtree',
    });
    await expect(rig.agencies.change(whole, neighbour, undefined, { level: 'province' })).rejects.toMatchObject({
      code: 'level_above_parent',
    });
    await expect(rig.agencies.change(whole, city, undefined, { level: 'township' })).rejects.toMatchObject({
      code: 'level_above_parent',
    });
    await expect(rig.agencies.change(of(county), county, undefined, { parentId: null })).rejects.toMatchObject({
      code: 'parent_required',
    });
    await expect(
      rig.agencies.create(of(county), { name: '另一局', level: 'county', parentId: null }),
    ).rejects.toThrow();
    await expect(
      rig.agencies.create(of(county), { name: '另一局', level: 'county', parentId: neighbour }),
    ).rejects.toMatchObject({ kind: 'not-found' });
    expect(await rig.scope.subtreeIds(city)).toEqual([city, county, neighbour, station]);
  });

  it('makes no ring of two moves at the same time', async () => {
    const { county, neighbour, station } = tree;
    // each goes below a child of the other, so that neither move touches a row that the other changes
    const branch = await rig.agencies.create(whole, { name: '邻县民政所', level: 'county', parentId: neighbour });
    await rig.agencies.change(whole, station, undefined, { level: 'county' });
    const moves = await Promise.allSettled([
      rig.agencies.change(whole, county, undefined, { parentId: branch.id }),
      rig.agencies.change(whole, neighbour, undefined, { parentId: station }),
    ]);
    expect(moves.map((move) => move.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('puts a new agency below that of its maker, with a code that follows from its name', async () => {
    const { county } = tree;
    const made = await rig.agencies.create(of(county), {
      name: '示范县慈善中心',
      level: 'county',
      regionCode: '990101',
    });
    expect(made).toMatchObject({ parentId: county, version: 1, regionCode: '990101' });
    expect(made.code).toMatch(/^A-[0-9a-f]{16}$/);
    expect(await rig.scope.contains(county, made.id)).toBe(true);
  });

  it('names the one in the way of a double, unless it may not be seen', async () => {
    const { county, neighbour } = tree;
    await expect(rig.agencies.create(whole, { name: '邻县民政局', level: 'county' })).rejects.toMatchObject({
      kind: 'conflict',
      details: { existing: { id: neighbour } },
    });
    const hidden: unknown = await rig.agencies
      .create(of(county), { name: '邻县民政局', level: 'county' })
      .catch((error: unknown) => error);
    expect(hidden).toMatchObject({ kind: 'conflict' });
    expect((hidden as DomainError).details).toEqual({});
    await expect(rig.agencies.change(whole, county, undefined, { name: '邻县民政局' })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  describe('retires', () => {
    it('what nothing hangs on, once, and for good', async () => {
      const { station } = tree;
      const retired = await rig.agencies.retire(whole, station, '"1"', '机构改革');
      expect(retired).toMatchObject({ version: 2, retiredAt: '2026-03-05T01:02:03.456Z' });
      await expect(rig.agencies.retire(whole, station, undefined, null)).rejects.toMatchObject({
        code: 'already_retired',
      });
      await expect(rig.agencies.change(whole, station, undefined, { name: '新名' })).rejects.toMatchObject({
        code: 'retired',
      });
      expect((await rig.agencies.historyOf(whole, station))[0]).toMatchObject({
        action: 'retired',
        after: { reason: '机构改革' },
      });
      expect((await rig.agencies.list(whole, { state: 'retired' })).items.map((item) => item.id)).toEqual([station]);
      await expect(rig.targets.create(whole, { agencyId: station, name: '甲', kind: '公墓' })).rejects.toMatchObject({
        code: 'agency_retired',
      });
    });

    it('nothing that something hangs on, and says what', async () => {
      const { county, neighbour } = tree;
      await expect(rig.agencies.retire(whole, county, undefined, null)).rejects.toMatchObject({
        code: 'agency_in_use',
        details: { uses: [{ what: 'agencies below it', count: 1 }] },
      });
      const target = await rig.targets.create(whole, { agencyId: neighbour, name: '甲', kind: '公墓' });
      await rig.matters.create(whole, { agencyId: neighbour, name: '公墓检查' });
      await expect(rig.agencies.retire(whole, neighbour, undefined, null)).rejects.toMatchObject({
        details: {
          uses: [
            { what: 'matter', count: 1 },
            { what: 'target', count: 1 },
          ],
        },
      });
      expect(await rig.agencies.one(whole, neighbour)).toMatchObject({ version: 1, retiredAt: null });
      await rig.targets.retire(whole, target.id, undefined, null);
      await expect(rig.agencies.retire(whole, neighbour, undefined, null)).rejects.toMatchObject({
        details: { uses: [{ what: 'matter', count: 1 }] },
      });
    });
  });

  it('finds agencies by the words of a sheet, name before code, within what the caller sees', async () => {
    const { county, station } = tree;
    const { code } = await rig.agencies.one(whole, station);
    const words = ['示范县民政局', code, '邻县民政局', '没有这个局'];
    const found = await rig.agencies.findByNameOrCode(rig.dataSource.manager, of(county), words);
    expect([...found].map(([word, agency]) => [word, agency.id]).sort()).toEqual(
      [
        ['示范县民政局', county],
        [code, station],
      ].sort(),
    );
  });

  it('lists by part of the name, by the beginning of the code, and by parent', async () => {
    const { city, county, neighbour, station } = tree;
    const ids = async (query: object): Promise<number[]> =>
      (await rig.agencies.list(whole, query)).items.map((item) => item.id);
    expect(await ids({ search: '示范县' })).toEqual([county, station]);
    expect(await ids({ search: '%' })).toEqual([]);
    expect(await ids({ search: (await rig.agencies.one(whole, neighbour)).code })).toEqual([neighbour]);
    expect(await ids({ parentId: city })).toEqual([county, neighbour]);
    await expect(ids({ sort: 'path' })).rejects.toMatchObject({ code: 'unknown_sort_field' });
  });
});
