import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../support/server.js';

const run = promisify(execFile);

/** Runs dependency-cruiser over `src` of a folder and returns how much it read and what is broken. */
async function cruise(folder: string): Promise<{ files: number; violations: string[] }> {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout } = await run(
    process.execPath,
    [program, '--config', 'config/dependency-cruiser.cjs', '--output-type', 'json', 'src'],
    { cwd: folder, maxBuffer: 1 << 28 },
  ).catch((error: unknown) => error as { stdout: string });
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[]; totalCruised: number };
  };
  return {
    files: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

describe('the arrows of the house', () => {
  it('hold', async () => {
    const { files, violations } = await cruise(ROOT);
    expect(violations).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });

  it('are really watched: a house that breaks them is seen to', async () => {
    const house = mkdtempSync(join(tmpdir(), 'sortis-house-'));
    try {
      for (const shared of ['config', 'tsconfig.json', 'package.json'])
        cpSync(join(ROOT, shared), join(house, shared), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
      const write = (path: string, text: string): void => {
        mkdirSync(join(house, path, '..'), { recursive: true });
        writeFileSync(join(house, path), text);
      };
      write('src/protocol/draw.ts', `import '../registry/targets.js';\nimport 'node:fs';\n`);
      write('src/registry/targets.ts', `import '../planning/plan.entity.js';\nimport 'seedrandom';\n`);
      write('src/planning/plan.entity.ts', `import '../registry/targets.js';\n`);
      write('src/notices/tell.ts', `import '../planning/plan.entity.js';\n`);
      write('src/console/verify/page.ts', `import '../../registry/targets.js';\n`);
      write('src/coverage/page.ts', `import '../console/verify/page.js';\n`);
      write('src/cli/verify.ts', `import '../registry/targets.js';\n`);
      write('src/cli/witness-state.ts', `import '../registry/targets.js';\n`);
      write('src/drawing/draws.ts', `import '../protocol/draw.js';\n`);
      const found = (await cruise(house)).violations.map((violation) => violation.split(':')[0]);
      for (const rule of [
        'protocol-is-pure',
        'protocol-imports-only-what-lies-before-it',
        'registry-imports-only-what-lies-before-it',
        'notices-imports-only-what-lies-before-it',
        'drawing-takes-the-protocol-by-its-door',
        'chance-only-in-the-protocol',
        'entities-stay-in-their-module',
        'console-imports-the-protocol-alone',
        'nobody-imports-the-console',
        'verify-runs-on-the-protocol-alone',
        'a-witness-needs-no-server',
        'no-cycle',
      ]) {
        expect(found).toContain(rule);
      }
    } finally {
      rmSync(house, { recursive: true });
    }
  });
});
