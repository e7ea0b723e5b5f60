import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What takes seconds to make is made once on this machine, and copied from then on.
 *
 * @param name what it is, with all that it depends on: another name is another thing
 * @param make makes it as a folder (or file) of the path given, which does not exist yet
 * @returns the path of what was made; to be read, never to be changed
 */
export async function prepared(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const kept = join(tmpdir(), `sortis-tests-${process.getuid?.() ?? 0}-${name}`);
  if (existsSync(kept)) return kept;
  const making = mkdtempSync(`${kept}-`);
  try {
    const path = join(making, 'made');
    await make(path);
    renameSync(path, kept);
  } catch (error) {
    // another suite was quicker
    if (!existsSync(kept)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return kept;
}

/** Of the program at the path: another version is another one. */
export function stampOf(program: string): string {
  const { ino, mtimeMs } = statSync(program);
  return `${ino}-${Math.round(mtimeMs)}`;
}

const DATABASE = fileURLToPath(new URL('../../src/platform/database', import.meta.url));

/** Of all that decides which tables a database has. */
export function stampOfTables(): string {
  const hash = createHash('sha256');
  for (const name of (readdirSync(DATABASE, { recursive: true }) as string[]).sort())
    if (name.endsWith('.ts')) hash.update(`${name}\n`).update(readFileSync(join(DATABASE, name)));
  return hash.digest('hex').slice(0, 16);
}
