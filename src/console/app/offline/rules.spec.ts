import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { cacheOf, outdated, wayOf } from './rules.js';

const ORIGIN = 'https://sortis.example';
const get = (path: string, mode = 'cors'): string => wayOf({ method: 'GET', url: ORIGIN + path, mode }, ORIGIN);

describe('the service worker', () => {
  it('opens the pages of an inspector, and hands out the files of the console', () => {
    for (const path of ['/', '/on-site', '/on-site/12', '/on-site/sending', '/?x=1', '/on-site/3?step=sign#top'])
      expect([path, get(path, 'navigate')]).toEqual([path, 'page']);
    expect(get('/assets/index-abc123.js')).toBe('asset');
    // the office is online
    for (const path of [
      '/plans',
      '/inspections/3',
      '/verify/',
      '/hall/2026-1',
      '/i/7K3M-Q0TX-91BV',
      '/on-site/1/2',
      '/api/docs',
    ])
      expect([path, get(path, 'navigate')]).toEqual([path, 'leave']);
  });

  it('never has to do with the API, with what changes something, or with another host', () => {
    const path = fc.webPath().map((each) => each || '/');
    const mode = fc.constantFrom('navigate', 'cors', 'no-cors', 'same-origin');
    fc.assert(
      fc.property(path, mode, (each, how) => {
        expect(get(`/api${each}`, how)).toBe('leave');
        expect(wayOf({ method: 'GET', url: `https://other.example${each}`, mode: how }, ORIGIN)).toBe('leave');
        for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'])
          expect(wayOf({ method, url: ORIGIN + each, mode: how }, ORIGIN)).toBe('leave');
        // no way out of the folder
        expect(get(`/assets/..%2fapi${each}`, how)).toBe('leave');
        expect(get(`/assets/../api${each}`, how)).toBe('leave');
      }),
    );
  });

  it('keeps its own version and the one before, and touches nobody else’s', () => {
    const name = fc.stringMatching(/^[0-9a-f]{4}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name), name, fc.array(fc.string()), (before, version, others) => {
        const foreign = others.filter((one) => !one.startsWith('sortis-shell-'));
        const old = before.filter((one) => one !== version).map(cacheOf);
        const gone = outdated([...foreign, ...old, cacheOf(version)], version);
        expect(gone).toEqual(old.slice(0, -1));
      }),
    );
  });
});
