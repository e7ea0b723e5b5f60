import { fromHex, toHex } from '../bytes.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import { buildRecord, commit, fewOutcomes, deriveSeeds, drawSelection, drawTeams, type Pairing, sealSecret } from '../draw/draw.js';
import { type EntropyEvent, type EntropyReveal, randomnessOf } from '../entropy/source.js';
import { checkpointText, type LogHead } from '../log/checkpoint.js';
import { entryBytes, type LogEntry } from '../log/entries.js';
import { type LogProof } from '../log/log-proof.js';
import { type NoteSigner, signNote, verifierKey } from '../log/note.js';
import { MerklePaths } from '../merkle-paths.js';
import { consistencyPath, inclusionPath, leafHash, MerkleAccumulator } from '../merkle.js';
import { type Relation } from '../pool/relation.js';
import { type Shown, shownBytes, type ShownTarget, TARGET_PROOF_FORMAT, type TargetProof, targetProofBytes } from '../evidence/shown.js';
import { evidenceChunks, extractChunks } from '../evidence/evidence.js';
import { type ExclusionLeaf, type InspectorLeaf, type TargetLeaf } from '../pool/leaves.js';
import { type Manifest, type Reason, type TeamRule } from '../pool/manifest.js';
import { hashRecord, recordChunks, type RecordSource } from '../draw/record.js';
import { DEFAULT_SUITE } from '../suite.js';
import { sizeStrata, type StratumRule, totalOf } from '../pool/sizes.js';
import { ExclusionSnapshot, InspectorSnapshot, TargetSnapshot } from '../pool/snapshot.js';

/** A whole draw from lists and rules to its evidence, in memory: for the vectors and the specs. */
export interface DrawTask {
  readonly targets: readonly TargetLeaf[];
  readonly inspectors: readonly InspectorLeaf[];
  readonly exclusions: readonly ExclusionLeaf[];
  readonly filter: Manifest['filter'];
  readonly strata: readonly StratumRule[];
  /** Of the strata with the rate `share`. */
  readonly total?: number;
  readonly rules: readonly TeamRule[];
  readonly maxLoad: number | null;
  readonly secret: string;
  readonly pools?: 'open' | 'closed';
  readonly drawId?: string;
  readonly relation?: Relation;
  readonly reasons?: readonly Reason[];
  /** Another source than the sealed secret. */
  readonly source?: { readonly event: EntropyEvent; readonly reveal: EntropyReveal };
  /** Other moments than those of the small draw. `notBefore` is of the sealed secret, `ground` of the entry that a relation asks for. */
  readonly times?: {
    readonly commit: string;
    readonly cutoff: string;
    readonly publication: string;
    readonly notBefore?: string;
    readonly ground?: string;
  };
  readonly log?: LogShape;
  /** Changes the log's entries after they were made. */
  readonly entries?: (entries: LogEntry[]) => LogEntry[];
  /** Forges the manifest before it is committed to; everything later follows it. */
  readonly adjust?: (manifest: Manifest) => Manifest;
}

/** What stands in the log around the entries of a draw, and who signs its checkpoint. */
export interface LogShape {
  readonly before: readonly LogEntry[];
  /** Where among `before` the entry stands that a relation asks for; after them if it is not given. */
  readonly ground?: number;
  /** How many of `before`, with that entry, the manifest names as `previous`. */
  readonly previous: number;
  /** After the commitment, and after the reveal. */
  readonly between: readonly [readonly LogEntry[], readonly LogEntry[]];
  readonly after: readonly LogEntry[];
  readonly signers: readonly NoteSigner[];
  /** The verifier key of one of them. */
  readonly key: string;
}

export interface DrawnTask {
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
  readonly commitment: string;
  readonly record: RecordSource;
  readonly recordHash: string;
  readonly pairing: Pairing;
  readonly evidence: Uint8Array;
  readonly extract: Uint8Array;
  readonly log: LogProof;
  /** All of the log's entries. */
  readonly entries: readonly LogEntry[];
  /** The same log with these entries in the place of the draw's. */
  readonly logWith: (entries: readonly LogEntry[]) => LogProof;
  /** Of a target or an exclusion; `revealed` false: before the reveal. */
  readonly proofOf: (id: string, revealed?: boolean) => Uint8Array;
}

