import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { insertRows, stamp } from '../../../test/support/field-rows.js';
import { ENTITIES } from '../../entities.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type InspectorLeaf } from '../../protocol/index.js';
import { itemsOf, readList, splitLeafItem } from '../draws/draw-parts.js';
import { type Draw } from '../draws/draw.entity.js';

const AT = stamp('2026-01-01T00:00:00Z');

onEachDatabase('who may be drawn for whom', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let day: string;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    day = house.clock.now().toISOString().slice(0, 10);
  });
  afterAll(() => dataSource.destroy());

  const later = (days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  const declare = (inspector_id: number, mark: object): Promise<void> =>
    dataSource.transaction((manager) =>
      insertRows(manager, 'interests', [
        { inspector_id, kind: 'family', note: '配偶任职', declared_by: 'x', declared_at: AT, ...mark },
      ]),
    );
  /** Leaves of the inspectors as they were committed, by code. */
  const leaves = async (draw: Draw): Promise<Map<string, InspectorLeaf>> => {
    const found = new Map<string, InspectorLeaf>();
    for await (const piece of readList(dataSource, draw.id, 'inspectors')) {
      for (const item of itemsOf(piece)) {
        const leaf = JSON.parse(splitLeafItem(item).leaf.toString()) as InspectorLeaf;
        found.set(leaf.id, leaf);
      }
    }
    return found;
  };
  const pool = async (
    batch: object,
    targets: readonly Record<string, unknown>[],
    inspectors: readonly Record<string, unknown>[],
  ): Promise<{ occurrenceId: number; agencyId: number; targetIds: number[]; inspectorIds: number[] }> => {
    const { agencyId, occurrenceId } = await house.due({ ...batch });
    const targetIds = await house.rows.add('targets', ...targets.map((one) => ({ agency_id: agencyId, ...one })));
    const inspectorIds = await house.rows.add(
      'inspectors',
      ...inspectors.map((one) => ({ agency_id: agencyId, ...one })),
    );
    return { occurrenceId, agencyId, targetIds, inspectorIds };
  };

  it('declared interests become recusals of the targets that they fit, and no word of them leaves the office', async () => {
    const { inspectorIds, occurrenceId, targetIds } = await pool(
      { rate_number: 3 },
      [
        { code: 'IN1', name: '甲（城关）协会', address: '人民路 1 号', legal_representative: '李 四' },
        { code: 'IN2', name: '乙协会', address: '人民路１号', legal_representative: '王五' },
        { code: 'IN3', name: '丙协会', address: null, legal_representative: '李四' },
      ],
      [{ code: 'P1' }, { code: 'P2' }, { code: 'P3' }, { code: 'P4' }],
    );
    const [p1 = 0, p2 = 0, p3 = 0] = inspectorIds;
    await declare(p1, { name: '甲(城关)协会' });
    await declare(p1, { uscc: 'ＩＮ２' });
    await declare(p2, { address: '人民路1号' });
    // ended, over before the visits, and not yet begun
    await declare(p3, { person: '李四', ended_at: AT });
    await declare(p3, { person: '李四', until_day: later(-1) });
    await declare(p3, { person: '李四', from_day: later(400) });
    await house.rows.add('recusals', { inspector_id: p2, target_id: targetIds[2] ?? 0 });
    const draw = await house.conduct(occurrenceId);
    expect(draw).toMatchObject({ phase: 'drawn', failure: null });
    const committed = await leaves(draw);
    expect([...committed].map(([code, { recusals }]) => [code, recusals])).toEqual([
      ['P1', ['IN1', 'IN2']],
      ['P2', ['IN1', 'IN2', 'IN3']],
      ['P3', []],
      ['P4', []],
    ]);
    const evidence = await house.evidence(draw);
    for (const word of ['配偶任职', '人民路', '李四', 'family']) expect(evidence).not.toContain(word);
    expect(await house.verify(draw)).toMatchObject({ verdict: 'holds' });
    await house.issue(draw.id);
    const seats = await dataSource.manager.query<{ target: string; inspector: string }[]>(
      `SELECT i.target_code AS target, p.code AS inspector FROM inspections i JOIN inspection_seats s ON s.inspection_id = i.id
        JOIN inspectors p ON p.id = s.inspector_id WHERE i.draw_id = ${draw.id}`,
    );
    expect(seats).toHaveLength(6);
    for (const { inspector, target } of seats) expect(committed.get(inspector)?.recusals).not.toContain(target);
  });

  it('interests hold for what follows from a draw as well', async () => {
    const { inspectorIds, occurrenceId } = await pool(
      { rate_number: 1 },
      [{ code: 'FO1', legal_representative: '赵六' }],
      [{ code: 'F1' }, { code: 'F2' }, { code: 'F3' }, { code: 'F4' }],
    );
    const first = await house.issue((await house.conduct(occurrenceId)).id);
    const team = await dataSource.manager.query<{ inspectionId: number; inspectorId: number; code: string }[]>(
      `SELECT s.inspection_id AS inspectionId, s.inspector_id AS inspectorId, p.code AS code FROM inspections i
        JOIN inspection_seats s ON s.inspection_id = i.id JOIN inspectors p ON p.id = s.inspector_id WHERE i.draw_id = ${first.id}`,
    );
    const [leaving] = team;
    const outside = inspectorIds.filter((id) => !team.some(({ inspectorId }) => inspectorId === id));
    const [barred = 0, free = 0] = outside;
    await declare(barred, { person: '赵六' });
    const person = (userId: number) =>
      ({ userId, username: `u${userId}`, role: 'planner', agencyId: null, inspectorId: null }) as const;
    const proposed = await house.amendments.propose(person(1), first.id, {
      kind: 'replacement',
      cause: 'recusal',
      reason: { zh: '回避' },
      seats: [{ inspectionId: leaving?.inspectionId ?? 0, inspectorId: leaving?.inspectorId ?? 0 }],
    });
    const { newDrawId } = await house.amendments.approve(person(2), proposed.id, {}, undefined);
    const next = await house.conductAmended(newDrawId ?? 0);
    expect(next).toMatchObject({ phase: 'drawn', failure: null });
    // by the leaf, not only by the lot, which might have spared him anyway
    const [{ code = '' } = {}] = await dataSource.manager.query<{ code: string }[]>(
      `SELECT code FROM inspectors WHERE id = ${barred}`,
    );
    expect((await leaves(next)).get(code)?.recusals).toContain('FO1');
    await house.issue(next.id);
    const now = await dataSource.manager.query<{ inspectorId: number }[]>(
      `SELECT inspector_id AS inspectorId FROM inspection_seats WHERE inspection_id = ${leaving?.inspectionId ?? 0}`,
    );
    expect(now.map(({ inspectorId }) => inspectorId)).toContain(free);
    expect(now.map(({ inspectorId }) => inspectorId)).not.toContain(barred);
  });

  it('an interest that fits more targets than a draw takes of one person stops the draw before it is announced, in words', async () => {
    const many = Array.from({ length: 9001 }, (_, n) => ({ code: `MA${n}`, address: '政府大院' }));
    const { inspectorIds, occurrenceId } = await pool({ rate_number: 1 }, many, [{ code: 'M1', name: '某人' }, {}, {}]);
    await declare(inspectorIds[0] ?? 0, { address: '政府 大院' });
    const draw = await house.conduct(occurrenceId).catch(() => house.drawOf(occurrenceId));
    expect(draw.commitment).toBeNull();
    expect(draw.failure?.zh).toContain('执法人员“某人”的回避和利害关系申报涉及的检查对象过多');
    expect((await house.occurrence(occurrenceId)).state).toBe('failed');
  });

  it('a certificate that ends within the visit window keeps its holder out of every team, as does duty on all its days', async () => {
    const { inspectorIds, occurrenceId } = await pool(
      { rate_number: 8, visit_after_days: 0, visit_days: 10 },
      Array.from({ length: 8 }, (_, n) => ({ code: `CE${n}` })),
      [{ code: 'C1', valid_until: later(8) }, { code: 'C2', valid_until: later(12) }, { code: 'C3' }, { code: 'C4' }],
    );
    const [, , , onDuty = 0] = inspectorIds;
    // duty and leave together cover the window
    for (const [kind, from_day, until_day] of [
      ['duty', later(-1), later(5)],
      ['leave', later(4), later(30)],
    ]) {
      await dataSource.transaction((manager) =>
        insertRows(manager, 'absences', [{ inspector_id: onDuty, kind, from_day, until_day }]),
      );
    }
    const draw = await house.issue((await house.conduct(occurrenceId)).id);
    const committed = await leaves(draw);
    expect(committed.get('C4')?.absences).toEqual([{ from: later(-1), until: later(30) }]);
    const seated = await dataSource.manager.query<{ code: string }[]>(
      `SELECT DISTINCT p.code AS code FROM inspections i JOIN inspection_seats s ON s.inspection_id = i.id
        JOIN inspectors p ON p.id = s.inspector_id WHERE i.draw_id = ${draw.id} ORDER BY p.code`,
    );
    expect(seated.map(({ code }) => code)).toEqual(['C2', 'C3']);
  });

  it('who has reached his yearly limit is in no pool of that year, until a draw of it is void', async () => {
    const { agencyId, inspectorIds, occurrenceId } = await pool(
      { rate_number: 2 },
      [{ code: 'YL1' }, { code: 'YL2' }],
      [{ code: 'Y1', yearly_limit: 2 }, { code: 'Y2', yearly_limit: 5 }, { code: 'Y3' }],
    );
    const [y1 = 0] = inspectorIds;
    const year = house.clock.now().getUTCFullYear();
    // two inspections of a plan that is there, or of another year's
    const inspected = async (batch_id: number, occurrence_id: number): Promise<number> => {
      const common = { batch_id, agency_id: agencyId };
      const [drawId = 0] = await house.rows.add('draws', {
        ...common,
        occurrence_id,
        id: 900_000 + batch_id,
        ordinal: 9,
      });
      const [target_id = 0] = await house.rows.add('targets', { agency_id: agencyId, state: 'closed' });
      const row = { ...common, draw_id: drawId, target_id };
      const ids = await house.rows.add(
        'inspections',
        { ...row, id: 900_001 + 2 * batch_id },
        { ...row, id: 900_002 + 2 * batch_id },
      );
      await house.rows.add(
        'inspection_seats',
        ...ids.map((inspection_id) => ({ inspection_id, inspector_id: y1, seat: 1 })),
      );
      return drawId;
    };
    const full = async (of: number): Promise<number[]> => (await house.loads.full([agencyId], of)).map(({ id }) => id);
    const [planId = 0] = await house.rows.add('plans', { agency_id: agencyId, year: year - 1 });
    const [lastYears = 0] = await house.rows.add('batches', { plan_id: planId });
    const [occurrence = 0] = await house.rows.add('occurrences', { batch_id: lastYears });
    await inspected(lastYears, occurrence);
    expect([await full(year), await full(year - 1)]).toEqual([[], [y1]]);
    const { batchId } = await house.occurrence(occurrenceId);
    const drawId = await inspected(batchId, occurrenceId);
    expect(await full(year)).toEqual([y1]);
    const draw = await house.conduct(occurrenceId);
    expect([...(await leaves(draw)).keys()]).toEqual(['Y2', 'Y3']);
    const manifest = JSON.parse(draw.manifest ?? '{}') as { reasons?: { code: string; words: { zh: string } }[] };
    expect(manifest.reasons?.find(({ code }) => code === 'inspector-yearly-limit')?.words.zh).toContain('1 名');
    expect(await house.verify(draw)).toMatchObject({ verdict: 'holds' });
    await dataSource.transaction((manager) =>
      manager.query(`UPDATE inspections SET state = 'voided' WHERE draw_id = ${drawId}`),
    );
    expect(await full(year)).toEqual([]);
  });
});
