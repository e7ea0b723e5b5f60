import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type WatchedDraw } from '../../../../protocol/log/watch.js';
import { accountOf, type Checked, type CountedDraw, type Seen } from './draws-account.js';

const hash = (n: number): string => n.toString(16).padStart(64, '0');
const draw = (id: number, more: Partial<CountedDraw> = {}): CountedDraw => ({
  id,
  number: `2026-${String(id).padStart(6, '0')}`,
  phase: 'issued',
  commitment: hash(id),
  recordHash: hash(1000 + id),
  ...more,
});
const told = ({ commitment, recordHash }: CountedDraw): WatchedDraw => ({
  at: '2026-03-05T01:00:00.000Z',
  batch: 'B-1',
  commitment: commitment ?? '',
  occurrence: 1,
  revealed: recordHash !== null,
  record: recordHash,
  state: recordHash === null ? 'open' : 'recorded',
});
const logOf = (draws: readonly CountedDraw[], sound = true): Seen => ({
  draws: new Map(draws.map((one) => [one.number, told(one)])),
  sound,
});
const listOf = (draws: readonly CountedDraw[]): Set<string> => new Set(draws.map(({ number }) => number));
const all = (draws: readonly CountedDraw[], checked: Checked = 'holds'): Map<number, Checked> =>
  new Map(draws.map(({ id }) => [id, checked]));

const years = fc.integer({ min: 1, max: 30 }).map((n) => Array.from({ length: n }, (_, id) => draw(id + 1)));

describe('the draws of a year', () => {
  it('are proven when every one was checked and stands in the log, and not a moment before', () => {
    fc.assert(
      fc.property(years, fc.nat(), (draws, which) => {
        const [log, listed] = [logOf(draws), listOf(draws)];
        expect(accountOf(draws, log, listed, all(draws))).toMatchObject({
          verdict: 'proven',
          drawn: draws.length,
          counts: { proven: draws.length },
          hidden: [],
        });
        const some = all(draws);
        some.delete(draws[which % draws.length]!.id);
        expect(accountOf(draws, log, listed, some)).toMatchObject({ verdict: 'checking', counts: { unchecked: 1 } });
      }),
    );
  });

  it('are not where one is missing from the log, is there otherwise, does not hold, or is shown to nobody', () => {
    fc.assert(
      fc.property(years, fc.nat(), (draws, which) => {
        const odd = draws[which % draws.length]!;
        const others = draws.filter((one) => one !== odd);
        const [log, listed, checked] = [logOf(draws), listOf(draws), all(draws)];
        const wrong = (account: ReturnType<typeof accountOf>): string => account.verdict;
        expect(wrong(accountOf(draws, logOf(others), listed, checked))).toBe('wrong');
        for (const change of [{ commitment: hash(5000) }, { record: hash(5000) }, { record: null }]) {
          const changed = new Map(log.draws).set(odd.number, { ...told(odd), ...change });
          expect(wrong(accountOf(draws, { ...log, draws: changed }, listed, checked))).toBe('wrong');
        }
        expect(wrong(accountOf(draws, log, listed, new Map(checked).set(odd.id, 'fails')))).toBe('wrong');
        expect(wrong(accountOf(draws, logOf(draws, false), listed, checked))).toBe('wrong');
        const hidden = accountOf(others, log, listOf(others), checked);
        expect([hidden.verdict, hidden.hidden]).toEqual(['wrong', [odd.number]]);
      }),
    );
  });

  it('that are announced, or ended undrawn, are told apart and nothing is claimed of them', () => {
    const open = draw(1, { phase: 'committed', recordHash: null });
    const ended = draw(2, { phase: 'ended', recordHash: null });
    const begun = draw(3, { phase: 'announced', commitment: null, recordHash: null });
    const draws = [open, ended, begun];
    const account = accountOf(draws, logOf([open, ended]), listOf([open, ended]), new Map());
    expect(account).toMatchObject({ verdict: 'none', drawn: 0, counts: { open: 1, undrawn: 1 } });
    expect(account.standings).toHaveLength(2);
    // the log was read after the list: a record that came between is no contradiction
    const since = new Map([
      [open.number, { ...told(open), record: hash(5), revealed: true, state: 'recorded' as const }],
    ]);
    expect(accountOf([open], { draws: since, sound: true }, listOf([open]), new Map()).verdict).toBe('none');
  });
});
