// What `nest build` compiled, and the packages that consist of hundreds of small modules, as a few files: of the two seconds
// of processor that a `sortis` command took to start, more than half went into finding and opening 2200 of them.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const compiled = fileURLToPath(new URL('../build', import.meta.url));
const outDir = fileURLToPath(new URL('../dist', import.meta.url));

// What is started by itself: the command, the threads and the process that it starts, each where the others look for it.
const entries = readdirSync(compiled, { recursive: true }).filter(
  (path) => path === join('cli', 'main.js') || /\.(worker|process)\.js$/.test(path),
);

const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
/** Of the packages that package.json names these go in, with all that they need and it does not name. */
const TAKEN_IN = new Set(
  ['common', 'core', 'platform-express', 'schedule', 'swagger', 'typeorm'].map((name) => `@nestjs/${name}`),
);
TAKEN_IN.add('rxjs');
/**
 * The others are loaded from node_modules as ever: they are machine code, or load parts of themselves by name (TypeORM its
 * drivers, Nest its validators), and must be there once. So are parts of Nest that are not installed.
 */
const LEFT_OUT = new Set([...Object.keys(dependencies), ...builtinModules].filter((name) => !TAKEN_IN.has(name)));
for (const name of ['@nestjs/microservices', '@nestjs/websockets', '@fastify/static', 'swagger-ui-dist'])
  LEFT_OUT.add(name);
const packageOf = (id) => id.split('/', id.startsWith('@') ? 2 : 1).join('/');

/** A module that speaks of files beside it goes on speaking of the same ones, whatever file it has become a part of. */
const WHERE = '__where_it_was__';
const placesKept = {
  name: 'places-kept',
  transform(code, id) {
    if (!id.startsWith(compiled) || !code.includes('import.meta.url')) return null;
    return code.replaceAll('import.meta.url', `${WHERE}(${JSON.stringify(relative(compiled, id))})`);
  },
  renderChunk(code, { fileName }) {
    if (!code.includes(WHERE)) return null;
    return code.replace(
      new RegExp(`${WHERE}\\("([^"]+)"\\)`, 'g'),
      (_, path) => `new URL(${JSON.stringify(posix.relative(dirname(fileName), path))}, import.meta.url).href`,
    );
  },
  closeBundle() {
    for (const path of ['verify.py', 'vectors'])
      cpSync(join(compiled, 'protocol', path), join(outDir, 'protocol', path), {
        recursive: true,
        filter: (file) => !/\.(js|map)$/.test(file),
      });
  },
};

export default {
  root: compiled,
  publicDir: false,
  logLevel: 'warn',
  plugins: [placesKept],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((path) => [path.slice(0, -'.js'.length), join(compiled, path)])),
      external: (id) => id.startsWith('node:') || LEFT_OUT.has(packageOf(id)),
      output: {
        // names of classes are names of schemas, of migrations and of errors
        keepNames: true,
        entryFileNames: '[name].js',
        chunkFileNames: 'shared/[name]-[hash].js',
      },
    },
  },
};
