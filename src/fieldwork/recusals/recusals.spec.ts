import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { type Caller } from '../../accounts/caller.js';
import { User } from '../../accounts/users/user.entity.js';
import { type Draw } from '../../drawing/draws/draw.entity.js';
import { ENTITIES } from '../../entities.js';
import { chinaDay } from '../../platform/clock/days.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type InspectionRecusalResponse } from './recusal.dto.js';

const coded = (code: string): unknown => expect.objectContaining({ code });
const SECRET = '本人配偶在该协会任职';

onEachDatabase('recusals', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  const planner = (userId: number, inspectorId: number | null = null): Caller => ({
    userId,
    username: `planner${userId}`,
    role: 'planner',
    agencyId: null,
    inspectorId,
  });
  const officer = (inspectorId: number): Caller => ({
    ...{ userId: 1000 + inspectorId, username: `officer${inspectorId}`, role: 'inspector', agencyId: null },
    inspectorId,
  });

  interface Case {
    readonly draw: Draw;
    readonly id: number;
    readonly targetId: number;
    readonly team: number[];
  }
  /** A draw of one target with a team of two. */
  const issued = async (inspectors: number): Promise<Case> => {
    const { agencyId, occurrenceId } = await house.due({ rate_number: 1 });
    await house.rows.add('targets', ...Array.from({ length: 3 }, () => ({ agency_id: agencyId })));
    await house.rows.add('inspectors', ...Array.from({ length: inspectors }, () => ({ agency_id: agencyId })));
    const draw = await house.issue((await house.conduct(occurrenceId)).id);
    const { items } = await house.inspections.list(planner(1), { drawId: draw.id });
    const [one] = items;
    if (one === undefined) throw new Error('nothing was drawn');
    return { draw, id: one.id, targetId: one.target.id, team: one.team.map(({ inspectorId }) => inspectorId) };
  };
  const ask = (
    who: Caller,
    id: number,
    origin: 'inspector' | 'target' | 'supervisor',
    inspectorId: number,
  ): Promise<InspectionRecusalResponse> => {
    const receivedOn = origin === 'target' ? chinaDay(house.clock.now()) : null;
    return house.recusals.ask(who, id, { origin, inspectorId, declaration: SECRET, receivedOn });
  };
  const approve = (who: Caller, id: number, recusalId: number): Promise<InspectionRecusalResponse> =>
    house.recusalDecisions.approve(who, id, recusalId, {});
  const amended = async (number: string | null): Promise<Draw> => {
    const { id } = await dataSource.manager.findOneByOrFail<Draw>('Draw', { number: number ?? '' });
    return house.conductAmended(id);
  };
  const barred = async (inspectorId: number): Promise<string[]> =>
    (await house.standing.list(planner(1), inspectorId)).map(({ endedAt, reason, targetId }) => {
      expect(reason).not.toContain(SECRET);
      return `${targetId} ${endedAt === null ? 'stands' : 'ended'}`;
    });

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    house.hurried = true;
  });
  afterAll(() => dataSource.destroy());

  it('in an office where nobody else plans are decided by another one of the team', async () => {
    const { draw, id, targetId, team } = await issued(6);
    const [concerned, colleague] = team as [number, number];
    // the only one who plans has entered it
    const waiting = async (): Promise<number[]> =>
      (await house.inspections.list(planner(1), { undecided: 'recusal' })).items.map((one) => one.id);
    const before = await waiting();
    const asked = await ask(planner(1), id, 'target', concerned);
    expect(await waiting()).toEqual([...before, id]);
    await expect(approve(planner(1), id, asked.id)).rejects.toEqual(coded('second_person_needed'));
    await expect(approve(officer(concerned), id, asked.id)).rejects.toEqual(coded('second_person_needed'));
    const approved = await approve(officer(colleague), id, asked.id);
    expect(approved).toMatchObject({ state: 'approved', decidedBy: `officer${colleague}` });
    expect(await waiting()).toEqual(before);
    const replacement = await amended(approved.drawNumber);
    await house.issue(replacement.id);
    // two people answer for it in the log
    const entry = (await house.log.entriesOf(draw.number)).at(-1)?.entry;
    expect(entry).toMatchObject({ kind: 'replace', by: ['planner1', `officer${colleague}`] });
    expect(await barred(concerned)).toEqual([`${targetId} stands`]);
  });

  it('stand in the registry where there is a relation, and once', async () => {
    const relation = await issued(6);
    await house.standing.declare(planner(1), relation.team[0]!, { targetId: relation.targetId, reason: '亲属' });
    const declared = await ask(officer(relation.team[0]!), relation.id, 'inspector', relation.team[0]!);
    await approve(planner(1), relation.id, declared.id);
    expect(await barred(relation.team[0]!)).toEqual([`${relation.targetId} stands`]);
    // what a supervisor asks is of this visit alone
    const other = await issued(6);
    const asked = await ask(planner(1), other.id, 'supervisor', other.team[0]!);
    await approve(planner(2), other.id, asked.id);
    expect(await barred(other.team[0]!)).toEqual([]);
  });

  it('whose replacement finds nobody keep the visit waiting, and may have another one', async () => {
    const { draw, id, team } = await issued(2);
    const [concerned] = team as [number];
    const asked = await ask(officer(concerned), id, 'inspector', concerned);
    const { drawNumber } = await approve(planner(1), id, asked.id);
    await expect(amended(drawNumber)).rejects.toThrow('No team can be sent');
    await house.life.take(planner(1), id, { step: 'accept' }, undefined);
    const visit = { step: 'visit', on: '2026-03-02' } as const;
    await expect(house.life.take(planner(1), id, visit, undefined)).rejects.toEqual(coded('recusal_open'));
    await house.rows.add('inspectors', { agency_id: draw.agencyId });
    const again = await house.amendments.propose(planner(1), draw.id, {
      kind: 'replacement',
      cause: 'recusal',
      reason: { zh: '回避' },
      seats: [{ inspectionId: id, inspectorId: concerned }],
    });
    const { newDrawId } = await house.amendments.approve(planner(2), again.id, {}, undefined);
    expect((await house.issue((await house.conductAmended(newDrawId ?? 0)).id)).phase).toBe('issued');
    const now = await house.inspections.get(planner(1), id);
    expect(now.team.map(({ inspectorId }) => inspectorId)).not.toContain(concerned);
  });

  it('where somebody else plans are his to decide, and not the team’s', async () => {
    const { id, team } = await issued(6);
    await dataSource.transaction(async (manager) => {
      const now = house.clock.now();
      const none = { agencyId: null, inspectorId: null, email: null, language: null };
      const times = { createdAt: now, updatedAt: now };
      await manager.insert(User, {
        ...{
          username: 'second',
          displayName: 'second',
          role: 'planner',
          active: true,
          passwordHash: 'x',
          version: 1,
          tokenGeneration: 1,
        },
        ...none,
        ...times,
      } as never);
    });
    const asked = await ask(planner(999), id, 'supervisor', team[0]!);
    await expect(approve(officer(team[1]!), id, asked.id)).rejects.toEqual(coded('second_person_needed'));
  });

  it('are not settled past the service by whoever may not', async () => {
    const { id, team } = await issued(6);
    const { askedBy, ...asked } = await ask(planner(1), id, 'supervisor', team[0]!);
    expect(askedBy).toBe('planner1');
    const settle = (state: string, by: number): Promise<unknown> =>
      dataSource.transaction((manager) =>
        manager.query(
          `UPDATE inspection_recusals SET state = ?, undecided = NULL, decided_by = ?, decided_by_name = 'x',
                  decided_at = asked_at, version = 2 WHERE id = ?`,
          [state, by, asked.id],
        ),
      );
    const second = /ck_inspection_recusals_second|CONSTRAINT/;
    await expect(settle('refused', 1)).rejects.toThrow(second);
    await expect(settle('approved', 1)).rejects.toThrow(second);
    await expect(settle('withdrawn', 2)).rejects.toThrow(second);
    await settle('withdrawn', 1);
  });
});
