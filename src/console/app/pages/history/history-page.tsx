import { type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

import { type Schemas } from '../../api/client.js';
import { ListPage } from '../../list/list-page.js';
import { type ListSpec } from '../../list/list-spec.js';
import { actionWord } from '../../record/history-actions.js';
import { useSpeech } from '../../words/words.js';
import { Changed } from './changed.js';
import { pageOf, SUBJECTS } from './subjects.js';
import './history.css';
import '../../words/history-words.js';

type Change = Schemas['RecordChangeResponse'];

const LIST: ListSpec<Change> = {
  title: 'trail.title',
  api: '/api/v1/history',
  path: '/history',
  order: '-at',
  empty: 'trail.empty',
  search: 'trail.search',
  filters: [
    { name: 'subject', label: 'trail.subject', choices: SUBJECTS },
    { name: 'subjectId', label: 'trail.one', given: true },
    { name: 'agencyId', label: 'common.agency', agency: true },
    { name: 'from', label: 'trail.from', day: true },
    { name: 'until', label: 'trail.until', day: true },
  ],
  // all that was done to one record stands behind its name
  href: ({ subject, subjectId }) => `/history?subject=${subject}&subjectId=${subjectId}`,
  columns: [
    {
      name: 'record',
      title: 'trail.record',
      sort: 'subject',
      show: ({ name, subject, subjectId }, { t }) => (
        <span>
          <span className="quiet block">{t(SUBJECTS[subject])}</span>
          {name ?? `#${subjectId} ${t('trail.gone')}`}
        </span>
      ),
    },
    {
      name: 'action',
      title: 'trail.action',
      show: ({ action, reason }, speech) => (
        <span>
          {actionWord(action, speech)}
          {reason !== null && (
            <span className="block pre">
              <span className="quiet">{speech.t('trail.reason')}</span> {reason}
            </span>
          )}
        </span>
      ),
    },
    {
      name: 'changes',
      title: 'trail.changes',
      show: ({ after, before, subject }) => <Changed subject={subject} before={before} after={after} />,
    },
    {
      name: 'by',
      title: 'trail.by',
      sort: 'by',
      show: ({ by, byPerson }, { t }) =>
        byPerson ? (
          by
        ) : (
          <span>
            {t('trail.byItself')} <span className="code quiet">{by}</span>
          </span>
        ),
    },
    { name: 'at', title: 'trail.at', sort: 'at', show: ({ at }, { moment }) => moment(at, true) },
  ],
};

/** 变更历史: who changed what, from what to what, when and why; of one record, or of all. */
export default function HistoryPage(): ReactNode {
  const { t } = useSpeech();
  const asked = new URLSearchParams(useLocation().search);
  const record = pageOf(asked.get('subject') ?? '', asked.get('subjectId') ?? '');
  const one = asked.get('subjectId') !== null && record !== undefined;
  return (
    <ListPage
      spec={LIST}
      actions={<Link to="/refusals">{t('trail.refused')}</Link>}
      views={
        <p className="quiet">
          {t('trail.lead')} {one && <Link to={record}>{t('trail.open')}</Link>}
        </p>
      }
    />
  );
}
