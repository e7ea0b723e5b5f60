import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  BEFORE_VISIT,
  beforeVisitOf,
  CONSEQUENCES,
  FROM_VISIT,
  hasResult,
  INSPECTION_STATES,
  isBeforeVisit,
  isPublic,
  LIFE,
  noticeInForce,
  permissionFor,
  skippedBy,
  STEPS,
  transitionOf,
  visitInForce,
  waysOn,
  type InspectionState,
  type StepOrConsequence,
  isApproved,
} from './life-cycle.js';

/** The straight way, without returns. */
const STRAIGHT = ['accept', 'approve', 'notify', 'visit', 'report', 'review', 'publish', 'close'] as const;
const anyStep = fc.constantFrom(...STEPS, ...CONSEQUENCES);

/** Walks as far as steps are in order, leaving out those that are not; a number takes one of the steps that come next. */
function walk(steps: readonly (StepOrConsequence | number)[]): {
  state: InspectionState;
  taken: StepOrConsequence[];
  ways: { step: StepOrConsequence; fromState: InspectionState; toState: InspectionState }[];
} {
  let state: InspectionState = 'issued';
  const taken: StepOrConsequence[] = [];
  const ways: ReturnType<typeof walk>['ways'] = [];
  for (const each of steps) {
    const next = waysOn(state);
    const step = typeof each === 'number' ? next[each % Math.max(1, next.length)]?.step : each;
    if (step === undefined) continue;
    const way = transitionOf(step, state);
    if (way === undefined) continue;
    const to = step === 'unvisit' ? beforeVisitOf(ways) : way.to;
    ways.push({ step, fromState: state, toState: to });
    state = to;
    taken.push(step);
  }
  return { state, taken, ways };
}

describe('the life of an inspection', () => {
  it('goes straight through nine states, after the last of which nobody has anything to do', () => {
    const states = STRAIGHT.map((_, at) => walk(STRAIGHT.slice(0, at + 1)).state);
    expect(['issued', ...states]).toEqual(INSPECTION_STATES.slice(0, 9));
    expect(waysOn('closed')).toEqual([]);
    expect(waysOn('voided')).toEqual([]);
  });

  it('knows one way at most for a step from a state, and each state but the last two has one', () => {
    const seen = LIFE.map(({ from, step }) => `${step} ${from}`);
    expect(new Set(seen).size).toBe(seen.length);
    for (const state of INSPECTION_STATES) {
      expect([state, waysOn(state).length > 0]).toEqual([state, !['closed', 'voided'].includes(state)]);
    }
  });

  it('sorts its states into those before a visit, those from it, and the void', () => {
    expect([...BEFORE_VISIT, ...FROM_VISIT, 'voided']).toEqual(INSPECTION_STATES);
    expect(INSPECTION_STATES.filter(isBeforeVisit)).toEqual([...BEFORE_VISIT]);
    expect(INSPECTION_STATES.filter(hasResult)).toEqual(['reported', 'reviewed', 'published', 'closed']);
    expect(INSPECTION_STATES.filter(isPublic)).toEqual(['published', 'closed']);
  });

  it('by whatever steps it is walked keeps the order that the law wants', () => {
    const seen = new Set<InspectionState>();
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 1, arbitrary: anyStep }, { weight: 4, arbitrary: fc.nat() }), { maxLength: 40 }),
        (steps) => {
          const { state, taken, ways } = walk(steps);
          seen.add(state);
          const back = (to: InspectionState): number =>
            ways.findLastIndex(({ step, toState }) => step === 'return' && toState === to);
          const last = (step: StepOrConsequence): number => taken.lastIndexOf(step);
          const backAfter = (step: StepOrConsequence): number =>
            taken.findIndex((each, at) => at > last(step) && each === 'return');
          // nothing is public before it was reviewed, and not reviewed before it was reported
          if (isPublic(state)) {
            expect(last('review')).toBeGreaterThan(last('report'));
            expect(last('publish')).toBeGreaterThan(last('review'));
            expect(backAfter('publish')).toBe(-1);
            // what was withdrawn is published anew, or not public
            expect(last('publish')).toBeGreaterThan(last('withdraw'));
          }
          const went = ways.findLastIndex(({ step, fromState, toState }) => step === 'visit' && fromState !== toState);
          if (hasResult(state)) expect(last('report')).toBeGreaterThan(went);
          // a result needs a visit, and a visit that the team has accepted to go
          if (!isBeforeVisit(state) && state !== 'voided') {
            expect(visitInForce(ways)).toBe(ways[last('visit')]);
            expect(last('visit')).toBeGreaterThanOrEqual(0);
            expect(last('accept')).toBeGreaterThanOrEqual(0);
            expect(last('accept')).toBeGreaterThan(last('reseat'));
            // once somebody was there it is never void, nor is its team another
            expect(taken.includes('void')).toBe(false);
            expect(last('visit')).toBeGreaterThan(last('reseat'));
          }
          if (taken.includes('void')) expect([taken.at(-1), state]).toEqual(['void', 'voided']);
          if (last('close') > last('withdraw')) expect([taken.at(-1), state]).toEqual(['close', 'closed']);
          // a visit that was taken back has never been, and until somebody goes there is none
          if (isBeforeVisit(state)) expect(visitInForce(ways)).toBeUndefined();
          if (taken.at(-1) === 'unvisit') expect(state).toBe(ways[went]?.fromState);
          // notified: approved since the team was last another, and neither approval nor notice taken back
          if (state === 'notified') {
            expect(last('approve')).toBeGreaterThan(Math.max(last('reseat'), back('accepted')));
            expect(last('notify')).toBeGreaterThan(Math.max(last('reseat'), back('approved'), back('accepted')));
          }
          // the notice that holds is the last one, unless it does not hold any more
          const notice = noticeInForce(ways);
          if (state === 'notified' || ways.at(-1)?.fromState === 'notified') {
            const holds = state === 'notified' || !['return', 'reseat'].includes(taken.at(-1) ?? '');
            expect(notice).toBe(holds ? ways[last('notify')] : undefined);
          }
          if (['issued', 'accepted', 'approved'].includes(state)) expect(notice).toBeUndefined();
        },
      ),
      // by chance alone a walk comes to the last states so seldom that one run in some dozens sees none
      {
        numRuns: 3000,
        examples: [[[...STRAIGHT]], [[...STRAIGHT.slice(0, -1), 'withdraw']], [['void']]],
      },
    );
    expect(seen.size).toBe(INSPECTION_STATES.length);
  });

  it('gives back by one step, and never what is public', () => {
    const order = (state: InspectionState): number => INSPECTION_STATES.indexOf(state);
    const returns = LIFE.filter(({ step }) => step === 'return');
    expect(returns.map(({ from }) => from)).toEqual(['approved', 'notified', 'reported', 'reviewed', 'withdrawn']);
    for (const { from, needs, to } of returns) {
      // what was withdrawn is looked over anew, from what was reported
      expect(order(to)).toBe(from === 'withdrawn' ? order('reported') : order(from) - 1);
      expect(needs).toEqual(['note']);
    }
  });

  it('puts a notice and a visit right in their place, with a reason, until somebody has looked them over', () => {
    const rights = LIFE.filter(({ from, step, to }) => from === to && step !== 'report');
    expect(rights.map(({ from, step }) => `${step} ${from}`)).toEqual([
      'notify visited',
      'visit visited',
      'visit reported',
    ]);
    for (const { needs } of rights) expect(needs).toContain('note');
  });

  it('takes back a visit and a public result by nobody’s step, and a visit never while its result is public', () => {
    const back = LIFE.filter(({ step }) => step === 'unvisit' || step === 'withdraw');
    expect(back.map(({ from, step, who }) => [step, from, who])).toEqual([
      ['withdraw', 'published', null],
      ['withdraw', 'closed', null],
      ...['visited', 'reported', 'reviewed', 'withdrawn'].map((from) => ['unvisit', from, null]),
    ]);
  });

  it('says what a visit went without', () => {
    expect(skippedBy('accepted')).toEqual(['approve', 'notify']);
    expect(skippedBy('approved')).toEqual(['notify']);
    expect(skippedBy('notified')).toEqual([]);
  });
});

