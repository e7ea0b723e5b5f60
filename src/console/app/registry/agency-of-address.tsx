import { type ReactNode } from 'react';
import { useSearchParams } from 'react-router';

import { Choice } from '../frame/choice.js';
import { useSession } from '../session/session.js';
import { useSpeech } from '../words/words.js';
import { useAgencies, type Agency } from './agencies.js';
import { treeOf } from './tree.js';

/** Of which agency the settings are shown: it stands in the address; unless it does, one's own, or the first that there is. */
export function useAgencyOfAddress(): { readonly id: number | undefined; readonly choice: ReactNode } {
  const { t } = useSpeech();
  const { person } = useSession();
  const agencies = useAgencies();
  const [params, setParams] = useSearchParams();
  const asked = Number(params.get('agencyId') ?? '');
  const lines = treeOf<Agency>(agencies.all ?? []);
  const id = Number.isSafeInteger(asked) && asked > 0 ? asked : (person.agencyId ?? lines[0]?.item.id);
  return {
    id,
    choice: (
      <Choice
        label={t('common.agency')}
        value={id === undefined ? null : String(id)}
        onChange={(next) => {
          const changed = new URLSearchParams(params);
          changed.set('agencyId', next ?? '');
          setParams(changed);
        }}
        options={lines.map(({ item, depth }) => ({
          value: String(item.id),
          // a blank that is shown as one
          label: '\u3000'.repeat(depth) + item.name,
        }))}
      />
    ),
  };
}
