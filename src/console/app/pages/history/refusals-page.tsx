import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { type Schemas } from '../../api/client.js';
import { ListPage } from '../../list/list-page.js';
import { type ListSpec } from '../../list/list-spec.js';
import { useAgencies } from '../../registry/agencies.js';
import { useSpeech } from '../../words/words.js';
import './history.css';
import '../../words/history-words.js';

type Refusal = Schemas['RefusalResponse'];

const KINDS = {
  outside: 'refusalKinds.outside',
  role: 'refusalKinds.role',
  rule: 'refusalKinds.rule',
} as const;

/** Whose part of the tree. */
function Place({ id }: { readonly id: number | null }): ReactNode {
  const { t } = useSpeech();
  const { nameOf } = useAgencies();
  return id === null ? t('refusals.wholeTree') : nameOf(id);
}

const LIST: ListSpec<Refusal> = {
  title: 'refusals.title',
  api: '/api/v1/refusals',
  path: '/refusals',
  order: '-lastAt',
  empty: 'refusals.empty',
  search: 'trail.search',
  filters: [
    { name: 'kind', label: 'refusals.kind', choices: KINDS },
    { name: 'agencyId', label: 'common.agency', agency: true },
    { name: 'from', label: 'trail.from', day: true },
    { name: 'until', label: 'trail.until', day: true },
  ],
  // what the same person did change
  href: ({ by }) => `/history?search=${encodeURIComponent(by)}`,
  columns: [
    { name: 'by', title: 'refusals.who', sort: 'by', show: ({ by }) => by },
    {
      name: 'role',
      title: 'common.agency',
      show: ({ agencyId, role }, { t }) => (
        <span>
          <Place id={agencyId} />
          <span className="quiet block">{t(`roles.${role}`)}</span>
        </span>
      ),
    },
    {
      name: 'what',
      title: 'refusals.what',
      show: ({ code, method, path, sought }, { t }) =>
        code === 'many' ? (
          t('refusals.many')
        ) : (
          <span>
            <span className="code break">
              {method} {path}
            </span>
            {sought !== null && <span className="block">{t('refusals.reached', { what: sought })}</span>}
          </span>
        ),
    },
    {
      name: 'kind',
      title: 'refusals.kind',
      show: ({ code, kind }, { t }) => (
        <span>
          {t(KINDS[kind])}
          <span className="code quiet block break">{code}</span>
        </span>
      ),
    },
    { name: 'address', title: 'refusals.address', show: ({ address }) => <span className="code">{address}</span> },
    {
      name: 'times',
      title: 'refusals.times',
      sort: 'times',
      number: true,
      show: ({ times }, { count }) => count(times),
    },
    { name: 'last', title: 'refusals.last', sort: 'lastAt', show: ({ lastAt }, { moment }) => moment(lastAt, true) },
  ],
};

/** 被拒绝的尝试: who wanted to see or do what was not his. */
export default function RefusalsPage(): ReactNode {
  const { t } = useSpeech();
  return (
    <ListPage
      spec={LIST}
      actions={<Link to="/history">{t('trail.title')}</Link>}
      views={<p className="quiet">{t('refusals.lead')}</p>}
    />
  );
}
