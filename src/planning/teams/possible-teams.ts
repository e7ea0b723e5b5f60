import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { mayGo, SmallPools, type InspectorLeaf, type Seat, type TeamRule } from '../../protocol/index.js';
import { type VisitDays } from '../calendar/visit-window.js';
import { dependsOnKeeper, teamRules, type TeamPlan } from './team-plan.js';

/** Teams are counted for so many different windows; those in which the same people may go are one. */
const MOST_WINDOWS = 24;

/** Whether all these seats can be filled at once, recusals apart. */
export function canBeFilled(seats: readonly Seat[], window: VisitDays, inspectors: readonly InspectorLeaf[]): boolean {
  const pools = new SmallPools([{ conditions: [], seats }], window, inspectors);
  pools.add('', 0);
  return pools.impossible().count === 0;
}

/**
 * Counts the possible teams of each target that is to be drawn from, before the draw and as the draw will count them
 * (README of the protocol, §10): by the people and the recusals of today, for each visit window to come.
 */
export class PossibleTeams {
  private readonly rules: TeamRule[] = [];
  private bytes = 0;
  private readonly ruleOf = new Map<string, number>();
  /** Agencies that have people. */
  private readonly staffed: ReadonlySet<string>;
  private readonly counts: { readonly window: VisitDays; readonly pools: SmallPools }[];

  /** @param inspectors everybody who would be in the pool */
  constructor(
    private readonly plan: TeamPlan,
    inspectors: readonly InspectorLeaf[],
    windows: readonly VisitDays[],
  ) {
    this.staffed = new Set(inspectors.map(({ agency }) => agency));
    this.counts = differing(windows, inspectors).map((window) => ({
      window,
      // the rules are found as their keepers are met
      pools: new SmallPools(this.rules, window, inspectors),
    }));
  }

  /** @param keeper code of the agency that keeps it */
  see(target: string, keeper: string): void {
    const rule = this.ruleFor(keeper);
    for (const { pools } of this.counts) pools.add(target, rule);
  }

  /** How many rules the draw will have. */
  get ruleCount(): number {
    return this.rules.length;
  }

  /** What they take in a manifest, about. */
  get ruleBytes(): number {
    return this.bytes;
  }

  /** Targets that no team could be sent to. */
  faults(pointer: string): Fault[] {
    for (const { pools, window } of this.counts) {
      const { count, first } = pools.impossible();
      if (count > 0) return [noTeam(pointer, count, first, window)];
    }
    return [];
  }

  /** Where fewer than ten teams are possible for a target, with what can be done about it, the first first. */
  warnings(pointer: string): Fault[] {
    for (const { pools, window } of this.counts) {
      const small = pools.warnings();
      if (small.length === 0) continue;
      const targets = small.reduce((sum, one) => sum + one.targets, 0);
      const teams = Math.min(...small.map((one) => one.teams));
      return [smallPool(pointer, targets, teams, window)];
    }
    return [];
  }

  private ruleFor(keeper: string): number {
    const key = dependsOnKeeper(this.plan) ? keeper : '';
    let rule = this.ruleOf.get(key);
    if (rule === undefined) {
      rule = this.rules.length;
      const [added] = teamRules(this.plan, [keeper], this.staffed);
      if (added === undefined) throw new Error('a keeper has a rule');
      this.rules.push(added);
      this.bytes += Buffer.byteLength(JSON.stringify(added));
      this.ruleOf.set(key, rule);
    }
    return rule;
  }
}

/** One window for each set of people who may go, the smallest set first. */
function differing(windows: readonly VisitDays[], inspectors: readonly InspectorLeaf[]): VisitDays[] {
  const found = new Map<string, { readonly window: VisitDays; readonly able: number }>();
  for (const window of windows) {
    const able = inspectors.flatMap((one, index) => (mayGo(one, window) ? index : []));
    const key = able.join();
    if (!found.has(key)) found.set(key, { window, able: able.length });
  }
  return [...found.values()]
    .sort((a, b) => a.able - b.able)
    .slice(0, MOST_WINDOWS)
    .map(({ window }) => window);
}

function noTeam(pointer: string, count: number, first: readonly string[], { from, until }: VisitDays): Fault {
  const more = count > first.length;
  return {
    pointer,
    code: 'no_possible_team',
    message: text(
      `检查时段 ${from} 至 ${until}，有 ${count} 个检查对象（${first.join('、')}${more ? ' 等' : ''}）组不成检查组：各席位可去的人员不足，或都已回避。请增加人员、邀请相邻单位出借人员，或解除不当的回避。`,
      `From ${from} to ${until} no team can be formed for ${count} target(s) (${first.join(', ')}${more ? ', …' : ''}): too few inspectors may take the seats, or all are recused. Add inspectors, ask a neighbouring agency for its people, or end recusals that should not stand.`,
    ),
  };
}

function smallPool(pointer: string, targets: number, teams: number, { from, until }: VisitDays): Fault {
  return {
    pointer,
    code: 'small_pool',
    message: text(
      `检查时段 ${from} 至 ${until}，有 ${targets} 个检查对象可能的检查组不足 10 种，最少的只有 ${teams} 种，由谁检查容易被猜到。依次可以：一、邀请相邻单位出借人员（partners，role 为 neighbour）；二、按层级混合组队（seats）；三、指定人员（assigned，将永久注明“指定人员，非随机”）。`,
      `From ${from} to ${until}, ${targets} target(s) have fewer than 10 possible teams, the fewest ${teams}: who goes is easily guessed. In this order you may: 1. ask a neighbouring agency for its people (partners, role "neighbour"); 2. form teams of several levels ("seats"); 3. name the inspectors ("assigned", marked for ever as not random).`,
    ),
  };
}
