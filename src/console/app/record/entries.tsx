import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';

import { ask } from '../api/client.js';
import { Asking, Nothing, Trouble, TroubleText } from '../frame/states.js';
import { useSpeech, type Key, type Speech } from '../words/words.js';
import { type Values } from './differences.js';
import { type Field } from './fields.js';
import '../words/many-words.js';

const ActionDialog = lazy(() => import('./action-dialog.js'));

/** What hangs on a record and is entered and ended one by one: somebody's leave, interests, recusals. */
export interface EntriesSpec<Row> {
  readonly means: Key;
  readonly none: Key;
  readonly add: Key;
  readonly fields: readonly Field[];
  readonly show: (row: Row, speech: Speech) => ReactNode;
  /** Whether it holds no longer. */
  readonly ended?: (row: Row) => boolean;
  readonly end: {
    readonly label: Key;
    readonly sure: Key;
    readonly send: (path: string, row: Row) => Promise<unknown>;
  };
}

export function Entries<Row extends { readonly id: number }>({
  path,
  spec,
  mayKeep,
}: {
  readonly path: string;
  readonly spec: EntriesSpec<Row>;
  readonly mayKeep: boolean;
}): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [error, setError] = useState<unknown>();
  const entries = useQuery({ queryKey: [path], queryFn: ({ signal }) => ask<Row[]>('GET', path, { signal }) });
  const refresh = (): Promise<unknown> => queries.invalidateQueries({ queryKey: [path] });
  const end = (row: Row): void => {
    if (!window.confirm(t(spec.end.sure))) return;
    setError(undefined);
    spec.end.send(path, row).then(refresh).catch(setError);
  };
  return (
    <>
      <p>{t(spec.means)}</p>
      {mayKeep && <Button onClick={() => setAdding(true)}>{t(spec.add)}</Button>}
      {error !== undefined && (
        <p role="alert" className="warn">
          <TroubleText error={error} />
        </p>
      )}
      {entries.error !== null ? (
        <Trouble error={entries.error} retry={() => void entries.refetch()} />
      ) : entries.data === undefined ? (
        <Asking />
      ) : entries.data.length === 0 ? (
        <Nothing text={t(spec.none)} />
      ) : (
        <ul className="batches gap">
          {entries.data.map((row) => (
            <li key={row.id} className="batch-head">
              <span>{spec.show(row, speech)}</span>
              {spec.ended?.(row) === true ? (
                <span className="quiet">{t('entries.ended')}</span>
              ) : (
                mayKeep && <Button onClick={() => end(row)}>{t(spec.end.label)}</Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(spec.add)}
            fields={spec.fields}
            initial={NOTHING}
            submit={t('common.save')}
            close={() => setAdding(false)}
            run={async (values) => {
              await ask('POST', path, {
                body: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
              });
              setAdding(false);
              await refresh();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

const NOTHING: Values = {};
