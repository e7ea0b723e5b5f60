import { Balancer } from '../../src/protocol/pairing/balance.js';
import { eligibilityOf } from '../../src/protocol/pairing/eligibility.js';
import { Generator } from '../../src/protocol/chance/generator.js';
import { type InspectorLeaf } from '../../src/protocol/pool/leaves.js';
import { type TeamRule } from '../../src/protocol/pool/manifest.js';
import { pair, type PairingTask } from '../../src/protocol/pairing/pairing.js';
import { seatAll } from '../../src/protocol/pairing/seating.js';
import { TeamSheet } from '../../src/protocol/pairing/team-sheet.js';
import { trade } from '../../src/protocol/pairing/trades.js';
import { enumerate } from './enumeration.js';
import { type Finding, figure, P_LEAST, type Question } from './findings.js';
import { CERTIFICATE, type Instance, taskOf, teamsText, VISIT } from './instance.js';
import { NAMED } from './named-instances.js';
import { numberedGenerator, numberedSeeds } from './numbered-seeds.js';
import { chiSquare, noiseOf, totalVariation } from './statistics.js';

const ALLOWED = 1.5;

function seated(seed: string, task: PairingTask): TeamSheet {
  const generator = new Generator(seed);
  const sheet = new TeamSheet(task.eligibility, task.ids, task.rules, task.inspectors);
  seatAll(sheet, generator);
  new Balancer(sheet).run();
  return sheet;
}

function tradedSheet(seed: string, task: PairingTask): TeamSheet {
  const outcome = pair(seed, task);
  if (outcome.kind !== 'paired') throw new Error('a named instance has a pairing');
  return outcome.sheet;
}

/** Counts of the outcomes in their order; throws on an outcome that the enumeration does not have. */
function tally(
  name: string,
  instance: Instance,
  outcomes: readonly string[],
  draws: number,
  make: (seed: string, task: PairingTask) => TeamSheet,
): number[] {
  const task = taskOf(instance);
  const seedOf = numberedSeeds(`pairing ${name}`);
  const counts = new Map(outcomes.map((outcome) => [outcome, 0]));
  for (let n = 0; n < draws; n++) {
    const teams = teamsText(instance, make(seedOf(n), task));
    const count = counts.get(teams);
    if (count === undefined) throw new Error(`${name}: ${teams} is not among the optimal pairings`);
    counts.set(teams, count + 1);
  }
  return [...counts.values()];
}

/**
 * Bound: total variation ≤ 1.5 × its mean over simulated even draws of the same number. With few outcomes that mean is
 * no steady yardstick (of two outcomes an even coin is beyond 1.5 × in every fifth series), so whatever fewer than one
 * in a thousand simulated even series exceed is allowed as well.
 */
export function pairingStudy(draws: number, samples: number): Question {
  let caught = 0;
  const findings = NAMED.map(([name, instance]): Finding => {
    const { outcomes } = enumerate(instance)!;
    const noise = noiseOf(numberedGenerator(`noise ${name}`), outcomes.length, draws, samples);
    const bound = Math.max(ALLOWED * noise.mean, noise.rare);
    const traded = tally(name, instance, outcomes, draws, tradedSheet);
    const untraded = totalVariation(tally(name, instance, outcomes, draws, seated));
    const [distance, { p }] = [totalVariation(traded), chiSquare(traded)];
    if (untraded > bound) caught++;
    return {
      what: name,
      figures: [
        String(outcomes.length),
        figure(distance),
        figure(noise.mean),
        figure(distance / noise.mean, 2),
        figure(p),
        `${figure(untraded)}${untraded > bound ? ' !' : '  '}`,
      ],
      bound: `at most ${figure(bound)}; p ≥ ${P_LEAST}`,
      holds: outcomes.length > 1 && distance <= bound && p >= P_LEAST,
    };
  });
  // How much the seating leaves behind shows the better the more is drawn.
  const least = draws >= 10_000 ? 6 : 3;
  return {
    title: 'Is every permissible pairing of least loads as likely as the next?',
    meaning:
      `Every such pairing listed by brute force; ${draws} draws each. Distance: total variation from even chances;\n` +
      `noise: what even chances show themselves in so many draws (mean of ${samples} simulated series); bound: 1.5 × noise,\n` +
      'or what one in a thousand even series exceeds. Untraded: the distance without trades (! = beyond the bound).',
    columns: ['pairings', 'distance', 'noise', '×', 'p', 'untraded'],
    findings: [
      ...findings,
      {
        what: 'pairings without trades are caught',
        figures: ['', '', '', '', '', `${caught} of ${NAMED.length}`],
        bound: `at least ${least}`,
        holds: caught >= least,
      },
    ],
  };
}

/**
 * A pool too large to enumerate: 31 regions, each with 12 kinds of seats, each region linked to the next by seats that
 * both may fill. How many places still have the inspector whom the seating gave them? Were nothing left of it, as many
 * as chance makes: one in the number of those eligible.
 */
export function mixingStudy(targetCount: number, inspectorCount: number): Question {
  const generator = numberedGenerator('mixing');
  const region = (r: number): string => `R${String(r % 31).padStart(2, '0')}`;
  const skills = Array.from({ length: 12 }, (_, q) => `Q${String(q).padStart(2, '0')}`);
  const inspectors = Array.from({ length: inspectorCount }, (_, i): InspectorLeaf => ({
    absences: [],
    agency: region(i),
    certificate: CERTIFICATE,
    id: `I${String(i).padStart(6, '0')}`,
    name: 'x',
    qualifications: skills.filter((_, q) => generator.below(3) === 0 || (Math.floor(i / 31) + q) % 12 === 0),
    recusals: [],
  }));
  const rules = Array.from({ length: 31 * 12 }, (_, r): TeamRule => {
    const own = Math.floor(r / 12);
    const agencies = r % 12 === 0 ? [region(own), region(own + 1)].sort() : [region(own)];
    return { conditions: [], seats: [{ agencies, count: 2, qualifications: [skills[r % 12]!] }] };
  });
  const ids = Array.from({ length: targetCount }, (_, t) => `T${t}`);
  const ruleOf = ids.map(() => generator.below(rules.length));
  const task = { eligibility: eligibilityOf(rules, VISIT, inspectors), ids, rules: ruleOf, inspectors, maxLoad: null };
  const sheet = seated(numberedSeeds('mixing')(1), task);
  const before = sheet.holder.slice();
  trade(sheet, new Generator(numberedSeeds('mixing')(2)));
  const kept = before.reduce((count, inspector, slot) => count + (sheet.holder[slot] === inspector ? 1 : 0), 0);
  const byChance = before.reduce(
    (sum, _, slot) => sum + 1 / task.eligibility.kinds[sheet.slotKind[slot]!]!.eligible.length,
    0,
  );
  const [share, chance] = [kept / sheet.slotCount, byChance / sheet.slotCount];
  return {
    title: 'Do the trades reach every corner of a large pool?',
    meaning: `${targetCount} targets × 2, ${inspectorCount} inspectors, 31 linked regions, 12 qualifications: places that kept the inspector of the seating.`,
    columns: ['kept', 'by chance'],
    findings: [
      {
        what: 'trades as many as a draw makes',
        figures: [figure(share), figure(chance)],
        bound: 'kept ≤ by chance + 0.12',
        holds: share <= chance + 0.12,
      },
    ],
  };
}
