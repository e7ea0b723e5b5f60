import { describe, expect, it } from '@jest/globals';

import { type ReadingTask } from '../engine/tasks.js';
import { type PoolIndex } from './pool-index.js';
import { PoolIndexes } from './pool-indexes.service.js';

const MIB = 1 << 20;

/** An index that weighs so much. */
function weighing(bytes: number): PoolIndex {
  const none = { seqs: new Uint32Array(), firstPositions: new Uint32Array(), firstIds: [], trees: [] };
  return {
    lists: { targets: none, inspectors: none, exclusions: none },
    shown: { targets: new Uint32Array(bytes / 4), inspectors: new Uint32Array() },
  };
}

describe('the indexes of pools', () => {
  const draw = (id: number, recordHash: string | null = null) => ({ id, manifest: '{}', recordHash });

  it('are read once for all who ask, and again when there is a record', async () => {
    const read: string[] = [];
    const indexes = new PoolIndexes({
      read: ({ drawId, recorded }: ReadingTask) => {
        read.push(`${drawId} ${recorded}`);
        return Promise.resolve(weighing(4));
      },
    } as never);
    const [one, other] = await Promise.all([indexes.of(draw(1)), indexes.of(draw(1))]);
    expect(one).toBe(other);
    expect(await indexes.of(draw(1))).toBe(one);
    await indexes.of(draw(1, 'ab'));
    expect(read).toEqual(['1 false', '1 true']);
  });

  it('go in the order in which they were asked for last, as soon as they weigh too much', async () => {
    const read: number[] = [];
    const indexes = new PoolIndexes({
      read: ({ drawId }: ReadingTask) => {
        read.push(drawId);
        return Promise.resolve(weighing(20 * MIB));
      },
    } as never);
    for (const id of [1, 2, 3, 1, 4]) await indexes.of(draw(id));
    expect(read).toEqual([1, 2, 3, 4]);
    await indexes.of(draw(1));
    await indexes.of(draw(3));
    expect(read).toEqual([1, 2, 3, 4]);
    await indexes.of(draw(2));
    expect(read).toEqual([1, 2, 3, 4, 2]);
  });

  it('are read again after a reading that failed', async () => {
    let tries = 0;
    const indexes = new PoolIndexes({
      read: () => (++tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve(weighing(4))),
    } as never);
    await expect(indexes.of(draw(1))).rejects.toThrow('away');
    await indexes.of(draw(1));
    expect(tries).toBe(2);
  });
});
