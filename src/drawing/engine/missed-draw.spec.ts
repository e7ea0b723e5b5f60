import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { ENTITIES } from '../../entities.js';
import { Occurrence } from '../../planning/occurrences/occurrence.entity.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Change } from '../../platform/history/change.entity.js';
import { Draw } from '../draws/draw.entity.js';

const MINUTE = 60_000;

onEachDatabase('a draw that is taken up late', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
  });
  afterAll(() => dataSource.destroy());
  // the clock only goes forward: the log that all draws share does not go back
  beforeEach(() => {
    house.beforeTask = () => undefined;
  });

  async function due(lateMinutes: number): Promise<number> {
    const { agencyId, occurrenceId } = await house.due({ late_minutes: lateMinutes });
    await house.rows.add('targets', { agency_id: agencyId }, { agency_id: agencyId });
    await house.rows.add('inspectors', { agency_id: agencyId }, { agency_id: agencyId });
    return occurrenceId;
  }
  const draws = (occurrenceId: number): Promise<number> => dataSource.manager.countBy(Draw, { occurrenceId });

  it.each([0, 30, 1440])('within %i minutes is held', async (lateMinutes) => {
    const occurrenceId = await due(lateMinutes);
    // in the last second of the last full minute, less what the test itself takes
    house.clock.offset += lateMinutes * MINUTE + 30_000;
    const draw = await house.conduct(occurrenceId);
    expect(draw).toMatchObject({ phase: 'drawn', failure: null });
    expect((await house.occurrence(occurrenceId)).state).toBe('drawn');
  });

  it.each([0, 30, 44_640])('after %i minutes and one more is missed: nothing is announced', async (lateMinutes) => {
    const occurrenceId = await due(lateMinutes);
    house.clock.offset += (lateMinutes + 1) * MINUTE;
    expect(await house.step(occurrenceId)).toEqual({ done: true });
    const missed = await house.occurrence(occurrenceId);
    expect(missed).toMatchObject({ state: 'missed', decision: null, drawAt: null });
    expect(missed.failure?.en).toContain(`the ${lateMinutes} minutes`);
    expect(await draws(occurrenceId)).toBe(0);
    const records = (): Promise<number> =>
      dataSource.manager.countBy(Change, { subjectId: missed.batchId, action: 'occurrence-missed' });
    expect(await records()).toBe(1);
    // a second try, as after a crash, changes nothing
    expect(await house.step(occurrenceId)).toEqual({ done: true });
    expect([await draws(occurrenceId), await records()]).toEqual([0, 1]);
  });

  it('waits as long as a matter is on no published checklist, and then is missed by its name', async () => {
    const [published, missing] = [await due(5), await due(5)];
    const matterOf = async (id: number): Promise<{ id: number; name: string }> => {
      const { batchId } = await house.occurrence(id);
      const [matter] = await dataSource.query<{ id: number; name: string }[]>(
        'SELECT m.id AS id, m.name AS name FROM batch_matters b JOIN matters m ON m.id = b.matter_id WHERE b.batch_id = ?',
        [batchId],
      );
      if (matter === undefined) throw new Error(`occurrence ${id} has no matter`);
      house.unpublished.add(matter.id);
      return matter;
    };
    const [one, other] = [await matterOf(published), await matterOf(missing)];
    for (const id of [published, missing]) {
      expect(await house.step(id)).toMatchObject({ again: expect.any(Date) });
      expect([(await house.occurrence(id)).state, await draws(id)]).toEqual(['planned', 0]);
    }
    // published in time it is drawn as if nothing had been
    house.unpublished.delete(one.id);
    expect(await house.conduct(published)).toMatchObject({ phase: 'drawn' });
    house.clock.offset += 6 * MINUTE;
    expect(await house.step(missing)).toEqual({ done: true });
    const { failure, state } = await house.occurrence(missing);
    expect([state, await draws(missing)]).toEqual(['missed', 0]);
    for (const words of [failure?.zh, failure?.en]) expect(words).toContain(other.name);
    expect(failure?.zh).toContain('公布');
    house.unpublished.clear();
  });

  it('that was announced in time is held, however late it goes on', async () => {
    const occurrenceId = await due(0);
    house.beforeTask = () => {
      throw new Error('the machine is gone');
    };
    await expect(house.step(occurrenceId)).rejects.toThrow('the machine is gone');
    expect((await house.occurrence(occurrenceId)).state).toBe('drawing');
    house.beforeTask = () => undefined;
    house.clock.offset += 90 * 24 * 60 * MINUTE;
    expect(await house.conduct(occurrenceId)).toMatchObject({ phase: 'drawn' });
    expect(await draws(occurrenceId)).toBe(1);
  });

  it('is judged by the later moment, where a person gave it one, and drawn at that moment', async () => {
    const occurrenceId = await due(0);
    house.clock.offset += 10 * MINUTE;
    await house.step(occurrenceId);
    const drawAt = new Date(house.clock.now().getTime() + 60 * MINUTE);
    await dataSource.transaction((manager) =>
      manager.update(Occurrence, occurrenceId, { state: 'planned', drawAt, failure: null }),
    );
    house.clock.offset += 60 * MINUTE + 1000;
    const draw = await house.conduct(occurrenceId);
    expect(draw.phase).toBe('drawn');
    expect(draw.drawAt.getTime()).toBeGreaterThanOrEqual(drawAt.getTime());
    const other = await due(0);
    house.clock.offset += 10 * MINUTE;
    await house.step(other);
    await dataSource.transaction((manager) =>
      manager.update(Occurrence, other, { state: 'planned', drawAt: house.clock.now() }),
    );
    house.clock.offset += 2 * MINUTE;
    await house.step(other);
    expect((await house.occurrence(other)).state).toBe('missed');
  });
});
