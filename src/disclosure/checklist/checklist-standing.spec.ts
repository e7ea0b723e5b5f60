import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { sealed, type Unsealed } from '../kept/sealed.js';
import { differingMembers, standingOf } from './checklist-standing.js';

const AGENCY = { code: 'MZ', name: '某县民政局' };
const word = fc.oneof(fc.constantFrom('甲', '乙', ''), fc.constant(null));
const matter = fc.record({
  code: fc.constantFrom('M-1', 'M-2'),
  frequency: word,
  methods: fc.uniqueArray(fc.constantFrom('on-site', 'paper'), { maxLength: 2 }),
  rate: fc.constantFrom(null, { direction: 'at-least', millionths: 30_000 }, { direction: 'at-most', millionths: 1 }),
});
/** As it stands in a version of a bulletin. */
const published = (said: Readonly<Record<string, Unsealed>>): ReturnType<typeof sealed>['document'] =>
  sealed({ agency: AGENCY, matter: said }).document;

describe('what is public of a matter', () => {
  it('differs in just the members that say something else', () => {
    fc.assert(
      fc.property(matter, matter, (now, then) => {
        const wanted = (['code', 'frequency', 'methods', 'rate'] as const).filter(
          (name) => JSON.stringify(now[name]) !== JSON.stringify(then[name]),
        );
        expect(differingMembers({ agency: AGENCY, matter: now }, published(then))).toEqual(wanted);
        expect(differingMembers({ agency: AGENCY, matter: now }, published(now))).toEqual([]);
      }),
    );
  });

  it('differs where its agency goes by another name, and in a member that was not published then', () => {
    const now = { code: 'M-1', level: '县级' };
    expect(
      differingMembers(
        { agency: { ...AGENCY, name: '某县民政与退役军人局' }, matter: now },
        published({ code: 'M-1' }),
      ),
    ).toEqual(['agency', 'level']);
  });

  it('does not differ by the form of its characters', () => {
    const said = { code: 'M-1', name: 'Caf\u0065\u0301' };
    expect(differingMembers({ agency: AGENCY, matter: said }, published({ code: 'M-1', name: 'Caf\u00e9' }))).toEqual(
      [],
    );
  });

  it('stands as one of five', () => {
    const legalBasis = '《慈善法》';
    expect(standingOf({ retired: true, legalBasis }, [])).toBe('retired');
    expect(standingOf({ retired: false, legalBasis: null }, ['legalBasis'])).toBe('without-basis');
    expect(standingOf({ retired: false, legalBasis: '' }, undefined)).toBe('without-basis');
    expect(standingOf({ retired: false, legalBasis }, undefined)).toBe('unpublished');
    expect(standingOf({ retired: false, legalBasis }, [])).toBe('same');
    expect(standingOf({ retired: false, legalBasis }, ['level'])).toBe('differing');
  });
});
