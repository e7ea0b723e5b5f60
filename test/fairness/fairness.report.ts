import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { feasibilityStudy, forgedCutsThatPass } from './feasibility-study.js';
import { bigDraw } from './big-draw.js';
import { broken, type Finding, type Question, table } from './findings.js';
import { mixingStudy, pairingStudy } from './pairing-study.js';
import { biasedStudy, inclusionStudy, moduloStudy, strataStudy, subsetsStudy } from './selection-study.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The spec of the big draw under another Node: its constants hold there or they do not. */
async function determinismStudy(): Promise<Question> {
  const others = (process.env.SORTIS_NODES ?? '').split(':').filter((path) => path !== '');
  const { evidenceHash, recordHash } = await bigDraw();
  const findings: Finding[] = [];
  for (const path of [process.execPath, ...others]) {
    const { stdout } = await run(path, ['--version']);
    const spec = [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '--config',
      'config/jest.config.mjs',
      'test/fairness/determinism.spec.ts',
    ];
    const holds = await run(path, spec, { cwd: ROOT }).then(
      () => true,
      () => false,
    );
    findings.push({ what: `Node ${stdout.trim()}`, figures: [], bound: 'the constants of the spec', holds });
  }
  return {
    title: 'Does every Node draw the same, byte for byte?',
    meaning: `A fixed draw of 6000 targets. Record ${recordHash},\nevidence ${evidenceHash}. SORTIS_NODES="path:path" adds others.`,
    columns: [],
    findings,
  };
}

function forgeryStudy(): Question {
  const { forged, passed } = forgedCutsThatPass(400);
  return {
    title: 'Are false certificates seen?',
    meaning: 'Certificates changed so that they are false, judged by the same eye.',
    columns: ['forged', 'passed'],
    findings: [
      {
        what: 'wrong on purpose',
        figures: [String(forged), String(passed.length)],
        bound: 'none passes',
        holds: forged > 1000 && passed.length === 0,
      },
    ],
  };
}

const STUDIES: readonly (readonly [string, () => Question | Promise<Question>])[] = [
  ['subsets', () => subsetsStudy(300)],
  ['biased samplers', () => biasedStudy(100_000)],
  ['modulo', () => moduloStudy(3_000_000)],
  ['strata', () => strataStudy(100_000)],
  ['inclusion', () => inclusionStudy(100_000, 20_000)],
  ['pairing', () => pairingStudy(40_000, 1000)],
  ['mixing', () => mixingStudy(60_000, 4000)],
  ['feasibility', () => feasibilityStudy(10_000)],
  ['forgeries', forgeryStudy],
  ['determinism', determinismStudy],
];

// All seeds are derived from fixed names and counters, so every run measures the same draws: a bound that holds, holds
// until the protocol changes. Of the p in the report about one in five hundred would fall outside by chance alone.
describe('fairness, measured', () => {
  it.each(STUDIES)('%s', async (_name, study) => {
    const started = performance.now();
    const question = await study();
    process.stdout.write(`\n${table(question)}(${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
    expect(broken(question)).toEqual([]);
  });
});
