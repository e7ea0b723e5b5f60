import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { type ListSpec } from '../../list/list-spec.js';
import { percentOf, RATES } from '../../record/rates.js';
import { type RecordSpec } from '../../record/record-drawer.js';
import { RegistryPage } from '../../registry/registry-page.js';
import { type Key } from '../../words/words.js';

type Matter = Schemas['MatterResponse'];

const IMPORTANCES = { general: 'importances.general', key: 'importances.key' } as const satisfies Record<string, Key>;
const METHODS = {
  'on-site': 'methods.on-site',
  paper: 'methods.paper',
  online: 'methods.online',
  testing: 'methods.testing',
} as const satisfies Record<string, Key>;

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
  facts: [{ name: 'code', label: 'matters.code', kind: 'text' }],
  fields: [
    { name: 'agencyId', label: 'common.agency', kind: 'agency', onlyNew: true, required: true },
    { name: 'number', label: 'matters.number', kind: 'text', max: 64 },
    { name: 'category', label: 'matters.category', kind: 'text' },
    { name: 'name', label: 'matters.name', kind: 'lines', required: true },
    { name: 'content', label: 'matters.content', kind: 'lines', max: 16_000 },
    { name: 'targetKind', label: 'matters.targetKind', kind: 'lines' },
    { name: 'importance', label: 'matters.importance', kind: 'choice', choices: IMPORTANCES },
    { name: 'methods', label: 'matters.methods', kind: 'choices', choices: METHODS },
    { name: 'level', label: 'matters.level', kind: 'lines', max: 1000 },
    { name: 'legalBasis', label: 'matters.legalBasis', kind: 'lines', max: 16_000, help: 'matters.legalBasisHelp' },
    { name: 'rate', label: 'matters.rate', kind: 'rate', help: 'matters.rateHelp' },
    { name: 'frequency', label: 'matters.frequency', kind: 'text', max: 200 },
    { name: 'windowFrom', label: 'matters.windowFrom', kind: 'month-day', help: 'matters.windowHelp' },
    { name: 'windowUntil', label: 'matters.windowUntil', kind: 'month-day' },
    { name: 'qualifications', label: 'matters.qualifications', kind: 'words', help: 'matters.qualificationsHelp' },
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
