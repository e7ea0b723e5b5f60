import { Alert, Button, Drawer } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { isProblem } from '../../api/problem.js';
import { TroubleText } from '../../frame/states.js';
import { useLeaveSafely } from '../../record/leave-safely.js';
import { RecordsChoice, type Named } from '../../record/record-choice.js';
import { RowField } from '../../record/row-field.js';
import { faultsOfRows, NO_FAULTS } from '../../record/row-faults.js';
import '../../record/rows.css';
import { useSpeech } from '../../words/words.js';
import { following, type Stretch } from './roster.js';

interface Row extends Stretch {
  readonly key: number;
  readonly people: readonly Named[];
  readonly reason: string;
}

const MOST = 500;

/** A roster, as it is handed round: several people and days in one go, all of it or nothing. */
export default function RosterForm({
  first,
  close,
  done,
}: {
  /** The day that it begins with. */
  readonly first: string;
  readonly close: () => void;
  readonly done: (told: Schemas['DutiesEnteredResponse']) => Promise<void>;
}): ReactNode {
  const { t, said } = useSpeech();
  const [rows, setRows] = useState<readonly Row[]>([{ key: 0, people: [], from: first, until: first, reason: '' }]);
  const [dirty, setDirty] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const leave = useLeaveSafely(dirty);
  const form = useRef<HTMLFormElement>(null);
  const faults = isProblem(error) ? faultsOfRows(error.problem, 'duties') : NO_FAULTS;
  const summary = useRef<HTMLDivElement>(null);
  // to the first field that is wrong, or else to what is said above them all
  useEffect(() => {
    if (error === undefined) return;
    (form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? summary.current)?.focus();
  }, [error]);

  const change = (key: number, to: Partial<Row>): void => {
    setDirty(true);
    setRows(rows.map((row) => (row.key === key ? { ...row, ...to } : row)));
  };
  const goOn = (): void => {
    const last = rows.at(-1);
    if (last === undefined) return;
    setRows([...rows, { key: last.key + 1, people: [], ...following(last), reason: last.reason }]);
  };

  async function send(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const duties = rows.map(({ people, from, until, reason }) => ({
        inspectorIds: people.map(({ id }) => id),
        from,
        until,
        reason: reason.trim() === '' ? null : reason.trim(),
      }));
      const told = await ask<Schemas['DutiesEnteredResponse']>('POST', '/api/v1/duties', { body: { duties } });
      setDirty(false);
      await done(told);
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  }

  return (
    <Drawer open onClose={() => leave(close)} title={t('duties.enter')} size="min(640px, 100vw)" destroyOnHidden>
      <p>{t('duties.enterHelp')}</p>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div ref={summary} tabIndex={-1}>
          {error !== undefined && (
            <Alert
              type="error"
              showIcon
              role="alert"
              className="gap"
              title={<TroubleText error={error} />}
              description={faults.others.map(said).join(' ') || undefined}
            />
          )}
        </div>
        <ol className="rows">
          {rows.map((row, at) => (
            <li key={row.key}>
              <div className="row-head">
                <strong>{t('duties.row', { n: at + 1 })}</strong>
                {rows.length > 1 && (
                  <Button
                    aria-label={t('duties.dropRow', { n: at + 1 })}
                    onClick={() => {
                      setError(undefined);
                      setRows(rows.filter(({ key }) => key !== row.key));
                    }}
                  >
                    {t('absences.remove')}
                  </Button>
                )}
              </div>
              <div className="row-fields">
                <RowField label={t('duties.people')} faults={faults.of(at, 'inspectorIds')} className="row-wide">
                  {({ id, 'aria-invalid': wrong }) => (
                    <RecordsChoice
                      api="/api/v1/inspectors"
                      id={id}
                      value={row.people}
                      wrong={wrong}
                      onChange={(people) => change(row.key, { people })}
                    />
                  )}
                </RowField>
                <RowField label={t('absences.from')} faults={faults.of(at, 'from')}>
                  {(of) => (
                    <input
                      {...of}
                      type="date"
                      max="2999-12-31"
                      className="plain-input"
                      value={row.from}
                      onChange={({ target }) => change(row.key, { from: target.value })}
                    />
                  )}
                </RowField>
                <RowField label={t('absences.until')} faults={faults.of(at, 'until')}>
                  {(of) => (
                    <input
                      {...of}
                      type="date"
                      max="2999-12-31"
                      className="plain-input"
                      value={row.until}
                      onChange={({ target }) => change(row.key, { until: target.value })}
                    />
                  )}
                </RowField>
                <RowField label={t('duties.reason')} faults={faults.of(at, 'reason')} className="row-wide">
                  {(of) => (
                    <input
                      {...of}
                      className="plain-input"
                      maxLength={200}
                      value={row.reason}
                      onChange={({ target }) => change(row.key, { reason: target.value })}
                    />
                  )}
                </RowField>
              </div>
            </li>
          ))}
        </ol>
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('common.save')}
          </Button>
          <Button disabled={rows.length >= MOST} onClick={goOn}>
            {t('duties.goOn')}
          </Button>
        </div>
      </form>
    </Drawer>
  );
}
