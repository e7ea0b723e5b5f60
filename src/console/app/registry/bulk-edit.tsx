import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Drawer, Progress } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';

import { ask } from '../api/client.js';
import { everyRow } from '../api/every-page.js';
import { Asking, Nothing, Trouble, TroubleText } from '../frame/states.js';
import { readAddress } from '../list/list-address.js';
import { type ListSpec } from '../list/list-spec.js';
import { type Values } from '../record/differences.js';
import { shown, type Field } from '../record/fields.js';
import { useLeaveSafely } from '../record/leave-safely.js';
import { type RecordSpec } from '../record/record-drawer.js';
import { RecordForm } from '../record/record-form.js';
import { useSpeech } from '../words/words.js';
import { useAgencies } from './agencies.js';
import { eachOf, MOST_AT_ONCE, previewOf, type Changeable, type Outcome, type Preview } from './bulk.js';
import '../words/many-words.js';

const REASON: Field = {
  name: 'reason',
  label: 'record.reason',
  kind: 'lines',
  max: 500,
  required: true,
  help: 'bulk.reasonHelp',
};
const MOST_SHOWN = 100;

type Failed = Extract<Outcome<Changeable>, { readonly done: false }>;
type Step =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'preview'; readonly preview: Preview<Changeable> }
  | {
      readonly kind: 'running' | 'done';
      readonly all: number;
      readonly done: number;
      readonly failed: readonly Failed[];
    };

/**
 * Many records of a list at once: all that its filters find, not only those in sight. First it is said how many change and from
 * what; then each is changed by itself, against the version that was seen, and told of by itself.
 */
