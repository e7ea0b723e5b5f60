import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import {
  BatchTrials,
  type BatchTrial,
  type DrawToCome,
  type TrialWishes,
} from '../../planning/batches/batch-trial.service.js';
import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { type Bilingual } from '../../platform/text.js';
import { chancesOf, ProtocolError, tellWarning, type Reason, type StratumChance } from '../../protocol/index.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { MattersService } from '../../registry/matters/matters.service.js';
import { DrawReadings } from '../engine/draw-readings.js';
import { termsOfOccurrence, type DrawTerms } from '../engine/draw-terms.js';
import { sizedStrata } from '../engine/manifest-of.js';
import { poolsOf } from '../engine/pools-of.js';
import { type LeftOut, type Rehearsal } from '../engine/tasks.js';
import { Unfit, wordsOf } from '../engine/unfit.js';
import { type RotationSeen } from '../rotation/rotation-look.js';
import { feasibilityOf, type Feasibility } from './feasibility.js';
import { mattersReached, type MatterReach } from './matter-reach.js';

/** What the pools would give. */
export interface DryRunPools {
  readonly takenAt: Date;
  readonly targets: number;
  readonly inspectors: number;
  readonly strata: readonly StratumChance[];
  readonly leftOut: readonly LeftOut[];
  readonly matters: readonly MatterReach[];
  readonly feasibility: Feasibility;
  readonly warnings: readonly { readonly code: string; readonly words: Bilingual }[];
  /** By which rules, as the manifest would say it. */
  readonly reasons: readonly Reason[];
  /** What the draw would be to its rotation. */
  readonly rotation: RotationSeen | null;
}

export interface DryRun {
  readonly occurrence: DueOccurrence;
  /** What keeps the batch from being planned so. */
  readonly faults: readonly Fault[];
  /** All its draws that are still to come. */
  readonly draws: readonly DrawToCome[];
  /** Matters that become public with the plan. */
  readonly toPublish: BatchTrial['toPublish'];
  readonly outdated: BatchTrial['outdated'];
  /** null where a fault does not even let the pools be read. */
  readonly pools: DryRunPools | null;
}

/** Shows what a draw of a batch would be, without drawing: nothing is kept, told to the log, or taken from any source of chance. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly trials: BatchTrials,
    private readonly agencies: AgencyScope,
    private readonly readings: DrawReadings,
    private readonly dataSource: DataSource,
    private readonly checklist: MattersService,
  ) {}

  /** @param wishes as in a change of the batch */
  async of(caller: Caller, planId: number, batchId: number, wishes: TrialWishes): Promise<DryRun> {
    return this.rehearsed(await this.trials.of(caller, planId, batchId, wishes));
  }

  /** @param wishes as in a batch that is to be written */
  async ofNew(caller: Caller, planId: number, wishes: TrialWishes): Promise<DryRun> {
    return this.rehearsed(await this.trials.ofNew(caller, planId, wishes));
  }

  private async rehearsed({ draws, faults, occurrence, outdated, toPublish }: BatchTrial): Promise<DryRun> {
    if (faults.some(({ pointer }) => /^\/(?:filter|strata|matterIds)\b/.test(pointer))) {
      return { occurrence, faults, draws, toPublish, outdated, pools: null };
    }
    try {
      const terms = termsOfOccurrence(occurrence);
      const read = await this.readings.rehearse(await poolsOf(this.agencies, occurrence, terms));
      const ids = occurrence.batch.matters.map(({ id }) => id);
      const found = new Map((await this.checklist.findByIds(this.dataSource.manager, ids)).map((one) => [one.id, one]));
      const matters = ids.flatMap((id) => found.get(id) ?? []);
      return { occurrence, faults, draws, toPublish, outdated, pools: toldPools(terms, read, matters) };
    } catch (error) {
      const message =
        error instanceof Unfit ? error.words : error instanceof ProtocolError ? wordsOf(error) : undefined;
      if (message === undefined) throw error;
      const told = faults.length > 0 ? faults : [{ pointer: '', code: 'draw_unfit', message }];
      return { occurrence, faults: told, draws, toPublish, outdated, pools: null };
    }
  }
}

function toldPools(terms: DrawTerms, read: Rehearsal, matters: Parameters<typeof mattersReached>[0]): DryRunPools {
  const strata = chancesOf(sizedStrata(terms, read));
  const sample = strata.reduce((sum, { size }) => sum + size, 0);
  // of several kinds of teams the smallest: what is said to be impossible then is so for all of them
  const seats = Math.min(...read.teams.map((team) => team.seats.reduce((sum, { count }) => sum + count, 0)));
  return {
    takenAt: read.takenAt,
    targets: read.targets.count,
    inspectors: read.inspectors.count,
    strata,
    leftOut: read.leftOut,
    matters: mattersReached(
      matters,
      read.kinds,
      strata.map(({ size }) => size),
    ),
    feasibility: feasibilityOf(read.impossible, {
      sample,
      seats: sample * seats,
      inspectors: read.inspectors.count,
      maxLoad: terms.maxLoad,
    }),
    warnings: read.warnings.map(tellWarning),
    reasons: [...terms.reasons, ...read.reasons],
    rotation: read.rotation,
  };
}
