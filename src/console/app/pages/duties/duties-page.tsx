import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { everyRow } from '../../api/every-page.js';
import { daysOfMonth, monthIn, plusMonths } from '../../calendar/days.js';
import { monthName } from '../../calendar/month-name.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble, TroubleText } from '../../frame/states.js';
import { type Field } from '../../record/fields.js';
import { useAgencies } from '../../registry/agencies.js';
import { useMayKeep } from '../../session/may-keep.js';
import { dayNow } from '../../words/dates.js';
import { useSpeech } from '../../words/words.js';
import { DutyMonth } from './duty-month.js';
import { withoutDuty } from './roster.js';
import '../../words/many-words.js';
import '../../words/planning-words.js';
import '../../words/registers-words.js';

type Duty = Schemas['DutyResponse'];
type Entered = Schemas['DutiesEnteredResponse'];

const API = '/api/v1/duties';
const FIELDS: readonly Field[] = [
  {
    name: 'inspectorId',
    label: 'duties.who',
    kind: 'record',
    of: '/api/v1/inspectors',
    required: true,
    help: 'duties.whoHelp',
  },
  { name: 'from', label: 'absences.from', kind: 'day', required: true },
  { name: 'until', label: 'absences.until', kind: 'day', required: true },
  { name: 'reason', label: 'duties.reason', kind: 'text', max: 200 },
];

const RosterForm = lazy(() => import('./roster-form.js'));
const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

