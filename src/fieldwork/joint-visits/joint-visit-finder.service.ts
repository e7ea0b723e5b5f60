import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { BEFORE_VISIT } from '../life/life-cycle.js';
import { areNear } from './joint-visit-rules.js';
import { JointVisit } from './joint-visit.entity.js';

/** Inspections that are looked at in one transaction. */
const AT_ONCE = 500;
/** Nobody has been there yet, in SQL. */
const OPEN = `IN (${BEFORE_VISIT.map((state) => `'${state}'`).join(', ')})`;

interface Pair {
  readonly own: number;
  readonly other: number;
  readonly ownFrom: string;
  readonly ownUntil: string;
  readonly otherFrom: string;
  readonly otherUntil: string;
}

/**
 * Finds the inspections of other draws that send someone to the same target at about the same time, and offers both sides
 * to make one visit of the two. Codes of targets are one organisation's over all agencies (target-code.ts).
 */
@Injectable()
export class JointVisitFinder {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** After a draw was issued; done again it offers nothing twice. Of two draws at once, whichever comes later finds the other. */
  async find(job: ClaimedJob, drawId: number, sampleSize: number): Promise<void> {
    for (let ordinal = 1; ordinal <= sampleSize; ordinal += AT_ONCE) {
      await this.transactions.run(async (manager) => {
        await job.fence(manager);
        await this.offer(manager, drawId, ordinal);
      });
    }
  }

  private async offer(manager: EntityManager, drawId: number, ordinal: number): Promise<void> {
    const pairs = await manager.query<Pair[]>(
      `SELECT own.id AS own, other.id AS other, own.visit_from AS ownFrom, own.visit_until AS ownUntil,
          other.visit_from AS otherFrom, other.visit_until AS otherUntil
        FROM inspections own
          JOIN inspections other ON other.target_code = own.target_code AND other.draw_id <> own.draw_id
          JOIN draws ownDraw ON ownDraw.id = own.draw_id AND ownDraw.phase = 'issued'
          JOIN draws otherDraw ON otherDraw.id = other.draw_id AND otherDraw.phase = 'issued'
        WHERE own.draw_id = ? AND own.ordinal BETWEEN ? AND ? AND own.state ${OPEN} AND other.state ${OPEN}
          AND NOT EXISTS (SELECT 1 FROM joint_visits known WHERE known.first_id = own.id AND known.second_id = other.id)
          AND NOT EXISTS (SELECT 1 FROM joint_visits known WHERE known.first_id = other.id AND known.second_id = own.id)
        ORDER BY own.id, other.id`,
      [drawId, ordinal, ordinal + AT_ONCE - 1],
    );
    const now = this.clock.now();
    const near = pairs.filter((pair) =>
      areNear({ from: pair.ownFrom, until: pair.ownUntil }, { from: pair.otherFrom, until: pair.otherUntil }),
    );
    for (let start = 0; start < near.length; start += AT_ONCE) {
      await manager.insert(
        JointVisit,
        near.slice(start, start + AT_ONCE).map(({ other, own }) => ({
          firstId: Math.min(own, other),
          secondId: Math.max(own, other),
          state: 'offered' as const,
          ...{ firstDay: null, firstBy: null, secondDay: null, secondBy: null, reason: null, endedBy: null },
          version: 1,
          createdAt: now,
          updatedAt: now,
        })),
      );
    }
  }
}
