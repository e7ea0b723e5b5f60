import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { stamp } from '../../../test/support/field-rows.js';
import { type Caller } from '../../accounts/caller.js';
import { ENTITIES } from '../../entities.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type ExclusionLeaf, type Manifest, type TargetLeaf } from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';

onEachDatabase('a rotation', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let sold = 0;
  const folder = mkdtempSync(join(tmpdir(), 'sortis-rotation-'));

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    house.hurried = true;
  });
  afterAll(async () => {
    await dataSource.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Rotating {
    readonly agencyId: number;
    readonly targets: readonly string[];
    readonly first: number;
    /** Another occurrence of the batch, or of one in the plan of another year. */
    readonly next: (batch?: object) => Promise<number>;
  }

  /** A batch of a rotation, `at-least` so many millionths of its targets a round. */
  const rotating = async (millionths: number, kinds: readonly string[], more: object = {}): Promise<Rotating> => {
    const batch = {
      rate_direction: 'at-least',
      rate_number: null,
      rate_millionths: millionths,
      rotation: `R${++sold}`,
      ...more,
    };
    const { agencyId, occurrenceId } = await house.due(batch);
    await house.rows.add('inspectors', ...Array.from({ length: 4 }, () => ({ agency_id: agencyId })));
    const targets = kinds.map((_, at) => `RT${sold}-${String(at).padStart(2, '0')}`);
    await house.rows.add('targets', ...targets.map((code, at) => ({ agency_id: agencyId, code, kind: kinds[at] })));
    const [{ batchId }] = await dataSource.query('SELECT batch_id AS batchId FROM occurrences WHERE id = ?', [
      occurrenceId,
    ]);
    const [{ matterId }] = await dataSource.query(
      'SELECT matter_id AS matterId FROM batch_matters WHERE batch_id = ?',
      [batchId],
    );
    let year = 2030;
    const next = async (other?: object): Promise<number> => {
      let id = batchId;
      if (other !== undefined) {
        const [planId = 0] = await house.rows.add('plans', { agency_id: agencyId, year: year++ });
        const window = { visit_after_days: 0, visit_days: 30 };
        [id] = await house.rows.add('batches', { plan_id: planId, ...window, ...batch, ...other });
        await house.rows.add('batch_matters', { batch_id: id, matter_id: matterId });
      }
      const [occurrence = 0] = await house.rows.add('occurrences', {
        batch_id: id,
        ordinal: ++sold,
        state: 'planned',
        due_at: stamp(new Date(house.clock.now().getTime()).toISOString()),
      });
      return occurrence;
    };
    return { agencyId, targets, first: occurrenceId, next };
  };

  const read = async (
    draw: Draw,
  ): Promise<{ pool: string[]; out: Map<string, ExclusionLeaf>; manifest: Manifest; drawn: string[] }> => {
    const file = JSON.parse(await house.evidence(draw)) as {
      exclusions: ExclusionLeaf[];
      targets: TargetLeaf[];
      manifest: Manifest;
      record: { selection: { targets: string[] }[] };
    };
    return {
      pool: file.targets.map(({ id }) => id),
      out: new Map(file.exclusions.map((leaf) => [leaf.id, leaf])),
      manifest: file.manifest,
      drawn: file.record.selection.flatMap(({ targets }) => targets),
    };
  };
  const round = async (occurrenceId: number): Promise<Draw> => house.issue((await house.conduct(occurrenceId)).id);
  const rotationOf = async (draw: Draw): Promise<object[]> =>
    ((await house.fairness.sheetOf(await house.draw(draw.id))).rotation?.strata ?? []).map(
      ({ available, cycle, round: n, size, stratum, turned, whole }) => ({
        ...{ stratum, cycle, round: n, whole, turned, available, size },
      }),
    );

  it('draws everyone once in ⌈1/rate⌉ rounds, over the plans of several years, and then begins anew', async () => {
    const { first, next, targets } = await rotating(
      400_000,
      Array.from({ length: 7 }, () => '社会团体'),
    );
    const rounds: Draw[] = [];
    // the third one is of another year's plan, and of a batch that asks for another rate
    for (const id of [first, await next()]) rounds.push(await round(id));
    rounds.push(await round(await next({ rate_millionths: 300_000 })));
    rounds.push(await round(await next()));
    const told = await Promise.all(rounds.map(read));
    expect(told.map(({ drawn }) => drawn.length)).toEqual([3, 3, 1, 3]);
    expect(
      told
        .slice(0, 3)
        .flatMap(({ drawn }) => drawn)
        .sort(),
    ).toEqual([...targets]);
    // who is left out, by which draw, stands in the exclusion tree
    const turned = told[0]!.drawn;
    expect([...told[1]!.out.keys()].sort()).toEqual([...turned].sort());
    for (const { detail, reason } of told[1]!.out.values())
      expect([reason, detail?.zh]).toEqual(['rotation', `本轮查周期内已由抽取 ${rounds[0]!.number} 抽到。`]);
    expect(told[3]!.out.size).toBe(0);
    const strata = { stratum: 'all', whole: 7 };
    expect(await Promise.all(rounds.map(rotationOf))).toEqual([
      [{ ...strata, cycle: 1, round: 1, turned: 0, available: 7, size: 3 }],
      [{ ...strata, cycle: 1, round: 2, turned: 3, available: 4, size: 3 }],
      [{ ...strata, cycle: 1, round: 3, turned: 6, available: 1, size: 1 }],
      [{ ...strata, cycle: 2, round: 1, turned: 0, available: 7, size: 3 }],
    ]);
    const sheet = await house.fairness.sheetOf(await house.draw(rounds[1]!.id));
    expect(sheet.rotation?.strata[0]).toMatchObject({
      chance: { words: '3/4' },
      flat: { words: '3/7' },
      foreseeable: false,
      roundsToGo: 2,
    });
    expect(sheet.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['rotation', 'rotation-round']));
    expect((await house.fairness.sheetOf(await house.draw(rounds[2]!.id))).rotation?.strata[0]?.foreseeable).toBe(true);
    for (const draw of rounds) expect((await house.verify(draw)).verdict).toBe('holds');
    // the other verifier
    const file = join(folder, 'round.json');
    writeFileSync(file, await house.evidence(rounds[1]!));
    const python = spawnSync('python3', ['src/protocol/verify.py', file], { encoding: 'utf8' });
    expect([python.status, python.stdout]).toEqual([0, expect.stringContaining('“R')]);
  });

  it('lets each stratum go round by itself', async () => {
    const kinds = ['公墓', '公墓', '养老机构', '养老机构', '养老机构'];
    const strata = [
      { code: 'all-of-them', name: '公墓', conditions: [{ field: 'kind', in: ['公墓'] }], rate: null, censusBelow: 5 },
      { code: 'homes', name: '养老机构', rest: true, conditions: [], rate: null, censusBelow: null },
    ].map((one) => ({ rest: false, minimum: null, reserve: 0, ...one }));
    const { first, next } = await rotating(300_000, kinds, { strata: JSON.stringify(strata) });
    const [one, two] = [await round(first), await round(await next())];
    expect(await rotationOf(two)).toEqual([
      { stratum: 'all-of-them', cycle: 2, round: 1, whole: 2, turned: 0, available: 2, size: 2 },
      { stratum: 'homes', cycle: 1, round: 2, whole: 3, turned: 1, available: 2, size: 1 },
    ]);
    const [before, after] = [await read(one), await read(two)];
    expect([before.drawn.length, after.drawn.length, after.out.size]).toEqual([3, 3, 1]);
    expect((await house.verify(two)).verdict).toBe('holds');
  });

  it('does not count a draw that was voided, and counts the places of a supplement', async () => {
    const { first, next } = await rotating(
      300_000,
      Array.from({ length: 6 }, () => '社会团体'),
    );
    const planner = (userId: number): Caller => ({
      userId,
      username: `u${userId}`,
      role: 'planner',
      agencyId: null,
      inspectorId: null,
    });
    const decided = async (drawId: number, request: object): Promise<number | null> => {
      const reason = { zh: '名单有误', en: 'the list was wrong' };
      const { id } = await house.amendments.propose(planner(1), drawId, { ...request, reason } as never);
      return (await house.amendments.approve(planner(2), id, {}, undefined)).newDrawId;
    };
    const taken = await round(first);
    await decided(taken.id, { kind: 'void', newDraw: null });
    const again = await round(await next());
    expect(await rotationOf(again)).toEqual([
      { stratum: 'all', cycle: 1, round: 1, whole: 6, turned: 0, available: 6, size: 2 },
    ]);
    const { items } = await house.inspections.list(planner(1), { drawId: again.id, sort: 'ordinal' });
    const supplementId =
      (await decided(again.id, {
        kind: 'supplement',
        inspections: [items[0]!.id],
      })) ?? 0;
    // decided on and not committed yet: whom it draws is known only then
    const third = await next();
    expect(await house.step(third)).toMatchObject({ again: expect.any(Date) });
    expect((await house.drawOf(third)).waiting?.en).toContain(`Draw ${again.number}-S1 of the same rotation`);
    const supplement = await house.conductAmended(supplementId);
    // until it is known whom it has drawn the next round waits
    const waiting = await house.step(third);
    expect(waiting).toMatchObject({ again: expect.any(Date) });
    expect((await house.drawOf(third)).waiting?.zh).toContain(`“R`);
    expect((await house.drawOf(third)).waiting?.en).toContain(`Draw ${supplement.number} of the same rotation`);
    await house.issue(supplement.id);
    const second = await round(third);
    const [{ drawn }, more, { out }] = [await read(again), await read(supplement), await read(second)];
    expect(more.drawn).toHaveLength(1);
    expect([...out.keys()].sort()).toEqual([...drawn, ...more.drawn].sort());
    expect(out.get(more.drawn[0]!)?.detail?.zh).toContain(supplement.number);
    // what the first round has left over may have been drawn in the second: it is not supplemented any more
    await expect(decided(again.id, { kind: 'supplement', inspections: [items[1]!.id] })).rejects.toMatchObject({
      code: 'next_round_held',
    });
    // of the supplement itself the sheet of its draw tells
    expect((await house.fairness.sheetOf(await house.draw(supplement.id))).rotation).toBeNull();
  });

  it('brings the turn of one whose visit was taken back once more', async () => {
    const { first, next } = await rotating(500_000, ['社会团体', '社会团体', '社会团体']);
    const { drawn } = await read(await round(first));
    await dataSource.transaction((manager) =>
      manager.query('UPDATE visits SET retired_at = created_at WHERE target_code = ?', [drawn[0]]),
    );
    const { out, pool } = await read(await round(await next()));
    expect([[...out.keys()], pool.length, pool.includes(drawn[0]!)]).toEqual([[drawn[1]], 2, true]);
  });

  it('is another one for batches that draw of others, whatever their code', async () => {
    const kinds = ['公墓', '养老机构', '养老机构', '养老机构'];
    const of = (kind: string): object => ({ filter: JSON.stringify([{ field: 'kind', in: [kind] }]) });
    const { first, next } = await rotating(400_000, kinds, of('养老机构'));
    const homes = await round(first);
    // three rounds of the only cemetery, each a cycle of its own, say nothing of whose turn it is among the homes
    for (let n = 0; n < 3; n++) {
      const draw = await round(await next(of('公墓')));
      expect(await rotationOf(draw)).toMatchObject([{ cycle: n + 1, round: 1, whole: 1 }]);
    }
    const second = await round(await next());
    expect(await rotationOf(second)).toMatchObject([{ cycle: 1, round: 2, whole: 3, turned: 2, available: 1 }]);
    expect([...(await read(second)).out.keys()].sort()).toEqual([...(await read(homes)).drawn].sort());
  });

  it('takes its pools down anew where another round came between', async () => {
    const { first, next } = await rotating(
      300_000,
      Array.from({ length: 6 }, () => '社会团体'),
    );
    const other = await next();
    let between: Draw | undefined;
    // begun together: the second has its pools before the first is committed
    const conductor = house.conductor as unknown as { preparation: { of: (...all: unknown[]) => Promise<unknown> } };
    const plain = conductor.preparation.of.bind(conductor.preparation);
    let held = true;
    conductor.preparation.of = async (...all) => {
      const prepared = await plain(...all);
      if (held && 'values' in (prepared as object)) {
        held = false;
        between = await round(first);
      }
      return prepared;
    };
    await expect(house.conduct(other)).rejects.toThrow('came between');
    conductor.preparation.of = plain;
    expect((await house.drawOf(other)).phase).toBe('announced');
    const draw = await round(other);
    const [{ drawn }, { out }] = [await read(between!), await read(draw)];
    expect([...out.keys()].sort()).toEqual([...drawn].sort());
  });

  it('does not wait for one who is held back, and says why where everybody is', async () => {
    const { agencyId, first, next, targets } = await rotating(500_000, ['社会团体', '社会团体'], {
      cool_down_days: 30,
    });
    const { drawn } = await read(await round(first));
    const visit = async (code: string): Promise<void> => {
      const [{ id }] = await dataSource.query('SELECT id AS id FROM targets WHERE code = ?', [code]);
      await house.rows.add('visits', {
        id: 200_000 + ++sold,
        ...{ agency_id: agencyId, target_id: id, target_code: code },
        first_day: house.clock.now().toISOString().slice(0, 10),
      });
    };
    await visit(targets.find((code) => !drawn.includes(code))!);
    // the one was drawn and the other visited: the cycle is over, and both cool down
    const held = await next();
    await house.conduct(held).catch(() => undefined);
    expect((await house.drawOf(held)).failure?.zh).toMatch(
      /第 2 周期第 1 轮.*另有 2 户受频次上限或冷却期限制.*无对象可抽/,
    );
  });

  it('keeps what a draw was to its rotation as it was committed', async () => {
    const change = (sql: string): Promise<unknown> => dataSource.transaction((manager) => manager.query(sql));
    await expect(change('UPDATE draw_rotations SET turned = 0')).rejects.toThrow('stays as it was committed');
    await expect(change('DELETE FROM draw_rotations')).rejects.toThrow('stays as it was committed');
  });
});
