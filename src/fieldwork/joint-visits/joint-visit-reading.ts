import { In, type EntityManager } from 'typeorm';

import { readMatters } from '../inspections/draw-facts.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { readTeams } from '../inspections/team.js';
import { type JointSideResponse, type JointVisitResponse } from './joint-visit.dto.js';
import { JointVisit } from './joint-visit.entity.js';

/** The offers that an inspection is part of, the earliest first. */
export async function readJointVisitsOf(manager: EntityManager, inspectionId: number): Promise<JointVisitResponse[]> {
  const rows = await manager.find(JointVisit, {
    where: [{ firstId: inspectionId }, { secondId: inspectionId }],
    order: { id: 'ASC' },
  });
  return shownJointVisits(manager, rows);
}

/**
 * Offers as both sides see them. Of the other side's inspection that is what the public knows of its draw; who goes there is
 * told once the two are one visit.
 */
export async function shownJointVisits(
  manager: EntityManager,
  rows: readonly JointVisit[],
): Promise<JointVisitResponse[]> {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.flatMap(({ firstId, secondId }) => [firstId, secondId]))];
  const found = await manager.findBy(Inspection, { id: In(ids) });
  const inspections = new Map(found.map((inspection) => [inspection.id, inspection]));
  const named = await manager.query<{ id: number; drawNumber: string; agencyName: string }[]>(
    `SELECT inspection.id AS id, draw.number AS drawNumber, agency.name AS agencyName FROM inspections inspection
      JOIN draws draw ON draw.id = inspection.draw_id JOIN agencies agency ON agency.id = inspection.agency_id
      WHERE inspection.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const names = new Map(named.map((one) => [one.id, one]));
  const teams = await readTeams(manager, ids);
  const matters = new Map<string, string[]>();
  for (const inspection of found) {
    const key = `${inspection.drawId} ${inspection.targetKind}`;
    if (!matters.has(key))
      matters.set(
        key,
        (await readMatters(manager, inspection)).map(({ name }) => name),
      );
  }
  const side = (
    id: number,
    { state }: JointVisit,
    consentedTo: string | null,
    consentedBy: string | null,
  ): JointSideResponse => {
    const inspection = inspections.get(id);
    // a foreign key holds this
    if (inspection === undefined) throw new Error(`inspection ${id} is not there`);
    const { agencyName = '', drawNumber = '' } = names.get(id) ?? {};
    return {
      inspectionId: id,
      drawNumber,
      agencyId: inspection.agencyId,
      agencyName,
      matters: matters.get(`${inspection.drawId} ${inspection.targetKind}`) ?? [],
      visitFrom: inspection.visitFrom,
      visitUntil: inspection.visitUntil,
      team: state === 'merged' ? (teams.get(id) ?? []).map(({ name }) => name) : [],
      consentedTo,
      consentedBy,
    };
  };
  return rows.map((row) => {
    const { targetCode = '', targetName = '' } = inspections.get(row.firstId) ?? {};
    return {
      id: row.id,
      state: row.state,
      targetCode,
      targetName,
      plannedOn: row.state === 'merged' ? row.firstDay : null,
      sides: [side(row.firstId, row, row.firstDay, row.firstBy), side(row.secondId, row, row.secondDay, row.secondBy)],
      reason: row.reason,
      endedBy: row.endedBy,
      version: row.version,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}

/** What was offered or agreed with an inspection that is void now comes to nothing; the other side's stands alone again. */
export async function withdrawJointVisits(manager: EntityManager, drawIds: readonly number[], at: Date): Promise<void> {
  const voided = `SELECT id FROM inspections WHERE state = 'voided' AND draw_id IN (:...drawIds)`;
  await manager
    .createQueryBuilder()
    .update(JointVisit)
    .set({
      state: 'withdrawn',
      reason: '抽取已作废 / the draw was voided',
      version: () => 'version + 1',
      updatedAt: at,
    })
    .where(`state IN ('offered', 'merged') AND (first_id IN (${voided}) OR second_id IN (${voided}))`, {
      drawIds: [...drawIds],
    })
    .execute();
}
