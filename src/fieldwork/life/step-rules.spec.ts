import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { faultOfNoticeDay, faultOfPresence, faultsOfVisit, faultsOfWords } from './step-rules.js';

const bounds = { drawnOn: '2026-03-01', visitFrom: '2026-03-05', today: '2026-03-20', visitedOn: null };
const team = [
  { inspectorId: 1, expert: false },
  { inspectorId: 2, expert: false },
  { inspectorId: 9, expert: true },
];

describe('what a step says', () => {
  it('is missing where it is needed, empty texts too', () => {
    expect(faultsOfWords('return', ['note'], { note: '' }).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/note required',
    ]);
    expect(faultsOfWords('notify', ['on', 'how'], {}).map(({ pointer }) => pointer)).toEqual(['/on', '/how']);
    expect(faultsOfWords('notify', ['on', 'how'], { on: '2026-03-05', how: 'post' })).toEqual([]);
    expect(faultsOfWords('report', ['findings'], {})).toEqual([]);
  });

  it('is refused where it belongs to another step', () => {
    const said = {
      on: '2026-03-05',
      how: 'post',
      present: [1],
      targetState: 'moved',
      unannounced: true,
      note: '无',
    } as const;
    const pointers = (step: Parameters<typeof faultsOfWords>[0]): string[] =>
      faultsOfWords(step, [], said).map(({ pointer }) => pointer);
    expect(pointers('accept')).toEqual(['/on', '/how', '/present', '/targetState', '/unannounced']);
    expect(pointers('approve')).toEqual(['/on', '/how', '/present', '/targetState']);
    expect(pointers('notify')).toEqual(['/present', '/targetState', '/unannounced']);
    expect(pointers('visit')).toEqual(['/how', '/unannounced']);
  });
});

describe('a notice', () => {
  it.each([
    ['2026-03-21', 'notice_in_future'],
    ['2026-02-28', 'notice_before_draw'],
  ])('on %s is refused: %s', (day, code) => {
    expect(faultOfNoticeDay(day, bounds)).toMatchObject({ pointer: '/on', code });
  });

  it.each(['2026-03-01', '2026-03-20'])('on %s is taken', (day) => {
    expect(faultOfNoticeDay(day, bounds)).toBeUndefined();
  });

  it('that is put right is not after the visit', () => {
    const visited = { ...bounds, visitedOn: '2026-03-10' };
    expect(faultOfNoticeDay('2026-03-10', visited)).toBeUndefined();
    expect(faultOfNoticeDay('2026-03-11', visited)).toMatchObject({ pointer: '/on', code: 'notice_after_visit' });
  });
});

describe('a visit that is put right', () => {
  it('is not after what was ordered upon it', () => {
    const faults = (on: string): string[] =>
      faultsOfVisit({ on, present: [1, 2] }, { ...bounds, noticedOn: null, orderedOn: '2026-03-10' }, team, '/on').map(
        ({ code }) => code,
      );
    expect(faults('2026-03-10')).toEqual([]);
    expect(faults('2026-03-11')).toEqual(['visit_after_order']);
  });
});

describe('a visit', () => {
  it('is by two inspectors of the team at least, and an expert does not count', () => {
    expect(faultOfPresence([1, 2], team)).toBeUndefined();
    expect(faultOfPresence([1, 2, 9], team)).toBeUndefined();
    expect(faultOfPresence([1, 9], team)).toMatchObject({ pointer: '/present', code: 'too_few_present' });
    expect(faultOfPresence([1, 2, 3], team)).toMatchObject({ pointer: '/present/2', code: 'not_in_team' });
  });

  it('counts those present as one would by hand', () => {
    const seat = fc.record({ inspectorId: fc.nat({ max: 6 }), expert: fc.boolean() });
    const seats = fc.uniqueArray(seat, { selector: ({ inspectorId }) => inspectorId, maxLength: 5 });
    fc.assert(
      fc.property(seats, fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 6 }), (people, present) => {
        const inside = present.every((id) => people.some(({ inspectorId }) => inspectorId === id));
        const counted = people.filter(({ expert, inspectorId }) => !expert && present.includes(inspectorId)).length;
        expect(faultOfPresence(present, people) === undefined).toBe(inside && counted >= 2);
      }),
    );
  });

  it('is not before its notice, and says so where its day was said', () => {
    const visit = (on: string): string[] =>
      faultsOfVisit(
        { on, present: [1, 2] },
        { ...bounds, noticedOn: '2026-03-10', orderedOn: null },
        team,
        '/visitedOn',
      ).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(visit('2026-03-09')).toEqual(['/visitedOn visit_before_notice']);
    expect(visit('2026-03-10')).toEqual([]);
    expect(visit('2026-03-04')).toEqual(['/visitedOn visit_before_window']);
    expect(
      faultsOfVisit({ on: '2026-02-01', present: [] }, { ...bounds, noticedOn: null, orderedOn: null }, team, '/on'),
    ).toMatchObject([
      { pointer: '/on', code: 'visit_before_draw' },
      { pointer: '/present', code: 'too_few_present' },
    ]);
  });
});
