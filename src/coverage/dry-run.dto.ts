import { PickType } from '@nestjs/swagger';

import { type DryRun, type DryRunPools } from '../drawing/dry-run/dry-run.service.js';
import { WordsResponse } from '../platform/http/words.dto.js';
import { FairnessWarningResponse, ReasonResponse, StratumFairnessResponse } from '../drawing/fairness/fairness.dto.js';
import { RotationResponse, toRotationResponse } from '../drawing/rotation/rotation.dto.js';
import { Integer, Moment, Moments, Nested, NestedList, OneOf, Text } from '../platform/http/fields.js';
import { MOST_OCCURRENCES } from '../planning/calendar/schedule.js';
import { type BatchForecast } from './batch-forecast.js';
import { FigureResponse, LISTED, MissingMatterResponse, toFigure, toMatters } from './coverage.dto.js';
import { VisitDaysResponse } from '../planning/occurrences/occurrence.dto.js';

const COUNT = { min: 0, max: 100_000_000 };

export class DryRunFaultResponse extends WordsResponse {
  @Text({ max: 200, about: 'Which member of the batch' })
  pointer: string;

  @Text({ max: 64 })
  code: string;
}

export class DrawToComeResponse {
  @Moment()
  drawAt: string;

  @Moments({
    maxItems: MOST_OCCURRENCES,
    about: 'Moments of the schedule that fell on days of rest and were moved to this one',
  })
  movedFrom: string[];

  @Nested(() => VisitDaysResponse, { nullable: true })
  visit: VisitDaysResponse | null;
}

export class LeftOutTargetResponse {
  @Text({ max: 64 })
  id: string;

  @Nested(() => WordsResponse, { nullable: true })
  detail: WordsResponse | null;
}

export class LeftOutResponse {
  @Text({ max: 64 })
  reason: string;

  @Integer(COUNT)
  targets: number;

  @NestedList(() => LeftOutTargetResponse, { maxItems: 5, about: 'The first of them' })
  first: LeftOutTargetResponse[];
}

export class FeasibilityResponse {
  @OneOf(['sure', 'depends', 'impossible'])
  verdict: string;

  @Nested(() => WordsResponse)
  words: WordsResponse;
}

export class MatterReachResponse {
  @Integer({ min: 1, max: 2_147_483_647 })
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 500 })
  name: string;

  @Integer({ ...COUNT, about: 'Targets of the pool at which it is looked into' })
  targets: number;

  @OneOf(['sure', 'possible', 'no'], { about: 'Whether the draw will bring an inspection of it' })
  reach: string;
}

export class BatchForecastResponse {
  @Nested(() => FigureResponse)
  matterCoverage: FigureResponse;

  @Nested(() => FigureResponse, { about: 'With the matters that this draw is sure to reach, once published' })
  withDraw: FigureResponse;

  @NestedList(() => MissingMatterResponse, { maxItems: LISTED, about: 'Reached only if the lot falls so' })
  perhaps: MissingMatterResponse[];

  @NestedList(() => MissingMatterResponse, { maxItems: LISTED, about: 'Nothing else is drawn or planned for these' })
  unplanned: MissingMatterResponse[];

  @Nested(() => FigureResponse)
  targetCoverage: FigureResponse;

  @Nested(() => FigureResponse, { about: 'If nobody who is drawn was inspected in the year before' })
  targetsAtMost: FigureResponse;
}

export class DryRunPoolsResponse {
  @Moment({ about: 'The lists as they stood at this moment' })
  takenAt: string;

  @Integer({ ...COUNT, about: 'Targets that could be drawn' })
  targets: number;

  @Integer({ ...COUNT, about: 'Inspectors in the pool' })
  inspectors: number;

  @Integer({ ...COUNT, about: 'Targets that would be drawn' })
  drawn: number;

  @NestedList(() => StratumFairnessResponse, { maxItems: 10_000 })
  strata: StratumFairnessResponse[];

  @NestedList(() => LeftOutResponse, { maxItems: 100 })
  leftOut: LeftOutResponse[];

  @NestedList(() => MatterReachResponse, { maxItems: 200 })
  matters: MatterReachResponse[];

