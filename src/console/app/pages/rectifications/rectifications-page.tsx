import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { ListPage } from '../../list/list-page.js';
import { type ListSpec } from '../../list/list-spec.js';

type Rectification = Schemas['RectificationResponse'];

/** What has to be mended, and by when. */
const LIST: ListSpec<Rectification> = {
  title: 'rectifications.title',
  api: '/api/v1/rectifications',
  path: '/rectifications',
  href: ({ id }) => `/rectifications/${id}`,
  search: 'inspections.search',
  empty: 'rectifications.empty',
  filters: [
    {
      name: 'state',
      label: 'rectifications.waits',
      choices: { extending: 'rectifications.extending', closing: 'rectifications.closing' },
    },
    { name: 'agencyId', label: 'common.agency', agency: true },
    {
      name: 'open',
      label: 'rectifications.open',
      choices: { true: 'rectifications.openOnly', false: 'rectifications.closedOnly' },
    },
    { name: 'overdue', label: 'inspections.overdue', choices: { true: 'inspections.overdueOnly' } },
    { name: 'mine', label: 'inspections.mine', choices: { true: 'inspections.mineOnly' } },
  ],
  columns: [
    { name: 'target', title: 'inspections.target', show: ({ target }) => target.name },
    { name: 'finding', title: 'inspections.finding', show: ({ finding }, { said }) => said(finding.name) },
    { name: 'state', title: 'inspections.state', sort: 'state', show: ({ stateName }, { said }) => said(stateName) },
    {
      name: 'orderedOn',
      title: 'rectifications.orderedOn',
      sort: 'orderedOn',
      show: ({ orderedOn }, { day }) => day(orderedOn),
    },
    {
      name: 'deadline',
      title: 'rectifications.deadline',
      sort: 'deadline',
      show: ({ deadline }, { day }) => day(deadline),
    },
    {
      name: 'dueOn',
      title: 'inspections.dueOn',
      sort: 'dueOn',
      show: ({ dueOn, overdue }, { day }) => <span className={overdue ? 'warn' : undefined}>{day(dueOn)}</span>,
    },
  ],
};

export default function RectificationsPage(): ReactNode {
  return <ListPage spec={LIST} />;
}
