import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { readPools, type Kept } from '../../src/drawing/engine/snapshot.js';
import { type PoolsToRead } from '../../src/drawing/engine/tasks.js';
import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { readSnapshot } from '../../src/platform/database/read-snapshot.js';
import { onEachDatabase } from '../support/databases.js';
import { FieldRows, insertRows, stamp } from '../support/field-rows.js';

const TARGETS = Number(process.env.BENCH_TARGETS ?? 1_000_000);
const VISITS = Math.round(TARGETS * 0.3);
const INSPECTORS = 2000;
const AT = stamp('2026-01-01T00:00:00Z');

/** What reading the pools of a draw takes by its rules, against the same pools without any. */
onEachDatabase(`the pools of ${TARGETS} targets`, (database) => {
  let dataSource: DataSource;
  let pools: PoolsToRead;
  let without: Read;
  let inspectorIds: number[];

  interface Read {
    readonly ms: number;
    readonly targets: number;
    readonly exclusions: number;
  }
  const read = async (rules: Partial<PoolsToRead> = {}): Promise<Read> => {
    let exclusions = 0;
    const passes: Kept = { item: () => Promise.resolve(), end: () => Promise.resolve() };
    const left: Kept = { ...passes, item: () => Promise.resolve(void exclusions++) };
    const before = performance.now();
    const { targets } = await readSnapshot(dataSource, (runner) =>
      readPools(runner, { ...pools, ...rules }, null, { targets: passes, inspectors: passes, exclusions: left }),
    );
    return { ms: performance.now() - before, targets: targets.count, exclusions };
  };
  const tell = (what: string, { exclusions, ms, targets }: Read): void =>
    void process.stdout.write(
      `pools of ${TARGETS} targets on ${database.name}, ${what}: ${(ms / 1000).toFixed(1)} s, ${(ms / without.ms).toFixed(2)} times ` +
        `the ${(without.ms / 1000).toFixed(1)} s without; ${targets} can be drawn, ${exclusions} are left out\n`,
    );

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    const rows = new FieldRows(dataSource);
    const [agencyId = 0] = await rows.add('agencies', { code: 'PROVINCE' });
    const targetIds: number[] = [];
    for (let start = 0; start < TARGETS; start += 30_000) {
      const ids = await rows.add(
        'targets',
        ...Array.from({ length: Math.min(30_000, TARGETS - start) }, (_, n) => ({
          agency_id: agencyId,
          code: `T${String(start + n).padStart(8, '0')}`,
          name: `某市第${start + n}号社会服务中心`,
          address: `某市某区人民路 ${(start + n) % 50_000} 号`,
          legal_representative: `负责人${(start + n) % 200_000}`,
        })),
      );
      for (const id of ids) targetIds.push(id);
    }
    inspectorIds = await rows.add(
      'inspectors',
      ...Array.from({ length: INSPECTORS }, (_, n) => ({
        agency_id: agencyId,
        code: `I${String(n).padStart(5, '0')}`,
      })),
    );
    // a draw of the rotation has sent somebody to every third or so, in an order that is not that of the codes
    const [planId = 0] = await rows.add('plans', { agency_id: agencyId });
    const [batchId = 0] = await rows.add('batches', { plan_id: planId });
    const [occurrenceId = 0] = await rows.add('occurrences', { batch_id: batchId });
    const [drawId = 0] = await rows.add('draws', {
      occurrence_id: occurrenceId,
      batch_id: batchId,
      agency_id: agencyId,
    });
    await dataSource.transaction(async (manager) => {
      const round = {
        stratum: 'all',
        cycle: 1,
        round: 1,
        whole: TARGETS,
        turned: 0,
        available: TARGETS,
        wanted: VISITS,
      };
      await insertRows(manager, 'draw_rotations', [
        { draw_id: drawId, agency_id: agencyId, code: 'R1', scope: 'everyone', ...round },
      ]);
    });
    const record = { version: 1, created_at: AT, updated_at: AT };
    for (let start = 0; start < VISITS; start += 30_000) {
      await dataSource.transaction((manager) =>
        insertRows(
          manager,
          'visits',
          Array.from({ length: Math.min(30_000, VISITS - start) }, (_, n) => {
            const at = ((start + n) * 7919) % TARGETS;
            return {
              agency_id: agencyId,
              target_id: targetIds[at],
              target_code: `T${String(at).padStart(8, '0')}`,
              first_day: `2026-0${1 + (n % 2)}-1${n % 10}`,
              kind: 'random',
              inspection_id: start + n + 1,
              draw_id: drawId,
              ...record,
            };
          }),
        ),
      );
    }
    pools = {
      agencyIds: [agencyId],
      sendingIds: [agencyId],
      filter: [],
      rest: null,
      named: null,
      strata: [
        {
          id: 'all',
          conditions: [],
          rate: { direction: 'at-least', millionths: 30_000 },
          minimum: null,
          censusBelow: null,
          reserve: 20,
        },
      ],
      teams: { rules: [{ conditions: [], seats: [{ agencies: ['PROVINCE'], count: 2, qualifications: [] }] }] },
      visit: { from: '2026-03-02', until: '2026-03-31' },
      pools: 'open',
      limits: { caps: [], coolDownDays: null, firstDay: '2026-03-02' },
      rotation: null,
      withoutInspectors: [],
    };
    // twice, so that what is measured first is not the disk
    await read();
    without = await read();
  }, 1_800_000);
  afterAll(() => dataSource.destroy());

  describe('read', () => {
    it(`with a yearly cap, a cool-down, and ${VISITS} visits`, async () => {
      const limited = await read({
        limits: { caps: [{ targetKind: null, most: 1 }], coolDownDays: 90, firstDay: '2026-03-02' },
      });
      tell(`a cap, a cool-down and ${VISITS} visits`, limited);
      expect(limited).toMatchObject({ targets: TARGETS - VISITS, exclusions: VISITS });
    });

    it(`as a round of a rotation in which ${VISITS} had their turn`, async () => {
      const [agencyId = 0] = pools.agencyIds;
      const round = await read({ rotation: { agencyId, code: 'R1', scope: 'everyone', total: null } });
      tell(`a rotation in which ${VISITS} had their turn`, round);
      expect(round).toMatchObject({ targets: TARGETS - VISITS, exclusions: VISITS });
    });

    it(`against the interests of ${INSPECTORS} inspectors`, async () => {
      await dataSource.transaction((manager) =>
        insertRows(
          manager,
          'interests',
          inspectorIds.flatMap((inspector_id, n) => [
            { inspector_id, kind: 'family', person: `负责人${n * 7}`, note: '亲属', declared_by: 'x', declared_at: AT },
            {
              inspector_id,
              kind: 'address',
              address: `某市某区人民路${n}号`,
              note: '住址',
              declared_by: 'x',
              declared_at: AT,
            },
          ]),
        ),
      );
      const barred = await read();
      tell(`${2 * INSPECTORS} interests`, barred);
      expect(barred.targets).toBe(TARGETS);
    });
  });
});
