import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

import { ask } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, TroubleText } from '../../frame/states.js';
import { Views } from '../../frame/views.js';
import { changed, readAddress, writeAddress, type ListAddress } from '../../list/list-address.js';
import { Filters, ListPage, type Chosen } from '../../list/list-page.js';
import { useSession } from '../../session/session.js';
import { useSpeech, type Key } from '../../words/words.js';
import { LIST, type Inspection } from './inspection-list.js';
import { AT_ONCE, type AtOnce } from './steps.js';

const Board = lazy(() => import('./board.js'));
const MonthView = lazy(() => import('./month-view.js'));

const VIEWS = {
  table: 'inspections.table',
  board: 'inspections.board',
  calendar: 'inspections.calendar',
} as const satisfies Record<string, Key>;
type View = keyof typeof VIEWS;

const NAMES = LIST.filters.map(({ name }) => name);

/** One list in three views: as a table, as a board by what each needs next, and as a calendar. */
export default function InspectionsPage(): ReactNode {
  const { t } = useSpeech();
  const [params] = useSearchParams();
  const view = (Object.keys(VIEWS) as View[]).find((one) => one === params.get('view')) ?? 'table';
  const views = (
    <Views
      label={t('inspections.views')}
      views={Object.entries(VIEWS).map(([name, label]) => ({ name, label: t(label) }))}
      current={view}
      first="table"
    />
  );
  return view === 'table' ? <Table views={views} /> : <Seen view={view} views={views} />;
}

/** By the same filters as the table, and what the view itself keeps in the address. */
function Seen({ view, views }: { readonly view: 'board' | 'calendar'; readonly views: ReactNode }): ReactNode {
  const { t } = useSpeech();
  const go = useNavigate();
  const { search } = useLocation();
  const params = new URLSearchParams(search);
  const address = readAddress(params, NAMES);
  const move = (change: Partial<ListAddress>): void => {
    const next = writeAddress(changed(address, change));
    next.set('view', view);
    const month = params.get('month');
    if (month !== null) next.set('month', month);
    void go({ pathname: LIST.path, search: String(next) });
  };
  // a board has a column for each state, and a month has its days
  const left = view === 'board' ? ['state'] : ['from', 'until'];
  const spec = { ...LIST, filters: LIST.filters.filter(({ name }) => !left.includes(name)) };
  const query = {
    ...Object.fromEntries(Object.entries(address.filters).filter(([name]) => !left.includes(name))),
    ...(address.search === '' ? {} : { search: address.search }),
  };
  return (
    <Page title={t(LIST.title)}>
      {views}
      <Filters spec={spec} address={address} move={move} />
      <Suspense fallback={<Asking />}>
        {view === 'board' ? <Board query={query} /> : <MonthView query={query} />}
      </Suspense>
    </Page>
  );
}

function Table({ views }: { readonly views: ReactNode }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const queries = useQueryClient();
  const [busy, setBusy] = useState<AtOnce>();
  const [error, setError] = useState<unknown>();

  async function take(step: AtOnce, chosen: readonly Inspection[], done: () => void): Promise<void> {
    setBusy(step);
    setError(undefined);
    try {
      await ask('POST', '/api/v1/inspections/steps', { body: { step, ids: chosen.map(({ id }) => id) } });
      done();
      await queries.invalidateQueries({ queryKey: [LIST.api] });
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(undefined);
    }
  }

  const choice: Chosen<Inspection> = {
    label: ({ target }) => target.name,
    actions: (chosen, done) => (
      <>
        {AT_ONCE.filter(({ from }) => chosen.every(({ state }) => state === from)).map(({ step }) => (
          <Button key={step} type="primary" loading={busy === step} onClick={() => void take(step, chosen, done)}>
            {t(`steps.${step}`)}
          </Button>
        ))}
        {AT_ONCE.every(({ from }) => chosen.some(({ state }) => state !== from)) && (
          <span className="quiet">{t('inspections.notTogether')}</span>
        )}
        {error !== undefined && (
          <span role="alert" className="warn">
            <TroubleText error={error} />
          </span>
        )}
      </>
    ),
  };
  // an auditor looks on
  return <ListPage spec={LIST} views={views} {...(person.role === 'auditor' ? {} : { choice })} />;
}
