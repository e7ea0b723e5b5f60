import { type ActKind, type Problem, type Sender, type Sent, type SyncResponse } from './acts.js';
import {
  batchOf,
  emptyQueue,
  unneeded,
  withAct,
  withAnswer,
  withoutAct,
  withSeen,
  withUploaded,
  type Entry,
  type QueueState,
} from './queue-state.js';

/** Where the queue is kept. What `change` returns is on the disk when it resolves; two at once come one after the other. */
export interface QueueStore {
  change(change: (state: QueueState | undefined) => QueueState): Promise<QueueState>;
  putFile(sha256: string, bytes: Uint8Array): Promise<void>;
  getFile(sha256: string): Promise<Uint8Array | undefined>;
  fileNames(): Promise<string[]>;
  removeFile(sha256: string): Promise<void>;
}

/** What the queue takes from outside. */
export interface Outside {
  /** The phone's clock. */
  readonly now: () => Date;
  /** An id that nobody made before (RFC 9562). */
  readonly newId: () => string;
  /** SHA-256, as hex. */
  readonly hash: (bytes: Uint8Array) => string;
}

/** `all`: nothing is left. `offline`: the rest later. `sign-in`: the token is over. */
export type Flushed = 'all' | 'offline' | 'sign-in';

const AT_ONCE = 20;
/** Below what the server reads at once. */
const MOST_BYTES = 500_000;

/**
 * What somebody does on site, kept until the server has it. Whatever is done is on the disk before it counts as done; it is
 * sent in its order, again and again until there is an answer, and the server counts it once.
 */
export class FieldQueue {
  private flushing: Promise<Flushed> | undefined;

  constructor(
    private readonly store: QueueStore,
    private readonly sender: Sender,
    private readonly outside: Outside,
  ) {}

  /** @returns its id, which other acts may need */
  async add(kind: ActKind, inspectionId: number, content: object, needs: readonly string[] = []): Promise<string> {
    const { newId, now } = this.outside;
    const id = newId();
    const act = { id, at: now().toISOString(), inspectionId, kind, content, needs };
    await this.store.change((state) => withAct(state ?? emptyQueue(newId()), act));
    return id;
  }

  /** Keeps a photo, and says what it shows. */
  async addFile(inspectionId: number, bytes: Uint8Array, content: object = {}): Promise<string> {
    const { hash, newId, now } = this.outside;
    const file = hash(bytes);
    // first, so that no act is without its file
    await this.store.putFile(file, bytes);
    const id = newId();
    const act = {
      id,
      at: now().toISOString(),
      inspectionId,
      kind: 'file' as const,
      content: { ...content, sha256: file },
      file,
    };
    await this.store.change((state) => withAct(state ?? emptyQueue(newId()), act));
    return id;
  }

  async state(): Promise<QueueState> {
    return this.store.change((state) => state ?? emptyQueue(this.outside.newId()));
  }

  async seen(id: string): Promise<void> {
    await this.store.change((state) => withSeen(state ?? emptyQueue(this.outside.newId()), id));
  }

  /** Sends what there is. Called again while it is at it, it is the same call. */
  flush(): Promise<Flushed> {
    this.flushing ??= this.sendAll().finally(() => (this.flushing = undefined));
    return this.flushing;
  }

  private async sendAll(): Promise<Flushed> {
    for (let most = AT_ONCE; ;) {
      const state = await this.state();
      const batch = fitting(batchOf(state, most));
      if (batch.length === 0) {
        await this.tidy();
        return 'all';
      }
      let sent: Sent<SyncResponse>;
      const { device } = state;
      const request = { device, sentAt: this.outside.now().toISOString(), acts: batch.map(({ act }) => act) };
      try {
        if ((await this.upload(batch)) === 'sign-in') return 'sign-in';
        sent = await this.sender.sync(request);
      } catch {
        // no way to the server, or no word from it: what it has heard it will know again
        return 'offline';
      }
      if (sent.kind === 'sign-in') return 'sign-in';
      const fresh = this.outside.newId();
      if (sent.kind === 'done') {
        const { answer } = sent;
        const after = await this.store.change((now) => withAnswer(now ?? state, request, answer, fresh));
        // the server wants nothing of it now: not to ask for ever
        if (after.device === device && after.waiting[0]?.act.id === batch[0]?.act.id) return 'offline';
        most = AT_ONCE;
      } else if (batch.length > 1) {
        // something in it cannot be read: one by one, to find out what
        most = 1;
      } else {
        const { problem } = sent;
        const [first] = batch;
        if (first !== undefined)
          await this.store.change((now) => withoutAct(now ?? state, first.act.id, problem, fresh));
        most = AT_ONCE;
      }
    }
  }

  /** Brings the files that acts of a batch need. One that is refused is said so by the act that needs it. */
  private async upload(batch: readonly Entry[]): Promise<'done' | 'sign-in'> {
    for (const { act, file, uploaded } of batch) {
      if (file === undefined || uploaded === true) continue;
      const bytes = await this.store.getFile(file);
      if (bytes !== undefined) {
        const sent = await this.sender.upload(act.inspectionId, file, bytes);
        if (sent.kind === 'sign-in') return 'sign-in';
        if (sent.kind === 'refused') await this.setAside(act.id, sent.problem);
      }
      await this.store.change((state) => withUploaded(state ?? emptyQueue(this.outside.newId()), file));
    }
    return 'done';
  }

  /** A photo that is none is not sent for again; what the server says of the act comes beside it. */
  private async setAside(id: string, problem: Problem): Promise<void> {
    await this.store.change((state) => {
      const now = state ?? emptyQueue(this.outside.newId());
      const entry = now.waiting.find(({ act }) => act.id === id);
      return entry === undefined ? now : { ...now, refused: [...now.refused, { act: entry.act, problem }] };
    });
  }

  private async tidy(): Promise<void> {
    const files = await this.store.fileNames();
    for (const file of unneeded(files, await this.state())) await this.store.removeFile(file);
  }
}

/** As many of the first as one request holds; one at least. */
function fitting(batch: readonly Entry[]): readonly Entry[] {
  let bytes = 0;
  const end = batch.findIndex(({ act }, at) => (bytes += JSON.stringify(act).length * 3) > MOST_BYTES && at > 0);
  return end < 0 ? batch : batch.slice(0, end);
}
