// What the pages of the public site bring with them: one style, one small script, and the verifier for whoever asks for it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compressed } from './compressed.mjs';

const outDir = fileURLToPath(new URL('../dist/console/public', import.meta.url));
const root = fileURLToPath(new URL('../src/console/public', import.meta.url));

export default {
  root,
  base: '/public/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [compressed(join(outDir, 'assets'))],
  build: {
    outDir,
    emptyOutDir: true,
    target: ['chrome94', 'edge94', 'firefox93', 'safari15.4'],
    // the server writes the pages: it looks up here what they are to bring
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: join(root, 'page.ts') },
  },
  worker: { format: 'es' },
};
