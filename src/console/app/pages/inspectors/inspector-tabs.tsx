import { type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Entries, type EntriesSpec } from '../../record/entries.js';
import { type Key } from '../../words/words.js';
import '../../words/many-words.js';

type Absence = Schemas['AbsenceResponse'];
type Interest = Schemas['InterestResponse'];
type Recusal = Schemas['RecusalResponse'];

interface Of {
  readonly id: number;
  readonly mayKeep: boolean;
}

const ABSENCES: EntriesSpec<Absence> = {
  means: 'absences.means',
  none: 'absences.none',
  add: 'absences.add',
  fields: [
    { name: 'from', label: 'absences.from', kind: 'day', required: true },
    { name: 'until', label: 'absences.until', kind: 'day', required: true },
    { name: 'reason', label: 'record.reason', kind: 'text', max: 200 },
  ],
  show: ({ from, until, kind, reason }, { t, day }) => (
    <>
      <strong>{t(kind === 'duty' ? 'absences.duty' : 'absences.leave')}</strong> {day(from)} – {day(until)}
      {reason !== null && <span className="block quiet">{reason}</span>}
    </>
  ),
  end: {
    label: 'absences.remove',
    sure: 'absences.sure',
    send: (path, { id }) => ask('DELETE', `${path}/${id}`),
  },
};

const KINDS = {
  own: 'interests.own',
  family: 'interests.family',
  'former-employer': 'interests.former-employer',
  address: 'interests.address',
  other: 'interests.other',
} as const satisfies Record<Interest['kind'], Key>;

const INTERESTS: EntriesSpec<Interest> = {
  means: 'interests.means',
  none: 'interests.none',
  add: 'interests.add',
  fields: [
    { name: 'kind', label: 'interests.kind', kind: 'choice', choices: KINDS, required: true },
    { name: 'name', label: 'interests.name', kind: 'text', max: 300, help: 'interests.oneOfThese' },
    { name: 'uscc', label: 'targets.uscc', kind: 'text', max: 64 },
    { name: 'address', label: 'targets.address', kind: 'text', max: 500 },
    { name: 'person', label: 'interests.person', kind: 'text', max: 100 },
    { name: 'note', label: 'interests.note', kind: 'lines', max: 500, required: true, help: 'interests.noteHelp' },
    { name: 'from', label: 'absences.from', kind: 'day' },
    { name: 'until', label: 'absences.until', kind: 'day' },
  ],
  show: ({ kind, name, uscc, address, person, note, declaredBy, declaredAt }, { t, moment }) => (
    <>
      <strong>{t(KINDS[kind])}</strong> {[name, uscc, address, person].filter(Boolean).join(t('common.comma'))}
      <span className="block">{note}</span>
      <span className="block quiet">
        {declaredBy} {moment(declaredAt)}
      </span>
    </>
  ),
  ended: ({ endedAt }) => endedAt !== null,
  end: {
    label: 'entries.end',
    sure: 'interests.sure',
    send: (path, { id }) => ask('POST', `${path}/${id}/end`),
  },
};

const RECUSALS: EntriesSpec<Recusal> = {
  means: 'recusals.means',
  none: 'recusals.none',
  add: 'recusals.add',
  fields: [
    { name: 'targetId', label: 'recusals.target', kind: 'record', of: '/api/v1/targets', required: true },
    { name: 'reason', label: 'record.reason', kind: 'lines', max: 500, required: true },
  ],
  show: ({ targetName, targetCode, reason, declaredAt }, { moment }) => (
    <>
      <strong>{targetName}</strong> <span className="code">{targetCode}</span>
      <span className="block">{reason}</span>
      <span className="block quiet">{moment(declaredAt)}</span>
    </>
  ),
  ended: ({ endedAt }) => endedAt !== null,
  end: {
    label: 'entries.end',
    sure: 'recusals.sure',
    send: (path, { id }) => ask('POST', `${path}/${id}/end`, { body: {} }),
  },
};

export const AbsencesTab = ({ id, mayKeep }: Of): ReactNode => (
  <Entries path={`/api/v1/inspectors/${id}/absences`} spec={ABSENCES} mayKeep={mayKeep} />
);
export const InterestsTab = ({ id, mayKeep }: Of): ReactNode => (
  <Entries path={`/api/v1/inspectors/${id}/interests`} spec={INTERESTS} mayKeep={mayKeep} />
);
export const RecusalsTab = ({ id, mayKeep }: Of): ReactNode => (
  <Entries path={`/api/v1/inspectors/${id}/recusals`} spec={RECUSALS} mayKeep={mayKeep} />
);
