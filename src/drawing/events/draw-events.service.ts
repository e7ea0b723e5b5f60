import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { momentOfRow } from '../../platform/database/plain-moments.js';
import { DomainError, notFound } from '../../platform/errors/domain-error.js';
import { Log } from '../../platform/log/log.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { text } from '../../platform/text.js';
import { Draw } from '../draws/draw.entity.js';
import { publicTerms } from '../published/published.dto.js';
import { eventText, factsOf, idOf, toldBy, untold, type WatchedRow, type WatchedTerms } from './draw-facts.js';
import { Watchers } from './watchers.js';

/** Milliseconds between two looks at all draws that somebody watches: one query, however many watch. */
const LOOK = 1000;
/** Milliseconds between two signs of life, which tell the server's time as well. Proxies close what is silent for a minute. */
const SIGN = 15_000;
/** Milliseconds after which a connection ends; the browser comes again by itself. Nothing is held for ever. */
const LONGEST = 3_600_000;
/** Bytes that wait for a reader who does not read, before the connection is given up. */
const PATIENCE = 64 * 1024;

/** Where events go: an answer that is under way. */
export interface Reader {
  write(text: string): void;
  end(): void;
  /** Bytes that were written and not taken. */
  waiting(): number;
}

interface Watching {
  readonly draw: Watched;
  readonly reader: Reader;
  readonly since: number;
  signed: number;
  told: number;
  /** Gives up the place. */
  readonly leave: () => void;
}

interface Watched {
  readonly number: string;
  /** Committed, and so the same for ever. */
  readonly terms: WatchedTerms;
  readonly watching: Set<Watching>;
}

/**
 * Tells whoever watches a draw what has become public of it, as it comes. Every process looks by itself at what its own
 * watchers watch, so that it does not matter which one conducts the draw.
 */
