import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type DataSource, type EntityManager } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { CHINAS_CALENDAR } from '../../../test/support/draw-house.js';
import { FIELD_ENTITIES, FieldRows } from '../../../test/support/field-rows.js';
import { expectVisitsToAgree } from '../../../test/support/visits-agree.js';
import { type Assignment, type IssuableDraw } from '../../drawing/draws/assignments.js';
import { itemsOf, PartWriter, readPieces } from '../../drawing/draws/draw-parts.js';
import { readDrawMatters } from '../../drawing/draws/draw-matters.js';
import { DrawsService } from '../../drawing/draws/draws.service.js';
import { Draw } from '../../drawing/draws/draw.entity.js';
import { DrawFigures } from '../../drawing/engine/draw-figures.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { JobFailed, JobHandlers, LeaseLost, type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { Log } from '../../platform/log/log.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { nameOrder } from '../../platform/words/name-order.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { InspectionVisits } from '../../registry/visits/inspection-visits.js';
import { JointVisitFinder } from '../joint-visits/joint-visit-finder.service.js';
import { AssignmentNotices } from './assignment-notices.service.js';
import { IssuingService } from './issuing.service.js';
import { visitingDays, VisitPlan } from './visit-plan.js';
import { VisitPlans } from './visit-plans.service.js';

const NOW = new Date('2026-03-01T02:00:00.000Z');
const TARGETS = 1203;
const INSPECTORS = 7;

const WINDOW = { from: '2026-03-02', until: '2026-03-31' };
const AWAY = [[1, [{ from: '2026-03-02', until: '2026-03-06' }]]] as const;

/** The last kind turns up in the last chunk only. */
const kindAt = (ordinal: number): string =>
  ordinal > 1200 ? '界桩' : (['社会团体', '基金会', 'ＮＧＯ'].at(ordinal % 3) ?? '');
/** The second is for one kind, the third for two, written otherwise than the register has them. */
const MATTER_KINDS = [null, '["基金会"]', '["社会团体","ngo"]'];
const MATTERS_OF: Readonly<Record<string, number[]>> = {
  社会团体: [1, 3],
  基金会: [1, 2],
  ＮＧＯ: [1, 3],
  界桩: [1],
};

/** Drawing as it is, but for the manifest, of which only what fieldwork reads is written here. */
class SeededDraws extends DrawsService {
  constructor(
    private readonly source: DataSource,
    clock: StandingClock,
  ) {
    const log = new Log(new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/'));
    super(
      source.getRepository(Draw),
      source,
      new AgencyScope(source, log),
      undefined as never,
      new History(clock),
      clock,
    );
  }

  override async issuable(drawId: number): Promise<IssuableDraw> {
    const draw = await this.source.getRepository(Draw).findOneByOrFail({ id: drawId });
    return {
      id: draw.id,
      number: draw.number,
      batchId: draw.batchId,
      agencyId: draw.agencyId,
      visit: WINDOW,
      drawnOn: '2026-03-01',
      absences: AWAY,
      sampleSize: draw.sampleSize ?? 0,
      replacement: false,
      issued: draw.phase === 'issued',
      matters: await readDrawMatters(this.source, drawId),
    };
  }
}

/** Breaks off one transaction at its end, after all it has written. */
class FailingTransactions extends Transactions {
  count = 0;
  failAt = Number.POSITIVE_INFINITY;

  override run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return super.run(async (manager) => {
      const result = await work(manager);
      if (this.count++ === this.failAt) throw new Error('the power is gone');
      return result;
    });
  }
}

