import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { AskedCard, type Question } from './asked.js';
import { type Inspection, type State } from './steps.js';

type Retraction = Schemas['RetractionResponse'];
type Subject = Retraction['subject'];

/** Of what stands there in each state something can be taken back. */
const RETRACTABLE: Readonly<Partial<Record<State, readonly Subject[]>>> = {
  visited: ['visit'],
  reported: ['visit'],
  reviewed: ['visit'],
  published: ['publication'],
  closed: ['publication'],
  withdrawn: ['visit'],
};

/** A visit that never was, a published result that must not stand: who asked to take it back, and what a second person decided. */
export function Retractions({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const question = (subject: Subject): Question => ({
    label: t(`retractions.ask.${subject}`),
    help: t(`retractions.askHelp.${subject}`),
    fields: [{ name: 'reason', label: `retractions.why.${subject}`, kind: 'lines', max: 500, required: true }],
    body: ({ reason }) => ({ subject, reason }),
  });
  return (
    <AskedCard<Retraction>
      inspection={inspection}
      kind="retractions"
      title={t('retractions.title')}
      told={({ reason, subject }) => ({ what: t(`retractionSubjects.${subject}`), why: reason })}
      waits={t('retractions.waits')}
      approving={({ subject }) => t(`retractions.approveHelp.${subject}`)}
      questions={(rows) =>
        rows.some(({ state }) => state === 'open')
          ? []
          : (RETRACTABLE[inspection.state] ?? [])
              .filter((one) => one === 'visit' || person.role !== 'inspector')
              .map(question)
      }
    />
  );
}
