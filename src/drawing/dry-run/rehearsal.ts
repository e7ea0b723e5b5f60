import { type DataSource } from 'typeorm';

import { type Clock } from '../../platform/clock/clock.js';
import { readSnapshot } from '../../platform/database/read-snapshot.js';
import { Classifier, type ExclusionLeaf, type TargetLeaf } from '../../protocol/index.js';
import { splitLeafItem } from '../draws/draw-parts.js';
import { readPools, type Kept } from '../engine/snapshot.js';
import { type LeftOut, type PoolsToRead, type Rehearsal } from '../engine/tasks.js';

/** Examples that are named of each reason. */
const NAMED = 5;

const passes: Kept = { item: () => Promise.resolve(), end: () => Promise.resolve() };

/**
 * Reads the pools by the very code that a draw reads them with, in one snapshot of the database, and keeps nothing. The
 * leaves get no salts, whatever the pools are: so no chance is used, and no root that would be made here says anything.
 */
export async function rehearse(dataSource: DataSource, pools: PoolsToRead, clock: Clock): Promise<Rehearsal> {
  const byReason = new Map<string, { targets: number; first: LeftOut['first'][number][] }>();
  // whoever is in none of the others is in the rest, whose values are known only when the pool is read
  const named = pools.strata.filter(({ id }) => id !== pools.rest?.stratum);
  const classifier = new Classifier(named.map(({ conditions }) => conditions));
  const byKind = new Map(pools.strata.map(({ id }) => [id, new Map<string, number>()]));
  const targets: Kept = {
    ...passes,
    item: (bytes) => {
      const { attributes } = leafOf<TargetLeaf>(bytes);
      const counts = byKind.get(named[classifier.of(attributes)[0] ?? -1]?.id ?? pools.rest?.stratum ?? '');
      const kind = typeof attributes.kind === 'string' ? attributes.kind : '';
      counts?.set(kind, (counts.get(kind) ?? 0) + 1);
      return Promise.resolve();
    },
  };
  const exclusions: Kept = {
    ...passes,
    item: (bytes) => {
      const { detail, id, reason } = leafOf<ExclusionLeaf>(bytes);
      const of = byReason.get(reason) ?? { targets: 0, first: [] };
      byReason.set(reason, of);
      of.targets++;
      if (of.first.length < NAMED) of.first.push({ id, ...(detail === undefined ? {} : { detail }) });
      return Promise.resolve();
    },
  };
  const lists = { targets, inspectors: passes, exclusions };
  return readSnapshot(dataSource, async (runner) => {
    const takenAt = await clock.ask(runner);
    const read = await readPools(runner, { ...pools, pools: 'open' }, null, lists);
    return {
      takenAt,
      ...read,
      leftOut: [...byReason].sort().map(([reason, of]) => ({ reason, ...of })),
      kinds: read.strata.flatMap(({ id }, stratum) =>
        [...(byKind.get(id) ?? [])].sort().map(([kind, count]) => ({ stratum, kind, targets: count })),
      ),
    };
  });
}

const leafOf = <T>(item: Uint8Array): T => JSON.parse(splitLeafItem(Buffer.from(item)).leaf.toString()) as T;
