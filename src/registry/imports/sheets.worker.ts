import { parentPort, workerData } from 'node:worker_threads';

import {
  inspectors,
  matters,
  readRegister,
  SheetRefusal,
  targets,
  visits,
  writeRegister,
  type Register,
  type RegisterName,
  type RegisterValues,
} from '../sheets/index.js';
import { RECORDS_AT_ONCE, type SheetAnswer, type SheetRows, type SheetTask } from './sheet-tasks.js';

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
  const rows: RegisterValues[RegisterName][] = [];
  parentPort?.on('message', (some: SheetRows) => {
    if (some !== null) {
      rows.push(...some);
      return;
    }
    guarded(() => {
      const bytes = writeRegister<RegisterName>(REGISTERS[register] as Register<RegisterName>, rows, format);
      say({ kind: 'written', bytes });
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
guarded(() => (task.kind === 'read' ? read(task) : write(task)));
