import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import {
  buildRecord,
  checkpointText,
  commit,
  DEFAULT_SUITE,
  deriveSeeds,
  drawSelection,
  drawTeams,
  entryBytes,
  evidenceChunks,
  ExclusionSnapshot,
  hashRecord,
  inclusionPath,
  InspectorSnapshot,
  leafHash,
  consistencyPath,
  MerkleAccumulator,
  randomnessOf,
  recordChunks,
  sealSecret,
  signerOf,
  signNote,
  sizeStrata,
  TargetSnapshot,
  toHex,
  verifierKey,
  type InspectorLeaf,
  type LogEntry,
  type Manifest,
  type StratumRule,
  type TargetLeaf,
} from '../../src/protocol/index.js';

const LOG = 'bench.sortis.invalid';
const SECRET = '5a'.repeat(32);
const visit = { from: '2026-03-09', until: '2026-03-20' };

/** About 110 bytes, as a register's rows are. */
const targetAt = (n: number): TargetLeaf => ({
  attributes: {
    kind: '企业',
    name: `示范企业第${n}号有限公司`,
    regionCode: `1101${String(n % 31).padStart(2, '0')}`,
    riskClass: 'ABCD'.charAt(n % 4),
  },
  id: `T${String(n).padStart(8, '0')}`,
});

const inspectorAt = (n: number): InspectorLeaf => ({
  absences: [],
  agency: `A${n % 31}`,
  certificate: { number: `Z${n}`, validFrom: '2024-01-01', validUntil: '2027-01-01' },
  id: `I${String(n).padStart(6, '0')}`,
  name: `执法员${n}`,
  qualifications: [],
  recusals: [],
});

/** Writes the evidence of a draw of so many targets, and its targets' leaves alone, one in a line. */
export async function writeBigEvidence(
  files: { readonly evidence: string; readonly leaves: string },
  size: { readonly targets: number; readonly inspectors: number; readonly millionths: number },
): Promise<{ readonly drawn: number }> {
  const inspectorSnapshot = new InspectorSnapshot('open');
  const inspectorLeaves = Array.from({ length: size.inspectors }, (_, n) => inspectorSnapshot.push(inspectorAt(n)));
  const { inspectors, ...inspectorHead } = inspectorSnapshot.seal();
  const rule: StratumRule = {
    censusBelow: null,
    conditions: [],
    id: 'all',
    minimum: null,
    rate: { direction: 'at-least', millionths: size.millionths },
    reserve: 0,
  };
  const agencies = [...new Set(inspectors.map(({ agency }) => agency))].sort();
  const rules = [{ conditions: [], seats: [{ agencies, count: 2, qualifications: [] }] }];
  const snapshot = new TargetSnapshot({ filter: [], strata: [rule], teams: rules, visit, inspectors, pools: 'open' });
  function* lines(): Generator<Buffer> {
    for (let n = 0; n < size.targets; n++) yield Buffer.concat([snapshot.push(targetAt(n)), Buffer.from('\n')]);
  }
  await pipeline(Readable.from(lines()), createWriteStream(files.leaves));
  const pool = snapshot.seal();

  const signer = signerOf(LOG, '01'.repeat(32));
  const key: LogEntry = { at: '2026-01-01T00:00:00.000Z', key: verifierKey(signer), kind: 'key' };
  const before = new MerkleAccumulator();
  before.push(entryBytes(key));
  const event = {
    hash: sealSecret(Buffer.from(SECRET, 'hex')),
    notBefore: '2026-03-02T01:00:00.000Z',
    source: 'sealed',
  } as const;
  const manifest: Manifest = {
    agency: { code: '990101', name: '示范局' },
    batch: { id: 'B', matters: [{ code: 'M', name: '抽查' }], name: '一百万', occurrence: 1 },
    cutoff: '2026-03-01T16:00:00.000Z',
    drawId: 'D-1',
    entropy: event,
    exclusions: new ExclusionSnapshot('open').seal(),
    filter: [],
    format: 'sortis-manifest/1',
    inspectors: inspectorHead,
    pairing: { algorithm: 'even-teams/1', maxLoad: null, rules },
    plan: { id: 'P', version: 1, year: 2026 },
    pools: 'open',
    previous: { origin: LOG, root: toHex(before.root()), size: 1 },
    publication: { notBefore: '2026-03-02T02:00:00.000Z' },
    relation: null,
    selection: { algorithm: 'fisher-yates/1' },
    strata: sizeStrata([rule], pool.populations, pool.roots),
    suite: 'sha256-ed25519',
    targets: { count: pool.count, root: pool.root },
    visit,
    warnings: pool.warnings,
  };
  const { bytes, commitment } = commit(manifest);
  const entropy = { revealedAt: '2026-03-02T01:00:00.000Z', secret: SECRET, source: 'sealed' } as const;
  const seeds = deriveSeeds(manifest, commitment, randomnessOf(DEFAULT_SUITE, event, entropy, manifest.drawId));
  const selection = drawSelection(manifest, seeds, pool.stratumOf);
  const idAt = (position: number): string => targetAt(position).id;
  const drawn = Array.from(selection[0]!.targets, (position) => ({ id: idAt(position), rule: 0 }));
  const pairing = drawTeams(manifest, seeds, drawn, inspectors);
  const record = buildRecord({ manifest, commitment, entropy, seeds, selection, idAt, pairing, versions: {} });
  const recordHash = hashRecord(record);

  const draw = manifest.drawId;
  const { id: batch, occurrence } = manifest.batch;
  const entries: LogEntry[] = [
    { at: '2026-03-01T16:00:00.000Z', batch, commitment, draw, kind: 'commit', occurrence },
    { at: '2026-03-02T01:00:00.000Z', commitment, draw, entropy, kind: 'reveal' },
    { at: '2026-03-02T01:00:01.000Z', commitment, draw, kind: 'record', record: recordHash },
  ];
  const hashes = [key, ...entries].map((entry) => leafHash(entryBytes(entry)));
  const whole = new MerkleAccumulator();
  for (const entry of [key, ...entries]) whole.push(entryBytes(entry));
  const root = toHex(whole.root());
  const log = {
    checkpoint: signNote(checkpointText({ origin: LOG, root, size: 4 }), [signer]),
    consistency: consistencyPath(hashes, 1).map(toHex),
    entries: entries.map((entry, at) => ({ entry, index: at + 1, path: inclusionPath(hashes, at + 1).map(toHex) })),
    key: verifierKey(signer),
  };
  const again = new TargetSnapshot({ filter: [], strata: [rule], teams: rules, visit, inspectors, pools: 'open' });
  function* leaves(): Generator<Uint8Array> {
    for (let n = 0; n < size.targets; n++) yield again.push(targetAt(n));
  }
  const rest = { commitment, log, manifest: bytes, recordHash, record: recordChunks(record) };
  const chunks = evidenceChunks({ ...rest, exclusions: [], inspectors: inspectorLeaves, targets: leaves() });
  await pipeline(Readable.from(chunks), createWriteStream(files.evidence));
  return { drawn: drawn.length };
}
