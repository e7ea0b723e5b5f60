import { type EntityManager, type QueryRunner } from 'typeorm';

import { type DrawKind } from '../amendments/amendment.js';
import { type DrawPhase } from '../draws/draw.entity.js';
import { type LastRound } from './rotation-rules.js';

/* Plain statements, because the engine's thread knows no entities. */

/** A rotation is an agency's, by its code and by whom it draws of: batches of several plans may be rounds of one. */
export interface RotationKey {
  readonly agencyId: number;
  readonly code: string;
  /** `rotationScope` of the batch. */
  readonly scope: string;
}

/** A draw of a rotation, as one of its strata saw it. */
interface RotationRow extends LastRound {
  readonly drawId: number;
  readonly number: string;
  readonly phase: DrawPhase;
  readonly kind: DrawKind;
  readonly stratum: string;
}

/** A draw that has begun and of which nobody knows yet who is in it for good. */
const UNDER_WAY: ReadonlySet<DrawPhase> = new Set(['committed', 'seeded', 'drawn']);

/** @param locked sees the rows as they are now, whatever the transaction has seen before, and keeps others from adding to them */
export async function readRotation(
  source: QueryRunner | EntityManager,
  { agencyId, code, scope }: RotationKey,
  locked = false,
): Promise<RotationRow[]> {
  const lock = locked && source.connection.options.type === 'mysql' ? ' FOR UPDATE' : '';
  return (await source.query(
    `SELECT r.draw_id AS drawId, r.stratum AS stratum, r.cycle AS cycle, r.round AS round, d.number AS number, d.phase AS phase, d.kind AS kind
       FROM draw_rotations r JOIN draws d ON d.id = r.draw_id
      WHERE r.agency_id = ? AND r.code = ? AND r.scope = ? ORDER BY r.draw_id, r.stratum${lock}`,
    [agencyId, code, scope],
  )) as RotationRow[];
}

export const isUnderWay = ({ phase }: Pick<RotationRow, 'phase'>): boolean => UNDER_WAY.has(phase);

/** Numbers of the draws of a rotation that are under way, but for this one. */
export const underWay = (rows: readonly RotationRow[], drawId: number): string[] => [
  ...new Set(rows.filter((row) => row.drawId !== drawId && isUnderWay(row)).map(({ number }) => number)),
];

/**
 * Numbers of supplements that two people have decided on and that are not committed yet: whom they draw is known only then.
 * Those that do not go on are not waited for.
 */
export async function supplementsToCome(
  source: QueryRunner | EntityManager,
  rows: readonly RotationRow[],
): Promise<string[]> {
  const draws = [...new Set(rows.map(({ drawId }) => drawId))];
  if (draws.length === 0) return [];
  const found = (await source.query(
    `SELECT number AS number FROM draws WHERE kind = 'supplement' AND phase = 'announced' AND failure IS NULL
        AND earlier_draw_id IN (${draws.map(() => '?').join(', ')}) ORDER BY id`,
    draws,
  )) as { number: string }[];
  return found.map(({ number }) => number);
}

/** Rows of the draws that count, in order. One that was voided or came to nothing does not: its targets' turn is still to come. */
export const countedDraws = (rows: readonly RotationRow[]): number[] => [
  ...new Set(rows.filter(({ phase }) => phase === 'issued').map(({ drawId }) => drawId)),
];

/** Where the cycles of a rotation's strata are. */
export interface Cycles {
  /** Rows of all draws that count, in order. */
  readonly all: readonly number[];
  /** Of those, the ones that are of the present cycle of some stratum. */
  readonly current: ReadonlySet<number>;
  last(stratum: string): LastRound | undefined;
  /** Which of these draws a stratum's present cycle has among its rounds, as a number above 0 for `numberOf`. */
  turnOf(stratum: string, drawIds: readonly number[]): number | undefined;
  /** The public number of a draw. */
  numberOf(turn: number): string;
}

export async function readCycles(runner: QueryRunner, key: RotationKey): Promise<Cycles> {
  return cyclesOf(await readRotation(runner, key));
}

export function cyclesOf(rows: readonly RotationRow[]): Cycles {
  const counted = rows.filter(({ phase }) => phase === 'issued');
  const last = new Map<string, LastRound>();
  for (const { cycle, round, stratum } of counted) {
    const before = last.get(stratum);
    if (before === undefined || cycle > before.cycle || (cycle === before.cycle && round > before.round)) {
      last.set(stratum, { cycle, round });
    }
  }
  const present = counted.filter(({ cycle, stratum }) => last.get(stratum)?.cycle === cycle);
  const draws = [...new Map(present.map(({ drawId, number }) => [drawId, number]))];
  const turns = new Map(draws.map(([drawId], at) => [drawId, at + 1]));
  const ofStratum = new Map<string, Set<number>>();
  for (const { drawId, stratum } of present) ofStratum.set(stratum, (ofStratum.get(stratum) ?? new Set()).add(drawId));
  return {
    all: countedDraws(rows),
    current: new Set(draws.map(([drawId]) => drawId)),
    last: (stratum) => last.get(stratum),
    turnOf: (stratum, drawIds) => {
      const mine = ofStratum.get(stratum);
      const drawId = mine === undefined ? undefined : drawIds.find((id) => mine.has(id));
      return drawId === undefined ? undefined : turns.get(drawId);
    },
    numberOf: (turn) => draws[turn - 1]?.[1] ?? '',
  };
}
