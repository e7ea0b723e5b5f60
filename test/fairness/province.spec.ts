import { expect, it } from '@jest/globals';

import { pair } from '../../src/protocol/pairing/pairing.js';
import { unevenPair } from './even-loads.js';
import { province } from './province.js';

it('pairs 300 000 targets × 2 among 10 000 inspectors soundly and as evenly as can be', () => {
  const outcome = pair('cd'.repeat(32), province());
  if (outcome.kind !== 'paired') throw new Error('no pairing');
  const { sheet } = outcome;
  expect(sheet.slotCount).toBe(600_000);
  for (let slot = 0; slot < sheet.slotCount; slot++) if (!sheet.sound(slot)) throw new Error(`slot ${slot}`);
  expect(unevenPair(sheet)).toBeUndefined();
  // and it would be seen: one place handed on to the most loaded
  const to = sheet.load.indexOf(sheet.load.reduce((most, load) => Math.max(most, load)));
  const slot = sheet.holder.findIndex(
    (who, at) => who !== to && sheet.load[who]! < sheet.load[to]! && sheet.free(to, at),
  );
  const loser = sheet.holder[slot]!;
  sheet.holder[slot] = to;
  sheet.load[to]!++;
  sheet.load[loser]!--;
  expect(unevenPair(sheet)).toBeDefined();
});
