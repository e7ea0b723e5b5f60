import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { ENTITIES } from '../../entities.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type Draw } from './draw.entity.js';

onEachDatabase('what stays of a draw, whoever has the database in his hands', (database) => {
  let dataSource: DataSource;
  let drawn: Draw;
  let committed: Draw;
  let rows: DrawHouse['rows'];

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    const house = new DrawHouse(dataSource);
    rows = house.rows;
    const dueDraw = async (): Promise<number> => {
      const { agencyId, occurrenceId } = await house.due();
      const own = { agency_id: agencyId };
      await house.rows.add('targets', own, own, own);
      await house.rows.add('inspectors', own, own, own);
      return occurrenceId;
    };
    drawn = await house.conduct(await dueDraw());
    const occurrenceId = await dueDraw();
    house.beforeTask = ({ kind }) => {
      if (kind === 'lottery') throw new Error('the power is gone');
    };
    await house.conduct(occurrenceId).catch(() => undefined);
    committed = await house.drawOf(occurrenceId);
  });
  afterAll(() => dataSource.destroy());

  const run = (sql: string, ...values: unknown[]): Promise<unknown> =>
    dataSource.transaction((manager) => manager.query(sql, values));

  describe.each([
    ['manifest', '{}'],
    ['sealed_secret', 'ab'],
    ['commitment', 'ab'],
    ['number', 'other'],
    ['cutoff_at', '2020-01-01 00:00:00.000'],
    ['committed_at', '2020-01-01 00:00:00.000'],
    ['draw_at', '2020-01-01 00:00:00.000'],
    ['population', 1],
    ['sample_size', 0],
    ['plan_version', 9],
    ['ordinal', 2],
    ['kind', 'supplement'],
  ])('the %s of what is committed', (column, other) => {
    it('takes no other value, and is not taken away', async () => {
      const change = `UPDATE draws SET ${column} = ? WHERE id = ?`;
      await expect(run(change, other, committed.id)).rejects.toThrow('what is committed is not changed');
      await expect(run(change, null, committed.id)).rejects.toThrow(/is not changed|NOT NULL|cannot be null/);
    });
  });

  it('a proposal about it: decided once, never by the one who made it, never gone', async () => {
    await run(
      `INSERT INTO draw_amendments (draw_id, agency_id, kind, state, reason, terms, proposed_by, proposed_by_name, proposed_at, version) VALUES (?, ?, 'void', 'proposed', '{}', '{}', 1, 'A', '2026-01-01 00:00:00.000', 1)`,
      drawn.id,
      drawn.agencyId,
    );
    const decide = (by: number, state: string): Promise<unknown> =>
      run(`UPDATE draw_amendments SET state = ?, decided_by = ?, decided_at = '2026-01-02 00:00:00.000'`, state, by);
    await expect(run(`UPDATE draw_amendments SET state = 'approved'`)).rejects.toThrow(/ck_draw_amendments_decided/);
    await expect(decide(1, 'approved')).rejects.toThrow(/ck_draw_amendments_second/);
    await expect(run(`UPDATE draw_amendments SET reason = '{"zh":""}'`)).rejects.toThrow(/is not changed/);
    await decide(2, 'declined');
    await expect(decide(2, 'approved')).rejects.toThrow(/is not changed/);
    await expect(run('DELETE FROM draw_amendments')).rejects.toThrow(/never removed/);
  });

  it.each(['record_hash', 'entropy', 'seeded_at', 'drawn_at'])('the %s of what is drawn', async (column) => {
    const change = `UPDATE draws SET ${column} = ? WHERE id = ?`;
    await expect(run(change, '2020-01-01 00:00:00.000', drawn.id)).rejects.toThrow('what is drawn is not changed');
    await expect(run(change, null, drawn.id)).rejects.toThrow('what is drawn is not changed');
  });

  it('the draw itself', async () => {
    await expect(run('DELETE FROM draws WHERE id = ?', drawn.id)).rejects.toThrow('never removed');
  });

  it('its leaves from the commitment on, and its record from the record hash on', async () => {
    const add = `INSERT INTO draw_parts (draw_id, part, seq, first_position, item_count, body) VALUES (?, ?, 99, 0, 0, '')`;
    for (const part of ['targets', 'inspectors', 'exclusions', 'record', 'teams']) {
      await expect(run(add, drawn.id, part)).rejects.toThrow('nothing is added');
      const rows = await dataSource.query<unknown[]>('SELECT 1 FROM draw_parts WHERE draw_id = ? AND part = ?', [
        drawn.id,
        part,
      ]);
      if (rows.length === 0) continue;
      const here = [drawn.id, part];
      await expect(run('DELETE FROM draw_parts WHERE draw_id = ? AND part = ?', ...here)).rejects.toThrow(
        'append-only',
      );
      await expect(run('UPDATE draw_parts SET seq = 98 WHERE draw_id = ? AND part = ?', ...here)).rejects.toThrow(
        'append-only',
      );
    }
    await expect(run(add, committed.id, 'targets')).rejects.toThrow('nothing is added');
    await run(add, committed.id, 'record');
    await run('DELETE FROM draw_parts WHERE draw_id = ? AND part = ?', committed.id, 'record');
  });

  // last: the others look at the draw as it was
  it('a void: it is for ever', async () => {
    const to = (phase: string): Promise<unknown> => run('UPDATE draws SET phase = ? WHERE id = ?', phase, committed.id);
    await to('voided');
    await expect(to(committed.phase)).rejects.toThrow('what is void stays void');
  });

  it('who left a team', async () => {
    const [seat] = await dataSource.query<{ id: number }[]>('SELECT id AS id FROM inspectors');
    const [target] = await dataSource.query<{ id: number }[]>('SELECT id AS id FROM targets');
    const inspection = { draw_id: drawn.id, batch_id: drawn.batchId, agency_id: drawn.agencyId, target_id: target?.id };
    const [inspectionId = 0] = await rows.add('inspections', inspection);
    await run(
      `INSERT INTO seat_departures (inspection_id, inspector_id, seat, draw_id, cause, at) VALUES (?, ?, 1, ?, 'illness', '2026-01-01 00:00:00.000')`,
      inspectionId,
      seat?.id,
      drawn.id,
    );
    await expect(run(`UPDATE seat_departures SET cause = 'other'`)).rejects.toThrow(/append-only/);
    await expect(run('DELETE FROM seat_departures')).rejects.toThrow(/append-only/);
  });
});
