import { type Generator } from './generator.js';
import { type TeamSheet } from './team-sheet.js';

/** Attempts for a draw: four for every slot, and enough for a small one to forget how it was made. */
export function tradeCount(slots: number): number {
  return slots === 0 ? 0 : 4 * slots + 1000;
}

/**
 * Removes what the order of seating left behind: a random walk over the permissible pairings whose load vector is as
 * even. Each attempt picks slots (and perhaps an inspector) of one pool and a kind of trade, and carries it out if
 * every slot it changes is sound afterwards; each trade is as likely as its reverse, so all pairings it can reach
 * become equally likely.
 *
 * A pool is a connected part of the eligibility: kinds of seats that share inspectors, directly or through others.
 */
export function trade(sheet: TeamSheet, generator: Generator, attempts = tradeCount(sheet.slotCount)): number {
  const pools = poolsOf(sheet);
  const { holder, load } = sheet;
  let done = 0;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const form = generator.below(8);
    const a = generator.below(sheet.slotCount);
    const pool = pools[sheet.slotKind[a]!]!;
    // 0–3 swap two slots; 4–5 hand a slot to someone with one target less; 6 rotate three slots; 7 hand over along two.
    const b = form === 4 || form === 5 ? -1 : pool.slots[generator.below(pool.slots.length)]!;
    const c = form === 6 ? pool.slots[generator.below(pool.slots.length)]! : -1;
    const comer =
      form === 4 || form === 5 || form === 7 ? pool.inspectors[generator.below(pool.inspectors.length)]! : -1;
    const holdsA = holder[a]!;
    if (comer >= 0 && load[holdsA] !== load[comer]! + 1) continue;
    if (b < 0) {
      holder[a] = comer;
      if (sheet.sound(a)) {
        load[holdsA]!--;
        load[comer]!++;
        done++;
      } else holder[a] = holdsA;
      continue;
    }
    if (a === b || a === c || b === c) continue;
    const holdsB = holder[b]!;
    const holdsC = c < 0 ? -1 : holder[c]!;
    holder[a] = holdsB;
    if (c >= 0) {
      holder[b] = holdsC;
      holder[c] = holdsA;
    } else holder[b] = comer >= 0 ? comer : holdsA;
    if (sheet.sound(a) && sheet.sound(b) && (c < 0 || sheet.sound(c))) {
      if (comer >= 0) {
        load[holdsA]!--;
        load[comer]!++;
      }
      done++;
    } else {
      holder[a] = holdsA;
      holder[b] = holdsB;
      if (c >= 0) holder[c] = holdsC;
    }
  }
  return done;
}

interface Pool {
  readonly slots: Int32Array;
  readonly inspectors: Int32Array;
}

/** The pool of each kind of seat; slots and inspectors of a pool ascending. */
function poolsOf(sheet: TeamSheet): Pool[] {
  const { kinds } = sheet.eligibility;
  const root = Int32Array.from(kinds, (_, kind) => kind);
  const find = (kind: number): number => {
    let at = kind;
    while (root[at] !== at) at = root[at] = root[root[at]!]!;
    return at;
  };
  const used = new Uint8Array(kinds.length);
  for (const kind of sheet.slotKind) used[kind] = 1;
  const firstKind = new Int32Array(sheet.inspectorCount).fill(-1);
  kinds.forEach(({ eligible }, kind) => {
    if (used[kind] === 0) return;
    for (const inspector of eligible) {
      if (firstKind[inspector]! < 0) firstKind[inspector] = kind;
      else root[find(kind)] = find(firstKind[inspector]!);
    }
  });
  const slots = kinds.map(() => [] as number[]);
  const inspectors = kinds.map(() => [] as number[]);
  sheet.slotKind.forEach((kind, slot) => slots[find(kind)]!.push(slot));
  firstKind.forEach((kind, inspector) => {
    if (kind >= 0) inspectors[find(kind)]!.push(inspector);
  });
  const pools = kinds.map((_, kind) => ({
    slots: Int32Array.from(slots[kind]!),
    inspectors: Int32Array.from(inspectors[kind]!),
  }));
  return kinds.map((_, kind) => pools[find(kind)]!);
}
