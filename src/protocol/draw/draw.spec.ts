import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { toHex } from '../bytes.js';
import { randomnessOf } from '../entropy/source.js';
import { DEFAULT_SUITE } from '../suite.js';
import { drawSelection } from './draw.js';
import { recordChunks } from './record.js';
import { closedTask, concatenated, drawTask, smallTask, TEST_KEY } from '../vectors/small-draw.js';

interface SmallDraw {
  closed: { evidence: string; exclusionProof: string; extract: string; pendingProof: string; targetProof: string };
  key: string;
  commitment: string;
  evidence: string;
  manifest: string;
  record: string;
  recordHash: string;
}

const vector = JSON.parse(readFileSync(new URL('../vectors/small-draw.json', import.meta.url), 'utf8')) as SmallDraw;
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('a small draw from lists to evidence', () => {
  it('comes out as the vector says, byte for byte', async () => {
    const drawn = await drawTask(smallTask());
    expect(decode(drawn.manifestBytes)).toBe(vector.manifest);
    expect(drawn.commitment).toBe(vector.commitment);
    const record = decode(concatenated([...recordChunks(drawn.record)].map((chunk) => chunk.slice())));
    expect(record).toBe(vector.record);
    expect(drawn.recordHash).toBe(vector.recordHash);
    expect(decode(drawn.evidence)).toBe(vector.evidence);
    expect(drawn.manifest.warnings).toEqual([{ code: 'small-pool', rule: 0, targets: 1, teams: 4 }]);
  });

  it('comes out as the vector says with closed pools, too', async () => {
    const drawn = await drawTask(closedTask());
    const { closed } = vector;
    expect(TEST_KEY).toBe(vector.key);
    expect(decode(drawn.evidence)).toBe(closed.evidence);
    expect(decode(drawn.extract)).toBe(closed.extract);
    expect(decode(drawn.proofOf('T005'))).toBe(closed.targetProof);
    expect(decode(drawn.proofOf('T005', false))).toBe(closed.pendingProof);
    expect(decode(drawn.proofOf('T102'))).toBe(closed.exclusionProof);
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
