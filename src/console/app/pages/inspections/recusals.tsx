import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { type Field } from '../../record/fields.js';
import { useSession } from '../../session/session.js';
import { useSpeech, type Key } from '../../words/words.js';
import { AskedCard, type Question } from './asked.js';
import { type Inspection, type State } from './steps.js';

type Recusal = Schemas['InspectionRecusalResponse'];

/** Once somebody was there it is too late. */
const BEFORE_VISIT: readonly State[] = ['issued', 'accepted', 'approved', 'notified'];

const ORIGINS = {
  target: 'inspectionRecusals.origins.target',
  supervisor: 'inspectionRecusals.origins.supervisor',
} as const satisfies Record<string, Key>;

const DECLARATION: Field = {
  name: 'declaration',
  label: 'inspectionRecusals.why',
  kind: 'lines',
  max: 500,
  required: true,
};
const FOR_OTHERS: readonly Field[] = [
  { name: 'origin', label: 'inspectionRecusals.origin', kind: 'choice', choices: ORIGINS, required: true },
  {
    name: 'receivedOn',
    label: 'inspectionRecusals.receivedOn',
    kind: 'day',
    help: 'inspectionRecusals.receivedOnHelp',
  },
  DECLARATION,
];

/** 回避: who of the team is not to go to this target, on whose word, and what a second person decided. */
export function Recusals({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const nameOf = (inspectorId: number): string =>
    inspection.team.find((seat) => seat.inspectorId === inspectorId)?.name ?? String(inspectorId);
  const question = (inspectorId: number): Question => {
    const own = inspectorId === person.inspectorId;
    return {
      label: own ? t('inspectionRecusals.askOwn') : t('inspectionRecusals.askFor', { name: nameOf(inspectorId) }),
      help: t('inspectionRecusals.askHelp'),
      fields: own ? [DECLARATION] : FOR_OTHERS,
      body: (values) => ({ ...(own ? { origin: 'inspector' } : {}), ...values, inspectorId }),
    };
  };
  return (
    <AskedCard<Recusal>
      inspection={inspection}
      kind="recusals"
      title={t('inspectionRecusals.title')}
      told={({ declaration, inspectorId, origin }) => ({
        what: `${nameOf(inspectorId)} · ${t(`inspectionRecusals.origins.${origin}`)}`,
        why: declaration,
      })}
      waits={t('inspectionRecusals.waits')}
      approving={() => t('inspectionRecusals.approveHelp')}
      questions={(rows) =>
        BEFORE_VISIT.includes(inspection.state)
          ? inspection.team
              .filter(
                ({ inspectorId }) =>
                  (person.role !== 'inspector' || inspectorId === person.inspectorId) &&
                  !rows.some((row) => row.state === 'open' && row.inspectorId === inspectorId),
              )
              .map(({ inspectorId }) => question(inspectorId))
          : []
      }
    />
  );
}
