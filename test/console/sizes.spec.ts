import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../support/server.js';

/** The most that the first view of any page may weigh as it is sent. */
const CEILING = 300_000;

const FOLDER = join(ROOT, 'dist/console/app');

interface Entry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
const manifest = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as Record<string, Entry>;

/** What a browser fetches before it shows this: the part, what it imports, and their styles. */
function filesOf(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return new Set();
  seen.add(key);
  const entry = manifest[key];
  if (entry === undefined) throw new Error(`${key} is not in the manifest`);
  return new Set([
    entry.file,
    ...(entry.css ?? []),
    ...(entry.imports ?? []).flatMap((one) => [...filesOf(one, seen)]),
  ]);
}

const sentAs = (file: string, ending: '.br' | '.gz'): number => {
  const compressed = join(FOLDER, file + ending);
  return statSync(existsSync(compressed) ? compressed : join(FOLDER, file)).size;
};
const weight = (files: Iterable<string>, ending: '.br' | '.gz'): number =>
  [...files].reduce((sum, file) => sum + sentAs(file, ending), 0);

describe('what a browser fetches for the first view', () => {
  const start = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  const pages = Object.keys(manifest).filter((key) => key.endsWith('-page.tsx'));

  it('is below 300 kB on every page, in either language', () => {
    const english = ['words/en.ts'].filter((key) => key in manifest);
    expect(english).toHaveLength(1);
    const rows = pages.map((page) => {
      const files = new Set([...start, ...english, page].flatMap((key) => [...filesOf(key)]));
      return { page, br: weight(files, '.br'), gzip: weight(files, '.gz') };
    });
    process.stdout.write(
      `${['\nfirst view, kB as sent (br, gzip)', ...rows.map(({ page, br, gzip }) => `${(br / 1000).toFixed(0).padStart(6)} ${(gzip / 1000).toFixed(0).padStart(6)}  ${page}`)].join('\n')}\n`,
    );
    expect(start).toHaveLength(1);
    expect(rows.length).toBeGreaterThanOrEqual(14);
    expect(rows.filter(({ br, gzip }) => Math.max(br, gzip) >= CEILING)).toEqual([]);
  });

  it('comes compressed, whatever is worth it', () => {
    const plain = readdirSync(join(FOLDER, 'assets')).filter(
      (name) =>
        /\.(js|css)$/.test(name) &&
        statSync(join(FOLDER, 'assets', name)).size > 1000 &&
        !(existsSync(join(FOLDER, 'assets', `${name}.br`)) && existsSync(join(FOLDER, 'assets', `${name}.gz`))),
    );
    expect(plain).toEqual([]);
  });

  it('has no inline code, and no other host', () => {
    const page = readFileSync(join(FOLDER, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*src="\/assets\/)|<style|style=|\son\w+=|(?:src|href)="(?!\/assets\/)/);
    expect(page).toContain('nonce="__NONCE__"');
  });
});
