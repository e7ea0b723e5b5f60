import { type PublicDrawDetailResponse } from '../../drawing/published/published.dto.js';

/* A draw is told in six moments, the same on every page and screen (公告 等待 开奖 抽取 配对 封存). */

export const MOMENTS = ['announce', 'wait', 'reveal', 'select', 'pair', 'seal'] as const;
export type MomentName = (typeof MOMENTS)[number];
/** `never`: the draw came to another end. */
export type MomentState = 'done' | 'now' | 'ahead' | 'never';

export type Standing = Pick<PublicDrawDetailResponse, 'phase' | 'recordHash' | 'seededAt'>;

/** How each moment stands. At most one is under way, and none is once the draw has come to its end. */
export function momentsOf({ phase, recordHash, seededAt }: Standing): Readonly<Record<MomentName, MomentState>> {
  const over = phase === 'ended' || phase === 'voided';
  const seeded = seededAt !== null;
  const recorded = recordHash !== null;
  /** @param before whether the one before it is done */
  const state = (done: boolean, before: boolean): MomentState =>
    done ? 'done' : over ? 'never' : before ? 'now' : 'ahead';
  return {
    announce: 'done',
    wait: state(seeded || recorded, true),
    // the randomness comes in the moment in which the waiting ends
    reveal: state(seeded || recorded, false),
    select: state(recorded, seeded),
    pair: phase === 'infeasible' ? 'never' : state(recorded, false),
    seal: state(recorded, false),
  };
}
