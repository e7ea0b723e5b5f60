import { Day, Flag, Integer, Nested, NestedList, QueryFlag, QueryInteger, Text } from '../platform/http/fields.js';
import {
  type Coverage,
  type CoverageFacts,
  type CoverageGaps,
  type Figure,
  type MissingMatter,
} from './coverage-figures.js';
import { LISTED_ROWS } from './coverage-facts.js';

const ROW = { min: 1, max: 2_147_483_647 };
const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER };
/** Matters in one answer. With more missing than these the figures still count them all. */
export const LISTED = 1000;

export class CoverageQuery {
  @Text({ max: 64, optional: true, about: "The agency's id or code; the caller's own unless told" })
  agency?: string;

  @QueryInteger({ min: 2000, max: 2999, optional: true, about: 'This year in China unless told' })
  year?: number;

  @QueryFlag({ optional: true, about: 'Counts the agencies below as well' })
  subtree?: boolean;

  @QueryInteger({
    min: 1,
    max: 10,
    optional: true,
    about: "Years of the cycle in which every target's turn comes, this one the last; 1 unless told",
  })
  cycleYears?: number;
}

export class FigureResponse {
  @Integer(COUNT)
  numerator: number;

  @Integer(COUNT)
  denominator: number;

  @Integer({
    min: 0,
    max: 10_000,
    nullable: true,
    about: 'In basis points (hundredths of a percent), rounded down; null where there is nothing to count of',
  })
  basisPoints: number | null;
}

export class MissingMatterResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  agencyId: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 500 })
  name: string;

  @Day({ nullable: true, about: 'Drawn on this day, and not published yet' })
  drawnOn: string | null;

  @Day({ nullable: true, about: 'The next planned draw of the year' })
  plannedOn: string | null;
}

export class MatterCoverageResponse extends FigureResponse {
  @NestedList(() => MissingMatterResponse, { maxItems: LISTED, about: `The first ${LISTED} that are missing` })
  missing: MissingMatterResponse[];
}

export class OpenInspectionResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  agencyId: number;

  @Text({ max: 64 })
  targetCode: string;

  @Text({ max: 300 })
  targetName: string;

  @Text({ max: 16 })
  state: string;

  @Day({ nullable: true })
  visitedOn: string | null;

  @Day({ nullable: true, about: 'By when its next step is due' })
  dueOn: string | null;
}

export class OpenTargetResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  agencyId: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 300 })
  name: string;
}

export class InspectionsFigureResponse extends FigureResponse {
  @NestedList(() => OpenInspectionResponse, {
    maxItems: LISTED_ROWS,
    about: `The first ${LISTED_ROWS} that are missing`,
  })
  missing: OpenInspectionResponse[];
}

export class TargetsFigureResponse extends FigureResponse {
  @NestedList(() => OpenTargetResponse, { maxItems: LISTED_ROWS, about: `The first ${LISTED_ROWS} that are missing` })
  missing: OpenTargetResponse[];
}

export class ForecastResponse {
  @Flag({ about: 'Nothing is missing' })
  reached: boolean;

  @Day({ nullable: true, about: 'On the planned draws, the day by which every matter will have had one' })
  on: string | null;

  @NestedList(() => MissingMatterResponse, { maxItems: LISTED, about: 'Matters that nothing is drawn or planned for' })
  unplanned: MissingMatterResponse[];
}

export class CoverageAgencyResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 200 })
  name: string;
}

export class CoverageResponse {
  @Nested(() => CoverageAgencyResponse)
  agency: CoverageAgencyResponse;

  @Integer({ min: 2000, max: 2999 })
  year: number;

  @Flag({ about: 'Whether the agencies below are counted as well' })
  subtree: boolean;

  @Integer({ min: 1, max: 10, about: 'Years of the cycle of the target coverage' })
  cycleYears: number;

  @Text({ max: 30, about: 'The lists as they stood at this moment' })
  asOf: string;

  @Nested(() => MatterCoverageResponse, {
    about: 'Active matters with a completed and published inspection ÷ active matters',
  })
  matterCoverage: MatterCoverageResponse;

  @Nested(() => InspectionsFigureResponse, { about: "Inspections closed ÷ inspections drawn, of the year's plans" })
  taskCompletion: InspectionsFigureResponse;

  @Nested(() => InspectionsFigureResponse, {
    about:
      'Results published in time ÷ results due, of the visits of the year: due is what is public, or should be by the working days that its agency has',
  })
  publicationRate: InspectionsFigureResponse;

  @Nested(() => TargetsFigureResponse, {
    about: 'Targets visited in the cycle ÷ active targets of the agency and of those below it, the pool of its draws',
  })
  targetCoverage: TargetsFigureResponse;

  @Nested(() => FigureResponse, { about: 'Visits of the year made together with another agency ÷ visits of the year' })
  jointRate: FigureResponse;

  @Nested(() => FigureResponse, { about: 'Visits of the year that found a problem ÷ visits of the year' })
  problemRate: FigureResponse;

  @Nested(() => ForecastResponse)
  forecast: ForecastResponse;
}

export interface CoverageHead {
  readonly agency: CoverageAgencyResponse;
  readonly year: number;
  readonly subtree: boolean;
  readonly cycleYears: number;
  readonly asOf: Date;
}

export function toCoverageResponse(
  head: CoverageHead,
  facts: CoverageFacts & { readonly gaps: CoverageGaps },
  coverage: Coverage,
): CoverageResponse {
  const { agency, asOf, cycleYears, subtree, year } = head;
  const { uninspected, unclosed, unpublished } = facts.gaps;
  return {
    agency: { id: agency.id, code: agency.code, name: agency.name },
    year,
    subtree,
    cycleYears,
    asOf: asOf.toISOString(),
    matterCoverage: { ...toFigure(coverage.matterCoverage), missing: toMatters(facts.missing) },
    taskCompletion: { ...toFigure(coverage.taskCompletion), missing: [...unclosed] },
    publicationRate: { ...toFigure(coverage.publicationRate), missing: [...unpublished] },
    targetCoverage: { ...toFigure(coverage.targetCoverage), missing: [...uninspected] },
    jointRate: toFigure(coverage.jointRate),
    problemRate: toFigure(coverage.problemRate),
    forecast: {
      reached: coverage.forecast.reached,
      on: coverage.forecast.on,
      unplanned: toMatters(coverage.forecast.unplanned),
    },
  };
}

export const toFigure = ({ numerator, denominator, basisPoints }: Figure): FigureResponse => ({
  numerator,
  denominator,
  basisPoints,
});

export const toMatters = (matters: readonly MissingMatter[]): MissingMatterResponse[] =>
  matters.slice(0, LISTED).map(({ id, agencyId, code, name, drawnOn, plannedOn }) => ({
    id,
    agencyId,
    code,
    name,
    drawnOn,
    plannedOn,
  }));
