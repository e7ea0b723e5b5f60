// The service worker of an inspector's phone: one file, after the console, of whose files it keeps some.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const outDir = fileURLToPath(new URL('../dist/console/app', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../dist/console/app/manifest.json', import.meta.url), 'utf8'));

/** What is opened without a network, in either language; what these import comes with them. */
const WANTED = [
  /^index\.html$/,
  /^words\/en\.ts$/,
  /antd\/(?:es|lib)?\/?locale\/en_GB\.js$/,
  /^session\/sign-in-(?:page|dialog)\.tsx$/,
  /^pages\/dashboard\/dashboard-page\.tsx$/,
  /^pages\/on-site\/[a-z-]+\.tsx$/,
  /^field\/.*\.ts$/,
];

const files = new Set();
function take(key) {
  const { file, css = [], assets = [], imports = [] } = manifest[key];
  if (files.has(file)) return;
  for (const one of [file, ...css, ...assets]) files.add(one);
  imports.forEach(take);
}
for (const wanted of WANTED.slice(0, -1)) {
  const keys = Object.keys(manifest).filter((key) => wanted.test(key));
  if (keys.length === 0) throw new Error(`the console has nothing like ${wanted} any more`);
  keys.forEach(take);
}
Object.keys(manifest)
  .filter((key) => WANTED.at(-1).test(key))
  .forEach(take);

const kept = [...files].map((file) => `/${file}`).sort();
const shell = {
  // their names say what is in them
  version: createHash('sha256').update(kept.join('\n')).digest('hex').slice(0, 16),
  entry: `/${manifest['index.html'].file}`,
  files: kept,
};

export default {
  root: fileURLToPath(new URL('../src/console/app/offline', import.meta.url)),
  publicDir: false,
  logLevel: 'warn',
  define: { SHELL: JSON.stringify(shell) },
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: {
      input: fileURLToPath(new URL('../src/console/app/offline/worker.ts', import.meta.url)),
      output: { format: 'iife', entryFileNames: 'sw.js' },
    },
  },
};
