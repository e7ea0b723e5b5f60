import {
  type Condition,
  type ExclusionLeaf,
  type ImpossibleTargets,
  type PairingCut,
  type Pools,
  type Reason,
  type Warning,
  type StratumRule,
  type TeamRule,
  type TreeHead,
} from '../../protocol/index.js';
import { type DatabaseAddress } from '../../platform/config/config.js';
import { type Fence } from '../../platform/jobs/fence.js';
import { type Named } from '../../planning/teams/team-plan.js';
import { type Bilingual } from '../../platform/text.js';
import { type DatedLimits } from '../../registry/visits/left-out.js';
import { type Rest } from '../../planning/batches/strata.js';
import { type Follows } from '../amendments/follows.js';
import { type DrawFairness } from '../fairness/draw-fairness.js';
import { type RotationSeen, type RotationToRead } from '../rotation/rotation-look.js';
import { type Teams } from './draw-terms.js';
import { type PoolIndex } from '../shown/pool-index.js';

/* What the main thread asks of the engine's worker thread, and what comes back. Plain values: they are copied between threads. */

/** Who is read into the pools of a draw, and by which rules they are judged. A dry run reads the same. */
export interface PoolsToRead {
  /** Whose targets are drawn from. */
  readonly agencyIds: readonly number[];
  /** Whose inspectors may be sent. */
  readonly sendingIds: readonly number[];
  readonly filter: readonly Condition[];
  /** A rest has no conditions yet. */
  readonly strata: readonly StratumRule[];
  readonly rest: Rest | null;
  readonly teams: Teams;
  /** People who were named: of their side nobody else is in the pool. */
  readonly named: Named | null;
  readonly visit: { readonly from: string; readonly until: string };
  readonly pools: Pools;
  /** Rows of inspectors who are left out: they have as many inspections this year as they may have. */
  readonly withoutInspectors: readonly number[];
  /** By which targets are left out because they were visited. */
  readonly limits: DatedLimits;
  /** Of which it is a round. */
  readonly rotation: RotationToRead | null;
}

/** Takes the pools down as they stand at one moment, hashes them, and keeps the leaves. */
export interface SnapshotTask extends PoolsToRead {
  readonly kind: 'snapshot';
  readonly drawId: number;
  readonly fence: Fence;
  /** Where the targets follow from an earlier draw. */
  readonly follows: Follows | null;
}

export interface SnapshotResult {
  /** The moment at which the pools stood so: nothing that was changed after it is among them. */
  readonly takenAt: Date;
  readonly targets: TreeHead;
  readonly inspectors: TreeHead;
  readonly exclusions: TreeHead;
  /** With the values that the rest takes. */
  readonly strata: readonly StratumRule[];
  readonly populations: readonly number[];
  readonly roots: readonly string[];
  /** Of the manifest: with the agencies that have somebody in the pool. */
  readonly teams: readonly TeamRule[];
  readonly warnings: readonly Warning[];
  /** What only the pools tell of the rules that made them what they are, e.g. how many were left out. */
  readonly reasons: readonly Reason[];
  /** What the draw is to its rotation. */
  readonly rotation: RotationSeen | null;
  /** Targets that nobody may inspect. */
  readonly impossible: ImpossibleTargets;
}

/** Targets that would be left out for one reason. */
export interface LeftOut {
  readonly reason: string;
  readonly targets: number;
  /** The first few, in the order of their ids. */
  readonly first: readonly Pick<ExclusionLeaf, 'id' | 'detail'>[];
}

/** Targets of one kind in a stratum, whose number among the strata it is. */
export interface KindCount {
  readonly stratum: number;
  readonly kind: string;
  readonly targets: number;
}

/** What the pools of a draw would be. */
export interface Rehearsal extends SnapshotResult {
  readonly leftOut: readonly LeftOut[];
  readonly kinds: readonly KindCount[];
}

/** Draws from what was committed: selection, teams, record. */
export interface LotteryTask {
  readonly kind: 'lottery';
  readonly drawId: number;
  readonly fence: Fence;
  /** The manifest's canonical bytes, as text. */
  readonly manifest: string;
  readonly commitment: string;
  /** The reveal as it was kept, JSON. */
  readonly entropy: string;
  readonly versions: Readonly<Record<string, string>>;
}

export interface LotteryResult {
  readonly recordHash: string;
  readonly sampleSize: number;
  /** Why there are no teams, where there are none. */
  readonly infeasible: readonly PairingCut[] | null;
}

/** Reads the whole of a committed draw, and writes nothing. */
export interface ReadingTask<K extends 'fairness' | 'index' = 'fairness' | 'index'> {
  readonly kind: K;
  readonly drawId: number;
  /** The manifest's canonical bytes, as text. */
  readonly manifest: string;
  /** Whether there is a record. */
  readonly recorded: boolean;
}

/** Reads the pools as a draw would, keeps nothing, and uses no chance. */
export interface RehearsalTask {
  readonly kind: 'rehearsal';
  readonly pools: PoolsToRead;
}

/** A step of a draw: it writes, as long as its fence holds. */
export type Task = SnapshotTask | LotteryTask;

export interface TaskResults {
  readonly snapshot: SnapshotResult;
  readonly lottery: LotteryResult;
  readonly fairness: DrawFairness;
  readonly index: PoolIndex;
  readonly rehearsal: Rehearsal;
}

/** The message that a thread should end. */
export const END = 'end';

/** What a thread is begun with; tasks come as messages. */
export interface WorkerInput {
  readonly database: DatabaseAddress;
  readonly leaseSeconds: number;
}

export type WorkerAnswer =
  | {
      readonly ok: true;
      readonly result: TaskResults[keyof TaskResults];
      /** Whether the task has taken so much memory that its thread should end. */
      readonly large: boolean;
    }
  | {
      readonly ok: false;
      readonly name: string;
      readonly message: string;
      readonly stack: string;
      /** The database's, where it is what failed. */
      readonly code: string | null;
      /** Where a rule of the protocol does not hold: which, for people. */
      readonly words: Bilingual | null;
    };
