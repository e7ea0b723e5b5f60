import { toHex } from '../bytes.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import { eligibilityOf } from '../pairing/eligibility.js';
import { ProtocolError } from '../errors.js';
import { Generator } from '../chance/generator.js';
import { type InspectorLeaf } from '../pool/leaves.js';
import { outcomesOf } from '../entropy/figures.js';
import { EXACT_BITS, floorLog2, samplesOf } from '../fairness/outcomes.js';
import { type FewOutcomesWarning, type Manifest, readManifest } from '../pool/manifest.js';
import { rootOfRoots } from '../pool/snapshot.js';
import { pair } from '../pairing/pairing.js';
import { type PairingCut } from '../pairing/pairing-cut.js';
import { type DrawSeeds, type InspectorLoad, type RecordSource, type Team, type Versions } from './record.js';
import { seedsOf } from '../chance/seeds.js';
import { sealHash } from '../entropy/sealed.js';
import { checkEventMoments, type EntropyReveal, randomnessOf } from '../entropy/source.js';
import { permute } from '../chance/selection.js';
import { sizeOf, splitTotal } from '../pool/sizes.js';
import { DEFAULT_SUITE, suiteOf } from '../suite.js';
import { type TeamSheet } from '../pairing/team-sheet.js';

/** Checks a manifest as the verifier will; returns its canonical bytes and C = H(bytes), hex. */
export function commit(manifest: Manifest): { readonly bytes: Uint8Array; readonly commitment: string } {
  const read = readManifest(manifest as unknown as Json);
  checkSizes(read);
  checkTargetRoot(read);
  checkMoments(read);
  const bytes = canonicalBytes(read as unknown as Json);
  return { bytes, commitment: toHex(suiteOf(read.suite).hash(bytes)) };
}

/** The root of all targets stands over those of the strata. Throws `rule`. */
export function checkTargetRoot({ strata, targets }: Manifest): void {
  const root = rootOfRoots(strata.map((stratum) => stratum.root));
  if (root !== targets.root)
    throw unequal(
      '/targets/root',
      '对象名单的根与各层的根不符',
      'the root of the targets is not that over the roots of the strata',
      root,
      targets.root,
    );
}

/** README §10: the figures have fewer outcomes than there are samples. */
export function fewOutcomes(manifest: Pick<Manifest, 'entropy' | 'strata'>): FewOutcomesWarning[] {
  if (manifest.entropy.source !== 'figures') return [];
  const outcomes = outcomesOf(manifest.entropy.events);
  const samples = samplesOf(manifest.strata);
  if (outcomes >= (samples ?? 1n << BigInt(EXACT_BITS))) return [];
  return [
    {
      bits: floorLog2(outcomes),
      code: 'few-outcomes',
      needed: samples === undefined ? EXACT_BITS : floorLog2(samples),
    },
  ];
}

/** Every size is what its rate makes of its population, the populations add up, and a total is split right. Throws `rule`. */
export function checkSizes(manifest: Manifest): void {
  let population = 0;
  checkTotal(manifest);
  manifest.strata.forEach((stratum, index) => {
    const size = sizeOf(stratum, stratum.population);
    population += stratum.population;
    if (stratum.size !== size) {
      throw unequal(
        `/strata/${index}/size`,
        `分层 ${stratum.id} 的抽取数量不符合比例`,
        `the size of stratum ${stratum.id} is not what its rate gives`,
        size,
        stratum.size,
      );
    }
    if (stratum.reserve > stratum.population - size) {
      const most = `at most ${stratum.population - size}`;
      throw unequal(
        `/strata/${index}/reserve`,
        `分层 ${stratum.id} 的候补数超过剩余对象`,
        `stratum ${stratum.id} has fewer left for the reserve`,
        most,
        stratum.reserve,
      );
    }
  });
  if (population !== manifest.targets.count) {
    throw unequal(
      '/targets/count',
      '各层总数与名单数量不一致',
      'the strata do not add up to the pool',
      population,
      manifest.targets.count,
    );
  }
}

