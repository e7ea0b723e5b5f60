import { type TeamSheet } from './team-sheet.js';

const NEVER = 0;
const CLOSED = -1;

/**
 * Makes the loads as even as they can be: while a chain leads from an inspector of load L to one of load ≤ L − 2 (the
 * first hands a slot to the next, who hands one on …), it is carried out. When none is left the sorted load vector is
 * minimal (Harvey, Ladner, Lovász, Tamir 2006), and with it the highest load.
 *
 * Levels from the top: a breadth-first search from all inspectors of the highest load L at once. If it finds nobody of
 * load ≤ L − 2, nothing leads out of what it reached, and that part is closed for good.
 */
export class Balancer {
  /** Slots of each inspector, ascending. */
  private readonly held: number[][];
  /** Inspectors of each kind that are neither visited nor closed, ascending; valid while the kind's round is current. */
  private readonly waiting: Int32Array[];
  private readonly waitingCount: Int32Array;
  private readonly waitingRound: Int32Array;
  private readonly openCount: Int32Array;
  private readonly openInspectors: Int32Array[];
  /** Round in which an inspector or a slot was last visited. */
  private readonly inspectorRound: Int32Array;
  private readonly slotRound: Int32Array;
  /** Slot through which an inspector was reached, −1 for a source; and slot of the same team that opened a slot, or −1. */
  private readonly reachedBy: Int32Array;
  private readonly openedBy: Int32Array;
  private readonly queue: Int32Array;
  private readonly mixed: readonly boolean[];
  private round = NEVER;

  constructor(private readonly sheet: TeamSheet) {
    const { kinds, slotKinds } = sheet.eligibility;
    this.held = Array.from({ length: sheet.inspectorCount }, () => []);
    for (let slot = 0; slot < sheet.slotCount; slot++) this.held[sheet.holder[slot]!]!.push(slot);
    this.openInspectors = kinds.map((kind) => kind.eligible.slice());
    this.openCount = Int32Array.from(kinds, (kind) => kind.eligible.length);
    this.waiting = kinds.map((kind) => new Int32Array(kind.eligible.length));
    this.waitingCount = new Int32Array(kinds.length);
    this.waitingRound = new Int32Array(kinds.length);
    this.inspectorRound = new Int32Array(sheet.inspectorCount);
    this.slotRound = new Int32Array(sheet.slotCount);
    this.reachedBy = new Int32Array(sheet.inspectorCount);
    this.openedBy = new Int32Array(sheet.slotCount);
    this.queue = new Int32Array(sheet.slotCount);
    this.mixed = slotKinds.map((slots) => slots.some((kind) => kind !== slots[0]));
  }

  /** Carries out every cost-reducing chain; returns how many there were. */
  run(): number {
    const { load } = this.sheet;
    let moves = 0;
    for (;;) {
      let highest = 0;
      for (let i = 0; i < load.length; i++) {
        if (this.inspectorRound[i] !== CLOSED && load[i]! > highest) highest = load[i]!;
      }
      if (highest < 2) return moves;
      const sources: number[] = [];
      for (let i = 0; i < load.length; i++)
        if (this.inspectorRound[i] !== CLOSED && load[i] === highest) sources.push(i);
      const reached = this.search(sources, highest - 2);
      if (reached >= 0) {
        this.carryOut(reached);
        moves++;
      } else this.closeVisited();
    }
  }

  /** Everyone a chain from the inspector leads to, itself included, ascending; call before or instead of `run` only. */
  closureOf(inspector: number): number[] {
    this.search([inspector], -1);
    const reached: number[] = [];
    for (let i = 0; i < this.sheet.inspectorCount; i++) if (this.inspectorRound[i] === this.round) reached.push(i);
    return reached;
  }

