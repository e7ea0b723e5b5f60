// The page that checks a draw in the reader's own browser: one page, one worker, no other host.
import { fileURLToPath } from 'node:url';

export default {
  root: fileURLToPath(new URL('../src/console/verify', import.meta.url)),
  base: '/verify/',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: fileURLToPath(new URL('../dist/console/verify', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // the policy of the page allows no inline code, and one entry needs no preloading
    modulePreload: false,
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
};
