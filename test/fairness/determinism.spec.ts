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
    expect(recordHash).toBe('4135cf4b5bab9c922862585d8d1b369e10b3bdd1e07c8a50d387d5938caef3ea');
    expect(evidenceHash).toBe('e237068319d2a863d9d71c47fac1030c13394494b62d12e4ecfb129b637f680b');
    expect(extractHash).toBe('21f7a5eef9f155d0bda2e20d8f2530d1d4d43825093719aca23d47c31dd966b1');
    expect(targetProofHash).toBe('debfe393babada57ff8b243f6c95d7a73d34467de3032131933d58533a0a3c30');
  });
});
