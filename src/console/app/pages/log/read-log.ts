import { isReadingOf, type LogReading, readPage, UNREAD } from '../../../../protocol/log/log-reading.js';
import { type LogOffence } from '../../../../protocol/log/watch.js';
import { type SeenKey } from '../../../../protocol/log/log-witness.js';
import { checkpointIn, isSigned, type AskLog } from './judge.js';

export interface WholeLog {
  readonly reading: LogReading;
  readonly offences: readonly LogOffence[];
  /** The entries are those that the newest checkpoint stands for, and the log's key signed it. */
  readonly sound: boolean;
}

const PAGE = 100;

/** Reads every entry of the log up to its newest checkpoint, as a witness does. @throws ProtocolError where an answer is none */
export async function readWholeLog(ask: AskLog, now: Date): Promise<WholeLog> {
  const head = checkpointIn(await ask('checkpoint'));
  const { keys } = JSON.parse(await ask('keys')) as { readonly keys: readonly SeenKey[] };
  if (head === undefined) return { reading: UNREAD, offences: [], sound: false };
  let reading = UNREAD;
  const offences: LogOffence[] = [];
  while (reading.watch.size < head.size) {
    const page = await ask(`entries?from=${reading.watch.size}&limit=${PAGE}`);
    const read = readPage(reading, page, head.size, now);
    ({ reading } = read);
    offences.push(...read.offences);
  }
  return { reading, offences, sound: isReadingOf(reading, head) && isSigned(head, keys) };
}
