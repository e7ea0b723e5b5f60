import { type QueryRunner } from 'typeorm';

/** An inspector as a draw needs him. */
export interface PoolInspector {
  readonly id: number;
  readonly agencyId: number;
  readonly agencyCode: string;
  readonly code: string;
  readonly name: string;
  /** Of an expert his appointment (聘书); null where he has none. Days, both included. */
  readonly certificate: { readonly number: string; readonly validFrom: string; readonly validUntil: string } | null;
  readonly expert: boolean;
  readonly qualifications: readonly string[];
  /** By first day; they may overlap. */
  readonly absences: readonly { readonly from: string; readonly until: string }[];
  /** Codes of the targets that he is barred from now, each once, in the order of their bytes. */
  readonly recusals: readonly string[];
}

const AT_ONCE = 1000;

/** An expert without days has no appointment; with one of them it is not known when he may come. */
const WITH_APPOINTMENT = ` AND (inspector.expert = 0 OR (inspector.valid_from IS NULL AND inspector.valid_until IS NULL)
      OR (inspector.certificate_number IS NOT NULL AND inspector.valid_from IS NOT NULL AND inspector.valid_until IS NOT NULL))`;

/**
 * Reads the inspectors of these agencies who may be drawn at all: unretired, available; experts only where a draw
 * asks for them, and none whose appointment is told by half. Whether a certificate
 * holds on the day of a visit is for the protocol to judge, and so is the order. For a worker without Nest: plain SQL on
 * whatever connection the runner has. Run it inside `readSnapshot`, so that its queries show the same moment.
 */
export async function readInspectorPool(
  runner: QueryRunner,
  agencyIds: readonly number[],
  experts = false,
): Promise<PoolInspector[]> {
  const pool: PoolInspector[] = [];
  const ids = [...new Set(agencyIds)];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    pool.push(...(await readAgencies(runner, ids.slice(start, start + AT_ONCE), experts)));
  }
  return pool;
}

async function readAgencies(
  runner: QueryRunner,
  agencyIds: readonly number[],
  experts: boolean,
): Promise<PoolInspector[]> {
  const drawable = `inspector.agency_id IN (${agencyIds.map(() => '?').join(', ')})
    AND inspector.retired_at IS NULL AND inspector.available = 1${experts ? WITH_APPOINTMENT : ' AND inspector.expert = 0'}`;
  const query = async <Row>(sql: string): Promise<Row[]> => (await runner.query(sql, [...agencyIds])) as Row[];
  const inspectors = await query<
    Omit<PoolInspector, 'certificate' | 'expert' | 'qualifications' | 'absences' | 'recusals'> & {
      certificateNumber: string | null;
      validFrom: string | null;
      validUntil: string | null;
      expert: number | boolean;
      qualifications: string;
    }
  >(
    `SELECT inspector.id AS id, inspector.agency_id AS agencyId, agency.code AS agencyCode, inspector.code AS code,
      inspector.name AS name, inspector.certificate_number AS certificateNumber, inspector.valid_from AS validFrom,
      inspector.valid_until AS validUntil, inspector.qualifications AS qualifications, inspector.expert AS expert
    FROM inspectors inspector JOIN agencies agency ON agency.id = inspector.agency_id WHERE ${drawable}`,
  );
  const absences = await query<{ inspectorId: number; from: string; until: string }>(
    `SELECT absence.inspector_id AS inspectorId, absence.from_day AS \`from\`, absence.until_day AS \`until\`
    FROM absences absence JOIN inspectors inspector ON inspector.id = absence.inspector_id WHERE ${drawable}
    ORDER BY absence.from_day, absence.until_day`,
  );
  const recusals = await query<{ inspectorId: number; code: string }>(
    `SELECT recusal.inspector_id AS inspectorId, target.code AS code
    FROM recusals recusal JOIN inspectors inspector ON inspector.id = recusal.inspector_id
      JOIN targets target ON target.id = recusal.target_id
    WHERE ${drawable} AND recusal.ended_at IS NULL`,
  );
  const absencesOf = grouped(absences, ({ from, until }) => ({ from, until }));
  const recusalsOf = grouped(recusals, ({ code }) => code);
  return inspectors.map(({ certificateNumber, expert, validFrom, validUntil, ...row }) => ({
    ...row,
    certificate:
      certificateNumber === null || validFrom === null || validUntil === null
        ? null
        : { number: certificateNumber, validFrom, validUntil },
    expert: Boolean(expert),
    qualifications: JSON.parse(row.qualifications) as string[],
    absences: absencesOf.get(row.id) ?? [],
    // codes are ASCII: the order of JavaScript is the order of the bytes
    recusals: [...new Set(recusalsOf.get(row.id) ?? [])].sort(),
  }));
}

function grouped<Row extends { inspectorId: number }, T>(rows: readonly Row[], map: (row: Row) => T): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.inspectorId);
    if (group === undefined) groups.set(row.inspectorId, [map(row)]);
    else group.push(map(row));
  }
  return groups;
}
