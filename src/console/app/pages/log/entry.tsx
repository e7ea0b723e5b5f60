import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

import { ask } from '../../api/client.js';
import { Asking, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { askLog, useHead, type ShownHead } from './ask-log.js';
import { checkpointIn, isSigned, proveEntry } from './judge.js';
import { KINDS, type Entries } from './kinds.js';

type Shown = Entries['items'][number];

/** One entry: its bytes, and whether it stands in the log that is signed; both computed here. */
export default function Entry({ index }: { readonly index: number }): ReactNode {
  const { t } = useSpeech();
  const { search } = useLocation();
  const head = useHead();
  const entry = useQuery({
    queryKey: ['log', 'entry', index],
    queryFn: ({ signal }) => ask<Shown>('GET', `/api/v1/log/entries/${index}`, { signal }),
  });
  const failed = entry.error ?? head.error;
  return (
    <>
      <p>
        <Link to={{ pathname: '/log', search }}>← {t('log.back')}</Link>
      </p>
      {failed !== null ? (
        <Trouble error={failed} retry={() => void Promise.all([entry.refetch(), head.refetch()])} />
      ) : entry.data === undefined || head.data === undefined ? (
        <Asking />
      ) : (
        <Proven shown={entry.data} head={head.data} />
      )}
    </>
  );
}

function Proven({ shown: { entry, index }, head }: { readonly shown: Shown; readonly head: ShownHead }): ReactNode {
  const { t, said, moment } = useSpeech();
  const checkpoint = checkpointIn(head.note);
  const size = checkpoint?.size ?? 0;
  const path = useQuery({
    queryKey: ['log', 'inclusion', index, size],
    queryFn: async () =>
      (JSON.parse(await askLog(`proofs/inclusion?index=${index}&size=${size}`)) as { path: string[] }).path,
    enabled: checkpoint !== undefined && index < size,
    staleTime: Infinity,
  });
  if (path.error !== null) return <Trouble error={path.error} retry={() => void path.refetch()} />;
  if (checkpoint === undefined) return <p className="warn">{t('log.noHead')}</p>;
  if (path.data === undefined) return <Asking />;
  const proven = proveEntry(entry, index, checkpoint, path.data);
  const signed = isSigned(checkpoint, head.keys);
  const holds = proven.holds && signed;
  const told = entry as {
    readonly at: string;
    readonly kind: keyof typeof KINDS;
    readonly draw?: string;
    readonly reason?: { readonly zh: string; readonly en: string };
    readonly by?: readonly string[];
  };
  return (
    <section className="card">
      <div
        className={`verdict verdict-${holds ? 'holds' : 'fails'}`}
        role="status"
        data-verdict={holds ? 'holds' : 'fails'}
      >
        <strong className={holds ? 'seal' : undefined}>
          <span aria-hidden="true">{holds ? '✓' : '✗'}</span> {t(holds ? 'log.stands' : 'log.standsNot')}
        </strong>
        <p>
          {t(proven.holds ? 'log.pathLeads' : 'log.pathLeadsNot', { index, size })}{' '}
          {t(signed ? 'log.signed' : 'log.signedNot')}
        </p>
      </div>
      <dl className="facts">
        <dt>{t('logColumns.kind')}</dt>
        <dd>{t(KINDS[told.kind])}</dd>
        <dt>{t('logColumns.at')}</dt>
        <dd>{moment(told.at, true)}</dd>
        {told.draw !== undefined && (
          <>
            <dt>{t('logColumns.about')}</dt>
            <dd>
              <Link to={`/log?draw=${encodeURIComponent(told.draw)}`} className="code">
                {told.draw}
              </Link>
            </dd>
          </>
        )}
        {told.reason !== undefined && (
          <>
            <dt>{t('record.reason')}</dt>
            <dd className="pre">{said(told.reason)}</dd>
          </>
        )}
        {told.by !== undefined && (
          <>
            <dt>{t('log.by')}</dt>
            <dd>{told.by.join(t('common.comma'))}</dd>
          </>
        )}
      </dl>
      <h3>{t('log.bytes')}</h3>
      <pre className="bytes" tabIndex={0}>
        {proven.bytes}
      </pre>
      <details>
        <summary>{t('log.how')}</summary>
        <p>{t('log.howWords')}</p>
        <dl className="facts working">
          <dt>{t('log.leaf')}</dt>
          <dd>{proven.leaf}</dd>
          {proven.path.map((hash, at) => (
            <div key={hash} className="contents">
              <dt>{t('log.sibling', { n: at + 1 })}</dt>
              <dd>{hash}</dd>
            </div>
          ))}
          <dt>{t('log.root', { size })}</dt>
          <dd>{checkpoint.root}</dd>
        </dl>
        <pre className="bytes" tabIndex={0}>
          {head.note}
        </pre>
      </details>
    </section>
  );
}
