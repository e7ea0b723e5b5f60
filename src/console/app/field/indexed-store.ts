import { type QueueStore } from './queue.js';
import { withoutSent, type QueueState } from './queue-state.js';

/*
 * What a phone keeps. Each person has a database of his own; beside them one says who was here today, so that he finds his
 * day again without a network. Nothing that opens a door is in any of them.
 */

const STATE = 'state';
const FILES = 'files';
/** What was fetched for the day, and what is typed and not done yet. */
const KEPT = 'kept';
const STORES = [STATE, FILES, KEPT];
const QUEUE = 'queue';

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

async function open(name: string, stores: readonly string[]): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 2);
  opening.onupgradeneeded = () => {
    for (const store of stores)
      if (!opening.result.objectStoreNames.contains(store)) opening.result.createObjectStore(store);
  };
  const database = await done(opening);
  // whoever deletes it, or brings a later version, does not wait for this page
  database.onversionchange = () => database.close();
  return database;
}

/** `strict`: it is on the disk when it is said to be. */
const begin = (database: IDBDatabase, store: string, mode: IDBTransactionMode): IDBTransaction =>
  database.transaction(store, mode, { durability: 'strict' });

async function put(database: IDBDatabase, store: string, key: string, value: unknown): Promise<void> {
  const transaction = begin(database, store, 'readwrite');
  const finished = committed(transaction);
  if (value === undefined) transaction.objectStore(store).delete(key);
  else transaction.objectStore(store).put(value, key);
  await finished;
}

const get = async <T>(database: IDBDatabase, store: string, key: string): Promise<T | undefined> =>
  (await done(begin(database, store, 'readonly').objectStore(store).get(key))) as T | undefined;

const keys = async (database: IDBDatabase, store: string): Promise<string[]> =>
  (await done(begin(database, store, 'readonly').objectStore(store).getAllKeys())) as string[];

export interface PersonStore extends QueueStore {
  /** Undefined takes it out. */
  keep(key: string, value: unknown): Promise<void>;
  kept<T>(key: string): Promise<T | undefined>;
  keptKeys(): Promise<string[]>;
  close(): void;
}

const nameOf = (owner: number): string => `sortis-field-${owner}`;

/**
 * What one person has in this browser. A change of the queue reads and writes in one transaction, so that two tabs do not undo
 * one another.
 * @param owner the user: two who share a phone share nothing in it
 */
export async function openPersonStore(owner: number): Promise<PersonStore> {
  const database = await open(nameOf(owner), STORES);
  return {
    async change(change) {
      const transaction = begin(database, STATE, 'readwrite');
      const finished = committed(transaction);
      const store = transaction.objectStore(STATE);
      const before = (await done(store.get(QUEUE))) as QueueState | undefined;
      const after = change(before);
      if (after !== before) store.put(after, QUEUE);
      await finished;
      return after;
    },
    putFile: (sha256, bytes) => put(database, FILES, sha256, bytes),
    getFile: (sha256) => get<Uint8Array>(database, FILES, sha256),
    fileNames: () => keys(database, FILES),
    removeFile: (sha256) => put(database, FILES, sha256, undefined),
    keep: (key, value) => put(database, KEPT, key, value),
    kept: (key) => get(database, KEPT, key),
    keptKeys: () => keys(database, KEPT),
    close: () => database.close(),
  };
}

/** Who opened his day here, and on which day. */
export interface Kept<P> {
  readonly person: P;
  readonly day: string;
}

const WHO = 'who';
const PERSON = 'person';
const LEAVING = 'leaving';

async function withWho<T>(work: (database: IDBDatabase) => Promise<T>, none: T): Promise<T> {
  try {
    const database = await open('sortis-field', [WHO]);
    try {
      return await work(database);
    } finally {
      database.close();
    }
  } catch {
    // a browser that keeps nothing works with a network all the same
    return none;
  }
}

export const rememberPerson = <P>(kept: Kept<P>): Promise<void> =>
  withWho((database) => put(database, WHO, PERSON, kept), undefined);

/** Whose day is here, if it was opened on this one. */
export const personOf = <P>(day: string): Promise<P | undefined> =>
  withWho<P | undefined>(async (database) => {
    const kept = await get<Kept<P>>(database, WHO, PERSON);
    return kept?.day === day ? kept.person : undefined;
  }, undefined);

/** Somebody signed out where there was no network: the server has to be told before anything else. */
export const setLeaving = (leaving: boolean): Promise<void> =>
  withWho((database) => put(database, WHO, LEAVING, leaving ? true : undefined), undefined);
export const isLeaving = (): Promise<boolean> =>
  withWho(async (database) => (await get<boolean>(database, WHO, LEAVING)) === true, false);

/** What somebody did or typed here and the server does not have. */
export async function unsentOf(owner: number): Promise<number> {
  try {
    const store = await openPersonStore(owner);
    try {
      let waiting = 0;
      await store.change((state) => {
        waiting = (state?.waiting.length ?? 0) + (state?.refused.length ?? 0);
        return state!;
      });
      return waiting + (await store.keptKeys()).filter((key) => key.startsWith(DRAFT)).length;
    } finally {
      store.close();
    }
  } catch {
    return 0;
  }
}

export const DRAFT = 'draft ';

let beforeForgetting: (() => void) | undefined;
/** Who has the store of this page's person open, and lets it go before it is emptied. */
export const whenForgotten = (close: () => void): void => void (beforeForgetting = close);

/**
 * Whoever is not here any more leaves nothing of what was fetched for him. Only what he did himself and the server has not
 * taken stays, in his own database, until he is here again.
 */
export async function forget(owner: number): Promise<void> {
  beforeForgetting?.();
  beforeForgetting = undefined;
  try {
    if ((await unsentOf(owner)) === 0) {
      await done(indexedDB.deleteDatabase(nameOf(owner)));
    } else {
      const store = await openPersonStore(owner);
      for (const key of await store.keptKeys()) if (!key.startsWith(DRAFT)) await store.keep(key, undefined);
      await store.change((state) => (state === undefined ? (state as never) : withoutSent(state)));
      store.close();
    }
  } catch {
    // nothing was kept
  }
  await withWho(async (database) => {
    const kept = await get<Kept<{ readonly id: number }>>(database, WHO, PERSON);
    if (kept?.person.id === owner) await put(database, WHO, PERSON, undefined);
  }, undefined);
}

/** Somebody is here: what was fetched for whoever was here before him goes. */
export async function forgetOthers(owner: number): Promise<void> {
  const other = await withWho<number | undefined>(
    async (database) => (await get<Kept<{ readonly id: number }>>(database, WHO, PERSON))?.person.id,
    undefined,
  );
  if (other !== undefined && other !== owner) await forget(other);
}