@Injectable()
export class DrawEvents implements OnModuleDestroy {
  private readonly watched = new Map<string, Watched>();
  private readonly watchers: Watchers;
  private readonly refused: (labels: { reason: string }) => void;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private blind = false;
  private over = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
    private readonly clock: Clock,
    config: Config,
    metrics: Metrics,
  ) {
    this.watchers = new Watchers(config.watchers);
    metrics.gauge(
      {
        name: 'sortis_event_connections',
        help: text('正在观看抽取的连接数。', 'Connections that watch draws.'),
        labels: [],
      },
      () => this.watchers.count,
    );
    this.refused = metrics.counter({
      name: 'sortis_event_connections_refused_total',
      help: text('因已达上限而拒绝的观看连接数，按代码。', 'Connections to watch that were refused, by code.'),
      labels: ['reason'],
    });
  }

  /**
   * Begins to tell a reader of a draw, first what it has not been told. Refuses before anything is written: a draw that is
   * not committed is not there.
   * @param open called right before the first word
   * @returns what ends it from the reader's side
   */
  async watch(number: string, lastId: string | undefined, address: string, open: () => Reader): Promise<() => void> {
    if (this.over) {
      const words = text('服务正在停止。', 'The server is stopping.');
      throw new DomainError('unavailable', 'stopping', words, { retryAfterSeconds: 5 });
    }
    const leave = this.enter(address);
    try {
      const terms = this.watched.get(number)?.terms ?? (await this.termsOf(number));
      const [row] = await this.read([number]);
      if (row === undefined || this.over) throw notFound(text('抽取', 'draw'), number);
      const draw = this.watched.get(number) ?? { number, terms, watching: new Set<Watching>() };
      this.watched.set(number, draw);
      const now = performance.now();
      const one: Watching = { draw, reader: open(), since: now, signed: now, told: toldBy(lastId), leave };
      draw.watching.add(one);
      one.reader.write(`retry: 3000\n${eventText('time', { now: this.clock.now().toISOString() })}`);
      this.tell(one, row);
      this.timer ??= setInterval(() => void this.look(), LOOK).unref();
      return () => this.end(one);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Looks once at all that is watched, and tells what is new. Called by its own timer. */
  async look(): Promise<void> {
    // a database that does not answer is asked again when it has
    if (!this.looking && this.watched.size > 0) {
      this.looking = true;
      try {
        const rows = await this.read([...this.watched.keys()]);
        for (const row of rows) for (const one of this.watched.get(row.number)?.watching ?? []) this.tell(one, row);
        this.blind = false;
      } catch (error) {
        if (!this.blind) this.log.warn({ err: error }, 'what is watched could not be looked at; it goes on');
        this.blind = true;
      } finally {
        this.looking = false;
      }
    }
    this.keepAlive();
  }

  /** The answers under way end at once; the browsers come again and find another process, or the next one. */
  onModuleDestroy(): void {
    this.over = true;
    clearInterval(this.timer);
    for (const { watching } of this.watched.values()) for (const one of watching) this.end(one);
  }

  private enter(address: string): () => void {
    try {
      return this.watchers.enter(address);
    } catch (error) {
      if (error instanceof DomainError) this.refused({ reason: error.code });
      throw error;
    }
  }

  private keepAlive(): void {
    const now = performance.now();
    for (const { watching } of this.watched.values()) {
      for (const one of watching) {
        if (now - one.since >= LONGEST) this.end(one);
        else if (now - one.signed >= SIGN) {
          one.signed = now;
          this.write(one, eventText('time', { now: this.clock.now().toISOString() }));
        }
      }
    }
  }

  private tell(one: Watching, row: WatchedRow): void {
    const now = this.clock.now();
    for (const { fact, told } of untold(factsOf(row, one.draw.terms, now), one.told)) {
      one.told = told;
      this.write(one, eventText(fact.name, { ...fact.data, now: now.toISOString() }, idOf(told)));
    }
  }

  private write(one: Watching, words: string): void {
    if (one.reader.waiting() > PATIENCE) this.end(one);
    else one.reader.write(words);
  }

  private end(one: Watching): void {
    if (!one.draw.watching.delete(one)) return;
    one.leave();
    one.reader.end();
    if (one.draw.watching.size === 0) this.watched.delete(one.draw.number);
    if (this.watched.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async termsOf(number: string): Promise<WatchedTerms> {
    const draw = await this.dataSource.manager.findOne(Draw, {
      select: { id: true, manifest: true },
      where: { number, commitment: Not(IsNull()) },
    });
    if (draw === null) throw notFound(text('抽取', 'draw'), number);
    return publicTerms(draw);
  }

  private async read(numbers: readonly string[]): Promise<WatchedRow[]> {
    const rows = await this.dataSource.query<Record<string, string | null>[]>(
      `SELECT number AS number, phase AS phase, commitment AS commitment, committed_at AS committedAt, draw_at AS drawAt,
              seeded_at AS seededAt, entropy AS entropy, drawn_at AS drawnAt, issued_at AS issuedAt, ended_at AS endedAt,
              record_hash AS recordHash, failure AS failure,
              CASE WHEN phase = 'voided'
                   THEN (SELECT MAX(at) FROM log_entries WHERE draw_number = draws.number AND kind = 'void')
              END AS voidedAt
         FROM draws WHERE commitment IS NOT NULL AND number IN (${numbers.map(() => '?').join(', ')})`,
      [...numbers],
    );
    return rows.map((row) => {
      const moment = (name: string): Date | null => (row[name] == null ? null : momentOfRow(row[name]));
      return {
        ...(row as unknown as WatchedRow),
        committedAt: moment('committedAt'),
        drawAt: momentOfRow(row.drawAt ?? ''),
        seededAt: moment('seededAt'),
        drawnAt: moment('drawnAt'),
        issuedAt: moment('issuedAt'),
        endedAt: moment('endedAt'),
        voidedAt: moment('voidedAt'),
        failure: typeof row.failure === 'string' ? (JSON.parse(row.failure) as WatchedRow['failure']) : row.failure,
      } as WatchedRow;
    });
  }
}
