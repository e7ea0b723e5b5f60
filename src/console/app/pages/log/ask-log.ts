import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { fetchOwn } from '../../api/client.js';
import { asProblem, ProblemError } from '../../api/problem.js';
import { type SeenKey } from '../../../../protocol/log/log-witness.js';
import { type AskLog } from './judge.js';

/** As it came: what is signed is the text. @throws as `take` */
export const askLog: AskLog = async (path) => {
  const response = await fetchOwn(`/api/v1/log/${path}`);
  const text = await response.text();
  if (response.ok) return text;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  throw new ProblemError(asProblem(body, response.status));
};

export interface ShownHead {
  readonly note: string;
  readonly keys: readonly SeenKey[];
}

/** The newest signed head, and every key that the log has published. */
export function useHead(): UseQueryResult<ShownHead> {
  return useQuery({
    queryKey: ['log', 'head'],
    queryFn: async () => {
      const [note, keys] = await Promise.all([askLog('checkpoint'), askLog('keys')]);
      return { note, keys: (JSON.parse(keys) as { keys: SeenKey[] }).keys };
    },
  });
}
