import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { ENTITIES } from '../../entities.js';
import { type BatchTerms } from '../../planning/batches/batch-terms.js';
import { sizeFaults, sizesOf, strataFaults } from '../../planning/batches/strata-checks.js';
import { type StratumTerms } from '../../planning/batches/strata.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type Condition, type Manifest, type Rate } from '../../protocol/index.js';

type Row = Readonly<Record<string, unknown>>;
/** What of a batch decides who is drawn. */
type Terms = Pick<BatchTerms, 'filter' | 'rate' | 'minimum' | 'censusBelow' | 'strata'>;

const stratum = (code: string, conditions: readonly Condition[], more: Partial<StratumTerms> = {}): StratumTerms => ({
  ...{
    code,
    name: `分层 ${code}`,
    conditions,
    rest: false,
    rate: null,
    minimum: null,
    censusBelow: null,
    reserve: null,
  },
  ...more,
});
const risk = (code: string, more: Partial<StratumTerms> = {}): StratumTerms =>
  stratum(code, [{ field: 'riskClass', in: [code] }], more);
const share = (percent: number, direction: 'at-least' | 'at-most' = 'at-least'): Rate => ({
  direction,
  millionths: percent * 10_000,
});
const flat = (rate: Rate, more: Partial<Terms> = {}): Terms => ({
  ...{ filter: [], rate, minimum: null, censusBelow: null, strata: [] },
  ...more,
});
const rowOf = ({ censusBelow, filter, minimum, rate, strata }: Terms): Row => ({
  filter: JSON.stringify(filter),
  rate_direction: rate.direction,
  rate_millionths: 'millionths' in rate ? rate.millionths : null,
  rate_number: 'number' in rate ? rate.number : null,
  minimum,
  census_below: censusBelow,
  strata: strata.length === 0 ? null : JSON.stringify(strata),
});

