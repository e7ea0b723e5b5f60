// After a build: makes `npx sortis …` work inside this folder. npm links the commands of a project's dependencies, not its own.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const links = join(root, 'node_modules', '.bin');
const command = join('..', '..', 'dist', 'cli', 'main.js');

chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);
mkdirSync(links, { recursive: true });
rmSync(join(links, 'sortis'), { force: true });
if (process.platform === 'win32') {
  writeFileSync(join(links, 'sortis.cmd'), `@node "%~dp0\\${command}" %*\r\n`);
} else {
  symlinkSync(command, join(links, 'sortis'));
}
