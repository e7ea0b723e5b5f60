/** What has a place in a tree. */
export interface Placed {
  readonly id: number;
  readonly parentId: number | null;
}

/** One line of a tree as it is read from the top down. */
export interface Branch<T extends Placed> {
  readonly item: T;
  /** 0 at the top. */
  readonly depth: number;
  /** How many are below it, at whatever depth. */
  readonly below: number;
}

/**
 * A tree in the order in which people read it: each with what is below it, and those beside each other as they came. What
 * stands above is no part of it for everybody: whoever sees a part begins at the top of that part.
 */
export function treeOf<T extends Placed>(items: readonly T[]): Branch<T>[] {
  const there = new Set(items.map(({ id }) => id));
  const children = new Map<number | null, T[]>();
  for (const item of items) {
    const parent = item.parentId !== null && there.has(item.parentId) ? item.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), item]);
  }
  const lines: Branch<T>[] = [];
  const seen = new Set<number>();
  const walk = (parent: number | null, depth: number): number => {
    let count = 0;
    for (const item of children.get(parent) ?? []) {
      // a tree that bites its own tail is shown once
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      const place = lines.length;
      lines.push({ item, depth, below: 0 });
      const below = walk(item.id, depth + 1);
      lines[place] = { item, depth, below };
      count += below + 1;
    }
    return count;
  };
  walk(null, 0);
  return lines;
}

/** What is left of the tree when these are folded: themselves, and nothing below them. */
export function unfolded<T extends Placed>(lines: readonly Branch<T>[], folded: ReadonlySet<number>): Branch<T>[] {
  const shown: Branch<T>[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line === undefined) break;
    shown.push(line);
    at += 1 + (folded.has(line.item.id) ? line.below : 0);
  }
  return shown;
}

/** Those whose name or code has the words, with all above them, so that one sees where they are. */
export function foundIn<T extends Placed & { readonly name: string; readonly code: string }>(
  lines: readonly Branch<T>[],
  words: string,
): Branch<T>[] {
  const sought = words.trim().toLowerCase();
  if (sought === '') return [...lines];
  const above: Branch<T>[] = [];
  const shown = new Set<Branch<T>>();
  for (const line of lines) {
    above.length = line.depth;
    above.push(line);
    if (line.item.name.toLowerCase().includes(sought) || line.item.code.toLowerCase().startsWith(sought))
      for (const one of above) shown.add(one);
  }
  return lines.filter((line) => shown.has(line));
}

/** From the top down to one of them, itself last. */
export function lineTo<T extends Placed>(items: readonly T[], id: number): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const line: T[] = [];
  for (let item = byId.get(id); item !== undefined && !line.includes(item);)
    item = (line.unshift(item), item.parentId === null ? undefined : byId.get(item.parentId));
  return line;
}
