import { api, ask, door, take, type Schemas } from '../api/client.js';
import { isProblem } from '../api/problem.js';
import { type Person } from '../session/person.js';
import { dayNow } from '../words/dates.js';
import { type ActKind } from './acts.js';
import { consoleSender } from './console-sender.js';
import { hashOf } from './hash.js';
import { DRAFT, openPersonStore, rememberPerson, whenForgotten, type PersonStore } from './indexed-store.js';
import { FieldQueue, type Flushed } from './queue.js';
import { emptyQueue, withKnown, type QueueState } from './queue-state.js';

export type Bundle = Schemas['BundleResponse'];
export type Mine = Schemas['InspectionResponse'];
export type FindingCodes = Schemas['FindingCodesResponse'];

/** A paper of an inspection that was issued. */
export interface Paper {
  readonly kind: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** All that is there without a network. */
export interface KeptDay {
  readonly day: string;
  /** When it was fetched, by the phone's clock. */
  readonly at: string;
  readonly bundle: Bundle;
  /** What comes on other days. */
  readonly later: readonly Mine[];
  readonly codes: FindingCodes;
  readonly papers: Readonly<Record<number, readonly Paper[]>>;
}

export interface FieldState {
  readonly queue: QueueState;
  /** Undefined: today's was not fetched yet. */
  readonly day: KeptDay | undefined;
  readonly fetching: boolean;
  /** Why the last fetch came to nothing. */
  readonly trouble: unknown;
  readonly online: boolean;
  readonly sending: boolean;
  /** What came of the last time that something was sent. */
  readonly outcome: Flushed | undefined;
  /** How much of the file on its way has gone, from 0 to 1. */
  readonly moving: { readonly sha256: string; readonly share: number } | undefined;
  /** What is typed and not done yet, by its key. */
  readonly drafts: Readonly<Record<string, unknown>>;
  /** The browser could not keep something: there is no room. */
  readonly full: boolean;
}

const DAY = 'day';
/** Papers are looked up for so many of the day. */
const MOST_PAPERS = 20;
const PATIENCE = 20_000;
/** What waits is tried again after so long, whatever the browser believes of its network. */
const AGAIN = 20_000;
const OPEN_LATER: readonly string[] = ['issued', 'accepted', 'approved', 'notified', 'visited'];

/** RFC 9562, version 4. `crypto.randomUUID` is there on HTTPS only. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What one person does on site, in this browser: his day, his queue, what he is typing. */
export class Field {
  private readonly listeners = new Set<() => void>();
  private readonly queue: FieldQueue;
  private readonly channel = 'BroadcastChannel' in window ? new BroadcastChannel('sortis-field') : undefined;
  private readonly stops: (() => void)[] = [];
  private refreshing: Promise<void> | undefined;
  private flushing: Promise<Flushed> | undefined;
  private closed = false;

  state: FieldState;

  private constructor(
    readonly person: Person,
    private readonly store: PersonStore,
    state: Pick<FieldState, 'queue' | 'day' | 'drafts'>,
  ) {
    const sender = consoleSender(person.id, (sha256, share) => this.set({ moving: { sha256, share } }));
    this.queue = new FieldQueue(store, sender, { now: () => new Date(), newId, hash: hashOf });
    this.state = {
      ...state,
      fetching: false,
      trouble: undefined,
      online: navigator.onLine,
      sending: false,
      outcome: undefined,
      moving: undefined,
      full: false,
    };
  }

  static async open(person: Person): Promise<Field> {
    const store = await openPersonStore(person.id);
    const [day, keys, queue] = await Promise.all([
      store.kept<KeptDay>(DAY),
      store.keptKeys(),
      store.change((state) => state ?? emptyQueue(newId())),
    ]);
    const drafts: Record<string, unknown> = {};
    for (const key of keys) if (key.startsWith(DRAFT)) drafts[key.slice(DRAFT.length)] = await store.kept(key);
    const field = new Field(person, store, { queue, day: day?.day === dayNow() ? day : undefined, drafts });
    field.start();
    return field;
  }

  private start(): void {
    const on = (target: EventTarget, event: string, listener: () => void): void => {
      target.addEventListener(event, listener);
      this.stops.push(() => target.removeEventListener(event, listener));
    };
    on(window, 'online', () => {
      this.set({ online: true });
      void this.refresh();
    });
    on(window, 'offline', () => this.set({ online: false }));
    on(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.refresh();
    });
    if (this.channel !== undefined) {
      this.channel.onmessage = () => void this.reread();
      this.stops.push(() => this.channel?.close());
    }
    const timer = setInterval(() => {
      if (this.state.queue.waiting.length > 0) void this.send();
    }, AGAIN);
    this.stops.push(() => clearInterval(timer));
    // opens this page without a network; only HTTPS, and the machine itself, have it
    if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
    void this.refresh();
  }

  close(): void {
    this.closed = true;
    for (const stop of this.stops) stop();
    this.store.close();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): FieldState => this.state;

