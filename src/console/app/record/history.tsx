import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';

import { ask, type Schemas } from '../api/client.js';
import { Asking, Nothing, Trouble } from '../frame/states.js';
import { useAgencies } from '../registry/agencies.js';
import { useSpeech } from '../words/words.js';
import { same, type Values } from './differences.js';
import { shown, type Field } from './fields.js';
import { actionWord } from './history-actions.js';

/** Who changed what, and when: the newest first. */
export function History({ path, fields }: { readonly path: string; readonly fields: readonly Field[] }): ReactNode {
  const speech = useSpeech();
  const { t, moment } = speech;
  const agencies = useAgencies();
  const history = useQuery({
    queryKey: [path, 'history'],
    queryFn: ({ signal }) => ask<Schemas['ChangeResponse'][]>('GET', `${path}/history`, { signal }),
  });
  if (history.error !== null) return <Trouble error={history.error} retry={() => void history.refetch()} />;
  if (history.data === undefined) return <Asking />;
  if (history.data.length === 0) return <Nothing text={t('history.none')} />;
  const newest = [...history.data].sort((left, right) => right.at.localeCompare(left.at));
  return (
    <ol className="history">
      {newest.map((change) => {
        const before = (change.before ?? {}) as Values;
        const after = (change.after ?? {}) as Values;
        const differing = fields.filter(({ name }) => name in after && !same(before[name], after[name]));
        return (
          <li key={`${change.at} ${change.action} ${change.requestId ?? ''}`}>
            <strong>{actionWord(change.action, speech)}</strong> {change.by}
            <time className="quiet block" dateTime={change.at}>
              {moment(change.at)}
            </time>
            {typeof after.reason === 'string' && (
              <span className="block pre">{t('record.because', { reason: after.reason })}</span>
            )}
            {differing.length > 0 && (
              <dl className="facts">
                {differing.map((field) => (
                  <div key={field.name} className="contents">
                    <dt>{t(field.label)}</dt>
                    <dd>
                      {field.name in before && (
                        <>
                          <del>{shown(field, before[field.name], speech, agencies.nameOf)}</del>{' '}
                          <span aria-hidden="true">→</span>{' '}
                        </>
                      )}
                      {shown(field, after[field.name], speech, agencies.nameOf)}
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        );
      })}
    </ol>
  );
}
