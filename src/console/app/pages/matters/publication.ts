import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { ask, type Schemas } from '../../api/client.js';
import { type Key } from '../../words/words.js';

export type Publication = Schemas['MatterPublicationResponse'];

export const STANDINGS = {
  differing: 'checklist.standings.differing',
  unpublished: 'checklist.standings.unpublished',
  same: 'checklist.standings.same',
  'without-basis': 'checklist.standings.without-basis',
  retired: 'checklist.standings.retired',
} as const satisfies Record<Publication['standing'], Key>;

/** What is public of a matter, beside what its list says now. */
export const usePublication = (id: number): UseQueryResult<Publication> =>
  useQuery({
    queryKey: ['publication', 'matter', id],
    queryFn: ({ signal }) => ask<Publication>('GET', `/api/v1/matters/${id}/publication`, { signal }),
  });
