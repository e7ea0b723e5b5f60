/*
 * Which matters an inspection is about. A batch may put matters for several kinds of target into one visit of each target;
 * a matter that is meant for foundations is then looked into at foundations, and at nobody else.
 */

/** A matter of a draw, as far as it decides where it is looked into. */
export interface MatterForKinds {
  /** Kinds of target as {@link kindKey} has them; null where the matter is for every target of the draw. */
  readonly targetKinds: readonly string[] | null;
}

const SEPARATORS = /[、，,;；/\r\n\u0085\u2028\u2029]+/u;

/** What makes two kinds the same: the width and composition of the signs (NFKC), white space and capitals do not differ. */
export function kindKey(kind: string): string {
  return kind.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/**
 * The kinds that a matter's text may mean: its pieces between 、，,;；/ and line breaks, and the text as a whole, for a kind
 * that has such a sign in its own name. As keys, each once. Whether they are kinds at all only the pool can tell.
 */
export function namedKinds(targetKind: string | null): string[] {
  const text = targetKind ?? '';
  return [...new Set([...text.split(SEPARATORS), text].map(kindKey))].filter((name) => name !== '');
}

/**
 * The named kinds that the pool of the draw holds. null where it holds none of them: the text says then something other than
 * kinds ("县级以上…"), and the matter is for every target of the draw.
 * @param poolKinds kinds of the pool's targets as keys; those that nobody named may be left out
 */
export function kindsInPool(named: readonly string[], poolKinds: ReadonlySet<string>): string[] | null {
  const held = named.filter((name) => poolKinds.has(name));
  return held.length === 0 ? null : held;
}

/**
 * The matters that a target of this kind is inspected for, in the order given. Where each of them is for some other kind
 * they all apply: the target was in the pool, so the planner meant it to be drawn for something.
 */
export function applicableMatters<M extends MatterForKinds>(kind: string, matters: readonly M[]): readonly M[] {
  const key = kindKey(kind);
  const meant = matters.filter(({ targetKinds }) => targetKinds === null || targetKinds.includes(key));
  return meant.length === 0 ? matters : meant;
}

/** Looks for the named kinds among the targets of a pool, one after the other, and keeps nothing else of them. */
export class PoolKinds {
  readonly found = new Set<string>();
  private readonly sought: ReadonlySet<string>;
  private last: unknown;

  constructor(sought: Iterable<string>) {
    this.sought = new Set(sought);
  }

  see(kind: unknown): void {
    // a pool of millions has long runs of the same kind, and mostly all kinds are found among its first targets
    if (kind === this.last || typeof kind !== 'string' || this.found.size === this.sought.size) return;
    this.last = kind;
    const key = kindKey(kind);
    if (this.sought.has(key)) this.found.add(key);
  }
}
