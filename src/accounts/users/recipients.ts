import { type EntityManager } from 'typeorm';

import { type Role } from '../../platform/http/access.js';
import { type Language } from '../../platform/text.js';

/** Someone who can be told something. */
export interface Recipient {
  readonly userId: number;
  /** The top of the part of the tree that this person sees; null is the whole tree. */
  readonly agencyId: number | null;
  readonly email: string | null;
  readonly language: Language | null;
}

/** Numbers in one statement: SQLite takes 32 766 parameters. */
const AT_ONCE = 1000;
const COLUMNS = 'id AS userId, agency_id AS agencyId, email AS email, language AS language';
const places = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** The active users with these ids, or who are these inspectors. For whoever has the manager of a transaction. */
export async function recipientsBy(
  manager: EntityManager,
  column: 'id' | 'inspector_id',
  ids: readonly number[],
): Promise<Recipient[]> {
  const wanted = [...new Set(ids)];
  const found: Recipient[] = [];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    const rows = await manager.query<Recipient[]>(
      `SELECT ${COLUMNS} FROM users WHERE active = 1 AND ${column} IN (${places(some)}) ORDER BY id`,
      some,
    );
    found.push(...rows);
  }
  return found;
}

/** The active users of these roles whose own agency is one of those named, or who see the whole tree. */
export async function recipientsOfRoles(
  manager: EntityManager,
  roles: readonly Role[],
  agencyIds: readonly number[],
): Promise<Recipient[]> {
  // nobody has an agency 0, so that the list is not empty
  const agencies = [0, ...agencyIds];
  return manager.query<Recipient[]>(
    `SELECT ${COLUMNS} FROM users WHERE active = 1 AND role IN (${places(roles)})
      AND (agency_id IS NULL OR agency_id IN (${places(agencies)})) ORDER BY id`,
    [...roles, ...agencies],
  );
}
