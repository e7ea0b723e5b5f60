import { Injectable } from '@nestjs/common';

import { Metrics, type Observe } from '../../platform/metrics/metrics.js';
import { text } from '../../platform/text.js';

/** What a draw comes to by a step of its work. */
export type PhaseReached = 'announced' | 'committed' | 'seeded' | 'drawn' | 'issued';

/** Seconds. */
const WORK = [0.05, 0.25, 1, 5, 15, 60, 300, 1800];
/** Seconds: a draw is on time within seconds, and may wait for witnesses for days. */
const LATENESS = [1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400];

/** What is measured of the draws that this process conducts. */
@Injectable()
export class DrawFigures {
  private readonly works: Observe<'phase'>;
  private readonly lateness: Observe<never>;

  constructor(metrics: Metrics) {
    this.works = metrics.histogram(
      {
        name: 'sortis_draw_phase_duration_seconds',
        help: text(
          '抽取每一步的工作用时（秒），按所达到的阶段；等待不计。',
          'How long the work took that brought a draw to this phase; waiting is not counted.',
        ),
        labels: ['phase'],
      },
      WORK,
    );
    this.lateness = metrics.histogram(
      {
        name: 'sortis_draw_lateness_seconds',
        help: text(
          '抽取结果比其预定时刻晚了多少秒。',
          'How long after the moment that was promised the result of a draw stood.',
        ),
        labels: [],
      },
      LATENESS,
    );
  }

  /**
   * Times a piece of work that brings a draw to a phase. One that fails is not counted, nor one that `reached` says has
   * not got there.
   */
  async timed<T>(phase: PhaseReached, work: () => Promise<T>, reached: (result: T) => boolean = () => true): Promise<T> {
    const started = performance.now();
    const result = await work();
    if (reached(result)) this.works({ phase }, (performance.now() - started) / 1000);
    return result;
  }

  /** The record of a draw stands. */
  drawn(drawAt: Date, drawnAt: Date): void {
    this.lateness({}, Math.max(0, drawnAt.getTime() - drawAt.getTime()) / 1000);
  }
}
