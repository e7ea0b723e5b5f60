import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { holdName } from '../../platform/database/row-lock.js';
import { type Draw } from '../draws/draw.entity.js';
import { type Waits } from '../sources/sources.service.js';
import { DrawRotation } from './draw-rotation.entity.js';
import {
  countedDraws,
  isUnderWay,
  readRotation,
  supplementsToCome,
  underWay,
  type RotationKey,
} from './rotation-cycles.js';
import { type RotationSeen } from './rotation-look.js';
import { type Round } from './rotation-rules.js';

/** How often it is looked whether the draw before has been issued, in milliseconds. */
const ASK_AGAIN = 5_000;

/** The rounds of rotations, one after the other: whose turn comes in one depends on who was drawn in those before. */
@Injectable()
export class Rotations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What a draw waits for before its pools are taken down: a draw of the same rotation that is not issued yet. */
  async waitsFor(manager: EntityManager, draw: Pick<Draw, 'id'>, key: RotationKey): Promise<Waits | undefined> {
    const rows = await readRotation(manager, key);
    const [number] = [...underWay(rows, draw.id), ...(await supplementsToCome(manager, rows))];
    if (number === undefined) return undefined;
    return {
      waiting: {
        zh: `同一轮查“${key.code}”的抽取 ${number} 尚未派发；它抽到了谁确定之后，本次才能确定名单。`,
        en: `Draw ${number} of the same rotation "${key.code}" is not issued yet; only when it is settled whom it has drawn can the pool of this one be taken down.`,
        answers: [],
      },
      again: new Date(this.clock.now().getTime() + ASK_AGAIN),
    };
  }

  /**
   * Keeps what a draw is to its rotation, with its commitment.
   * @throws Error where another draw of the rotation came, or went, since the pools were taken down: they are taken down anew
   */
  async keep(
    manager: EntityManager,
    drawId: number,
    { agencyId, code, draws, rounds, scope }: RotationSeen,
  ): Promise<void> {
    await holdName(manager, `rotation-${agencyId}-${code}`);
    const rows = await readRotation(manager, { agencyId, code, scope }, true);
    const now = countedDraws(rows);
    const others = [...underWay(rows, drawId), ...(await supplementsToCome(manager, rows))];
    if (others.length > 0 || now.join() !== draws.join()) {
      throw new Error(`another draw of the rotation "${code}" came between`);
    }
    await manager.insert(
      DrawRotation,
      rounds.map((round) => ({ ...round, drawId, agencyId, code, scope })),
    );
  }

  /**
   * The number of a round that came after a draw and stands: what the draw has left over may have been drawn there, so nothing
   * of it can be drawn any more.
   */
  async roundAfter(manager: EntityManager, drawId: number): Promise<string | undefined> {
    const own = await manager.findBy(DrawRotation, { drawId });
    const [first] = own;
    if (first === undefined) return undefined;
    await holdName(manager, `rotation-${first.agencyId}-${first.code}`);
    const rows = await readRotation(manager, first, true);
    const standing = new Set(countedDraws(rows));
    const mine = new Map(own.map((row) => [row.stratum, row]));
    return rows.find((row) => {
      const before = mine.get(row.stratum);
      if (before === undefined || row.kind !== 'draw' || !(standing.has(row.drawId) || isUnderWay(row))) return false;
      return row.cycle > before.cycle || (row.cycle === before.cycle && row.round > before.round);
    })?.number;
  }

  /** A supplement is of the round of the draw that it supplements. */
  async carry(manager: EntityManager, earlierDrawId: number, drawId: number): Promise<void> {
    const rows = await manager.findBy(DrawRotation, { drawId: earlierDrawId });
    if (rows.length > 0)
      await manager.insert(
        DrawRotation,
        rows.map((row) => ({ ...row, drawId })),
      );
  }

  /** What a draw was to each stratum of its rotation; null of one that is no round of any. */
  async roundsOf({
    id,
    kind,
  }: Pick<Draw, 'id' | 'kind'>): Promise<{ readonly code: string; readonly rounds: readonly Round[] } | null> {
    // a supplement goes on with the round of its draw, whose sheet tells its chances
    if (kind !== 'draw') return null;
    const rows = await this.dataSource.manager.find(DrawRotation, { where: { drawId: id }, order: { stratum: 'ASC' } });
    const [first] = rows;
    return first === undefined ? null : { code: first.code, rounds: rows };
  }
}
