import { type QueryRunner } from 'typeorm';

import { MOST_RECUSALS } from './inspectors.errors.js';
import { type TargetIdentity } from '../targets/target-pool.js';
import { holdsWithin, InterestIndex, type InterestMarks } from './interest-rules.js';
import { type PoolInspector } from './inspector-pool.js';

/** Who would have to keep away from more targets than a draw takes of one inspector. */
export interface Overbarred {
  readonly code: string;
  readonly name: string;
}

export interface Barred {
  /** Inspector's row → codes of the targets that his recusals and interests bar him from, each once, in byte order. */
  readonly recusals: ReadonlyMap<number, readonly string[]>;
  readonly overbarred: Overbarred | undefined;
}

interface InterestRow extends InterestMarks {
  readonly inspectorId: number;
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * What declared interests say of the targets that may be drawn: pairs, as recusals are. For a worker without Nest, on
 * whatever connection the runner has; run it inside `readSnapshot`. Where nobody has an interest on these days the targets
 * are not even read; else they are read once, and what stays in memory are the pairs, at most 9000 of one inspector.
 * @param targets the pool in pages, read only where it is needed
 */
export async function barredByInterests(
  runner: QueryRunner,
  inspectors: readonly Pick<PoolInspector, 'agencyId' | 'code' | 'id' | 'name' | 'recusals'>[],
  days: { readonly from: string; readonly until: string },
  targets: () => AsyncIterable<readonly TargetIdentity[]>,
): Promise<Barred> {
  const byId = new Map(inspectors.map((one) => [one.id, one]));
  const index = new InterestIndex();
  for (const row of await readInterests(runner, [...new Set(inspectors.map(({ agencyId }) => agencyId))])) {
    if (byId.has(row.inspectorId) && holdsWithin(row, days)) index.add(row.inspectorId, row);
  }
  if (index.size === 0) return { recusals: new Map(), overbarred: undefined };
  const found = new Map<number, Set<string>>();
  for await (const page of targets()) {
    for (const target of page) {
      for (const owner of index.of(target)) {
        const own = found.get(owner) ?? new Set(byId.get(owner)?.recusals);
        found.set(owner, own.add(target.code));
        if (own.size > MOST_RECUSALS) {
          const { code = '', name = '' } = byId.get(owner) ?? {};
          return { recusals: new Map(), overbarred: { code, name } };
        }
      }
    }
  }
  // codes are ASCII: the order of JavaScript is the order of the bytes
  return { recusals: new Map([...found].map(([owner, codes]) => [owner, [...codes].sort()])), overbarred: undefined };
}

async function readInterests(runner: QueryRunner, agencyIds: readonly number[]): Promise<InterestRow[]> {
  const rows: InterestRow[] = [];
  for (let start = 0; start < agencyIds.length; start += 1000) {
    const some = agencyIds.slice(start, start + 1000);
    rows.push(
      ...((await runner.query(
        `SELECT interest.inspector_id AS inspectorId, interest.name AS name, interest.uscc AS uscc,
          interest.address AS address, interest.person AS person, interest.from_day AS \`from\`, interest.until_day AS \`until\`
        FROM interests interest JOIN inspectors inspector ON inspector.id = interest.inspector_id
        WHERE interest.ended_at IS NULL AND inspector.agency_id IN (${some.map(() => '?').join(', ')})`,
        some,
      )) as InterestRow[]),
    );
  }
  return rows;
}
