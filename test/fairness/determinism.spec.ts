import { describe, expect, it } from '@jest/globals';
import { bigDraw } from './big-draw.js';

// Whatever computes these differently (another platform, another version of Node) draws other targets and teams.
describe('a fixed big draw', () => {
  it('comes out the same to the byte everywhere', async () => {
    const { evidenceHash, recordHash, summary } = await bigDraw();
    expect(summary).toEqual({ drawn: 896, loads: [9, 8, 0], warnings: 0 });
    expect(recordHash).toBe('79966c460ea95665333262e80bb46210806a656fe1fc0573d4a532cc654ed878');
    expect(evidenceHash).toBe('753147aae6c17a5ac1b10a033940b32d6d70461fe7e0cfe680d6bbd51b68acbd');
  });
});