  /** First inspector found with load ≤ `wanted`, or −1 when all that can be reached was visited. */
  private search(sources: readonly number[], wanted: number): number {
    const { sheet } = this;
    this.round++;
    let tail = 0;
    for (const source of sources) {
      this.inspectorRound[source] = this.round;
      this.reachedBy[source] = -1;
    }
    for (const source of sources) tail = this.openSlots(source, tail);
    for (let head = 0; head < tail; head++) {
      const slot = this.queue[head]!;
      const kind = sheet.slotKind[slot]!;
      const waiting = this.waitingOf(kind);
      const count = this.waitingCount[kind]!;
      let kept = 0;
      for (let w = 0; w < count; w++) {
        const inspector = waiting[w]!;
        if (this.inspectorRound[inspector] === this.round) continue;
        if (!sheet.free(inspector, slot)) {
          waiting[kept++] = inspector;
          continue;
        }
        this.inspectorRound[inspector] = this.round;
        this.reachedBy[inspector] = slot;
        if (sheet.load[inspector]! <= wanted) return inspector;
        tail = this.openSlots(inspector, tail);
      }
      this.waitingCount[kind] = kept;
      if (this.mixed[sheet.rules[sheet.slotTarget[slot]!]!]) tail = this.openColleagues(slot, tail);
    }
    return -1;
  }

  private openSlots(inspector: number, tail: number): number {
    for (const slot of this.held[inspector]!) {
      if (this.slotRound[slot] === this.round || this.slotRound[slot] === CLOSED) continue;
      this.slotRound[slot] = this.round;
      this.openedBy[slot] = -1;
      this.queue[tail++] = slot;
    }
    return tail;
  }

  /** Slots of the same team whose inspector could move over to this one. */
  private openColleagues(slot: number, tail: number): number {
    const { sheet } = this;
    const target = sheet.slotTarget[slot]!;
    for (let other = sheet.teamStart[target]!; other < sheet.teamStart[target + 1]!; other++) {
      if (this.slotRound[other] === this.round || this.slotRound[other] === CLOSED) continue;
      if (!sheet.may(sheet.holder[other]!, slot)) continue;
      this.slotRound[other] = this.round;
      this.openedBy[other] = slot;
      this.queue[tail++] = other;
    }
    return tail;
  }

  private waitingOf(kind: number): Int32Array {
    const waiting = this.waiting[kind]!;
    if (this.waitingRound[kind] !== this.round) {
      const open = this.openInspectors[kind]!;
      let kept = 0;
      for (let i = 0; i < this.openCount[kind]!; i++) {
        if (this.inspectorRound[open[i]!] !== CLOSED) open[kept++] = open[i]!;
      }
      this.openCount[kind] = kept;
      waiting.set(open.subarray(0, kept));
      this.waitingCount[kind] = kept;
      this.waitingRound[kind] = this.round;
    }
    return waiting;
  }

  private carryOut(reached: number): void {
    const { sheet } = this;
    sheet.load[reached]!++;
    let taker = reached;
    let slot = this.reachedBy[reached]!;
    for (;;) {
      const given = sheet.holder[slot]!;
      this.move(slot, given, taker);
      const opener = this.openedBy[slot]!;
      taker = given;
      if (opener >= 0) {
        slot = opener;
        continue;
      }
      slot = this.reachedBy[given]!;
      if (slot < 0) break;
    }
    sheet.load[taker]!--;
  }

  private move(slot: number, from: number, to: number): void {
    this.sheet.holder[slot] = to;
    const given = this.held[from]!;
    given.splice(given.indexOf(slot), 1);
    const taken = this.held[to]!;
    let at = taken.length;
    while (at > 0 && taken[at - 1]! > slot) at--;
    taken.splice(at, 0, slot);
  }

  private closeVisited(): void {
    for (let i = 0; i < this.inspectorRound.length; i++) {
      if (this.inspectorRound[i] === this.round) {
        this.inspectorRound[i] = CLOSED;
        for (const slot of this.held[i]!) this.slotRound[slot] = CLOSED;
      }
    }
  }
}
