import { lazy, type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { type ListSpec } from '../../list/list-spec.js';
import { percentOf, RATES } from '../../record/rates.js';
import { type RecordSpec } from '../../record/record-drawer.js';
import { RegistryPage } from '../../registry/registry-page.js';
import { IMPORTANCES, MATTER_FIELDS } from './matter-fields.js';
import '../../words/registers-words.js';

type Matter = Schemas['MatterResponse'];

/** What is opened in a record is fetched when it is. */
const QuestionsTab = lazy(() => import('./questions/questions-tab.js'));
const PublicationNotice = lazy(() => import('./publication-notice.js'));
const PublicationTab = lazy(() => import('./publication-tab.js'));

const LIST: ListSpec<Matter> = {
  title: 'matters.title',
  api: '/api/v1/matters',
  path: '/matters',
  search: 'matters.search',
  order: 'number',
  empty: 'matters.empty',
  filters: [
    { name: 'agencyId', label: 'common.agency', agency: true },
    { name: 'importance', label: 'matters.importance', choices: IMPORTANCES },
    { name: 'retired', label: 'record.retiredOnes', choices: { true: 'record.retiredOnly' } },
  ],
  columns: [
    { name: 'name', title: 'matters.name', sort: 'name', show: ({ name }) => name },
    {
      name: 'number',
      title: 'matters.number',
      sort: 'number',
      show: ({ number }, { t }) => number ?? t('common.none'),
    },
    { name: 'category', title: 'matters.category', show: ({ category }, { t }) => category ?? t('common.none') },
    {
      name: 'targetKind',
      title: 'matters.targetKind',
      show: ({ targetKind }, { t }) => targetKind ?? t('common.none'),
    },
    {
      name: 'importance',
      title: 'matters.importance',
      show: ({ importance }, { t }) => (importance === null ? t('common.none') : t(IMPORTANCES[importance])),
    },
    {
      name: 'rate',
      title: 'matters.rate',
      number: true,
      show: ({ rate }, { t }) =>
        rate === null ? t('common.none') : t(RATES[rate.direction], { percent: percentOf(rate.millionths) }),
    },
  ],
};

const RECORD: RecordSpec = {
  api: LIST.api,
  path: LIST.path,
  subject: 'matter',
  newTitle: 'matters.new',
  name: ({ name }) => String(name),
  retireHelp: 'matters.retireHelp',
  changed: [['publication']],
  notice: PublicationNotice,
  tabs: [
    { key: 'questions', label: 'questions.title', content: QuestionsTab },
    { key: 'publication', label: 'checklist.tab', content: PublicationTab },
  ],
  facts: [{ name: 'code', label: 'matters.code', kind: 'text' }],
  fields: [
    { name: 'agencyId', label: 'common.agency', kind: 'agency', onlyNew: true, required: true },
    ...MATTER_FIELDS,
  ],
};

const BULK = [
  'category',
  'targetKind',
  'importance',
  'methods',
  'level',
  'legalBasis',
  'rate',
  'frequency',
  'windowFrom',
  'windowUntil',
  'qualifications',
];

export default function MattersPage(): ReactNode {
  return <RegistryPage list={LIST} record={RECORD} bulk={BULK} />;
}
