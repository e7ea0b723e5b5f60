/** A share: what is counted over what it is counted of. */
export interface Figure {
  readonly numerator: number;
  readonly denominator: number;
  /**
   * The share in hundredths of a percent (10 000 is 100 %), rounded down, so that 10 000 stands only where nothing is
   * missing. null where there is nothing to count of.
   */
  readonly basisPoints: number | null;
}

export const WHOLE = 10_000;

/** @throws RangeError unless both are counts and the numerator is part of the denominator */
export function figure(numerator: number, denominator: number): Figure {
  const counts = [numerator, denominator].every((count) => Number.isSafeInteger(count) && count >= 0);
  if (!counts || numerator > denominator) throw new RangeError(`${numerator} of ${denominator} is no share`);
  // counts stay far below 2^53 / 10 000, so the product is exact
  return {
    numerator,
    denominator,
    basisPoints: denominator === 0 ? null : Math.floor((numerator * WHOLE) / denominator),
  };
}

/** An active matter without a published inspection, and what is on its way. Days as `2026-03-05`. */
export interface MissingMatter {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly agencyId: number;
  /** First day this year on which a batch with this matter was drawn; its inspections are still to be published. */
  readonly drawnOn: string | null;
  /** First planned draw of this year. */
  readonly plannedOn: string | null;
}

export interface Forecast {
  /** Every active matter has its published inspection: nothing is left to foretell. */
  readonly reached: boolean;
  /** The day on which the last matter will have had a draw, on the draws that are planned; null if one never will. */
  readonly on: string | null;
  /** The matters that nothing is drawn or planned for. */
  readonly unplanned: readonly MissingMatter[];
}

/**
 * When every matter will have had a draw. A planned day that is past (the draw is late) counts as today.
 * @param today the day in China
 */
export function forecastOf(missing: readonly MissingMatter[], today: string): Forecast {
  const unplanned = missing.filter(({ drawnOn, plannedOn }) => drawnOn === null && plannedOn === null);
  if (missing.length === 0 || unplanned.length > 0) return { reached: missing.length === 0, on: null, unplanned };
  const days = missing.map(({ drawnOn, plannedOn }) => drawnOn ?? later(plannedOn ?? today, today));
  return { reached: false, on: days.reduce(later), unplanned };
}

const later = (left: string, right: string): string => (left > right ? left : right);

/** What is counted in the database for an agency (or a subtree) and a year. */
export interface CoverageFacts {
  /** Active matters that have no completed and published inspection in the year. */
  readonly missing: readonly MissingMatter[];
  readonly activeMatters: number;
  /** Inspections of the year's plan whose draw is issued. */
  readonly drawn: number;
  /** Of these, closed: nothing of them is open any more. */
  readonly closed: number;
  /** Inspections visited in the year that have their result. */
  readonly completed: number;
  /** Of these, published. */
  readonly published: number;
  /** Of these, made together with another agency. */
  readonly joint: number;
  /** Visits of the year whose result is public, or should be by now. */
  readonly due: number;
  /** Of these, public by the day on which they were due. */
  readonly inTime: number;
  /** Of the completed ones, with at least one finding that is a problem. */
  readonly withProblem: number;
  /** Targets that a draw could take. */
  readonly pool: number;
  /** Of these, inspected at least once in the cycle. */
  readonly inspectedTargets: number;
}

/** An inspection that is missing in a share. */
export interface OpenInspection {
  readonly id: number;
  readonly agencyId: number;
  readonly targetCode: string;
  readonly targetName: string;
  readonly state: string;
  readonly visitedOn: string | null;
  /** By when its next step is due. */
  readonly dueOn: string | null;
}

/** A target that nobody has been at in the cycle. */
export interface OpenTarget {
  readonly id: number;
  readonly agencyId: number;
  readonly code: string;
  readonly name: string;
}

/** The first of what is missing; the figures count all of it. */
export interface CoverageGaps {
  /** Drawn, and not closed. */
  readonly unclosed: readonly OpenInspection[];
  /** Visited, and not public by the day on which the result was due. */
  readonly unpublished: readonly OpenInspection[];
  readonly uninspected: readonly OpenTarget[];
}

export interface Coverage {
  readonly matterCoverage: Figure;
  readonly taskCompletion: Figure;
  readonly publicationRate: Figure;
  readonly targetCoverage: Figure;
  readonly jointRate: Figure;
  readonly problemRate: Figure;
  readonly forecast: Forecast;
}

/** The figures of domain.md ("Coverage, defined once") from what was counted. */
export function coverageOf(facts: CoverageFacts, today: string): Coverage {
  return {
    matterCoverage: figure(facts.activeMatters - facts.missing.length, facts.activeMatters),
    taskCompletion: figure(facts.closed, facts.drawn),
    publicationRate: figure(facts.inTime, facts.due),
    targetCoverage: figure(facts.inspectedTargets, facts.pool),
    jointRate: figure(facts.joint, facts.completed),
    problemRate: figure(facts.withProblem, facts.completed),
    forecast: forecastOf(facts.missing, today),
  };
}

/** Moments and days that bound a year of the law's calendar. */
export interface CoverageYear {
  readonly year: number;
  readonly start: Date;
  readonly end: Date;
  /** The lists are taken as they stood at this moment: the end of the year, or now while it lasts. */
  readonly asOf: Date;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** @param yearStart the moment at which a year begins */
export function coverageYear(year: number, now: Date, yearStart: (year: number) => Date): CoverageYear {
  const end = yearStart(year + 1);
  return {
    year,
    start: yearStart(year),
    end,
    asOf: now < end ? now : end,
    firstDay: `${year}-01-01`,
    lastDay: `${year}-12-31`,
  };
}
