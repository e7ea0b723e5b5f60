import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, NavLink, useLocation, useNavigate, useParams } from 'react-router';

import { ask } from '../../api/client.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { ShortCode } from '../../frame/short-code.js';
import { Asking, NoSuchPage, Nothing, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { KINDS, type Entries } from './kinds.js';
import { readLogAddress, writeLogAddress, type LogAddress } from './log-address.js';
import '../../checking/checking.css';
import './log.css';
import '../../words/audit-words.js';

const Heads = lazy(() => import('./heads.js'));
const Entry = lazy(() => import('./entry.js'));

/** The public log as an auditor reads it: entries, one of them opened, its heads held against one another. */
export default function LogPage(): ReactNode {
  const { '*': rest = '' } = useParams();
  const { t } = useSpeech();
  const entry = /^(0|[1-9]\d{0,8})$/.test(rest) ? Number(rest) : undefined;
  if (rest !== '' && rest !== 'heads' && entry === undefined) return <NoSuchPage />;
  return (
    <Page
      title={entry === undefined ? t('log.title') : t('log.entry', { index: entry })}
      lead={t('log.lead')}
      actions={
        <nav className="log-tabs" aria-label={t('log.title')}>
          <NavLink to="/log" end>
            {t('log.entries')}
          </NavLink>
          <NavLink to="/log/heads">{t('log.heads')}</NavLink>
        </nav>
      }
    >
      <Suspense fallback={<Asking />}>
        {rest === 'heads' ? <Heads /> : entry === undefined ? <List /> : <Entry key={entry} index={entry} />}
      </Suspense>
    </Page>
  );
}

function List(): ReactNode {
  const { t, moment } = useSpeech();
  const go = useNavigate();
  const { search } = useLocation();
  const address = readLogAddress(new URLSearchParams(search), Object.keys(KINDS));
  const move = (change: Partial<LogAddress>): void => {
    // whoever narrows the list begins at its first page
    void go({ pathname: '/log', search: String(writeLogAddress({ ...address, from: undefined, ...change })) });
  };
  const [typed, setTyped] = useState(address.draw);
  const [asked, setAsked] = useState(address.draw);
  if (asked !== address.draw) {
    setAsked(address.draw);
    setTyped(address.draw);
  }
  const query = { ...address, newest: !address.oldest, oldest: undefined, limit: 50 };
  const entries = useQuery({
    queryKey: ['log', 'entries', query],
    queryFn: ({ signal }) => ask<Entries>('GET', '/api/v1/log/entries', { query, signal }),
  });
  return (
    <>
      <div className="filters" role="search" aria-label={t('list.filters')}>
        <Input.Search
          className="filter-search"
          placeholder={t('log.draw')}
          aria-label={t('log.draw')}
          value={typed}
          maxLength={64}
          allowClear
          onChange={({ target }) => setTyped(target.value)}
          onSearch={(draw) => move({ draw: draw.trim() })}
        />
        <Choice
          className="filter"
          label={t('log.kind')}
          empty={t('log.kind')}
          value={address.kind === '' ? null : address.kind}
          onChange={(kind) => move({ kind: kind ?? '' })}
          options={Object.entries(KINDS).map(([value, key]) => ({ value, label: t(key) }))}
        />
        <Choice
          className="filter"
          label={t('log.order')}
          value={address.oldest ? 'oldest' : 'newest'}
          onChange={(order) => move({ oldest: order === 'oldest' })}
          options={[
            { value: 'newest', label: t('log.newest') },
            { value: 'oldest', label: t('log.oldest') },
          ]}
        />
      </div>
      {entries.error !== null ? (
        <Trouble error={entries.error} retry={() => void entries.refetch()} />
      ) : entries.data === undefined ? (
        <Asking />
      ) : entries.data.items.length === 0 ? (
        <div className="card">
          <Nothing text={t('list.noneSo')}>
            <Button onClick={() => move({ draw: '', kind: '' })}>{t('list.clear')}</Button>
          </Nothing>
        </div>
      ) : (
        <>
          <p className="quiet">{t('log.size', { n: entries.data.size })}</p>
          <div className="table-frame">
            <table className="table" role="table">
              <thead role="rowgroup">
                <tr role="row">
                  {(['index', 'kind', 'about', 'at', 'hash'] as const).map((name) => (
                    <th key={name} scope="col" role="columnheader">
                      {t(`logColumns.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody role="rowgroup">
                {entries.data.items.map(({ entry, index, leafHash }) => {
                  const { at, draw, kind } = entry as {
                    readonly at: string;
                    readonly draw?: string;
                    readonly kind: keyof typeof KINDS;
                  };
                  return (
                    <tr key={index} role="row">
                      <td role="cell" data-label={t('logColumns.index')}>
                        <Link to={{ pathname: `/log/${index}`, search }}>{index}</Link>
                      </td>
                      <td role="cell" data-label={t('logColumns.kind')}>
                        {t(KINDS[kind])}
                      </td>
                      <td role="cell" data-label={t('logColumns.about')} className="code">
                        {draw ?? t('common.none')}
                      </td>
                      <td role="cell" data-label={t('logColumns.at')}>
                        <time dateTime={at}>{moment(at, true)}</time>
                      </td>
                      <td role="cell" data-label={t('logColumns.hash')}>
                        <ShortCode hash={leafHash} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <div className="pages">
            {address.from !== undefined && <Button onClick={() => move({})}>{t('log.first')}</Button>}
            {entries.data.next !== null && (
              <Button onClick={() => move({ from: entries.data.next ?? undefined })}>{t('log.next')}</Button>
            )}
          </div>
        </>
      )}
    </>
  );
}
