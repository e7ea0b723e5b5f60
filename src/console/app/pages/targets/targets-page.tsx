import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { type ListSpec } from '../../list/list-spec.js';
import { type RecordSpec } from '../../record/record-drawer.js';
import { RegistryPage } from '../../registry/registry-page.js';
import { type Key } from '../../words/words.js';

type Target = Schemas['TargetResponse'];

const RISKS = { A: 'risks.A', B: 'risks.B', C: 'risks.C', D: 'risks.D' } as const satisfies Record<string, Key>;
const STATES = {
  active: 'targetStates.active',
  closed: 'targetStates.closed',
  deregistered: 'targetStates.deregistered',
  revoked: 'targetStates.revoked',
  withdrawn: 'targetStates.withdrawn',
  moved: 'targetStates.moved',
} as const satisfies Record<Target['state'], Key>;

const LIST: ListSpec<Target> = {
  title: 'targets.title',
  api: '/api/v1/targets',
  path: '/targets',
  search: 'targets.search',
  empty: 'targets.empty',
  filters: [
    { name: 'agencyId', label: 'common.agency', agency: true },
    { name: 'riskClass', label: 'targets.riskClass', choices: RISKS },
    { name: 'state', label: 'targets.state', choices: STATES },
    { name: 'retired', label: 'record.retiredOnes', choices: { true: 'record.retiredOnly' } },
  ],
  columns: [
    { name: 'name', title: 'targets.name', sort: 'name', show: ({ name }) => name },
    { name: 'code', title: 'targets.code', sort: 'code', show: ({ code }) => <span className="code">{code}</span> },
    { name: 'kind', title: 'targets.kind', show: ({ kind }) => kind },
    {
      name: 'riskClass',
      title: 'targets.riskClass',
      show: ({ riskClass }, { t }) => riskClass ?? t('common.none'),
    },
    { name: 'address', title: 'targets.address', show: ({ address }, { t }) => address ?? t('common.none') },
    { name: 'state', title: 'targets.state', show: ({ state }, { t }) => t(STATES[state]) },
  ],
};

const RECORD: RecordSpec = {
  api: LIST.api,
  path: LIST.path,
  subject: 'target',
  newTitle: 'targets.new',
  name: ({ name }) => String(name),
  retireHelp: 'targets.retireHelp',
  facts: [{ name: 'code', label: 'targets.code', kind: 'text' }],
  fields: [
    { name: 'agencyId', label: 'common.agency', kind: 'agency', onlyNew: true, required: true },
    { name: 'name', label: 'targets.name', kind: 'text', required: true },
    { name: 'kind', label: 'targets.kind', kind: 'text', required: true, max: 100, help: 'targets.kindHelp' },
    { name: 'uscc', label: 'targets.uscc', kind: 'text', max: 18, help: 'targets.usccHelp' },
    { name: 'alias', label: 'targets.alias', kind: 'text', max: 64, help: 'targets.aliasHelp' },
    { name: 'riskClass', label: 'targets.riskClass', kind: 'choice', choices: RISKS },
    { name: 'state', label: 'targets.state', kind: 'choice', choices: STATES, required: true },
    { name: 'regionCode', label: 'targets.regionCode', kind: 'text', max: 12 },
    { name: 'address', label: 'targets.address', kind: 'text', max: 500 },
    { name: 'legalRepresentative', label: 'targets.legalRepresentative', kind: 'text', max: 100 },
    { name: 'phone', label: 'targets.phone', kind: 'text', max: 64 },
    { name: 'remarks', label: 'targets.remarks', kind: 'lines' },
  ],
};

export default function TargetsPage(): ReactNode {
  return <RegistryPage list={LIST} record={RECORD} bulk={['kind', 'regionCode', 'riskClass', 'state', 'remarks']} />;
}
