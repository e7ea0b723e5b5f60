import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  DEFAULT_SUITE,
  fromHex,
  timeOfRound,
  witnessHash,
  type EntropyEvent,
  type EntropyReveal,
  type FigureGroup,
} from '../../src/protocol/index.js';
import { type DrawTask } from '../../src/protocol/vectors/small-draw.js';
import { ROOT } from '../support/server.js';
import { type Dice } from './dice.js';

type Chance = Pick<DrawTask, 'source' | 'times'>;

const instant = (moment: number): string => new Date(moment).toISOString();
const MINUTES = 60_000;

/** Moments that keep every rule, some of them with nothing to spare. */
function times(dice: Dice, firstKnown: number, notBefore: number, ahead: number): NonNullable<DrawTask['times']> {
  const commit = firstKnown - ahead - dice.of([0, 1, 1000, 86_400_000]);
  return {
    commit: instant(commit),
    cutoff: instant(commit - dice.of([0, 1, 3_600_000])),
    publication: instant(notBefore + dice.of([0, 1, 3_600_000])),
  };
}

const { drand } = JSON.parse(readFileSync(join(ROOT, 'src/protocol/vectors/known-answers.json'), 'utf8')) as {
  drand: { quicknet: { chain_hash: string; rounds: { round: number; signature: string }[] } };
};

/** One of the recorded rounds of quicknet: no other signature would be right. */
function beacon(dice: Dice): Chance {
  const { round, signature } = dice.of(drand.quicknet.rounds);
  const time = timeOfRound(round);
  const notBefore = time - dice.of([0, 1, 2999]);
  const event: EntropyEvent = {
    chain: drand.quicknet.chain_hash,
    notBefore: instant(notBefore),
    round,
    source: 'beacon',
  };
  const reveal: EntropyReveal = { revealedAt: instant(time + dice.of([0, 1, 5000])), signature, source: 'beacon' };
  return { source: { event, reveal }, times: times(dice, notBefore, notBefore, 10 * MINUTES) };
}

const GROUPS: readonly (readonly FigureGroup[])[] = [
  // 10^20 outcomes, just above 2^64
  [{ count: 20, form: 'digits', from: 0, to: 9 }],
  [
    { count: 20, form: 'set', from: 1, to: 80 },
    { count: 1, form: 'digits', from: 0, to: 9 },
  ],
  [
    { count: 5, form: 'set', from: 1, to: 35 },
    { count: 2, form: 'set', from: 1, to: 12 },
    { count: 80, form: 'digits', from: 0, to: 999 },
  ],
  [
    { count: 7, form: 'digits', from: 3, to: 3 },
    { count: 64, form: 'digits', from: 998, to: 999 },
  ],
];

function numbers(dice: Dice, { count, form, from, to }: FigureGroup): number[] {
  if (form === 'digits') return Array.from({ length: count }, () => dice.between(from, to));
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(dice.between(from, to));
  return [...drawn].sort((a, b) => a - b);
}

function figures(dice: Dice): Chance {
  const notBefore = Date.parse('2026-03-02T01:00:00.000Z');
  const events = Array.from({ length: dice.of([1, 1, 2]) }, (_, i) => ({
    at: instant(notBefore - dice.of([0, 1, 3_600_000])),
    groups: dice.of(GROUPS),
    name: dice.of(['快乐8', 'é lottery']),
    number: `20260${i}`,
  }));
  const reveal: EntropyReveal = {
    entered: ['张三', 'Li Si'],
    figures: events.map(({ groups }) => groups.map((group) => numbers(dice, group))),
    revealedAt: instant(notBefore + dice.of([0, 250])),
    source: 'figures',
  };
  const first = Math.min(...events.map(({ at }) => Date.parse(at)));
  const event: EntropyEvent = { events, notBefore: instant(notBefore), source: 'figures' };
  return { source: { event, reveal }, times: times(dice, first, notBefore, 10 * MINUTES) };
}

function ceremony(dice: Dice, drawId: string): Chance {
  const notBefore = Date.parse('2026-03-02T01:00:00.000Z');
  const names = ['王见证', '审计 é', 'C', ...Array.from({ length: 13 }, (_, i) => `W${i}`)].slice(
    0,
    dice.of([2, 2, 3, 16]),
  );
  const secrets = names.map(() => dice.hex64());
  const window = dice.of([0, 60_000]);
  const event: EntropyEvent = {
    notBefore: instant(notBefore),
    revealUntil: instant(notBefore + window),
    source: 'ceremony',
    witnesses: names.map((name, i) => ({
      hash: witnessHash(DEFAULT_SUITE, drawId, name, fromHex(secrets[i]!)),
      name,
    })),
  };
  const reveal: EntropyReveal = {
    revealedAt: instant(notBefore + dice.of([0, window])),
    secrets,
    source: 'ceremony',
  };
  return { source: { event, reveal }, times: times(dice, notBefore, notBefore, 10 * MINUTES) };
}

export const sourceOf = { beacon, figures, ceremony } as const;

/** Where the randomness of a draw comes from: one of the four. */
export function randomSource(dice: Dice, drawId: string): Chance {
  switch (dice.below(6)) {
    case 0:
      return beacon(dice);
    case 1:
    case 2:
      return figures(dice);
    case 3:
      return ceremony(dice, drawId);
    default:
      return {};
  }
}
