import { fromHex, toHex } from '../bytes.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import { buildRecord, commit, deriveSeeds, drawSelection, drawTeams, openEntropy, type Pairing, sealSecret } from '../draw/draw.js';
import { evidenceChunks } from '../evidence/evidence.js';
import { type ExclusionLeaf, type InspectorLeaf, type TargetLeaf } from '../pool/leaves.js';
import { type Manifest, type TeamRule } from '../pool/manifest.js';
import { hashRecord, recordChunks, type RecordSource } from '../draw/record.js';
import { DEFAULT_SUITE } from '../suite.js';
import { sizeStrata, type StratumRule } from '../pool/sizes.js';
import { ExclusionSnapshot, InspectorSnapshot, TargetSnapshot } from '../pool/snapshot.js';

/** A whole draw from lists and rules to its evidence, in memory: for the vectors and the specs. */
export interface DrawTask {
  readonly targets: readonly TargetLeaf[];
  readonly inspectors: readonly InspectorLeaf[];
  readonly exclusions: readonly ExclusionLeaf[];
  readonly filter: Manifest['filter'];
  readonly strata: readonly StratumRule[];
  readonly rules: readonly TeamRule[];
  readonly maxLoad: number | null;
  readonly secret: string;
  /** Forges the manifest before it is committed to; everything later follows it. */
  readonly adjust?: (manifest: Manifest) => Manifest;
}

export interface DrawnTask {
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
  readonly commitment: string;
  readonly record: RecordSource;
  readonly recordHash: string;
  readonly pairing: Pairing;
  readonly evidence: Uint8Array;
}

const visit = { from: '2026-03-09', until: '2026-03-20' };

export async function drawTask(task: DrawTask): Promise<DrawnTask> {
  const inspectorSnapshot = new InspectorSnapshot();
  const inspectorLeaves = task.inspectors.map((leaf) => inspectorSnapshot.push(leaf));
  const { inspectors, ...inspectorHead } = inspectorSnapshot.seal();
  const exclusionSnapshot = new ExclusionSnapshot();
  const exclusionLeaves = task.exclusions.map((leaf) => exclusionSnapshot.push(leaf));
  const targetSnapshot = new TargetSnapshot({ filter: task.filter, strata: task.strata, teams: task.rules, visit, inspectors });
  const targetLeaves = task.targets.map((leaf) => targetSnapshot.push(leaf));
  const pool = targetSnapshot.seal();
  const honest: Manifest = {
    agency: { code: '990101', name: '示范县民政局' },
    batch: { id: 'B-2026-01', matters: [{ code: 'M-01', name: '社会组织抽查' }], name: '2026年第一批', occurrence: 1 },
    cutoff: '2026-03-01T16:00:00.000Z',
    drawId: 'D-2026-0001',
    entropy: { hash: sealSecret(fromHex(task.secret)), notBefore: '2026-03-02T01:00:00.000Z', source: 'sealed' },
    exclusions: exclusionSnapshot.seal(),
    filter: task.filter,
    format: 'sortis-manifest/1',
    inspectors: inspectorHead,
    pairing: { algorithm: 'even-teams/1', maxLoad: task.maxLoad, rules: task.rules },
    plan: { id: 'P-2026', version: 1, year: 2026 },
    previous: null,
    publication: { notBefore: '2026-03-02T02:00:00.000Z' },
    relation: null,
    selection: { algorithm: 'fisher-yates/1' },
    strata: sizeStrata(task.strata, pool.populations),
    suite: 'sha256-ed25519',
    targets: { count: pool.count, root: pool.root },
    visit,
    warnings: pool.warnings,
  };
  const manifest = task.adjust === undefined ? honest : task.adjust(honest);
  const { bytes, commitment } = task.adjust === undefined ? commit(manifest) : forcedCommit(manifest);
  const seeds = deriveSeeds(manifest, commitment, openEntropy(manifest, {revealedAt: '2026-03-02T01:00:00.250Z', secret: task.secret, source: 'sealed' }));
  const selection = drawSelection({ ...manifest, strata: manifest.strata.map((one, i) => ({ ...one, population: honest.strata[i]!.population })) }, seeds, pool.stratumOf);
  const drawn = selection.flatMap((stratum) => Array.from(stratum.targets, (position) => ({ id: task.targets[position]!.id, rule: pool.ruleOf[position]! })));
  const pairing = drawTeams(manifest, seeds, drawn, inspectors);
  const record = buildRecord({
    manifest,
    commitment,
    entropy: { revealedAt: '2026-03-02T01:00:00.250Z', secret: task.secret, source: 'sealed' },
    seeds,
    selection,
    idAt: (position) => task.targets[position]!.id,
    pairing,
    versions: { sortis: '0.1.0' },
  });
  const recordHash = hashRecord(record);
  const source = { commitment, exclusions: exclusionLeaves, inspectors: inspectorLeaves, manifest: bytes, record: recordChunks(record), recordHash, targets: targetLeaves };
  const chunks: Uint8Array[] = [];
  for await (const chunk of evidenceChunks(source)) chunks.push(chunk);
  return { manifest, manifestBytes: bytes, commitment, record, recordHash, pairing, evidence: concatenated(chunks) };
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
    ...(i % 4 === 0 ? { salt: toHex(new Uint8Array(32).fill(i + 1)) } : {}),
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
      inspector(2, '990101', { salt: toHex(new Uint8Array(32).fill(200)) }),
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
      { id: 'T102', reason: 'retired', salt: toHex(new Uint8Array(32).fill(77)) },
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
