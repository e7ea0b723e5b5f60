import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { CHINAS_CALENDAR, DrawHouse } from '../../../test/support/draw-house.js';
import { expectVisitsToAgree } from '../../../test/support/visits-agree.js';
import { type Caller } from '../../accounts/caller.js';
import { ENTITIES } from '../../entities.js';
import { dayAt } from '../../planning/calendar/time-zone.js';
import { isWorkingDay } from '../../planning/calendar/working-days/working-day-calendar.js';
import { openDatabase } from '../../platform/database/open-database.js';
import {
  type Json,
  type LogEntry,
  type Manifest,
  readEntry,
  UNWATCHED,
  type Verification,
  verifyEvidence,
  watchLog,
} from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';
import { LoggedEntry } from '../log/log.entities.js';
import { type AmendmentRequest, type AmendmentResponse } from './amendment.dto.js';

const coded = (code: string): unknown => expect.objectContaining({ code });

onEachDatabase('voids, supplements and replacements', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    house.hurried = true;
  });
  afterAll(() => dataSource.destroy());
  beforeEach(() => {
    house.beforeTask = house.beforeWrite = () => undefined;
  });
  // whatever was voided, supplemented or replaced
  afterEach(() => expectVisitsToAgree(dataSource));

  const person = (userId: number): Caller => ({
    userId,
    username: `user${userId}`,
    role: 'planner',
    agencyId: null,
    inspectorId: null,
  });
  const [first, second, third] = [person(1), person(2), person(3)];
  const reason = { zh: '名单有误', en: 'the list was wrong' };

  interface Issued {
    readonly draw: Draw;
    readonly occurrenceId: number;
    readonly inspections: readonly Seated[];
  }
  interface Seated {
    readonly id: number;
    readonly code: string;
    readonly state: string;
    readonly team: readonly { readonly inspectorId: number; readonly code: string }[];
  }

  const due = async (more: Readonly<Record<string, unknown>> = {}, targets = 12, inspectors = 8): Promise<number> => {
    const { agencyId, occurrenceId } = await house.due({ rate_number: 4, ...more });
    const own = { agency_id: agencyId };
    await house.rows.add('targets', ...Array.from({ length: targets }, () => own));
    await house.rows.add('inspectors', ...Array.from({ length: inspectors }, () => own));
    return occurrenceId;
  };
  const inspectionsOf = async (drawId: number): Promise<Seated[]> => {
    const { items } = await house.inspections.list(first, { drawId, sort: 'ordinal' });
    return items.map(({ id, state, target, team }) => ({
      id,
      code: target.code,
      state,
      team: team.map(({ code, inspectorId }) => ({ inspectorId, code })),
    }));
  };
  const issued = async (more: Readonly<Record<string, unknown>> = {}): Promise<Issued> => {
    const occurrenceId = await due(more);
    const draw = await house.issue((await house.conduct(occurrenceId)).id);
    expect(draw.phase).toBe('issued');
    return { draw, occurrenceId, inspections: await inspectionsOf(draw.id) };
  };
  const accept = (id: number): Promise<unknown> => house.life.take(first, id, { step: 'accept' }, undefined);
  const propose = (drawId: number, request: Omit<AmendmentRequest, 'reason'>): Promise<AmendmentResponse> =>
    house.amendments.propose(first, drawId, { ...request, reason });
  const approve = (id: number, by = second): Promise<AmendmentResponse> =>
    house.amendments.approve(by, id, {}, undefined);
  /** Proposed by one, approved by another, drawn and issued. */
  const made = async (drawId: number, request: Omit<AmendmentRequest, 'reason'>): Promise<Draw> => {
    const { newDrawId } = await approve((await propose(drawId, request)).id);
    const draw = await house.conductAmended(newDrawId ?? 0);
    return draw.phase === 'drawn' ? house.issue(draw.id) : draw;
  };
  const replaces = (inspection: Seated, place = 0): Omit<AmendmentRequest, 'reason'> => ({
    kind: 'replacement',
    cause: 'illness',
    seats: [{ inspectionId: inspection.id, inspectorId: inspection.team[place]!.inspectorId }],
  });
  const held = async (later: Draw, earlier: Draw): Promise<Verification> =>
    verifyEvidence([Buffer.from(await house.evidence(later))], () => undefined, {
      earlier: [Buffer.from(await house.evidence(earlier))],
    });
  const holds = async (later: Draw, earlier: Draw): Promise<void> => {
    const { steps, verdict } = await held(later, earlier);
    expect({ verdict, last: steps.at(-1) }).toMatchObject({ verdict: 'holds', last: { step: 'relation', ok: true } });
  };
  const kindsOf = async (draw: Draw): Promise<string[]> =>
    (await house.log.entriesOf(draw.number)).map(({ entry }) => entry.kind);

  describe('a void', () => {
    it('needs another person, and is decided once', async () => {
      const { draw } = await issued();
      const { id, version } = await propose(draw.id, { kind: 'void' });
      await expect(approve(id, first)).rejects.toEqual(coded('second_person_needed'));
      await expect(house.amendments.approve(second, id, {}, `"${version + 1}"`)).rejects.toEqual(
        coded('changed_meanwhile'),
      );
      await expect(propose(draw.id, { kind: 'void' })).rejects.toEqual(coded('void_proposed'));
      expect((await house.draw(draw.id)).phase).toBe('issued');
      const declined = await house.amendments.decline(second, id, { reason: { zh: '理由不足' } }, `"${version}"`);
      expect(declined).toMatchObject({ state: 'declined', decidedBy: 'user2', newDrawId: null });
      await expect(approve(id, third)).rejects.toEqual(coded('amendment_decided'));
      expect(await kindsOf(draw)).toEqual(['commit', 'reveal', 'record']);
    });

    it('frees the occurrence for one new draw, numbered so that it is seen; the void one stays', async () => {
      const { draw, inspections, occurrenceId } = await issued();
      const again = await made(draw.id, { kind: 'void' });
      expect(again).toMatchObject({
        number: `${draw.number}-2`,
        kind: 'draw',
        phase: 'issued',
        earlierDrawId: draw.id,
      });
      expect((await house.draw(draw.id)).phase).toBe('voided');
      expect((await house.occurrence(occurrenceId)).state).toBe('drawn');
      expect((await inspectionsOf(draw.id)).map(({ state }) => state)).toEqual(inspections.map(() => 'voided'));
      expect((await inspectionsOf(again.id)).map(({ state }) => state)).toEqual(inspections.map(() => 'issued'));
      const entry = (await house.log.entriesOf(draw.number)).at(-1)?.entry;
      expect(entry).toMatchObject({
        kind: 'void',
        by: ['user1', 'user2'],
        reason,
        commitment: draw.commitment,
        record: draw.recordHash,
      });
      await holds(again, draw);
      await expect(propose(draw.id, { kind: 'void' })).rejects.toEqual(coded('draw_voided'));
      const third = await made(again.id, { kind: 'void' });
      expect(third).toMatchObject({ number: `${draw.number}-3`, relation: { draw: again.number, ordinal: 1 } });
      await holds(third, again);
    });

    it('may leave nothing in its place', async () => {
      const { draw, occurrenceId } = await issued();
      const { newDrawId } = await approve((await propose(draw.id, { kind: 'void', newDraw: null })).id);
      expect(newDrawId).toBeNull();
      const occurrence = await house.occurrence(occurrenceId);
      expect(occurrence.state).toBe('failed');
      expect(occurrence.failure?.zh).toContain(reason.zh);
    });

    it('comes too late once something was found, also for one who has proposed it before', async () => {
      const { draw, inspections } = await issued();
      const { id } = await propose(draw.id, { kind: 'void' });
      await accept(inspections[0]!.id);
      await house.findings.record(first, inspections[0]!.id, await finding(inspections[0]!.id), undefined);
      await expect(approve(id)).rejects.toEqual(coded('draw_has_findings'));
      await expect(propose(draw.id, { kind: 'void' })).rejects.toEqual(coded('draw_has_findings'));
      expect((await house.draw(draw.id)).phase).toBe('issued');
      expect((await inspectionsOf(draw.id)).filter(({ state }) => state === 'voided')).toEqual([]);
      expect(await kindsOf(draw)).toEqual(['commit', 'reveal', 'record']);
    });

    it('leaves nothing to record at its inspections', async () => {
      const { draw, inspections } = await issued();
      await approve((await propose(draw.id, { kind: 'void' })).id);
      const [{ id }] = inspections as [Seated];
      await expect(house.findings.record(first, id, await finding(id), undefined)).rejects.toEqual(
        coded('inspection_voided'),
      );
      await expect(accept(id)).rejects.toEqual(coded('inspection_voided'));
    });

    it('is the way on from a draw without teams', async () => {
      const occurrenceId = await due({ rate_number: 3, max_load: 1 }, 3, 2);
      const draw = await house.conduct(occurrenceId);
      expect(draw.phase).toBe('infeasible');
      await house.rows.add('inspectors', ...[1, 2, 3, 4].map(() => ({ agency_id: draw.agencyId })));
      const again = await made(draw.id, { kind: 'void' });
      expect(again.phase).toBe('issued');
      expect(await house.occurrence(occurrenceId)).toMatchObject({ state: 'drawn', failure: null });
      await holds(again, draw);
    });

    it('stops a draw that is committed and not yet drawn: its job finds it void and does nothing more', async () => {
      const occurrenceId = await due();
      await house.step(occurrenceId);
      const draw = await house.drawOf(occurrenceId);
      expect(draw.phase).toBe('committed');
      const { newDrawId } = await approve((await propose(draw.id, { kind: 'void' })).id);
      expect(await house.step(occurrenceId)).toEqual({ done: true });
      expect(await kindsOf(draw)).toEqual(['commit', 'void']);
      const again = await house.conductAmended(newDrawId ?? 0);
      expect(again).toMatchObject({ phase: 'drawn', relation: { record: null, commitment: draw.commitment } });
      expect(await house.verify(again)).toMatchObject({ verdict: 'holds' });
    });

    it('stops a draw whose lots are being drawn', async () => {
      const occurrenceId = await due();
      let id = 0;
      house.beforeTask = ({ drawId, kind }) => {
        if (kind === 'lottery') id = drawId;
      };
      let wait: Promise<unknown> = Promise.resolve();
      house.beforeWrite = () => {
        if (id === 0) return;
        const drawId = id;
        id = 0;
        // between two of the engine's writes
        wait = propose(drawId, { kind: 'void' }).then((proposal) => approve(proposal.id));
      };
      let draw = await house.conduct(occurrenceId);
      await wait;
      draw = await house.draw(draw.id);
      // whichever came first: a record and then the void, or no record at all
      expect(draw.phase).toBe('voided');
      expect((await kindsOf(draw)).slice(0, 2)).toEqual(['commit', 'reveal']);
      expect((await kindsOf(draw)).at(-1)).toBe('void');
      expect((await kindsOf(draw)).includes('record')).toBe(draw.recordHash !== null);
    });

    it('is the way on from a draw whose witnesses did not reveal', async () => {
      const occurrenceId = await due({ entropy_source: 'ceremony', witnesses: '["甲","乙"]' });
      await house.step(occurrenceId);
      const { id } = await house.drawOf(occurrenceId);
      for (const name of ['甲', '乙']) await house.statements.witness(first, id, { name, hash: 'ab'.repeat(32) });
      await house.step(occurrenceId);
      house.clock.offset += 25 * 3_600_000;
      const draw = await house.conduct(occurrenceId);
      expect(draw.phase).toBe('ended');
      await expect(propose(draw.id, { kind: 'void', newDraw: { dueAt: '2999-01-01T00:00:00Z' } })).rejects.toEqual(
        coded('due_too_late'),
      );
      const again = await made(draw.id, { kind: 'void', newDraw: { entropySource: 'sealed' } });
      expect(again).toMatchObject({ phase: 'issued', entropySource: 'sealed', relation: { record: null } });
      expect(await kindsOf(draw)).toEqual(['commit', 'end', 'void']);
      expect(await house.occurrence(occurrenceId)).toMatchObject({ state: 'drawn', failure: null });
      expect(await house.verify(again)).toMatchObject({ verdict: 'holds' });
    });

    it('asks for witnesses where the new draw would need some, and for days of visits', async () => {
      // of the batch's own zone, where it may be tomorrow already
      const today = dayAt(house.clock.now(), 'Asia/Shanghai');
      const window = { visit_after_days: null, visit_days: null, visit_from: today, visit_until: today };
      const { draw, inspections } = await issued(window);
      await expect(propose(draw.id, { kind: 'void', newDraw: { entropySource: 'ceremony' } })).rejects.toEqual(
        coded('witnesses_missing'),
      );
      const dueAt = new Date(house.clock.now().getTime() + 3 * 86_400_000).toISOString();
      await expect(propose(draw.id, { kind: 'void', newDraw: { dueAt } })).rejects.toEqual(coded('visits_over'));
      const gone = [inspections[0]!.id];
      await expect(propose(draw.id, { kind: 'supplement', inspections: gone, newDraw: { dueAt } })).rejects.toEqual(
        coded('visits_over'),
      );
      // who is overdue may still be sent, by others
      const replacement = await made(draw.id, { ...replaces(inspections[0]!), newDraw: { dueAt } });
      const { visit } = JSON.parse(replacement.manifest ?? '') as Manifest;
      expect(visit.until >= dueAt.slice(0, 10)).toBe(true);
      await holds(replacement, draw);
    });

    it('before the inspections are issued leaves none, and between two chunks of them only void ones', async () => {
      const drawn = await house.conduct(await due());
      await approve((await propose(drawn.id, { kind: 'void' })).id);
      expect((await house.issue(drawn.id)).phase).toBe('voided');
      expect(await inspectionsOf(drawn.id)).toEqual([]);

      const large = await house.conduct(await due({ rate_number: 501 }, 501));
      const holds = house.draws.holdsIssuable.bind(house.draws);
      let chunk = 0;
      house.draws.holdsIssuable = async (manager, id) => {
        if (++chunk !== 2) return holds(manager, id);
        // as if it had been approved just before: SQLite lets nobody else write here
        await manager.query(`UPDATE draws SET phase = 'voided' WHERE id = ?`, [id]);
        await manager.query(`UPDATE inspections SET state = 'voided' WHERE draw_id = ?`, [id]);
        await manager.query(`UPDATE visits SET retired_at = created_at WHERE draw_id = ?`, [id]);
        return holds(manager, id);
      };
      try {
        expect((await house.issue(large.id)).phase).toBe('voided');
      } finally {
        house.draws.holdsIssuable = holds;
      }
      const { total } = await house.inspections.list(first, { drawId: large.id });
      expect([total, chunk]).toEqual([500, 3]);
    });

    it('and a finding in the same moment: one of them comes first, and the other is refused', async () => {
      for (let round = 0; round < 3; round++) {
        const { draw, inspections } = await issued();
        const { id } = await propose(draw.id, { kind: 'void' });
        await accept(inspections[0]!.id);
        const body = await finding(inspections[0]!.id);
        const [recorded, approved] = await Promise.allSettled([
          house.findings.record(first, inspections[0]!.id, body, undefined),
          approve(id),
        ]);
        expect([recorded.status, approved.status].sort()).toEqual(['fulfilled', 'rejected']);
        const states = (await inspectionsOf(draw.id)).map(({ state }) => state);
        expect(states.includes('voided')).toBe(approved.status === 'fulfilled');
        expect(states.includes('reported')).toBe(recorded.status === 'fulfilled');
        expect((await house.draw(draw.id)).phase).toBe(approved.status === 'fulfilled' ? 'voided' : 'issued');
      }
    });

    it('is proposed once, however many propose it at once: more than there are connections', async () => {
      const { draw } = await issued();
      const answers = await Promise.allSettled(Array.from({ length: 25 }, () => propose(draw.id, { kind: 'void' })));
      const refused = answers.filter((one) => one.status === 'rejected');
      expect(refused).toHaveLength(24);
      for (const { reason: why } of refused) expect(why).toEqual(coded('void_proposed'));
    });

    it('is approved by one of two who approve at once', async () => {
      const { draw } = await issued();
      const { id } = await propose(draw.id, { kind: 'void' });
      const answers = await Promise.allSettled([approve(id, second), approve(id, third)]);
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(answers.find((one) => one.status === 'rejected')?.reason).toEqual(coded('amendment_decided'));
      const rows = await dataSource.query<unknown[]>('SELECT id FROM draws WHERE earlier_draw_id = ?', [draw.id]);
      expect(rows).toHaveLength(1);
    });
  });

  it('plan no visit where one of its team stands already: neither a supplement nor a replacement', async () => {
    const { draw, inspections } = await issued({ rate_number: 6, visit_days: 12 });
    const supplement = await made(draw.id, {
      kind: 'supplement',
      inspections: [inspections[0]!.id, inspections[1]!.id],
    });
    await made(draw.id, replaces(inspections[2]!));
    await made(draw.id, replaces(inspections[3]!, 1));
    const { items } = await house.inspections.list(first, { batchId: draw.batchId, pageSize: 100 });
    expect(items).toHaveLength(8);
    const { visit } = JSON.parse(supplement.manifest ?? '') as Manifest;
    const china = await CHINAS_CALENDAR.calendar();
    const seats = items.flatMap(({ deadlines, plannedOn, team }) => {
      expect(deadlines).toMatchObject({ visitFrom: visit.from, visitUntil: visit.until });
      expect(plannedOn! >= visit.from && plannedOn! <= visit.until).toBe(true);
      expect(isWorkingDay(china, plannedOn!)).toBe(true);
      return team.map(({ inspectorId }) => `${inspectorId} on ${plannedOn}`);
    });
    expect(seats).toEqual([...new Set(seats)]);
    const [changed] = await house.inspections.historyOf(first, inspections[2]!.id);
    expect(changed).toMatchObject({
      action: 'team-changed',
      after: { plannedOn: items.find(({ id }) => id === inspections[2]!.id)?.plannedOn },
    });
  });

  describe('a supplement', () => {
    it('takes the next places of the permutation, whoever asks how often', async () => {
      const { draw, inspections, occurrenceId } = await issued();
      const reserve = await reserveOf(draw);
      const gone = inspections.slice(0, 2).map(({ id }) => id);
      const supplement = await made(draw.id, { kind: 'supplement', inspections: gone });
      expect(supplement).toMatchObject({ number: `${draw.number}-S1`, phase: 'issued', sampleSize: 2 });
      const added = await inspectionsOf(supplement.id);
      expect(added.map(({ code }) => code).sort()).toEqual(reserve.slice(0, 2).sort());
      for (const { team } of added) expect(new Set(team.map(({ code }) => code)).size).toBe(2);
      await holds(supplement, draw);
      // one of the supplement's own is gone as well
      const next = await made(draw.id, { kind: 'supplement', inspections: [added[0]!.id] });
      expect((await inspectionsOf(next.id)).map(({ code }) => code)).toEqual(reserve.slice(2, 3));
      expect(next).toMatchObject({ number: `${draw.number}-S2`, relation: { ordinal: 2 } });
      await holds(next, draw);
      // the earlier draw is as it was
      expect(await inspectionsOf(draw.id)).toEqual(inspections);
      expect((await house.occurrence(occurrenceId)).state).toBe('drawn');
      expect((await kindsOf(draw)).slice(3)).toEqual(['supplement', 'supplement']);
      await expect(propose(draw.id, { kind: 'supplement', inspections: [gone[0]!] })).rejects.toEqual(
        coded('target_supplemented'),
      );
      await expect(propose(supplement.id, { kind: 'supplement', inspections: [added[1]!.id] })).rejects.toEqual(
        coded('supplement_of_first'),
      );
    });

    it('is of the targets as they were in the pool, and about what its draw was about', async () => {
      const { agencyId, occurrenceId } = await house.due({ rate_number: 4 });
      const own = { agency_id: agencyId };
      const { batchId } = await house.occurrence(occurrenceId);
      const [forOne = 0] = await house.rows.add('matters', { ...own, target_kind: '基金会' });
      await house.rows.add('batch_matters', { batch_id: batchId, matter_id: forOne });
      await house.rows.add('targets', { ...own, kind: '基金会' }, ...Array.from({ length: 11 }, () => own));
      await house.rows.add('inspectors', ...Array.from({ length: 5 }, () => own));
      const draw = await house.issue((await house.conduct(occurrenceId)).id);
      // the register goes on, the permutation does not care
      await dataSource.transaction((manager) =>
        manager.query(
          `UPDATE targets SET state = 'closed', name = '改名', retired_at = updated_at WHERE agency_id = ?`,
          [agencyId],
        ),
      );
      const inspections = await inspectionsOf(draw.id);
      for (const { id } of inspections) {
        const supplement = await made(draw.id, { kind: 'supplement', inspections: [id] });
        await holds(supplement, draw);
        const [added] = await inspectionsOf(supplement.id);
        const { matters, target } = await house.inspections.get(first, added!.id);
        expect(target.name).not.toBe('改名');
        if (target.kind === '基金会') continue;
        expect(matters.map((matter) => matter.id)).not.toContain(forOne);
        expect(matters).toHaveLength(1);
        return;
      }
    });

    it('has teams that may be replaced as well', async () => {
      const { draw, inspections } = await issued();
      const supplement = await made(draw.id, { kind: 'supplement', inspections: [inspections[0]!.id] });
      const [added] = await inspectionsOf(supplement.id);
      const replacement = await made(supplement.id, replaces(added!));
      expect(replacement.number).toBe(`${draw.number}-R1`);
      await holds(replacement, supplement);
    });

    it('that is voided leaves its places to the next one: nobody is skipped', async () => {
      const { draw, inspections } = await issued();
      const gone = [inspections[0]!.id];
      const supplement = await made(draw.id, { kind: 'supplement', inspections: gone });
      const targets = (await inspectionsOf(supplement.id)).map(({ code }) => code);
      await expect(propose(supplement.id, { kind: 'void' })).rejects.toEqual(coded('no_new_draw'));
      await approve((await propose(supplement.id, { kind: 'void', newDraw: null })).id);
      expect((await house.draw(draw.id)).phase).toBe('issued');
      const next = await made(draw.id, { kind: 'supplement', inspections: gone });
      expect(next.number).toBe(`${draw.number}-S2`);
      expect((await inspectionsOf(next.id)).map(({ code }) => code)).toEqual(targets);
      await holds(next, draw);
    });

    it('is void together with its draw', async () => {
      const { draw, inspections } = await issued();
      const supplement = await made(draw.id, { kind: 'supplement', inspections: [inspections[0]!.id] });
      const { id } = await propose(draw.id, { kind: 'void' });
      await approve(id);
      expect((await house.draw(supplement.id)).phase).toBe('voided');
      expect((await inspectionsOf(supplement.id)).map(({ state }) => state)).toEqual(['voided']);
      expect(await kindsOf(supplement)).toEqual(['commit', 'reveal', 'record', 'void']);
    });

    it('keeps its draw from being voided once something was found at its own', async () => {
      const { draw, inspections } = await issued();
      const supplement = await made(draw.id, { kind: 'supplement', inspections: [inspections[0]!.id] });
      const [added] = await inspectionsOf(supplement.id);
      await accept(added!.id);
      await house.findings.record(first, added!.id, await finding(added!.id), undefined);
      await expect(propose(draw.id, { kind: 'void' })).rejects.toEqual(coded('draw_has_findings'));
    });

    it('takes no inspection of another draw, which is as unknown as none', async () => {
      const [{ draw }, other] = [await issued(), await issued()];
      for (const id of [other.inspections[0]!.id, 2_000_000_000]) {
        await expect(propose(draw.id, { kind: 'supplement', inspections: [id] })).rejects.toMatchObject({
          code: 'unknown_inspection',
          faults: [{ pointer: '/inspections/0' }],
        });
      }
    });
  });

  describe('a replacement', () => {
    it('is not decided by whoever leaves the seat himself', async () => {
      const { draw, inspections } = await issued();
      const [one] = inspections as [Seated];
      const { id } = await propose(draw.id, replaces(one));
      const himself = { ...second, inspectorId: one.team[0]!.inspectorId };
      await expect(house.amendments.approve(himself, id, {}, undefined)).rejects.toEqual(coded('own_seat'));
      expect((await approve(id)).state).toBe('approved');
    });

    it('draws the seat anew; who left stays readable, and nobody of the team comes into it', async () => {
      const { draw, inspections } = await issued();
      const [one] = inspections as [Seated];
      const replacement = await made(draw.id, replaces(one));
      expect(replacement).toMatchObject({ number: `${draw.number}-R1`, phase: 'issued' });
      await holds(replacement, draw);
      const [after] = await inspectionsOf(draw.id);
      expect(after?.team[1]).toEqual(one.team[1]);
      expect(one.team.map(({ code }) => code)).not.toContain(after?.team[0]?.code);
      const detail = await house.inspections.get(first, one.id);
      expect(detail.left).toMatchObject([
        { seat: 1, code: one.team[0]?.code, cause: 'illness', drawNumber: replacement.number },
      ]);
      const history = await house.inspections.historyOf(first, one.id);
      expect(history[0]).toMatchObject({ action: 'team-changed', before: { left: [one.team[0]?.code] } });
      expect(await inspectionsOf(replacement.id)).toEqual([]);

      // the one who came leaves, too: his seat is the replacement's
      await expect(propose(draw.id, replaces(after!))).rejects.toEqual(coded('seat_of_another_draw'));
      const next = await made(replacement.id, replaces(after!));
      expect(next.number).toBe(`${draw.number}-R2`);
      await holds(next, replacement);
      const [last] = await inspectionsOf(draw.id);
      const sat = [...one.team, after!.team[0]!].map(({ code }) => code);
      expect(sat).not.toContain(last?.team[0]?.code);
      const { inspectors } = JSON.parse(await house.evidence(next)) as {
        inspectors: { id: string; recusals: string[] }[];
      };
      const recused = inspectors.filter(({ recusals }) => recusals.includes(one.code)).map(({ id }) => id);
      expect(recused.sort()).toEqual([...sat].sort());
      expect((await house.inspections.get(first, one.id)).left).toHaveLength(2);
    });

    it('fills several seats of several teams, by as many as leave each', async () => {
      const { draw, inspections } = await issued();
      const seats = [
        ...inspections[0]!.team.map(({ inspectorId }) => ({ inspectionId: inspections[0]!.id, inspectorId })),
        { inspectionId: inspections[1]!.id, inspectorId: inspections[1]!.team[0]!.inspectorId },
      ];
      const replacement = await made(draw.id, { kind: 'replacement', cause: 'recusal', seats });
      await holds(replacement, draw);
      const { pairing } = JSON.parse(replacement.manifest ?? '') as Manifest;
      expect(pairing.rules.map(({ seats: [seat] }) => seat?.count)).toEqual([1, 2]);
      const after = await inspectionsOf(draw.id);
      for (const n of [0, 1]) {
        const codes = after[n]!.team.map(({ code }) => code);
        expect(new Set(codes).size).toBe(2);
        expect(codes.filter((code) => inspections[n]!.team.some((was) => was.code === code))).toHaveLength(n);
      }
    });

    it('keeps findings waiting until the team is whole, and comes too late after them', async () => {
      const { draw, inspections } = await issued();
      const [one, two] = inspections as [Seated, Seated];
      for (const { id } of [one, two]) await accept(id);
      const { newDrawId } = await approve((await propose(draw.id, replaces(one))).id);
      await expect(house.findings.record(first, one.id, await finding(one.id), undefined)).rejects.toEqual(
        coded('team_being_replaced'),
      );
      await expect(propose(draw.id, replaces(one, 1))).rejects.toEqual(coded('replacement_under_way'));
      await house.issue((await house.conductAmended(newDrawId ?? 0)).id);
      // whoever came has to accept as well
      expect((await house.inspections.get(first, one.id)).state).toBe('issued');
      await accept(one.id);
      await house.findings.record(first, one.id, await finding(one.id), undefined);
      await house.findings.record(first, two.id, await finding(two.id), undefined);
      await expect(propose(draw.id, replaces(two))).rejects.toEqual(coded('inspection_done'));
    });

    it('and a finding in the same moment: one of them comes first, and the other is refused', async () => {
      for (let round = 0; round < 3; round++) {
        const { draw, inspections } = await issued();
        const [one] = inspections as [Seated];
        await accept(one.id);
        const { id } = await propose(draw.id, replaces(one));
        const [recorded, approved] = await Promise.allSettled([
          house.findings.record(first, one.id, await finding(one.id), undefined),
          approve(id),
        ]);
        expect([recorded.status, approved.status].sort()).toEqual(['fulfilled', 'rejected']);
      }
    });

    // on SQLite a transaction that has begun to write has the only lock there is
    if (database.name === 'MariaDB') {
      it('and a step in the same moment: the step stays, and the seat is drawn after it', async () => {
        const { draw, inspections } = await issued();
        const [one] = inspections as [Seated];
        const { newDrawId } = await approve((await propose(draw.id, replaces(one))).id);
        await house.conductAmended(newDrawId ?? 0);
        let stepped = false;
        await house.issue(newDrawId ?? 0, {
          fence: async (manager) => {
            // as it is at the beginning is what the transaction sees
            await manager.query('SELECT state FROM inspections WHERE id = ?', [one.id]);
            if (!stepped) await accept(one.id);
            stepped = true;
          },
        });
        const steps = await house.life.stepsOf(first, one.id);
        expect(steps.map(({ from, step, to }) => `${step} ${from}→${to}`)).toEqual([
          'accept issued→accepted',
          'reseat accepted→issued',
        ]);
        expect((await house.inspections.get(first, one.id)).state).toBe('issued');
      });
    }

    it('that finds nobody leaves the team as it was, and may be asked for again', async () => {
      const occurrenceId = await due({ rate_number: 1 }, 5, 2);
      const draw = await house.issue((await house.conduct(occurrenceId)).id);
      const [one] = (await inspectionsOf(draw.id)) as [Seated];
      const { newDrawId } = await approve((await propose(draw.id, replaces(one))).id);
      await expect(house.conductAmended(newDrawId ?? 0)).rejects.toThrow('No team can be sent');
      const failed = await house.draw(newDrawId ?? 0);
      expect(failed).toMatchObject({ phase: 'announced', commitment: null });
      expect((await house.occurrence(occurrenceId)).state).toBe('drawn');
      expect(await inspectionsOf(draw.id)).toEqual([one]);
      await house.rows.add('inspectors', { agency_id: draw.agencyId });
      const next = await made(draw.id, replaces(one));
      expect(next).toMatchObject({ phase: 'issued', number: `${draw.number}-R2`, relation: { ordinal: 2 } });
      await holds(next, draw);
    });

    it('without teams holds nobody up, and may be voided; one that is in force is not voided', async () => {
      const occurrenceId = await due({ rate_number: 3, max_load: 1 }, 3, 6);
      const draw = await house.issue((await house.conduct(occurrenceId)).id);
      const inspections = await inspectionsOf(draw.id);
      const seats = inspections.map(({ id, team }) => ({ inspectionId: id, inspectorId: team[1]!.inspectorId }));
      const stay = [inspections[0]!.team[0]!.inspectorId, inspections[1]!.team[0]!.inspectorId];
      const available = (value: number, where: string): Promise<unknown> =>
        dataSource.transaction((manager) =>
          manager.query(`UPDATE inspectors SET available = ${value} WHERE agency_id = ? ${where}`, [draw.agencyId]),
        );
      await available(0, `AND id NOT IN (${stay.join(', ')})`);
      const asked = { kind: 'replacement', cause: 'other', seats } as const;
      const failed = await made(draw.id, asked);
      expect(failed.phase).toBe('infeasible');
      expect((await house.occurrence(occurrenceId)).state).toBe('drawn');
      expect(await inspectionsOf(draw.id)).toEqual(inspections);
      await available(1, '');
      const again = await propose(draw.id, asked);
      await house.amendments.decline(second, again.id, { reason }, undefined);
      await approve((await propose(failed.id, { kind: 'void', newDraw: null })).id);
      const next = await made(draw.id, asked);
      expect(next).toMatchObject({ phase: 'issued', number: `${draw.number}-R2` });
      await holds(next, draw);
      await expect(propose(next.id, { kind: 'void', newDraw: null })).rejects.toEqual(coded('replacement_in_force'));
    });

    it('is only for those who sit there', async () => {
      const { draw, inspections } = await issued();
      const [one, two] = inspections as [Seated, Seated];
      const other = two.team.find(({ code }) => one.team.every((sits) => sits.code !== code))!;
      const seats = [{ inspectionId: one.id, inspectorId: other.inspectorId }];
      await expect(propose(draw.id, { kind: 'replacement', cause: 'other', seats })).rejects.toEqual(
        coded('inspector_not_in_team'),
      );
    });
  });

  describe('with closed pools', () => {
    it.each(['again', 'supplement', 'replacement'] as const)('%s is closed as well', async (kind) => {
      const { draw, inspections } = await issued({ pools: 'closed' });
      const later = await made(
        draw.id,
        kind === 'again'
          ? { kind: 'void' }
          : kind === 'supplement'
            ? { kind, inspections: [inspections[0]!.id] }
            : replaces(inspections[0]!),
      );
      expect(JSON.parse(later.manifest ?? '')).toMatchObject({ pools: 'closed', relation: { kind } });
      await holds(later, draw);
    });
  });

  it('tells everyone what has become of a draw, and keeps its evidence', async () => {
    const { draw, inspections } = await issued();
    const supplement = await made(draw.id, { kind: 'supplement', inspections: [inspections[0]!.id] });
    const again = await made(draw.id, { kind: 'void' });
    const { published } = house;
    const { items } = await published.list({ sort: '-number', pageSize: 200 });
    const told = (number: string): unknown => items.find((one) => one.number === number);
    const voided = { by: ['user1', 'user2'], reason };
    expect(told(draw.number)).toMatchObject({
      phase: 'voided',
      voided,
      relation: null,
      successors: [
        { number: supplement.number, kind: 'supplement', phase: 'voided' },
        { number: again.number, kind: 'draw', phase: 'issued' },
      ],
    });
    expect(told(supplement.number)).toMatchObject({ voided, relation: { kind: 'supplement', draw: draw.number } });
    expect(told(again.number)).toMatchObject({ voided: null, relation: { kind: 'again', draw: draw.number } });
    const { bytes } = await published.evidence(draw.number);
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(Buffer.from(chunk));
    expect(await verifyEvidence(chunks)).toMatchObject({ verdict: 'holds' });
    const { sheet } = await published.fairnessSheet(supplement.number);
    expect(sheet.relation?.zh).toContain(draw.number);
    expect(sheet.strata).toMatchObject([{ population: 1, size: 1, chance: { words: '1' } }]);
    expect((await published.fairnessSheet(draw.number)).sheet.relation).toBeNull();
  });

  it('what was closed stays closed, though the batch is open by now', async () => {
    const { draw } = await issued({ pools: 'closed' });
    await dataSource.transaction((manager) =>
      manager.query(`UPDATE batches SET pools = 'open' WHERE id = ?`, [draw.batchId]),
    );
    const again = await made(draw.id, { kind: 'void' });
    expect(JSON.parse(again.manifest ?? '')).toMatchObject({ pools: 'closed' });
  });

  it('a draw that was decided on goes on with the same commitment after a crash at any step', async () => {
    const { draw, inspections } = await issued();
    const proposal = await propose(draw.id, { kind: 'supplement', inspections: [inspections[0]!.id] });
    const { newDrawId } = await approve(proposal.id);
    for (const failing of ['snapshot', 'lottery']) {
      house.beforeTask = ({ kind }) => {
        if (kind === failing) throw new Error('the power is gone');
      };
      await expect(house.conductAmended(newDrawId ?? 0)).rejects.toThrow('power');
    }
    const before = await house.draw(newDrawId ?? 0);
    expect(before.phase).toBe('seeded');
    house.beforeTask = () => undefined;
    const after = await house.issue((await house.conductAmended(newDrawId ?? 0)).id);
    expect(after).toMatchObject({ phase: 'issued', commitment: before.commitment, entropy: before.entropy });
    expect((await house.issue(after.id)).issuedAt).toEqual(after.issuedAt);
    await holds(after, draw);
  });

  it('an approval that breaks off leaves nothing behind', async () => {
    const { draw } = await issued();
    const { id } = await propose(draw.id, { kind: 'void' });
    const append = house.log.append.bind(house.log);
    house.log.append = () => Promise.reject(new Error('cut off'));
    try {
      await expect(approve(id)).rejects.toThrow('cut off');
    } finally {
      house.log.append = append;
    }
    expect(await house.amendments.get(first, id)).toMatchObject({ state: 'proposed', newDrawId: null });
    expect((await house.draw(draw.id)).phase).toBe('issued');
    expect((await inspectionsOf(draw.id)).filter(({ state }) => state === 'voided')).toEqual([]);
    await approve(id);
  });

  it('whoever watches the log has seen nothing against its rules, whatever was done above', async () => {
    const rows = await dataSource.manager.find(LoggedEntry, { order: { position: 'ASC' } });
    const entries = rows.map(({ body }) => readEntry(JSON.parse(body) as Json, ''));
    for (const kind of ['void', 'supplement', 'replace']) expect(entries.map((entry) => entry.kind)).toContain(kind);
    const { offences, watch } = watchLog(UNWATCHED, entries, house.clock.now().getTime());
    expect(offences).toEqual([]);
    const [known] = [...watch.draws.values()].filter(({ state }) => state === 'recorded');
    const { batch, commitment, occurrence } = known!;
    const more: LogEntry = { at: watch.at, batch, commitment, draw: 'hidden', kind: 'commit', occurrence };
    expect(watchLog(watch, [more], house.clock.now().getTime()).offences).toHaveLength(1);
  });

  it('a relation that was tampered with is refused', async () => {
    const [{ draw, inspections }, other] = [await issued(), await issued()];
    const later = await made(draw.id, { kind: 'supplement', inspections: [inspections[0]!.id] });
    expect((await held(later, other.draw)).steps.at(-1)).toMatchObject({ step: 'relation', ok: false });
    expect((await held(other.draw, draw)).steps.at(-1)).toMatchObject({ step: 'relation', ok: false });
    const places = '"from":4,"stratum":"all","until":5';
    const evidence = await house.evidence(later);
    expect(evidence).toContain(places);
    const tampered = evidence.replace(places, '"from":5,"stratum":"all","until":6');
    expect(await verifyEvidence([Buffer.from(tampered)])).toMatchObject({ verdict: 'fails' });
  });

  async function finding(inspectionId: number): Promise<{ visitedOn: string; findings: { code: string }[] }> {
    const { deadlines } = await house.inspections.get(first, inspectionId);
    return { visitedOn: deadlines.visitFrom, findings: [{ code: 'no-problem-found' }] };
  }

  async function reserveOf(draw: Draw): Promise<string[]> {
    const { record } = JSON.parse(await house.evidence(draw)) as {
      record: { selection: { reserve: string[] }[] };
    };
    return record.selection.flatMap(({ reserve }) => reserve);
  }
});
