import { it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../support/server.js';

/** What either verifier says of a file, as far as the two must agree: the verdict, and each step with whether it held. */
export interface Said {
  readonly verdict: string;
  readonly steps: readonly string[];
}

interface Outcome {
  readonly verdict: string;
  readonly steps: readonly { readonly step: string; readonly ok: boolean }[];
}

export function said({ verdict, steps }: Outcome): Said {
  return { verdict, steps: steps.map(({ step, ok }) => `${step} ${ok ? 'holds' : 'fails'}`) };
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
      .map((line) => JSON.parse(line) as Outcome & { file: string });
    if (outcomes.map(({ file }) => file).join() !== names.join()) throw new Error('verify.py told of other files');
    const worst = Math.max(...outcomes.map(({ verdict }) => ['holds', 'fails', 'unusable'].indexOf(verdict)));
    if (code !== worst) throw new Error(`verify.py ended with ${code}, not ${worst}`);
    return outcomes.map(said);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
