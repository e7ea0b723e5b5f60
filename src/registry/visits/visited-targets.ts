import { type EntityManager } from 'typeorm';

import { Agency } from '../agencies/agency.entity.js';
import { subtreeRange } from '../agencies/agency-path.js';
import { chunks } from '../records/record-keeper.js';
import { codesOfTarget, type CodedTarget } from '../targets/target-code.js';
import { Target } from '../targets/target.entity.js';

/** The target that a list means; or that there is none, or that there are several. */
export type VisitedTarget = Pick<Target, 'id' | 'code'> | 'unknown' | 'ambiguous';

/**
 * The targets that an agency's list of visits means, in the order of the keys. Where there is a credit code or a number, that
 * decides: on the lists of the agency and of those below it, its own first. A name alone is looked for on its own list.
 */
export async function visitedTargets(
  manager: EntityManager,
  agencyId: number,
  keys: readonly CodedTarget[],
): Promise<VisitedTarget[]> {
  const agency = await manager.findOneByOrFail(Agency, { id: agencyId });
  const found: VisitedTarget[] = [];
  for (const some of chunks(keys)) {
    const codes = some.map((key) => codesOf(agency.code, key));
    const byCode = await targetsByCode(manager, agency, [...new Set(codes.flat())]);
    const named = some.filter((_, at) => codes[at]?.length === 0).map(({ name }) => name);
    const byName = await targetsByName(manager, agencyId, [...new Set(named)]);
    for (const [at, { name }] of some.entries()) {
      const candidates = codes[at] ?? [];
      if (candidates.length > 0) {
        found.push(candidates.map((code) => byCode.get(code)).find((target) => target !== undefined) ?? 'unknown');
        continue;
      }
      const [only, another] = byName.get(name) ?? [];
      found.push(only === undefined ? 'unknown' : another === undefined ? only : 'ambiguous');
    }
  }
  return found;
}

/** The codes that a row itself names, the best first. */
function codesOf(agencyCode: string, key: CodedTarget): string[] {
  if (key.uscc !== null) return [key.uscc];
  return key.alias === null ? [] : codesOfTarget(agencyCode, key);
}

async function targetsByCode(
  manager: EntityManager,
  agency: Agency,
  codes: readonly string[],
): Promise<Map<string, Pick<Target, 'id' | 'code'>>> {
  if (codes.length === 0) return new Map();
  const { from, before } = subtreeRange(agency.path);
  const rows = await manager
    .createQueryBuilder(Target, 'target')
    .innerJoin(Agency, 'agency', 'agency.id = target.agency_id')
    .select(['target.id AS id', 'target.code AS code', 'target.agencyId AS agencyId'])
    .where('target.code IN (:...codes)', { codes: [...codes] })
    .andWhere('agency.path >= :from AND agency.path < :before', { from, before })
    .getRawMany<{ id: number; code: string; agencyId: number }>();
  const own = (row: { readonly agencyId: number }): number => (row.agencyId === agency.id ? 0 : 1);
  // last comes what is to hold
  rows.sort((a, b) => own(b) - own(a) || b.agencyId - a.agencyId);
  return new Map(rows.map(({ code, id }) => [code, { code, id }]));
}

async function targetsByName(
  manager: EntityManager,
  agencyId: number,
  names: readonly string[],
): Promise<Map<string, Pick<Target, 'id' | 'code'>[]>> {
  const found = new Map<string, Pick<Target, 'id' | 'code'>[]>();
  if (names.length === 0) return found;
  const rows = await manager
    .createQueryBuilder(Target, 'target')
    .select(['target.id AS id', 'target.code AS code', 'target.name AS name'])
    .where('target.agencyId = :agencyId AND target.name IN (:...names) AND target.retiredAt IS NULL', {
      agencyId,
      names: [...names],
    })
    .orderBy('target.id')
    .getRawMany<{ id: number; code: string; name: string }>();
  for (const { code, id, name } of rows) found.set(name, [...(found.get(name) ?? []), { code, id }]);
  return found;
}
