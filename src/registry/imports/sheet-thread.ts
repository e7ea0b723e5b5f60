import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';

import { Gate } from '../../platform/database/gate.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import {
  SheetRefusal,
  type ReadOptions,
  type ReadRecord,
  type RegisterName,
  type RegisterSheet,
  type RegisterValues,
} from '../sheets/index.js';
import { type SheetAnswer, type SheetRows, type SheetTask, type TableRows } from './sheet-tasks.js';

/** A file of 200 000 rows and 12 columns was read in 9 to 16 s on two shared cores; ten times as long means harm. */
const MOST_SECONDS = 150;
/** Heap of the thread: such a file was read with 768 MB and not with 512. More than this ends the thread, and nothing else. */
const MOST_HEAP_MEGABYTES = 1536;
/** Files that may wait for their turn; each holds as much memory as an upload may have bytes. */
const MOST_WAITING = 8;

/** Reads and writes spreadsheets on a thread of their own, one file at a time. */
@Injectable()
export class SheetThread {
  private readonly gate = new Gate();
  private waiting = 0;

  /** @throws SheetRefusal when the file as a whole cannot be read */
  async read<Name extends RegisterName>(
    register: Name,
    bytes: Uint8Array,
    options: ReadOptions,
  ): Promise<RegisterSheet<Name>> {
    return this.inTurn(async () => {
      const records: ReadRecord<RegisterName>[] = [];
      const worker = start({ kind: 'read', register, bytes, options });
      const answer = await lastAnswer(worker, (some) => {
        for (const record of some) records.push(record);
      });
      if (answer.kind !== 'read') throw failureOf(answer);
      return { ...answer.head, records } as unknown as RegisterSheet<Name>;
    });
  }

  /** @param rows the register's rows, some at a time */
  async write<Name extends RegisterName>(
    register: Name,
    rows: AsyncIterable<readonly RegisterValues[Name][]>,
    format: 'xlsx' | 'csv',
  ): Promise<Uint8Array> {
    return this.written({ kind: 'write', register, format }, rows satisfies AsyncIterable<SheetRows>);
  }

  /** @param rows texts, a row for each, some rows at a time */
  async writeTable(
    title: string,
    headings: readonly string[],
    rows: AsyncIterable<readonly (readonly string[])[]>,
  ): Promise<Uint8Array> {
    return this.written({ kind: 'table', title, headings }, rows satisfies AsyncIterable<TableRows>);
  }

  private async written(task: SheetTask, rows: AsyncIterable<SheetRows | TableRows>): Promise<Uint8Array> {
    return this.inTurn(async () => {
      const worker = start(task);
      const last = lastAnswer(worker, () => undefined);
      // a thread that ends while rows are still being sent is noticed after the loop
      last.catch(() => undefined);
      try {
        for await (const some of rows) worker.postMessage(some);
      } catch (error) {
        await worker.terminate();
        throw error;
      }
      worker.postMessage(null);
      const answer = await last;
      if (answer.kind !== 'written') throw failureOf(answer);
      return answer.bytes;
    });
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= MOST_WAITING) throw busy();
    this.waiting += 1;
    await this.gate.enter();
    try {
      return await work();
    } finally {
      this.waiting -= 1;
      this.gate.leave();
    }
  }
}

function start(task: SheetTask): Worker {
  return new Worker(new URL('./sheets.worker.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MEGABYTES },
  });
}

type LastAnswer = Exclude<SheetAnswer, { kind: 'records' }>;

async function lastAnswer(
  worker: Worker,
  onRecords: (records: readonly ReadRecord<RegisterName>[]) => void,
): Promise<LastAnswer> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<LastAnswer>((resolve, reject) => {
      timer = setTimeout(() => reject(tooMuchWork()), MOST_SECONDS * 1000);
      worker.on('message', (answer: SheetAnswer) => {
        if (answer.kind === 'records') onRecords(answer.records);
        else resolve(answer);
      });
      worker.once('error', (error) => {
        reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchWork() : error);
      });
      worker.once('exit', (code) => reject(new Error(`the sheets' thread ended without an answer (${code})`)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function failureOf(answer: LastAnswer): Error {
  if (answer.kind === 'refused') return new SheetRefusal(answer.code, answer.message, answer.problems);
  if (answer.kind !== 'failed')
    return new Error(`the sheets' thread gave an answer to another question: ${answer.kind}`);
  const error = new Error(answer.message);
  error.stack = answer.stack;
  return error;
}

function tooMuchWork(): DomainError {
  return new DomainError(
    'too-large',
    'sheet_too_large',
    text(
      '文件展开后过大，无法读取；请拆成几个较小的文件。',
      'The file is too large once unpacked; split it into smaller ones.',
    ),
  );
}

function busy(): DomainError {
  return new DomainError(
    'unavailable',
    'sheets_busy',
    text('正在处理的表格过多，请稍后再试。', 'Too many spreadsheets are being worked on; try again in a moment.'),
    { retryAfterSeconds: 10 },
  );
}
