import { type DataSource } from 'typeorm';

import { type Clock } from '../../platform/clock/clock.js';
import { readSnapshot } from '../../platform/database/read-snapshot.js';
import { readInspectorPool } from '../../registry/inspectors/inspector-pool.js';
import { readTargetPool, type PoolTarget } from '../../registry/targets/target-pool.js';
import {
  compareUtf8,
  ExclusionSnapshot,
  InspectorSnapshot,
  TargetSnapshot,
  type Attributes,
  type InspectorLeaf,
} from '../../protocol/index.js';
import { clearPart, leafItem, PartWriter, type Write } from '../draws/draw-parts.js';
import { Salts } from './salts.js';
import { type SnapshotResult, type SnapshotTask } from './tasks.js';

/**
 * Takes the pools down as they stand at one moment and keeps their leaves. Rows arrive in the order of the database's
 * binary collation; the protocol checks that it is the order of the bytes and refuses otherwise, so SQL decides nothing.
 * Memory: a few pieces, and 4 bytes a target.
 */
export async function takeSnapshot(
  dataSource: DataSource,
  task: SnapshotTask,
  write: Write,
  clock: Clock,
): Promise<SnapshotResult> {
  await write(async (manager) => {
    for (const part of ['targets', 'inspectors', 'exclusions'] as const) await clearPart(manager, task.drawId, part);
  });
  return readSnapshot(dataSource, async (runner) => {
    // after the snapshot has begun, not before: what was changed at a later moment is then certainly not in it
    const takenAt = clock.now();
    const salts = new Salts(task.pools);
    const inspectors = new InspectorSnapshot(task.pools);
    const inspectorLeaves: InspectorLeaf[] = [];
    const inspectorItems = new PartWriter(task.drawId, 'inspectors', write);
    const pool = await readInspectorPool(runner, task.agencyIds);
    const inPool = [...pool].sort((a, b) => compareUtf8(a.code, b.code));
    for (const inspector of inPool) {
      const leaf: InspectorLeaf = {
        absences: disjoint(inspector.absences),
        agency: inspector.agencyCode,
        certificate: {
          number: inspector.certificateNumber,
          validFrom: inspector.validFrom,
          validUntil: inspector.validUntil,
        },
        id: inspector.code,
        name: inspector.name,
        qualifications: [...new Set(inspector.qualifications)].sort(compareUtf8),
        recusals: [...new Set(inspector.recusals)].sort(compareUtf8),
        ...salts.next(),
      };
      inspectorLeaves.push(leaf);
      await inspectorItems.item(leafItem(inspector.id, inspectors.push(leaf)));
    }
    await inspectorItems.end();
    const inspectorHead = inspectors.seal();
    const seatAgencies = [...new Set([task.agencyCode, ...inPool.map((inspector) => inspector.agencyCode)])].sort(
      compareUtf8,
    );

    const targets = new TargetSnapshot({
      filter: task.filter,
      strata: task.strata,
      teams: [
        {
          conditions: [],
          seats: [
            {
              agencies: seatAgencies,
              count: task.teamSize,
              qualifications: [...task.qualifications].sort(compareUtf8),
            },
          ],
        },
      ],
      visit: task.visit,
      inspectors: inspectorLeaves,
      pools: task.pools,
    });
    const exclusions = new ExclusionSnapshot(task.pools);
    const targetItems = new PartWriter(task.drawId, 'targets', write);
    const exclusionItems = new PartWriter(task.drawId, 'exclusions', write);
    const conditions = task.filter.map((condition) => ({
      field: condition.field as 'kind' | 'regionCode' | 'riskClass',
      in: condition.in.map(String),
    }));
    for await (const rows of readTargetPool(runner, { agencyIds: task.agencyIds, conditions })) {
      for (const row of rows) {
        if (row.state === 'active') {
          await targetItems.item(
            leafItem(row.id, targets.push({ attributes: attributesOf(row), id: row.code, ...salts.next() })),
          );
        } else {
          const leaf = exclusions.push({
            attributes: attributesOf(row),
            id: row.code,
            reason: `state-${row.state}`,
            ...salts.next(),
          });
          await exclusionItems.item(leafItem(row.id, leaf));
        }
      }
    }
    await targetItems.end();
    await exclusionItems.end();
    const head = targets.seal();
    const { count, root } = head;
    return {
      takenAt,
      targets: { count, root },
      inspectors: { count: inspectorHead.count, root: inspectorHead.root },
      exclusions: exclusions.seal(),
      populations: [...head.populations],
      roots: head.roots,
      seatAgencies,
      warnings: head.warnings,
      impossible: head.impossible,
    };
  });
}

function attributesOf(row: PoolTarget): Attributes {
  return { kind: row.kind, name: row.name, regionCode: row.regionCode, riskClass: row.riskClass };
}

/** Absences in order, with those that overlap or touch made one. */
function disjoint(absences: readonly { from: string; until: string }[]): { from: string; until: string }[] {
  const result: { from: string; until: string }[] = [];
  for (const { from, until } of [...absences].sort((a, b) => compareUtf8(a.from, b.from))) {
    const last = result.at(-1);
    if (last === undefined || from > last.until) result.push({ from, until });
    else if (until > last.until) last.until = until;
  }
  return result;
}
