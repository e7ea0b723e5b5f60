import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { toHex } from '../bytes.js';
import { randomnessOf } from '../entropy/source.js';
import { DEFAULT_SUITE } from '../suite.js';
import { type LogProof } from '../log/log-proof.js';
import { type Manifest } from '../pool/manifest.js';
import { drawSelection } from './draw.js';
import { recordChunks } from './record.js';
import { againTask, closedTask, concatenated, drawTask, smallTask, TEST_KEY } from '../vectors/small-draw.js';

interface SmallDraw {
  again: { evidence: string; targetProof: string };
  closed: { evidence: string; exclusionProof: string; extract: string; pendingProof: string; targetProof: string };
  key: string;
  commitment: string;
  evidence: string;
  manifest: string;
  record: string;
  recordHash: string;
}

const FILE = new URL('../vectors/small-draw.json', import.meta.url);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('a small draw from lists to evidence', () => {
  let made: SmallDraw;
  let vector: SmallDraw;

  beforeAll(async () => {
    const [open, closed] = [await drawTask(smallTask()), await drawTask(closedTask())];
    const again = await drawTask(againTask(open));
    made = {
      commitment: open.commitment,
      evidence: decode(open.evidence),
      manifest: decode(open.manifestBytes),
      record: decode(concatenated([...recordChunks(open.record)].map((chunk) => chunk.slice()))),
      recordHash: open.recordHash,
      key: TEST_KEY,
      closed: {
        evidence: decode(closed.evidence),
        extract: decode(closed.extract),
        targetProof: decode(closed.proofOf('T003')),
        pendingProof: decode(closed.proofOf('T003', false)),
        exclusionProof: decode(closed.proofOf('T102')),
      },
      again: { evidence: decode(again.evidence), targetProof: decode(again.proofOf('T003')) },
    };
    if (process.env.SORTIS_WRITE_VECTORS === '1') writeFileSync(FILE, `${JSON.stringify(made, null, 2)}\n`);
    vector = JSON.parse(readFileSync(FILE, 'utf8')) as SmallDraw;
  });

  it('comes out as the vector says, byte for byte', () => {
    expect({ ...made, again: vector.again, closed: vector.closed }).toEqual(vector);
    expect((JSON.parse(made.manifest) as Manifest).warnings).toEqual([
      { code: 'small-pool', rule: 0, targets: 1, teams: 4 },
    ]);
  });

  it('comes out as the vector says with closed pools, too', () => {
    expect(made.closed).toEqual(vector.closed);
  });

  it('comes out as the vector says after a void, too', () => {
    expect(made.again).toEqual(vector.again);
    const { log } = JSON.parse(made.again.evidence) as { log: LogProof };
    expect(log.entries.map(({ entry, index }) => [index, entry.kind])).toEqual([
      [8, 'void'],
      [9, 'commit'],
      [10, 'reveal'],
      [11, 'record'],
    ]);
  });

  it('keeps what was drawn when more reserve places are drawn', async () => {
    const task = smallTask();
    const drawn = await drawTask(task);
    const longer = {
      ...drawn.manifest,
      strata: drawn.manifest.strata.map((one) => ({ ...one, reserve: one.population - one.size })),
    };
    const strata = task.targets.map((target) => (target.attributes.kind === '养老机构' ? 0 : 1));
    const seeds = drawn.record.seeds;
    const [short, long] = [drawn.manifest, longer].map((manifest) =>
      drawSelection(manifest, seeds, Uint16Array.from(strata)),
    );
    short!.forEach((one, s) => {
      expect(long![s]!.targets).toEqual(one.targets);
      expect(long![s]!.reserve.slice(0, one.reserve.length)).toEqual(one.reserve);
      expect(new Set([...long![s]!.targets, ...long![s]!.reserve]).size).toBe(drawn.manifest.strata[s]!.population);
    });
  });

  it('does not open with another secret', async () => {
    const { manifest } = await drawTask(smallTask());
    const { entropy, drawId } = manifest;
    const reveal = { revealedAt: entropy.notBefore, secret: toHex(new Uint8Array(32)), source: 'sealed' as const };
    expect(() => randomnessOf(DEFAULT_SUITE, entropy, reveal, drawId)).toThrow(/not the one that was sealed/);
  });
});