onEachDatabase('a draw in strata', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
  });
  afterAll(() => dataSource.destroy());

  /** A batch that is due, of an agency with these targets and eight inspectors; those of `below` are kept by one under it. */
  async function due(
    terms: Terms,
    targets: readonly Row[],
    below: readonly Row[] = [],
  ): Promise<{ readonly agencyId: number; readonly occurrenceId: number; readonly lower: string }> {
    const { agencyId, occurrenceId } = await house.due(rowOf(terms));
    const lower = `BELOW-${agencyId}`;
    const [lowerId = 0] = await house.rows.add('agencies', {
      code: lower,
      path: `/${agencyId}/x/`,
      parent_id: agencyId,
    });
    const path = `/${agencyId}/`;
    await dataSource.transaction(async (manager) => {
      await manager.query('UPDATE agencies SET path = ? WHERE id = ?', [path, agencyId]);
      await manager.query('UPDATE agencies SET path = ? WHERE id = ?', [`${path}${lowerId}/`, lowerId]);
    });
    await house.rows.add('inspectors', ...Array.from({ length: 8 }, () => ({ agency_id: agencyId })));
    await house.rows.add('targets', ...targets.map((row) => ({ agency_id: agencyId, ...row })));
    await house.rows.add('targets', ...below.map((row) => ({ agency_id: lowerId, ...row })));
    return { agencyId, occurrenceId, lower };
  }

  async function drawn(occurrenceId: number): Promise<Manifest> {
    const draw = await house.conduct(occurrenceId);
    expect(draw.failure).toBeNull();
    const { steps, verdict } = await house.verify(draw);
    expect({ verdict, last: steps.at(-1) }).toMatchObject({ verdict: 'holds' });
    return JSON.parse(draw.manifest ?? '') as Manifest;
  }
  const sizes = ({ strata }: Manifest): unknown =>
    Object.fromEntries(strata.map(({ id, population, size }) => [id, `${size} of ${population}`]));
  const many = (count: number, row: Row = {}): Row[] => Array.from({ length: count }, () => row);
  const classes = (counts: Readonly<Record<string, number>>): Row[] =>
    Object.entries(counts).flatMap(([letter, count]) => many(count, { risk_class: letter }));

  it('splits a number over the strata without a rate, beside one that has its own', async () => {
    const strata = [risk('A'), risk('D', { rate: share(100) }), risk('B'), risk('C')];
    const terms = flat({ direction: 'number', number: 10 }, { strata });
    const { occurrenceId } = await due(terms, classes({ A: 60, B: 25, C: 15, D: 3 }));
    const manifest = await drawn(occurrenceId);
    expect(sizes(manifest)).toEqual({ A: '6 of 60', D: '3 of 3', B: '3 of 25', C: '1 of 15' });
    expect(manifest.selection.total).toEqual({ number: 10, strata: ['A', 'B', 'C'] });
  });

  it('takes a rest as the values that there are when the pools are taken down', async () => {
    const strata = [stratum('high', [{ field: 'riskClass', in: ['C', 'D'] }]), stratum('rest', [], { rest: true })];
    const { agencyId, occurrenceId } = await due(flat(share(50), { strata }), classes({ A: 4, D: 2 }));
    // nobody was without a class, and nobody of class B, when it was planned
    await house.rows.add('targets', { agency_id: agencyId }, { agency_id: agencyId, risk_class: 'B' });
    const manifest = await drawn(occurrenceId);
    expect(sizes(manifest)).toEqual({ high: '1 of 2', rest: '3 of 6' });
    const values = manifest.strata[1]?.conditions[0]?.in;
    expect(new Set(values)).toEqual(new Set(['A', 'B', null]));
  });

  it('leaves a rest out that has nobody left by then, and draws no more of a number than there are', async () => {
    const strata = [risk('A'), stratum('rest', [], { rest: true })];
    const { occurrenceId } = await due(flat({ direction: 'number', number: 5 }, { strata }), classes({ A: 4 }));
    const manifest = await drawn(occurrenceId);
    expect(sizes(manifest)).toEqual({ A: '4 of 4' });
    expect(manifest.selection.total).toEqual({ number: 4, strata: ['A'] });
  });

  it('draws by the agency that keeps the target', async () => {
    const { occurrenceId, agencyId, lower } = await due(flat(share(50)), many(6), many(2));
    const [row] = await dataSource.query<{ code: string }[]>('SELECT code AS code FROM agencies WHERE id = ?', [
      agencyId,
    ]);
    const strata = [row?.code ?? '', lower].map((code) => stratum(code, [{ field: 'agency', in: [code] }]));
    await dataSource.transaction((manager) =>
      manager.query('UPDATE batches SET strata = ? WHERE id = (SELECT batch_id FROM occurrences WHERE id = ?)', [
        JSON.stringify(strata),
        occurrenceId,
      ]),
    );
    expect(sizes(await drawn(occurrenceId))).toEqual({ [row?.code ?? '']: '3 of 6', [lower]: '1 of 2' });
  });

  it('the set that planning counts is the set that is drawn, for any filter and any strata', async () => {
    const KINDS = ['社会团体', '公墓', '养老机构'];
    const row = fc.record({
      kind: fc.constantFrom(...KINDS),
      risk_class: fc.constantFrom('A', 'B', 'C', 'D', null),
      region_code: fc.constantFrom('110101', '110102', null),
      state: fc.constantFrom('active', 'active', 'active', 'closed'),
    });
    const filter = fc.constantFrom<readonly Condition[]>(
      [],
      [{ field: 'kind', in: ['社会团体', '公墓'] }],
      [{ field: 'riskClass', in: ['A', 'B', 'C'] }],
      [
        { field: 'kind', in: ['养老机构'] },
        { field: 'regionCode', in: ['110101', '110102'] },
      ],
    );
    const strata = fc.constantFrom<readonly StratumTerms[]>(
      [],
      [risk('A', { rate: share(50) }), stratum('rest', [], { rest: true })],
      [stratum('rest', [], { rest: true, censusBelow: 3 }), stratum('x', [{ field: 'kind', in: ['公墓'] }])],
      [risk('A'), risk('B'), risk('C'), risk('D')],
      [risk('A'), stratum('two', [{ field: 'kind', in: ['公墓'] }])],
      KINDS.map((kind, at) => stratum(`k${at}`, [{ field: 'kind', in: [kind] }], { minimum: 1 })),
    );
    const rate = fc.constantFrom<Rate>(share(30), share(40, 'at-most'), { direction: 'number', number: 6 });
    const pool = fc.array(row, { minLength: 1, maxLength: 40 });
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(pool, pool, filter, strata, rate, async (targets, below, conditions, slices, whole) => {
        const terms = flat(whole, { filter: conditions, strata: slices });
        fc.pre(strataFaults(terms).length === 0);
        const { agencyId, occurrenceId } = await due(terms, targets, below);
        const counted = await house.facts.pool(agencyId, terms, false);
        const populations = counted.strata.map(({ population }) => population);
        if (counted.none.count + counted.twice.count + Number(counted.population === 0) > 0) {
          await expect(house.conduct(occurrenceId)).rejects.toThrow(/stratum|No target/);
          return;
        }
        if (sizeFaults(terms, populations).length > 0) return;
        const manifest = await drawn(occurrenceId);
        expect(manifest.targets.count).toBe(counted.population);
        const planned = sizesOf(terms, populations).map((size, at) => [
          slices[at]?.code ?? 'all',
          populations[at],
          size,
        ]);
        // a rest with nobody to take is no stratum of the draw
        expect(manifest.strata.map(({ id, population, size }) => [id, population, size])).toEqual(
          planned.filter(([id, population]) => id !== 'rest' || population !== 0),
        );
        compared++;
      }),
      { numRuns: 15 },
    );
    expect(compared).toBeGreaterThan(2);
  }, 240_000);

  if (database.name === 'SQLite') {
    it('201 246 targets in one draw, in strata', async () => {
      const counts = { A: 150_000, B: 40_000, C: 10_000, D: 1246 };
      const strata = [risk('A'), risk('B'), risk('C'), risk('D', { censusBelow: 1247 })];
      const { agencyId, occurrenceId } = await due(flat(share(3), { strata }), []);
      const [seed = 0] = await house.rows.add('targets', { agency_id: agencyId, risk_class: 'D' });
      await dataSource.transaction(async (manager) => {
        for (const [letter, count] of Object.entries(counts)) {
          await manager.query(
            `INSERT INTO targets (agency_id, code, code_kind, name, kind, risk_class, state, version, created_at, updated_at)
             WITH RECURSIVE n(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < ${count - (letter === 'D' ? 1 : 0)})
             SELECT agency_id, '${letter}' || n.at, code_kind, name, kind, '${letter}', state, version, created_at, updated_at
               FROM n, targets WHERE id = ?`,
            [seed],
          );
        }
      });
      const manifest = await drawn(occurrenceId);
      expect(manifest.targets.count).toBe(201_246);
      expect(sizes(manifest)).toEqual({
        A: '4500 of 150000',
        B: '1200 of 40000',
        C: '300 of 10000',
        D: '1246 of 1246',
      });
      const sheet = await house.fairness.sheetOf(await house.drawOf(occurrenceId));
      expect(sheet.strata.map(({ chance, sizeReason, stratum: id }) => [id, chance?.words, sizeReason])).toEqual([
        ['A', '3/100', 'rate'],
        ['B', '3/100', 'rate'],
        ['C', '3/100', 'rate'],
        ['D', '1', 'census'],
      ]);
    }, 300_000);
  }
});
