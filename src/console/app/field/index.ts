import { fetchSender } from './fetch-sender.js';
import { hashOf } from './hash.js';
import { openIndexedStore } from './indexed-store.js';
import { FieldQueue, type Outside } from './queue.js';

export { hashOf } from './hash.js';
export { signedBytes, type SignedRecord } from './signed-record.js';
export { type FieldQueue, type Flushed } from './queue.js';
export { type Problem } from './acts.js';
export { type QueueState, type Refused } from './queue-state.js';

/** RFC 9562, version 4. `crypto.randomUUID` is there on HTTPS only. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const OUTSIDE: Outside = { now: () => new Date(), newId, hash: hashOf };

/** The queue of one person in this browser. */
export async function openFieldQueue(
  owner: string,
  token: () => string | undefined,
  base = location.origin,
): Promise<FieldQueue> {
  return new FieldQueue(await openIndexedStore(owner), fetchSender(base, token), OUTSIDE);
}
