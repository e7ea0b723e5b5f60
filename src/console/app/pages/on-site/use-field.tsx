import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';

import { NoAnswer } from '../../api/problem.js';
import { fieldOf, type Field, type FieldState } from '../../field/field.js';
import { Stop } from '../../frame/states.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import './on-site.css';
import '../../words/on-site-words.js';

const Opened = createContext<Field | undefined>(undefined);

/** Around whatever works without a network. */
export function WithField({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const field = use(fieldOf(person));
  if (field === undefined) return <Stop title={t('onSite.noStore')} help={t('onSite.noStoreHelp')} />;
  return <Opened value={field}>{children}</Opened>;
}

export function useField(): { readonly field: Field; readonly state: FieldState } {
  const field = use(Opened);
  if (field === undefined) throw new Error('nothing is open here');
  return { field, state: useSyncExternalStore(field.subscribe, field.snapshot) };
}

/** Whether the server cannot be reached, as far as anybody knows. */
export const isAway = ({ online, trouble, outcome }: FieldState): boolean =>
  !online ||
  outcome === 'offline' ||
  trouble instanceof NoAnswer ||
  (trouble as Error | undefined)?.name === 'AbortError';
