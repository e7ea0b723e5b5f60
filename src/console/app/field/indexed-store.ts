import { type QueueStore } from './queue.js';
import { type QueueState } from './queue-state.js';

const STATE = 'state';
const FILES = 'files';
const KEY = 'queue';

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
    transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB'));
  });

/**
 * The queue of one person in this browser. A change reads and writes in one transaction, so that two tabs do not undo one
 * another; `strict`, so that it is on the disk when it is said to be.
 * @param owner the user: two who share a phone do not share a queue
 */
export async function openIndexedStore(owner: string, factory: IDBFactory = indexedDB): Promise<QueueStore> {
  const opening = factory.open(`sortis-field-${owner}`, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STATE);
    opening.result.createObjectStore(FILES);
  };
  const database = await done(opening);
  const begin = (stores: string, mode: IDBTransactionMode): IDBTransaction =>
    database.transaction(stores, mode, { durability: 'strict' });
  return {
    async change(change) {
      const transaction = begin(STATE, 'readwrite');
      const finished = committed(transaction);
      const store = transaction.objectStore(STATE);
      const before = (await done(store.get(KEY))) as QueueState | undefined;
      const after = change(before);
      if (after !== before) store.put(after, KEY);
      await finished;
      return after;
    },
    async putFile(sha256, bytes) {
      const transaction = begin(FILES, 'readwrite');
      const finished = committed(transaction);
      transaction.objectStore(FILES).put(bytes, sha256);
      await finished;
    },
    async getFile(sha256) {
      return (await done(begin(FILES, 'readonly').objectStore(FILES).get(sha256))) as Uint8Array | undefined;
    },
    async fileNames() {
      return (await done(begin(FILES, 'readonly').objectStore(FILES).getAllKeys())) as string[];
    },
    async removeFile(sha256) {
      const transaction = begin(FILES, 'readwrite');
      const finished = committed(transaction);
      transaction.objectStore(FILES).delete(sha256);
      await finished;
    },
  };
}
