import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { readManifest, type Json } from '../../protocol/index.js';
import { DrawEngine } from './draw-engine.js';
import { readDraw } from './readings.js';
import { type PoolsToRead, type ReadingTask, type Rehearsal, type TaskResults } from './tasks.js';

/** Up to so many leaves are read at once: a thread of its own takes longer to begin than they take to read. */
const LIGHT = 2000;
/** Readings of large draws that wait for one another; whoever comes then is asked to come again. */
const MOST_WAITING = 16;

/** Reads whole draws for those who ask from outside: large ones on the engine's thread, one after the other. */
@Injectable()
export class DrawReadings {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly engine: DrawEngine,
  ) {}

  async read<K extends ReadingTask['kind']>(task: ReadingTask<K>): Promise<TaskResults[K]> {
    const { exclusions, inspectors, targets } = readManifest(JSON.parse(task.manifest) as Json);
    if (exclusions.count + inspectors.count + targets.count <= LIGHT) return readDraw(this.dataSource, task);
    return this.inTurn(() => this.engine.read(task));
  }

  /** The pools that a draw would have now. Always on the thread: how large they are shows only as they are read. */
  async rehearse(pools: PoolsToRead): Promise<Rehearsal> {
    return this.inTurn(() => this.engine.rehearse({ kind: 'rehearsal', pools }));
  }

  private async inTurn<T>(read: () => Promise<T>): Promise<T> {
    if (this.waiting >= MOST_WAITING) {
      const busy = text(
        '正在整理其他抽取的名单，请稍后再试。',
        'The lists of other draws are being read; try again soon.',
      );
      throw new DomainError('unavailable', 'draws_being_read', busy, { retryAfterSeconds: 10 });
    }
    this.waiting++;
    const mine = this.last.then(read);
    this.last = mine.catch(() => undefined);
    return mine.finally(() => this.waiting--);
  }
}
