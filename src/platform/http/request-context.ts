import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts. Jobs and the command line act under names of their own. */
export interface Actor {
  readonly userId: number | null;
  readonly name: string;
}

/** Something that the caller asked for and may not see. */
export interface Outside {
  /** In the words of the program. */
  readonly sought: string;
  /** Whose it is; null: of the whole tree. */
  readonly agencyId: number | null;
}

export interface RequestContext {
  readonly requestId: string;
  readonly address: string;
  actor: Actor | null;
  /** What the one who is signed in may do, and the top of what he sees. */
  standing?: { readonly role: string; readonly agencyId: number | null };
  /** What was refused as if it were not there: auditors are told (history/refusals.service.ts). */
  outside?: Outside;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const SYSTEM: Actor = { userId: null, name: 'system' };

export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** Work that no request asked for: a job, the command line. */
export function runAs<T>(name: string, work: () => T): T {
  return storage.run({ requestId: name, address: 'local', actor: { userId: null, name } }, work);
}

export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Says of the current request that it asked for something outside what its caller sees. */
export function markOutside(outside: Outside): void {
  const context = storage.getStore();
  if (context !== undefined) context.outside = outside;
}

export function currentActor(): Actor {
  return storage.getStore()?.actor ?? SYSTEM;
}
