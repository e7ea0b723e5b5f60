import { parentPort, workerData } from 'node:worker_threads';

import {
  inspectors,
  matters,
  readRegister,
  SheetRefusal,
  targets,
  visits,
  writeRegister,
  writeTable,
  type Register,
  type RegisterName,
  type RegisterValues,
} from '../sheets/index.js';
import { RECORDS_AT_ONCE, type SheetAnswer, type SheetRows, type SheetTask, type TableRows } from './sheet-tasks.js';

/* The sheets' thread: reads one file or writes one, and ends. 200 000 rows take 12 s, in which requests go on being served. */

const REGISTERS = { matters, targets, inspectors, visits } as const;

const say = (answer: SheetAnswer): void => parentPort?.postMessage(answer);

function read({ register, bytes, options }: Extract<SheetTask, { kind: 'read' }>): void {
  const { records, ...head } = readRegister<RegisterName>(
    REGISTERS[register] as Register<RegisterName>,
    bytes,
    options,
  );
  for (let start = 0; start < records.length; start += RECORDS_AT_ONCE) {
    say({ kind: 'records', records: records.slice(start, start + RECORDS_AT_ONCE) });
  }
  say({ kind: 'read', head });
}

function write({ register, format }: Extract<SheetTask, { kind: 'write' }>): void {
  gather<RegisterValues[RegisterName]>((rows) =>
    writeRegister<RegisterName>(REGISTERS[register] as Register<RegisterName>, rows, format),
  );
}

function table({ headings, title }: Extract<SheetTask, { kind: 'table' }>): void {
  gather<readonly string[]>((rows) => writeTable(title, headings, rows));
}

/** Takes the rows as they come, and writes the file once they are all there. */
function gather<Row>(written: (rows: readonly Row[]) => Buffer): void {
  const rows: Row[] = [];
  parentPort?.on('message', (some: SheetRows | TableRows) => {
    if (some !== null) {
      for (const row of some) rows.push(row as Row);
      return;
    }
    guarded(() => {
      say({ kind: 'written', bytes: written(rows) });
      parentPort?.close();
    });
  });
}

function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof SheetRefusal) {
      say({ kind: 'refused', code: error.code, message: error.text, problems: error.problems });
    } else {
      const known = error instanceof Error ? error : new Error(String(error));
      say({ kind: 'failed', message: known.message, stack: known.stack ?? '' });
    }
  }
}

const task = workerData as SheetTask;
guarded(() => {
  if (task.kind === 'read') read(task);
  else if (task.kind === 'write') write(task);
  else table(task);
});
