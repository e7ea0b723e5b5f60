import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { containing, listPage, type Page } from '../../platform/http/paging.js';
import { Log } from '../../platform/log/log.js';
import { agencyNameOrder } from '../../registry/agencies/agency-order.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { chinaDay } from '../../platform/clock/days.js';
import { Finding } from '../findings/finding.entity.js';
import { readJointVisitsOf } from '../joint-visits/joint-visit-reading.js';
import { hasResult } from '../life/life-cycle.js';
import { nextSteps } from '../life/permission.js';
import {
  ISSUED,
  readAssigned,
  readFound,
  readIssuedDraw,
  readMatters,
  takePart,
  takesPart,
  type DrawFacts,
} from './draw-facts.js';
import { InspectionSeat } from './inspection-seat.entity.js';
import {
  toInspectionDetailResponse,
  toInspectionResponse,
  MOST_DAYS,
  type InspectionDaysResponse,
  type InspectionDetailResponse,
  type InspectionFilters,
  type InspectionQuery,
  type InspectionResponse,
} from './inspection.dto.js';
import { Inspection } from './inspection.entity.js';
import { INSPECTION, ofAnotherAgency } from './inspections.errors.js';
import { readDepartures, readTeams } from './team.js';
import { ASKED_ABOUT } from './undecided.js';

/** An inspection that the caller may see, with the draw that issued it, its agency and those above. */
export interface VisibleInspection {
  readonly inspection: Inspection;
  readonly draw: DrawFacts;
  readonly line: readonly number[];
}

const SEATED = `EXISTS (SELECT 1 FROM inspection_seats seat WHERE seat.inspection_id = inspection.id AND seat.inspector_id = `;

/** On which it was visited, or is planned to be; of those that were issued before days were planned, the last of their days. */
const DAY = 'COALESCE(inspection.visitedOn, inspection.plannedOn, inspection.visitUntil)';

const SORTABLE = {
  ...Object.fromEntries(
    (
      ['id', 'ordinal', 'targetCode', 'state', 'visitUntil', 'plannedOn', 'dueOn', 'visitedOn', 'publishedAt'] as const
    ).map((name) => [name, `inspection.${name}`]),
  ),
  targetName: 'inspection.targetNameOrder',
  agency: agencyNameOrder('inspection.agencyId'),
};

/** Of a draw in which one of the caller's agencies takes part (联合抽查). */
const JOINED = 'inspection.drawId IN (SELECT draw_id FROM draw_participants WHERE agency_id IN (:...visible))';

