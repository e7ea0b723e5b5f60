import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { recordHash } from './site-record.js';
import { differences, recordAfter, versionsOf, type RecordChange } from './signed-versions.js';

const SUBJECT = { inspectionId: 1, targetCode: 'T1', targetName: '阳光养老院' };
const hash = (letter: string): string => letter.repeat(64);

const changes = fc
  .array(
    fc.oneof(
      fc.record({
        kind: fc.constant('answered' as const),
        matterId: fc.integer({ min: 1, max: 2 }),
        question: fc.constantFrom('licence', 'beds'),
        value: fc.constantFrom('yes', 'no', '12'),
        listVersion: fc.integer({ min: 1, max: 2 }),
        minute: fc.integer({ min: 0, max: 9 }),
      }),
      fc.record({
        kind: fc.constantFrom('brought' as const, 'removed' as const),
        file: fc.constantFrom('a', 'b', 'c'),
      }),
    ),
    { maxLength: 20 },
  )
  .map((all) => {
    const there = new Set<string>();
    const gone = new Set<string>();
    return all.flatMap((one, at): RecordChange[] => {
      if (one.kind === 'answered') {
        const { minute, kind, ...answer } = one;
        return [{ kind, answer: { ...answer, id: at + 1, userId: 1, at: new Date(minute * 60_000) } }];
      }
      // a file comes once, and is removed once, after it came
      const fits = one.kind === 'brought' ? !there.has(one.file) : there.has(one.file) && !gone.has(one.file);
      (one.kind === 'brought' ? there : gone).add(one.file);
      return fits ? [{ kind: one.kind, sha256: hash(one.file) }] : [];
    });
  });

describe('what was signed', () => {
  it('is found again among the versions that were, whatever came after', () => {
    fc.assert(
      fc.property(changes, fc.nat(), (all, at) => {
        const signed = recordAfter(SUBJECT, all.slice(0, at % (all.length + 1)));
        const found = versionsOf(SUBJECT, all, [hash('f'), recordHash(signed)]);
        expect([...found].map(([key, record]) => [key, recordHash(record)])).toEqual([
          [recordHash(signed), recordHash(signed)],
        ]);
      }),
    );
  });

  it('is not made up where the server never had it', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const stranger = recordHash({ ...recordAfter(SUBJECT, all), targetName: '别家' });
        expect(versionsOf(SUBJECT, all, [hash('f'), stranger]).size).toBe(0);
      }),
    );
  });

  it('and what is there now differ in exactly what is said', () => {
    fc.assert(
      fc.property(changes, fc.nat(), (all, at) => {
        const before = recordAfter(SUBJECT, all.slice(0, at % (all.length + 1)));
        const now = recordAfter(SUBJECT, all);
        const said = differences(before, now);
        expect(said.length === 0).toBe(recordHash(before) === recordHash(now));
        // the earlier version with these changes is the later one
        const changed = (one: { matterId: number; question: string }): boolean =>
          said.some(
            (each) => each.kind === 'answer' && each.matterId === one.matterId && each.question === one.question,
          );
        const made = {
          ...SUBJECT,
          answers: [
            ...before.answers.filter((one) => !changed(one)),
            ...said.flatMap((each) => (each.kind === 'answer' ? [each.now] : [])),
          ],
          files: [
            ...before.files.filter((one) => !said.some((each) => each.kind === 'file' && each.sha256 === one)),
            ...said.flatMap((each) => (each.kind === 'file' && each.now ? [each.sha256] : [])),
          ],
        };
        expect(recordHash(made)).toBe(recordHash(now));
      }),
    );
  });

  it('an answer that was given again, and a file that does not count any more', () => {
    const answered = (value: string, minute: number, id: number): RecordChange => ({
      kind: 'answered',
      answer: { id, matterId: 1, question: 'licence', value, listVersion: 1, userId: 1, at: new Date(minute * 60_000) },
    });
    const all: RecordChange[] = [
      answered('yes', 1, 1),
      { kind: 'brought', sha256: hash('a') },
      answered('no', 2, 2),
      { kind: 'removed', sha256: hash('a') },
    ];
    const signed = recordAfter(SUBJECT, all.slice(0, 2));
    expect(versionsOf(SUBJECT, all, [recordHash(signed)]).get(recordHash(signed))).toEqual(signed);
    const answer = { matterId: 1, question: 'licence', version: 1 };
    expect(differences(signed, recordAfter(SUBJECT, all))).toEqual([
      { kind: 'answer', matterId: 1, question: 'licence', before: { ...answer, value: 'yes' }, now: { ...answer, value: 'no' } }, // prettier-ignore
      { kind: 'file', sha256: hash('a'), now: false },
    ]);
  });
});
