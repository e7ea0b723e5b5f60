import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeSteps } from '../../src/protocol/vectors/steps.js';
import { ROOT } from '../support/server.js';

const FILE = join(ROOT, 'src/protocol/vectors/steps.json');

/** Lists of numbers and of short texts on one line. */
function written(value: unknown): string {
  const text = JSON.stringify(value, null, 1);
  return `${text.replaceAll(/\[\s+((?:-?\d+|"[^"\s]{1,64}")(?:,\s+(?:-?\d+|"[^"\s]{1,64}"))*)\s+\]/g, (_, items: string) => `[${items.replaceAll(/\s+/g, ' ')}]`)}\n`;
}

it('gives every step as steps.json has it', async () => {
  const steps = await makeSteps((bytes) => Buffer.from(bytes).toString('utf8'));
  if (process.env.SORTIS_WRITE_VECTORS === '1') writeFileSync(FILE, written(steps));
  const known: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
  expect(steps).toEqual(known);
});

it('shows each stage of a pairing at work', () => {
  interface Stage {
    readonly holders: string[];
    readonly loads: number[];
  }
  const { draws } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    draws: { pairing: { seated: Stage; evened: Stage; trades: (Stage & { trades: number })[] } }[];
  };
  const different = (change: (pairing: (typeof draws)[number]['pairing']) => [Stage, Stage]): boolean =>
    draws.some(({ pairing }) => {
      const [before, after] = change(pairing);
      return before.holders.join() !== after.holders.join();
    });
  expect(different(({ evened, seated }) => [seated, evened])).toBe(true);
  expect(different(({ evened, trades }) => [evened, trades[0]!])).toBe(true);
  expect(different(({ trades }) => [trades[7]!, trades[8]!])).toBe(true);
});
