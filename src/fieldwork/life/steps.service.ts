import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { currentActor } from '../../platform/http/request-context.js';
import { type TargetStateMet } from '../findings/finding-codes.js';
import { type Inspection } from '../inspections/inspection.entity.js';
import { InspectionStep, type StepDetails } from './inspection-step.entity.js';
import { BEFORE_VISIT, visitInForce, type InspectionState, type StepOrConsequence } from './life-cycle.js';
import { type StepPersonResponse } from './step.dto.js';

/** A step as it is written down. */
export interface TakenStep {
  readonly step: StepOrConsequence;
  readonly from: InspectionState;
  readonly to: InspectionState;
  readonly on?: string | null;
  readonly note?: string | null;
  readonly details?: StepDetails | null;
  readonly alone?: boolean;
  readonly notBy?: number | null;
  /** Whoever acts now unless told. */
  readonly by?: { readonly userId: number | null; readonly name: string };
}

/** Writes and reads the steps in the life of inspections. */
@Injectable()
export class InspectionSteps {
  /** @param version the inspection's after the step */
  async write(
    manager: EntityManager,
    { id, version }: Pick<Inspection, 'id' | 'version'>,
    steps: readonly TakenStep[],
    at: Date,
  ): Promise<void> {
    await manager.insert(
      InspectionStep,
      steps.map(({ alone, by = currentActor(), details, from, notBy, note, on, step, to }) => ({
        inspectionId: id,
        inspectionVersion: version,
        step,
        fromState: from,
        toState: to,
        onDay: on ?? null,
        note: note ?? null,
        details: details ?? null,
        alone: alone === true ? 1 : null,
        byUser: by.userId,
        byName: by.name,
        notBy: notBy ?? null,
        at,
      })),
    );
  }

  /** The earliest first. */
  async of(manager: EntityManager, inspectionId: number): Promise<InspectionStep[]> {
    return manager.find(InspectionStep, { where: { inspectionId }, order: { id: 'ASC' } });
  }

  /**
   * Writes that those of these draws to which nobody has been become void: one statement, before the one that makes them so.
   * It locks what it reads: whoever takes a step there just now comes first or finds it void.
   */
  async writeVoids(manager: EntityManager, drawIds: readonly number[], at: Date | string): Promise<void> {
    if (drawIds.length === 0) return;
    const { name, userId } = currentActor();
    const lock = manager.connection.options.type === 'mysql' ? ' FOR UPDATE' : '';
    await manager.query(
      `INSERT INTO inspection_steps
         (inspection_id, inspection_version, step, from_state, to_state, by_user, by_name, at)
       SELECT id, version + 1, 'void', state, 'voided', ?, ?, ? FROM inspections
        WHERE draw_id IN (${drawIds.map(() => '?').join(', ')})
          AND state IN (${BEFORE_VISIT.map(() => '?').join(', ')})${lock}`,
      [userId, name, at, ...drawIds, ...BEFORE_VISIT],
    );
  }

  /** Those whom steps name. */
  async people(manager: EntityManager, steps: readonly InspectionStep[]): Promise<Map<number, StepPersonResponse>> {
    return readPeople(
      manager,
      steps.flatMap(({ details }) => [...(details?.accepted ?? []), ...(details?.present ?? [])]),
    );
  }
}

/** Inspectors and experts as steps name them, by their rows. */
export async function readPeople(
  manager: EntityManager,
  inspectorIds: readonly number[],
): Promise<Map<number, StepPersonResponse>> {
  const ids = [...new Set(inspectorIds)];
  if (ids.length === 0) return new Map();
  const rows = await manager.query<StepPersonResponse[]>(
    `SELECT id AS inspectorId, code AS code, name AS name FROM inspectors WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(rows.map((row) => [row.inspectorId, row]));
}

/** In what state the target was met, as the visit says itself; null where it says nothing, and a report may. */
export async function readMetAtVisit(manager: EntityManager, inspectionId: number): Promise<TargetStateMet | null> {
  const steps = await manager.find(InspectionStep, {
    where: { inspectionId, step: In(['visit', 'unvisit']) },
    order: { id: 'ASC' },
  });
  return visitInForce(steps)?.details?.targetState ?? null;
}

/** Those of a team who have accepted, or in whose stead a planner did. */
export const acceptedOf = (steps: readonly InspectionStep[]): ReadonlySet<number> =>
  new Set(steps.flatMap(({ details }) => details?.accepted ?? []));
