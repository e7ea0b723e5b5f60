import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { ENTITIES } from '../../entities.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { JobFailed, LeaseLost } from '../../platform/jobs/job-handlers.js';
import { MOST_ATTEMPTS } from '../../platform/jobs/retry.js';
import { type Manifest } from '../../protocol/index.js';
import { Draw } from '../draws/draw.entity.js';
import { Target } from '../../registry/targets/target.entity.js';

onEachDatabase('the conductor of a draw', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
  });
  afterAll(() => dataSource.destroy());
  beforeEach(() => {
    house.beforeTask = house.beforeWrite = () => undefined;
    house.clock.offset = 0;
    house.clock.steps = [];
  });

  type Row = Readonly<Record<string, unknown>>;
  /** Something due, with as many targets and inspectors, each with what is said of it. */
  async function due(
    targets: number,
    inspectors: number,
    { batch = {}, target = {}, inspector = {} }: { batch?: Row; target?: Row; inspector?: Row } = {},
  ): Promise<{ agencyId: number; occurrenceId: number; targetIds: number[]; inspectorIds: number[] }> {
    const place = await house.due(batch);
    const own = { agency_id: place.agencyId };
    const add = (table: string, count: number, more: Row): Promise<number[]> =>
      house.rows.add(table, ...Array.from({ length: count }, () => ({ ...own, ...more })));
    const targetIds = await add('targets', targets, target);
    return { ...place, targetIds, inspectorIds: await add('inspectors', inspectors, inspector) };
  }

  const moment = (days: number): string =>
    new Date(house.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

  async function drawnAndHolding(occurrenceId: number): Promise<Manifest> {
    const draw = await house.conduct(occurrenceId);
    expect(draw.failure).toBeNull();
    const { verdict, steps } = await house.verify(draw);
    expect({ verdict, last: steps.at(-1) }).toMatchObject({ verdict: 'holds' });
    return JSON.parse(draw.manifest ?? '') as Manifest;
  }

  describe('with odd pools', () => {
    it('draws nobody where the limit comes to nobody', async () => {
      const { occurrenceId } = await due(9, 3, {
        batch: { rate_direction: 'at-most', rate_millionths: 100_000, rate_number: null },
      });
      const { strata } = await drawnAndHolding(occurrenceId);
      expect(strata[0]).toMatchObject({ size: 0, population: 9, reserve: 9 });
    });

    it('draws everyone, in teams of three, out of three', async () => {
      const { occurrenceId } = await due(7, 3, { batch: { rate_number: 100, team_size: 3 } });
      const { strata, warnings } = await drawnAndHolding(occurrenceId);
      expect(strata[0]).toMatchObject({ size: 7, reserve: 0 });
      expect(warnings).toEqual([{ code: 'small-pool', rule: 0, targets: 7, teams: 1 }]);
    });

    it('says with evidence that two inspectors with a load of one cannot go to three targets', async () => {
      const { occurrenceId } = await due(3, 2, { batch: { rate_number: 3, max_load: 1 } });
      const draw = await house.conduct(occurrenceId);
      expect(draw).toMatchObject({ phase: 'infeasible', issuedAt: null });
      expect(draw.failure?.zh).toContain('3 个席位只能由 1 名人员');
      expect(await house.verify(draw)).toMatchObject({ verdict: 'holds' });
      // it was promised: only a void by two people frees its batch
      expect((await house.occurrence(occurrenceId)).state).toBe('stopped');
    });

    it('promises nothing where no team can be sent to a target, and names it', async () => {
      const { occurrenceId } = await due(3, 1);
      await expect(house.conduct(occurrenceId)).rejects.toThrow('No team can be sent to 3 target(s)');
      const draw = await house.drawOf(occurrenceId);
      expect(draw).toMatchObject({ phase: 'announced', commitment: null });
      expect(draw.failure?.zh).toContain('有 3 个检查对象');

      const spared = await due(7, 3);
      const [target, ...others] = await dataSource.manager.find(Target, { where: { agencyId: spared.agencyId } });
      const recuse = (inspectorId: number): Promise<unknown> =>
        house.rows.add('recusals', { inspector_id: inspectorId, target_id: target?.id ?? 0 });
      for (const inspectorId of spared.inspectorIds) await recuse(inspectorId);
      await expect(house.conduct(spared.occurrenceId)).rejects.toThrow(`1 target(s) (${target?.code})`);
      expect(others).toHaveLength(6);
    });

    it('says in words that nobody is in the pool, or only such as are closed', async () => {
      for (const count of [0, 3]) {
        const { occurrenceId } = await due(count, 3, { target: { state: 'closed' } });
        await expect(house.conduct(occurrenceId)).rejects.toThrow('No target');
        expect((await house.drawOf(occurrenceId)).failure?.zh).toBe('抽查范围内没有检查对象。');
        expect((await house.occurrence(occurrenceId)).failure?.zh).toBe('抽查范围内没有检查对象。');
      }
    });

    it('takes rare characters, missing fields and absences that overlap as they come', async () => {
      const { occurrenceId, inspectorIds } = await due(4, 4, {
        target: { name: `𠮷${'邨'.repeat(298)}é`, region_code: null, risk_class: null },
        inspector: { name: '𡈽'.repeat(100), qualifications: JSON.stringify(['𠀋'.repeat(50), 'ﬀ', '｡']) },
        batch: { qualifications: JSON.stringify(['𠀋'.repeat(50), '｡', 'ﬀ']) },
      });
      const away = [
        [0, 5],
        [3, 4],
        [4, 9],
        [9, 9],
      ] as const;
      await house.rows.add(
        'absences',
        ...inspectorIds.flatMap((inspector_id) =>
          away.map(([from, until]) => ({ inspector_id, from_day: moment(from), until_day: moment(until) })),
        ),
      );
      await drawnAndHolding(occurrenceId);
    });

    it('keeps an inspector whose recusals fill more than one piece', async () => {
      const { occurrenceId, targetIds, inspectorIds } = await due(5000, 4, { batch: { rate_number: 5 } });
      const [first = 0] = inspectorIds;
      // codes that do not shrink when they are packed
      await dataSource.transaction(async (manager) => {
        for (const [at, id] of targetIds.entries()) {
          const code =
            `${(at * 7_919 + 104_729).toString(36)}-${Math.sin(at).toString(36).slice(2)}-${id}`.toUpperCase();
          await manager.query('UPDATE targets SET code = ? WHERE id = ?', [code.replace(/^[^A-Z0-9]+/, ''), id]);
        }
      });
      await house.rows.add('recusals', ...targetIds.map((target_id) => ({ inspector_id: first, target_id })));
      await drawnAndHolding(occurrenceId);
    });

    it('says which rule of the protocol a pool breaks, where, in both languages', async () => {
      const { occurrenceId, targetIds } = await due(3, 3);
      await dataSource.transaction((manager) =>
        manager.query('UPDATE targets SET name = ? WHERE id = ?', ['e\u0301', targetIds[1] ?? 0]),
      );
      await expect(house.conduct(occurrenceId)).rejects.toThrow('NFC');
      const { failure } = await house.drawOf(occurrenceId);
      expect(failure?.zh).toContain('NFC 规范形式');
      expect(failure?.en).toContain('not in Unicode form NFC');
    });
  });

  it('writes every step into the log, in the transaction of the step', async () => {
    const { occurrenceId } = await due(5, 3);
    let broken = 0;
    const draw = await house
      .conduct(occurrenceId, {
        // the second transaction of a draw is that of its commitment: it fails once, and its entry goes with it
        fence: () => (++broken === 2 ? Promise.reject(new Error('cut off')) : Promise.resolve()),
      })
      .catch(() => house.conduct(occurrenceId));
    const entries = (await house.log.entriesOf(draw.number)).map(({ entry }) => entry);
    const of = { commitment: draw.commitment, draw: draw.number };
    const { batch } = JSON.parse(draw.manifest ?? 'null') as Manifest;
    expect(entries).toMatchObject([
      { kind: 'commit', ...of, batch: batch.id, occurrence: batch.occurrence },
      { kind: 'reveal', ...of, entropy: JSON.parse(draw.entropy ?? 'null') as object },
      { kind: 'record', ...of, record: draw.recordHash },
    ]);
    const moments = entries.map(({ at }) => at);
    expect(moments).toEqual([...moments].sort());
  });

  describe('with a clock that is set back', () => {
    it('still lets the moments of a draw follow one another', async () => {
      const { occurrenceId } = await due(5, 3);
      house.clock.steps = Array.from({ length: 30 }, () => -40);
      const draw = await house.conduct(occurrenceId);
      expect(draw.failure).toBeNull();
      expect(await house.verify(draw)).toMatchObject({ verdict: 'holds' });
      const { announcedAt, cutoffAt, committedAt, drawAt, seededAt, drawnAt } = draw;
      const moments = [announcedAt, cutoffAt, committedAt, drawAt, seededAt, drawnAt].map((one) => one?.getTime());
      expect(moments).toEqual([...moments].sort((a, b) => (a ?? 0) - (b ?? 0)));
    });

    it('reveals no secret before the moment it has promised, and has no record before the secret', async () => {
      const { occurrenceId } = await due(5, 3);
      let steps = 0;
      const draw = await house.conduct(occurrenceId, {
        fence: () => {
          // the third transaction is the first of the second attempt: right after it the draw looks whether its moment
          // has come, and then the clock is set back
          if (++steps === 3) house.clock.steps = [0, -5000];
          return Promise.resolve();
        },
      });
      expect(house.clock.offset).toBe(-5000);
      expect(draw.seededAt).toEqual(draw.drawAt);
      expect(draw.drawnAt).toEqual(draw.seededAt);
      const entries = (await house.log.entriesOf(draw.number)).map(({ entry }) => entry.at);
      expect(entries.slice(1)).toEqual([draw.drawAt.toISOString(), draw.drawAt.toISOString()]);
      expect(await house.verify(draw)).toMatchObject({ verdict: 'holds' });
    });

    it('has in its pool nothing that was changed after the cut-off', async () => {
      const { occurrenceId, agencyId } = await due(5, 3);
      // what an attempt that died has left is taken away, and meanwhile lists go on being changed
      house.beforeWrite = () => {
        house.clock.offset += 10_000;
        house.beforeWrite = () => undefined;
      };
      const before = house.clock.now().getTime();
      const draw = await house.conduct(occurrenceId);
      expect(draw.agencyId).toBe(agencyId);
      expect(draw.cutoffAt?.getTime()).toBeGreaterThanOrEqual(before + 10_000);
    });
  });

  describe('when something goes wrong', () => {
    it('does not go on after it was noted that it cannot, though the process died before its job was', async () => {
      const { occurrenceId, agencyId } = await due(0, 3);
      await expect(house.conduct(occurrenceId)).rejects.toThrow('No target');
      await house.rows.add('targets', { agency_id: agencyId });
      const draw = await house.conduct(occurrenceId);
      expect(draw).toMatchObject({ phase: 'announced', commitment: null });
      expect((await house.occurrence(occurrenceId)).state).toBe('failed');
    });

    it('is tried again while there is hope, and noted as failed at the last try', async () => {
      const { occurrenceId } = await due(3, 3);
      house.beforeTask = () => {
        throw new Error('the database is gone');
      };
      await expect(house.conduct(occurrenceId, { attempts: MOST_ATTEMPTS - 1 })).rejects.toThrow('gone');
      expect((await house.drawOf(occurrenceId)).failure).toBeNull();
      await expect(house.conduct(occurrenceId, { attempts: MOST_ATTEMPTS })).rejects.toThrow('gone');
      expect((await house.drawOf(occurrenceId)).failure?.en).toContain(`after ${MOST_ATTEMPTS} tries`);
      expect((await house.occurrence(occurrenceId)).state).toBe('failed');
    });

    it('is tried for as long as it takes once it is promised, and everyone sees that it is', async () => {
      const { occurrenceId } = await due(3, 3);
      house.beforeTask = ({ kind }) => {
        if (kind === 'lottery') throw new Error('no memory left');
      };
      await expect(house.conduct(occurrenceId, { attempts: MOST_ATTEMPTS - 1 })).rejects.toThrow('no memory');
      expect(await house.step(occurrenceId, { attempts: MOST_ATTEMPTS })).toHaveProperty('again');
      const held = await house.drawOf(occurrenceId);
      expect(held).toMatchObject({ phase: 'seeded', failure: null });
      expect(held.waiting?.en).toContain(`${MOST_ATTEMPTS} tries`);
      expect(held.waiting?.en).not.toContain('memory');
      house.beforeTask = () => undefined;
      const draw = await house.conduct(occurrenceId);
      expect(draw).toMatchObject({ phase: 'drawn', commitment: held.commitment, entropy: held.entropy, waiting: null });
      expect(await house.verify(draw)).toMatchObject({ verdict: 'holds' });
    });

    it('ends in the open where it was promised and its pool was changed in the database', async () => {
      const { occurrenceId } = await due(3, 3);
      house.beforeTask = ({ kind }) => {
        if (kind === 'lottery') throw new JobFailed('the kept targets do not hash to the committed root');
      };
      await expect(house.conduct(occurrenceId)).rejects.toThrow('committed root');
      const draw = await house.drawOf(occurrenceId);
      expect(draw).toMatchObject({ phase: 'ended', recordHash: null });
      const entries = (await house.log.entriesOf(draw.number)).map(({ entry }) => entry);
      expect(entries).toMatchObject([
        { kind: 'commit' },
        { kind: 'reveal' },
        { kind: 'end', commitment: draw.commitment, reason: { en: expect.stringContaining('committed root') } },
      ]);
      expect((await house.occurrence(occurrenceId)).state).toBe('stopped');
      expect(await house.step(occurrenceId)).toEqual({ done: true });
    });

    it('is not ended by a failure that comes when it has gone on already', async () => {
      const { occurrenceId } = await due(3, 3);
      let failed = false;
      house.beforeTask = ({ kind }) => {
        failed = kind === 'lottery';
        if (failed) throw new JobFailed('too late');
      };
      const conducted = house.conduct(occurrenceId, {
        fence: async (manager) => {
          // the transaction that notes the failure finds the draw further on than it was looked at
          if (failed) await manager.update(Draw, { occurrenceId }, { phase: 'drawn', recordHash: 'ab'.repeat(32) });
        },
      });
      await expect(conducted).rejects.toThrow('too late');
      const draw = await house.drawOf(occurrenceId);
      expect(draw).toMatchObject({ phase: 'drawn', failure: null });
      expect((await house.log.entriesOf(draw.number)).map(({ entry }) => entry.kind)).toEqual(['commit', 'reveal']);
      expect((await house.occurrence(occurrenceId)).state).toBe('drawing');
    });

    it('is left alone by one who lost the job to another', async () => {
      const { occurrenceId } = await due(3, 3);
      house.beforeTask = () => {
        throw new LeaseLost(1);
      };
      await expect(house.conduct(occurrenceId, { attempts: MOST_ATTEMPTS })).rejects.toThrow(LeaseLost);
      expect((await house.drawOf(occurrenceId)).failure).toBeNull();
      expect((await house.occurrence(occurrenceId)).state).toBe('drawing');
    });

    it('goes on with the same commitment and the same result after a crash at any step', async () => {
      const { occurrenceId } = await due(30, 6, { batch: { rate_number: 7 } });
      for (const failing of ['snapshot', 'lottery']) {
        house.beforeTask = ({ kind }) => {
          if (kind === failing) throw new Error('the power is gone');
        };
        await expect(house.conduct(occurrenceId)).rejects.toThrow('power');
      }
      const before = await house.drawOf(occurrenceId);
      expect(before.phase).toBe('seeded');
      house.beforeTask = () => undefined;
      const draw = await house.conduct(occurrenceId);
      expect(draw).toMatchObject({ phase: 'drawn', commitment: before.commitment, entropy: before.entropy });
      expect(await house.verify(draw)).toMatchObject({ verdict: 'holds' });
    });

    // last, for from here on this log is ahead of the clock
    it('promises nothing while the log is ahead of the clock, and says so', async () => {
      const ahead = 3 * 3_600_000;
      const { occurrenceId } = await due(3, 3);
      house.clock.offset = ahead;
      await house.conduct((await due(3, 3)).occurrenceId);
      house.clock.offset = 0;
      expect(await house.step(occurrenceId)).toHaveProperty('again');
      const waiting = await house.drawOf(occurrenceId);
      expect(waiting).toMatchObject({ phase: 'announced', commitment: null });
      expect(waiting.waiting?.zh).toContain('时钟');
      house.clock.offset = ahead;
      let steps = 0;
      const draw = await house.conduct(occurrenceId, {
        fence: () => {
          // the fourth transaction is the reveal; what is drawn after it is drawn a minute later
          if (++steps === 4) house.clock.offset += 60_000;
          return Promise.resolve();
        },
      });
      expect(draw).toMatchObject({ phase: 'drawn', waiting: null });
      expect((draw.drawnAt?.getTime() ?? 0) - draw.drawAt.getTime()).toBeGreaterThanOrEqual(60_000);
      // what comes next is due by the promised moment, and so also for a clock that is set right before it is looked at
      expect(await house.dueOf('issue', draw.id)).toEqual(draw.drawAt);
    });
  });
});
