import { Injectable } from '@nestjs/common';

import { Metrics, type Observe } from '../../platform/metrics/metrics.js';
import { text } from '../../platform/text.js';
import { type Draw } from '../draws/draw.entity.js';

/** What is looked at of a draw before and after a step; the step changes it. */
type Stepping = Pick<Draw, 'phase' | 'drawAt' | 'drawnAt'>;

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

  /** Times a step of a draw. It counts under the phase that the draw has come to by it, and not at all if it stays where it is. */
  async timed<T>(draw: Stepping, step: () => Promise<T>): Promise<T> {
    const { phase } = draw;
    const started = performance.now();
    const result = await step();
    if (draw.phase !== phase) this.works({ phase: draw.phase }, (performance.now() - started) / 1000);
    if (draw.phase === 'drawn' && draw.drawnAt !== null) {
      this.lateness({}, Math.max(0, draw.drawnAt.getTime() - draw.drawAt.getTime()) / 1000);
    }
    return result;
  }

  /** Times the issuing of a draw, unless that was done before. */
  async timedIssue<T>(draw: { readonly issued: boolean }, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    if (!draw.issued) this.works({ phase: 'issued' }, (performance.now() - started) / 1000);
    return result;
  }
}
