import { type EntityManager } from 'typeorm';

/* What the history is about. It lies below all that keeps records, so it knows them by their tables alone. */

interface Source {
  /** The table as `o`, with those that it leans on. */
  readonly from: string;
  /** The agency whose record it is; NULL belongs to the whole tree. */
  readonly agency: string;
  /** What people call it. */
  readonly name: string;
}

const ofAgency = (table: string, name: string): Source => ({ from: `${table} o`, agency: 'o.agency_id', name });
const ofTarget = (table: string): Source => ({
  from: `${table} o JOIN targets t ON t.id = o.target_id`,
  agency: 'o.agency_id',
  name: 't.name',
});

const SOURCES = {
  agency: { from: 'agencies o', agency: 'o.id', name: 'o.name' },
  matter: ofAgency('matters', 'o.name'),
  target: ofAgency('targets', 'o.name'),
  inspector: ofAgency('inspectors', 'o.name'),
  recusal: { from: 'recusals o JOIN inspectors i ON i.id = o.inspector_id', agency: 'i.agency_id', name: 'i.name' },
  visit: ofTarget('visits'),
  user: ofAgency('users', 'o.username'),
  plan: ofAgency('plans', 'o.title'),
  batch: { from: 'batches o JOIN plans p ON p.id = o.plan_id', agency: 'p.agency_id', name: 'o.name' },
  draw: ofAgency('draws', 'o.number'),
  inspection: ofTarget('inspections'),
  rectification: {
    from: 'rectifications o JOIN inspections i ON i.id = o.inspection_id JOIN targets t ON t.id = i.target_id',
    agency: 'o.agency_id',
    name: 't.name',
  },
  job: { from: 'jobs o', agency: 'NULL', name: 'o.kind' },
  'notice-channel': ofAgency('notice_channels', 'o.name'),
  // by the agency whose rules they are
  'disclosure-rules': { from: 'agencies o', agency: 'o.id', name: 'o.name' },
  // by year: a record without a row of its own, which is everyone's
  'working-days': null,
} as const satisfies Readonly<Record<string, Source | null>>;

export type Subject = keyof typeof SOURCES;

export const SUBJECTS = Object.keys(SOURCES) as Subject[];

export interface Known {
  readonly agencyId: number | null;
  readonly name: string;
}

/** Ids a statement. */
const AT_ONCE = 500;

/** Whose records these are and what they are called, by id; one that is not there is left out. */
export async function knownOf(
  manager: EntityManager,
  subject: Subject,
  ids: readonly number[],
): Promise<Map<number, Known>> {
  const wanted = [...new Set(ids)];
  const source: Source | null = SOURCES[subject];
  if (source === null) return new Map(wanted.map((id) => [id, { agencyId: null, name: String(id) }]));
  const found = new Map<number, Known>();
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    const rows = await manager.query<{ id: number; agency: number | null; name: string }[]>(
      `SELECT o.id AS id, ${source.agency} AS agency, ${source.name} AS name FROM ${source.from} ` +
        `WHERE o.id IN (${some.map(() => '?').join(', ')})`,
      some,
    );
    for (const { agency, id, name } of rows) found.set(id, { agencyId: agency, name });
  }
  return found;
}