/** README §5: the strata that share a total have exactly their share of it for their rate. */
function checkTotal({ selection: { total }, strata }: Manifest): void {
  if (total === undefined) return;
  const named = new Set(total.strata);
  const sharing = strata.filter(({ id }) => named.has(id));
  const inOrder = sharing.map(({ id }) => id).join(', ');
  if (inOrder !== total.strata.join(', ')) {
    throw unequal(
      '/selection/total/strata',
      '分摊总数的分层不是公告的分层，或者次序不同',
      'the strata that share the total are not strata of the draw, in their order',
      inOrder || 'strata of the draw',
      total.strata.join(', '),
    );
  }
  const shares = splitTotal(
    total.number,
    sharing.map((stratum) => stratum.population),
  );
  sharing.forEach(({ id, rate }, index) => {
    if (rate.direction === 'number' && rate.number === shares[index]) return;
    throw unequal(
      `/strata/${strata.findIndex((stratum) => stratum.id === id)}/rate`,
      `分层 ${id} 的数量不是总数按户数分摊所得`,
      `the number of stratum ${id} is not its share of the total`,
      shares[index]!,
      rate.direction === 'number' ? rate.number : rate.direction,
    );
  });
}

/** cut-off ≤ moment of the randomness ≤ earliest publication, and what else the source asks for. Throws `rule`. */
export function checkMoments({ cutoff, entropy, publication }: Manifest): void {
  checkEventMoments(entropy, cutoff);
  if (entropy.notBefore > publication.notBefore) {
    throw unequal(
      '/publication/notBefore',
      '公示早于随机数产生',
      'the publication comes before the randomness',
      `not before ${entropy.notBefore}`,
      publication.notBefore,
    );
  }
}

function unequal(
  path: string,
  zh: string,
  en: string,
  expected: string | number,
  found: string | number,
): ProtocolError {
  return new ProtocolError('rule', path, { zh, en }, { expected: String(expected), found: String(found) });
}

/** What goes into `manifest.entropy.hash` for 32 secret bytes from the caller's secure generator. */
export function sealSecret(secret: Uint8Array): string {
  return sealHash(DEFAULT_SUITE, secret);
}

/** R of what was revealed. Throws `rule` when it does not fit what was announced. */
export function openEntropy(manifest: Manifest, reveal: EntropyReveal): Uint8Array {
  return randomnessOf(suiteOf(manifest.suite), manifest.entropy, reveal, manifest.drawId);
}

export function deriveSeeds(manifest: Manifest, commitment: string, randomness: Uint8Array): DrawSeeds {
  return seedsOf(
    suiteOf(manifest.suite),
    randomness,
    commitment,
    manifest.strata.map((stratum) => stratum.id),
  );
}

/** Positions in the pool in drawn order: `targets` are the sample, `reserve` the places after it. */
export interface DrawnStratum {
  readonly stratum: string;
  readonly targets: Uint32Array;
  readonly reserve: Uint32Array;
}

/** One result for each stratum of the manifest. Memory: 4 bytes a target. */
export function drawSelection(manifest: Manifest, seeds: DrawSeeds, stratumOf: Uint16Array): DrawnStratum[] {
  const start = new Uint32Array(manifest.strata.length + 1);
  for (const stratum of stratumOf) start[stratum + 1]!++;
  for (let s = 0; s < manifest.strata.length; s++) start[s + 1]! += start[s]!;
  const next = start.slice();
  const positions = new Uint32Array(stratumOf.length);
  stratumOf.forEach((stratum, position) => (positions[next[stratum]!++] = position));
  return manifest.strata.map((stratum, index) => {
    const population = start[index + 1]! - start[index]!;
    if (population !== stratum.population) {
      throw unequal(
        `/strata/${index}/population`,
        '名单与公告的层内数量不一致',
        'the pool is not the one in the manifest',
        stratum.population,
        population,
      );
    }
    const order = permute(new Generator(seeds.selection[index]!.seed), population, stratum.size + stratum.reserve);
    const drawn = order.map((rank) => positions[start[index]! + rank]!);
    return { stratum: stratum.id, targets: drawn.slice(0, stratum.size), reserve: drawn.slice(stratum.size) };
  });
}

