import { Day, Flag, Integer, Nested, NestedList, QueryFlag, QueryInteger, Text } from '../platform/http/fields.js';
import { type Coverage, type CoverageFacts, type Figure, type MissingMatter } from './coverage-figures.js';

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

  @Text({ max: 30, about: 'The lists as they stood at this moment' })
  asOf: string;

  @Nested(() => MatterCoverageResponse, {
    about: 'Active matters with a completed and published inspection ÷ active matters',
  })
  matterCoverage: MatterCoverageResponse;

  @Nested(() => FigureResponse, { about: "Inspections published ÷ inspections drawn, of the year's plans" })
  taskCompletion: FigureResponse;

  @Nested(() => FigureResponse, {
    about: 'Results published ÷ visits of the year. "In time" comes with the working-day calendar',
  })
  publicationRate: FigureResponse;

  @Nested(() => FigureResponse, {
    about: 'Targets visited in the year ÷ active targets of the agency and of those below it, the pool of its draws',
  })
  targetCoverage: FigureResponse;

  @Nested(() => FigureResponse, { about: 'Visits of the year that found a problem ÷ visits of the year' })
  problemRate: FigureResponse;

  @Nested(() => ForecastResponse)
  forecast: ForecastResponse;
}

export interface CoverageHead {
  readonly agency: CoverageAgencyResponse;
  readonly year: number;
  readonly subtree: boolean;
  readonly asOf: Date;
}

export function toCoverageResponse(head: CoverageHead, facts: CoverageFacts, coverage: Coverage): CoverageResponse {
  const { agency, year, subtree, asOf } = head;
  return {
    agency: { id: agency.id, code: agency.code, name: agency.name },
    year,
    subtree,
    asOf: asOf.toISOString(),
    matterCoverage: { ...toFigure(coverage.matterCoverage), missing: toMatters(facts.missing) },
    taskCompletion: toFigure(coverage.taskCompletion),
    publicationRate: toFigure(coverage.publicationRate),
    targetCoverage: toFigure(coverage.targetCoverage),
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
