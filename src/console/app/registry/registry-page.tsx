import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';

import { download } from '../api/download.js';
import { TroubleText } from '../frame/states.js';
import { ListPage } from '../list/list-page.js';
import { type ListSpec } from '../list/list-spec.js';
import { useMayKeep } from '../session/may-keep.js';
import { type RecordSpec } from '../record/record-drawer.js';
import { useSpeech } from '../words/words.js';
import '../words/many-words.js';

// what is opened over a list is fetched when it is
const RecordDrawer = lazy(() => import('../record/record-drawer.js'));
const BulkEdit = lazy(() => import('./bulk-edit.js'));
const ImportSheet = lazy(() => import('../sheets/import-sheet.js'));

/** One of the lists that are kept by hand and by spreadsheet: 一单两库. */
export function RegistryPage<Row extends { readonly id: number }>({
  list,
  record,
  bulk,
}: {
  readonly list: ListSpec<Row>;
  readonly record: RecordSpec;
  /** The fields that may be changed in many at once. */
  readonly bulk: readonly string[];
}): ReactNode {
  const { t } = useSpeech();
  const go = useNavigate();
  const { search } = useLocation();
  const { '*': rest = '' } = useParams();
  const mayKeep = useMayKeep();
  const [error, setError] = useState<unknown>();
  const agency = new URLSearchParams(search).get('agencyId');
  const fetchFile = (format: 'xlsx' | 'csv'): void => {
    setError(undefined);
    const of = agency === null ? '' : `&agencyId=${encodeURIComponent(agency)}`;
    void download(`${list.api}/exports?format=${format}${of}`).catch(setError);
  };
  return (
    <ListPage
      spec={list}
      actions={
        <>
          {mayKeep && (
            <Button type="primary" onClick={() => void go({ pathname: `${list.path}/new`, search })}>
              {t(record.newTitle)}
            </Button>
          )}
          {mayKeep && (
            <Button onClick={() => void go({ pathname: `${list.path}/import`, search })}>{t('import.title')}</Button>
          )}
          {mayKeep && (
            <Button onClick={() => void go({ pathname: `${list.path}/bulk`, search })}>{t('bulk.title')}</Button>
          )}
          <Button onClick={() => fetchFile('xlsx')}>{t('export.xlsx')}</Button>
          <Button onClick={() => fetchFile('csv')}>{t('export.csv')}</Button>
          <Button onClick={() => window.print()}>{t('export.print')}</Button>
          {error !== undefined && (
            <span role="alert" className="warn">
              <TroubleText error={error} />
            </span>
          )}
        </>
      }
    >
      <Suspense fallback={null}>
        {rest === 'import' && mayKeep ? (
          <ImportSheet api={list.api} path={list.path} />
        ) : rest === 'bulk' && mayKeep ? (
          <BulkEdit list={list} record={record} names={bulk} />
        ) : (
          rest !== '' && <RecordDrawer key={rest} spec={record} mayKeep={mayKeep} />
        )}
      </Suspense>
    </ListPage>
  );
}
