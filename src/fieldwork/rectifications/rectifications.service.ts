import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError, notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { containing, listPage, type Page } from '../../platform/http/paging.js';
import { chinaDay } from '../../platform/clock/days.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { InspectionsService, type VisibleInspection } from '../inspections/inspections.service.js';
import { readTeams } from '../inspections/team.js';
import { type StepPersonResponse } from '../life/step.dto.js';
import { readPeople } from '../life/steps.service.js';
import { nextRectificationSteps } from './rectification-permission.js';
import { RectificationReminder } from './rectification-reminder.entity.js';
import { RectificationStep } from './rectification-step.entity.js';
import {
  toRectificationDetailResponse,
  toRectificationResponse,
  type RectificationDetailResponse,
  type RectificationParts,
  type RectificationQuery,
  type RectificationResponse,
} from './rectification.dto.js';
import { Rectification } from './rectification.entity.js';
import { RECTIFICATION } from './rectifications.errors.js';

/** Reading rectifications: whoever sees an inspection sees what its target must mend. */
@Injectable()
export class Rectifications {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inspections: InspectionsService,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: RectificationQuery): Promise<Page<RectificationResponse>> {
    const { manager } = this.dataSource;
    const today = chinaDay(this.clock.now());
    const rows = manager
      .createQueryBuilder(Rectification, 'rectification')
      .innerJoin(Inspection, 'inspection', 'inspection.id = rectification.inspectionId');
    await this.inspections.narrowToSeen(rows, caller, query.mine === true);
    for (const field of ['agencyId', 'inspectionId', 'state', 'findingCode'] as const) {
      if (query[field] !== undefined) rows.andWhere(`rectification.${field} = :${field}`, { [field]: query[field] });
    }
    if (query.open !== undefined) {
      rows.andWhere(query.open ? 'rectification.openOne = 1' : 'rectification.openOne IS NULL');
    }
    if (query.overdue !== undefined) {
      const late = query.overdue
        ? 'rectification.dueOn < :today'
        : '(rectification.dueOn IS NULL OR rectification.dueOn >= :today)';
      rows.andWhere(late, { today });
    }
    if (query.targetCode !== undefined) {
      rows.andWhere('inspection.targetCode = :targetCode', { targetCode: query.targetCode });
    }
    if (query.search !== undefined && query.search !== '') {
      rows.andWhere(
        `(inspection.targetName LIKE :search ESCAPE '!' OR inspection.targetCode LIKE :search ESCAPE '!')`,
        { search: containing(query.search) },
      );
    }
    const sortable = Object.fromEntries(
      (['id', 'state', 'orderedOn', 'deadline', 'dueOn', 'updatedAt'] as const).map((name) => [
        name,
        `rectification.${name}`,
      ]),
    );
    const page = await listPage(rows, query, sortable, 'rectification.id', (row) => row);
    const parts = await readParts(manager, page.items, today);
    return { items: page.items.map((row) => toRectificationResponse(row, parts(row))), total: page.total };
  }

  async get(caller: Caller, id: number): Promise<RectificationDetailResponse> {
    const { row, seen } = await this.sought(id, (inspectionId) => this.inspections.visible(caller, inspectionId));
    return this.detail(this.dataSource.manager, caller, row, seen);
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.sought(id, (inspectionId) => this.inspections.visible(caller, inspectionId));
    return this.history.of(this.dataSource.manager, 'rectification', id);
  }

  /** The rectification with its inspection, if its life is any of the caller's business. Not for use inside a transaction. */
  async open(caller: Caller, id: number): Promise<VisibleInspection> {
    return (await this.sought(id, (inspectionId) => this.inspections.open(caller, inspectionId))).seen;
  }

  async detail(
    manager: EntityManager,
    caller: Caller,
    row: Rectification,
    { line }: Pick<VisibleInspection, 'line'>,
  ): Promise<RectificationDetailResponse> {
    const { id, inspectionId, state } = row;
    const steps = await stepsOf(manager, id);
    const team = (await readTeams(manager, [inspectionId])).get(inspectionId) ?? [];
    const parts = await readParts(manager, [row], chinaDay(this.clock.now()));
    return toRectificationDetailResponse(row, {
      ...parts(row),
      steps,
      people: await peopleOf(manager, steps),
      next: await nextRectificationSteps(manager, caller, {
        state,
        line,
        team: team.map(({ inspectorId }) => inspectorId),
        askedBy: askedBy(state, steps),
      }),
      reminders: await manager.find(RectificationReminder, { where: { rectificationId: id }, order: { id: 'ASC' } }),
    });
  }

  /** One whose inspection the caller may not see is no more there than one that there is not. */
  private async sought(
    id: number,
    seek: (inspectionId: number) => Promise<VisibleInspection>,
  ): Promise<{ row: Rectification; seen: VisibleInspection }> {
    const row = await this.dataSource.manager.findOneBy(Rectification, { id });
    if (row === null) throw notFound(RECTIFICATION, id);
    try {
      return { row, seen: await seek(row.inspectionId) };
    } catch (error) {
      throw error instanceof DomainError && error.kind === 'not-found' ? notFound(RECTIFICATION, id) : error;
    }
  }
}

/** The earliest first. */
export const stepsOf = (manager: EntityManager, rectificationId: number): Promise<RectificationStep[]> =>
  manager.find(RectificationStep, { where: { rectificationId }, order: { id: 'ASC' } });

/** Who asked for what waits for a second person: the last step of what waits is the asking. */
export const askedBy = (state: Rectification['state'], steps: readonly RectificationStep[]): number | null =>
  state === 'extending' || state === 'closing' ? (steps.at(-1)?.byUser ?? null) : null;

const peopleOf = (
  manager: EntityManager,
  steps: readonly RectificationStep[],
): Promise<Map<number, StepPersonResponse>> =>
  readPeople(
    manager,
    steps.flatMap(({ details }) => details?.present ?? []),
  );

/** What is shown beside the rows: their targets, and what their steps come to. */
async function readParts(
  manager: EntityManager,
  rows: readonly Rectification[],
  today: string,
): Promise<(row: Rectification) => RectificationParts> {
  const ids = [0, ...rows.map(({ id }) => id)];
  const facts = await manager.query<
    {
      id: number;
      targetId: number;
      code: string;
      name: string;
      extensions: number | string;
      failed: number | string;
    }[]
  >(
    `SELECT r.id AS id, i.target_id AS targetId, i.target_code AS code, i.target_name AS name,
            (SELECT COUNT(*) FROM rectification_steps s WHERE s.rectification_id = r.id AND s.step = 'extend') AS extensions,
            (SELECT COUNT(*) FROM rectification_steps s WHERE s.rectification_id = r.id
               AND s.step = 'recheck' AND s.to_state = 'failed') AS failed
       FROM rectifications r JOIN inspections i ON i.id = r.inspection_id
      WHERE r.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return ({ id }) => {
    const fact = byId.get(id);
    return {
      target: { id: fact?.targetId ?? 0, code: fact?.code ?? '', name: fact?.name ?? '' },
      extensions: Number(fact?.extensions ?? 0),
      failedRechecks: Number(fact?.failed ?? 0),
      today,
    };
  };
}
