// `npm start`: builds if the build is missing or older than the sources, then serves.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const entry = new URL('dist/cli/main.js', root);

function newestIn(folder) {
  return Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => statSync(`${each.parentPath}/${each.name}`).mtimeMs),
  );
}

if (!existsSync(entry) || statSync(entry).mtimeMs < newestIn(fileURLToPath(new URL('src', root)))) {
  console.error('正在编译 / building …');
  const build = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
process.argv = [process.argv[0], fileURLToPath(entry), 'serve', ...process.argv.slice(2)];
await import(entry.href);
