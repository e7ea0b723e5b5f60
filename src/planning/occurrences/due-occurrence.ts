import { type Bilingual } from '../../platform/text.js';
import { type Condition, type Rate, type Reason } from '../../protocol/index.js';
import { type StratumTerms } from '../batches/strata.js';
import { type Assigned } from '../teams/team-terms.js';
import { type Cap } from '../../registry/visits/left-out.js';
import { type EntropySource, type Pools } from '../batches/batch.entity.js';
import { type TeamPlan } from '../teams/team-plan.js';

/**
 * planned → drawing → drawn, failed or stopped. `missed` is one that could not be announced in time: a person decides
 * whether it is drawn later (planned again) or not at all (`dropped`). `cancelled` is the end of one whose batch was
 * cancelled before anything of it had been announced. What has begun, or was missed, is never planned anew by itself.
 */
export const OCCURRENCE_STATES = [
  'planned',
  'drawing',
  'drawn',
  'failed',
  'stopped',
  'missed',
  'dropped',
  'cancelled',
] as const;
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number];

/** What a person decided about a missed occurrence. */
export interface Decision {
  readonly decision: 'draw' | 'drop';
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** Kind of the job that draws an occurrence. Its key is the occurrence's id, its due time the moment of announcement. */
export const DRAW_JOB = 'draw';

/**
 * Kind of the job that conducts a draw which two persons have decided on (again after a void, a supplement, a replacement).
 * Its key is the draw's own row, for an occurrence may have several of them.
 */
export const AMENDED_DRAW_JOB = 'amended-draw';

/** One occurrence of a batch with everything that a draw must know of the plan. */
export interface DueOccurrence {
  readonly id: number;
  /** 1, 2, 3 … within the batch. */
  readonly ordinal: number;
  /** The moment of the draw. */
  readonly dueAt: Date;
  /** The moment from which it may be announced: `noticeMinutes` earlier. May lie in the past. */
  readonly announceAt: Date;
  readonly state: OccurrenceState;
  /** How long after its moment it may still be announced. */
  readonly lateMinutes: number;
  readonly batch: {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    /** All of these hold for a target of the pool; empty: all unretired targets of the agency's subtree. */
    readonly filter: readonly Condition[];
    readonly rate: Rate;
    readonly minimum: number | null;
    readonly censusBelow: number | null;
    readonly strata: readonly StratumTerms[];
    /** Who is sent: the batch's own seats, and those of the agencies beside it that have agreed. */
    readonly team: TeamPlan;
    /** Why the teams are so, for people. */
    readonly teamReasons: readonly Reason[];
    /** People named for the seats of the agency whose plan it is. */
    readonly assigned: Assigned | null;
    /** Rows of the agencies that take part with seats of their own. */
    readonly participants: readonly number[];
    /** Most targets for one inspector in this draw. */
    readonly maxLoad: number | null;
    readonly entropySource: EntropySource;
    /** Names, for a ceremony. */
    readonly witnesses: readonly string[];
    readonly pools: Pools;
    readonly coolDownDays: number | null;
    readonly rotation: string | null;
    /** In the order of their codes. */
    readonly matters: readonly { readonly id: number; readonly code: string; readonly name: string }[];
  };
  /** Names of the agencies that were asked to join and have not answered: until then nothing is drawn. */
  readonly unanswered: readonly string[];
  /** Names of its matters that are on no published checklist: until they are nothing is drawn (domain rule 1). */
  readonly unpublished: readonly string[];
  /** First and last day of the visits, `2026-03-05`; the first is never before the day of the draw. */
  readonly visit: { readonly from: string; readonly until: string };
  /** The day of the draw, where the batch is planned. */
  readonly drawnOn: string;
  /** `version` is the edition that the public knows. */
  readonly plan: {
    readonly id: number;
    readonly version: number;
    readonly year: number;
    /** Most visits a year to one target. */
    readonly caps: readonly Cap[];
  };
  readonly agency: { readonly id: number; readonly code: string; readonly name: string };
  /**
   * The inspectors who have as many inspections this year as they may have, of the agency and of every one that was ever asked
   * to join: what goes on from an earlier draw sends people of those it had.
   */
  readonly fullInspectors: readonly FullInspector[];
}

export interface FullInspector {
  /** His row. */
  readonly id: number;
  /** Code of his agency. */
  readonly agency: string;
}

/** Why an occurrence ended without a draw, for people. */
export type OccurrenceFailure = Bilingual;
