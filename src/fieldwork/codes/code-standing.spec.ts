import { describe, expect, it } from '@jest/globals';

import { expiredBy, type CodeFacts } from './code-standing.js';
import { surnameOnly } from './masked-name.js';

const FRESH: CodeFacts = {
  document: 'notice',
  state: 'notified',
  visitUntil: '2026-03-31',
  today: '2026-03-31',
  teamChanged: false,
  superseded: false,
  visitRetracted: false,
};
const of = (more: Partial<CodeFacts>): string | undefined => expiredBy({ ...FRESH, ...more });

describe('whether a code still holds', () => {
  it('holds on the last day of the visits, and not on the day after', () => {
    expect(of({})).toBeUndefined();
    expect(of({ today: '2026-04-01' })).toBe('window-over');
    expect(of({ document: 'inspection', today: '2026-04-01' })).toBe('window-over');
  });

  it('what was written at the visit does not end with its days', () => {
    for (const document of ['record', 'rectify-order', 'publication'] as const) {
      expect(of({ document, today: '2027-01-01', state: 'closed' })).toBeUndefined();
      expect(of({ document, superseded: true })).toBe('superseded');
      expect(of({ document, state: 'voided' })).toBe('voided');
    }
    expect(of({ state: 'closed' })).toBe('closed');
  });

  it('what was written of a visit that never was does not hold, and what leads to the next one does', () => {
    for (const document of ['record', 'rectify-order', 'publication'] as const)
      expect(of({ document, visitRetracted: true })).toBe('visit-retracted');
    for (const document of ['inspection', 'approval', 'notice'] as const)
      expect(of({ document, visitRetracted: true })).toBeUndefined();
  });

  it('says the worst first', () => {
    const all = { teamChanged: true, superseded: true, today: '2027-01-01' };
    expect(of({ ...all, state: 'voided' })).toBe('voided');
    expect(of(all)).toBe('team-changed');
    expect(of({ ...all, teamChanged: false })).toBe('superseded');
  });
});

describe('names on a page for everyone', () => {
  it.each([
    ['王芳', '王某'],
    ['李小明', '李某某'],
    ['欧阳修远', '欧阳某某'],
    // two characters: a family name of one
    ['司马', '司某'],
    ['买买提·艾力江', '买某某'],
    ['𠮷田一', '𠮷某某'],
    ['John Smith', 'J.'],
    ['', ''],
  ])('%s → %s', (name, shown) => expect(surnameOnly(name)).toBe(shown));
});
