import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';

import { everyRow } from '../../api/every-page.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { type RecordSpec } from '../../record/record-drawer.js';
import { type Agency } from '../../registry/agencies.js';
import { foundIn, treeOf, unfolded } from '../../registry/tree.js';
import { useSession } from '../../session/session.js';
import { useSpeech, type Key } from '../../words/words.js';
import './agencies.css';
import '../../words/office-words.js';
import '../../words/settings-words.js';

const RecordDrawer = lazy(() => import('../../record/record-drawer.js'));

const API = '/api/v1/agencies';
const LEVELS = {
  nation: 'levels.nation',
  province: 'levels.province',
  city: 'levels.city',
  county: 'levels.county',
  township: 'levels.township',
} as const satisfies Record<Agency['level'], Key>;

const RECORD: RecordSpec = {
  api: API,
  path: '/agencies',
  subject: 'agency',
  newTitle: 'agencies.new',
  name: ({ name }) => String(name),
  retireHelp: 'agencies.retireHelp',
  changed: [['agencies']],
  initial: { level: 'county', parentId: null },
  facts: [{ name: 'code', label: 'agencies.code', kind: 'text' }],
  fields: [
    { name: 'name', label: 'agencies.name', kind: 'text', required: true, max: 200 },
    { name: 'level', label: 'agencies.level', kind: 'choice', choices: LEVELS, required: true },
    {
      name: 'parentId',
      label: 'agencies.parent',
      kind: 'agency',
      help: 'agencies.parentHelp',
      empty: 'agencies.noParent',
    },
    { name: 'code', label: 'agencies.code', kind: 'text', max: 64, help: 'agencies.codeHelp', onlyNew: true },
    { name: 'regionCode', label: 'targets.regionCode', kind: 'text', max: 6, help: 'agencies.regionHelp' },
    {
      name: 'publicationDays',
      label: 'settings.publicationDays',
      kind: 'integer',
      max: 60,
      help: 'settings.publicationDaysHelp',
      empty: 'settings.inherited',
    },
    {
      name: 'closingDays',
      label: 'settings.closingDays',
      kind: 'integer',
      max: 60,
      help: 'settings.publicationDaysHelp',
      empty: 'settings.inherited',
    },
    {
      name: 'checkInMetres',
      label: 'settings.checkInMetres',
      kind: 'integer',
      min: 50,
      max: 100_000,
      help: 'settings.checkInMetresHelp',
      empty: 'settings.inherited',
    },
  ],
};

/** 单位: the part of the tree that one sees, and each agency behind its name. */
export default function AgenciesPage(): ReactNode {
  const { t, count } = useSpeech();
  const { person } = useSession();
  const go = useNavigate();
  const { search } = useLocation();
  const { '*': rest = '' } = useParams();
  const retired = new URLSearchParams(search).get('state') === 'retired';
  const mayKeep = person.role === 'admin';
  const agencies = useQuery({
    queryKey: ['agencies', retired ? 'retired' : 'active'],
    queryFn: ({ signal }) => everyRow<Agency>(API, { sort: 'code', state: retired ? 'retired' : 'active' }, signal),
  });
  const [words, setWords] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const tree = useMemo(() => treeOf(agencies.data ?? []), [agencies.data]);
  const shown = words.trim() === '' ? unfolded(tree, folded) : foundIn(tree, words);
  const fold = (id: number): void => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  };
  return (
    <Page
      title={t('agencies.title')}
      lead={agencies.data !== undefined && t('list.total', { n: count(agencies.data.length) })}
      actions={
        mayKeep && (
          <Button type="primary" onClick={() => void go({ pathname: '/agencies/new', search })}>
            {t('agencies.new')}
          </Button>
        )
      }
    >
      <div className="filters" role="search" aria-label={t('list.filters')}>
        <Input
          className="filter-search"
          placeholder={t('agencies.search')}
          aria-label={t('agencies.search')}
          value={words}
          maxLength={100}
          allowClear
          onChange={({ target }) => setWords(target.value)}
        />
        <Choice
          className="filter"
          label={t('record.retiredOnes')}
          value={retired ? 'retired' : 'active'}
          onChange={(state) => void go({ pathname: '/agencies', search: state === 'retired' ? '?state=retired' : '' })}
          options={[
            { value: 'active', label: t('agencies.inUse') },
            { value: 'retired', label: t('record.retiredOnly') },
          ]}
        />
      </div>
      {agencies.error !== null ? (
        <Trouble error={agencies.error} retry={() => void agencies.refetch()} />
      ) : agencies.data === undefined ? (
        <Asking />
      ) : shown.length === 0 ? (
        <div className="card">
          <Nothing text={t(words === '' && !retired ? 'agencies.empty' : 'list.noneSo')} />
        </div>
      ) : (
        <div className="table-frame">
          <table className="table" role="table">
            <thead role="rowgroup">
              <tr role="row">
                {(['agencies.name', 'agencies.level', 'agencies.code', 'targets.regionCode'] as const).map((key) => (
                  <th key={key} scope="col" role="columnheader">
                    {t(key)}
                  </th>
                ))}
                <th scope="col" role="columnheader" className="number">
                  {t('agencies.below')}
                </th>
                <th scope="col" role="columnheader">
                  {t('settings.title')}
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {shown.map(({ item, depth, below }) => (
                <tr key={item.id} role="row">
                  <td role="cell" data-label={t('agencies.name')}>
                    <span className={`branch branch-${Math.min(depth, 6)}`}>
                      {below > 0 && words.trim() === '' ? (
                        <button
                          type="button"
                          className="fold"
                          aria-expanded={!folded.has(item.id)}
                          aria-label={t('agencies.fold', { name: item.name })}
                          onClick={() => fold(item.id)}
                        >
                          <span aria-hidden="true">{folded.has(item.id) ? '▸' : '▾'}</span>
                        </button>
                      ) : (
                        <span className="fold" aria-hidden="true" />
                      )}
                      <Link to={{ pathname: `/agencies/${item.id}`, search }}>{item.name}</Link>
                    </span>
                  </td>
                  <td role="cell" data-label={t('agencies.level')}>
                    {t(LEVELS[item.level])}
                  </td>
                  <td role="cell" data-label={t('agencies.code')}>
                    <span className="code">{item.code}</span>
                  </td>
                  <td role="cell" data-label={t('targets.regionCode')}>
                    <span className="code">{item.regionCode ?? t('common.none')}</span>
                  </td>
                  <td role="cell" data-label={t('agencies.below')} className="number">
                    {count(below)}
                  </td>
                  <td role="cell" data-label={t('settings.title')}>
                    {item.retiredAt === null && (
                      <Link
                        to={`/settings?agencyId=${item.id}`}
                        aria-label={t('agencies.settingsOf', { name: item.name })}
                      >
                        {t('settings.title')}
                      </Link>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Suspense fallback={null}>{rest !== '' && <RecordDrawer key={rest} spec={RECORD} mayKeep={mayKeep} />}</Suspense>
    </Page>
  );
}
