import { type Generator } from '../chance/generator.js';
import { permute } from '../chance/selection.js';
import { type TeamSheet } from './team-sheet.js';

/** A target whose team cannot be filled: its slots `reached` can be filled only by the `inspectors`, one too few. */
export interface UnfilledTeam {
  readonly target: number;
  readonly needed: number;
  /** Ascending. */
  readonly inspectors: readonly number[];
}

/**
 * First fill of all teams: targets in random order, each slot by the least loaded free inspector (ties: the earlier in
 * a random order of the inspectors). A slot nobody is free for may take a colleague from another slot of its team, if
 * that one can be filled again (shortest such chain). Without a cap on loads the teams do not compete, so this finds
 * every team that exists; what is returned has none.
 */
export function seatAll(sheet: TeamSheet, generator: Generator): UnfilledTeam[] {
  const order = permute(generator, sheet.targetCount, sheet.targetCount);
  const ranked = permute(generator, sheet.inspectorCount, sheet.inspectorCount);
  const rank = new Int32Array(sheet.inspectorCount);
  ranked.forEach((inspector, place) => (rank[inspector] = place));
  const queues = sheet.eligibility.kinds.map((kind) => new LeastLoaded(kind.eligible, sheet.load, rank));
  const unfilled: UnfilledTeam[] = [];
  for (const target of order) {
    const from = sheet.teamStart[target]!;
    const until = sheet.teamStart[target + 1]!;
    for (let slot = from; slot < until; slot++) {
      const short = seat(sheet, queues, slot);
      if (short !== undefined) {
        unfilled.push(short);
        break;
      }
    }
  }
  return unfilled.sort((a, b) => a.target - b.target);
}

function seat(sheet: TeamSheet, queues: readonly LeastLoaded[], slot: number): UnfilledTeam | undefined {
  const { holder, load } = sheet;
  const target = sheet.slotTarget[slot]!;
  const chain = [slot];
  const opener = [-1];
  for (let at = 0; at < chain.length; at++) {
    const open = chain[at]!;
    const inspector = queues[sheet.slotKind[open]!]!.first(sheet, open);
    if (inspector >= 0) {
      load[inspector]!++;
      let taker = inspector;
      for (let step = at; step >= 0; step = opener[step]!) {
        const given = holder[chain[step]!]!;
        holder[chain[step]!] = taker;
        taker = given;
      }
      return undefined;
    }
    for (let other = sheet.teamStart[target]!; other < slot; other++) {
      if (chain.includes(other) || !sheet.may(holder[other]!, open)) continue;
      chain.push(other);
      opener.push(at);
    }
  }
  const inspectors = chain.slice(1).map((one) => holder[one]!);
  return { target, needed: chain.length, inspectors: inspectors.sort((a, b) => a - b) };
}

/** A heap of one kind's inspectors by (load, rank). Loads only grow while it is used, so stale keys are mended on top. */
class LeastLoaded {
  private readonly heap: Int32Array;
  private readonly key: Float64Array;
  private size: number;
  private readonly stride: number;

  constructor(
    eligible: Int32Array,
    private readonly load: Int32Array,
    private readonly rank: Int32Array,
  ) {
    this.stride = rank.length;
    this.heap = eligible.slice().sort((a, b) => this.keyOf(a) - this.keyOf(b));
    this.key = Float64Array.from(this.heap, (inspector) => this.keyOf(inspector));
    this.size = this.heap.length;
  }

  private keyOf(inspector: number): number {
    return this.load[inspector]! * this.stride + this.rank[inspector]!;
  }

  /** The least loaded inspector who is free for the slot, or −1. */
  first(sheet: TeamSheet, slot: number): number {
    let aside: number[] | undefined;
    let found = -1;
    while (this.size > 0) {
      const top = this.heap[0]!;
      const key = this.keyOf(top);
      if (key !== this.key[0]) {
        this.key[0] = key;
        this.down();
      } else if (sheet.free(top, slot)) {
        found = top;
        break;
      } else {
        (aside ??= []).push(top);
        this.size--;
        this.heap[0] = this.heap[this.size]!;
        this.key[0] = this.key[this.size]!;
        this.down();
      }
    }
    if (aside !== undefined) for (const inspector of aside) this.put(inspector);
    return found;
  }

  private down(): void {
    const { heap, key, size } = this;
    const moving = heap[0]!;
    const movingKey = key[0]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && key[child + 1]! < key[child]!) child++;
      if (key[child]! >= movingKey) break;
      heap[at] = heap[child]!;
      key[at] = key[child]!;
      at = child;
    }
    heap[at] = moving;
    key[at] = movingKey;
  }

  private put(inspector: number): void {
    const { heap, key } = this;
    const movingKey = this.keyOf(inspector);
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (key[parent]! <= movingKey) break;
      heap[at] = heap[parent]!;
      key[at] = key[parent]!;
      at = parent;
    }
    heap[at] = inspector;
    key[at] = movingKey;
  }
}
