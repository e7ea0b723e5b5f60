import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Nothing, Trouble, TroubleText } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { STATES } from '../inspections/steps.js';
import '../../words/planning-words.js';

type Inspection = Schemas['InspectionResponse'];

const MOST = 200;
/** What is over has its result, and nothing is taken in its stead. */
const OVER: readonly string[] = ['published', 'closed', 'voided'];

/** Asks for targets in the place of those that could not be inspected: the next ones in the order that the draw itself made. */
export default function Supplement({
  drawId,
  close,
}: {
  readonly drawId: number;
  readonly close: () => void;
}): ReactNode {
  const { t } = useSpeech();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>();
  const list = useQuery({
    queryKey: ['/api/v1/inspections', 'list', { drawId, pageSize: MOST }],
    queryFn: ({ signal }) =>
      ask<{ items: Inspection[] }>('GET', '/api/v1/inspections', { query: { drawId, pageSize: MOST }, signal }),
  });
  const open = (list.data?.items ?? []).filter(({ state }) => !OVER.includes(state));
  async function propose(): Promise<void> {
    setTried(true);
    if (chosen.size === 0 || reason.trim() === '') return;
    setBusy(true);
    setError(undefined);
    try {
      await ask('POST', `/api/v1/draws/${drawId}/amendments`, {
        body: { kind: 'supplement', reason: { zh: reason.trim() }, newDraw: {}, inspections: [...chosen] },
      });
      close();
      await queries.invalidateQueries({ queryKey: ['amendments'] });
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Modal open title={t('draws.supplement')} onCancel={close} footer={null} destroyOnHidden width={640}>
      <p>{t('draws.supplementHelp')}</p>
      {list.error !== null ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Asking />
      ) : open.length === 0 ? (
        <Nothing text={t('draws.supplementNone')} />
      ) : (
        <fieldset className="plain-fields">
          <legend>{t('draws.supplementWhich')}</legend>
          {open.map((inspection) => (
            <label key={inspection.id} className="tick-line">
              <input
                type="checkbox"
                checked={chosen.has(inspection.id)}
                onChange={({ target }) => {
                  const next = new Set(chosen);
                  if (target.checked) next.add(inspection.id);
                  else next.delete(inspection.id);
                  setChosen(next);
                }}
              />
              {inspection.target.name} <span className="quiet">{t(STATES[inspection.state])}</span>
            </label>
          ))}
        </fieldset>
      )}
      {tried && chosen.size === 0 && <p className="fault">{t('draws.supplementChoose')}</p>}
      <label htmlFor="supplement-reason">{t('draws.supplementReason')}</label>
      <textarea
        id="supplement-reason"
        className="plain-input"
        rows={3}
        maxLength={500}
        value={reason}
        aria-invalid={tried && reason.trim() === ''}
        onChange={({ target }) => setReason(target.value)}
      />
      {tried && reason.trim() === '' && <p className="fault">{t('editorWants.reason')}</p>}
      {error !== undefined && (
        <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={error} />} />
      )}
      <div className="form-actions">
        <Button type="primary" loading={busy} onClick={() => void propose()}>
          {t('draws.supplementPropose')}
        </Button>
        <Button onClick={close}>{t('editor.cancel')}</Button>
      </div>
    </Modal>
  );
}
