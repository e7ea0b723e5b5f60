import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { Pager } from '../../list/pager.js';
import { useSpeech } from '../../words/words.js';
import { pathOf } from './link.js';

type Notice = Schemas['NoticeResponse'];

const SIZE = 20;

/** What the person was told: what is not read first. */
export default function NoticesPage(): ReactNode {
  const { t } = useSpeech();
  const [address, setAddress] = useSearchParams();
  const queries = useQueryClient();
  const page = Math.max(1, Number(address.get('page') ?? '1') || 1);
  const notices = useQuery({
    queryKey: ['notices', 'list', page],
    queryFn: ({ signal }) =>
      ask<{ items: Notice[]; total: number }>('GET', '/api/v1/me/notices', { query: { page, pageSize: SIZE }, signal }),
  });
  const read = useMutation({
    mutationFn: (id: number) => ask<Notice>('POST', `/api/v1/me/notices/${id}/read`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  });
  return (
    <Page title={t('notices.title')} actions={<Link to="/account">{t('notices.choices')}</Link>}>
      {notices.error !== null ? (
        <Trouble error={notices.error} retry={() => void notices.refetch()} />
      ) : notices.data === undefined ? (
        <Asking />
      ) : notices.data.total === 0 ? (
        <div className="card">
          <Nothing text={t('notices.none')} />
        </div>
      ) : (
        <>
          <ul className="notices">
            {notices.data.items.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} read={() => read.mutate(notice.id)} />
            ))}
          </ul>
          <div className="pages">
            <Pager
              page={page}
              size={SIZE}
              total={notices.data.total}
              go={(next) => setAddress(next === 1 ? {} : { page: String(next) })}
            />
          </div>
        </>
      )}
    </Page>
  );
}

function NoticeRow({ notice, read }: { readonly notice: Notice; readonly read: () => void }): ReactNode {
  const { t, said, moment } = useSpeech();
  const path = pathOf(notice.link);
  const body = said(notice.body);
  return (
    <li className={notice.readAt === null ? 'notice unread' : 'notice'}>
      <h2>
        {notice.readAt === null && <span className="sr">{t('notices.unread')}</span>}
        {path === undefined ? (
          said(notice.title)
        ) : (
          <Link to={path} onClick={read}>
            {said(notice.title)}
          </Link>
        )}
      </h2>
      {body !== '' && <p className="pre">{body}</p>}
      <p className="quiet">
        <time dateTime={notice.at}>{moment(notice.at)}</time>
        {notice.readAt === null && (
          <Button type="link" size="small" onClick={read}>
            {t('notices.markRead')}
          </Button>
        )}
      </p>
    </li>
  );
}
