import { type Schemas } from '../../api/client.js';
import { type ListSpec } from '../../list/list-spec.js';
import { type Key } from '../../words/words.js';
import { STATES } from './steps.js';

export type Inspection = Schemas['InspectionResponse'];

const UNDECIDED = {
  recusal: 'undecided.recusal',
  visit: 'undecided.visit',
  publication: 'undecided.publication',
} as const satisfies Record<string, Key>;

/** One list, by what it is found and how its table looks; the board and the calendar show the same inspections. */
export const LIST: ListSpec<Inspection> = {
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
    { name: 'undecided', label: 'inspections.undecided', choices: UNDECIDED },
    { name: 'mine', label: 'inspections.mine', choices: { true: 'inspections.mineOnly' } },
    { name: 'drawId', label: 'inspections.ofDraw', given: true },
    { name: 'batchId', label: 'draws.batch', given: true },
    { name: 'from', label: 'inspections.fromDay', given: true },
    { name: 'until', label: 'inspections.untilDay', given: true },
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
