import { describe, expect, it } from '@jest/globals';

import { INSPECTION_STATES, type InspectionState } from '../life/life-cycle.js';
import { DOCUMENT_KINDS } from './document-kinds.js';
import { whyNotNow } from './document-rules.js';

const when = (
  kind: (typeof DOCUMENT_KINDS)[number],
  more: { approved?: boolean; problem?: boolean } = {},
): InspectionState[] =>
  INSPECTION_STATES.filter((state) => whyNotNow(kind, { state, approved: true, problem: true, ...more }) === undefined);

describe('when a document may be issued', () => {
  it('follows the life of the inspection', () => {
    expect(when('approval')).toEqual([
      'accepted',
      'approved',
      'notified',
      'visited',
      'reported',
      'reviewed',
      'published',
      'closed',
    ]);
    expect(when('notice')).toEqual(['issued', 'accepted', 'approved', 'notified']);
    expect(when('record')).toEqual(['issued', 'accepted', 'approved', 'notified', 'visited', 'reported']);
    expect(when('rectify-order')).toEqual(['reported', 'reviewed', 'published', 'closed']);
    expect(when('publication')).toEqual(['reviewed', 'published', 'closed']);
  });

  it('takes an approval for a notice, and a problem for an order', () => {
    expect(when('notice', { approved: false })).toEqual([]);
    expect(when('record', { approved: false })).toEqual(['visited', 'reported']);
    expect(when('rectify-order', { problem: false })).toEqual([]);
  });

  it('is never of one that is void, nor while its result is withdrawn, and says which of the two', () => {
    for (const kind of DOCUMENT_KINDS) {
      for (const state of ['voided', 'withdrawn'] as const) expect(when(kind)).not.toContain(state);
      expect(whyNotNow(kind, { state: 'withdrawn', approved: true, problem: true })?.zh).toContain('撤回公示');
    }
  });
});
