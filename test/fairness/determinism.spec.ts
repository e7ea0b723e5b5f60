import { describe, expect, it } from '@jest/globals';
import { bigDraw } from './big-draw.js';

// Whatever computes these differently (another platform, another version of Node) draws other targets and teams.
describe('a fixed big draw', () => {
  it('comes out the same to the byte everywhere', async () => {
    const { evidenceHash, extractHash, recordHash, summary, targetProofHash } = await bigDraw();
    expect(summary).toEqual({
      drawn: 896,
      loads: [9, 8, 0],
      warnings: 0,
      logged: ['4 commit', '5 reveal', '6 record'],
      consistency: 4,
    });
    expect(recordHash).toBe('b72423b6152a1337e7fa67639f87b0f4b4d5730ce1ecf4f5b6e8c61376b38aa1');
    expect(evidenceHash).toBe('77ec73e9e5b0ede450ef3e7cfb053ea5634c083e2aadae002d044cfa62453125');
    expect(extractHash).toBe('7ea43ea7b79ff14fe892688d7e08141d0add20012ad43aa6f99cc436582089ef');
    expect(targetProofHash).toBe('bc1c8d0f44f1aee537700713aaac87234b5516ab42145adf4421c586c106c2a7');
  });
});
