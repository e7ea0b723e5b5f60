import { Balancer } from './balance.js';
import { type Eligibility } from './eligibility.js';
import { Generator } from '../chance/generator.js';
import { type InspectorLeaf } from '../pool/leaves.js';
import { cutOfLoads, cutsOfSeats } from './pairing-cuts.js';
import { type PairingCut } from './pairing-cut.js';
import { seatAll } from './seating.js';
import { TeamSheet } from './team-sheet.js';
import { trade } from './trades.js';

export interface PairingTask {
  readonly eligibility: Eligibility;
  /** Drawn targets in drawn order, and the team rule of each. */
  readonly ids: readonly string[];
  readonly rules: ArrayLike<number>;
  /** The whole pool, in id order. */
  readonly inspectors: readonly InspectorLeaf[];
  readonly maxLoad: number | null;
}

export type PairingOutcome =
  | { readonly kind: 'paired'; readonly sheet: TeamSheet }
  | { readonly kind: 'infeasible'; readonly cuts: readonly PairingCut[] };

/**
 * Teams for all drawn targets (README §9): seated in random order, made even, then traded. A pairing is found whenever
 * one exists; otherwise the cuts say why there is none. Within each seat the inspectors are put in id order.
 */
export function pair(seed: string, task: PairingTask): PairingOutcome {
  const generator = new Generator(seed);
  const sheet = new TeamSheet(task.eligibility, task.ids, task.rules, task.inspectors);
  const unfilled = seatAll(sheet, generator);
  if (unfilled.length > 0) return { kind: 'infeasible', cuts: cutsOfSeats(unfilled, task) };
  new Balancer(sheet).run();
  const highest = sheet.load.reduce((most, load) => Math.max(most, load), 0);
  if (task.maxLoad !== null && highest > task.maxLoad) {
    const closure = new Balancer(sheet).closureOf(sheet.load.indexOf(highest));
    return { kind: 'infeasible', cuts: [cutOfLoads(sheet, closure, task.maxLoad, task)] };
  }
  trade(sheet, generator);
  return { kind: 'paired', sheet };
}
