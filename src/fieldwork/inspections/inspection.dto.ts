import { IntersectionType } from '@nestjs/swagger';

import {
  Day,
  Flag,
  Integer,
  Nested,
  NestedList,
  OneOf,
  QueryFlag,
  QueryInteger,
  Text,
} from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { LEAVING_CAUSES } from '../../drawing/amendments/amendment.js';
import { FINDING_CODE_NAMES, nameOfFinding, resultWords, TARGET_STATE_NAMES } from '../findings/finding-codes.js';
import { type Finding } from '../findings/finding.entity.js';
import { JointVisitResponse } from '../joint-visits/joint-visit.dto.js';
import { hasResult, INSPECTION_STATES, type InspectionState } from '../life/life-cycle.js';
import { type NextStep } from '../life/permission.js';
import { NextStepResponse, toNextStepResponse } from '../life/step.dto.js';
import { type DrawFacts, type InspectedMatter } from './draw-facts.js';
import { type Inspection } from './inspection.entity.js';
import { coversDay, type Departure, type SeatedInspector } from './team.js';
import { UNDECIDED, type Undecided } from './undecided.js';
import { WordsResponse } from '../../platform/http/words.dto.js';

const ROW = { min: 1, max: 2_147_483_647 };
const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER };
/** A year. */
export const MOST_DAYS = 366;

/** By what inspections are found. */
export class InspectionFilters {
  @QueryInteger({ ...ROW, optional: true })
  agencyId?: number;

  @QueryInteger({ ...ROW, optional: true })
  drawId?: number;

  @QueryInteger({ ...ROW, optional: true })
  batchId?: number;

  @OneOf(INSPECTION_STATES, { optional: true })
  state?: InspectionState;

  @Text({ max: 64, optional: true, about: 'Code of the target, exactly' })
  targetCode?: string;

  @Text({ max: 100, optional: true, about: "Part of the target's name or code" })
  search?: string;

  @QueryInteger({ ...ROW, optional: true, about: 'Who sits in the team' })
  inspectorId?: number;

  @QueryFlag({ optional: true, about: 'Only those whose next step is late, or only those where it is not' })
  overdue?: boolean;

  @OneOf(UNDECIDED, {
    optional: true,
    about:
      'Only those about which this was asked for and a second person has not decided (回避、撤销检查登记、撤回公示)',
  })
  undecided?: Undecided;

  @QueryFlag({ optional: true, about: 'Only those in whose team the caller sits' })
  mine?: boolean;

  @Day({ optional: true, about: 'Of the day on which it was visited, or is planned to be: from this one on' })
  from?: string;

  @Day({ optional: true, about: 'Of the same day: until this one' })
  until?: string;
}

export class InspectionQuery extends IntersectionType(InspectionFilters, ListQuery) {}

export class InspectionDayResponse {
  @Day()
  day: string;

  @Integer({ ...COUNT, about: 'Visited on this day, or planned for it' })
  inspections: number;

  @Integer({ ...COUNT, about: 'Of these, already visited' })
  visited: number;

  @Integer({ ...COUNT, about: 'Of these, late with their next step' })
  overdue: number;
}

export class InspectionDaysResponse {
  @NestedList(() => InspectionDayResponse, {
    maxItems: MOST_DAYS,
    about: `Each day of which there is any, in order; the first ${MOST_DAYS}`,
  })
  days: InspectionDayResponse[];
}

export class InspectionTargetResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64, about: 'As it was drawn' })
  code: string;

  @Text({ max: 300, about: 'As it was drawn' })
  name: string;

  @Text({ max: 100, about: 'As it was drawn; what the inspection is about follows from it' })
  kind: string;
}

export class SeatResponse {
  @Integer({ min: 1, max: 100 })
  seat: number;

