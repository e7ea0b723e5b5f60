import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { FINDING_CODE_NAMES, isProblem } from '../../src/fieldwork/findings/finding-codes.js';
import { faultsOfFindings } from '../../src/fieldwork/findings/finding-rules.js';
import { faultOfAnswer } from '../../src/fieldwork/on-site/questions/question-rules.js';
import { byDay } from '../../src/console/app/pages/on-site/by-day.js';
import {
  contradicts,
  findingsOf,
  isMarked,
  marked,
  marksOf,
  NO_MARKS,
  noteOf,
} from '../../src/console/app/pages/on-site/found.js';
import { isAnswer } from '../../src/console/app/pages/on-site/is-answer.js';

const MATTERS = [3, 7];
const mark = fc.record({
  matterId: fc.constantFrom(null, ...MATTERS),
  code: fc.constantFrom(...FINDING_CODE_NAMES),
  on: fc.boolean(),
  note: fc.constantFrom('', ' ', '脏'),
});

describe('what was found', () => {
  it('is what the server takes, whatever was marked and taken out again, and contradicts itself where it says so', () => {
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 20 }), (all) => {
        const marks = all.reduce(
          (now, { code, matterId, note, on }) => marked(now, matterId, code, on, note),
          NO_MARKS,
        );
        const findings = findingsOf(marks, MATTERS, FINDING_CODE_NAMES);
        for (const { code, matterId } of all) {
          const last = all.findLast((one) => one.code === code && one.matterId === matterId);
          expect(isMarked(marks, matterId, code)).toBe(last?.on);
          if (last?.on === true) expect(noteOf(marks, matterId, code)).toBe(last.note);
        }
        const faults = faultsOfFindings(findings.map(({ code, matterId = null }) => ({ code, matterId })), new Set(MATTERS)); // prettier-ignore
        expect(faults.length > 0).toBe(contradicts(findings, isProblem));
        expect(faults.every(({ code }) => code === 'contradictory_findings')).toBe(true);
        // what was reported is marked again
        expect(findingsOf(marksOf({ findings }), MATTERS, FINDING_CODE_NAMES)).toEqual(findings);
      }),
    );
  });

  it('answers as the server wants them', () => {
    const said = fc.oneof(
      fc.string(),
      fc.stringMatching(/^-?\d{0,14}\.?\d{0,8}$/),
      fc.stringMatching(/^20\d\d-\d\d-\d\d$/),
    );
    fc.assert(
      fc.property(fc.constantFrom('number', 'date', 'text'), said, (kind, value) => {
        const question = {
          key: 'q',
          text: '问',
          kind,
          required: false,
          options: [],
          unit: null,
          noSuggests: null,
        } as never;
        expect([kind, value, isAnswer(kind, value)]).toEqual([
          kind,
          value,
          faultOfAnswer(question, value) === undefined,
        ]);
      }),
      {
        numRuns: 500,
        examples: [
          ['date', '2026-02-30'],
          ['number', '012'],
          ['date', '2026-02-28'],
        ],
      },
    );
  });

  it('later visits stand under their days, each once', () => {
    const day = fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-10');
    const one = fc.record({ id: fc.nat(), plannedOn: fc.option(day), deadlines: fc.record({ visitUntil: day }) });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), (all) => {
        const days = byDay(all as never);
        expect(days.map((each) => each.day)).toEqual([...new Set(days.map((each) => each.day))].sort());
        expect(days.flatMap(({ inspections }) => inspections.map(({ id }) => id)).sort()).toEqual(all.map(({ id }) => id).sort()); // prettier-ignore
        for (const { day: on, inspections } of days)
          for (const each of inspections) expect(each.plannedOn ?? each.deadlines.visitUntil).toBe(on);
      }),
    );
  });
});
