import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type DrawKind } from './amendment.js';
import { firstNumber } from './draw-number.js';
import { goingOnFrom, isAlive, nextDraw, rootOf, type Kin } from './kin.js';

const first: Kin = {
  id: 1,
  number: firstNumber(2026, 7),
  kind: 'draw',
  ordinal: 1,
  earlierDrawId: null,
  phase: 'issued',
  failure: null,
};

/** The draws of an occurrence after some decisions, each about the draw that is picked, of the kind that is picked. */
function grown(decisions: readonly (readonly [number, DrawKind])[]): Kin[] {
  const draws = [first];
  for (const [pick, wanted] of decisions) {
    const picked = draws[pick % draws.length]!;
    // as the rules have it: a draw comes again after the occurrence's newest one, a supplement goes on from an own one
    const earlier =
      wanted === 'draw'
        ? draws.filter(({ kind }) => kind === 'draw').at(-1)!
        : wanted === 'supplement'
          ? rootOf(draws, picked)
          : picked;
    const { number, ordinal } = nextDraw(draws, earlier, wanted);
    if (wanted === 'draw')
      for (const one of [earlier, ...goingOnFrom(draws, earlier)]) Object.assign(one, { phase: 'voided' });
    draws.push({
      ...first,
      id: draws.length + 1,
      number,
      ordinal,
      kind: wanted,
      earlierDrawId: earlier.id,
      phase: 'issued',
    });
  }
  return draws;
}

const decisions = fc.array(
  fc.tuple(fc.nat(30), fc.constantFrom<DrawKind>('draw', 'supplement', 'replacement', 'replacement')),
  { maxLength: 25 },
);

describe('the draws of an occurrence', () => {
  it('never bear the same number, or the same place among those of their kind', () => {
    fc.assert(
      fc.property(decisions, (decided) => {
        const draws = grown(decided);
        expect(new Set(draws.map(({ number }) => number)).size).toBe(draws.length);
        expect(new Set(draws.map(({ kind, ordinal }) => `${kind} ${ordinal}`)).size).toBe(draws.length);
        for (const { number } of draws) expect(number).toMatch(/^2026-000007(-\d+)?(-[SR]\d+)?$/);
      }),
    );
  });

  it('say in their number which attempt at the occurrence they belong to', () => {
    fc.assert(
      fc.property(decisions, (decided) => {
        const draws = grown(decided);
        for (const draw of draws) {
          const root = rootOf(draws, draw);
          expect(root.kind).toBe('draw');
          expect(draw.number.replace(/-[SR]\d+$/, '')).toBe(root.number);
          expect(goingOnFrom(draws, root).includes(draw)).toBe(draw !== root);
        }
      }),
    );
  });

  it('are numbered for the earlier draw from 1', () => {
    const draws = grown([
      [0, 'replacement'],
      [1, 'replacement'],
      [0, 'replacement'],
      [0, 'supplement'],
    ]);
    expect(draws.map(({ number }) => number)).toEqual(
      ['', '-R1', '-R2', '-R3', '-S1'].map((end) => `2026-000007${end}`),
    );
    expect(nextDraw(draws, draws[0]!, 'replacement')).toEqual({ number: '2026-000007-R4', ordinal: 4, ofEarlier: 3 });
    expect(nextDraw(draws, draws[1]!, 'replacement')).toMatchObject({ ofEarlier: 2 });
    expect(nextDraw(draws, draws[0]!, 'draw')).toEqual({ number: '2026-000007-2', ordinal: 2, ofEarlier: 1 });
  });

  it('take what they took, unless they are void or were given up before anything was committed', () => {
    const failure = { zh: '无', en: 'none' };
    expect(isAlive({ phase: 'announced', failure: null })).toBe(true);
    expect(isAlive({ phase: 'announced', failure })).toBe(false);
    expect(isAlive({ phase: 'infeasible', failure })).toBe(true);
    expect(isAlive({ phase: 'voided', failure: null })).toBe(false);
  });
});