  @Integer(ROW)
  inspectorId: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 100 })
  name: string;

  @Text({ max: 64, nullable: true })
  certificateNumber: string | null;

  @Flag({ about: "An expert's seat: he assists, and does not count towards the two inspectors" })
  expert: boolean;

  @Flag({
    nullable: true,
    about:
      'Whether the certificate, as the register shows it now, covers the day of the visit; null before it, and of an expert without an appointment',
  })
  certifiedOnVisit: boolean | null;
}

export class DepartureResponse {
  @Integer({ min: 1, max: 100 })
  seat: number;

  @Integer(ROW)
  inspectorId: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 100 })
  name: string;

  @OneOf(LEAVING_CAUSES)
  cause: string;

  @Text({ max: 30 })
  at: string;

  @Text({ max: 64, about: 'The draw by which the seat was filled anew; its public page tells why' })
  drawNumber: string;
}

export class DeadlinesResponse {
  @Day({ about: 'First day of the visits' })
  visitFrom: string;

  @Day({ about: 'Last day of the visits' })
  visitUntil: string;

  @Flag({ about: 'The last day is over and nobody was there, or the visit was later than it' })
  visitOverdue: boolean;
}

export class InspectionResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  drawId: number;

  @Integer({ min: 1, max: 2_147_483_647, about: 'Place in the order of the draw' })
  ordinal: number;

  @Integer(ROW)
  batchId: number;

  @Integer(ROW)
  agencyId: number;

  @Nested(() => InspectionTargetResponse)
  target: InspectionTargetResponse;

  @NestedList(() => SeatResponse, { maxItems: 100 })
  team: SeatResponse[];

  @Flag({ about: 'Whether the people for its seats were named: assigned by name, not random (指定人员，非随机)' })
  assignedByName: boolean;

  @OneOf(INSPECTION_STATES, {
    about:
      '已下达、已接受、已审批、已通知、已检查、已报告、已复核、已公示、已办结；已撤回公示；作废 (its draw was voided)',
  })
  state: string;

  @Flag({ about: 'Whether its result is reported. Until then it is 未检查, never normal' })
  inspected: boolean;

  @Nested(() => WordsResponse, { about: '未检查, or what was found' })
  result: WordsResponse;

  @Nested(() => DeadlinesResponse)
  deadlines: DeadlinesResponse;

  @Day({
    nullable: true,
    about:
      'The working day of the window on which it is planned, in the order of the draw; null where it was issued before days were planned',
  })
  plannedOn: string | null;

  @Day({ nullable: true })
  visitedOn: string | null;

  @Day({
    nullable: true,
    about:
      'By when the next step is due: the planned day, the last day of the visits, or so many working days after the visit',
  })
  dueOn: string | null;

  @Flag({ about: 'That day is over' })
  overdue: boolean;

  @OneOf(TARGET_STATE_NAMES, { nullable: true, about: 'In what state the target was met' })
  targetState: string | null;

  @Text({ max: 30, nullable: true })
  completedAt: string | null;

  @Text({ max: 30, nullable: true })
  publishedAt: string | null;

  @Integer({ min: 1, max: 2_147_483_647 })
  version: number;
}

export class InspectedMatterResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 500 })
  name: string;

  @Text({ max: 65_535, nullable: true, lines: true })
  legalBasis: string | null;
}

export class FindingResponse {
  @OneOf(FINDING_CODE_NAMES)
  code: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @Integer({ ...ROW, nullable: true, about: 'null speaks of the inspection as a whole' })
  matterId: number | null;

  @Text({ max: 2000, nullable: true, lines: true })
  note: string | null;

  @Text({ max: 30 })
  recordedAt: string;
}

export class InspectionDetailResponse extends InspectionResponse {
  @Text({ max: 64 })
  drawNumber: string;

  @NestedList(() => InspectedMatterResponse, {
    maxItems: 1000,
    about: "Of the draw's matters, those for this kind of target",
  })
  matters: InspectedMatterResponse[];

  @NestedList(() => DepartureResponse, { maxItems: 1000, about: 'Who left the team, the earliest first' })
  left: DepartureResponse[];

