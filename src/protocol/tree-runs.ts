/*
 * A tree that grows and is kept as its complete subtrees: node (level, position) is the root of the 2^level leaves from
 * position · 2^level on. Roots and proofs are then made of a few of these, whatever the size.
 */

/** Leaves from ≤ i < until. */
export interface Run {
  readonly from: number;
  readonly until: number;
}

export interface TreeNode {
  readonly level: number;
  readonly position: number;
}

/** The complete subtrees that cover a run, from the left. The run must be one that RFC 9162's splits make. */
export function nodesOf({ from, until }: Run): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = from; at < until;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= until) level++;
    nodes.push({ level, position: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The largest power of two below n (n > 1), RFC 9162's k. */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Runs whose roots are the audit path of a leaf, from the leaf up (RFC 9162 §2.1.3.1). */
export function inclusionRuns(index: number, size: number): Run[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError(`no leaf ${index} of ${size}`);
  const runs: Run[] = [];
  let [from, until] = [0, size];
  while (until - from > 1) {
    const middle = from + splitOf(until - from);
    if (index < middle) {
      runs.push({ from: middle, until });
      until = middle;
    } else {
      runs.push({ from, until: middle });
      from = middle;
    }
  }
  return runs.reverse();
}

/** Runs whose roots are the consistency proof between two sizes (RFC 9162 §2.1.4.1). None if one is 0 or both are equal. */
export function consistencyRuns(older: number, newer: number): Run[] {
  if (!Number.isSafeInteger(older) || older < 0 || older > newer) throw new RangeError(`${older} of ${newer}`);
  if (older === 0 || older === newer) return [];
  const runs: Run[] = [];
  let [from, until, whole] = [0, newer, true];
  while (older < until) {
    const middle = from + splitOf(until - from);
    if (older <= middle) {
      runs.push({ from: middle, until });
      until = middle;
    } else {
      runs.push({ from, until: middle });
      from = middle;
      whole = false;
    }
  }
  if (!whole) runs.push({ from, until });
  return runs.reverse();
}
