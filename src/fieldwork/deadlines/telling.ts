import { type EntityManager } from 'typeorm';

import { type Transactions } from '../../platform/database/transactions.js';
import { type ClaimedJob } from '../../platform/jobs/job-handlers.js';

/** Things that are told of in one transaction. */
export const AT_ONCE = 500;

/** What was told in one look: however many transactions it takes, each agency and each person is told once of each group. */
export class Told {
  private readonly groups: Set<string>;
  private readonly people: Set<string>;

  /** @param counts of each group all that are due, where they are more than one transaction takes */
  constructor(
    readonly counts: ReadonlyMap<string, number> = new Map(),
    before?: Told,
  ) {
    this.groups = new Set(before?.groups);
    this.people = new Set(before?.people);
  }

  /** For a transaction that may be broken off. */
  copy(): Told {
    return new Told(this.counts, this);
  }

  /** Whether this group is told for the first time. */
  first(group: string): boolean {
    if (this.groups.has(group)) return false;
    this.groups.add(group);
    return true;
  }

  /** Of these people those who are told for the first time. */
  firstOf(group: string, people: readonly number[]): number[] {
    const untold = people.filter((id) => !this.people.has(`${group}:${id}`));
    for (const id of untold) this.people.add(`${group}:${id}`);
    return untold;
  }
}

/** How one kind of thing is told of. */
export interface Telling<T> {
  /** The next few that are untold, `AT_ONCE` at most, in one order, from where the last one stopped. */
  readonly find: (manager: EntityManager, last: T | undefined) => Promise<T[]>;
  /** How many of each group are untold. */
  readonly count: (manager: EntityManager) => Promise<ReadonlyMap<string, number>>;
  /** Keeps that they were told, and tells them. Returns what is told by now. */
  readonly tell: (manager: EntityManager, some: readonly T[], told: Told) => Promise<Told>;
}

/**
 * A few hundred at a time, each with its transaction, each from where the last one stopped: after an upgrade there may be
 * hundreds of thousands. People are told once for all of them.
 */
export async function tellInBatches<T>(
  transactions: Transactions,
  job: ClaimedJob,
  { count, find, tell }: Telling<T>,
): Promise<void> {
  let told = new Told();
  for (let last: T | undefined, found = AT_ONCE; found === AT_ONCE;) {
    const done = await transactions.run(async (manager) => {
      await job.fence(manager);
      const some = await find(manager, last);
      // more than these: how many there are is asked before any of them counts as told
      const counts = last === undefined && some.length === AT_ONCE ? await count(manager) : undefined;
      const before = counts === undefined ? told : new Told(counts);
      return { some, told: some.length === 0 ? before : await tell(manager, some, before) };
    });
    // what a transaction that was broken off has told is not told
    told = done.told;
    last = done.some.at(-1);
    found = done.some.length;
  }
}
