import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'node:worker_threads';

import { DomainError } from '../../../platform/errors/domain-error.js';
import { Log } from '../../../platform/log/log.js';
import { text } from '../../../platform/text.js';
import { type PressAnswer } from './press.worker.js';
import { type PressTask } from './formats.js';

/** Who waits longer goes away. A notice of 200 matters takes a second. */
const PATIENCE_MILLISECONDS = 60_000;
const MOST_WAITING = 50;
const MEGABYTES = 512;

/**
 * Makes files of documents on a thread of its own, one at a time. A document that takes too long or too much is broken off
 * with the thread, and nobody else notices.
 */
@Injectable()
export class Press implements OnModuleDestroy {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly log: Log) {}

  async make(task: PressTask): Promise<Uint8Array> {
    if (this.waiting >= MOST_WAITING) throw busy();
    this.waiting++;
    const made = this.last.then(() => this.ask(task));
    this.last = made.catch(() => undefined);
    try {
      return await made;
    } finally {
      this.waiting--;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker?.terminate();
  }

  private async ask(task: PressTask): Promise<Uint8Array> {
    const worker = (this.worker ??= this.hire());
    worker.ref();
    let timer: NodeJS.Timeout | undefined;
    let done: () => void = () => undefined;
    try {
      const answer = await new Promise<PressAnswer>((resolve, reject) => {
        const ended = (): void => reject(new Error('the thread ended'));
        worker.once('message', resolve).once('error', reject).once('exit', ended);
        timer = setTimeout(() => reject(new Error('it took too long')), PATIENCE_MILLISECONDS);
        done = () => void worker.off('message', resolve).off('error', reject).off('exit', ended);
        worker.postMessage(task);
      });
      if (answer.bytes === undefined) throw new Error(answer.fault);
      return answer.bytes;
    } catch (error) {
      this.log.error({ err: error, format: task.format }, 'a document could not be made into a file');
      this.worker = undefined;
      await worker.terminate();
      throw failed();
    } finally {
      done();
      clearTimeout(timer);
      // a thread that waits for work does not hold the process up
      worker.unref();
    }
  }

  private hire(): Worker {
    const worker = new Worker(new URL('./press.worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    worker.on('error', () => (this.worker = undefined));
    worker.setMaxListeners(20);
    return worker;
  }
}

const busy = (): DomainError =>
  new DomainError(
    'unavailable',
    'press_busy',
    text('正在制作的文书太多，请稍后再试。', 'Too many documents are being made; try again soon.'),
    { retryAfterSeconds: 10 },
  );

const failed = (): DomainError =>
  new DomainError(
    'unavailable',
    'paper_not_made',
    text(
      '这份文书没有制作成功：内容太多，或者出了错，已记录。',
      'The document could not be made: it has too much in it, or something failed, which was recorded.',
    ),
    { retryAfterSeconds: 60 },
  );
