import { type QueryRunner } from 'typeorm';

import { attributesOf } from '../../planning/batches/strata.js';
import { Classifier, type Reason, type StratumRule } from '../../protocol/index.js';
import { readTargetPool, type PoolTarget, type TargetPool } from '../../registry/targets/target-pool.js';
import { type VisitJudge } from '../../registry/visits/pool-visits.js';
import { VisitedBy } from '../../registry/visits/visited-by.js';
import { readCycles, type Cycles, type RotationKey } from './rotation-cycles.js';
import {
  cycleIsOver,
  nextRound,
  rotationReasons,
  rulesOfRound,
  turnCame,
  wantedOf,
  type Round,
} from './rotation-rules.js';

/** A rotation that a draw is a round of. */
export interface RotationToRead extends RotationKey {
  /** The number that strata split; null where none do. */
  readonly total: number | null;
}

/** What a draw is to its rotation, as the pools stood. Plain values: they are copied between threads. */
export interface RotationSeen extends RotationKey {
  readonly rounds: readonly Round[];
  /** Rows of the rotation's draws by which that was judged. */
  readonly draws: readonly number[];
}

/** Draws of one cycle that a target's turn can have come with; more than 65 535 rounds no cycle has. */
const NEVER = 0;

/**
 * A first look at a pool, to see how far the cycle of each of its strata is: whether one is over shows only when everyone was
 * looked at. What was found is kept by place (2 bytes a target), for the second look, which sees the same rows in the same
 * order.
 */
export class RotationLook {
  readonly seen: RotationSeen;
  /** The strata by the numbers of this round. */
  readonly strata: readonly StratumRule[];
  readonly reasons: readonly Reason[];

  private constructor(
    private readonly cycles: Cycles,
    private readonly classifier: Classifier,
    private readonly over: readonly boolean[],
    private readonly turns: Uint16Array,
    { agencyId, code, scope }: RotationKey,
    strata: readonly StratumRule[],
    rounds: readonly Round[],
  ) {
    this.seen = { agencyId, code, scope, rounds, draws: cycles.all };
    this.strata = rulesOfRound(strata, rounds);
    this.reasons = rotationReasons(code, rounds);
  }

  static async at(
    runner: QueryRunner,
    rotation: RotationToRead,
    strata: readonly StratumRule[],
    pool: TargetPool,
    judge: VisitJudge,
  ): Promise<RotationLook> {
    const cycles = await readCycles(runner, rotation);
    const visited = new VisitedBy(runner, cycles.current);
    const classifier = new Classifier(strata.map(({ conditions }) => conditions));
    const counts = strata.map(() => ({ whole: 0, turned: 0, held: 0, heldOfAll: 0 }));
    let turns = new Uint16Array(4096);
    let place = 0;
    for await (const rows of readTargetPool(runner, pool)) {
      const drawn = await visited.of(rows);
      const held = await judge.of(rows);
      for (const row of rows) {
        if (place === turns.length) turns = doubled(turns);
        turns[place++] = NEVER;
        // one that is in no stratum, or in two, is refused with the second look
        const at = row.state === 'active' ? classifier.of(attributesOf(row))[0] : undefined;
        const count = at === undefined ? undefined : counts[at];
        if (at === undefined || count === undefined) continue;
        const turn = cycles.turnOf(strata[at]?.id ?? '', drawn.get(row.code) ?? []);
        count.whole++;
        if (turn !== undefined) count.turned++;
        if (held.has(row.code)) {
          count.heldOfAll++;
          if (turn === undefined) count.held++;
        }
        turns[place - 1] = turn ?? NEVER;
      }
    }
    const wanted = wantedOf(
      strata,
      counts.map(({ whole }) => whole),
      rotation.total,
    );
    const last = strata.map(({ id }) => cycles.last(id));
    const rounds = strata.map(({ id }, at) => nextRound(id, last[at], counts[at]!, wanted[at] ?? 0));
    const over = strata.map((_, at) => cycleIsOver(last[at], counts[at]!));
    return new RotationLook(cycles, classifier, over, turns, rotation, strata, rounds);
  }

  /**
   * Why a target of the pool is left out: its turn has come already.
   * @param place its number among all rows of the pool, from 0
   */
  leftOut(
    place: number,
    row: PoolTarget,
  ): { readonly reason: string; readonly detail: ReturnType<typeof turnCame> } | undefined {
    const turn = this.turns[place] ?? NEVER;
    if (turn === NEVER || this.over[this.classifier.of(attributesOf(row))[0] ?? -1] === true) return undefined;
    return { reason: 'rotation', detail: turnCame(this.cycles.numberOf(turn)) };
  }
}

function doubled(of: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(of.length * 2);
  larger.set(of);
  return larger;
}
