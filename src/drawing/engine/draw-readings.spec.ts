import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

import { readManifest, type Json, type Manifest } from '../../protocol/index.js';
import { DrawReadings } from './draw-readings.js';
import { type ReadingTask } from './tasks.js';

const vector = JSON.parse(readFileSync(new URL('../../protocol/vectors/small-draw.json', import.meta.url), 'utf8')) as {
  manifest: string;
};
const small = readManifest(JSON.parse(vector.manifest) as Json);

/** A draw of so many targets; only its counts are looked at. */
function task(drawId: number, count: number): ReadingTask<'index'> {
  const manifest: Manifest = { ...small, targets: { ...small.targets, count } };
  return { kind: 'index', drawId, manifest: JSON.stringify(manifest), recorded: false };
}

const LARGE = 1_000_000;

/** An engine whose readings end when the test says so. */
class Engine {
  readonly begun: number[] = [];
  private readonly ends: ((error?: Error) => void)[] = [];

  read({ drawId }: ReadingTask): Promise<string> {
    this.begun.push(drawId);
    return new Promise((resolve, reject) => {
      this.ends.push((error) => {
        if (error === undefined) resolve(`read ${drawId}`);
        else reject(error);
      });
    });
  }

  async end(error?: Error): Promise<void> {
    this.ends.shift()?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('readings of whole draws', () => {
  it('go to the engine one after the other where the draw is large, and one that fails stops no other', async () => {
    const engine = new Engine();
    const readings = new DrawReadings(undefined as never, engine as never);
    const all = [1, 2, 3].map((id) => readings.read(task(id, LARGE)).catch((error: unknown) => String(error)));
    await engine.end();
    expect(engine.begun).toEqual([1]);
    await engine.end();
    expect(engine.begun).toEqual([1, 2]);
    await engine.end(new Error('broken'));
    expect(engine.begun).toEqual([1, 2, 3]);
    await engine.end();
    expect(await Promise.all(all)).toEqual(['read 1', 'Error: broken', 'read 3']);
  });

  it('are refused for a while where many wait', async () => {
    const engine = new Engine();
    const readings = new DrawReadings(undefined as never, engine as never);
    const all = Array.from({ length: 16 }, (_, id) => readings.read(task(id, LARGE)));
    await expect(readings.read(task(16, LARGE))).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'draws_being_read',
      retryAfterSeconds: 10,
    });
    for (let n = 0; n <= 16; n++) await engine.end();
    await Promise.all(all);
    const later = readings.read(task(17, LARGE));
    await engine.end();
    await engine.end();
    expect(await later).toBe('read 17');
  });

  it('are done at once where the draw is small', async () => {
    const engine = new Engine();
    const nothing = { query: () => Promise.resolve([]) };
    const readings = new DrawReadings(nothing as never, engine as never);
    // the pool of this source is empty, which is not what the manifest promises
    await expect(readings.read(task(1, 20))).rejects.toThrow('do not hash');
    expect(engine.begun).toEqual([]);
  });
});
