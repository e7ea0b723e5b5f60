import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';

import { isId } from '../../protocol/ids.js';
import { targetCode } from './target-code.js';

const free = (): boolean => false;

it('is the credit code, else the alias, else derived', () => {
  const target = { uscc: null, alias: null, name: '4445 号界桩' };
  const derived = `X-${createHash('sha256').update('JIEXIAN\n4445 号界桩').digest('hex').slice(0, 16)}`;
  expect(targetCode('JIEXIAN', target, free)).toEqual({ code: derived, codeKind: 'derived' });
  expect(targetCode('JIEXIAN', { ...target, alias: '4445-1' }, free)).toEqual({ code: '4445-1', codeKind: 'alias' });
  expect(targetCode('JIEXIAN', { ...target, alias: '4445-1' }, (code) => code === '4445-1').codeKind).toBe('derived');
  expect(targetCode('JIEXIAN', { ...target, alias: '界桩一' }, free).codeKind).toBe('derived');
  expect(targetCode('JIEXIAN', { ...target, uscc: '51990101000000001X', alias: '4445-1' }, free)).toEqual({
    code: '51990101000000001X',
    codeKind: 'uscc',
  });
});

it('always fits the protocol, and is another for another agency or another name', () => {
  const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 70 });
  fc.assert(
    fc.property(words, fc.option(words), words, (name, alias, other) => {
      const target = { uscc: null, alias, name };
      const { code, codeKind } = targetCode('A', target, free);
      expect(isId(code)).toBe(true);
      if (codeKind === 'derived') {
        expect(targetCode('B', target, free).code).not.toBe(code);
        if (alias === null)
          expect(targetCode('A', { ...target, name: other }, free).code === code).toBe(name === other);
      }
    }),
  );
});
