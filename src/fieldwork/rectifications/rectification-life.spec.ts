import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DUE_FOLLOW_UPS, FINDING_CODES, isProblem } from '../findings/finding-codes.js';
import {
  leadsTo,
  OPEN_STATES,
  outcomeOf,
  RECTIFICATION_LIFE,
  RECTIFICATION_STATES,
  RECTIFICATION_STEPS,
  RUNNING_STATES,
  wayOf,
  waysFrom,
  type RectificationState,
  type RectificationStepName,
} from './rectification-life.js';

interface Walked {
  readonly step: RectificationStepName;
  readonly from: RectificationState;
  readonly to: RectificationState;
}

/** Walks as far as steps are in order, leaving out those that are not; a number takes one of the steps that come next. */
function walk(steps: readonly { readonly take: RectificationStepName | number; readonly passed: boolean }[]): {
  state: RectificationState;
  taken: Walked[];
} {
  let state: RectificationState = 'ordered';
  const taken: Walked[] = [];
  for (const { passed, take } of steps) {
    const next = waysFrom(state);
    const step = typeof take === 'number' ? next[take % Math.max(1, next.length)]?.step : take;
    const way = step === undefined ? undefined : wayOf(step, state);
    if (way === undefined) continue;
    const to = leadsTo(way, passed, taken.at(-1)?.from ?? null);
    taken.push({ step: way.step, from: state, to });
    state = to;
  }
  return { state, taken };
}

const steps = fc.array(
  fc.record({
    take: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...RECTIFICATION_STEPS) },
      { weight: 4, arbitrary: fc.nat() },
    ),
    passed: fc.boolean(),
  }),
  { maxLength: 40 },
);

describe('the life of a rectification', () => {
  it('knows one way at most for a step from a state, and every state but the last has one', () => {
    const seen = RECTIFICATION_LIFE.map(({ from, step }) => `${step} ${from}`);
    expect(new Set(seen).size).toBe(seen.length);
    for (const state of RECTIFICATION_STATES) {
      expect([state, waysFrom(state).length > 0]).toEqual([state, state !== 'closed']);
    }
    expect(new Set(RECTIFICATION_LIFE.map(({ step }) => step))).toEqual(new Set(RECTIFICATION_STEPS));
    expect(OPEN_STATES).toEqual(RECTIFICATION_STATES.filter((state) => state !== 'closed'));
    expect(RUNNING_STATES.every((state) => OPEN_STATES.includes(state))).toBe(true);
  });

  it('by whatever steps it is walked closes only for a reason that is on record, and then for good', () => {
    const [reached, outcomes] = [new Set<RectificationState>(), new Set<string>()];
    fc.assert(
      fc.property(steps, (some) => {
        const { state, taken } = walk(some);
        reached.add(state);
        const names = taken.map(({ step }) => step);
        const at = (step: RectificationStepName): number => names.lastIndexOf(step);
        const closings = taken.filter(({ to }) => to === 'closed');
        expect(closings.length).toBe(state === 'closed' ? 1 : 0);
        // every step that ends it says how, and no other one does
        for (const { step, to } of taken) expect(outcomeOf(step) !== null).toBe(to === 'closed');
        const ending = closings[0]?.step;
        if (ending === undefined) return;
        outcomes.add(ending);
        expect(taken.at(-1)?.to).toBe('closed');
        const before = taken.at(-2);
        if (ending === 'close') expect(before).toMatchObject({ step: 'recheck', to: 'passed' });
        if (ending === 'end') expect(before).toMatchObject({ step: 'ask-closure', to: 'closing' });
        if (ending === 'receive') {
          expect(at('transfer')).toBeGreaterThan(at('give-back'));
          expect(before?.to).toBe('transferred');
        }
      }),
      { numRuns: 3000, seed: 20_261_130 },
    );
    expect(reached.size).toBe(RECTIFICATION_STATES.length);
    expect(outcomes).toEqual(new Set(['close', 'end', 'receive']));
  });

  it('is ordered anew after every failed recheck before it is rechecked again', () => {
    fc.assert(
      fc.property(steps, (some) => {
        const { taken } = walk(some);
        taken.forEach(({ step, to }, at) => {
          if (step !== 'recheck' || to !== 'failed') return;
          const next = taken.findIndex((each, later) => later > at && each.step === 'recheck');
          if (next >= 0) expect(taken.slice(at, next).some((each) => each.step === 'reorder')).toBe(true);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('goes back from what was not granted to where it was', () => {
    fc.assert(
      fc.property(steps, (some) => {
        const { taken } = walk(some);
        taken.forEach(({ from, step, to }, at) => {
          if (!['refuse', 'take-back', 'give-back'].includes(step)) return;
          expect(taken[at - 1]).toMatchObject({ from: to, to: from });
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('has a second person decide on whatever was asked for, and on nothing else', () => {
    const second = RECTIFICATION_LIFE.filter(({ who }) => who === 'second');
    expect(second.map(({ from, step }) => `${step} ${from}`).sort()).toEqual([
      'end closing',
      'extend extending',
      'refuse closing',
      'refuse extending',
    ]);
    for (const { leads, needs, step } of RECTIFICATION_LIFE.filter(({ leads: to }) =>
      ['extending', 'closing'].includes(to),
    )) {
      expect([step, leads, needs.includes('note')]).toEqual([step, leads, true]);
    }
  });
});

describe('what follows from a finding', () => {
  it('is due where the finding says so itself, and nothing where there is no problem', () => {
    expect(DUE_FOLLOW_UPS).toEqual(['ordered-to-correct', 'problem-pending']);
    for (const { code, followUp } of FINDING_CODES)
      expect([code, followUp !== 'none']).toEqual([code, isProblem(code)]);
  });
});
