import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts. Jobs and the command line act under names of their own. */
export interface Actor {
  readonly userId: number | null;
  readonly name: string;
}

export interface RequestContext {
  readonly requestId: string;
  readonly address: string;
  actor: Actor | null;
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

export function currentActor(): Actor {
  return storage.getStore()?.actor ?? SYSTEM;
}
