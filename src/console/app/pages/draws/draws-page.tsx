import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { ListPage } from '../../list/list-page.js';
import { type ListSpec } from '../../list/list-spec.js';
import { PHASES } from './phases.js';

type Draw = Schemas['DrawResponse'];

const LIST: ListSpec<Draw> = {
  title: 'draws.title',
  api: '/api/v1/draws',
  path: '/draws',
  order: '-drawAt',
  empty: 'draws.empty',
  filters: [
    { name: 'agencyId', label: 'common.agency', agency: true },
    { name: 'phase', label: 'draws.phase', choices: PHASES },
    { name: 'batchId', label: 'draws.batch', given: true },
  ],
  columns: [
    {
      name: 'number',
      title: 'draws.number',
      sort: 'number',
      show: ({ number }) => <span className="code">{number}</span>,
    },
    { name: 'kind', title: 'draws.kind', show: ({ kind }, { t }) => t(`drawKinds.${kind}`) },
    { name: 'drawAt', title: 'draws.drawAt', sort: 'drawAt', show: ({ drawAt }, { moment }) => moment(drawAt) },
    {
      name: 'phase',
      title: 'draws.phase',
      show: ({ phase, waiting, failure }, { t }) => (
        <span className={waiting !== null || failure !== null ? 'warn' : undefined}>{t(PHASES[phase])}</span>
      ),
    },
    { name: 'entropy', title: 'draws.entropy', show: ({ entropy }, { t }) => t(`sources.${entropy.source}`) },
    {
      name: 'drawn',
      title: 'draws.drawn',
      number: true,
      show: ({ sampleSize, population }, { t, count }) =>
        sampleSize === null || population === null ? t('common.none') : `${count(sampleSize)} / ${count(population)}`,
    },
  ],
};

export default function DrawsPage(): ReactNode {
  return <ListPage spec={LIST} />;
}
