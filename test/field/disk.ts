import { type QueueStore } from '../../src/console/app/field/queue.js';
import { type QueueState } from '../../src/console/app/field/queue-state.js';

/** What is on a phone's disk: it outlives the page. */
export class Disk implements QueueStore {
  private state: string | undefined;
  private readonly files = new Map<string, Uint8Array>();

  change(change: (state: QueueState | undefined) => QueueState): Promise<QueueState> {
    const after = change(this.state === undefined ? undefined : (JSON.parse(this.state) as QueueState));
    this.state = JSON.stringify(after);
    return Promise.resolve(JSON.parse(this.state) as QueueState);
  }
  putFile = (name: string, bytes: Uint8Array): Promise<void> => Promise.resolve(void this.files.set(name, bytes));
  getFile = (name: string): Promise<Uint8Array | undefined> => Promise.resolve(this.files.get(name));
  fileNames = (): Promise<string[]> => Promise.resolve([...this.files.keys()]);
  removeFile = (name: string): Promise<void> => Promise.resolve(void this.files.delete(name));
}
