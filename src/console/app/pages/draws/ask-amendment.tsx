import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useDeferredValue, useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Choice } from '../../frame/choice.js';
import { Asking, Nothing, Trouble, TroubleText } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { STATES } from '../inspections/steps.js';

type Inspection = Schemas['InspectionResponse'];
type Request = Schemas['AmendmentRequest'];
export type Kind = 'supplement' | 'replacement';

const MOST = 200;
const CAUSES = ['illness', 'certificate', 'recusal', 'other'] as const;

/** What is over has its result, and nothing is taken in its stead; nobody leaves a team that was there. */
const TOO_LATE: Readonly<Record<Kind, (state: Inspection['state']) => boolean>> = {
  supplement: (state) => ['published', 'closed', 'voided'].includes(state),
  replacement: (state) => !['issued', 'accepted', 'approved', 'notified'].includes(state),
};

/** What there is to tick of an inspection: itself, or each seat of its team. The key holds what is asked for. */
const ticksOf = (kind: Kind, { id, target, team }: Inspection): { key: string; name: string; note?: string }[] =>
  kind === 'supplement'
    ? [{ key: `${id}`, name: target.name }]
    : team.map(({ code, inspectorId, name }) => ({ key: `${id}/${inspectorId}`, name, note: code }));

function requestOf(kind: Kind, chosen: ReadonlySet<string>, cause: string | null, reason: string): Request {
  const asked = { kind, reason: { zh: reason }, newDraw: {} };
  const numbers = [...chosen].map((key) => key.split('/').map(Number));
  if (kind === 'supplement') return { ...asked, inspections: numbers.flatMap(([id]) => id ?? []) };
  return {
    ...asked,
    cause: (cause ?? 'other') as NonNullable<Request['cause']>,
    seats: numbers.flatMap(([inspectionId, inspectorId]) =>
      inspectionId === undefined || inspectorId === undefined ? [] : [{ inspectionId, inspectorId }],
    ),
  };
}

/**
 * Asks that a draw be added to: targets in the place of those that could not be inspected, the next ones in the order that
 * the draw itself made; or people in the place of those who cannot go. Both are drawn; a second person agrees first.
 */
export default function AskAmendment({
  drawId,
  kind,
  close,
}: {
  readonly drawId: number;
  readonly kind: Kind;
  readonly close: () => void;
}): ReactNode {
  const { t } = useSpeech();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [cause, setCause] = useState<string | null>(null);
  const [sought, setSought] = useState('');
  const search = useDeferredValue(sought.trim());
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>();
  const query = { drawId, pageSize: MOST, ...(search === '' ? {} : { search }) };
  const list = useQuery({
    queryKey: ['/api/v1/inspections', 'list', query],
    queryFn: ({ signal }) =>
      ask<{ items: Inspection[]; total: number }>('GET', '/api/v1/inspections', { query, signal }),
    placeholderData: keepPreviousData,
  });
  const { items = [], total = 0 } = list.data ?? {};
  const open = items.filter(({ state }) => !TOO_LATE[kind](state));
  const wanting = {
    choice: chosen.size === 0,
    cause: kind === 'replacement' && cause === null,
    reason: reason.trim() === '',
  };
  async function propose(): Promise<void> {
    setTried(true);
    if (Object.values(wanting).includes(true)) return;
    setBusy(true);
    setError(undefined);
    try {
      const body = requestOf(kind, chosen, cause, reason.trim());
      await ask('POST', `/api/v1/draws/${drawId}/amendments`, { body });
      close();
      await queries.invalidateQueries({ queryKey: ['amendments'] });
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }
  const tick = (key: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  return (
    <Modal open title={t(`askFor.${kind}.ask`)} onCancel={close} footer={null} destroyOnHidden width={640}>
      <p>{t(`askFor.${kind}.help`)}</p>
      {(total > MOST || sought !== '') && (
        <input
          type="search"
          className="plain-input"
          aria-label={t('askFor.find')}
          placeholder={t('askFor.find')}
          maxLength={100}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      )}
      {list.error !== null ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Asking />
      ) : open.length === 0 ? (
        <Nothing text={t(`askFor.${kind}.none`)} />
      ) : (
        <fieldset className="plain-fields">
          <legend>{t(`askFor.${kind}.which`)}</legend>
          {open.map((inspection) => (
            <div key={inspection.id} className={kind === 'replacement' ? 'tick-team' : undefined}>
              {kind === 'replacement' && (
                <span>
                  {inspection.target.name} <span className="quiet">{t(STATES[inspection.state])}</span>
                </span>
              )}
              {ticksOf(kind, inspection).map(({ key, name, note }) => (
                <label key={key} className="tick-line">
                  <input
                    type="checkbox"
                    checked={chosen.has(key)}
                    onChange={({ target }) => tick(key, target.checked)}
                  />
                  {name} <span className="quiet">{note ?? t(STATES[inspection.state])}</span>
                </label>
              ))}
            </div>
          ))}
        </fieldset>
      )}
      {total > MOST && <p className="quiet">{t('askFor.more', { total, shown: MOST })}</p>}
      {chosen.size > 0 && <p role="status">{t('askFor.chosen', { count: chosen.size })}</p>}
      {tried && wanting.choice && <p className="fault">{t(`askFor.${kind}.choose`)}</p>}
      {kind === 'replacement' && (
        <div className="ask-line">
          <label htmlFor="replacement-cause">{t('askFor.cause')}</label>
          <Choice
            id="replacement-cause"
            value={cause}
            onChange={setCause}
            options={CAUSES.map((value) => ({ value, label: t(`askFor.causes.${value}`) }))}
          />
          {tried && wanting.cause && <p className="fault">{t('editorWants.cause')}</p>}
        </div>
      )}
      <label htmlFor={`${kind}-reason`}>{t('askFor.reason')}</label>
      <textarea
        id={`${kind}-reason`}
        className="plain-input"
        rows={3}
        maxLength={500}
        value={reason}
        aria-invalid={tried && wanting.reason}
        onChange={({ target }) => setReason(target.value)}
      />
      {tried && wanting.reason && <p className="fault">{t('editorWants.reason')}</p>}
      {error !== undefined && (
        <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={error} />} />
      )}
      <div className="form-actions">
        <Button type="primary" loading={busy} onClick={() => void propose()}>
          {t(`askFor.${kind}.propose`)}
        </Button>
        <Button onClick={close}>{t('editor.cancel')}</Button>
      </div>
    </Modal>
  );
}
