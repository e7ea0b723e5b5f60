import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DAMAGES } from './damages.js';
import { afterDamage, threeDraws } from './every-damage.js';
import { type FaultHouse } from './rig/fault-house.js';
import { endAllLives } from './rig/life.js';
import { tallyOf } from './what-must-hold.js';

/* Whoever says that nothing is lost must be able to say that something is. */

describe('what must hold after a fault', () => {
  let dir: string;
  let house: FaultHouse | undefined;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-faults-'));
    house = await threeDraws({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') }, dir);
  });
  afterAll(async () => {
    await endAllLives();
    await house?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('holds where nothing was damaged, and verify.py says so too', async () => {
    const { broken, doubled, looked, lost, survived } = await tallyOf(house!, 3, { byPython: 1 });
    expect(broken).toEqual([]);
    expect({ doubled, lost, survived }).toEqual({ doubled: 0, lost: 0, survived: 3 });
    expect(looked).toMatchObject({ draws: 3, inspections: 24, entries: 10 });
    expect(house!.seen.draws.size).toBe(3);
  });

  it.each(DAMAGES.map((damage, n) => ({ ...damage, n })))('is seen to be broken by $name', async (damage) => {
    const noticed = await afterDamage(house!, damage, damage.n);
    expect(noticed.told.map(({ rule }) => rule)).toContain(damage.rule);
    expect(noticed.lost).toBeGreaterThanOrEqual(damage.lost ?? 0);
    expect(noticed.doubled).toBeGreaterThanOrEqual(damage.doubled ?? 0);
  });

  it('is broken where somebody outside has seen another commitment before', async () => {
    const [number = ''] = house!.seen.draws.keys();
    const seen = house!.seen.draws.get(number)!;
    house!.seen.draws.set(number, { ...seen, commitment: 'ef'.repeat(32) });
    const { broken } = await tallyOf(house!, 3);
    house!.seen.draws.set(number, seen);
    expect(broken).toEqual([`commitment stands: ${number} is not what was seen`]);
  });
});