/** Reading inspections, and the one place that decides who sees which. */
@Injectable()
export class InspectionsService {
  constructor(
    @InjectRepository(Inspection) private readonly inspections: Repository<Inspection>,
    private readonly agencies: AgencyScope,
    private readonly history: History,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async list(caller: Caller, query: InspectionQuery): Promise<Page<InspectionResponse>> {
    const rows = await this.found(caller, query);
    const page = await listPage(rows, query, SORTABLE, 'inspection.id', (row) => row);
    const teams = await readTeams(
      this.inspections.manager,
      page.items.map(({ id }) => id),
    );
    const today = chinaDay(this.clock.now());
    const assigned = await readAssigned(this.inspections.manager, [...new Set(page.items.map((one) => one.drawId))]);
    const found = await readFound(
      this.inspections.manager,
      page.items.filter(({ state }) => hasResult(state)).map(({ id }) => id),
    );
    return {
      items: page.items.map((inspection) =>
        toInspectionResponse(inspection, {
          team: teams.get(inspection.id) ?? [],
          found: found.get(inspection.id) ?? [],
          today,
          assignedByName: assigned.has(inspection.drawId),
        }),
      ),
      total: page.total,
    };
  }

  /** How many there are on each day: of the day on which they were visited, or are planned to be. */
  async days(caller: Caller, filters: InspectionFilters): Promise<InspectionDaysResponse> {
    const rows = await this.found(caller, filters);
    const counted = await rows
      .select(DAY, 'day')
      .addSelect('COUNT(*)', 'inspections')
      .addSelect('SUM(CASE WHEN inspection.visitedOn IS NULL THEN 0 ELSE 1 END)', 'visited')
      .addSelect('SUM(CASE WHEN inspection.dueOn < :now THEN 1 ELSE 0 END)', 'overdue')
      .setParameter('now', chinaDay(this.clock.now()))
      .groupBy(DAY)
      .orderBy(DAY)
      .limit(MOST_DAYS)
      .getRawMany<Record<'inspections' | 'visited' | 'overdue', unknown> & { day: string }>();
    return {
      days: counted.map(({ day, inspections, overdue, visited }) => ({
        day,
        inspections: Number(inspections),
        visited: Number(visited),
        overdue: Number(overdue),
      })),
    };
  }

  /** Those that the caller sees and that are asked for. */
  private async found(caller: Caller, query: InspectionFilters): Promise<SelectQueryBuilder<Inspection>> {
    const rows = this.inspections.createQueryBuilder('inspection');
    await this.narrowToSeen(rows, caller, query.mine === true);
    for (const field of ['agencyId', 'drawId', 'batchId', 'state', 'targetCode'] as const) {
      if (query[field] !== undefined) rows.andWhere(`inspection.${field} = :${field}`, { [field]: query[field] });
    }
    if (query.overdue !== undefined) {
      const late = query.overdue
        ? 'inspection.dueOn < :today'
        : '(inspection.dueOn IS NULL OR inspection.dueOn >= :today)';
      rows.andWhere(late, { today: chinaDay(this.clock.now()) });
    }
    if (query.undecided !== undefined) {
      // of what is void nothing is decided any more
      rows.andWhere(`inspection.id IN (${ASKED_ABOUT[query.undecided]}) AND inspection.state <> 'voided'`);
    }
    if (query.inspectorId !== undefined) rows.andWhere(`${SEATED}:inspectorId)`, { inspectorId: query.inspectorId });
    if (query.search !== undefined && query.search !== '') {
      rows.andWhere(
        `(inspection.targetName LIKE :search ESCAPE '!' OR inspection.targetCode LIKE :search ESCAPE '!')`,
        { search: containing(query.search) },
      );
    }
    if (query.from !== undefined) rows.andWhere(`${DAY} >= :from`, { from: query.from });
    if (query.until !== undefined) rows.andWhere(`${DAY} <= :until`, { until: query.until });
    return rows;
  }

  /**
   * Narrows a list to the inspections that the caller sees, or in whose team he sits.
   * @param rows in which inspections go by the name `inspection`
   */
  async narrowToSeen<T extends ObjectLiteral>(
    rows: SelectQueryBuilder<T>,
    caller: Caller,
    mine: boolean,
  ): Promise<void> {
    rows.where(ISSUED);
    if (caller.role === 'inspector' || mine) {
      // nobody has the row 0, so who is no inspector sits nowhere
      rows.andWhere(`${SEATED}:mine)`, { mine: caller.inspectorId ?? 0 });
    }
    if (caller.role === 'inspector') return;
    const visible = await this.agencies.visibleIds(caller);
    if (visible === 'all') return;
    // most take part in nothing, and whose list is long has it read along one index
    const joins = await takePart(this.inspections.manager, visible);
    const elsewhere = await this.seatsElsewhere(caller, visible);
    const or = [...(joins ? [JOINED] : []), ...(elsewhere.length > 0 ? ['inspection.id IN (:...elsewhere)'] : [])];
    rows.andWhere(`(${['inspection.agencyId IN (:...visible)', ...or].join(' OR ')})`, {
      visible: [...visible, 0],
      elsewhere,
    });
  }

  async get(caller: Caller, id: number): Promise<InspectionDetailResponse> {
    return this.detail(this.inspections.manager, await this.visible(caller, id), caller);
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.visible(caller, id);
    return this.history.of(this.inspections.manager, 'inspection', id);
  }

  /**
   * The inspection, if the caller may see it: whoever sits in its team does, and who is no inspector sees those of his part
   * of the tree as well, and those of draws in which it takes part. What he may not see is not found, and that he asked is
   * logged. Not for use inside a transaction: it reads through connections of its own, and ten transactions that each wait
   * for a second one would wait for ever.
   */
  async visible(caller: Caller, id: number): Promise<VisibleInspection> {
    const inspection = await this.inspections.findOneBy({ id });
    const draw = inspection === null ? undefined : await readIssuedDraw(this.inspections.manager, inspection.drawId);
    if (inspection === null || draw === undefined) throw notFound(INSPECTION, id);
    const line = await this.agencies.lineAbove(inspection.agencyId);
    if (await this.sits(caller, id)) return { inspection, draw, line };
    if (caller.role === 'inspector') {
      this.log.warn({ user: caller.username, sought: `inspection ${id}` }, 'asked for an inspection of another team');
      throw notFound(INSPECTION, id);
    }
    if (!(await this.joins(caller, inspection))) {
      await this.agencies.requireVisible(caller, inspection.agencyId, { what: INSPECTION, id });
    }
    return { inspection, draw, line };
  }

  /**
   * The inspection, if its life is any of the caller's business: whoever sits in its team, and the planners of the agency
   * whose plan it is. Those of an agency that takes part see it, and leave that to their people in the team.
   */
  async open(caller: Caller, id: number): Promise<VisibleInspection> {
    const seen = await this.visible(caller, id);
    if (caller.role === 'inspector' || caller.agencyId === null) return seen;
    if (seen.line.includes(caller.agencyId) || (await this.sits(caller, id))) return seen;
    throw ofAnotherAgency(id);
  }

  /** A seat is a seat, whatever else its holder does, and whichever agency lent him. */
  private async sits({ inspectorId }: Caller, inspectionId: number): Promise<boolean> {
    if (inspectorId === null) return false;
    return this.inspections.manager.existsBy(InspectionSeat, { inspectionId, inspectorId });
  }

  /** Inspections of other agencies in whose team the caller sits: a few, however long the list is. */
  private async seatsElsewhere({ inspectorId }: Caller, visible: readonly number[]): Promise<number[]> {
    if (inspectorId === null) return [];
    const rows = await this.inspections.manager.query<{ id: number }[]>(
      `SELECT i.id AS id FROM inspection_seats s JOIN inspections i ON i.id = s.inspection_id
        WHERE s.inspector_id = ? AND i.agency_id NOT IN (${[0, ...visible].map(() => '?').join(', ')})`,
      [inspectorId, 0, ...visible],
    );
    return rows.map(({ id }) => id);
  }

  private async joins({ agencyId }: Caller, { agencyId: initiator, drawId }: Inspection): Promise<boolean> {
    if (agencyId === null || (await this.agencies.contains(agencyId, initiator))) return false;
    return takesPart(this.inspections.manager, drawId, await this.agencies.subtreeIds(agencyId));
  }

  async detail(
    manager: EntityManager,
    { inspection, draw, line }: VisibleInspection,
    caller: Caller,
  ): Promise<InspectionDetailResponse> {
    const { id, state } = inspection;
    const team = (await readTeams(manager, [id])).get(id) ?? [];
    const concerned = { id, state, line, team: team.map(({ inspectorId }) => inspectorId) };
    return toInspectionDetailResponse(inspection, {
      draw,
      team,
      next: await nextSteps(manager, caller, concerned),
      left: (await readDepartures(manager, [id])).get(id) ?? [],
      matters: await readMatters(manager, inspection),
      jointVisits: await readJointVisitsOf(manager, id),
      findings: await manager.find(Finding, { where: { inspectionId: id }, order: { id: 'ASC' } }),
      today: chinaDay(this.clock.now()),
    });
  }
}
