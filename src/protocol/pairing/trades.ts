import { type Generator } from '../chance/generator.js';
import { type TeamSheet } from './team-sheet.js';

/** Trades for a draw: three for every slot, and enough for a small one to forget how it was made. */
export function tradeCount(slots: number): number {
  return slots === 0 ? 0 : 3 * slots + 1000;
}

/** After each step a chain is closed one time in so many; of the first 8000 every eighth has patience for a long one. */
const PATIENCE = 2;
const LONG_PATIENCE = 128;
const LONG_AMONG = 8000;

/**
 * Removes what the order of seating left behind: a random walk over all permissible pairings whose loads are as even.
 *
 * One trade is a chain of any length. Somebody steps out of a slot; someone who may sit there takes it and leaves one
 * of his own; and so on, until the open slot is taken by an inspector with as few targets as the first one is left
 * with, or by the first one himself. Chains of every length are needed: in a ring of n targets of which each may be
 * visited by its own and the next inspector, there are two pairings, and only a chain of n slots leads from one to the
 * other. They are also enough: any two optimal pairings differ by such chains, each of which keeps the loads optimal.
 * Each chain is as likely as its reverse (README §9.4), so in the long run every pairing is as likely as the next.
 */
export function trade(sheet: TeamSheet, generator: Generator, trades = tradeCount(sheet.slotCount)): void {
  const walk = new ChainWalk(sheet, generator);
  const long = Math.min(LONG_PATIENCE, 8 * sheet.slotCount);
  for (let n = 0; n < trades; n++) walk.trade(n < LONG_AMONG && n % 8 === 7 ? long : PATIENCE);
}

class ChainWalk {
  /** Slots of each inspector in the order in which trades left them, and the place of each slot in its row. */
  private readonly rows: number[][];
  private readonly place: Int32Array;
  /** The chain in hand, so many moves long: whoever took `taken[k]` left `left[k]` for it. */
  private length = 0;
  private readonly taken: number[] = [];
  private readonly left: number[] = [];

  constructor(
    private readonly sheet: TeamSheet,
    private readonly generator: Generator,
  ) {
    this.rows = Array.from({ length: sheet.inspectorCount }, () => []);
    this.place = new Int32Array(sheet.slotCount);
    for (let slot = 0; slot < sheet.slotCount; slot++) {
      const row = this.rows[sheet.holder[slot]!]!;
      this.place[slot] = row.length;
      row.push(slot);
    }
  }

  trade(patience: number): void {
    const { generator, sheet } = this;
    const first = generator.below(sheet.slotCount);
    const stepsOut = sheet.holder[first]!;
    this.length = 0;
    this.rise(stepsOut, first);
    const fewest = sheet.load[stepsOut]!;
    let open = first;
    do {
      const eligible = this.eligible(open);
      const comer = eligible[generator.below(eligible.length)]!;
      let given = this.slotInTeam(comer, sheet.slotTarget[open]!);
      if (given < 0) {
        if (!sheet.may(comer, open)) continue;
        if (sheet.load[comer]! <= fewest) return this.sit(comer, open);
        given = this.rows[comer]![generator.below(sheet.load[comer]!)]!;
      }
      this.shift(comer, given, open);
      this.taken[this.length] = open;
      this.left[this.length++] = given;
      open = given;
    } while (generator.below(patience) !== 0);
    // Going back is as likely both ways only after weighing the two ends by how many are eligible there.
    if (sheet.free(stepsOut, open) && generator.below(this.eligible(open).length) < this.eligible(first).length) {
      return this.sit(stepsOut, open);
    }
    for (let k = this.length - 1; k >= 0; k--) {
      this.shift(sheet.holder[this.taken[k]!]!, this.taken[k]!, this.left[k]!);
    }
    this.sit(stepsOut, first);
  }

  private eligible(slot: number): Int32Array {
    const { eligibility, slotKind } = this.sheet;
    return eligibility.kinds[slotKind[slot]!]!.eligible;
  }

  private slotInTeam(inspector: number, target: number): number {
    const { holder, teamStart } = this.sheet;
    const until = teamStart[target + 1]!;
    for (let slot = teamStart[target]!; slot < until; slot++) if (holder[slot] === inspector) return slot;
    return -1;
  }

  private rise(inspector: number, slot: number): void {
    const row = this.rows[inspector]!;
    const last = row.pop()!;
    if (last !== slot) {
      row[this.place[slot]!] = last;
      this.place[last] = this.place[slot]!;
    }
    this.sheet.holder[slot] = -1;
    this.sheet.load[inspector]!--;
  }

  private sit(inspector: number, slot: number): void {
    const row = this.rows[inspector]!;
    this.place[slot] = row.length;
    row.push(slot);
    this.sheet.holder[slot] = inspector;
    this.sheet.load[inspector]!++;
  }

  /** In his row the new slot stands where the old one stood. */
  private shift(inspector: number, from: number, to: number): void {
    const place = this.place[from]!;
    this.rows[inspector]![place] = to;
    this.place[to] = place;
    this.sheet.holder[to] = inspector;
    this.sheet.holder[from] = -1;
  }
}
