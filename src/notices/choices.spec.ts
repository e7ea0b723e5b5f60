import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { allChoices, choiceOf, defaultChoice, doubled, worthKeeping, type Wish } from './choices.js';
import { CHOICES, NOTICE_KINDS, PERSONAL_CHANNELS } from './notice-kinds.js';

const wish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom(...NOTICE_KINDS),
  channel: fc.constantFrom(...PERSONAL_CHANNELS),
  when: fc.constantFrom(...CHOICES),
});
const wishes = fc.uniqueArray(wish, { selector: ({ channel, kind }) => `${kind} ${channel}` });

describe('what people want to be told how', () => {
  it('is what they chose, and by default at once only what is theirs to do', () => {
    expect(NOTICE_KINDS.filter((kind) => defaultChoice(kind) === 'at-once')).toEqual([
      'inspection-assigned',
      'inspection-overdue',
      'rectification-overdue',
    ]);
    fc.assert(
      fc.property(wishes, (chosen) => {
        for (const kind of NOTICE_KINDS) {
          const mine = chosen.find((each) => each.kind === kind);
          expect(choiceOf(chosen, kind, 'email')).toBe(mine === undefined ? defaultChoice(kind) : mine.when);
        }
      }),
    );
  });

  it('is the same after what is worth keeping was kept, whatever the order', () => {
    fc.assert(
      fc.property(wishes, (chosen) => {
        const all = allChoices(chosen);
        expect(all).toHaveLength(NOTICE_KINDS.length * PERSONAL_CHANNELS.length);
        expect(allChoices(worthKeeping([...chosen].reverse()))).toEqual(all);
        expect(allChoices(all)).toEqual(all);
        expect(doubled(all)).toBeUndefined();
        expect(worthKeeping(all).every(({ kind, when }) => when !== defaultChoice(kind))).toBe(true);
      }),
    );
  });

  it('is refused where one kind is chosen twice, at the second', () => {
    fc.assert(
      fc.property(wishes, wish, (chosen, more) => {
        const others = chosen.filter(({ kind }) => kind !== more.kind);
        expect(doubled([...others, more])).toBeUndefined();
        expect(doubled([more, ...others, { ...more, when: 'none' }])).toBe(others.length + 1);
      }),
    );
  });
});