/** RFC 8032 §7.1, test 1: everyone knows it, so it signs nothing but tests. */
export const TEST_SIGNER = { origin: 'test.sortis.invalid', secretKey: fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60') };
export const TEST_KEY = verifierKey(TEST_SIGNER);

const visit = { from: '2026-03-09', until: '2026-03-20' };
const TIMES = { commit: '2026-03-01T16:00:01.000Z', cutoff: '2026-03-01T16:00:00.000Z', publication: '2026-03-02T02:00:00.000Z' };

export async function drawTask(task: DrawTask): Promise<DrawnTask> {
  const pools = task.pools ?? 'open';
  const times: NonNullable<DrawTask['times']> = task.times ?? TIMES;
  const shape = task.log ?? SMALL_LOG;
  const inspectorSnapshot = new InspectorSnapshot(pools);
  const inspectorLeaves = task.inspectors.map((leaf) => inspectorSnapshot.push(leaf));
  const { inspectors, ...inspectorHead } = inspectorSnapshot.seal();
  const exclusionSnapshot = new ExclusionSnapshot(pools);
  const exclusionLeaves = task.exclusions.map((leaf) => exclusionSnapshot.push(leaf));
  const targetSnapshot = new TargetSnapshot({ filter: task.filter, strata: task.strata, teams: task.rules, visit, inspectors, pools });
  const targetLeaves = task.targets.map((leaf) => targetSnapshot.push(leaf));
  const pool = targetSnapshot.seal();
  const notBefore = task.times?.notBefore ?? '2026-03-02T01:00:00.000Z';
  const event = task.source?.event ?? { hash: sealSecret(fromHex(task.secret)), notBefore, source: 'sealed' as const };
  const reveal: EntropyReveal = task.source?.reveal ?? { revealedAt: later(notBefore, 250), secret: task.secret, source: 'sealed' };
  const strata = sizeStrata(task.strata, pool.populations, pool.roots, task.total);
  const total = totalOf(task.strata, task.total ?? null);
  const drawId = task.drawId ?? 'D-2026-0001';
  const ground = task.relation === undefined ? [] : [groundFor(task.relation, drawId, times.ground ?? times.cutoff)];
  const honest: Manifest = {
    agency: { code: '990101', name: '示范县民政局' },
    batch: { id: 'B-2026-01', matters: [{ code: 'M-01', name: '社会组织抽查' }], name: '2026年第一批', occurrence: 1 },
    cutoff: times.cutoff,
    drawId,
    entropy: event,
    exclusions: exclusionSnapshot.seal(),
    filter: task.filter,
    format: 'sortis-manifest/1',
    inspectors: inspectorHead,
    pairing: { algorithm: 'even-teams/1', maxLoad: task.maxLoad, rules: task.rules },
    plan: { id: 'P-2026', version: 1, year: 2026 },
    pools,
    previous: headOf(beforeOf(shape, ground).slice(0, shape.previous), shape),
    publication: { notBefore: times.publication },
    ...(task.reasons === undefined ? {} : { reasons: task.reasons }),
    relation: task.relation ?? null,
    selection: { algorithm: 'fisher-yates/1', ...(total === undefined ? {} : { total }) },
    strata,
    suite: 'sha256-ed25519',
    targets: { count: pool.count, root: pool.root },
    visit,
    warnings: [...pool.warnings, ...fewOutcomes({ entropy: event, strata })],
  };
  const manifest = task.adjust === undefined ? honest : task.adjust(honest);
  const { bytes, commitment } = task.adjust === undefined ? commit(manifest) : forcedCommit(manifest);
  const seeds = deriveSeeds(manifest, commitment, randomnessOf(DEFAULT_SUITE, event, reveal, manifest.drawId));
  const selection = drawSelection({ ...manifest, strata: manifest.strata.map((one, i) => ({ ...one, population: honest.strata[i]!.population })) }, seeds, pool.stratumOf);
  const drawn = selection.flatMap((stratum) => Array.from(stratum.targets, (position) => ({ id: task.targets[position]!.id, rule: pool.ruleOf[position]! })));
  const pairing = drawTeams(manifest, seeds, drawn, inspectors);
  const record = buildRecord({
    manifest,
    commitment,
    entropy: reveal,
    seeds,
    selection,
    idAt: (position) => task.targets[position]!.id,
    pairing,
    versions: { sortis: '0.1.0' },
  });
  const recordHash = hashRecord(record);
  const { id: batch, occurrence } = manifest.batch;
  const made: LogEntry[] = [
    ...ground,
    { at: times.commit, batch, commitment, draw: manifest.drawId, kind: 'commit', occurrence },
    { at: reveal.revealedAt, commitment, draw: manifest.drawId, entropy: reveal, kind: 'reveal' },
    { at: later(reveal.revealedAt, 1000), commitment, draw: manifest.drawId, kind: 'record', record: recordHash },
  ];
  const logWith = (entries: readonly LogEntry[]): LogProof => logProof(entries, shape);
  const stated = task.entries?.(made) ?? made;
  const log = logWith(stated);
  const rest = { commitment, log, manifest: bytes, recordHash };
  const source = { ...rest, exclusions: exclusionLeaves, inspectors: inspectorLeaves, record: recordChunks(record), targets: targetLeaves };
  const evidence = await whole(evidenceChunks(source));

  const strataPaths = task.strata.map((_, at) => allPaths(targetLeaves.filter((_leaf, i) => pool.stratumOf[i] === at)));
  const seen = task.strata.map(() => 0);
  const numbers = Array.from(pool.stratumOf, (at) => seen[at]!++);
  const shownTarget = (position: number): ShownTarget => {
    const [at, index] = [pool.stratumOf[position]!, numbers[position]!];
    return { index, leaf: task.targets[position]!, path: strataPaths[at]![index]!, stratum: task.strata[at]!.id };
  };
  const inspectorPaths = allPaths(inspectorLeaves);
  const seated = new Set([...record.teams].flatMap((team) => team.seats.flat()));
  const shownInspectors = task.inspectors.flatMap((leaf, index): Shown<InspectorLeaf>[] =>
    seated.has(leaf.id) ? [{ index, leaf, path: inspectorPaths[index]! }] : []);
  const positions = selection.flatMap((one) => [...one.targets, ...one.reserve]).sort((a, b) => a - b);
  const extract = await whole(extractChunks({ ...rest, inspectors: shownInspectors.map(shownBytes), record: recordChunks(record), targets: positions.map((at) => shownBytes(shownTarget(at))) }));

  const proofOf = (id: string, revealed = true): Uint8Array => {
    const position = task.targets.findIndex((target) => target.id === id);
    const excluded = task.exclusions.findIndex((one) => one.id === id);
    const shown = position >= 0 ? { ...shownTarget(position), list: 'targets' as const }
      : { index: excluded, leaf: task.exclusions[excluded]!, list: 'exclusions' as const, path: allPaths(exclusionLeaves)[excluded]!, stratum: null };
    const pending = stated.slice(0, stated.findIndex(({ kind }) => kind === 'commit') + 1);
    const proof: TargetProof = { ...shown, commitment, entropy: revealed ? reveal : null, format: TARGET_PROOF_FORMAT, log: revealed ? log : logWith(pending), manifest };
    return targetProofBytes(proof);
  };
  return { manifest, manifestBytes: bytes, commitment, record, recordHash, pairing, evidence, extract, log, entries: allEntries(stated, shape).all, logWith, proofOf };
}

/** The place of a draw that stands in for another: the same log as it went on, and later moments. */
export function following({ entries: before }: Pick<DrawnTask, 'entries'>): Required<Pick<DrawTask, 'log' | 'times'>> {
  return {
    log: { before, previous: before.length + 1, between: [[], []], after: [], signers: [TEST_SIGNER], key: TEST_KEY },
    times: {
      commit: '2026-03-04T16:00:01.000Z',
      cutoff: '2026-03-04T16:00:00.000Z',
      ground: '2026-03-04T10:00:00.000Z',
      notBefore: '2026-03-05T01:00:00.000Z',
      publication: '2026-03-05T02:00:00.000Z',
    },
  };
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return concatenated(all);
}

/** The audit path of every leaf. */
function allPaths(leaves: readonly Uint8Array[]): readonly (readonly string[])[] {
  const paths = new MerklePaths(leaves.map((_, index) => index));
  for (const leaf of leaves) paths.push(leaf);
  return paths.finish().paths.map((path) => path.map(toHex));
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/** What two people wrote into the log before a draw that stands in for another. */
function groundFor({ commitment, draw, kind, reason, record }: Relation, amendment: string, at: string): LogEntry {
  const decision = { at, by: ['张三', '李四'], commitment, draw, reason };
  if (kind === 'again') return { ...decision, kind: 'void', record };
  return { ...decision, amendment, kind: kind === 'supplement' ? kind : 'replace', record: record ?? '0'.repeat(64) };
}

function isGround({ kind }: LogEntry): boolean {
  return kind === 'void' || kind === 'supplement' || kind === 'replace';
}

function beforeOf({ before, ground = before.length }: LogShape, entries: readonly LogEntry[]): LogEntry[] {
  return [...before.slice(0, ground), ...entries, ...before.slice(ground)];
}

function headOf(entries: readonly LogEntry[], { signers }: LogShape): LogHead {
  const tree = new MerkleAccumulator();
  for (const entry of entries) tree.push(entryBytes(entry));
  return { origin: signers[0]!.origin, root: toHex(tree.root()), size: entries.length };
}

const OTHER = { at: '2026-03-01T16:00:00.500Z', batch: 'B-2026-02', commitment: 'c'.repeat(64), draw: 'D-2026-0009', kind: 'commit', occurrence: 1 } as const;

/** What stood in the log before the small draw, and another draw's entry before and after its own. */
const SMALL_LOG: LogShape = {
  before: [
    { at: '2026-01-01T00:00:00.000Z', key: TEST_KEY, kind: 'key' },
    { at: '2026-02-01T00:00:00.000Z', batch: 'B-2026-00', commitment: 'a'.repeat(64), draw: 'D-2026-0000', kind: 'commit', occurrence: 1 },
    { at: '2026-02-02T00:00:00.000Z', draw: 'D-2026-0000', kind: 'publish', record: 'b'.repeat(64) },
    OTHER,
  ],
  previous: 3,
  between: [[], []],
  after: [{ ...OTHER, at: '2026-03-09T00:00:00.000Z', draw: 'D-2026-0010', occurrence: 2 }],
  signers: [TEST_SIGNER],
  key: TEST_KEY,
};

function allEntries(entries: readonly LogEntry[], shape: LogShape): { all: LogEntry[]; indices: number[] } {
  const ground = entries.length > 0 && isGround(entries[0]!) ? 1 : 0;
  const all = beforeOf(shape, entries.slice(0, ground));
  const indices = ground === 0 ? [] : [shape.ground ?? shape.before.length];
  for (const [i, entry] of entries.slice(ground).entries()) {
    indices.push(all.push(entry) - 1);
    all.push(...(shape.between[i] ?? []));
  }
  return { all: [...all, ...shape.after], indices };
}

function logProof(entries: readonly LogEntry[], shape: LogShape): LogProof {
  const { all, indices } = allEntries(entries, shape);
  const hashes = all.map((entry) => leafHash(entryBytes(entry)));
  return {
    checkpoint: signNote(checkpointText(headOf(all, shape)), shape.signers),
    consistency: consistencyPath(hashes, shape.previous).map(toHex),
    entries: entries.map((entry, i) => ({ entry, index: indices[i]!, path: inclusionPath(hashes, indices[i]!).map(toHex) })),
    key: shape.key,
  };
}

function forcedCommit(manifest: Manifest): { bytes: Uint8Array; commitment: string } {
  const bytes = canonicalBytes(manifest as unknown as Json);
  return { bytes, commitment: toHex(DEFAULT_SUITE.hash(bytes)) };
}

export function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

const KINDS = ['社会团体', '民办非企业单位', '养老机构'];

/** The draw in small-draw.json: every optional member of the formats occurs at least once. */
export function smallTask(): DrawTask {
  const targets: TargetLeaf[] = Array.from({ length: 24 }, (_, i) => ({
    attributes: {
      kind: KINDS[i % 3]!,
      listed: i % 7 === 0,
      name: `示范单位 ${i + 1}`,
      note: i % 5 === 0 ? null : `第${i}行 "\\\t`,
      region: i % 2 === 0 ? '990101' : '990102',
      staff: i * 3,
    },
    id: `T${String(i + 1).padStart(3, '0')}`,
  }));
  const inspector = (i: number, agency: string, rest: Partial<InspectorLeaf> = {}): InspectorLeaf => ({
    absences: [],
    agency,
    certificate: { number: `ZJ${1000 + i}`, validFrom: '2024-01-01', validUntil: '2026-12-31' },
    id: `I${i}`,
    name: `执法员${i}`,
    qualifications: i % 2 === 0 ? ['养老', '现场'] : ['现场'],
    recusals: [],
    ...rest,
  });
  return {
    targets,
    inspectors: [
      inspector(1, '990101', { recusals: ['T002', 'T003', 'T017'] }),
      inspector(2, '990101'),
      inspector(3, '990101', {
        recusals: ['T003'], absences: [{ from: '2026-03-01', until: '2026-03-10' }, { from: '2026-03-12', until: '2026-03-31' }] }),
      inspector(4, '990101'),
      inspector(5, '990101', { certificate: { number: 'ZJ1005', validFrom: '2024-01-01', validUntil: '2026-03-15' } }),
      inspector(6, '990102', { recusals: ['T003'] }),
      inspector(7, '990102'),
      inspector(8, '990103'),
      inspector(9, '990103', { absences: [{ from: '2026-03-01', until: '2026-03-14' }, { from: '2026-03-15', until: '2026-03-31' }] }),
    ],
    exclusions: [
      { attributes: { kind: '社会团体', name: '停业单位' }, detail: { en: 'visited on 2026-02-01', zh: '2026年2月1日已检查' }, id: 'T101', reason: 'cool-down' },
      { id: 'T102', reason: 'retired' },
    ],
    filter: [{ field: 'region', in: ['990101', '990102'] }],
    strata: [
      { censusBelow: 5, conditions: [{ field: 'kind', in: ['养老机构'] }], id: 'care', minimum: 2, rate: { direction: 'at-least', millionths: 300_000 }, reserve: 2 },
      { censusBelow: null, conditions: [{ field: 'kind', in: ['社会团体', '民办非企业单位'] }], id: 'rest', minimum: null, rate: { direction: 'at-most', millionths: 400_000 }, reserve: 3 },
    ],
    rules: [
      {
        conditions: [{ field: 'kind', in: ['养老机构'] }],
        seats: [
          { agencies: ['990101', '990102'], count: 2, qualifications: [] },
          { agencies: ['990102', '990103'], count: 1, qualifications: ['现场'] },
        ],
      },
      { conditions: [], seats: [{ agencies: ['990101', '990102'], count: 2, qualifications: ['现场'] }] },
    ],
    maxLoad: 6,
    secret: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
  };
}

/** What is drawn after a void of the small draw: `again` in small-draw.json. */
export function againTask(earlier: DrawnTask): DrawTask {
  const { commitment, manifest, recordHash: record } = earlier;
  const reason = { en: 'a row was missing', zh: '漏了一行' };
  return {
    ...smallTask(),
    ...following(earlier),
    drawId: 'D-2026-0002',
    relation: { commitment, draw: manifest.drawId, kind: 'again', ordinal: 1, reason, record },
    secret: '1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f00f',
  };
}

/** The same with closed pools: every leaf has a salt. */
export function closedTask(): DrawTask {
  const task = smallTask();
  let number = 0;
  const salted = <T>(leaf: T): T & { readonly salt: string } => ({ ...leaf, salt: toHex(DEFAULT_SUITE.hash(Uint8Array.of(number++))) });
  return { ...task, pools: 'closed', exclusions: task.exclusions.map(salted), inspectors: task.inspectors.map(salted), targets: task.targets.map(salted) };
}
