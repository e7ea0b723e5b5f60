import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { TroubleText } from '../../frame/states.js';
import { ListPage, type Chosen, type ListSpec } from '../../list/list-page.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { AT_ONCE, STATES, type AtOnce } from './steps.js';

type Inspection = Schemas['InspectionResponse'];

const LIST: ListSpec<Inspection> = {
  title: 'inspections.title',
  api: '/api/v1/inspections',
  path: '/inspections',
  search: 'inspections.search',
  empty: 'inspections.empty',
  filters: [
    { name: 'agencyId', label: 'common.agency', agency: true },
    { name: 'state', label: 'inspections.state', choices: STATES },
    {
      name: 'overdue',
      label: 'inspections.overdue',
      choices: { true: 'inspections.overdueOnly', false: 'inspections.inTimeOnly' },
    },
    { name: 'mine', label: 'inspections.mine', choices: { true: 'inspections.mineOnly' } },
    { name: 'drawId', label: 'inspections.ofDraw', given: true },
    { name: 'batchId', label: 'draws.batch', given: true },
  ],
  columns: [
    { name: 'target', title: 'inspections.target', sort: 'targetName', show: ({ target }) => target.name },
    { name: 'kind', title: 'targets.kind', show: ({ target }) => target.kind },
    {
      name: 'team',
      title: 'inspections.team',
      show: ({ team }, { t }) => team.map(({ name }) => name).join(t('common.comma')),
    },
    { name: 'state', title: 'inspections.state', sort: 'state', show: ({ state }, { t }) => t(STATES[state]) },
    { name: 'result', title: 'inspections.result', show: ({ result }, { said }) => said(result) },
    {
      name: 'plannedOn',
      title: 'inspections.plannedOn',
      sort: 'plannedOn',
      show: ({ plannedOn }, { day }) => day(plannedOn),
    },
    {
      name: 'dueOn',
      title: 'inspections.dueOn',
      sort: 'dueOn',
      show: ({ dueOn, overdue }, { day }) => <span className={overdue ? 'warn' : undefined}>{day(dueOn)}</span>,
    },
  ],
};

export default function InspectionsPage(): ReactNode {
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
  return <ListPage spec={LIST} {...(person.role === 'auditor' ? {} : { choice })} />;
}
