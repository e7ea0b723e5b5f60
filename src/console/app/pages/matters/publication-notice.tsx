import { Alert } from 'antd';
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { useSpeech } from '../../words/words.js';
import { usePublication } from './publication.js';
import '../../words/registers-words.js';

/** Says of a matter that was changed after its publication what the public reads instead. */
export default function PublicationNotice({ id }: { readonly id: number }): ReactNode {
  const { t, moment } = useSpeech();
  const { data } = usePublication(id);
  if (data === undefined || data.published === null || data.differing.length === 0 || data.standing === 'retired')
    return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      className="gap"
      title={t('checklist.outdated', {
        at: moment(data.published.changedAt),
        version: data.published.version,
        n: data.differing.length,
      })}
      description={
        <Link to={`/checklist?agencyId=${data.agencyId}&standing=${data.standing}`}>{t('checklist.toCorrect')}</Link>
      }
    />
  );
}
