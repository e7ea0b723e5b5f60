import { type Team } from '../draw/record.js';
import { type Words } from '../errors.js';
import { Balancer } from '../pairing/balance.js';
import { type Eligibility, eligibilityOf, staffOf } from '../pairing/eligibility.js';
import { ENOUGH_TEAMS, RuleTeams } from '../pairing/possible-teams.js';
import { TeamSheet } from '../pairing/team-sheet.js';
import { type InspectorLeaf } from '../pool/leaves.js';
import { type Manifest } from '../pool/manifest.js';

/** How one inspector stood in the draw. */
export interface InspectorChance {
  readonly inspector: string;
  readonly load: number;
  /** Drawn targets to which the rules would have let him go: eligible for a seat, and not recused. */
  readonly couldGo: number;
  /** Of the possible teams of those targets the fewest and the most, counted up to ENOUGH_TEAMS; null if there is none. */
  readonly teams: { readonly fewest: number; readonly most: number } | null;
}

export interface LoadSpread {
  /** Of those who could go anywhere at all. */
  readonly inspectors: number;
  readonly most: number;
  readonly least: number;
  /** Whether no exchange that the rules allow makes the loads evener: the spread is what the rules force. */
  readonly forced: boolean;
  readonly words: Words;
}

export interface AssignmentFairness {
  readonly inspectors: readonly InspectorChance[];
  /** Null where there are no teams. */
  readonly spread: LoadSpread | null;
}

export interface Assigned {
  readonly manifest: Pick<Manifest, 'pairing' | 'visit'>;
  /** The whole pool, in order of ids. */
  readonly inspectors: readonly InspectorLeaf[];
  /** The samples of all strata, in drawn order; `rule` is an index into the manifest's. */
  readonly drawn: readonly { readonly id: string; readonly rule: number }[];
  /** In drawn order; null where the draw was infeasible. */
  readonly teams: Iterable<Team> | null;
}

/**
 * What the pairing of a draw was for each inspector. Work grows with the pool, the rules in use times those eligible,
 * and the recusals of drawn targets; never with targets times inspectors.
 */
export function assignmentFairness({ drawn, inspectors, manifest, teams }: Assigned): AssignmentFairness {
  const { pairing, visit } = manifest;
  const used = new Set(drawn.map(({ rule }) => rule));
  const eligibility = eligibilityOf(pairing.rules, visit, inspectors, used);
  const sheet = teams === null ? null : seated(eligibility, drawn, inspectors, teams);
  const chances = chancesOfInspectors(eligibility, manifest, drawn, inspectors);
  const listed = inspectors.map(({ id }, i): InspectorChance => ({
    inspector: id,
    load: sheet?.load[i] ?? 0,
    ...chances[i]!,
  }));
  return { inspectors: listed, spread: sheet === null ? null : spreadOf(listed, sheet) };
}

/** The teams of the record as a sheet. Throws RangeError where they are not those of the drawn targets. */
function seated(
  eligibility: Eligibility,
  drawn: Assigned['drawn'],
  inspectors: readonly InspectorLeaf[],
  teams: Iterable<Team>,
): TeamSheet {
  const rules = Uint16Array.from(drawn, ({ rule }) => rule);
  const sheet = new TeamSheet(
    eligibility,
    drawn.map(({ id }) => id),
    rules,
    inspectors,
  );
  const numberOf = new Map(inspectors.map(({ id }, index) => [id, index]));
  let target = 0;
  for (const team of teams) {
    let slot = sheet.teamStart[target] ?? sheet.slotCount;
    for (const id of team.seats.flat()) {
      const inspector = numberOf.get(id);
      if (inspector === undefined || slot >= sheet.slotCount) throw new RangeError(`team of ${team.target}`);
      sheet.holder[slot++] = inspector;
      sheet.load[inspector]!++;
    }
    if (drawn[target]?.id !== team.target || slot !== sheet.teamStart[target + 1])
      throw new RangeError(`team of ${team.target}`);
    target++;
  }
  if (target !== drawn.length) throw new RangeError(`${target} teams for ${drawn.length} targets`);
  return sheet;
}

/**
 * Targets of one rule differ only by who is recused. So each rule counts its drawn targets by their possible teams, and
 * each inspector takes from the counts of the rules he is eligible for those targets that he is recused for.
 */
