import { describe, expect, it } from '@jest/globals';

import { OneAtATime, within } from './one-at-a-time.js';

/** Work that ends when it is told to. */
function works(): { begun: number; end: ((value: number) => void)[]; work: () => Promise<number> } {
  const state = {
    begun: 0,
    end: [] as ((value: number) => void)[],
    work: () => {
      state.begun++;
      return new Promise<number>((resolve) => state.end.push(resolve));
    },
  };
  return state;
}

describe('one at a time', () => {
  it('shares one run among all who ask, and begins another when it has ended', async () => {
    const state = works();
    const one = new OneAtATime(state.work, 1000, () => 0);
    const asked = [one.run(), one.run(), one.run()];
    expect(state.begun).toBe(1);
    state.end[0]?.(7);
    expect(await Promise.all(asked)).toEqual([7, 7, 7]);
    const next = one.run();
    expect(state.begun).toBe(2);
    state.end[1]?.(8);
    expect(await next).toBe(8);
  });

  it('gives up on one that hangs, and the late end of that one does not end the next', async () => {
    const state = works();
    let now = 0;
    const one = new OneAtATime(state.work, 1000, () => now);
    const hanging = one.run();
    now = 999;
    expect(one.run()).toBe(hanging);
    now = 1000;
    const second = one.run();
    expect(state.begun).toBe(2);
    state.end[0]?.(1);
    expect(await hanging).toBe(1);
    expect(one.run()).toBe(second);
    state.end[1]?.(2);
    expect(await second).toBe(2);
  });

  it('begins anew after a failure', async () => {
    let begun = 0;
    const one = new OneAtATime(() => (begun++, Promise.reject(new Error('gone'))), 1000);
    await expect(one.run()).rejects.toThrow('gone');
    await expect(one.run()).rejects.toThrow('gone');
    expect(begun).toBe(2);
  });
});

describe('within', () => {
  it('is what came in time, or nothing', async () => {
    expect(await within(60_000, Promise.resolve(3))).toBe(3);
    expect(await within(1, new Promise(() => undefined))).toBeUndefined();
    await expect(within(60_000, Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  });
});
