import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { CHINAS_CALENDAR } from '../../../test/support/draw-house.js';
import { FieldRows, insertRows, stamp } from '../../../test/support/field-rows.js';
import { type Caller } from '../../accounts/caller.js';
import { ENTITIES } from '../../entities.js';
import { DueDays } from '../../fieldwork/deadlines/due-days.service.js';
import { FINDING_CODE_NAMES, PROBLEM_CODES } from '../../fieldwork/findings/finding-codes.js';
import { INSPECTION_STATES } from '../../fieldwork/life/life-cycle.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Log } from '../../platform/log/log.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { OverdueLine } from '../overdue/overdue.service.js';
import { CoverageCounts } from '../coverage-facts.js';
import { CoveredAgencies } from '../covered-agencies.service.js';
import { StatisticsRows } from './statistics-rows.service.js';
import { StatisticsService } from './statistics.service.js';

const UNVISITED = ['issued', 'accepted', 'approved', 'notified', 'voided'];
const PUBLIC = ['published', 'closed'];
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** The same numbers at every run. */
function numbers(): (below: number) => number {
  let state = 20_260_310;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

onEachDatabase('the statistics of the yearly report', (database) => {
  let dataSource: DataSource;
  let statistics: StatisticsService;
  let counted: StatisticsRows;
  let overdue: OverdueLine;
  const everything: Caller = { userId: 1, username: 'a', role: 'auditor', agencyId: null, inspectorId: null };

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    const rows = new FieldRows(dataSource);
    const next = numbers();
    const pick = <T>(list: readonly T[]): T => {
      const found = list[next(list.length)];
      if (found === undefined) throw new Error('empty list');
      return found;
    };
    const some = (n: number, row: () => Record<string, unknown>): Record<string, unknown>[] =>
      Array.from({ length: n }, row);
    // 1 the city, 2 a county below it, 3 another city
    await rows.add('agencies', { path: '/1/' }, { path: '/1/2/', parent_id: 1 }, { path: '/3/' });
    const agency = (): Record<string, unknown> => ({ agency_id: pick([1, 2, 3]) });
    await rows.add('matters', ...some(9, agency));
    await rows.add('targets', ...some(30, agency));
    await rows.add(
      'inspectors',
      { agency_id: 2, name: '=1+1' },
      ...some(9, () => ({ ...agency(), expert: next(4) === 0 ? 1 : 0 })),
    );
    const plans = await rows.add(
      'plans',
      ...[1, 2, 3].flatMap((agency_id) =>
        [2025, 2026].map((year) => ({ agency_id, year, state: agency_id * year === 2025 ? 'draft' : 'published' })),
      ),
    );
    const departures: Record<string, unknown>[] = [];
    const recusals: Record<string, unknown>[] = [];
    const rectifications: Record<string, unknown>[] = [];
    for (const plan_id of plans) {
      const agency_id = [1, 1, 2, 2, 3, 3][plans.indexOf(plan_id)];
      const cancelled_at = (): string | null => (next(4) === 0 ? stamp('2026-01-05T00:00:00Z') : null);
      const batches = await rows.add('batches', ...some(3, () => ({ plan_id, cancelled_at: cancelled_at() })));
      for (const batch_id of batches) {
        for (let n = 0; n < 3; n++) {
          const state = pick(['drawn', 'drawn', 'missed', 'dropped', 'planned']);
          const due_at = stamp(`2026-0${n + 1}-01T01:00:00Z`);
          const [occurrence_id] = await rows.add('occurrences', { batch_id, due_at, state });
          if (state !== 'drawn') continue;
          const own = { batch_id, agency_id, occurrence_id };
          const [first = 0] = await rows.add('draws', {
            ...own,
            phase: pick(['issued', 'issued', 'voided', 'infeasible', 'ended']),
          });
          const kinds = ['supplement', 'replacement'].filter(() => next(2) === 0);
          const more = kinds.map((kind) => ({
            ...own,
            kind,
            phase: pick(['issued', 'voided']),
            earlier_draw_id: first,
          }));
          const made = [first, ...(more.length === 0 ? [] : await rows.add('draws', ...more))];
          if (next(3) > 0)
            await dataSource.transaction((manager) =>
              insertRows(manager, 'draw_participants', [{ draw_id: first, agency_id: 3 }]),
            );
          for (const draw_id of made) {
            await rows.add('draw_kind_matters', { draw_id, matter_id: 1 + next(9) });
            for (let inspection = 0; inspection < 4; inspection++) {
              const state = pick(INSPECTION_STATES);
              const target_id = 1 + next(30);
              const day = pick(['2025-12-31', '2026-01-01', '2026-06-10', '2026-12-31']);
              const [id = 0] = await rows.add('inspections', {
                ...{ draw_id, batch_id, agency_id, target_id, state },
                visited_on: UNVISITED.includes(state) ? null : day,
                published_at: PUBLIC.includes(state) ? stamp(`${day}T03:00:00Z`) : null,
              });
              const seat = next(9);
              await rows.add(
                'inspection_seats',
                { inspection_id: id, seat: 1, inspector_id: seat + 1 },
                { inspection_id: id, seat: 2, inspector_id: seat + 2, expert: next(5) === 0 ? 1 : null },
              );
              if (next(5) === 0)
                departures.push({
                  ...{
                    inspection_id: id,
                    inspector_id: ((seat + 4) % 10) + 1,
                    seat: 1,
                    draw_id,
                    at: stamp('2026-03-01T00:00:00Z'),
                  },
                  cause: pick(['recusal', 'illness', 'certificate', 'other']),
                });
              if (next(4) === 0) {
                const state = pick(['open', 'approved', 'refused', 'withdrawn']);
                const at = stamp('2026-03-01T00:00:00Z');
                recusals.push({
                  ...{ id: recusals.length + 1, inspection_id: id, inspector_id: seat + 1, origin: 'supervisor' },
                  ...{ declaration: '有关系', state, undecided: state === 'open' ? 1 : null, version: 1 },
                  ...{ asked_by: 1, asked_by_name: 'a', asked_at: at },
                  decided_by: state === 'open' ? null : state === 'withdrawn' ? 1 : 2,
                  decided_at: state === 'open' ? null : at,
                });
              }
              if (UNVISITED.includes(state) || state === 'visited') continue;
              const codes = [...new Set([pick(FINDING_CODE_NAMES), pick(FINDING_CODE_NAMES)])];
              await rows.add('findings', ...codes.map((code) => ({ inspection_id: id, code })));
              if (next(3) > 0) continue;
              const outcome = pick([null, 'mended', 'transferred', 'ended']);
              rectifications.push({
                ...{
                  id: rectifications.length + 1,
                  inspection_id: id,
                  agency_id,
                  outcome,
                  state: outcome === null ? 'ordered' : 'closed',
                },
                open_one: outcome === null ? 1 : null,
                closed_at: outcome === null ? null : stamp('2026-07-01T00:00:00Z'),
                due_on: outcome === null ? '2026-07-01' : null,
              });
            }
          }
        }
      }
    }
    const ordered = {
      ...{
        finding_code: 'ordered-to-correct',
        matter_key: 0,
        ordered_on: '2026-06-20',
        deadline: '2026-07-01',
        version: 1,
      },
      ...{ created_at: stamp('2026-06-20T00:00:00Z'), updated_at: stamp('2026-06-20T00:00:00Z') },
    };
    await dataSource.transaction(async (manager) => {
      await insertRows(manager, 'seat_departures', departures);
      await insertRows(manager, 'inspection_recusals', recusals);
      await insertRows(
        manager,
        'rectifications',
        rectifications.map((row) => ({ ...ordered, ...row })),
      );
    });
    const log = new Log(new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/'));
    const parts = [
      new CoveredAgencies(dataSource, new AgencyScope(dataSource, log)),
      new CoverageCounts(dataSource, new DueDays(dataSource, CHINAS_CALENDAR, undefined as never, undefined as never)),
      new StandingClock(new Date('2026-12-31T10:00:00Z')),
    ] as const;
    statistics = new StatisticsService(...parts);
    counted = new StatisticsRows(...parts);
    overdue = new OverdueLine(...parts);
  }, 120_000);
  afterAll(() => dataSource.destroy());

  /** Every figure told once more: plain questions to one table each, with nothing of the code under test. */
  async function recounted(ids: string, pools: string, year: number): Promise<Record<string, number>> {
    const ask = async (sql: string): Promise<number> => {
      const [row] = await dataSource.query<{ n: unknown }[]>(`SELECT COUNT(*) AS n FROM ${sql}`);
      return Number(row?.n);
    };
    const plan = `agency_id IN (${ids}) AND year = ${year}`;
    const ofBatch = (alias: string): string =>
      `(SELECT year FROM plans WHERE id = (SELECT plan_id FROM batches WHERE id = ${alias}.batch_id)) = ${year}`;
    const ofPlan = `i.agency_id IN (${ids}) AND ${ofBatch('i')}`;
    const phase = '(SELECT phase FROM draws WHERE id = i.draw_id)';
    const went = `i.agency_id IN (${ids}) AND ${phase} = 'issued' AND SUBSTR(i.visited_on, 1, 4) = '${year}'`;
    // what was withdrawn was visited, and has no result
    const done = `${went} AND i.state NOT IN ('visited', 'withdrawn')`;
    const of = (what: string, alias: string): string =>
      `(SELECT COUNT(*) FROM inspections i WHERE i.id = ${alias}.inspection_id AND ${what}) = 1`;
    const draws = (more: string): string => `draws d WHERE d.agency_id IN (${ids}) AND ${ofBatch('d')} AND ${more}`;
    const batches = `batches b WHERE b.plan_id IN (SELECT id FROM plans WHERE ${plan} AND state = 'published')`;
    const figures: Record<string, Promise<number>> = {
      matters: ask(`matters WHERE agency_id IN (${ids})`),
      targets: ask(`targets WHERE agency_id IN (${pools})`),
      'matters-covered': ask(
        `matters m WHERE m.agency_id IN (${ids}) AND m.id IN (SELECT k.matter_id FROM draw_kind_matters k WHERE k.draw_id IN
           (SELECT i.draw_id FROM inspections i WHERE ${went} AND i.state IN (${quoted(PUBLIC)})))`,
      ),
      plans: ask(`plans WHERE ${plan} AND state = 'published'`),
      batches: ask(`${batches} AND b.cancelled_at IS NULL`),
      'batches-cancelled': ask(`${batches} AND b.cancelled_at IS NOT NULL`),
      draws: ask(draws(`d.kind = 'draw' AND d.phase = 'issued'`)),
      'draws-supplement': ask(draws(`d.kind = 'supplement' AND d.phase = 'issued'`)),
      'draws-replacement': ask(draws(`d.kind = 'replacement' AND d.phase = 'issued'`)),
      'draws-void': ask(draws(`d.phase = 'voided'`)),
      'draws-without-result': ask(draws(`d.phase IN ('infeasible', 'ended')`)),
      'draws-missed': ask(
        `occurrences o WHERE o.state IN ('missed', 'dropped') AND o.batch_id IN (SELECT id FROM batches WHERE plan_id IN (SELECT id FROM plans WHERE ${plan}))`,
      ),
      'draws-joint': ask(
        draws(
          `d.kind = 'draw' AND d.phase = 'issued' AND (SELECT COUNT(*) FROM draw_participants j WHERE j.draw_id = d.id) > 0`,
        ),
      ),
      'targets-drawn': ask(
        `targets t WHERE (SELECT COUNT(*) FROM inspections i WHERE i.target_id = t.id AND ${ofPlan} AND ${phase} = 'issued') > 0`,
      ),
      inspections: ask(`inspections i WHERE ${ofPlan} AND ${phase} = 'issued'`),
      visits: ask(`inspections i WHERE ${went}`),
      'visits-reported': ask(`inspections i WHERE ${done}`),
      'visits-joint': ask(
        `inspections i WHERE ${done} AND (SELECT COUNT(*) FROM draw_participants j WHERE j.draw_id = i.draw_id) > 0`,
      ),
      'visits-with-problem': ask(
        `inspections i WHERE ${done} AND (SELECT COUNT(*) FROM findings f WHERE f.inspection_id = i.id AND f.code IN (${quoted(PROBLEM_CODES)})) > 0`,
      ),
      'results-published': ask(`inspections i WHERE ${done} AND i.published_at IS NOT NULL`),
      rectifications: ask(`rectifications r WHERE ${of(went, 'r')}`),
      recusals: ask(`inspection_recusals r WHERE ${of(ofPlan, 'r')}`),
      replacements: ask(`seat_departures l WHERE ${of(ofPlan, 'l')}`),
      officers: ask(`inspectors WHERE agency_id IN (${ids}) AND expert = 0`),
      'officers-visiting': ask(
        `inspectors n WHERE (SELECT COUNT(*) FROM inspection_seats s WHERE s.inspector_id = n.id AND s.expert IS NULL AND ${of(went, 's')}) > 0`,
      ),
      'officer-visits': ask(`inspection_seats s WHERE s.expert IS NULL AND ${of(went, 's')}`),
    };
    for (const state of INSPECTION_STATES)
      figures[`inspections-${state}`] = ask(
        `inspections i WHERE ${ofPlan} AND ${phase} IN ('issued', 'voided') AND i.state = '${state}'`,
      );
    for (const code of FINDING_CODE_NAMES)
      figures[`findings-${code}`] = ask(
        `inspections i WHERE ${done} AND i.id IN (SELECT inspection_id FROM findings WHERE code = '${code}')`,
      );
    for (const outcome of ['mended', 'transferred', 'ended'])
      figures[`rectifications-${outcome}`] = ask(
        `rectifications r WHERE ${of(went, 'r')} AND r.outcome = '${outcome}'`,
      );
    figures['rectifications-open'] = ask(`rectifications r WHERE ${of(went, 'r')} AND r.outcome IS NULL`);
    for (const state of ['open', 'approved', 'refused', 'withdrawn'])
      figures[`recusals-${state}`] = ask(`inspection_recusals r WHERE ${of(ofPlan, 'r')} AND r.state = '${state}'`);
    for (const cause of ['recusal', 'illness', 'certificate', 'other'])
      figures[`replacements-${cause}`] = ask(`seat_departures l WHERE ${of(ofPlan, 'l')} AND l.cause = '${cause}'`);
    const names = Object.keys(figures);
    const values = await Promise.all(Object.values(figures));
    return Object.fromEntries(names.map((name, at) => [name, values[at] ?? -1]));
  }

  it('are what plain questions to the tables come to, each', async () => {
    const never = new Set<string>();
    const positive = new Set<string>();
    for (const [agencyId, subtree, ids, pools] of [
      [1, false, '1', '1, 2'],
      [1, true, '1, 2', '1, 2'],
      [2, false, '2', '2'],
      [3, true, '3', '3'],
    ] as const) {
      for (const year of [2025, 2026]) {
        const { figures } = await statistics.of(everything, { agencyId, subtree, year });
        const shown = Object.fromEntries(figures.map(({ code, value }) => [code, value]));
        const expected = await recounted(ids, pools, year);
        expect({ agencyId, subtree, year, ...shown }).toMatchObject(expected);
        for (const [name, value] of Object.entries(expected)) (value > 0 ? positive : never).add(name);
        // what is not asked for above: due and in time (coverage-facts.spec.ts), and what is made of others
        const rest = figures.filter(({ code }) => !(code in expected)).map(({ code }) => code);
        expect(rest).toEqual([
          ...['inspections-per-draw', 'results-due', 'results-in-time', 'visits-per-officer'],
          ...[
            'matter-coverage',
            'task-completion',
            'publication-rate',
            'target-coverage',
            'joint-rate',
            'problem-rate',
          ],
        ]);
      }
    }
    // a figure that is 0 everywhere would prove little
    expect([...never].filter((name) => !positive.has(name))).toEqual([]);
  });

  it('each open what they count: as many rows as they say, each once, page by page', async () => {
    const seen = new Set<string>();
    for (const [agencyId, subtree] of [
      [1, true],
      [2, false],
      [3, true],
    ] as const) {
      for (const year of [2025, 2026]) {
        const query = { agencyId, subtree, year };
        const { figures } = await statistics.of(everything, query);
        for (const { code, denominator, numerator, unit, value } of figures) {
          const { items, total } = await counted.of(everything, code, { ...query, pageSize: 200 });
          expect([query, code, total]).toEqual([query, code, unit === 'count' ? value : numerator]);
          expect(items).toHaveLength(Math.min(total, 200));
          if (total > 0) seen.add(code);
          if (unit === 'count') continue;
          const whole = await counted.of(everything, code, { ...query, whole: true, pageSize: 1 });
          expect([query, code, whole.total]).toEqual([query, code, denominator]);
        }
        const one = await counted.of(everything, 'inspections', { ...query, page: 1, pageSize: 5 });
        const two = await counted.of(everything, 'inspections', { ...query, page: 2, pageSize: 5 });
        const ids = [...one.items, ...two.items].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }
    }
    const { figures } = await statistics.of(everything, { agencyId: 1, year: 2026 });
    expect(figures.map(({ code }) => code).filter((code) => !seen.has(code))).toEqual([]);
    const { items } = await counted.of(everything, 'draws', { agencyId: 1, year: 2026 });
    expect(items[0]).toMatchObject({ page: 'draws', at: expect.stringMatching(/^\d{4}-.*Z$/) });
    await expect(counted.of(everything, 'nothing', { agencyId: 1 })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(counted.of({ ...everything, agencyId: 3 }, 'draws', { agencyId: 1 })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('agree with the line of what is late, day by day', async () => {
    let most = 0;
    for (const [agency, subtree, ids] of [
      ['1', true, '1, 2'],
      ['2', false, '2'],
    ] as const) {
      const { days } = await overdue.of(everything, { agency, subtree, year: 2026 });
      expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([365, '2026-01-01', '2026-12-31']);
      const query = { agencyId: Number(agency), subtree, year: 2026 };
      const figures = new Map((await statistics.of(everything, query)).figures.map(({ code, value }) => [code, value]));
      expect(days.at(-1)?.results).toBe((figures.get('results-due') ?? 0) - (figures.get('results-published') ?? 0));
      for (const day of ['2026-01-01', '2026-03-01', '2026-06-10', '2026-06-11', '2026-12-31']) {
        const [row] = await dataSource.query<{ n: unknown }[]>(
          `SELECT COUNT(*) AS n FROM inspections i WHERE i.agency_id IN (${ids}) AND i.visit_until < '${day}'
             AND (i.visited_on IS NULL OR (i.visited_on > '${day}' AND i.visited_on > i.visit_until))
             AND (SELECT d.phase FROM draws d WHERE d.id = i.draw_id) = 'issued'
             AND (SELECT p.year FROM plans p JOIN batches b ON b.plan_id = p.id WHERE b.id = i.batch_id) = 2026`,
        );
        const visits = days.find((one) => one.day === day)?.visits;
        expect([day, visits]).toEqual([day, Number(row?.n)]);
        most = Math.max(most, visits ?? 0);
      }
    }
    expect(most).toBeGreaterThan(0);
    await expect(overdue.of({ ...everything, agencyId: 3 }, { agency: '1' })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('each say what they count, in both languages, and averages what they are made of', async () => {
    const { figures, officers } = await statistics.of(everything, { agencyId: 1, subtree: true, year: 2026 });
    expect(new Set(figures.map(({ code }) => code)).size).toBe(figures.length);
    for (const { counts, label } of figures)
      for (const words of [label.zh, label.en, counts.zh, counts.en]) expect(words).not.toBe('');
    const value = (code: string): number | null | undefined => figures.find((each) => each.code === code)?.value;
    const [seats = 0, people = 0] = [value('officer-visits'), value('officers-visiting')].map(Number);
    expect(value('visits-per-officer')).toBe(Math.floor((100 * seats) / people));
    expect(officers.reduce((total, { visits }) => total + visits, 0)).toBe(seats);
    const { figures: empty } = await statistics.of(everything, { agencyId: 3, year: 2031 });
    expect(empty.find(({ code }) => code === 'visits-per-officer')?.value).toBeNull();
  });

  it('come as a table whose numbers are numbers, and whose names run nothing', async () => {
    const query = { agencyId: 1, subtree: true, year: 2026 };
    const { figures, officers } = await statistics.of(everything, query);
    const xlsx = await statistics.file(everything, query, 'xlsx');
    const sheet = read(xlsx.bytes).Sheets['统计'];
    if (sheet === undefined) throw new Error('no sheet');
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1 });
    expect(rows).toHaveLength(1 + figures.length + officers.length);
    expect(rows[1]).toEqual([
      ...['一单两库', '抽查事项', figures[0]?.value, '在列的抽查事项'],
      ...['Matters on the list', 'Matters on the list, and not retired', 'matters'],
    ]);
    const hostile = Object.values(sheet as Record<string, { t?: string; v?: unknown; f?: string }>).filter(({ v }) =>
      String(v).startsWith('=1+1'),
    );
    expect(hostile.length).toBeGreaterThan(0);
    for (const cell of hostile) expect([cell.t, cell.f]).toEqual(['s', undefined]);
    const csv = Buffer.from((await statistics.file(everything, query, 'csv')).bytes).toString();
    expect(csv.startsWith('\ufeff类别,指标,数值')).toBe(true);
    expect(csv).toContain(`,'=1+1（I1）,`);
    expect(csv).not.toContain(',=');
  });

  it('of an agency outside the caller’s part of the tree are not found', async () => {
    const narrow = { ...everything, agencyId: 3 };
    await expect(statistics.of(narrow, { agencyId: 2 })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(statistics.file(narrow, { agencyId: 1 }, 'csv')).rejects.toMatchObject({ kind: 'not-found' });
    expect((await statistics.of(narrow, {})).agency.id).toBe(3);
  });
});