onEachDatabase('issuing a draw', (database) => {
  let dataSource: DataSource;
  let transactions: FailingTransactions;
  let rows: FieldRows;
  let issuing: IssuingService;
  let drawId = 0;

  const assignment = (ordinal: number, team = 2 + (ordinal % 3)): Assignment => {
    const targetId = ((ordinal * 7) % TARGETS) + 1;
    return {
      ordinal,
      target: { id: targetId, code: `T${targetId}`, name: `对象 ${targetId}`, kind: kindAt(ordinal) },
      seats: Array.from({ length: team }, (_, seat) => ({
        inspectorId: ((ordinal + seat * 2) % INSPECTORS) + 1,
        code: 'I',
      })),
    };
  };

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), FIELD_ENTITIES);
    rows = new FieldRows(dataSource);
    await rows.add('agencies', {}, {});
    await rows.add('matters', { agency_id: 1 }, { agency_id: 1 }, { agency_id: 1 });
    await rows.add('targets', ...Array.from({ length: TARGETS }, () => ({ agency_id: 1 })));
    await rows.add('inspectors', ...Array.from({ length: INSPECTORS }, () => ({ agency_id: 1 })));
    await rows.add('plans', { agency_id: 1 });
    await rows.add('batches', { plan_id: 1 });
  }, 120_000);
  afterAll(() => dataSource.destroy());
  beforeEach(() => {
    const clock = new StandingClock(NOW);
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/');
    transactions = new FailingTransactions(dataSource);
    issuing = new IssuingService(
      new SeededDraws(dataSource, clock),
      undefined as never,
      new InspectionVisits(),
      transactions,
      new JobHandlers(),
      clock,
      new DrawFigures(new Metrics()),
      new VisitPlans(dataSource, CHINAS_CALENDAR),
      new JointVisitFinder(transactions, clock),
      new AssignmentNotices(
        new Notices(
          new AgencyScope(dataSource, new Log(config)),
          new Jobs(dataSource, transactions, clock, config),
          clock,
        ),
      ),
    );
  });

  /** A drawn draw with its assignments where drawing keeps them. */
  async function drawn(sample: number): Promise<number> {
    const [occurrence] = await rows.add('occurrences', {
      batch_id: 1,
      due_at: `2026-03-01 01:00:00.${String(++drawId).padStart(3, '0')}`,
    });
    const [id] = await rows.add('draws', {
      occurrence_id: occurrence,
      batch_id: 1,
      agency_id: 1,
      phase: 'drawn',
      sample_size: sample,
    });
    await rows.add(
      'draw_matters',
      ...MATTER_KINDS.map((target_kinds, at) => ({ draw_id: id, matter_id: at + 1, target_kinds })),
    );
    const writer = new PartWriter(id ?? 0, 'teams', (work) => dataSource.transaction(work));
    for (let ordinal = 1; ordinal <= sample; ordinal++)
      await writer.item(Buffer.from(JSON.stringify(assignment(ordinal))));
    await writer.end();
    return id ?? 0;
  }

  const job = (id: number, fence: () => void = () => undefined): ClaimedJob => ({
    id: 1,
    kind: 'issue',
    key: String(id),
    dueAt: NOW,
    attempts: 1,
    epoch: 1,
    signal: new AbortController().signal,
    fence: () => Promise.resolve().then(fence),
  });

  const phaseOf = async (id: number): Promise<string> =>
    (await dataSource.getRepository(Draw).findOneByOrFail({ id })).phase;

  /** By the plan alone, in drawn order. */
  async function plannedDays(sample: number): Promise<string[]> {
    const days = visitingDays(await CHINAS_CALENDAR.calendar(), WINDOW, '2026-03-01');
    const plan = new VisitPlan(days, sample, AWAY);
    return Array.from({ length: sample }, (_, at) =>
      plan.place(assignment(at + 1).seats.map(({ inspectorId }) => inspectorId)),
    );
  }

  /** Reads everything back by plain SQL and compares with what was drawn. */
  async function expectExactly(id: number, sample: number): Promise<void> {
    const found = await dataSource.query<Record<string, unknown>[]>(
      `SELECT i.ordinal AS ordinal, i.target_id AS target, i.target_kind AS kind, i.state AS state, i.visited_on AS visited, i.planned_on AS planned,
              s.seat AS seat, s.inspector_id AS inspector
         FROM inspections i LEFT JOIN inspection_seats s ON s.inspection_id = i.id
        WHERE i.draw_id = ? ORDER BY i.ordinal, s.seat`,
      [id],
    );
    const days = await plannedDays(sample);
    const planned = days.map((plannedOn, at) => ({ ...assignment(at + 1), plannedOn }));
    const wanted = planned.flatMap(({ ordinal, plannedOn, target, seats }) =>
      seats.map(({ inspectorId }, seat) => ({
        ordinal,
        target: target.id,
        kind: target.kind,
        state: 'issued',
        visited: null,
        planned: plannedOn,
        seat: seat + 1,
        inspector: inspectorId,
      })),
    );
    expect(found.map((row) => ({ ...row }))).toEqual(wanted);
    await expectVisitsToAgree(dataSource);
    expect(await mattersOf(id)).toEqual(
      Object.fromEntries(
        Object.entries(MATTERS_OF).filter(([kind]) => wanted.some((inspection) => inspection.kind === kind)),
      ),
    );
  }

  /** The matters of a draw's inspections, by kind of target. */
  async function mattersOf(id: number): Promise<Record<string, number[]>> {
    const found = await dataSource.query<{ kind: string; matter: number }[]>(
      'SELECT target_kind AS kind, matter_id AS matter FROM draw_kind_matters WHERE draw_id = ? ORDER BY matter_id',
      [id],
    );
    const byKind: Record<string, number[]> = {};
    for (const { kind, matter } of found) (byKind[kind] ??= []).push(matter);
    return byKind;
  }

  it('gives each assignment its inspection and its whole team, not inspected, and marks the draw issued at the end', async () => {
    const id = await drawn(TARGETS);
    expect(await issuing.issue(job(id))).toEqual({ done: true });
    await expectExactly(id, TARGETS);
    expect(await phaseOf(id)).toBe('issued');
    const named = await dataSource.query<{ name: string; place: string }[]>(
      'SELECT target_name AS name, target_name_order AS place FROM inspections WHERE draw_id = ?',
      [id],
    );
    expect(named.map(({ name, place }) => [name, place])).toEqual(named.map(({ name }) => [name, nameOrder(name)]));
    // a second run, as after a crash before the job was marked done
    await issuing.issue(job(id));
    await expectExactly(id, TARGETS);
  });

  it('comes to the same after a crash in whatever transaction', async () => {
    // three chunks, the end, and three looks for what could be one visit with another draw's
    for (let failAt = 0; failAt < 7; failAt++) {
      const id = await drawn(TARGETS);
      transactions.count = 0;
      transactions.failAt = failAt;
      await expect(issuing.issue(job(id))).rejects.toThrow('the power is gone');
      expect(await phaseOf(id)).toBe(failAt < 4 ? 'drawn' : 'issued');
      transactions.failAt = Number.POSITIVE_INFINITY;
      await issuing.issue(job(id));
      await expectExactly(id, TARGETS);
      expect(await phaseOf(id)).toBe('issued');
      const [offered] = await dataSource.query<{ n: number | string }[]>(
        `SELECT COUNT(*) AS n FROM joint_visits v JOIN inspections i ON i.id IN (v.first_id, v.second_id) WHERE i.draw_id = ?`,
        [id],
      );
      const [met] = await dataSource.query<{ n: number | string }[]>(
        `SELECT COUNT(*) AS n FROM inspections i, inspections o, draws d WHERE i.draw_id = ? AND o.draw_id <> i.draw_id
          AND o.target_code = i.target_code AND d.id = o.draw_id AND d.phase = 'issued'`,
        [id],
      );
      expect(Number(offered?.n)).toBe(Number(met?.n));
      expect(Number(met?.n)).toBeGreaterThan(0);
    }
    transactions.count = 0;
    const whole = await drawn(TARGETS);
    await issuing.issue(job(whole));
    expect(transactions.count).toBe(7);
  }, 120_000);

  it('writes nothing more once someone else has taken the job over', async () => {
    for (let lostAt = 0; lostAt < 4; lostAt++) {
      const id = await drawn(TARGETS);
      let fences = 0;
      const lost = (): void => {
        if (fences++ >= lostAt) throw new LeaseLost(1);
      };
      await expect(issuing.issue(job(id, lost))).rejects.toThrow(LeaseLost);
      const [row] = await dataSource.query('SELECT COUNT(*) AS n FROM inspections WHERE draw_id = ?', [id]);
      expect(Number(row.n)).toBe(Math.min(TARGETS, lostAt * 500));
      expect(await phaseOf(id)).toBe('drawn');
    }
  });

  it('fills a gap that a run left in the middle', async () => {
    const id = await drawn(40);
    const { target } = assignment(17);
    await rows.add('inspections', {
      id: 900_000,
      draw_id: id,
      ordinal: 17,
      batch_id: 1,
      agency_id: 1,
      target_id: target.id,
      target_kind: target.kind,
      planned_on: (await plannedDays(40))[16],
    });
    await rows.add(
      'inspection_seats',
      ...assignment(17).seats.map(({ inspectorId }, at) => ({
        inspection_id: 900_000,
        seat: at + 1,
        inspector_id: inspectorId,
      })),
    );
    await rows.add('visits', {
      id: 900_000,
      agency_id: 1,
      target_id: target.id,
      target_code: target.code,
      kind: 'random',
      entered: null,
      inspection_id: 900_000,
      draw_id: id,
    });
    await issuing.issue(job(id));
    await expectExactly(id, 40);
  });

  it('fixes what its inspections are about: neither the checklist nor the draw’s own list moves it any more', async () => {
    const id = await drawn(6);
    await issuing.issue(job(id));
    const attempt = (sql: string): Promise<unknown> => dataSource.transaction((manager) => manager.query(sql));
    await expect(attempt('UPDATE draw_kind_matters SET matter_id = 2')).rejects.toThrow(/append-only/);
    await expect(attempt('DELETE FROM draw_kind_matters')).rejects.toThrow(/append-only/);
    await attempt(`UPDATE draws SET record_hash = '${'0'.repeat(64)}' WHERE id = ${id}`);
    await expect(attempt(`UPDATE draw_matters SET target_kinds = NULL WHERE draw_id = ${id}`)).rejects.toThrow(/drawn/);
    await expect(attempt(`DELETE FROM draw_matters WHERE draw_id = ${id}`)).rejects.toThrow(/drawn/);
  });

  it('does not call a draw issued that has fewer inspections than it drew', async () => {
    const id = await drawn(10);
    await dataSource.transaction((manager) => manager.query('UPDATE draws SET sample_size = 11 WHERE id = ?', [id]));
    await expect(issuing.issue(job(id))).rejects.toThrow(JobFailed);
    expect(await phaseOf(id)).toBe('drawn');
  });

  it('is read as drawing writes it', async () => {
    const id = await drawn(3);
    const read: unknown[] = [];
    for await (const piece of readPieces(dataSource, id, 'teams')) read.push(...[...itemsOf(piece)].map(String));
    expect(read.map((item): unknown => JSON.parse(String(item)))).toEqual(
      [1, 2, 3].map((ordinal) => assignment(ordinal)),
    );
  });
});
