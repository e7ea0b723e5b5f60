import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { format } from './format.js';

describe('format', () => {
  it.each([
    ['还差 {n} 项', { n: 3 }, '还差 3 项'],
    ['{n|1 matter is|{n} matters are} missing', { n: 1 }, '1 matter is missing'],
    ['{n|1 matter is|{n} matters are} missing', { n: '1' }, '1 matter is missing'],
    ['{n|1 matter is|{n} matters are} missing', { n: '1,001' }, '1,001 matters are missing'],
    ['{n|1 matter is|{n} matters are} missing', { n: 12 }, '12 matters are missing'],
    ['{n|one|many} of {m|one|many}', { n: 1, m: 0 }, 'one of many'],
    ['{done} of {of}', { done: 0, of: 12 }, '0 of 12'],
    ['{unknown} stays', {}, '{unknown} stays'],
    ['nothing to fill', { n: 1 }, 'nothing to fill'],
  ])('%j with %j is %j', (text, fillings, result) => expect(format(text, fillings)).toBe(result));

  it('takes what it is filled with as text, whatever signs are in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, rest) => {
        fc.pre(!/[{}|]/.test(rest));
        expect(format(`${rest}{name}`, { name })).toBe(rest + name);
      }),
    );
  });
});
