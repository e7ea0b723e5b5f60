import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { ENTITIES } from '../../entities.js';
import { dayAt } from '../../planning/calendar/time-zone.js';
import { addDays } from '../../platform/clock/days.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type ExclusionLeaf, type Manifest, type TargetLeaf } from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';

onEachDatabase('a draw of those who were visited', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let sold = 0;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    house.hurried = true;
  });
  afterAll(() => dataSource.destroy());

  const today = (): string => dayAt(house.clock.now(), 'Asia/Shanghai');

  /** A batch that is due, with targets by their codes; visits by target, days before today. */
  const due = async (
    limits: { readonly caps?: object[]; readonly coolDownDays?: number },
    targets: readonly string[],
  ): Promise<{ agencyId: number; occurrenceId: number; ids: Map<string, number>; visit: Visit }> => {
    const { agencyId, occurrenceId } = await house.due({
      rate_direction: 'at-least',
      rate_number: null,
      rate_millionths: 1_000_000,
      ...(limits.coolDownDays === undefined ? {} : { cool_down_days: limits.coolDownDays }),
    });
    if (limits.caps !== undefined) {
      const caps = JSON.stringify(limits.caps);
      await dataSource.transaction((manager) =>
        manager.query('UPDATE plans SET caps = ? WHERE agency_id = ?', [caps, agencyId]),
      );
    }
    await house.rows.add('inspectors', ...Array.from({ length: 4 }, () => ({ agency_id: agencyId })));
    const rows = await house.rows.add('targets', ...targets.map((code) => ({ agency_id: agencyId, code })));
    const ids = new Map(targets.map((code, at) => [code, rows[at] ?? 0]));
    const visit: Visit = async (code, daysAgo, more = {}) => {
      // beside those that are issued, whose numbers the database gives
      await house.rows.add('visits', {
        id: 100_000 + ++sold,
        agency_id: agencyId,
        target_id: ids.get(code),
        target_code: code,
        first_day: addDays(today(), -daysAgo),
        ...more,
      });
    };
    return { agencyId, occurrenceId, ids, visit };
  };
  type Visit = (code: string, daysAgo: number, more?: object) => Promise<void>;

  const file = async (draw: Draw): Promise<{ pool: string[]; out: Record<string, string>; manifest: Manifest }> => {
    const { exclusions, manifest, targets } = JSON.parse(await house.evidence(draw)) as {
      exclusions: ExclusionLeaf[];
      targets: TargetLeaf[];
      manifest: Manifest;
    };
    for (const { detail, reason } of exclusions) expect(detail === undefined).toBe(reason.startsWith('state-'));
    return {
      pool: targets.map(({ id }) => id),
      out: Object.fromEntries(exclusions.map(({ id, reason }) => [id, reason])),
      manifest,
    };
  };
  const codes = (...names: string[]): string[] => names.map((name) => `VL${++sold + 100}${name}`);

  it('leaves out who reached the cap of the year or is cooling down, says so of each, and holds for the verifier', async () => {
    const [a, b, c, d, e] = codes('a', 'b', 'c', 'd', 'e') as [string, string, string, string, string];
    const { occurrenceId, visit } = await due({ caps: [{ targetKind: null, most: 2 }], coolDownDays: 10 }, [
      a,
      b,
      c,
      d,
      e,
    ]);
    // as often as may be, the last one long enough ago
    await visit(a, 40);
    await visit(a, 50, { kind: 'case' });
    // too soon by a day, and just long enough ago
    await visit(b, 9);
    await visit(c, 10);
    // withdrawn is as if it had not been
    await visit(d, 1, { retired_at: '2026-01-01 00:00:00.000', entered: null });
    const draw = await house.conduct(occurrenceId);
    const { manifest, out, pool } = await file(draw);
    expect(out).toEqual({ [a]: 'yearly-cap', [b]: 'cool-down' });
    expect(pool).toEqual([c, d, e]);
    // after what the rules say of themselves
    const told = manifest.reasons?.slice(-2);
    expect(told?.map(({ code }) => code)).toEqual(['yearly-cap', 'cool-down']);
    expect(told?.map(({ words }) => words.zh)).toEqual([
      expect.stringContaining('有 1 个检查对象已达上限'),
      expect.stringContaining('共 1 个检查对象'),
    ]);
    expect((await house.verify(draw)).verdict).toBe('holds');
  });

  it('counts visits of the agency and of those below it, over all lists of one organisation, and nobody else’s', async () => {
    const [a, b] = codes('a', 'b') as [string, string];
    const { agencyId, ids, occurrenceId, visit } = await due({ coolDownDays: 30 }, [a, b]);
    const [stranger = 0] = await house.rows.add('agencies', {});
    await visit(a, 3, { agency_id: stranger });
    const [below = 0] = await house.rows.add('agencies', { parent_id: agencyId });
    await dataSource.transaction((manager) =>
      manager.query('UPDATE agencies SET path = ? WHERE id = ?', [`/${agencyId}/${below}/`, below]),
    );
    // on the list of the agency below as well, with the same code: that it was visited there counts here
    const [twin] = await house.rows.add('targets', { agency_id: below, code: `${b}X`, state: 'closed' });
    await house.rows.add('visits', {
      id: 100_000 + ++sold,
      agency_id: below,
      target_id: twin,
      target_code: b,
      first_day: addDays(today(), -2),
    });
    expect(ids.size).toBe(2);
    const { out, pool } = await file(await house.conduct(occurrenceId));
    expect(pool).toContain(a);
    expect(out[b]).toBe('cool-down');
  });

  it('counts what an earlier draw has sent people to, and no more of it once that is void', async () => {
    const names = codes('a', 'b', 'c');
    const { agencyId, occurrenceId } = await due({ coolDownDays: 30 }, names);
    const first = await house.issue((await house.conduct(occurrenceId)).id);
    const [batch] = await dataSource.query(
      'SELECT id FROM batches WHERE plan_id IN (SELECT id FROM plans WHERE agency_id = ?)',
      [agencyId],
    );
    const again = async (ordinal: number): Promise<Draw> => {
      const [id = 0] = await house.rows.add('occurrences', {
        batch_id: batch.id,
        ordinal,
        state: 'planned',
        due_at: new Date(house.clock.now().getTime() + ordinal).toISOString().replace('T', ' ').replace('Z', ''),
      });
      await house.conduct(id).catch(() => undefined);
      return house.drawOf(id);
    };
    const held = await again(2);
    expect([first.phase, held.phase, held.failure?.zh]).toEqual([
      'issued',
      'announced',
      expect.stringContaining('共 3 个检查对象'),
    ]);
    await dataSource.transaction(async (manager) => {
      await manager.query(`UPDATE visits SET retired_at = created_at WHERE draw_id = ?`, [first.id]);
    });
    expect((await file(await again(3))).pool).toEqual(names);
  });

  describe('of a kind of its own', () => {
    it('has the cap of that kind', async () => {
      const [a, b] = codes('a', 'b') as [string, string];
      const caps = [
        { targetKind: '基金会', most: 1 },
        { targetKind: null, most: 2 },
      ];
      const { occurrenceId, visit } = await due({ caps }, [a, b]);
      await dataSource.transaction((manager) =>
        manager.query(`UPDATE targets SET kind = '基金会' WHERE code = ?`, [a]),
      );
      await visit(a, 0);
      await visit(b, 0);
      const { out, pool } = await file(await house.conduct(occurrenceId));
      expect([out, pool]).toEqual([{ [a]: 'yearly-cap' }, [b]]);
    });
  });
});
