import { type Counts } from './report-figure.js';

/** What is counted in the database beside coverage, for an agency (or a subtree) and a year. */
export interface StatisticsFacts {
  readonly plans: number;
  /** `held`, `cancelled`. */
  readonly batches: Counts;
  /** By kind and phase, as `draw issued`. */
  readonly draws: Counts;
  readonly missed: number;
  readonly jointDraws: number;
  readonly targetsDrawn: number;
  /** Of issued draws, and of void ones those that are void. */
  readonly inspections: Counts;
  readonly visits: number;
  readonly findings: Counts;
  /** By outcome, or `open`. */
  readonly rectifications: Counts;
  readonly recusals: Counts;
  /** Those who left a team, by cause. */
  readonly departures: Counts;
  readonly officers: readonly OfficerVisits[];
  /** Officers on the agency's own list. */
  readonly listed: number;
}

/** An inspector with the visits in whose team he sat. */
export interface OfficerVisits {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly visits: number;
}
