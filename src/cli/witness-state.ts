import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { writeOnce, writeWhole } from '../platform/files.js';
import {
  type Json,
  type LogOffence,
  type LogReading,
  ProtocolError,
  readReading,
  readWitnessMemory,
  toHex,
  DEFAULT_SUITE,
  UNREAD,
  utf8,
  type WitnessMemory,
  writtenReading,
} from '../protocol/index.js';

/* What a witness keeps in files: one with its memory, and beside it the notes that prove an alarm. */

const FORMAT = 'sortis-witness/1';
const MOST_BYTES = 128 * 1024 * 1024;
/** Checkpoints that are remembered as they were seen. The newest alone counts for the judgement. */
const MOST_SEEN = 1000;
/** Alarms whose notes are kept: a server that forks with every answer must not fill the disk. */
const MOST_ALARMS = 100;
/** Offences that are kept. */
const MOST_OFFENCES = 1000;

export interface SeenCheckpoint {
  /** UTC instant. */
  readonly at: string;
  readonly checkpoint: string;
}

export interface WitnessState {
  readonly memory: WitnessMemory;
  /** The entries up to the memory's checkpoint. */
  readonly reading: LogReading;
  /** What the log has offended with so far, the oldest first. */
  readonly offences: readonly LogOffence[];
  readonly seen: readonly SeenCheckpoint[];
}

export class StateUnusable extends Error {
  constructor(
    readonly file: string,
    readonly why: string,
  ) {
    super(why);
  }
}

/** Undefined where there is no file. Throws StateUnusable: to begin anew would be to trust whatever is shown now. */
export function readState(file: string): WitnessState | undefined {
  if (!existsSync(file)) return undefined;
  if (statSync(file).size > MOST_BYTES) throw new StateUnusable(file, `over ${MOST_BYTES} bytes`);
  try {
    const held = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, unknown>> | null;
    if (held?.format !== FORMAT || !Array.isArray(held.seen) || !Array.isArray(held.offences))
      throw new StateUnusable(file, `its format is not ${FORMAT}`);
    return {
      memory: readWitnessMemory(held as Json, ''),
      reading: readReading(held.reading as Json, '/reading'),
      offences: held.offences as LogOffence[],
      seen: held.seen as SeenCheckpoint[],
    };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ProtocolError) throw new StateUnusable(file, error.message);
    throw error;
  }
}

/** Writes the memory, whole or not at all, and remembers the checkpoint if it is another than the last. */
export function keepState(
  file: string,
  before: WitnessState | undefined,
  memory: WitnessMemory,
  at: string,
  read?: { readonly reading: LogReading; readonly offences: readonly LogOffence[] },
): WitnessState {
  const last = before?.seen.at(-1)?.checkpoint;
  const { checkpoint } = memory;
  const seen = last === checkpoint ? before!.seen : [...(before?.seen ?? []), { at, checkpoint }].slice(-MOST_SEEN);
  const reading = read?.reading ?? before?.reading ?? UNREAD;
  const offences = [...(before?.offences ?? []), ...(read?.offences ?? [])].slice(0, MOST_OFFENCES);
  const state = { memory, reading, offences, seen };
  const kept = { format: FORMAT, ...memory, seen, offences, reading: writtenReading(reading) };
  writeWhole(file, `${JSON.stringify(kept, null, 1)}\n`);
  return state;
}

/** Keeps the notes of an alarm beside the state and returns their files; the same alarm is kept once. */
export function keepProof(file: string, notes: Readonly<Record<string, string | undefined>>): string[] {
  const there = Object.entries(notes).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const name = toHex(DEFAULT_SUITE.hash(utf8(JSON.stringify(there)))).slice(0, 16);
  const files = there.map(([what, note]) => ({ file: `${file}.alarm-${name}-${what}.txt`, note }));
  if (files.some((each) => !existsSync(each.file)) && alarmsBeside(file).length >= MOST_ALARMS) return [];
  for (const each of files) writeOnce(each.file, each.note);
  return files.map((each) => each.file);
}

/** The alarms of which notes are there, by their names. */
export function alarmsBeside(file: string): string[] {
  const folder = dirname(resolve(file));
  const start = `${basename(file)}.alarm-`;
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(start)) : [];
  return [...new Set(names.map((name) => join(folder, name.slice(0, start.length + 16))))].sort();
}
