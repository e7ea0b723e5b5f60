import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { type ListSpec } from '../../list/list-spec.js';
import { type RecordSpec } from '../../record/record-drawer.js';
import { RegistryPage } from '../../registry/registry-page.js';
import { AbsencesTab, InterestsTab, RecusalsTab } from './inspector-tabs.js';
import '../../words/many-words.js';

type Inspector = Schemas['InspectorResponse'];

const YES_NO = { true: 'common.yes', false: 'common.no' } as const;

const LIST: ListSpec<Inspector> = {
  title: 'inspectors.title',
  api: '/api/v1/inspectors',
  path: '/inspectors',
  search: 'inspectors.search',
  order: 'code',
  empty: 'inspectors.empty',
  filters: [
    { name: 'agencyId', label: 'common.agency', agency: true },
    { name: 'available', label: 'inspectors.available', choices: YES_NO },
    { name: 'expert', label: 'inspectors.expert', choices: YES_NO },
    { name: 'retired', label: 'record.retiredOnes', choices: { true: 'record.retiredOnly' } },
  ],
  columns: [
    { name: 'name', title: 'inspectors.name', sort: 'name', show: ({ name }) => name },
    {
      name: 'certificateNumber',
      title: 'inspectors.certificateNumber',
      sort: 'code',
      show: ({ certificateNumber }, { t }) => <span className="code">{certificateNumber ?? t('common.none')}</span>,
    },
    {
      name: 'validUntil',
      title: 'inspectors.validUntil',
      sort: 'validUntil',
      show: ({ validUntil }, { day }) => day(validUntil),
    },
    {
      name: 'qualifications',
      title: 'inspectors.qualifications',
      show: ({ qualifications }, { t }) => qualifications.join(t('common.comma')) || t('common.none'),
    },
    { name: 'position', title: 'inspectors.position', show: ({ position }, { t }) => position ?? t('common.none') },
    {
      name: 'available',
      title: 'inspectors.available',
      show: ({ available, expert }, { t }) =>
        [t(available ? 'common.yes' : 'common.no'), ...(expert ? [t('inspectors.expert')] : [])].join(
          t('common.comma'),
        ),
    },
  ],
};

const RECORD: RecordSpec = {
  api: LIST.api,
  path: LIST.path,
  subject: 'inspector',
  newTitle: 'inspectors.new',
  name: ({ name }) => String(name),
  retireHelp: 'inspectors.retireHelp',
  tabs: [
    { key: 'absences', label: 'absences.title', content: AbsencesTab },
    { key: 'interests', label: 'interests.title', content: InterestsTab },
    { key: 'recusals', label: 'recusals.title', content: RecusalsTab },
  ],
  facts: [{ name: 'code', label: 'inspectors.code', kind: 'text' }],
  fields: [
    { name: 'agencyId', label: 'common.agency', kind: 'agency', onlyNew: true, required: true },
    { name: 'name', label: 'inspectors.name', kind: 'text', required: true, max: 100 },
    {
      name: 'certificateNumber',
      label: 'inspectors.certificateNumber',
      kind: 'text',
      max: 64,
      help: 'inspectors.certificateHelp',
    },
    { name: 'issuer', label: 'inspectors.issuer', kind: 'text', max: 200 },
    { name: 'validFrom', label: 'inspectors.validFrom', kind: 'day' },
    { name: 'validUntil', label: 'inspectors.validUntil', kind: 'day' },
    { name: 'qualifications', label: 'inspectors.qualifications', kind: 'words' },
    { name: 'position', label: 'inspectors.position', kind: 'text', max: 100 },
    { name: 'phone', label: 'inspectors.phone', kind: 'text', max: 64 },
    { name: 'expert', label: 'inspectors.expert', kind: 'flag', help: 'inspectors.expertHelp' },
    { name: 'available', label: 'inspectors.available', kind: 'flag', help: 'inspectors.availableHelp' },
    { name: 'yearlyLimit', label: 'inspectors.yearlyLimit', kind: 'integer', help: 'inspectors.yearlyLimitHelp' },
  ],
};

const BULK = ['issuer', 'validFrom', 'validUntil', 'qualifications', 'position', 'available', 'yearlyLimit'];

export default function InspectorsPage(): ReactNode {
  return <RegistryPage list={LIST} record={RECORD} bulk={BULK} />;
}
