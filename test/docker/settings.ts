import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Config } from '../../src/platform/config/config.js';
import { ROOT } from '../support/server.js';

/** The variables that Config asks its environment for, seen by making one. */
export function settingsRead(): string[] {
  const names = new Set<string>();
  new Config(
    new Proxy<Record<string, string | undefined>>(
      {},
      {
        get: (_, name) => {
          names.add(String(name));
          return undefined;
        },
      },
    ),
    '/',
  );
  return [...names].sort();
}

/** The variables that the source of Config names: those as well that it would read in some case only. */
export function settingsNamed(source = readFileSync(join(ROOT, 'src/platform/config/config.ts'), 'utf8')): string[] {
  const read = source.matchAll(/\bread\.\w+\(\s*'(\w+)'|\benv(?:ironment)?(?:\['|\.)([A-Z]\w*)/g);
  return [...new Set([...read].map(([, viaReader, direct]) => viaReader ?? direct ?? ''))].sort();
}
