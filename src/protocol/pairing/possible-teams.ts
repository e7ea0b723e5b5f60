import { ableFor, kindKey, type Staff, staffOf } from './eligibility.js';
import { type InspectorLeaf } from '../pool/leaves.js';
import { type Manifest, type SmallPoolWarning, type TeamRule } from '../pool/manifest.js';

/** From here on a pool is not small any more, and counting stops. */
export const ENOUGH_TEAMS = 10;
const CACHED = 50_000;
const MOST_NAMED = 5;
const NOBODY: readonly number[] = [];

/**
 * Counts the ways to seat people of given abilities, no further than ENOUGH_TEAMS. The counts themselves can be
 * astronomical, so nothing is counted that a bound already answers: a team must be possible at all (Hall's condition
 * over the sets of kinds), and where one is, everybody beyond it can take somebody's place and makes another. What is
 * left, ENOUGH_TEAMS − 2 people beyond a team at most, is searched; no way is gone that does not end in a team.
 */
export class TeamCounter {
  /** How often it was looked whether somebody may take a place: the measure of the search. */
  looks = 0;
  /** For every set of kinds, as bits, how many places they have together. */
  private readonly asked: Int32Array;
  private readonly places: number;

  /** `demand`: places of each kind, of which there are at most 8. */
  constructor(private readonly demand: readonly number[]) {
    this.asked = this.askedBy(demand);
    this.places = this.asked.at(-1)!;
  }

  /** `people`: how many of each ability may be seated; an ability is the kinds that somebody may take, as bits, not 0. */
  count(people: ReadonlyMap<number, number>): number {
    const able = this.ableFor(people);
    const all = able.at(-1)!;
    if (all < this.places || !enough(this.asked, able, 0)) return 0;
    if (all - this.places >= ENOUGH_TEAMS - 1) return ENOUGH_TEAMS;
    return this.search([...people].flatMap(([ability, count]) => new Array<number>(count).fill(ability)));
  }

  private askedBy(demand: readonly number[]): Int32Array {
    const asked = new Int32Array(1 << demand.length);
    for (let set = 1; set < asked.length; set++) {
      const lowest = 31 - Math.clz32(set & -set);
      asked[set] = asked[set & (set - 1)]! + demand[lowest]!;
    }
    return asked;
  }

  /** For every set of kinds, how many people may take one of them. */
  private ableFor(people: ReadonlyMap<number, number>): Int32Array {
    const sets = this.asked.length;
    // first how many have no other ability than those of the set, by adding up over one kind after the other
    const within = new Int32Array(sets);
    for (const [ability, count] of people) within[ability]! += count;
    for (let bit = 1; bit < sets; bit <<= 1)
      for (let set = 0; set < sets; set++) if (set & bit) within[set]! += within[set ^ bit]!;
    const all = within.at(-1)!;
    return within.map((_, set) => all - within[sets - 1 - set]!);
  }

  private search(abilities: readonly number[]): number {
    const sets = this.asked.length;
    // able[p × sets + set]: how many from person p on may take one of the set
    const able = new Int32Array((abilities.length + 1) * sets);
    for (let p = abilities.length - 1; p >= 0; p--)
      for (let set = 0; set < sets; set++)
        able[p * sets + set] = able[(p + 1) * sets + set]! + ((abilities[p]! & set) === 0 ? 0 : 1);
    let found = 0;
    const seat = (person: number, left: number[]): void => {
      if (person === abilities.length) {
        found++;
        return;
      }
      for (let kind = -1; kind < left.length && found < ENOUGH_TEAMS; kind++) {
        if (kind >= 0 && (left[kind] === 0 || ((abilities[person]! >> kind) & 1) === 0)) continue;
        this.looks++;
        const then = kind < 0 ? left : left.map((open, one) => (one === kind ? open - 1 : open));
        if (enough(this.askedBy(then), able, (person + 1) * sets)) seat(person + 1, then);
      }
    };
    seat(0, [...this.demand]);
    return found;
  }
}

