import { type EntityManager } from 'typeorm';

/** A matter as a manifest names it. */
interface NamedMatter {
  readonly code: string;
  readonly name: string;
}

/** A row of the checklist that bears one of the codes. */
export interface MatterCandidate extends NamedMatter {
  readonly id: number;
  /** Whether the batch lists it now. */
  readonly listed: boolean;
  /** Whether it is on the list of the very agency that draws. */
  readonly own: boolean;
}

/**
 * Finds the rows of the matters that a manifest names. Codes are unique within an agency only, and the batch's list may have
 * been changed since the draw; so what the batch lists goes first, then what bears the same name, then the agency's own.
 * @returns the row ids in the manifest's order, or the first matter that no row bears the code of
 */
export function rowsOfMatters(
  named: readonly NamedMatter[],
  candidates: readonly MatterCandidate[],
): { readonly ids: readonly number[] } | { readonly lost: NamedMatter } {
  const taken = new Set<number>();
  for (const matter of named) {
    const rank = (row: MatterCandidate): number =>
      (row.listed ? 0 : 4) + (row.name === matter.name ? 0 : 2) + (row.own ? 0 : 1);
    const best = candidates
      .filter((row) => row.code === matter.code && !taken.has(row.id))
      .sort((a, b) => rank(a) - rank(b) || a.id - b.id)[0];
    if (best === undefined) return { lost: matter };
    taken.add(best.id);
  }
  return { ids: [...taken] };
}

/** The matters that the manifest of a draw names, and the rows that may be meant. */
export async function readDrawnMatters(
  manager: EntityManager,
  draw: { readonly id: number; readonly batchId: number; readonly agencyId: number },
): Promise<{ named: readonly NamedMatter[]; candidates: readonly MatterCandidate[] }> {
  const draws = await manager.query<{ manifest: string }[]>('SELECT manifest FROM draws WHERE id = ?', [draw.id]);
  const manifest = JSON.parse(draws[0]?.manifest ?? 'null') as { batch: { matters: NamedMatter[] } } | null;
  const named = manifest?.batch.matters ?? [];
  if (named.length === 0) return { named, candidates: [] };
  const rows = await manager.query<
    { id: number; code: string; name: string; agencyId: number; listedId: number | null }[]
  >(
    `SELECT m.id AS id, m.code AS code, m.name AS name, m.agency_id AS agencyId, b.matter_id AS listedId
       FROM matters m LEFT JOIN batch_matters b ON b.matter_id = m.id AND b.batch_id = ?
      WHERE m.code IN (${named.map(() => '?').join(', ')})`,
    [draw.batchId, ...named.map(({ code }) => code)],
  );
  return {
    named,
    candidates: rows.map(({ id, code, name, agencyId, listedId }) => ({
      id,
      code,
      name,
      listed: listedId !== null,
      own: agencyId === draw.agencyId,
    })),
  };
}
