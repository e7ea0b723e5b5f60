import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { ListPage } from '../../list/list-page.js';
import { type ListSpec } from '../../list/list-spec.js';
import { useMayKeep } from '../../session/may-keep.js';
import { useSession } from '../../session/session.js';
import { yearNow } from '../../words/dates.js';
import { useSpeech } from '../../words/words.js';
import { PLAN_STATES } from './plan-states.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

type Plan = Schemas['PlanResponse'];

const LIST: ListSpec<Plan> = {
  title: 'plans.title',
  api: '/api/v1/plans',
  path: '/plans',
  order: '-year',
  empty: 'plans.empty',
  filters: [
    { name: 'agencyId', label: 'common.agency', agency: true },
    { name: 'state', label: 'plans.state', choices: PLAN_STATES },
  ],
  columns: [
    { name: 'title', title: 'plans.name', sort: 'title', show: ({ title }) => title },
    { name: 'year', title: 'plans.year', sort: 'year', number: true, show: ({ year }) => year },
    { name: 'agency', title: 'common.agency', sort: 'agency', show: ({ agency }) => agency.name },
    { name: 'state', title: 'plans.state', show: ({ state }, { t }) => t(PLAN_STATES[state]) },
    {
      name: 'edition',
      title: 'plans.edition',
      number: true,
      show: ({ edition }, { t }) => (edition === 0 ? t('common.none') : edition),
    },
    {
      name: 'publishedAt',
      title: 'plans.publishedAt',
      sort: 'publishedAt',
      show: ({ publishedAt }, { moment }) => moment(publishedAt),
    },
  ],
};

export default function PlansPage(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const mayKeep = useMayKeep();
  const go = useNavigate();
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const initial = useMemo(() => ({ agencyId: person.agencyId, year: yearNow() }), [person.agencyId]);
  return (
    <ListPage
      spec={LIST}
      actions={
        mayKeep && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('plans.new')}
          </Button>
        )
      }
    >
      {making && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t('plans.new')}
            fields={[
              { name: 'agencyId', label: 'common.agency', kind: 'agency', required: true },
              { name: 'year', label: 'plans.year', kind: 'integer', required: true },
              { name: 'title', label: 'plans.name', kind: 'text', max: 200, help: 'plans.nameHelp' },
            ]}
            initial={initial}
            submit={t('record.create')}
            close={() => setMaking(false)}
            run={async (values) => {
              const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
              const plan = await ask<Plan>('POST', LIST.api, { body });
              await queries.invalidateQueries({ queryKey: [LIST.api] });
              void go(`/plans/${plan.id}`);
            }}
          />
        </Suspense>
      )}
    </ListPage>
  );
}
