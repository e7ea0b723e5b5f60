import { type QueryRunner } from 'typeorm';

import { subtreeRange } from '../../registry/agencies/agency-path.js';
import { type CoverageScope } from '../coverage-facts.js';
import { MOST_OFFICERS, type PairedOfficerResponse, type PairResponse } from './pairing.dto.js';

export interface PairingFacts {
  readonly teams: number;
  readonly assignedByName: number;
  readonly officersInAll: number;
  readonly officers: PairedOfficerResponse[];
  readonly pairs: PairResponse[];
}

type Officer = PairedOfficerResponse;

/**
 * Who sat with whom in the teams that a year's draws made, as they sit now: whoever was replaced is not counted, and whoever
 * came is. Counted from the seats themselves.
 */
export async function pairingFacts(runner: QueryRunner, scope: CoverageScope, year: number): Promise<PairingFacts> {
  const rows = async <T>(sql: string, values: readonly unknown[]): Promise<T[]> =>
    (await runner.query(sql, [...values])) as T[];
  const { sql: agencies, values: agencyValues } = agenciesOf(scope);
  const drawn = `FROM plans p JOIN batches b ON b.plan_id = p.id JOIN draws d ON d.batch_id = b.id
      JOIN inspections i ON i.draw_id = d.id`;
  const counted = `p.year = ? AND d.phase = 'issued' AND i.state <> 'voided' AND d.agency_id ${agencies}`;
  const values = [year, ...agencyValues];
  const named = await rows<{ assigned: unknown; count: unknown }>(
    `SELECT CASE WHEN d.assigned IS NULL THEN 0 ELSE 1 END AS assigned, COUNT(*) AS count ${drawn} WHERE ${counted}
      GROUP BY CASE WHEN d.assigned IS NULL THEN 0 ELSE 1 END`,
    values,
  );
  const teamsOf = (assigned: number): number =>
    Number(named.find((row) => Number(row.assigned) === assigned)?.count ?? 0);
  const seated = await rows<Omit<Officer, 'teams'> & { teams: unknown }>(
    `SELECT n.id AS id, n.code AS code, n.name AS name, sat.teams AS teams
       FROM (SELECT s.inspector_id AS id, COUNT(*) AS teams ${drawn} JOIN inspection_seats s ON s.inspection_id = i.id
              WHERE ${counted} AND d.assigned IS NULL AND s.expert IS NULL GROUP BY s.inspector_id) sat
       JOIN inspectors n ON n.id = sat.id`,
    values,
  );
  const listed = await rows<Omit<Officer, 'teams'>>(
    `SELECT n.id AS id, n.code AS code, n.name AS name FROM inspectors n
      WHERE n.expert = 0 AND n.retired_at IS NULL AND n.agency_id ${agencies}`,
    agencyValues,
  );
  const all = new Map<number, Officer>(listed.map((one) => [one.id, { ...one, teams: 0 }]));
  for (const { teams, ...one } of seated) all.set(one.id, { ...one, teams: Number(teams) });
  const most = [...all.values()].sort((a, b) => b.teams - a.teams || byCode(a, b)).slice(0, MOST_OFFICERS);
  return {
    teams: teamsOf(0),
    assignedByName: teamsOf(1),
    officersInAll: all.size,
    officers: most.sort(byCode),
    pairs: await pairsOf(most),
  };

  async function pairsOf(officers: readonly Officer[]): Promise<PairResponse[]> {
    const ids = officers.filter(({ teams }) => teams > 0).map(({ id }) => id);
    if (ids.length === 0) return [];
    const these = `IN (${ids.map(() => '?').join(', ')})`;
    const pairs = await rows<{ one: number; other: number; together: unknown }>(
      `SELECT s.inspector_id AS one, o.inspector_id AS other, COUNT(*) AS together ${drawn}
         JOIN inspection_seats s ON s.inspection_id = i.id
         JOIN inspection_seats o ON o.inspection_id = i.id AND o.inspector_id > s.inspector_id
        WHERE ${counted} AND d.assigned IS NULL AND s.expert IS NULL AND o.expert IS NULL
          AND s.inspector_id ${these} AND o.inspector_id ${these}
        GROUP BY s.inspector_id, o.inspector_id ORDER BY s.inspector_id, o.inspector_id`,
      [...values, ...ids, ...ids],
    );
    return pairs.map(({ one, other, together }) => ({ one, other, together: Number(together) }));
  }
}

const byCode = (a: Officer, b: Officer): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.id - b.id);

function agenciesOf({ agencyId, path, subtree }: CoverageScope): { sql: string; values: readonly unknown[] } {
  if (!subtree) return { sql: '= ?', values: [agencyId] };
  const { before, from } = subtreeRange(path);
  return { sql: 'IN (SELECT a.id FROM agencies a WHERE a.path >= ? AND a.path < ?)', values: [from, before] };
}
