import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../support/server.js';
import { bigDraw } from './big-draw.js';

const run = promisify(execFile);
const NODES = (process.env.SORTIS_OTHER_NODES ?? '').split(':').filter((path) => path !== '');

/** The draw of determinism.spec.ts under other versions of Node, whose programs SORTIS_OTHER_NODES lists (`/a/node:/b/node`). */
describe('a fixed big draw under other versions of Node', () => {
  if (NODES.length === 0) {
    it('is not tried: SORTIS_OTHER_NODES names none', () => {
      process.stdout.write('\nSKIPPED: SORTIS_OTHER_NODES names no other Node (paths of the programs, with colons).\n');
    });
    return;
  }

  it.each(NODES)('comes out the same to the byte under %s', async (node) => {
    const dir = mkdtempSync(join(tmpdir(), 'sortis-node-'));
    try {
      const config = {
        root: ROOT,
        publicDir: false,
        logLevel: 'warn',
        build: {
          outDir: dir,
          target: 'es2023',
          lib: { entry: 'test/fairness/big-draw.ts', formats: ['es'], fileName: 'big' },
        },
      };
      writeFileSync(join(dir, 'vite.mjs'), `export default ${JSON.stringify(config)};`);
      await run(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '-c', join(dir, 'vite.mjs')]);
      writeFileSync(
        join(dir, 'draw.mjs'),
        `import { bigDraw } from './big.js';\nconsole.log(JSON.stringify([process.version, await bigDraw()]));\n`,
      );
      writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
      const { stdout } = await run(node, [join(dir, 'draw.mjs')]);
      const [version, drawn] = JSON.parse(stdout) as [string, unknown];
      process.stdout.write(`\nNode ${version} beside ${process.version}: `);
      expect(drawn).toEqual(await bigDraw());
      process.stdout.write('the same to the byte.\n');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
