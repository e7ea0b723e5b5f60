import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import Differences from '../checklist/differences.js';
import { STANDINGS, usePublication } from './publication.js';
import '../../words/registers-words.js';

/** What is public of a matter, where that is another thing than what stands here, and what was public before. */
export default function PublicationTab({ id }: { readonly id: number }): ReactNode {
  const { t } = useSpeech();
  const publication = usePublication(id);
  if (publication.error !== null) return <Trouble error={publication.error} retry={() => void publication.refetch()} />;
  if (publication.data === undefined) return <Asking />;
  const { agencyId, published, standing } = publication.data;
  return (
    <>
      <p>
        <strong>{t(STANDINGS[standing])}</strong>
      </p>
      <Differences publication={publication.data} />
      <p>
        <Link to={`/checklist?agencyId=${agencyId}`}>{t('checklist.toList')}</Link>
      </p>
      <h3>{t('checklist.versions')}</h3>
      {published === null ? <Nothing text={t('checklist.neverPublished')} /> : <Versions number={published.number} />}
    </>
  );
}

function Versions({ number }: { readonly number: string }): ReactNode {
  const { t, moment } = useSpeech();
  const path = `/api/v1/public/bulletins/checklist/${number}/versions`;
  const versions = useQuery({
    queryKey: ['publication', 'versions', number],
    queryFn: ({ signal }) => ask<Schemas['VersionResponse'][]>('GET', path, { signal }),
  });
  if (versions.error !== null) return <Trouble error={versions.error} retry={() => void versions.refetch()} />;
  if (versions.data === undefined) return <Asking />;
  return (
    <ol className="history">
      {versions.data.map(({ at, reason, version, correctedBy }) => (
        <li key={version}>
          <a
            href={
              correctedBy === null ? `/public/checklist/${number}` : `/public/checklist/${number}/versions/${version}`
            }
          >
            {t(correctedBy === null ? 'checklist.versionNow' : 'checklist.versionOf', { n: version })}
          </a>
          <time className="quiet block" dateTime={at}>
            {moment(at)}
          </time>
          {reason !== null && <span className="block pre">{t('record.because', { reason })}</span>}
        </li>
      ))}
    </ol>
  );
}
