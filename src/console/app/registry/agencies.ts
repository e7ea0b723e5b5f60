import { useQuery } from '@tanstack/react-query';

import { api, take, type Schemas } from '../api/client.js';

export type Agency = Schemas['AgencyResponse'];

const MOST = 200;

export interface Agencies {
  /** Those that the person sees, by name; undefined while they are asked for. */
  readonly all: readonly Agency[] | undefined;
  readonly nameOf: (id: number) => string;
}

/** The part of the tree that the person sees. */
export function useAgencies(): Agencies {
  const { data } = useQuery({
    queryKey: ['agencies', 'all'],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/agencies', { params: { query: { pageSize: MOST, sort: 'code' } }, signal })),
    staleTime: 300_000,
  });
  return { all: data?.items, nameOf: (id) => data?.items.find((one) => one.id === id)?.name ?? `#${id}` };
}
