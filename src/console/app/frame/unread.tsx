import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';

import { api, take } from '../api/client.js';
import { useSpeech } from '../words/words.js';

/** How many notices have not been read. */
export function Unread(): ReactNode {
  const { t, count } = useSpeech();
  const { data } = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/me/notices', { params: { query: { unread: true, pageSize: 1 } }, signal })),
    refetchInterval: 120_000,
  });
  if (data === undefined || data.total === 0) return null;
  return (
    <span className="badge" aria-label={t('notices.unreadCount', { n: data.total })}>
      {data.total > 99 ? '99+' : count(data.total)}
    </span>
  );
}
