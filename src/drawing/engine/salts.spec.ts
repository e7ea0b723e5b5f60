import { describe, expect, it } from '@jest/globals';

import { Salts } from './salts.js';

describe('salts', () => {
  it('are 32 bytes each, and none comes twice, over many times as many as are drawn at once', () => {
    const salts = new Salts('closed');
    const seen = new Set<string | undefined>();
    for (let n = 0; n < 10_000; n++) seen.add(salts.next().salt);
    expect(seen.size).toBe(10_000);
    for (const salt of seen) expect(salt).toMatch(/^[0-9a-f]{64}$/);
    const other = new Salts('closed');
    for (let n = 0; n < 10; n++) expect(seen.has(other.next().salt)).toBe(false);
  });

  it('are not there in open pools', () => {
    expect(new Salts('open').next()).toEqual({});
  });
});
