import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { type Schemas } from '../api/client.js';
import { useSession } from '../session/session.js';
import { useSpeech } from '../words/words.js';

export type HistorySubject = Schemas['RecordChangeResponse']['subject'];

/** To all that was ever done to a record, for those who may look at that. */
export function HistoryLink({ subject, id }: { readonly subject: HistorySubject; readonly id: number }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  if (person.role !== 'auditor' && person.role !== 'admin') return null;
  return <Link to={`/history?subject=${subject}&subjectId=${id}`}>{t('history.ofRecord')}</Link>;
}
