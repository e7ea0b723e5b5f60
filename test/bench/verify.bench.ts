import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Generator } from '../../src/protocol/chance/generator.js';
import { pair } from '../../src/protocol/pairing/pairing.js';
import { unevenPair } from '../fairness/even-loads.js';
import { province } from '../fairness/province.js';
import { watched } from '../support/hostile-client.js';
import { ROOT } from '../support/server.js';
import { VERIFY_PY } from '../verifiers/python.js';
import { writeBigEvidence } from './big-evidence.js';

/*
 * npm run bench: what it takes to verify a draw of 1 000 000 targets beside hashing the same leaves alone, and the largest pairing
 * beside drawing its random numbers alone, each in the same run. SORTIS_BENCH_SIZES=10000 tries other sizes.
 */

const SIZES = (process.env.SORTIS_BENCH_SIZES ?? '100000,1000000').split(',').map(Number);
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const run = promisify(execFile);

/** Hashes the lines of a file with Python's own library. */
const PYTHON_FLOOR = `
import hashlib, sys, time
leaves = open(sys.argv[1], 'rb').read().split(b'\\n')[:-1]
start = time.perf_counter()
for leaf in leaves:
    hashlib.sha256(b'\\0' + leaf).digest()
print(time.perf_counter() - start)
`;

/** Processor seconds of this process, which others on the machine do not lengthen. */
function processor<T>(work: () => T): [T, number] {
  const before = process.cpuUsage();
  const result = work();
  const { system, user } = process.cpuUsage(before);
  return [result, (system + user) / 1e6];
}

describe('verifying', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-bench-verify-'));
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  it.each(SIZES)('%i targets', async (targets) => {
    const files = { evidence: join(dir, 'evidence.json'), leaves: join(dir, 'leaves') };
    const { drawn } = await writeBigEvidence(files, { targets, inspectors: 2000, millionths: 50_000 });
    const megabytes = statSync(files.evidence).size / 1e6;
    const { stdout } = await run(process.execPath, [
      join(ROOT, 'test/bench/hash-floor.mjs'),
      files.leaves,
      join(ROOT, 'build/protocol/index.js'),
    ]);
    const floor = JSON.parse(stdout) as Record<'count' | 'openssl' | 'own' | 'tree', number>;
    expect(floor.count).toBe(targets);
    const node = await watched(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'verify', files.evidence], {
      seconds: 3600,
    });
    const pythonFloor = Number((await run('python3', ['-c', PYTHON_FLOOR, files.leaves])).stdout);
    const python = await watched('python3', [VERIFY_PY, files.evidence], { seconds: 3600 });
    expect([node.status, python.status]).toEqual([0, 0]);
    say(
      `${targets.toLocaleString('en')} targets, ${drawn.toLocaleString('en')} drawn, evidence ${megabytes.toFixed(0)} MB`,
    );
    say(
      `  floor, Node     leaves ${floor.openssl.toFixed(1)} s by OpenSSL, ${floor.own.toFixed(1)} s by the verifier's own code, ${floor.tree.toFixed(1)} s with the tree`,
    );
    const line = (name: string, { milliseconds, peak }: typeof node, least: number): boolean =>
      say(
        `  ${name.padEnd(15)} ${(milliseconds / 1000).toFixed(1)} s, ${(milliseconds / 1000 / least).toFixed(1)} × the leaves alone; at most ${(peak / 1e6).toFixed(0)} MB resident`,
      );
    line('sortis verify', node, floor.own);
    say(`  floor, Python   leaves ${pythonFloor.toFixed(1)} s`);
    line('verify.py', python, pythonFloor);
    // what is kept does not grow with the pool
    expect([node.peak, python.peak].filter((peak) => peak > 400e6)).toEqual([]);
  });
});

describe('the largest pairing', () => {
  it('300 000 targets × 2 places, 10 000 inspectors', () => {
    const task = province();
    const [outcome, whole] = processor(() => pair('cd'.repeat(32), task));
    if (outcome.kind !== 'paired') throw new Error('no pairing');
    const { slotCount } = outcome.sheet;
    // each trade reads at least a slot, a comer and whether to go on
    const [, floor] = processor(() => {
      const generator = new Generator('cd'.repeat(32));
      for (let n = 0; n < 3 * (3 * slotCount + 1000); n++) generator.below(slotCount);
    });
    say(
      `pairing ${slotCount.toLocaleString('en')} places: ${whole.toFixed(1)} s of processor time, ${(whole / floor).toFixed(1)} × drawing three numbers a trade (${floor.toFixed(2)} s)`,
    );
    expect(unevenPair(outcome.sheet)).toBeUndefined();
  });
});
