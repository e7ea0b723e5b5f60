import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { type Schemas } from '../api/client.js';
import { everyRow } from '../api/every-page.js';

export type Agency = Schemas['AgencyResponse'];

export interface Agencies {
  /** Those in use that the person sees, by code; undefined while they are asked for. */
  readonly all: readonly Agency[] | undefined;
  readonly nameOf: (id: number) => string;
}

/** The part of the tree that the person sees. */
export function useAgencies(): Agencies {
  const { data } = useQuery({
    queryKey: ['agencies', 'all'],
    queryFn: ({ signal }) => everyRow<Agency>('/api/v1/agencies', { sort: 'code' }, signal),
    staleTime: 300_000,
  });
  return useMemo(() => {
    const names = new Map(data?.map(({ id, name }) => [id, name]));
    return { all: data, nameOf: (id) => names.get(id) ?? `#${id}` };
  }, [data]);
}
