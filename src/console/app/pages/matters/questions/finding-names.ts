import { useQuery } from '@tanstack/react-query';

import { ask, type Schemas } from '../../../api/client.js';
import { useSpeech } from '../../../words/words.js';

type Codes = Schemas['FindingCodesResponse'];

/** The standard findings in the language that is shown, by their codes. */
export function useFindingNames(): ReadonlyMap<string, string> {
  const { said } = useSpeech();
  const { data } = useQuery({
    queryKey: ['finding-codes'],
    queryFn: ({ signal }) => ask<Codes>('GET', '/api/v1/finding-codes', { signal }),
    staleTime: Infinity,
  });
  return new Map((data?.findings ?? []).map(({ code, name }) => [code, said(name)]));
}