/** `rule`: index into `manifest.pairing.rules`. */
export interface DrawnTarget {
  readonly id: string;
  readonly rule: number;
}

export type Pairing =
  | {
      readonly kind: 'paired';
      readonly teams: Iterable<Team> & { readonly length: number };
      readonly loads: readonly InspectorLoad[];
    }
  | { readonly kind: 'infeasible'; readonly cuts: readonly PairingCut[] };

/** Teams for the samples of all strata in order (reserves not); `inspectors` is the whole snapshot, in id order. */
export function drawTeams(
  manifest: Manifest,
  seeds: DrawSeeds,
  drawn: readonly DrawnTarget[],
  inspectors: readonly InspectorLeaf[],
): Pairing {
  const { maxLoad, rules } = manifest.pairing;
  const ruleOf = Uint16Array.from(drawn, (target) => target.rule);
  const outcome = pair(seeds.pairing, {
    eligibility: eligibilityOf(rules, manifest.visit, inspectors, ruleOf),
    ids: drawn.map((target) => target.id),
    rules: ruleOf,
    inspectors,
    maxLoad,
  });
  if (outcome.kind === 'infeasible') return outcome;
  const { sheet } = outcome;
  const seatSizes = seatSizesOf(manifest);
  sheet.settle(seatSizes);
  const loads = inspectors.map((inspector, index) => ({ inspector: inspector.id, load: sheet.load[index]! }));
  const teams = {
    length: drawn.length,
    *[Symbol.iterator]() {
      for (let t = 0; t < drawn.length; t++)
        yield teamOf(sheet, t, drawn[t]!.id, seatSizes[drawn[t]!.rule]!, inspectors);
    },
  };
  return { kind: 'paired', teams, loads };
}

export function seatSizesOf(manifest: Manifest): number[][] {
  return manifest.pairing.rules.map((rule) => rule.seats.map((seat) => seat.count));
}

function teamOf(
  sheet: TeamSheet,
  index: number,
  target: string,
  sizes: readonly number[],
  inspectors: readonly InspectorLeaf[],
): Team {
  let slot = sheet.teamStart[index]!;
  const seats = sizes.map((size) => Array.from({ length: size }, () => inspectors[sheet.holder[slot++]!]!.id));
  return { seats, target };
}

/** Puts the record together; `idAt` gives the id at a pool position, asked for drawn and reserve positions only. */
export function buildRecord(parts: {
  readonly manifest: Manifest;
  readonly commitment: string;
  readonly entropy: EntropyReveal;
  readonly seeds: DrawSeeds;
  readonly selection: readonly DrawnStratum[];
  readonly idAt: (position: number) => string;
  readonly pairing: Pairing;
  readonly versions: Versions;
}): RecordSource {
  const { commitment, entropy, idAt, manifest, pairing, seeds, versions } = parts;
  const ids = (positions: Uint32Array): Iterable<string> => ({
    *[Symbol.iterator]() {
      for (const position of positions) yield idAt(position);
    },
  });
  const selection = parts.selection.map(({ reserve, stratum, targets }) => ({
    reserve: ids(reserve),
    stratum,
    targets: ids(targets),
  }));
  const paired = pairing.kind === 'paired';
  return {
    commitment,
    drawId: manifest.drawId,
    entropy,
    infeasible: paired ? null : pairing.cuts,
    loads: paired ? pairing.loads : [],
    seeds,
    selection,
    teams: paired ? pairing.teams : [],
    versions,
  };
}
