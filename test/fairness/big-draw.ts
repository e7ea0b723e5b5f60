import { toHex } from '../../src/protocol/bytes.js';
import { type InspectorLeaf, type TargetLeaf } from '../../src/protocol/pool/leaves.js';
import { type TeamRule } from '../../src/protocol/pool/manifest.js';
import { DEFAULT_SUITE } from '../../src/protocol/suite.js';
import { drawTask, type DrawnTask } from '../../src/protocol/vectors/small-draw.js';
import { numberedGenerator } from './numbered-seeds.js';

const REGIONS = ['990101', '990102', '990103', '990104', '990105', '990106'];
const KINDS = ['养老机构', '社会团体', '基金会', '民办非企业单位'];
const SKILLS = ['会计', '养老', '消防', '现场'];

/**
 * 6000 targets in four strata by kind, 240 inspectors in six agencies, five team rules (experts, neighbours, three
 * seats): about 900 drawn targets and 2000 places, so that every step of the protocol has work to do.
 */
export async function drawBig(): Promise<DrawnTask> {
  const generator = numberedGenerator('determinism');
  const below = (n: number): number => generator.below(n);
  const idOf = (t: number): string => `T${String(t).padStart(5, '0')}`;
  const targets = Array.from({ length: 6000 }, (_, t): TargetLeaf => ({
    attributes: {
      kind: KINDS[below(KINDS.length)]!,
      name: `示范单位 ${t}`,
      region: REGIONS[below(REGIONS.length)]!,
      staff: below(5000),
    },
    id: idOf(t),
  }));
  const inspectors = Array.from({ length: 240 }, (_, i): InspectorLeaf => ({
    absences: below(12) === 0 ? [{ from: '2026-03-09', until: below(2) === 0 ? '2026-03-19' : '2026-03-20' }] : [],
    agency: REGIONS[below(REGIONS.length)]!,
    certificate: {
      number: `ZJ${i}`,
      validFrom: '2024-01-01',
      validUntil: below(15) === 0 ? '2026-03-15' : '2027-12-31',
    },
    id: `I${String(i).padStart(4, '0')}`,
    name: `执法员${i}`,
    qualifications: SKILLS.filter(() => below(3) > 0),
    recusals: [...new Set(Array.from({ length: 40 }, () => idOf(below(6000))))].sort(),
  }));
  const at = (r: number): string => REGIONS[r % REGIONS.length]!;
  const near = (r: number): string[] => [at(r), at(r + 1)].sort();
  const rules: TeamRule[] = [
    ...REGIONS.map((region, r): TeamRule => ({
      conditions: [
        { field: 'kind', in: ['养老机构'] },
        { field: 'region', in: [region] },
      ],
      seats: [
        { agencies: [region], count: 1, qualifications: ['养老'] },
        { agencies: near(r), count: 1, qualifications: ['消防', '现场'] },
        { agencies: near(r), count: 1, qualifications: [] },
      ],
    })),
    ...REGIONS.map((region, r): TeamRule => ({
      conditions: [{ field: 'region', in: [region] }],
      seats: [
        { agencies: [region], count: 1, qualifications: [] },
        { agencies: near(r), count: 1, qualifications: ['会计'] },
      ],
    })),
  ];
  return drawTask({
    targets,
    inspectors,
    exclusions: [{ id: 'X1', reason: 'retired' }],
    filter: [],
    strata: KINDS.map((kind, k) => ({
      censusBelow: null,
      conditions: [{ field: 'kind', in: [kind] }],
      id: `s${k}`,
      minimum: 20,
      rate: { direction: k % 2 === 0 ? ('at-least' as const) : ('at-most' as const), millionths: 100_001 + 33_333 * k },
      reserve: 25,
    })),
    rules,
    maxLoad: 20,
    secret: toHex(DEFAULT_SUITE.hash(Uint8Array.of(1, 2, 3))),
  });
}

/** What must come out the same everywhere: the files with their log proofs (entries, paths, consistency, a signed checkpoint), and the record. */
export async function bigDraw(): Promise<{
  readonly recordHash: string;
  readonly evidenceHash: string;
  readonly extractHash: string;
  readonly targetProofHash: string;
  readonly summary: {
    readonly drawn: number;
    readonly loads: number[];
    readonly warnings: number;
    readonly logged: readonly string[];
    readonly consistency: number;
  };
}> {
  const drawn = await drawBig();
  const hash = (file: Uint8Array): string => toHex(DEFAULT_SUITE.hash(file));
  const loads = drawn.pairing.kind === 'paired' ? drawn.pairing.loads.map(({ load }) => load) : [];
  return {
    recordHash: drawn.recordHash,
    evidenceHash: hash(drawn.evidence),
    extractHash: hash(drawn.extract),
    targetProofHash: hash(drawn.proofOf('T03000')),
    summary: {
      drawn: drawn.manifest.strata.reduce((sum, stratum) => sum + stratum.size, 0),
      loads: [...new Set(loads)].sort((a, b) => b - a),
      warnings: drawn.manifest.warnings.length,
      logged: drawn.log.entries.map(({ entry, index }) => `${index} ${entry.kind}`),
      consistency: drawn.log.consistency.length,
    },
  };
}
