import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { isProblem } from '../../api/problem.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble, TroubleText } from '../../frame/states.js';
import { useLeaveSafely } from '../../record/leave-safely.js';
import { useSession } from '../../session/session.js';
import { yearNow } from '../../words/dates.js';
import { useSpeech, type Key } from '../../words/words.js';
import { readNotice, stretchesOf, writeNotice, type NotableDay } from './notice.js';
import '../../words/settings-words.js';

type Year = Schemas['WorkingDaysResponse'];

const ORIGINS = {
  week: 'workingDays.byWeek',
  library: 'workingDays.byLibrary',
  override: 'workingDays.byNotice',
} as const satisfies Record<NotableDay['origin'], Key>;

/** 放假调休: which days count as working days. Every deadline of every agency is counted by them. */
export default function WorkingDaysPage(): ReactNode {
  const { t, day, count } = useSpeech();
  const { person } = useSession();
  const [params, setParams] = useSearchParams();
  const asked = Number(params.get('year') ?? '');
  const year = asked >= 2004 && asked <= 2200 && Number.isInteger(asked) ? asked : yearNow();
  const days = useQuery({
    queryKey: ['working-days', year],
    queryFn: ({ signal }) => ask<Year>('GET', '/api/v1/working-days', { query: { year }, signal }),
  });
  const [open, setOpen] = useState(false);
  const [dirty, setDirty] = useState(false);
  const leave = useLeaveSafely(dirty);
  const go = (next: number): void => setParams({ year: String(next) });
  // an administrator of one agency moves nobody else's days
  const mayKeep = person.role === 'admin' && person.agencyId === null;
  const shown = stretchesOf((days.data?.days ?? []).filter(({ why }) => why !== 'weekend' && why !== 'weekday'));
  return (
    <Page
      title={t('workingDays.titleOf', { year })}
      lead={<Link to="/settings">{t('settings.back')}</Link>}
      actions={
        <>
          <Button onClick={() => go(year - 1)} disabled={year <= 2004}>
            {t('workingDays.before')}
          </Button>
          <Button onClick={() => go(year + 1)} disabled={year >= 2200}>
            {t('workingDays.after')}
          </Button>
          {mayKeep && (
            <Button type="primary" disabled={days.data === undefined} onClick={() => setOpen(true)}>
              {t('workingDays.enter')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('workingDays.means')}</p>
      {days.error !== null ? (
        <Trouble error={days.error} retry={() => void days.refetch()} />
      ) : days.data === undefined ? (
        <Asking />
      ) : (
        <section className="card" aria-label={t('workingDays.titleOf', { year })}>
          {!days.data.covered && <p className="warn">{t('workingDays.notCovered', { year })}</p>}
          <dl className="facts">
            <dt>{t('workingDays.count')}</dt>
            <dd>{count(days.data.workingDays)}</dd>
            <dt>{t('workingDays.sources')}</dt>
            <dd>
              {[days.data.library, ...days.data.notices].filter(Boolean).join(t('common.comma')) || t('common.none')}
            </dd>
            <dt>{t('workingDays.coveredUntil')}</dt>
            <dd>{day(days.data.coveredUntil)}</dd>
          </dl>
          {shown.length === 0 ? (
            <Nothing text={t('workingDays.none')} />
          ) : (
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{t('workingDays.days')}</th>
                  <th scope="col">{t('workingDays.kind')}</th>
                  <th scope="col">{t('workingDays.name')}</th>
                  <th scope="col">{t('workingDays.origin')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((stretch) => (
                  <tr key={stretch.from}>
                    <td>
                      {day(stretch.from)}
                      {stretch.until !== stretch.from && <span className="block">– {day(stretch.until)}</span>}
                    </td>
                    <td>{t(stretch.working ? 'workingDays.work' : 'workingDays.rest')}</td>
                    <td>{stretch.name ?? t('common.none')}</td>
                    <td className="quiet">{t(ORIGINS[stretch.origin])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      )}
      {open && days.data !== undefined && (
        <Drawer
          open
          onClose={() =>
            leave(() => {
              setDirty(false);
              setOpen(false);
            })
          }
          title={t('workingDays.enter')}
          size="min(640px, 100vw)"
          destroyOnHidden
        >
          <Notice
            year={days.data}
            onDirty={setDirty}
            done={() => {
              setDirty(false);
              setOpen(false);
            }}
          />
        </Drawer>
      )}
    </Page>
  );
}

/** The State Council's notice of a year, as one copies it out. It takes the place of what was entered before. */
function Notice({
  year,
  onDirty,
  done,
}: {
  readonly year: Year;
  readonly onDirty: (dirty: boolean) => void;
  readonly done: () => void;
}): ReactNode {
  const { t, language } = useSpeech();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ source: string; days: string }>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const notable = year.days.filter(({ why }) => why === 'holiday' || why === 'shifted');

  async function finish({ source, days }: { source: string; days: string }): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await ask('PUT', `/api/v1/working-days/${year.year}`, { body: { source, days: readNotice(days).days } });
      await queries.invalidateQueries({ queryKey: ['working-days'] });
      done();
    } catch (refusal) {
      setError(refusal);
      if (isProblem(refusal))
        form.setFields([
          { name: 'days', errors: (refusal.problem.errors ?? []).map(({ message }) => message[language]) },
        ]);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form
      form={form}
      name="notice"
      layout="vertical"
      initialValues={{
        source: '',
        days: writeNotice(stretchesOf(notable), { work: t('workingDays.work'), rest: t('workingDays.rest') }),
      }}
      onValuesChange={() => onDirty(true)}
      onFinish={(typed: { source: string; days: string }) => void finish(typed)}
    >
      <p>{t('workingDays.noticeHelp')}</p>
      <p className="warn">{t('workingDays.concerns')}</p>
      {error !== undefined && (
        <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={error} />} />
      )}
      <Form.Item
        name="source"
        label={t('workingDays.source')}
        extra={t('workingDays.sourceHelp')}
        rules={[{ required: true, message: t('form.required', { what: t('workingDays.source') }) }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="days"
        label={t('workingDays.days')}
        extra={t('workingDays.daysHelp')}
        rules={[
          {
            validator: (_, typed: string) => {
              const { wrong } = readNotice(typed);
              return wrong.length === 0
                ? Promise.resolve()
                : Promise.reject(new Error(t('workingDays.wrongLines', { lines: wrong.join(t('common.comma')) })));
            },
          },
        ]}
      >
        <Input.TextArea rows={16} className="code" spellCheck={false} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}
