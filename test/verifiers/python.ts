import { it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Verification, type VerifiedStep } from '../../src/protocol/index.js';
import { ROOT } from '../support/server.js';

type Step = Pick<VerifiedStep, 'step' | 'ok' | 'scope' | 'checked'>;
type Told = Omit<Verification, 'steps'> & { readonly steps: readonly Step[] };

/** What either verifier says of a file, as far as the two must agree: all but sentences and comparisons. */
export interface Said {
  readonly verdict: Verification['verdict'];
  readonly kind: Verification['kind'];
  readonly outcome: Verification['outcome'];
  readonly subject: Verification['subject'];
  /** Whether it is said that something was not checked. */
  readonly unchecked: boolean;
  readonly steps: readonly string[];
}

/** The same with the members of all objects in one order, so that two tellings can be compared as text. */
function inOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => inOrder(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, inOrder<unknown>(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}

export function said(told: Told): Said {
  const { kind, outcome, reason, steps, subject, unchecked, verdict, ...more } = told;
  if ((reason === undefined) === (verdict === 'unusable')) throw new Error(`${verdict}, with or without a reason`);
  if (Object.keys(more).some((name) => name !== 'file'))
    throw new Error(`unknown members: ${Object.keys(more).join()}`);
  return {
    verdict,
    kind,
    outcome: outcome && inOrder(outcome),
    subject: subject && inOrder(subject),
    unchecked: unchecked !== undefined,
    steps: steps.map(({ step, ok, scope, checked, ...rest }) => {
      const known = Object.keys(rest).filter(
        (name) => !['zh', 'en', ...(ok ? [] : ['expected', 'found'])].includes(name),
      );
      if (known.length > 0) throw new Error(`unknown members of a step: ${known.join()}`);
      return `${step} ${ok ? 'holds' : 'fails'}${scope === undefined ? '' : `, ${scope}`}${checked === undefined ? '' : ', not checked'}`;
    }),
  };
}

export const VERIFY_PY = join(ROOT, 'src/protocol/verify.py');

/** Whether python3 of a version that verify.py needs is there; without it a suite is skipped loudly, and with CI=true it fails. */
export function withPython(title: string, suite: () => void): void {
  const there = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;
  if (there) {
    suite();
  } else if (process.env.CI === 'true') {
    it(title, () => {
      throw new Error('no python3 (3.8 or later) here');
    });
  } else {
    process.stderr.write(`\n!!! SKIPPED: ${title}. Install python3 (3.8 or later). !!!\n\n`);
    it.skip(`${title} (python3 is not installed)`, () => undefined);
  }
}

/** Runs verify.py once for many files. Its exit code must be that of the worst verdict. */
export async function verifiedByPython(files: readonly (string | Uint8Array)[]): Promise<Said[]> {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-evidence-'));
  try {
    const names = files.map((content, i) => {
      writeFileSync(join(dir, `${i}.json`), content);
      return join(dir, `${i}.json`);
    });
    const { code, output } = await new Promise<{ code: number; output: string }>((resolve, reject) => {
      execFile('python3', [VERIFY_PY, '--json', ...names], { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
        if (stderr !== '') reject(new Error(stderr));
        else resolve({ code: error === null ? 0 : Number(error.code), output: stdout });
      });
    });
    const outcomes = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Told & { file: string });
    if (outcomes.map(({ file }) => file).join() !== names.join()) throw new Error('verify.py told of other files');
    const worst = Math.max(...outcomes.map(({ verdict }) => ['holds', 'fails', 'unusable'].indexOf(verdict)));
    if (code !== worst) throw new Error(`verify.py ended with ${code}, not ${worst}`);
    return outcomes.map(said);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A file, the earlier one that it is held against, and the keys that are trusted. */
export interface Job {
  readonly evidence: string | Uint8Array;
  readonly earlier?: string | Uint8Array;
  readonly trusted?: readonly string[];
}

const DRIVER = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('verify', sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
for name, earlier, keys in json.load(sys.stdin):
    options = verify.Options(keys)
    before = None if earlier is None else verify.verify_file(earlier, options)
    print(json.dumps(verify.verify_with(name, options, before)))
`;

/** As verifiedByPython, with options for each file, in one process. */
export async function judgedByPython(jobs: readonly Job[]): Promise<Said[]> {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-evidence-'));
  try {
    const write = (name: string, content: string | Uint8Array | undefined): string | null => {
      if (content === undefined) return null;
      writeFileSync(join(dir, name), content);
      return join(dir, name);
    };
    const questions = jobs.map(({ earlier, evidence, trusted = [] }, i) => [
      write(`${i}.json`, evidence),
      write(`${i}-earlier.json`, earlier),
      trusted,
    ]);
    const output = await new Promise<string>((resolve, reject) => {
      const child = execFile('python3', ['-c', DRIVER, VERIFY_PY], { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
        if (error !== null || stderr !== '') reject(error ?? new Error(stderr));
        else resolve(stdout);
      });
      child.stdin?.end(JSON.stringify(questions));
    });
    return output
      .trimEnd()
      .split('\n')
      .map((line) => said(JSON.parse(line) as Told));
  } finally {
    rmSync(dir, { recursive: true });
  }
}
