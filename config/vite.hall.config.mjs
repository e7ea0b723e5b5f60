// The page on which a draw is watched: one page, one worker, no other host.
import { fileURLToPath } from 'node:url';

export default {
  root: fileURLToPath(new URL('../src/console/hall', import.meta.url)),
  base: '/hall/',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: fileURLToPath(new URL('../dist/console/hall', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // the policy of the page allows no inline code, and one entry needs no preloading
    modulePreload: false,
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
};
