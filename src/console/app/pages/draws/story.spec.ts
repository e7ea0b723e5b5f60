import { describe, expect, it } from '@jest/globals';

import { isOver, standingsOf } from './story.js';

const AT = '2026-03-05T01:00:00.000Z';
const draw = (phase: Parameters<typeof standingsOf>[0]['phase'], ...reached: string[]) => ({
  phase,
  committedAt: reached.includes('committed') ? AT : null,
  seededAt: reached.includes('seeded') ? AT : null,
  drawnAt: reached.includes('drawn') ? AT : null,
  issuedAt: reached.includes('issued') ? AT : null,
});
const told = (...of: Parameters<typeof draw>): string =>
  standingsOf(draw(...of))
    .map((one) => one[0])
    .join('');

describe('where a draw stands in its story', () => {
  it.each([
    [told('announced'), 'naaaaa'],
    [told('committed', 'committed'), 'dnaaaa'],
    [told('seeded', 'committed', 'seeded'), 'dddnaa'],
    [told('drawn', 'committed', 'seeded', 'drawn'), 'dddddn'],
    [told('issued', 'committed', 'seeded', 'drawn', 'issued'), 'dddddd'],
    [told('infeasible', 'committed', 'seeded'), 'ddddss'],
    [told('ended', 'committed'), 'dsssss'],
    [told('voided'), 'ssssss'],
    [told('voided', 'committed'), 'dsssss'],
    [told('voided', 'committed', 'seeded', 'drawn'), 'ddddds'],
    [told('voided', 'committed', 'seeded', 'drawn', 'issued'), 'dddddd'],
  ])('%s', (standings, expected) => expect(standings).toBe(expected));

  it('is over where nothing more comes by itself', () => {
    expect((['announced', 'committed', 'seeded', 'drawn'] as const).map(isOver)).toEqual([false, false, false, false]);
    expect((['issued', 'infeasible', 'ended', 'voided'] as const).map(isOver)).toEqual([true, true, true, true]);
  });
});
