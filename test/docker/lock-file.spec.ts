import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../support/server.js';

interface Package {
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface LockFile {
  packages: Record<string, Package>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** What `npm ci` would find missing: a package is looked for beside the one that wants it and in every folder above. */
function missingFrom({ packages }: LockFile): string[] {
  return Object.entries(packages).flatMap(([path, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter((name) => {
        const steps = path.split(/\/?node_modules\//).slice(1);
        return !steps
          .map((_, depth) => steps.slice(0, steps.length - depth))
          .concat([[]])
          .some((above) => [...above, name].map((step) => `node_modules/${step}`).join('/') in packages);
      })
      .map((name) => `${path} → ${name}`),
  );
}

/* npm install leaves out the binaries for other platforms that it could not look up, and then npm ci refuses the lock file. */
describe('the lock file', () => {
  const lock = readJson('package-lock.json') as LockFile;

  it('has every package, for every platform', () => {
    expect(missingFrom(lock)).toEqual([]);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  });

  it('is in step with package.json', () => {
    const { dependencies, devDependencies } = readJson('package.json') as Package;
    expect(lock.packages['']).toMatchObject({ dependencies, devDependencies });
  });

  it.each(['node_modules/@swc/core-darwin-arm64', 'node_modules/better-sqlite3'])(
    'would be refused without %s',
    (path) => {
      const { [path]: gone, ...packages } = lock.packages;
      expect(gone).toBeDefined();
      expect(missingFrom({ packages })).not.toEqual([]);
    },
  );

  it('finds a package that lies inside another', () => {
    const packages = {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { dependencies: { b: '1', c: '1' } },
      'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
      'node_modules/c': {},
    };
    expect(missingFrom({ packages })).toEqual([]);
    const { 'node_modules/c': gone, ...rest } = packages;
    expect(gone).toEqual({});
    expect(missingFrom({ packages: rest })).toEqual(['node_modules/a → c', 'node_modules/a/node_modules/b → c']);
  });
});
