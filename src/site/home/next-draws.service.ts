import { Injectable } from '@nestjs/common';

import { DrawBulletins } from '../../disclosure/draws/draw-bulletins.service.js';
import { ComingOccurrences } from '../../planning/occurrences/coming-occurrences.service.js';

/** A draw that is to come: announced, with its number, or so far only in a published plan. */
export interface NextDraw {
  readonly at: string;
  readonly batch: string;
  readonly agency: string;
  readonly draw: string | null;
  readonly plan: number | null;
}

const MOST = 5;

/** What is drawn next, as far as it is public: announced draws, and moments that stand in published plans. */
@Injectable()
export class NextDraws {
  constructor(
    private readonly occurrences: ComingOccurrences,
    private readonly draws: DrawBulletins,
  ) {}

  async all(): Promise<NextDraw[]> {
    const { items } = await this.draws.list({ state: 'committed', sort: 'drawAt', pageSize: MOST });
    const announced = items.map(({ agency, batch, drawAt, number }) => ({
      at: drawAt,
      batch,
      agency: agency.name,
      draw: number,
      plan: null,
    }));
    const planned = (await this.occurrences.next(MOST)).map((one) => ({
      ...one,
      at: one.at.toISOString(),
      draw: null,
    }));
    return [...announced, ...planned].slice(0, MOST);
  }
}
