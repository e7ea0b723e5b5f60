import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { escaped, markup } from './plain-page.js';

describe('pages that the server writes', () => {
  it('let no sign through that could begin or end anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (said) => {
        expect(escaped(said)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        expect(markup`<p title="${said}">${[said, said]}</p>`.text).toBe(
          `<p title="${escaped(said)}">${escaped(said)}${escaped(said)}</p>`,
        );
      }),
    );
  });

  it('take in what is markup already, and nothing for nothing', () => {
    expect(markup`<ul>${[1, 2].map((n) => markup`<li>${n}</li>`)}${null}${undefined}</ul>`.text).toBe(
      '<ul><li>1</li><li>2</li></ul>',
    );
    expect(markup`${'<b>'}`.text).toBe('&lt;b&gt;');
  });
});
