import { expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readPools, type Kept } from '../../src/drawing/engine/snapshot.js';
import { type PoolsToRead } from '../../src/drawing/engine/tasks.js';
import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { readSnapshot } from '../../src/platform/database/read-snapshot.js';
import { FieldRows, insertRows, stamp } from '../support/field-rows.js';

const TARGETS = Number(process.env.BENCH_TARGETS ?? 1_000_000);
const INSPECTORS = 2000;
const AT = stamp('2026-01-01T00:00:00Z');
const PASSES: Kept = { item: () => Promise.resolve(), end: () => Promise.resolve() };

/** What reading the pools of a draw takes where people have declared interests, against the same pools without any. */
it(`reads a pool of ${TARGETS} targets against the interests of ${INSPECTORS} inspectors`, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-bench-'));
  const dataSource = await openDatabase({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') }, ENTITIES);
  try {
    const rows = new FieldRows(dataSource);
    const [agencyId = 0] = await rows.add('agencies', { code: 'PROVINCE' });
    for (let start = 0; start < TARGETS; start += 30_000) {
      await rows.add(
        'targets',
        ...Array.from({ length: Math.min(30_000, TARGETS - start) }, (_, n) => ({
          agency_id: agencyId,
          code: `T${String(start + n).padStart(8, '0')}`,
          name: `某市第${start + n}号社会服务中心`,
          address: `某市某区人民路 ${(start + n) % 50_000} 号`,
          legal_representative: `负责人${(start + n) % 200_000}`,
        })),
      );
    }
    const inspectorIds = await rows.add(
      'inspectors',
      ...Array.from({ length: INSPECTORS }, (_, n) => ({
        agency_id: agencyId,
        code: `I${String(n).padStart(5, '0')}`,
      })),
    );
    const pools: PoolsToRead = {
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
    const kept = { targets: PASSES, inspectors: PASSES, exclusions: PASSES };
    const timed = async (): Promise<number> => {
      const before = process.cpuUsage();
      await readSnapshot(dataSource, (runner) => readPools(runner, pools, null, kept));
      const { system, user } = process.cpuUsage(before);
      return (system + user) / 1000;
    };
    const without = await timed();
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
    const heap = process.memoryUsage().heapUsed;
    const withThem = await timed();
    process.stdout.write(
      `pools of ${TARGETS} targets: ${(without / 1000).toFixed(1)} s, with ${2 * INSPECTORS} interests ${(withThem / 1000).toFixed(1)} s, ` +
        `${(withThem / without).toFixed(2)} times; ${((process.memoryUsage().heapUsed - heap) / 1e6).toFixed(0)} MB more at the end\n`,
    );
    expect(withThem).toBeGreaterThan(0);
  } finally {
    await dataSource.destroy();
    rmSync(dir, { recursive: true, force: true });
  }
}, 900_000);
