import {
  Code,
  Day,
  Flag,
  Integer,
  Moment,
  Nested,
  OneOf,
  QueryFlag,
  QueryInteger,
  Text,
} from '../../platform/http/fields.js';
import { ListQuery, PageOf } from '../../platform/http/paging.js';
import { VISIT_KINDS, type VisitKind } from './visit-rules.js';
import { type Visit } from './visit.entity.js';

const MOST_ID = 2_147_483_647;

export class CreateVisitRequest {
  @Integer({ min: 1, max: MOST_ID, optional: true, about: "Who inspected; the caller's own agency unless given" })
  agencyId?: number;

  @Integer({ min: 1, max: MOST_ID })
  targetId: number;

  @Day({ about: 'First day of the visit' })
  firstDay: string;

  @OneOf(VISIT_KINDS, { about: 'At random, in the daily round, in a campaign, or about one case' })
  kind: VisitKind;

  @Text({ min: 1, max: 500, optional: true, nullable: true })
  note?: string | null;
}

export class WithdrawVisitRequest {
  @Text({ min: 1, max: 500, about: 'Why it does not count' })
  reason: string;
}

export class VisitsQuery extends ListQuery {
  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'Visits by this agency alone' })
  agencyId?: number;

  @QueryInteger({ min: 1, max: MOST_ID, optional: true })
  targetId?: number;

  @Code({ optional: true, about: 'Visits to whoever has this code, on whichever list' })
  targetCode?: string;

  @OneOf(VISIT_KINDS, { optional: true })
  kind?: VisitKind;

  @Day({ optional: true, about: 'Not before this day' })
  from?: string;

  @Day({ optional: true, about: 'Not after this day' })
  until?: string;

  @QueryFlag({ optional: true, about: 'true: only those that were withdrawn; otherwise only those that were not' })
  withdrawn?: boolean;
}

export class VisitedTargetResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Code()
  code: string;

  @Text({ max: 300 })
  name: string;
}

export class VisitResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Integer({ min: 1, max: MOST_ID, about: 'Who inspected' })
  agencyId: number;

  @Nested(() => VisitedTargetResponse)
  target: VisitedTargetResponse;

  @Day({ about: 'Of an inspection to which nobody has been yet, the first day on which somebody may come' })
  firstDay: string;

  @OneOf(VISIT_KINDS)
  kind: VisitKind;

  @Text({ max: 500, nullable: true })
  note: string | null;

  @Integer({ min: 1, max: MOST_ID, nullable: true, about: 'The inspection that it is; null for one that was entered' })
  inspectionId: number | null;

  @Integer({ min: 1, max: MOST_ID, nullable: true })
  drawId: number | null;

  @Flag({ about: 'It does not count' })
  withdrawn: boolean;

  @Moment({ nullable: true })
  withdrawnAt: string | null;

  @Text({ max: 500, nullable: true })
  withdrawnReason: string | null;

  @Integer({ min: 1, max: MOST_ID, about: 'Goes up with every change; the ETag' })
  version: number;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;
}

export class VisitsPage extends PageOf(VisitResponse) {}

export function visitResponse(row: Visit, targetName: string): VisitResponse {
  return {
    id: row.id,
    agencyId: row.agencyId,
    target: { id: row.targetId, code: row.targetCode, name: targetName },
    firstDay: row.firstDay,
    kind: row.kind,
    note: row.note,
    inspectionId: row.inspectionId,
    drawId: row.drawId,
    withdrawn: row.retiredAt !== null,
    withdrawnAt: row.retiredAt?.toISOString() ?? null,
    withdrawnReason: row.withdrawnReason,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
