import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../support/server.js';

const FOLDER = join(ROOT, 'dist/console/app');
const worker = readFileSync(join(FOLDER, 'sw.js'), 'utf8');
const manifest = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as Record<
  string,
  { readonly file: string; readonly imports?: readonly string[]; readonly css?: readonly string[] }
>;

describe('the service worker that was built', () => {
  const kept = [...new Set(worker.match(/\/assets\/[\w.-]+\.(?:js|css|svg)/g))];

  it('keeps whole what is opened without a network, in both languages, and none of what is not there', () => {
    expect(kept.filter((path) => !existsSync(join(FOLDER, path)))).toEqual([]);
    const needed = new Set<string>();
    const need = (key: string): void => {
      const entry = manifest[key];
      if (entry === undefined) throw new Error(`${key} is not in the manifest`);
      if (needed.has(`/${entry.file}`)) return;
      for (const file of [entry.file, ...(entry.css ?? [])]) needed.add(`/${file}`);
      entry.imports?.forEach(need);
    };
    for (const page of ['on-site-page', 'visit-page', 'sending-page', 'scanner']) need(`pages/on-site/${page}.tsx`);
    for (const key of ['index.html', 'words/en.ts', 'pages/dashboard/dashboard-page.tsx', 'session/sign-in-dialog.tsx'])
      need(key);
    expect([...needed].filter((path) => !kept.includes(path))).toEqual([]);
    expect(needed.size).toBeGreaterThan(10);
  });

  it('is small beside what it keeps, and is one file', () => {
    const bytes = kept.reduce((sum, path) => sum + readFileSync(join(FOLDER, path)).length, 0);
    expect(bytes).toBeLessThan(2_500_000);
    expect(worker.length).toBeLessThan(12_000);
    expect(worker).not.toMatch(/\bimport\b|importScripts|eval\(/);
  });
});
