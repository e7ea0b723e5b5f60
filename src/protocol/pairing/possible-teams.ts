import { type Eligibility } from './eligibility.js';
import { type InspectorLeaf } from '../pool/leaves.js';
import { type SmallPoolWarning } from '../pool/manifest.js';

/** From here on a pool is not small any more, and counting stops. */
export const ENOUGH_TEAMS = 10;

/**
 * In how many ways the seats of a rule can be filled, counted up to ENOUGH_TEAMS. Seats of the same kind count as one
 * larger seat, and the order within a seat does not matter.
 */
export function possibleTeams(
  eligibility: Eligibility,
  rule: number,
  recused: ReadonlySet<number> = new Set(),
): number {
  const demand = new Map<number, number>();
  for (const kind of eligibility.slotKinds[rule]!) demand.set(kind, (demand.get(kind) ?? 0) + 1);
  const kinds = [...demand.keys()];
  const strides: number[] = [];
  let states = 1;
  for (const kind of kinds) {
    strides.push(states);
    states *= demand.get(kind)! + 1;
  }
  // ways[state] = in how many ways the inspectors looked at so far fill so many places of each kind.
  const ways = new Float64Array(states);
  ways[0] = 1;
  const candidates = new Set<number>();
  for (const kind of kinds) for (const inspector of eligibility.kinds[kind]!.eligible) candidates.add(inspector);
  for (const inspector of candidates) {
    if (recused.has(inspector)) continue;
    for (let state = states - 1; state >= 0; state--) {
      if (ways[state] === 0) continue;
      for (let k = 0; k < kinds.length; k++) {
        const filled = Math.floor(state / strides[k]!) % (demand.get(kinds[k]!)! + 1);
        if (filled === demand.get(kinds[k]!) || eligibility.kinds[kinds[k]!]!.marks[inspector] !== 1) continue;
        const next = state + strides[k]!;
        ways[next] = Math.min(Number.MAX_SAFE_INTEGER / 16, ways[next]! + ways[state]!);
      }
    }
    if (ways[states - 1]! >= ENOUGH_TEAMS) return ENOUGH_TEAMS;
  }
  return ways[states - 1]!;
}

/** Follows the pool's targets and names the rules under which some have fewer than ENOUGH_TEAMS possible teams. */
export class SmallPools {
  private readonly recusedOf = new Map<string, number[]>();
  private readonly plain: number[];
  private readonly met: number[];
  private readonly small: { targets: number; teams: number }[];

  constructor(
    private readonly eligibility: Eligibility,
    inspectors: readonly InspectorLeaf[],
  ) {
    inspectors.forEach((inspector, index) => {
      for (const target of inspector.recusals) {
        const recused = this.recusedOf.get(target);
        if (recused === undefined) this.recusedOf.set(target, [index]);
        else recused.push(index);
      }
    });
    this.plain = eligibility.slotKinds.map((_, rule) => possibleTeams(eligibility, rule));
    this.met = this.plain.map(() => 0);
    this.small = this.plain.map(() => ({ targets: 0, teams: ENOUGH_TEAMS }));
  }

  add(target: string, rule: number): void {
    const recused = this.recusedOf.size === 0 ? undefined : this.recusedOf.get(target);
    if (recused === undefined) {
      this.met[rule]!++;
      return;
    }
    const teams = possibleTeams(this.eligibility, rule, new Set(recused));
    const small = this.small[rule]!;
    if (teams >= ENOUGH_TEAMS) return;
    small.targets++;
    small.teams = Math.min(small.teams, teams);
  }

  warnings(): SmallPoolWarning[] {
    const warnings: SmallPoolWarning[] = [];
    this.small.forEach((small, rule) => {
      const common = this.plain[rule]! < ENOUGH_TEAMS ? this.met[rule]! : 0;
      const targets = small.targets + common;
      if (targets === 0) return;
      const teams = common > 0 ? Math.min(small.teams, this.plain[rule]!) : small.teams;
      warnings.push({ code: 'small-pool', rule, targets, teams });
    });
    return warnings;
  }
}
