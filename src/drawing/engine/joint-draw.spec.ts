import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { stamp } from '../../../test/support/field-rows.js';
import { type Caller } from '../../accounts/caller.js';
import { ENTITIES } from '../../entities.js';
import { BatchPartner } from '../../planning/partners/batch-partner.entity.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type Manifest, verifyEvidence } from '../../protocol/index.js';
import { type AmendmentRequest } from '../amendments/amendment.dto.js';
import { DrawParticipant } from '../draws/draw-participant.entity.js';
import { Draw } from '../draws/draw.entity.js';

const MINUTE = 60_000;
const LONG_AGO = stamp('2020-01-01T00:00:00Z');

onEachDatabase('a draw in which other agencies take part', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let beside = 0;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    house.hurried = true;
    [beside = 0] = await house.rows.add('agencies', { code: 'BESIDE', name: '市场监管局' });
    await house.rows.add('inspectors', ...Array.from({ length: 3 }, () => ({ agency_id: beside })));
  });
  afterAll(() => dataSource.destroy());

  interface Due {
    readonly occurrenceId: number;
    readonly batchId: number;
    readonly partner: number;
    /** The initiator's inspectors. */
    readonly own: readonly number[];
  }
  const due = async (batch: Readonly<Record<string, unknown>>, state = 'invited', named = 0): Promise<Due> => {
    const { agencyId, occurrenceId } = await house.due({ rate_number: 3, late_minutes: 60, ...batch });
    await house.rows.add('targets', ...Array.from({ length: 8 }, () => ({ agency_id: agencyId })));
    const own = await house.rows.add('inspectors', ...Array.from({ length: 5 }, () => ({ agency_id: agencyId })));
    const { batchId } = await house.occurrence(occurrenceId);
    if (named > 0) {
      const assigned = JSON.stringify({ inspectorIds: own.slice(0, named), reason: '专业检查' });
      await house.transactions.run((manager) =>
        manager.query('UPDATE batches SET assigned = ? WHERE id = ?', [assigned, batchId]),
      );
    }
    const decided = state === 'invited' ? {} : { decided_by_name: '某', decided_at: LONG_AGO };
    const [partner = 0] = await house.rows.add('batch_partners', {
      ...{ batch_id: batchId, agency_id: beside, role: 'participant', state, reason: '联合' },
      seats: JSON.stringify(state === 'accepted' ? [{ count: 1, qualifications: [] }] : []),
      ...{ invited_by_name: '某', invited_at: LONG_AGO, version: 1, ...decided },
    });
    return { occurrenceId, batchId, partner, own };
  };
  const change = (where: Partial<BatchPartner>, to: Partial<BatchPartner>): Promise<unknown> =>
    house.transactions.run((manager) => manager.update(BatchPartner, where, to));
  const ACCEPTED: Partial<BatchPartner> = {
    ...{ state: 'accepted', decidedByName: '某', decidedAt: new Date('2026-03-01T01:00:00Z') },
    seats: [{ count: 1, qualifications: [] }],
  };
  const manifestOf = (draw: Draw): Manifest => JSON.parse(draw.manifest ?? '') as Manifest;
  const reasonsOf = (draw: Draw): string[] => (manifestOf(draw).reasons ?? []).map(({ code }) => code);
  const draws = (occurrenceId: number): Promise<number> => dataSource.manager.countBy(Draw, { occurrenceId });

  it('does not begin while somebody has not answered, and is drawn once he has', async () => {
    const { occurrenceId, partner } = await due({});
    for (let look = 0; look < 3; look++) {
      expect(await house.step(occurrenceId)).toMatchObject({ again: expect.any(Date) });
      expect((await house.occurrence(occurrenceId)).state).toBe('planned');
      expect(await draws(occurrenceId)).toBe(0);
    }
    await change({ id: partner }, ACCEPTED);
    const draw = await house.conduct(occurrenceId);
    expect(draw).toMatchObject({ phase: 'drawn', assigned: null });
    expect(
      manifestOf(draw).pairing.rules[0]?.seats.map(({ agencies, count }) => [agencies.includes('BESIDE'), count]),
    ).toEqual([
      [false, 2],
      [true, 1],
    ]);
    expect(reasonsOf(draw)).toContain('participant-accepted');
    expect(await dataSource.manager.findBy(DrawParticipant, { drawId: draw.id })).toEqual([
      { drawId: draw.id, agencyId: beside },
    ]);
    expect((await house.verify(draw)).verdict).toBe('holds');
  });

  it('is missed, for a person to decide, where nobody has answered by the time allowed', async () => {
    const { occurrenceId } = await due({});
    house.clock.offset += 60 * MINUTE;
    expect(await house.step(occurrenceId)).toMatchObject({ again: expect.any(Date) });
    house.clock.offset += MINUTE;
    expect(await house.step(occurrenceId)).toEqual({ done: true });
    const missed = await house.occurrence(occurrenceId);
    expect(missed.state).toBe('missed');
    expect(missed.failure?.zh).toContain('市场监管局');
    expect(missed.failure?.en).toContain('leave them out');
    expect(await draws(occurrenceId)).toBe(0);
  });

  const person = (userId: number): Caller => ({
    ...{ userId, username: `user${userId}`, role: 'planner', agencyId: null, inspectorId: null },
  });
  const made = async (drawId: number, request: Omit<AmendmentRequest, 'reason'>): Promise<Draw> => {
    const reason = { zh: '名单有误', en: 'the list was wrong' };
    const { id } = await house.amendments.propose(person(1), drawId, { ...request, reason });
    const { newDrawId } = await house.amendments.approve(person(2), id, {}, undefined);
    return house.issue((await house.conductAmended(newDrawId ?? 0)).id);
  };
  const holds = async (later: Draw, earlier: Draw): Promise<void> => {
    const given = { earlier: [Buffer.from(await house.evidence(earlier))] };
    const { verdict } = await verifyEvidence([Buffer.from(await house.evidence(later))], () => undefined, given);
    expect(verdict).toBe('holds');
  };

  it('goes on by its seats: who was named stays named in a supplement, and a replacement is drawn from all of the side', async () => {
    const { occurrenceId, own } = await due({}, 'accepted', 2);
    const draw = await house.issue((await house.conduct(occurrenceId)).id);
    expect(draw.assigned).toEqual({ inspectorIds: own.slice(0, 2), reason: '专业检查' });
    const { items } = await house.inspections.list(person(1), { drawId: draw.id, sort: 'ordinal' });
    for (const { assignedByName, team } of items) {
      expect(assignedByName).toBe(true);
      expect(team.map(({ inspectorId }) => own.includes(inspectorId))).toEqual([true, true, false]);
      expect(new Set(team.slice(0, 2).map(({ inspectorId }) => inspectorId))).toEqual(new Set(own.slice(0, 2)));
    }
    const supplement = await made(draw.id, { kind: 'supplement', inspections: [items[0]!.id] });
    expect(supplement.assigned).toEqual(draw.assigned);
    expect(reasonsOf(supplement)).toEqual(expect.arrayContaining(['participant-accepted', 'assigned-by-name']));
    expect(manifestOf(supplement).inspectors.count).toBe(5);
    expect(await dataSource.manager.countBy(DrawParticipant, { drawId: supplement.id })).toBe(1);
    await holds(supplement, draw);

    const leaving = { inspectionId: items[1]!.id, inspectorId: own[0]! };
    const replacement = await made(draw.id, { kind: 'replacement', cause: 'illness', seats: [leaving] });
    expect(replacement.assigned).toBeNull();
    expect(reasonsOf(replacement)).not.toContain('assigned-by-name');
    expect(reasonsOf(replacement)).toContain('participant-accepted');
    const { team } = await house.inspections.get(person(1), items[1]!.id);
    expect(team.map(({ inspectorId }) => own.includes(inspectorId))).toEqual([true, true, false]);
    expect(own.slice(2)).toContain(
      team.find(({ inspectorId }) => !items[1]!.team.some((one) => one.inspectorId === inspectorId))?.inspectorId,
    );
    await holds(replacement, draw);
  });

  it.each(['accepted', 'left-out'] as const)(
    'sends nobody of theirs over his yearly limit, nor in what follows from it once they are %s',
    async (state) => {
      const { batchId, occurrenceId } = await due({}, 'accepted');
      const draw = await house.issue((await house.conduct(occurrenceId)).id);
      const [first] = (await house.inspections.list(person(1), { drawId: draw.id, sort: 'ordinal' })).items;
      const limit = (most: number | null): Promise<unknown> =>
        house.transactions.run((manager) =>
          manager.query('UPDATE inspectors SET yearly_limit = ? WHERE agency_id = ? AND id <> ?', [
            most,
            beside,
            spared,
          ]),
        );
      const [{ id: spared }] = await dataSource.query<[{ id: number }]>(
        'SELECT MIN(id) AS id FROM inspectors WHERE agency_id = ?',
        [beside],
      );
      await change({ batchId }, { state });
      // three targets, and as many of theirs: each of them was sent to one at least
      await limit(1);
      try {
        const supplement = await made(draw.id, { kind: 'supplement', inspections: [first!.id] });
        expect(manifestOf(supplement).inspectors.count).toBe(5 + 1);
        const told = manifestOf(supplement).reasons?.find(({ code }) => code === 'inspector-yearly-limit');
        expect(told?.words.zh).toContain('2 名');
        await holds(supplement, draw);
        if (state === 'accepted') return;
        // whom nobody sends any more does not count
        const again = await made(draw.id, { kind: 'void', newDraw: {} });
        expect([manifestOf(again).inspectors.count, reasonsOf(again)]).toEqual([
          5,
          expect.not.arrayContaining(['inspector-yearly-limit']),
        ]);
      } finally {
        await limit(null);
      }
    },
  );

  it('is not drawn again while somebody has not answered', async () => {
    const { batchId, occurrenceId } = await due({}, 'declined');
    const draw = await house.issue((await house.conduct(occurrenceId)).id);
    expect(reasonsOf(draw)).toContain('participant-declined');
    await change({ batchId }, { state: 'invited' });
    await expect(made(draw.id, { kind: 'void', newDraw: {} })).rejects.toMatchObject({ code: 'partners_unanswered' });
    expect((await house.draw(draw.id)).phase).toBe('issued');
  });
});