function chancesOfInspectors(
  eligibility: Eligibility,
  { pairing, visit }: Assigned['manifest'],
  drawn: Assigned['drawn'],
  inspectors: readonly InspectorLeaf[],
): { couldGo: number; teams: InspectorChance['teams'] }[] {
  const recusedOf = recusedInspectors(drawn, inspectors);
  const counts = eligibility.slotKinds.map(() => new Int32Array(ENOUGH_TEAMS + 1));
  const staff = staffOf(visit, inspectors);
  const used = new Map<number, RuleTeams>();
  const teamsOf = new Map<string, { rule: number; teams: number }>();
  for (const { id, rule } of drawn) {
    let ofRule = used.get(rule);
    if (ofRule === undefined) used.set(rule, (ofRule = new RuleTeams(staff, pairing.rules[rule]!)));
    const recused = recusedOf.get(id);
    const teams = ofRule.without(recused ?? []);
    counts[rule]![teams]!++;
    if (recused !== undefined) teamsOf.set(id, { rule, teams });
  }

  const own = inspectors.map(() => new Int32Array(ENOUGH_TEAMS + 1));
  for (const rule of used.keys()) {
    const able = new Set<number>();
    for (const kind of eligibility.slotKinds[rule]!)
      for (const inspector of eligibility.kinds[kind]!.eligible) able.add(inspector);
    for (const inspector of able)
      for (let teams = 0; teams <= ENOUGH_TEAMS; teams++) own[inspector]![teams]! += counts[rule]![teams]!;
  }
  return inspectors.map(({ recusals }, inspector) => {
    const mine = own[inspector]!;
    for (const id of recusals) {
      const target = teamsOf.get(id);
      if (target === undefined) continue;
      const kinds = eligibility.slotKinds[target.rule]!;
      if (kinds.some((kind) => eligibility.kinds[kind]!.marks[inspector] === 1)) mine[target.teams]!--;
    }
    const couldGo = mine.reduce((sum, count) => sum + count, 0);
    const fewest = mine.findIndex((count) => count > 0);
    const most = mine.findLastIndex((count) => count > 0);
    return { couldGo, teams: couldGo === 0 ? null : { fewest, most } };
  });
}

/** For the drawn targets that have any: who is recused. */
function recusedInspectors(
  drawn: Assigned['drawn'],
  inspectors: readonly InspectorLeaf[],
): ReadonlyMap<string, ReadonlySet<number>> {
  const ids = new Set(drawn.map(({ id }) => id));
  const recusedOf = new Map<string, Set<number>>();
  inspectors.forEach(({ recusals }, inspector) => {
    for (const id of recusals) {
      if (!ids.has(id)) continue;
      const recused = recusedOf.get(id);
      if (recused === undefined) recusedOf.set(id, new Set([inspector]));
      else recused.add(inspector);
    }
  });
  return recusedOf;
}

/** Loads are least exactly if no chain of exchanges leads from someone to one with two or more fewer (README §9.3). */
function spreadOf(listed: readonly InspectorChance[], sheet: TeamSheet): LoadSpread {
  const loads = listed.filter(({ couldGo }) => couldGo > 0).map(({ load }) => load);
  const most = loads.reduce((high, load) => Math.max(high, load), 0);
  const least = loads.reduce((low, load) => Math.min(low, load), most);
  const forced = new Balancer(sheet).run() === 0;
  return { inspectors: loads.length, most, least, forced, words: spreadWords(loads.length, most, least, forced) };
}

function spreadWords(count: number, most: number, least: number, forced: boolean): Words {
  if (count === 0) return { zh: '没有需要派出的人员。', en: 'Nobody was to be sent anywhere.' };
  const loads = {
    zh: `可派出的 ${count} 名人员中，任务最多的 ${most} 户，最少的 ${least} 户`,
    en: `Of the ${count} who could be sent, the most busy has ${most} target(s) and the least busy ${least}`,
  };
  if (!forced)
    return {
      zh: `${loads.zh}；按规则还可以分得更均匀。`,
      en: `${loads.en}; the rules would allow evener loads.`,
    };
  return {
    zh: `${loads.zh}；在回避、资格和辖区规则之下，没有任何调换能使其更均匀。`,
    en: `${loads.en}; under the rules on recusal, qualification and area no exchange would make this evener.`,
  };
}