describe('who takes a step', () => {
  const standing = fc.record({ sits: fc.boolean(), plans: fc.boolean(), recorded: fc.boolean() });

  it('is never a stranger, and whoever looks over is neither of the team nor the one who recorded', () => {
    fc.assert(
      fc.property(standing, (who) => {
        const { plans, recorded, sits } = who;
        expect(permissionFor('team', who) === 'yes').toBe(sits || plans);
        expect(permissionFor('planner', who) === 'yes').toBe(plans);
        expect(permissionFor('leader', who) === 'yes').toBe(plans && !sits);
        expect(permissionFor('reviewer', who) === 'yes').toBe(plans && !sits && !recorded);
        // who does not plan is not asked for a second person: it is not his step at all
        for (const each of ['leader', 'reviewer'] as const) {
          if (!plans) expect(permissionFor(each, who)).toBe('no');
          else expect(permissionFor(each, who)).not.toBe('no');
        }
      }),
    );
  });

  it('for approval and review is such a one, and for no other step', () => {
    const second = LIFE.filter(({ who }) => who === 'leader' || who === 'reviewer');
    expect(second.map(({ step, who }) => `${step} ${who}`)).toEqual(['approve leader', 'review reviewer']);
  });
});

describe('an approval', () => {
  const after = (...steps: [Parameters<typeof isApproved>[0][number]['step'], InspectionState][]): boolean =>
    isApproved(steps.map(([step, toState]) => ({ step, toState })));

  it('stands from then on, through the visit and what was written of it', () => {
    expect(after(['accept', 'accepted'])).toBe(false);
    expect(after(['accept', 'accepted'], ['approve', 'approved'])).toBe(true);
    expect(after(['approve', 'approved'], ['notify', 'notified'], ['return', 'approved'])).toBe(true);
    expect(after(['approve', 'approved'], ['visit', 'visited'], ['report', 'reported'], ['return', 'visited'])).toBe(
      true,
    );
  });

  it('is gone when it was given back, or the team is another one, until there is a new one', () => {
    expect(after(['approve', 'approved'], ['return', 'accepted'])).toBe(false);
    expect(after(['approve', 'approved'], ['reseat', 'issued'])).toBe(false);
    expect(after(['approve', 'approved'], ['reseat', 'issued'], ['accept', 'accepted'])).toBe(false);
    expect(after(['approve', 'approved'], ['return', 'accepted'], ['approve', 'approved'])).toBe(true);
    // a visit without one, even where there was one before
    expect(after(['approve', 'approved'], ['return', 'accepted'], ['visit', 'visited'])).toBe(false);
  });
});
