import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext } from 'playwright-core';

import { bigDraw } from '../fairness/big-draw.js';
import { ROOT } from '../support/server.js';
import { openChromium } from './chromium.js';

const run = promisify(execFile);

describe('a fixed big draw in Chromium', () => {
  let context: BrowserContext;
  let close: () => Promise<void>;
  let dir: string;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-bundle-'));
    ({ context, close } = await openChromium());
  });
  afterAll(async () => {
    await close();
    rmSync(dir, { recursive: true });
  });

  it('comes out the same to the byte as in Node', async () => {
    const config = {
      root: ROOT,
      publicDir: false,
      logLevel: 'warn',
      build: {
        outDir: join(dir, 'out'),
        emptyOutDir: true,
        target: 'es2023',
        lib: { entry: 'test/fairness/big-draw.ts', formats: ['iife'], name: 'big' },
      },
    };
    // in a process of its own: Vite does not run in the test's realm
    const file = `export default ${JSON.stringify(config)};`;
    writeFileSync(join(dir, 'vite.mjs'), file.replace('"name":"big"', '"name":"big","fileName":() => "big.js"'));
    await run(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '-c', join(dir, 'vite.mjs')]);
    const page = await context.newPage();
    await page.goto('about:blank');
    await page.addScriptTag({ content: readFileSync(join(dir, 'out/big.js'), 'utf8') });
    const found: unknown = await page.evaluate('big.bigDraw()');
    expect(found).toEqual(await bigDraw());
  });
});
