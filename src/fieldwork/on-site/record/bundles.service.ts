import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../../accounts/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { AgencyScope } from '../../../registry/agencies/agency-scope.js';
import { chinaDay } from '../../../platform/clock/days.js';
import { Finding } from '../../findings/finding.entity.js';
import { ISSUED, readMatters } from '../../inspections/draw-facts.js';
import { Inspection } from '../../inspections/inspection.entity.js';
import { readTeams } from '../../inspections/team.js';
import { type InspectionState } from '../../life/life-cycle.js';
import { CheckIns } from '../check-in/check-ins.service.js';
import { latestLists } from '../questions/question-lists.service.js';
import { toQuestionListResponse } from '../questions/question.dto.js';
import { type BundleInspectionResponse, type BundleResponse, type BundleTargetResponse } from './record.dto.js';
import { SiteRecords } from './site-records.service.js';

/** Whoever has more in one day does not visit them all. */
const MOST = 100;
const OPEN: readonly InspectionState[] = ['issued', 'accepted', 'approved', 'notified', 'visited', 'reported'];

/** All that somebody's phone needs for a day without a network. */
@Injectable()
export class Bundles {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly records: SiteRecords,
    private readonly checkIns: CheckIns,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @param day today unless told */
  async of(caller: Caller, day: string = chinaDay(this.clock.now())): Promise<BundleResponse> {
    const { manager } = this.dataSource;
    const rows = await manager
      .createQueryBuilder(Inspection, 'inspection')
      .where(ISSUED)
      .andWhere(
        'inspection.id IN (SELECT seat.inspection_id FROM inspection_seats seat WHERE seat.inspector_id = :me)',
        { me: caller.inspectorId ?? 0 },
      )
      .andWhere({ state: In([...OPEN]) })
      .andWhere('inspection.visitFrom <= :day AND inspection.visitUntil >= :day', { day })
      .orderBy('CASE WHEN inspection.plannedOn = :day THEN 0 ELSE 1 END', 'ASC')
      .addOrderBy('inspection.plannedOn', 'ASC')
      .addOrderBy('inspection.id', 'ASC')
      .limit(MOST + 1)
      .getMany();
    const inspections: BundleInspectionResponse[] = [];
    for (const row of rows.slice(0, MOST)) inspections.push(await this.one(manager, caller, row));
    return { day, inspections, more: rows.length > MOST, fileBytes: this.config.fileBytes };
  }

  private async one(manager: EntityManager, caller: Caller, row: Inspection): Promise<BundleInspectionResponse> {
    const { id, plannedOn, remarks, state, targetState, visitedOn, visitFrom, visitUntil } = row;
    const findings = await manager.find(Finding, { where: { inspectionId: id }, order: { id: 'ASC' } });
    const team = (await readTeams(manager, [id])).get(id) ?? [];
    const matters = await readMatters(manager, row);
    const lists = await latestLists(
      manager,
      matters.map((matter) => matter.id),
    );
    return {
      id,
      state,
      plannedOn,
      visitFrom,
      visitUntil,
      target: await targetOf(manager, row),
      team: team.map(({ expert, inspectorId, name }) => ({
        inspectorId,
        name,
        expert,
        me: inspectorId === caller.inspectorId,
      })),
      matters: matters.map((matter) => ({
        ...matter,
        questions: toQuestionListResponse(matter.id, lists.get(matter.id) ?? null),
      })),
      checkInMetres: await this.checkIns.limit(manager, await this.agencies.lineAbove(row.agencyId)),
      documents: `/api/v1/inspections/${id}/documents`,
      record: await this.records.read(manager, row),
      visitedOn,
      findings: findings.map(({ code, matterId, note }) => ({ code, matterId, note })),
      targetState,
      remarks,
    };
  }
}

/** As it was drawn, with what the register says today of where it is. */
async function targetOf(
  manager: EntityManager,
  { targetCode: code, targetId, targetKind: kind, targetName: name }: Inspection,
): Promise<BundleTargetResponse> {
  const rows = await manager.query<Pick<BundleTargetResponse, 'address' | 'phone' | 'longitude' | 'latitude'>[]>(
    `SELECT address AS address, phone AS phone, longitude AS longitude, latitude AS latitude FROM targets WHERE id = ?`,
    [targetId],
  );
  const { address, latitude, longitude, phone } = rows[0] ?? {
    address: null,
    latitude: null,
    longitude: null,
    phone: null,
  };
  return { code, name, kind, address, phone, longitude, latitude };
}
