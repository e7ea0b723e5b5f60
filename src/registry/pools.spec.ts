import 'reflect-metadata';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type QueryRunner } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import { RegistryRig, someUscc, whole } from '../../test/support/registry.js';
import { readSnapshot } from '../platform/database/read-snapshot.js';
import { Absence } from './inspectors/absence.entity.js';
import { readInspectorPool } from './inspectors/inspector-pool.js';
import { MOST_ABSENCES, MOST_RECUSALS } from './inspectors/inspectors.errors.js';
import { Recusal } from './inspectors/recusal.entity.js';
import { Target } from './targets/target.entity.js';
import { countTargetPool, readTargetPool, type PoolTarget, type TargetPool } from './targets/target-pool.js';

const ROWS = 20_000;

onEachDatabase('The pools of a draw', (database) => {
  let rig: RegistryRig;
  let city: number;
  let county: number;
  let neighbour: number;
  /** What the pools are compared with: code, agency and so on of every row, made apart from them. */
  const written: {
    code: string;
    agencyId: number;
    kind: string;
    regionCode: string | null;
    riskClass: string | null;
  }[] = [];

  beforeAll(async () => {
    rig = await RegistryRig.open(database.address());
    ({ city, county, neighbour } = await rig.tree());
    const agencies = [city, county, neighbour];
    const drafts = Array.from({ length: ROWS }, (_, at) => {
      // capitals, small letters and signs, so that any order but that of the bytes shows
      const alias = `${'aZ_b-Yc.0X9'.charAt((at * 7) % 11).replace(/[-._]/, 'q')}${'-._aA'.charAt(at % 5)}${at}`;
      return {
        agencyId: agencies[at % 3] ?? 0,
        name: `对象 ${at}`,
        kind: ['公墓', '养老机构', '界桩'][at % 7] ?? '社会团体',
        regionCode: at % 4 === 0 ? null : '990101',
        riskClass: (['A', 'B', 'C', 'D', null] as const)[at % 5] ?? null,
        alias,
      };
    });
    await rig.transactions.run((manager) => rig.targets.createMany(manager, drafts));
    written.push(...drafts.map(({ alias, ...draft }) => ({ ...draft, code: alias })));
  }, 120_000);
  afterAll(() => rig.close());

  const read = (pool: TargetPool, pageSize?: number): Promise<PoolTarget[]> =>
    readSnapshot(rig.dataSource, (runner) => all(runner, pool, pageSize));
  async function all(runner: QueryRunner, pool: TargetPool, pageSize?: number): Promise<PoolTarget[]> {
    const rows: PoolTarget[] = [];
    for await (const page of readTargetPool(runner, pool, pageSize)) {
      expect(page.length).toBeGreaterThan(0);
      rows.push(...page);
    }
    return rows;
  }
  const bytes = (rows: readonly { code: string }[]): string[] =>
    rows.map((row) => row.code).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

  it('are complete, in the order of the bytes and without doubles: of one agency', async () => {
    const rows = await read({ agencyIds: [county], conditions: [] }, 997);
    expect(rows.map((row) => row.code)).toEqual(bytes(written.filter((row) => row.agencyId === county)));
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ['agencyCode', 'agencyId', 'code', 'id', 'kind', 'name', 'regionCode', 'riskClass', 'state'].sort(),
    );
  });

  it('… of several agencies', async () => {
    const rows = await read({ agencyIds: [neighbour, city, county, city], conditions: [] });
    expect(rows.map((row) => row.code)).toEqual(bytes(written));
    const two = await read({ agencyIds: [city, neighbour], conditions: [] }, 1000);
    expect(two.map((row) => row.code)).toEqual(bytes(written.filter((row) => row.agencyId !== county)));
  });

  it.each([
    [[{ field: 'kind' as const, in: ['公墓', '界桩'] }]],
    [
      [
        { field: 'riskClass' as const, in: ['A'] },
        { field: 'kind' as const, in: ['养老机构'] },
      ],
    ],
    [[{ field: 'regionCode' as const, in: ['990101'] }]],
    [[{ field: 'regionCode' as const, in: ['990100'] }]],
    [[{ field: 'kind' as const, in: [] }]],
  ])('… of what a filter lets through: %j', async (conditions) => {
    for (const agencyIds of [[county], [city, county]]) {
      const expected = written.filter(
        (row) =>
          agencyIds.includes(row.agencyId) &&
          conditions.every((condition) => condition.in.includes(String(row[condition.field]))),
      );
      const pool = { agencyIds, conditions };
      expect((await read(pool, 1234)).map((row) => row.code)).toEqual(bytes(expected));
      expect(await readSnapshot(rig.dataSource, (runner) => countTargetPool(runner, pool))).toBe(expected.length);
    }
  });

  it('… of those that one agency keeps, by its code, which each row tells', async () => {
    const codes = new Map((await rig.agencies.list(whole, {})).items.map(({ code, id }) => [id, code]));
    const of = (id: number): string => codes.get(id) ?? '';
    const kept = (...keepers: number[]): TargetPool => ({
      agencyIds: [city, county, neighbour],
      conditions: [
        { field: 'agency', in: [...keepers.map(of), 'nowhere'] },
        { field: 'riskClass', in: ['B'] },
      ],
    });
    for (const keepers of [[county], [neighbour, city], []]) {
      const rows = await read(kept(...keepers), 777);
      const expected = written.filter((row) => keepers.includes(row.agencyId) && row.riskClass === 'B');
      expect(rows.map((row) => row.code)).toEqual(bytes(expected));
      expect(rows.every((row) => row.agencyCode === of(row.agencyId))).toBe(true);
      expect(await readSnapshot(rig.dataSource, (runner) => countTargetPool(runner, kept(...keepers)))).toBe(
        expected.length,
      );
    }
  });

  it('are empty where no agency is named, and refuse a field that is none', async () => {
    expect(await read({ agencyIds: [], conditions: [] })).toEqual([]);
    await expect(
      read({ agencyIds: [county], conditions: [{ field: 'name; DROP TABLE targets' as 'kind', in: ['x'] }] }),
    ).rejects.toThrow('cannot be filtered');
  });

  it('end right where a page is just full', async () => {
    const kind = (name: string): TargetPool => ({ agencyIds: [county], conditions: [{ field: 'kind', in: [name] }] });
    const { length } = await read(kind('公墓'));
    for (const pageSize of [length - 1, length, length + 1, 1 + Math.floor(length / 2)]) {
      expect(await read(kind('公墓'), pageSize)).toHaveLength(length);
    }
  });

  it('let others have their turn between pages', async () => {
    let turns = 0;
    let reading = true;
    const count = (): void => {
      turns++;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    const rows = await read({ agencyIds: [county], conditions: [] }, 100);
    reading = false;
    expect(turns).toBeGreaterThanOrEqual(Math.floor(rows.length / 100));
  });

  it('show one moment, whatever is written meanwhile', async () => {
    const pool = { agencyIds: [county], conditions: [] };
    const before = await read(pool);
    const during = await readSnapshot(rig.dataSource, async (runner) => {
      const rows: PoolTarget[] = [];
      let pages = 0;
      for await (const page of readTargetPool(runner, pool, 2000)) {
        rows.push(...page);
        if (pages++ > 0) continue;
        await rig.targets.create(whole, { agencyId: county, name: '后来的', kind: '公墓', alias: 'zzz' });
        await rig.targets.retire(whole, before.at(-1)?.id ?? 0, undefined, null);
      }
      return rows;
    });
    expect(during.map((row) => row.code)).toEqual(before.map((row) => row.code));
    const after = await read(pool);
    expect(after.map((row) => row.code)).toEqual([...before.slice(0, -1).map((row) => row.code), 'zzz']);
  });

  it('give one organisation on two lists one chance, and prefer the list on which it is active', async () => {
    const draft = { kind: '基金会', name: '某基金会' };
    await rig.targets.create(whole, { ...draft, agencyId: city, uscc: someUscc(1), state: 'closed' });
    const active = await rig.targets.create(whole, { ...draft, agencyId: county, uscc: someUscc(1) });
    await rig.targets.create(whole, { ...draft, agencyId: neighbour, uscc: someUscc(1) });
    await rig.targets.create(whole, { ...draft, agencyId: neighbour, uscc: someUscc(2) });
    const pool: TargetPool = {
      agencyIds: [city, county, neighbour],
      conditions: [{ field: 'kind', in: ['基金会'] }],
    };
    for (const pageSize of [1, 2, 3, 4, 100]) {
      expect((await read(pool, pageSize)).map((row) => [row.code, row.agencyId])).toEqual([
        [someUscc(1), active.agencyId],
        [someUscc(2), neighbour],
      ]);
    }
    expect(await readSnapshot(rig.dataSource, (runner) => countTargetPool(runner, pool))).toBe(2);
  });

  it('page along an index, sort nothing, and are counted without touching a row', async () => {
    const plans: string[] = [];
    const sqlite = database.name === 'SQLite';
    const runner = {
      connection: rig.dataSource,
      query: async (sql: string, parameters: unknown[]) => {
        const plan = await rig.dataSource.query(`EXPLAIN ${sqlite ? 'QUERY PLAN ' : ''}${sql}`, parameters);
        if (sql.includes('targets')) plans.push(JSON.stringify(plan));
        return rig.dataSource.query<unknown>(sql, parameters);
      },
    } as unknown as QueryRunner;
    const conditions = [{ field: 'kind' as const, in: ['公墓'] }];
    for (const [agencyIds, index] of [
      [[county], 'uq_targets_code'],
      [[county, city], 'ix_targets_code'],
    ] as const) {
      await all(runner, { agencyIds, conditions }, 200);
      expect(plans.length).toBeGreaterThan(4);
      for (const plan of plans.splice(0)) {
        expect(plan).toContain(index);
        expect(plan).not.toMatch(/TEMP B-TREE|filesort|temporary/i);
      }
    }
    await countTargetPool(runner, { agencyIds: [county], conditions });
    expect(plans).toEqual([expect.stringContaining('ix_targets_filter')]);
    expect(plans[0]).toMatch(sqlite ? /COVERING INDEX/ : /Using index/);
  });

  it('of inspectors hold those who may be drawn, with their absences and recusals', async () => {
    const certificate = { validFrom: '2024-01-01', validUntil: '2024-12-31' };
    const make = async (agencyId: number, certificateNumber: string, more: object = {}): Promise<number> =>
      (await rig.inspectors.create(whole, { agencyId, name: '某', certificateNumber, ...certificate, ...more })).id;
    const one = await make(county, 'I1', { qualifications: ['养老服务'] });
    const two = await make(neighbour, 'I2');
    await make(county, 'I3', { expert: true });
    await make(county, 'I4', { available: false });
    await rig.inspectors.retire(whole, await make(county, 'I5'), undefined, null);
    await make(city, 'I6');
    await rig.absences.create(whole, one, { from: '2026-06-01', until: '2026-06-02' });
    await rig.absences.create(whole, one, { from: '2026-05-01', until: '2026-05-02' });
    const targets = await Promise.all(
      ['b-2', 'B-1', 'a-3'].map((alias) =>
        rig.targets.create(whole, { agencyId: county, name: alias, kind: '公墓', alias: `r-${alias}` }),
      ),
    );
    for (const target of targets) await rig.recusals.declare(whole, one, { targetId: target.id, reason: '亲属' });
    const [first] = await rig.recusals.list(whole, one);
    await rig.recusals.end(whole, one, first?.id ?? 0, null);

    const pool = await readSnapshot(rig.dataSource, (runner) => readInspectorPool(runner, [county, neighbour]));
    expect([...pool].sort((a, b) => a.id - b.id)).toEqual([
      {
        id: one,
        agencyId: county,
        agencyCode: (await rig.agencies.one(whole, county)).code,
        code: 'I1',
        name: '某',
        certificate: { number: 'I1', ...certificate },
        expert: false,
        qualifications: ['养老服务'],
        absences: [
          { from: '2026-05-01', until: '2026-05-02' },
          { from: '2026-06-01', until: '2026-06-02' },
        ],
        recusals: ['r-B-1', 'r-a-3'],
      },
      expect.objectContaining({ id: two, code: 'I2', absences: [], recusals: [] }),
    ]);
    expect(await readSnapshot(rig.dataSource, (runner) => readInspectorPool(runner, []))).toEqual([]);

    const bare = await rig.inspectors.create(whole, { agencyId: county, name: '无聘书', expert: true });
    // as it may have been written before the rule was there
    await rig.inspectors.create(whole, { agencyId: county, name: '半份', expert: true });
    await rig.transactions.run((inside) =>
      inside.query(`UPDATE inspectors SET valid_until = '2024-12-31' WHERE name = '半份'`),
    );
    const all = await readSnapshot(rig.dataSource, (runner) => readInspectorPool(runner, [county, neighbour], true));
    expect(all.filter(({ expert }) => expert).map(({ certificate: held, id }) => [id === bare.id, held])).toEqual(
      expect.arrayContaining([
        [false, { number: 'I3', ...certificate }],
        [true, null],
      ]),
    );
    expect(all.filter(({ expert }) => expert)).toHaveLength(2);
    expect(all).toHaveLength(4);
  });

  it('never hold more absences and recusals of one inspector than a draw can take', async () => {
    const { manager } = rig.dataSource;
    const { id: inspectorId } = await rig.inspectors.create(whole, {
      agencyId: county,
      name: '某',
      certificateNumber: 'I7',
      validFrom: '2024-01-01',
      validUntil: '2024-12-31',
    });
    const absence = { inspectorId, fromDay: '2026-06-01', untilDay: '2026-06-02', reason: null };
    await rig.transactions.run((inside) =>
      inside.insert(
        Absence,
        Array.from({ length: MOST_ABSENCES }, () => absence),
      ),
    );
    const span = { from: '2026-07-01', until: '2026-07-02' };
    await expect(rig.absences.create(whole, inspectorId, span)).rejects.toMatchObject({ code: 'too_many_absences' });
    const [oldest] = await rig.absences.list(whole, inspectorId);
    await rig.absences.remove(whole, inspectorId, oldest?.id ?? 0);
    await rig.absences.create(whole, inspectorId, span);

    const targets = await manager.find(Target, { select: { id: true }, order: { id: 'ASC' }, take: MOST_RECUSALS + 1 });
    const last = targets.pop()?.id ?? 0;
    await rig.transactions.run(async (inside) => {
      for (let start = 0; start < MOST_RECUSALS; start += 1000) {
        const some = targets.slice(start, start + 1000);
        const standing = { inspectorId, reason: '亲属', createdAt: new Date(), endedAt: null };
        await inside.insert(
          Recusal,
          some.map(({ id }) => ({ ...standing, targetId: id })),
        );
      }
    });
    const declare = (): Promise<unknown> =>
      rig.recusals.declare(whole, inspectorId, { targetId: last, reason: '亲属' });
    await expect(declare()).rejects.toMatchObject({ code: 'too_many_recusals' });
    const [first] = await rig.recusals.list(whole, inspectorId);
    await rig.recusals.end(whole, inspectorId, first?.id ?? 0, null);
    await declare();
  });
});
