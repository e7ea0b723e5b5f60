import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../support/server.js';

const run = promisify(execFile);

/** Runs dependency-cruiser with the rules of config/dependency-cruiser.cjs and returns what is broken. */
async function violations(): Promise<string[]> {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout } = await run(
    process.execPath,
    [program, '--config', 'config/dependency-cruiser.cjs', '--output-type', 'json', 'src'],
    { cwd: ROOT, maxBuffer: 1 << 28 },
  ).catch((error: unknown) => error as { stdout: string });
  const result = JSON.parse(stdout) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[]; totalCruised: number };
  };
  expect(result.summary.totalCruised).toBeGreaterThan(50);
  return result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

describe('the arrows of the house', () => {
  it('hold', async () => {
    expect(await violations()).toEqual([]);
  });

  it('are really watched: a file that breaks them is seen', async () => {
    const dir = join(ROOT, 'src/protocol/zz-breaks-the-arrows');
    mkdirSync(dir);
    try {
      writeFileSync(
        join(dir, 'a.ts'),
        `import '../../registry/registry.module.js';\nimport 'node:fs';\nimport './b.js';\n`,
      );
      writeFileSync(join(dir, 'b.ts'), `import './a.js';\n`);
      const found = (await violations()).join('\n');
      for (const rule of ['protocol-is-pure', 'protocol-imports-only-what-lies-before-it', 'no-cycle'])
        expect(found).toContain(rule);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