/** 值班表: who is needed elsewhere on which days of a month, and so goes on no visit; and on which days nobody is. */
export default function DutiesPage(): ReactNode {
  const { t, day, count, language } = useSpeech();
  const mayKeep = useMayKeep();
  const agencies = useAgencies();
  const queries = useQueryClient();
  const [address, setAddress] = useSearchParams();
  const [today] = useState(dayNow);
  const month = monthIn(address.get('month')) ?? today.slice(0, 7);
  const agencyId = address.get('agencyId') ?? '';
  const days = useMemo(() => daysOfMonth(month), [month]);
  const query = { agencyId, from: days[0], until: days.at(-1), sort: 'from' };
  const duties = useQuery({
    queryKey: [API, 'list', query],
    queryFn: ({ signal }) => everyRow<Duty>(API, query, signal),
    placeholderData: (before) => before,
  });
  const [entering, setEntering] = useState(false);
  const [changing, setChanging] = useState<Duty>();
  const [entered, setEntered] = useState<Entered>();
  const [error, setError] = useState<unknown>();
  const to = (name: string, value: string): string => {
    const params = new URLSearchParams(address);
    if (value === '') params.delete(name);
    else params.set(name, value);
    return `?${params.toString()}`;
  };
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: [API, 'list'] });
  };
  const remove = (duty: Duty): void => {
    if (!window.confirm(t('duties.sure', { who: duty.inspector.name }))) return;
    setError(undefined);
    setEntered(undefined);
    ask('DELETE', `/api/v1/inspectors/${duty.inspector.id}/absences/${duty.id}`).then(refresh).catch(setError);
  };
  const free = withoutDuty(days, duties.data ?? []);

  return (
    <Page
      title={t('menu.duties')}
      lead={t('duties.means')}
      actions={
        <>
          {(agencies.all?.length ?? 0) > 1 && (
            <Choice
              label={t('common.agency')}
              empty={t('common.agency')}
              value={agencyId}
              onChange={(next) => setAddress(to('agencyId', next ?? ''))}
              options={(agencies.all ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          )}
          {mayKeep && (
            <Button type="primary" onClick={() => setEntering(true)}>
              {t('duties.enter')}
            </Button>
          )}
          <Button onClick={() => window.print()}>{t('export.print')}</Button>
        </>
      }
    >
      <nav className="form-actions" aria-label={t('calendar.months')}>
        <Link to={to('month', plusMonths(month, -1))}>{t('calendar.before')}</Link>
        <strong>{monthName(month, language, true)}</strong>
        <Link to={to('month', plusMonths(month, 1))}>{t('calendar.after')}</Link>
        {month !== today.slice(0, 7) && <Link to={to('month', '')}>{t('calendar.thisMonth')}</Link>}
      </nav>
      {entered !== undefined && (
        <Alert
          type="success"
          showIcon
          role="status"
          className="gap"
          title={t('duties.entered', { n: count(entered.entered), same: count(entered.unchanged) })}
        />
      )}
      {error !== undefined && (
        <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={error} />} />
      )}
      {duties.error !== null ? (
        <Trouble error={duties.error} retry={() => void duties.refetch()} />
      ) : duties.data === undefined ? (
        <Asking />
      ) : duties.data.length === 0 ? (
        <div className="card">
          <Nothing text={t('duties.none')} />
        </div>
      ) : (
        <div className="stack" aria-busy={duties.isPlaceholderData}>
          <p>
            {free.length === 0
              ? t('duties.allCovered')
              : t('duties.uncovered', {
                  days: free
                    .map(({ from, until }) => (from === until ? day(from) : `${day(from)} – ${day(until)}`))
                    .join(t('common.comma')),
                })}
          </p>
          <DutyMonth month={month} today={today} duties={duties.data} />
          <section aria-labelledby="duties-each" className="stack">
            <h2 id="duties-each">{t('duties.each', { n: count(duties.data.length) })}</h2>
            <div className="table-frame">
              <table className="table" role="table">
                <thead role="rowgroup">
                  <tr role="row">
                    {(['duties.who', 'absences.from', 'absences.until', 'duties.reason'] as const).map((key) => (
                      <th key={key} scope="col" role="columnheader">
                        {t(key)}
                      </th>
                    ))}
                    {mayKeep && (
                      <th scope="col" role="columnheader">
                        <span className="sr">{t('duties.change')}</span>
                      </th>
                    )}
                  </tr>
                </thead>
                <tbody role="rowgroup">
                  {duties.data.map((duty) => (
                    <tr key={duty.id} role="row">
                      <td role="cell">
                        <Link to={`/inspectors/${duty.inspector.id}`}>{duty.inspector.name}</Link>
                      </td>
                      <td role="cell" data-label={t('absences.from')}>
                        {day(duty.from)}
                      </td>
                      <td role="cell" data-label={t('absences.until')}>
                        {day(duty.until)}
                      </td>
                      <td role="cell" data-label={t('duties.reason')}>
                        {duty.reason ?? t('common.none')}
                      </td>
                      {mayKeep && (
                        <td role="cell" data-label={t('duties.change')}>
                          <span className="duty-acts">
                            <Button
                              aria-label={t('duties.changeOf', { who: duty.inspector.name, from: day(duty.from) })}
                              onClick={() => setChanging(duty)}
                            >
                              {t('duties.change')}
                            </Button>
                            <Button
                              aria-label={t('duties.removeOf', { who: duty.inspector.name, from: day(duty.from) })}
                              onClick={() => remove(duty)}
                            >
                              {t('absences.remove')}
                            </Button>
                          </span>
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        </div>
      )}
      <Suspense fallback={null}>
        {entering && (
          <RosterForm
            first={month === today.slice(0, 7) ? today : (days[0] ?? today)}
            close={() => setEntering(false)}
            done={async (told) => {
              setEntering(false);
              setError(undefined);
              setEntered(told);
              await refresh();
            }}
          />
        )}
        {changing !== undefined && (
          <ActionDialog
            title={t('duties.changeTitle')}
            help={t('duties.changeHelp')}
            fields={FIELDS}
            initial={{
              inspectorId: changing.inspector.id,
              from: changing.from,
              until: changing.until,
              reason: changing.reason,
            }}
            submit={t('common.save')}
            close={() => setChanging(undefined)}
            run={async (values) => {
              await ask('PATCH', `${API}/${changing.id}`, { body: values });
              setChanging(undefined);
              setEntered(undefined);
              await refresh();
            }}
          />
        )}
      </Suspense>
    </Page>
  );
}