  private set(change: Partial<FieldState>): void {
    if (this.closed) return;
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** Another tab has done something. */
  private async reread(): Promise<void> {
    if (this.closed) return;
    this.set({ queue: await this.queue.state() });
  }

  private async changed(): Promise<void> {
    this.set({ queue: await this.queue.state() });
    this.channel?.postMessage('changed');
  }

  /** Fetches the day; what waits goes first, so that the day knows of it. */
  refresh(): Promise<void> {
    this.refreshing ??= this.fetchDay().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async fetchDay(): Promise<void> {
    this.set({ fetching: true });
    try {
      await this.requireSamePerson();
      await this.send();
      const known = new Set(this.state.queue.sent.map(({ act }) => act.id));
      const day = await within(PATIENCE, (signal) => fetchedDay(dayNow(), signal));
      if (this.closed) return;
      await this.store.keep(DAY, day);
      await this.store.change((state) => withKnown(state ?? emptyQueue(newId()), known));
      await rememberPerson({ person: this.person, day: day.day });
      this.set({ day, trouble: undefined, online: true });
      await this.changed();
    } catch (error) {
      this.set({ trouble: error });
    } finally {
      this.set({ fetching: false });
    }
  }

  /**
   * Asks for the password where the session has ended, and goes on once it was given. Where somebody else has signed in in
   * another tab, this page is not his.
   */
  private async requireSamePerson(): Promise<void> {
    const { user } = await within(PATIENCE, (signal) => take(door.GET('/api/v1/session', { signal }))).catch(
      (error: unknown) => {
        if (!isProblem(error) || error.problem.status !== 401) throw error;
        // however long somebody needs for his password
        return take(api.GET('/api/v1/session'));
      },
    );
    if (user.id === this.person.id || this.closed) return;
    this.close();
    location.reload();
  }

  /** Sends what waits, if there is a way to the server. */
  send(): Promise<Flushed> {
    this.flushing ??= this.flush().finally(() => (this.flushing = undefined));
    return this.flushing;
  }

  private async flush(): Promise<Flushed> {
    if ((await this.queue.state()).waiting.length === 0) {
      this.set({ outcome: 'all' });
      return 'all';
    }
    this.set({ sending: true });
    let outcome: Flushed = 'offline';
    try {
      outcome = await this.queue.flush();
      if (outcome === 'sign-in') {
        await this.requireSamePerson();
        outcome = await this.queue.flush();
      }
    } catch {
      // no way to the server: what waits goes on waiting
    }
    this.set({ sending: false, moving: undefined, outcome, ...(outcome === 'all' ? { online: true } : {}) });
    await this.changed();
    return outcome;
  }

  /** Something was done: it is on the disk when this is over, and on its way. */
  async add(kind: ActKind, inspectionId: number, content: object): Promise<string> {
    return this.keeping(() => this.queue.add(kind, inspectionId, content));
  }

  async addFile(inspectionId: number, bytes: Uint8Array, content: object): Promise<string> {
    return this.keeping(() => this.queue.addFile(inspectionId, bytes, content));
  }

  private async keeping(keep: () => Promise<string>): Promise<string> {
    try {
      const id = await keep();
      await this.changed();
      // what somebody did must not be thrown out for room; a browser may ask, or decide by itself
      void navigator.storage?.persist?.().catch(() => false);
      // what is being sent does not have it any more
      void (this.flushing ?? Promise.resolve())
        .then(() => this.send())
        .then((outcome) => (outcome === 'all' ? this.refresh() : undefined));
      return id;
    } catch (error) {
      this.set({ full: true });
      throw error;
    }
  }

  /** Somebody has seen what the server said. */
  async seen(id: string): Promise<void> {
    await this.queue.seen(id);
    await this.changed();
  }

  /** The bytes of a file that waits. */
  bytes(sha256: string): Promise<Uint8Array | undefined> {
    return this.store.getFile(sha256);
  }

  /** Keeps what is being typed; undefined: it is done. */
  draft(key: string, value: unknown): void {
    const drafts = Object.entries(this.state.drafts).filter(([other]) => other !== key);
    this.set({ drafts: Object.fromEntries(value === undefined ? drafts : [...drafts, [key, value]]) });
    this.store.keep(DRAFT + key, value).catch(() => this.set({ full: true }));
  }
}

/** Gives up after so many milliseconds. */
async function within<T>(milliseconds: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), milliseconds);
  try {
    return await run(stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Nothing of it stays in the browser's own cache, where it would outlive its person. */
async function fetchedDay(day: string, signal: AbortSignal): Promise<KeptDay> {
  const fresh = { signal, cache: 'no-store' } as const;
  const [bundle, mine, codes] = await Promise.all([
    take(api.GET('/api/v1/on-site/bundle', fresh)),
    take(
      api.GET('/api/v1/inspections', {
        ...fresh,
        params: { query: { mine: true, sort: 'plannedOn', pageSize: 100 } },
      }),
    ),
    take(api.GET('/api/v1/finding-codes', fresh)),
  ]);
  const papers = await Promise.all(
    bundle.inspections.slice(0, MOST_PAPERS).map(async ({ documents, id }) => {
      const all = await ask<Schemas['InspectionDocumentResponse'][]>('GET', documents, { signal });
      return [id, all.filter(({ issues }) => issues.length > 0).map(({ kind, name }) => ({ kind, name }))] as const;
    }),
  );
  const here = new Set(bundle.inspections.map(({ id }) => id));
  return {
    day,
    at: new Date().toISOString(),
    bundle,
    later: mine.items.filter(({ id, state }) => !here.has(id) && OPEN_LATER.includes(state)),
    codes,
    papers: Object.fromEntries(papers),
  };
}

let opened: { readonly userId: number; readonly field: Promise<Field | undefined> } | undefined;

/** The one of this page; undefined where the browser keeps nothing. */
export function fieldOf(person: Person): Promise<Field | undefined> {
  if (opened?.userId !== person.id) {
    void opened?.field.then((field) => field?.close());
    const field = Field.open(person).catch(() => undefined);
    opened = { userId: person.id, field };
    whenForgotten(() => {
      opened = undefined;
      void field.then((one) => one?.close());
    });
  }
  return opened.field;
}