  @Nested(() => FeasibilityResponse)
  feasibility: FeasibilityResponse;

  @NestedList(() => FairnessWarningResponse, { maxItems: 5000, about: 'Small pools among them' })
  warnings: FairnessWarningResponse[];

  @NestedList(() => ReasonResponse, { maxItems: 200, about: 'By which rules, as the manifest would say it' })
  reasons: ReasonResponse[];

  @Nested(() => RotationResponse, { nullable: true, about: 'Of a round of a rotation: how far its cycles are' })
  rotation: RotationResponse | null;
}

export class MatterToPublishResponse extends PickType(MissingMatterResponse, ['id', 'code', 'name']) {}

export class DryRunResponse {
  @Moment({ about: 'The moment of the draw that was thought of' })
  drawAt: string;

  @Nested(() => VisitDaysResponse)
  visit: VisitDaysResponse;

  @NestedList(() => DryRunFaultResponse, { maxItems: 1000, about: 'What keeps the batch from being planned so' })
  faults: DryRunFaultResponse[];

  @NestedList(() => MatterToPublishResponse, {
    maxItems: 200,
    about: 'Matters on no published checklist yet, which are published with the plan: nothing else may be inspected',
  })
  toPublish: MatterToPublishResponse[];

  @NestedList(() => MatterToPublishResponse, {
    maxItems: 200,
    about: 'Matters that were changed after they were published: the public reads the older text until it is corrected',
  })
  outdated: MatterToPublishResponse[];

  @NestedList(() => DrawToComeResponse, {
    maxItems: MOST_OCCURRENCES,
    about: 'All draws of the batch that are still to come; none where something stands against its schedule',
  })
  draws: DrawToComeResponse[];

  @Nested(() => DryRunPoolsResponse, { nullable: true, about: 'Null where a fault does not let the pools be read' })
  pools: DryRunPoolsResponse | null;

  @Nested(() => BatchForecastResponse, { nullable: true })
  forecast: BatchForecastResponse | null;
}

export function toDryRunResponse(
  { draws, faults, occurrence, outdated, pools, toPublish }: DryRun,
  forecast: BatchForecast | null,
): DryRunResponse {
  return {
    drawAt: occurrence.dueAt.toISOString(),
    visit: { from: occurrence.visit.from, until: occurrence.visit.until },
    faults: faults.map(({ code, message, pointer }) => ({ pointer, code, zh: message.zh, en: message.en })),
    toPublish: toPublish.map(({ code, id, name }) => ({ id, code, name })),
    outdated: outdated.map(({ code, id, name }) => ({ id, code, name })),
    draws: draws.map(({ drawAt, movedFrom, visit }) => ({
      drawAt: drawAt.toISOString(),
      movedFrom: [...movedFrom],
      visit: visit === null ? null : { from: visit.from, until: visit.until },
    })),
    pools: pools === null ? null : toPools(pools),
    forecast: forecast === null ? null : toForecast(forecast),
  };
}

function toPools({ leftOut, strata, takenAt, ...pools }: DryRunPools): DryRunPoolsResponse {
  return {
    takenAt: takenAt.toISOString(),
    targets: pools.targets,
    inspectors: pools.inspectors,
    drawn: strata.reduce((sum, { size }) => sum + size, 0),
    strata: [...strata],
    leftOut: leftOut.map(({ first, reason, targets }) => ({
      reason,
      targets,
      first: first.map(({ detail, id }) => ({ id, detail: detail ?? null })),
    })),
    matters: [...pools.matters],
    feasibility: pools.feasibility,
    warnings: [...pools.warnings],
    reasons: [...pools.reasons],
    rotation: pools.rotation === null ? null : toRotationResponse(pools.rotation),
  };
}

function toForecast(forecast: BatchForecast): BatchForecastResponse {
  return {
    matterCoverage: toFigure(forecast.matterCoverage),
    withDraw: toFigure(forecast.withDraw),
    perhaps: toMatters(forecast.perhaps),
    unplanned: toMatters(forecast.unplanned),
    targetCoverage: toFigure(forecast.targetCoverage),
    targetsAtMost: toFigure(forecast.targetsAtMost),
  };
}
