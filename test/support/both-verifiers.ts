import { execFile } from 'node:child_process';
import { join } from 'node:path';

import { ROOT, sortis } from './server.js';

/**
 * What `sortis verify` and `verify.py` say of a file as commands, in this order: the exit status, and the step at which
 * they ended, which is the last one where it holds.
 */
export async function bothVerifiers(
  file: string,
  ...options: string[]
): Promise<[number | null, string | undefined][]> {
  const args = [file, ...options, '--json'];
  const { status, stdout } = await sortis(['verify', ...args]);
  const python = await new Promise<[number, string]>((resolve) => {
    execFile('python3', [join(ROOT, 'src/protocol/verify.py'), ...args], (error, out) => {
      resolve([typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out]);
    });
  });
  return [[status, stdout] as const, python].map(([code, out]) => {
    const { steps } = JSON.parse(out) as { steps: { step: string }[] };
    return [code, steps.at(-1)?.step];
  });
}
