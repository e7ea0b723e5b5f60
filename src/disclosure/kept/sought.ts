import { type DataSource, type SelectQueryBuilder } from 'typeorm';

import { type Bulletin } from './bulletin.entity.js';

/** Bulletins that are gathered before they are put in order: some milliseconds. */
const FEW = 2000;

/** What of bulletins is sought: the ids of all that have it, and the same as a condition on one of them, which goes by the name `b`. */
export interface Sought {
  readonly few: string;
  readonly values: readonly unknown[];
  readonly many: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Narrows a list to what is sought. Few are looked for first, and put in order then; of many, the next page is soon found
 * among those that were published last, and to gather them all would take as long as reading everything. No planner knows
 * which it is, so it is tried.
 * @returns whether they are few, and all there are
 */
export async function narrowTo(
  dataSource: DataSource,
  rows: SelectQueryBuilder<Bulletin>,
  { few, many, parameters, values }: Sought,
): Promise<boolean> {
  const found = await dataSource.query<{ id: number }[]>(`${few} LIMIT ${FEW + 1}`, [...values]);
  if (found.length > FEW) {
    rows.andWhere(many, { ...parameters });
    return false;
  }
  const n = Object.keys(rows.getParameters()).length;
  rows.andWhere(`b.id IN (:...sought${n})`, { [`sought${n}`]: [0, ...new Set(found.map(({ id }) => id))] });
  return true;
}

/** Those of which another version than the first holds: few beside the others. */
export const correctedOf = (kind: string): Sought => ({
  few: 'SELECT b.id AS id FROM bulletins b WHERE b.kind = ? AND b.version > 1',
  values: [kind],
  many: 'b.version > 1',
  parameters: {},
});