export default function BulkEdit({
  list,
  record,
  names,
}: {
  readonly list: Pick<ListSpec<Changeable>, 'api' | 'path' | 'filters' | 'searchAs'>;
  readonly record: RecordSpec;
  /** The fields that may be the same for many. */
  readonly names: readonly string[];
}): ReactNode {
  const { t, count } = useSpeech();
  const go = useNavigate();
  const { search } = useLocation();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [change, setChange] = useState<Values>({});
  const [reason, setReason] = useState('');
  const [step, setStep] = useState<Step>({ kind: 'choosing' });
  const stop = useRef(false);
  const leave = useLeaveSafely(step.kind === 'running' || step.kind === 'preview');
  const close = (): void => leave(() => void go({ pathname: list.path, search }));

  const { filters, search: words } = readAddress(
    new URLSearchParams(search),
    list.filters.map(({ name }) => name),
  );
  const query = { ...filters, [list.searchAs ?? 'search']: words, sort: 'id' };
  const rows = useQuery({
    queryKey: [list.api, 'bulk', query],
    queryFn: ({ signal }) => everyRow<Changeable>(list.api, query, signal, MOST_AT_ONCE + 1),
    // what is changed is changed against what was seen when this was opened
    staleTime: Infinity,
    gcTime: 0,
  });
  const offered = record.fields.filter(({ name }) => names.includes(name));
  const fields = useMemo(
    () => [...record.fields.filter(({ name }) => chosen.includes(name)), REASON],
    [record.fields, chosen],
  );
  const initial = useMemo(() => ({ ...change, reason }), [change, reason]);

  async function run({ changing }: Preview<Changeable>): Promise<void> {
    stop.current = false;
    let done = 0;
    const failed: Failed[] = [];
    setStep({ kind: 'running', all: changing.length, done, failed });
    await eachOf(
      changing,
      ({ id, version }) => ask('PATCH', `${list.api}/${id}`, { body: { ...change, reason }, version }),
      (outcome) => {
        if (outcome.done) done += 1;
        else failed.push(outcome);
        setStep({ kind: 'running', all: changing.length, done, failed: [...failed] });
      },
      () => stop.current,
    );
    setStep({ kind: 'done', all: changing.length, done, failed });
    await queries.invalidateQueries({ queryKey: [list.api, 'list'] });
    await queries.invalidateQueries({ queryKey: [list.api, 'one'] });
  }

  return (
    <Drawer open onClose={close} title={t('bulk.title')} size="min(720px, 100vw)" destroyOnHidden>
      {rows.error !== null ? (
        <Trouble error={rows.error} retry={() => void rows.refetch()} />
      ) : rows.data === undefined ? (
        <Asking />
      ) : rows.data.length === 0 ? (
        <Nothing text={t('list.noneSo')} />
      ) : filters.retired === 'true' ? (
        <Nothing text={t('bulk.retired')} />
      ) : rows.data.length > MOST_AT_ONCE ? (
        <Nothing text={t('bulk.tooMany', { n: count(MOST_AT_ONCE) })} />
      ) : step.kind === 'choosing' ? (
        <>
          <p>{t('bulk.all', { n: count(rows.data.length) })}</p>
          <fieldset className="finding">
            <legend>{t('bulk.what')}</legend>
            <Checkbox.Group
              value={[...chosen]}
              onChange={(next) => setChosen(next)}
              options={offered.map(({ name, label }) => ({ value: name, label: t(label) }))}
            />
          </fieldset>
          {chosen.length > 0 && (
            <RecordForm
              name="bulk"
              fields={fields}
              initial={initial}
              submit={t('bulk.preview')}
              save={({ reason: why, ...values }) => {
                setReason(String(why));
                setChange(values);
                setStep({ kind: 'preview', preview: previewOf(rows.data, values) });
                return Promise.resolve();
              }}
            />
          )}
        </>
      ) : step.kind === 'preview' ? (
        <Previewed
          preview={step.preview}
          change={change}
          fields={fields}
          reason={reason}
          record={record}
          back={() => setStep({ kind: 'choosing' })}
          go={() => void run(step.preview)}
        />
      ) : (
        <>
          <Progress
            aria-label={t('bulk.title')}
            percent={Math.round(((step.done + step.failed.length) / step.all) * 100)}
            status={step.failed.length > 0 ? 'exception' : step.kind === 'done' ? 'success' : 'normal'}
          />
          <Alert
            type={step.kind === 'running' ? 'info' : step.done === step.all ? 'success' : 'warning'}
            showIcon
            role="status"
            className="gap"
            title={t(step.kind === 'running' ? 'bulk.running' : 'bulk.done', {
              done: count(step.done),
              failed: count(step.failed.length),
              left: count(step.all - step.done - step.failed.length),
            })}
          />
          {step.kind === 'running' && (
            <Button
              onClick={() => {
                stop.current = true;
              }}
            >
              {t('bulk.stop')}
            </Button>
          )}
          {step.failed.length > 0 && (
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{t('bulk.row')}</th>
                  <th scope="col">{t('bulk.why')}</th>
                </tr>
              </thead>
              <tbody>
                {step.failed.map(({ row, error }) => (
                  <tr key={row.id}>
                    <td>
                      <Link to={{ pathname: `${list.path}/${row.id}`, search }}>{record.name(row)}</Link>
                    </td>
                    <td className="warn">
                      <TroubleText error={error} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {step.kind === 'done' && <Button onClick={close}>{t('import.toList')}</Button>}
        </>
      )}
    </Drawer>
  );
}

function Previewed({
  preview,
  change,
  fields,
  reason,
  record,
  back,
  go,
}: {
  readonly preview: Preview<Changeable>;
  readonly change: Values;
  readonly fields: readonly Field[];
  readonly reason: string;
  readonly record: RecordSpec;
  readonly back: () => void;
  readonly go: () => void;
}): ReactNode {
  const speech = useSpeech();
  const { t, count } = speech;
  const agencies = useAgencies();
  const { changing, unchanged } = preview;
  return (
    <>
      <Alert
        type="info"
        showIcon
        role="status"
        className="gap"
        title={t('bulk.willChange', { n: count(changing.length), same: count(unchanged) })}
      />
      <dl className="facts">
        {preview.fields.map(({ name, from }) => {
          const field = fields.find((one) => one.name === name);
          if (field === undefined) return null;
          const show = (value: unknown): ReactNode => shown(field, value, speech, agencies.nameOf);
          return (
            <div key={name} className="contents">
              <dt>{t(field.label)}</dt>
              <dd>
                <strong>→ {show(change[name])}</strong>
                <ul className="bulk-from">
                  {from.slice(0, 12).map(({ value, rows }) => (
                    <li key={JSON.stringify(value ?? null)}>
                      {show(value)} <span className="quiet">{t('bulk.rows', { n: count(rows) })}</span>
                    </li>
                  ))}
                  {from.length > 12 && (
                    <li className="quiet">{t('bulk.moreValues', { n: count(from.length - 12) })}</li>
                  )}
                </ul>
              </dd>
            </div>
          );
        })}
        <div className="contents">
          <dt>{t('record.reason')}</dt>
          <dd className="pre">{reason}</dd>
        </div>
      </dl>
      <details>
        <summary>{t('bulk.which')}</summary>
        <ul className="bulk-rows" tabIndex={0}>
          {changing.slice(0, MOST_SHOWN).map((row) => (
            <li key={row.id}>{record.name(row)}</li>
          ))}
          {changing.length > MOST_SHOWN && (
            <li className="quiet">{t('import.more', { n: count(changing.length - MOST_SHOWN) })}</li>
          )}
        </ul>
      </details>
      <div className="form-actions">
        <Button type="primary" disabled={changing.length === 0} onClick={go}>
          {t('bulk.go', { n: count(changing.length) })}
        </Button>
        <Button onClick={back}>{t('bulk.back')}</Button>
      </div>
    </>
  );
}