  @NestedList(() => JointVisitResponse, {
    maxItems: 1000,
    about: 'With which inspections of the same target it could be, or is, one visit',
  })
  jointVisits: JointVisitResponse[];

  @NestedList(() => NextStepResponse, { maxItems: 20, about: 'What may be done next, and by whom' })
  next: NextStepResponse[];

  @NestedList(() => FindingResponse, { maxItems: 1000 })
  findings: FindingResponse[];

  @Text({ max: 2000, nullable: true, lines: true })
  remarks: string | null;
}

/** What is shown of an inspection beside its row. */
export interface InspectionParts {
  readonly team: readonly SeatedInspector[];
  /** Codes of its findings. */
  readonly found: readonly string[];
  /** The day in China, which decides what is overdue. */
  readonly today: string;
  readonly assignedByName: boolean;
}

const RESULT_WITHDRAWN = text('结果已撤回', 'result withdrawn');

export function toInspectionResponse(
  inspection: Inspection,
  { assignedByName, found, team, today }: InspectionParts,
): InspectionResponse {
  const { visitedOn } = inspection;
  const inspected = hasResult(inspection.state);
  return {
    id: inspection.id,
    drawId: inspection.drawId,
    ordinal: inspection.ordinal,
    batchId: inspection.batchId,
    agencyId: inspection.agencyId,
    target: {
      id: inspection.targetId,
      code: inspection.targetCode,
      name: inspection.targetName,
      kind: inspection.targetKind,
    },
    team: team.map((seat) => ({
      seat: seat.seat,
      inspectorId: seat.inspectorId,
      code: seat.code,
      name: seat.name,
      certificateNumber: seat.certificateNumber,
      expert: seat.expert,
      certifiedOnVisit:
        visitedOn === null || (seat.expert && seat.validFrom === null) ? null : coversDay(seat, visitedOn),
    })),
    assignedByName,
    state: inspection.state,
    inspected,
    result: inspection.state === 'withdrawn' ? RESULT_WITHDRAWN : resultWords(inspected ? found : []),
    deadlines: {
      visitFrom: inspection.visitFrom,
      visitUntil: inspection.visitUntil,
      visitOverdue: (visitedOn ?? today) > inspection.visitUntil,
    },
    plannedOn: inspection.plannedOn,
    visitedOn,
    dueOn: inspection.dueOn,
    overdue: inspection.dueOn !== null && inspection.dueOn < today,
    targetState: inspection.targetState,
    completedAt: inspection.completedAt?.toISOString() ?? null,
    publishedAt: inspection.publishedAt?.toISOString() ?? null,
    version: inspection.version,
  };
}

export function toInspectionDetailResponse(
  inspection: Inspection,
  parts: {
    readonly draw: DrawFacts;
    readonly team: readonly SeatedInspector[];
    readonly left: readonly Departure[];
    readonly matters: readonly InspectedMatter[];
    readonly jointVisits: readonly JointVisitResponse[];
    readonly next: readonly NextStep[];
    readonly findings: readonly Finding[];
    readonly today: string;
  },
): InspectionDetailResponse {
  return {
    ...toInspectionResponse(inspection, {
      team: parts.team,
      found: parts.findings.map(({ code }) => code),
      today: parts.today,
      assignedByName: parts.draw.assignedByName,
    }),
    drawNumber: parts.draw.number,
    matters: parts.matters.map(({ id, code, name, legalBasis }) => ({ id, code, name, legalBasis })),
    left: parts.left.map(({ at, cause, code, drawNumber, inspectorId, name, seat }) => ({
      seat,
      inspectorId,
      code,
      name,
      cause,
      at: at.toISOString(),
      drawNumber,
    })),
    jointVisits: [...parts.jointVisits],
    next: parts.next.map(toNextStepResponse),
    findings: parts.findings.map((finding) => ({
      code: finding.code,
      name: nameOfFinding(finding.code),
      matterId: finding.matterId,
      note: finding.note,
      recordedAt: finding.recordedAt.toISOString(),
    })),
    remarks: inspection.remarks,
  };
}
