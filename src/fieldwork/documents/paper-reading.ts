import { type EntityManager } from 'typeorm';

import { type SeatedInspector, readTeams } from '../inspections/team.js';
import { type DrawFacts } from '../inspections/draw-facts.js';
import { type Finding } from '../findings/finding.entity.js';
import { type Inspection } from '../inspections/inspection.entity.js';
import { type InspectionStep } from '../life/inspection-step.entity.js';
import { type PaperSite } from './site-facts.js';

/* What papers say of an inspection, read from wherever it is kept. */

export interface PaperMatter {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly content: string | null;
  readonly legalBasis: string | null;
}

export interface PaperTarget {
  readonly address: string | null;
  readonly legalRepresentative: string | null;
  readonly phone: string | null;
}

export interface PaperPlan {
  readonly title: string;
  readonly year: number;
  readonly batch: string;
  readonly caps: string | null;
}

export interface PaperSource {
  readonly inspection: Inspection;
  readonly draw: DrawFacts;
  readonly manifest: string | null;
  readonly recordHash: string | null;
  readonly agency: { readonly name: string; readonly code: string };
  readonly target: PaperTarget;
  readonly plan: PaperPlan;
  readonly matters: readonly PaperMatter[];
  readonly team: readonly (SeatedInspector & { readonly agency: string })[];
  readonly findings: readonly Finding[];
  readonly steps: readonly InspectionStep[];
  /** Of people that steps name, by their rows. */
  readonly people: ReadonlyMap<number, { readonly name: string }>;
  /** What was recorded on site. */
  readonly site: PaperSite;
  /** Visits of this agency to the target this year, without this one. */
  readonly visits: number;
  /** By when the problems must be mended, in the order of the findings. */
  readonly deadlines: readonly {
    readonly findingCode: string;
    readonly matterId: number | null;
    readonly on: string;
  }[];
}

/** The matters of an inspection with what is looked at. */
export async function readPaperMatters(
  manager: EntityManager,
  { drawId, targetKind }: Pick<Inspection, 'drawId' | 'targetKind'>,
): Promise<PaperMatter[]> {
  return manager.query<PaperMatter[]>(
    `SELECT m.id AS id, m.code AS code, m.name AS name, m.content AS content, m.legal_basis AS legalBasis
       FROM draw_kind_matters k JOIN matters m ON m.id = k.matter_id
      WHERE k.draw_id = ? AND k.target_kind = ? ORDER BY m.code, m.id`,
    [drawId, targetKind],
  );
}

export async function readPaperTeam(manager: EntityManager, inspectionId: number): Promise<PaperSource['team']> {
  const team = (await readTeams(manager, [inspectionId])).get(inspectionId) ?? [];
  if (team.length === 0) return [];
  const rows = await manager.query<{ id: number; agency: string }[]>(
    `SELECT i.id AS id, a.name AS agency FROM inspectors i JOIN agencies a ON a.id = i.agency_id
      WHERE i.id IN (${team.map(() => '?').join(', ')})`,
    team.map(({ inspectorId }) => inspectorId),
  );
  const agencies = new Map(rows.map(({ agency, id }) => [id, agency]));
  return team.map((seat) => ({ ...seat, agency: agencies.get(seat.inspectorId) ?? '' }));
}

export async function readPaperPlan(manager: EntityManager, batchId: number): Promise<PaperPlan> {
  const [row] = await manager.query<PaperPlan[]>(
    `SELECT p.title AS title, p.year AS year, p.caps AS caps, b.name AS batch
       FROM batches b JOIN plans p ON p.id = b.plan_id WHERE b.id = ?`,
    [batchId],
  );
  if (row === undefined) throw new Error(`batch ${batchId} is not there`);
  return row;
}

export async function readPaperTarget(manager: EntityManager, targetId: number): Promise<PaperTarget> {
  const [row] = await manager.query<PaperTarget[]>(
    `SELECT address AS address, legal_representative AS legalRepresentative, phone AS phone FROM targets WHERE id = ?`,
    [targetId],
  );
  return row ?? { address: null, legalRepresentative: null, phone: null };
}

/** Visits of the agency to the target in a year up to a day; of Sortis's own those where somebody has been. */
export async function countVisits(
  manager: EntityManager,
  { agencyId, id, targetCode }: Pick<Inspection, 'agencyId' | 'id' | 'targetCode'>,
  today: string,
): Promise<number> {
  const [row] = await manager.query<{ n: number | string }[]>(
    `SELECT COUNT(*) AS n FROM visits v
      WHERE v.target_code = ? AND v.agency_id = ? AND v.first_day BETWEEN ? AND ? AND v.retired_at IS NULL
        AND (v.inspection_id IS NULL OR (v.inspection_id <> ? AND EXISTS
              (SELECT 1 FROM inspections i WHERE i.id = v.inspection_id AND i.visited_on IS NOT NULL)))`,
    [targetCode, agencyId, `${today.slice(0, 4)}-01-01`, today, id],
  );
  return Number(row?.n ?? 0);
}
