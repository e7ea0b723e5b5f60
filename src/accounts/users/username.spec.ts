import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { canonicalUsername, isUsername } from './username.js';

describe('canonicalUsername', () => {
  it.each([
    [' Admin ', 'admin'],
    ['ＡＤＭＩＮ', 'admin'],
    ['张三', '张三'],
  ])('makes %j %j', (typed, canonical) => expect(canonicalUsername(typed)).toBe(canonical));

  it('has nothing left to do on what may be a username', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 70 }), (typed) => {
        const canonical = canonicalUsername(typed);
        fc.pre(isUsername(canonical));
        expect(canonicalUsername(canonical)).toBe(canonical);
      }),
    );
  });
});

describe('isUsername', () => {
  it.each(['ab', '张三', 'wang.fang', 'a@b.cn', '7_-', 'a'.repeat(64), '𠀀𠀁'])('takes %j', (name) =>
    expect(isUsername(name)).toBe(true),
  );
  it.each(['', 'a', '.a', 'a b', 'a\n', 'a/b', 'a'.repeat(65), "a'--", 'a\u202eb', '😀😀'])('refuses %j', (name) =>
    expect(isUsername(name)).toBe(false),
  );
});