/** Whether every set of kinds has as many able people as places: then, and only then, all can be filled (Hall 1935). */
function enough(asked: Int32Array, able: Int32Array, from: number): boolean {
  for (let set = 1; set < asked.length; set++) if (asked[set]! > able[from + set]!) return false;
  return true;
}

/**
 * In how many ways the seats of a rule can be filled, counted up to ENOUGH_TEAMS. Seats of the same kind count as one
 * larger seat, and the order within a seat does not matter. What is the same for every target is worked out once.
 */
export class RuleTeams {
  private readonly counter: TeamCounter;
  /** Of each inspector the kinds that he may take, as bits; a rule has at most eight seats. */
  private readonly abilities: Uint8Array;
  private readonly people = new Map<number, number>();
  private readonly answers = new Map<string, number>();

  constructor(staff: Staff, { seats }: TeamRule) {
    this.abilities = new Uint8Array(staff.count);
    const demand = new Map<string, number>();
    for (const seat of seats) {
      const key = kindKey(seat);
      const places = demand.get(key);
      demand.set(key, (places ?? 0) + seat.count);
      if (places === undefined)
        for (const inspector of ableFor(staff, seat)) this.abilities[inspector]! |= 1 << (demand.size - 1);
    }
    this.counter = new TeamCounter([...demand.values()]);
    for (const ability of this.abilities)
      if (ability !== 0) this.people.set(ability, (this.people.get(ability) ?? 0) + 1);
  }

  /** `recused`: each once. */
  without(recused: Iterable<number>): number {
    const missing: number[] = [];
    for (const inspector of recused) {
      const ability = this.abilities[inspector]!;
      if (ability !== 0) missing.push(ability);
    }
    // people of the same ability are alike
    const key = missing.sort((a, b) => a - b).join();
    let teams = this.answers.get(key);
    if (teams === undefined) {
      const left = new Map(this.people);
      for (const ability of missing) left.set(ability, left.get(ability)! - 1);
      teams = this.counter.count(left);
      if (this.answers.size < CACHED) this.answers.set(key, teams);
    }
    return teams;
  }
}

export interface ImpossibleTargets {
  readonly count: number;
  /** Ids of the first five, in the order in which they came. */
  readonly first: readonly string[];
}

/** Follows the pool's targets and names the rules under which some have fewer than ENOUGH_TEAMS possible teams. */
export class SmallPools {
  private readonly recusedOf = new Map<string, number[]>();
  /** Of the rules that a target has met so far. */
  private readonly teams = new Map<number, RuleTeams>();
  private readonly small = new Map<number, { targets: number; teams: number }>();
  private readonly nobody: string[] = [];
  private withoutTeam = 0;

  private readonly staff: Staff;

  constructor(
    private readonly rules: readonly TeamRule[],
    visit: Manifest['visit'],
    inspectors: readonly InspectorLeaf[],
  ) {
    this.staff = staffOf(visit, inspectors);
    inspectors.forEach((inspector, index) => {
      for (const target of inspector.recusals) {
        const recused = this.recusedOf.get(target);
        if (recused === undefined) this.recusedOf.set(target, [index]);
        else recused.push(index);
      }
    });
  }

  add(target: string, rule: number): void {
    let ofRule = this.teams.get(rule);
    if (ofRule === undefined) this.teams.set(rule, (ofRule = new RuleTeams(this.staff, this.rules[rule]!)));
    const teams = ofRule.without(this.recusedOf.get(target) ?? NOBODY);
    if (teams >= ENOUGH_TEAMS) return;
    if (teams === 0 && this.withoutTeam++ < MOST_NAMED) this.nobody.push(target);
    const small = this.small.get(rule);
    if (small === undefined) this.small.set(rule, { targets: 1, teams });
    else {
      small.targets++;
      small.teams = Math.min(small.teams, teams);
    }
  }

  /** Targets that no team can be sent to at all. */
  impossible(): ImpossibleTargets {
    return { count: this.withoutTeam, first: this.nobody };
  }

  warnings(): SmallPoolWarning[] {
    return [...this.small]
      .sort(([a], [b]) => a - b)
      .map(([rule, { targets, teams }]) => ({ code: 'small-pool', rule, targets, teams }));
  }
}
