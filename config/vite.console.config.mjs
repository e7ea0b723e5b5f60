// The console: one page, split by what it shows, compressed beside itself. No other host, no inline code.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compressed } from './compressed.mjs';

const outDir = fileURLToPath(new URL('../dist/console/app', import.meta.url));

/**
 * Ant Design hands the nonce of the page to the styles of its components, but a few of the parts that it is made of write
 * small styles of their own (while a drawer is open the page behind does not scroll) and forget it. They all do so by one
 * function, which takes it from the page where it was given none.
 */
const nonceForAll = {
  name: 'nonce-for-all',
  seen: 0,
  transform(code, id) {
    if (!/@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/.test(id)) return null;
    const place = "document.createElement('style');";
    if (code.split(place).length !== 2) throw new Error(`${id} makes its styles another way by now`);
    nonceForAll.seen += 1;
    return {
      code: code.replace(
        place,
        `${place}\n  styleNode.nonce = document.querySelector('meta[property="csp-nonce"]')?.nonce ?? '';`,
      ),
      map: null,
    };
  },
  buildEnd(error) {
    if (error === undefined && nonceForAll.seen === 0) throw new Error('nothing writes styles into the page any more');
  },
};

export default {
  root: fileURLToPath(new URL('../src/console/app', import.meta.url)),
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [nonceForAll, compressed(join(outDir, 'assets'))],
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    // browsers of some years ago, as far back as Ant Design 6 goes
    target: ['chrome94', 'edge94', 'firefox93', 'safari15.4'],
    modulePreload: { polyfill: false },
    // the pictures of the auditor's pages; test/console/sizes.spec.ts holds every first view below its ceiling
    chunkSizeWarningLimit: 700,
    assetsInlineLimit: 0,
    // which file needs which others: test/console/sizes.spec.ts adds them up
    manifest: 'manifest.json',
    // Ant Design marks its modules for frameworks that render on servers; there is none here
    rolldownOptions: { onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning) },
  },
};
