import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ALERT_CODES, ALERT_SUBJECTS, aboutOf, compare, wordsOf, type Overdue } from './overdue.js';

const overdue: fc.Arbitrary<Overdue> = fc.record({
  code: fc.constantFrom(...ALERT_CODES),
  subject: fc.constantFrom(...ALERT_SUBJECTS),
  subjectId: fc.integer({ min: 1, max: 6 }),
  number: fc.constant('2026-000001'),
  agencyId: fc.constant(1),
  since: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
});

describe('what is overdue', () => {
  it('is told once while it lasts, once when it is over, and again when it comes back', () => {
    fc.assert(
      fc.property(fc.array(fc.array(overdue, { maxLength: 12 }), { maxLength: 12 }), (looks) => {
        let open: { about: string | null }[] = [];
        for (const found of looks) {
          const { begun, over } = compare(open, found);
          const now = new Set(found.map(aboutOf));
          const before = new Set(open.map(({ about }) => about));
          expect(begun.map(aboutOf).sort()).toEqual([...now].filter((about) => !before.has(about)).sort());
          expect(over.map(({ about }) => about).sort()).toEqual(
            [...before].filter((about) => !now.has(about ?? '')).sort(),
          );
          open = [...open.filter((alert) => !over.includes(alert)), ...begun.map((each) => ({ about: aboutOf(each) }))];
          expect(new Set(open.map(({ about }) => about))).toEqual(now);
          expect(open).toHaveLength(now.size);
        }
      }),
    );
  });

  it('is told in both languages, with the number and since when, within what its column holds', () => {
    for (const code of ALERT_CODES) {
      const since = new Date('2026-03-05T01:00:00.000Z');
      const { zh, en } = wordsOf({ code, number: '2026-000007', since });
      for (const words of [zh, en]) expect(words).toMatch(/2026-000007[^]*2026-03-05T01:00:00\.000Z/);
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(aboutOf({ code, subject: 'occurrence', subjectId: 2_147_483_647 }).length).toBeLessThanOrEqual(100);
      expect(code.length).toBeLessThanOrEqual(32);
    }
  });
});
