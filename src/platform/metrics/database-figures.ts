import { Injectable } from '@nestjs/common';

import { OneAtATime, within } from '../bounded/one-at-a-time.js';
import { Pulse } from '../database/pulse.js';
import { Log } from '../log/log.js';
import { text } from '../text.js';
import { expositionOf, type FigureTerms, type Reading } from './metrics.js';

/** Milliseconds that a scrape waits for what is read of the database. */
const BOUND = 2000;
/** Milliseconds for which a reading is good: several scrapers ask the database once. */
const FRESH = 5000;
/** The same for what takes long to count. */
const FRESH_IN_BACKGROUND = 300_000;
/** Milliseconds after which a reading that hangs is given up on. */
const PATIENCE = 30_000;
const PATIENCE_IN_BACKGROUND = 1_800_000;

/** Figures of the database: every process gives the same. */
export interface FigureSource {
  readonly name: string;
  readonly figures: readonly FigureTerms[];
  /**
   * Counts what takes long: read behind the scrapes, at most every five minutes, so that the first scrape has none and a
   * later one has the last.
   */
  readonly inBackground?: boolean;
  readonly read: () => Promise<readonly Reading[]>;
}

const DATABASE_UP: FigureTerms = {
  name: 'sortis_database_up',
  help: text('数据库是否应答（1 是，0 否）。', 'Whether the database answers (1) or not (0).'),
  labels: [],
};
const READ: FigureTerms = {
  name: 'sortis_database_figures_read',
  help: text(
    '这一组数据库指标此次是否读到（1 是，0 否）；未读到的不输出。',
    'Whether this group of figures was read of the database (1) or not (0); what was not read is left out.',
  ),
  labels: ['source'],
};

/** What is read of the database for a scrape: little, in bounded time, and never more than one reading of a kind at once. */
@Injectable()
export class DatabaseFigures {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly pulse: Pulse,
    private readonly log: Log,
  ) {}

  register(source: FigureSource): void {
    if (this.kept.has(source.name)) throw new Error(`two sources of figures are called ${source.name}`);
    this.kept.set(source.name, new Kept(source));
  }

  async exposition(): Promise<string> {
    const up = await this.pulse.beats();
    const end = performance.now() + BOUND;
    const sources = [...this.kept.values()];
    const groups = await Promise.all(sources.map((kept) => this.reading(kept, up, end)));
    const readings: Reading[] = [{ name: DATABASE_UP.name, labels: {}, value: up ? 1 : 0 }];
    for (const [at, group] of groups.entries()) {
      const source = sources[at]?.source.name ?? '';
      readings.push({ name: READ.name, labels: { source }, value: group === undefined ? 0 : 1 });
      readings.push(...(group ?? []));
    }
    return expositionOf([DATABASE_UP, READ, ...sources.flatMap(({ source }) => source.figures)], readings);
  }

  private async reading(kept: Kept, up: boolean, end: number): Promise<readonly Reading[] | undefined> {
    if (kept.source.inBackground === true) {
      if (up && kept.isStale()) kept.refresh().catch((error: unknown) => this.failed(kept.source, error));
      return kept.last;
    }
    // a question to a database that does not answer would only hold one more of its connections
    if (!up) return undefined;
    if (!kept.isStale()) return kept.last;
    try {
      return await within(Math.max(0, end - performance.now()), kept.refresh());
    } catch (error) {
      this.failed(kept.source, error);
      return undefined;
    }
  }

  private failed({ name }: FigureSource, error: unknown): void {
    this.log.warn({ err: error, source: name }, 'figures of the database not read');
  }
}

/** A source with what was last read of it. */
class Kept {
  last: readonly Reading[] | undefined;
  private lastAt = -Infinity;
  private readonly reading: OneAtATime<readonly Reading[]>;

  constructor(readonly source: FigureSource) {
    this.reading = new OneAtATime(() => this.read(), source.inBackground === true ? PATIENCE_IN_BACKGROUND : PATIENCE);
  }

  isStale(): boolean {
    return performance.now() - this.lastAt >= (this.source.inBackground === true ? FRESH_IN_BACKGROUND : FRESH);
  }

  refresh(): Promise<readonly Reading[]> {
    return this.reading.run();
  }

  private async read(): Promise<readonly Reading[]> {
    // what fails in the background is not tried at once again
    if (this.source.inBackground === true) this.lastAt = performance.now();
    this.last = await this.source.read();
    this.lastAt = performance.now();
    return this.last;
  }
}
