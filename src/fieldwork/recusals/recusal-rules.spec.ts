import { describe, expect, it } from '@jest/globals';

import { RECUSAL_ORIGINS } from './inspection-recusal.entity.js';
import { faultsOfReceipt, mayAsk, mayDecide, PUBLIC_REASONS } from './recusal-rules.js';

const bounds = { drawnOn: '2026-03-01', today: '2026-03-20' };

describe('a recusal', () => {
  it('is declared by the inspector himself, and asked for by nobody but whoever plans otherwise', () => {
    for (const origin of RECUSAL_ORIGINS) {
      for (const plans of [false, true]) {
        for (const self of [false, true]) {
          expect([origin, plans, self, mayAsk(origin, { plans, self })]).toEqual([
            origin,
            plans,
            self,
            origin === 'inspector' ? self : plans,
          ]);
        }
      }
    }
  });

  it.each([
    ['target', null, 'required'],
    ['target', '2026-03-21', 'received_in_future'],
    ['target', '2026-02-28', 'received_before_draw'],
    ['inspector', '2026-03-10', 'of_another_origin'],
    ['supervisor', '2026-03-10', 'of_another_origin'],
  ] as const)('of the %s that came in on %s is refused: %s', (origin, day, code) => {
    expect(faultsOfReceipt(origin, day, bounds)).toMatchObject([{ pointer: '/receivedOn', code }]);
  });

  it.each([
    ['target', '2026-03-01'],
    ['target', '2026-03-20'],
    ['inspector', null],
    ['supervisor', null],
  ] as const)('of the %s that came in on %s is taken', (origin, day) => {
    expect(faultsOfReceipt(origin, day, bounds)).toEqual([]);
  });

  it('is decided by a second person: one who plans, and another one of the team only where nobody else does', () => {
    const every = [false, true];
    const all = every.flatMap((asked) =>
      every.flatMap((concerned) =>
        every.flatMap((plans) =>
          every.flatMap((sits) => every.map((plannerExists) => ({ asked, concerned, plans, sits, plannerExists }))),
        ),
      ),
    );
    for (const who of all) {
      if (who.asked || who.concerned) expect([who, mayDecide(who)]).toEqual([who, false]);
      else if (who.plans) expect([who, mayDecide(who)]).toEqual([who, true]);
      else expect([who, mayDecide(who)]).toEqual([who, who.sits && !who.plannerExists]);
    }
  });

  it('tells the public on whose word', () => {
    expect(new Set(RECUSAL_ORIGINS.map((origin) => PUBLIC_REASONS[origin].zh)).size).toBe(3);
  });
});
