import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { maskedUrl, secretsOf } from './addresses.js';

const SECRET = '693a91f6-7xxx-4bc4-97a0-0ec1';

describe('an address', () => {
  it.each([
    [
      `https://qyapi.example.org/cgi-bin/webhook/send?key=${SECRET}`,
      'https://qyapi.example.org/cgi-bin/webhook/send?key=…0ec1',
    ],
    ['https://example.org/hooks/abc123', 'https://example.org/hooks/…'],
    [`https://example.org/v1/${SECRET}/send`, 'https://example.org/v1/…0ec1/send'],
    [`https://example.org/send?${SECRET}`, 'https://example.org/send?…0ec1'],
    ['https://example.org/send?pin', 'https://example.org/send?…'],
    ['https://example.org/', 'https://example.org/'],
    ['no address', '…'],
  ])('%s is shown as %s', (address, shown) => {
    expect(maskedUrl(address)).toBe(shown);
  });

  it('shows no secret whole, wherever it stands, and knows it for one', () => {
    const secret = fc.stringMatching(/^x[A-Za-z0-9]{4,40}$/);
    const place = fc.constantFrom(
      (word: string) => `https://example.org/${word}`,
      (word: string) => `https://example.org/api/${word}/send?a=1`,
      (word: string) => `https://example.org/send?key=${word}`,
      (word: string) => `https://example.org/send?${word}`,
      (word: string) => `https://example.org/send?${word}&timestamp=1`,
    );
    fc.assert(
      fc.property(secret, place, (word, at) => {
        expect(maskedUrl(at(word))).not.toContain(word);
        expect(secretsOf(at(word))).toContain(word);
      }),
    );
  });
});
