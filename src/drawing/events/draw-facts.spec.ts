import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError } from '../../platform/errors/domain-error.js';
import { eventText, FACTS, factsOf, idOf, toldBy, untold, type WatchedRow } from './draw-facts.js';
import { Watchers } from './watchers.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
const committed: WatchedRow = {
  number: '2026-000001',
  phase: 'committed',
  commitment: 'c'.repeat(64),
  committedAt: at(0),
  drawAt: at(10),
  seededAt: null,
  entropy: null,
  drawnAt: null,
  issuedAt: null,
  endedAt: null,
  voidedAt: null,
  recordHash: null,
  failure: null,
};
const seeded: WatchedRow = { ...committed, phase: 'seeded', seededAt: at(10), entropy: '{"secret":"s"}' };
const drawn: WatchedRow = { ...seeded, phase: 'drawn', drawnAt: at(11), recordHash: 'r'.repeat(64) };
const issued: WatchedRow = { ...drawn, phase: 'issued', issuedAt: at(12) };
const open = { pools: 'open', notBefore: at(20).toISOString() } as const;
const names = (row: WatchedRow, now: Date): string[] => factsOf(row, open, now).map(({ name }) => name);

describe('the facts of a draw', () => {
  it('come one after the other, and the result at its moment', () => {
    expect(names(committed, at(5))).toEqual(['committed']);
    expect(names(seeded, at(10))).toEqual(['committed', 'seeded']);
    expect(names(drawn, at(11))).toEqual(['committed', 'seeded', 'drawn']);
    expect(names(issued, at(19))).toEqual(['committed', 'seeded', 'drawn', 'issued']);
    expect(names(issued, at(20))).toEqual(['committed', 'seeded', 'drawn', 'published', 'issued']);
    const ended = { ...committed, phase: 'ended', endedAt: at(30), failure: { zh: '无', en: 'none' } } as const;
    expect(names(ended, at(31))).toEqual(['committed', 'ended']);
    expect(names({ ...drawn, phase: 'infeasible' }, at(11))).toEqual(['committed', 'seeded', 'drawn', 'infeasible']);
    expect(names({ ...issued, phase: 'voided', voidedAt: at(40) }, at(41)).at(-1)).toBe('voided');
  });

  it('name the evidence only where the pools are open', () => {
    const data = (pools: 'open' | 'closed'): unknown =>
      factsOf(drawn, { ...open, pools }, at(20)).find(({ name }) => name === 'published')?.data;
    expect(data('open')).toMatchObject({ evidence: '/api/v1/public/draws/2026-000001/evidence' });
    expect(data('closed')).toMatchObject({
      evidence: null,
      extract: '/api/v1/public/draws/2026-000001/extract',
    });
  });

  it('do not tell why there are no teams: that belongs to the result', () => {
    const words = { zh: '张三须回避', en: 'Zhang San is recused' };
    const told = factsOf({ ...drawn, phase: 'infeasible', failure: words }, open, at(11));
    expect(JSON.stringify(told)).not.toContain('张三');
  });
});

describe('the id of an event', () => {
  const facts = FACTS.map((name) => ({ name, data: {} }));

  it('goes on where it broke off: each fact once, wherever the line was cut', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(facts), fc.nat(FACTS.length), (come, cut) => {
        const first = untold(come.slice(0, cut), 0);
        const last = first.at(-1);
        const rest = untold(come, toldBy(last === undefined ? undefined : idOf(last.told)));
        expect([...first, ...rest].map(({ fact }) => fact.name)).toEqual(come.map(({ name }) => name));
        expect(untold(come, rest.at(-1)?.told ?? last?.told ?? 0)).toEqual([]);
      }),
    );
  });

  it('is read only if it is ours', () => {
    for (const strange of [undefined, '', '1', 'zz', '0x1', '001', 'FF', ' 01', '01\n02'])
      expect(toldBy(strange)).toBe(0);
    expect(toldBy('ff')).toBe(255);
  });

  it('stands in an event of one line of data', () => {
    expect(eventText('ended', { why: 'a\nb\u2028' }, '41')).toBe(
      'event: ended\nid: 41\ndata: {"why":"a\\nb\u2028"}\n\n',
    );
  });
});

describe('those who watch', () => {
  const codeOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof DomainError && error.retryAfterSeconds !== undefined) return error.code;
    }
    return 'let in';
  };

  it('are as many as may be, and of one address a tenth; who leaves twice leaves once', () => {
    const watchers = new Watchers(30);
    const leave = [1, 2, 3].map(() => watchers.enter('a'));
    expect(codeOf(() => watchers.enter('a'))).toBe('too_many_watchers_here');
    leave[0]?.();
    leave[0]?.();
    expect(watchers.count).toBe(2);
    watchers.enter('a');
    expect(codeOf(() => watchers.enter('a'))).toBe('too_many_watchers_here');
    for (let n = watchers.count; n < 30; n++) watchers.enter(`b${n}`);
    expect(codeOf(() => watchers.enter('c'))).toBe('too_many_watchers');
    leave[1]?.();
    expect(codeOf(() => watchers.enter('c'))).toBe('let in');
  });
});
