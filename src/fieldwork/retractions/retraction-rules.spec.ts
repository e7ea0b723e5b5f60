import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { INSPECTION_STATES, isBeforeVisit, isPublic } from '../life/life-cycle.js';
import { mayAskBack, mayDecideBack, retractable } from './retraction-rules.js';

describe('what is taken back', () => {
  it('is a visit that was recorded and whose result is not public, or a result that is', () => {
    for (const state of INSPECTION_STATES) {
      expect([state, retractable('publication', state)]).toEqual([state, isPublic(state)]);
      const visited = !isBeforeVisit(state) && state !== 'voided';
      expect([state, retractable('visit', state)]).toEqual([state, visited && !isPublic(state)]);
    }
  });

  it('is asked for by whoever plans, a visit by whoever sits in its team as well', () => {
    for (const plans of [true, false])
      for (const sits of [true, false]) {
        expect(mayAskBack('publication', { plans, sits })).toBe(plans);
        expect(mayAskBack('visit', { plans, sits })).toBe(plans || sits);
      }
  });

  it('is decided by another one, who was not there if there is such a one, and never by a stranger', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), (asked, plans, sits, outsiderExists) => {
        const may = mayDecideBack({ asked, plans, sits, outsiderExists });
        if (asked || (!plans && !sits)) expect(may).toBe(false);
        else if (plans && !sits) expect(may).toBe(true);
        else expect(may).toBe(!outsiderExists);
      }),
    );
  });
});
