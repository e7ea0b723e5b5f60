import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Progress, Switch } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';

import { ask } from '../api/client.js';
import { download } from '../api/download.js';
import { Choice } from '../frame/choice.js';
import { Asking, TroubleText } from '../frame/states.js';
import { useAgencies } from '../registry/agencies.js';
import { useSession } from '../session/session.js';
import { useSpeech } from '../words/words.js';
import { type Report } from './faults.js';
import { gridOf, type Grid } from './grid.js';
import { SheetWithFaults } from './sheet-with-faults.js';

interface Terms {
  /** Whose the rows are that name no agency; null: nobody's. */
  readonly agency: number | null;
  /** Agencies that the sheet names and nobody knows are made. */
  readonly making: boolean;
}

interface Tried {
  readonly file: File;
  readonly report: Report;
  readonly grid: Grid | undefined;
}

/** A list from a spreadsheet: chosen, tried without writing anything, looked at row by row in the sheet itself, and taken over. */
export default function ImportSheet({ api, path }: { readonly api: string; readonly path: string }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const go = useNavigate();
  const { search } = useLocation();
  const queries = useQueryClient();
  const agencies = useAgencies();
  const input = useRef<HTMLInputElement>(null);
  const [terms, setTerms] = useState<Terms>({ agency: person.agencyId, making: false });
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState<Tried>();
  const [done, setDone] = useState<Report>();
  const [error, setError] = useState<unknown>();
  const close = (): void => void go({ pathname: path, search });

  async function send(file: File, dryRun: boolean, { agency, making }: Terms): Promise<Report> {
    const body = new FormData();
    body.set('file', file);
    return ask<Report>('POST', `${api}/imports`, {
      body,
      query: { dryRun, createAgencies: making, agencyId: agency ?? undefined },
    });
  }

  /** Shows what would become of the file. */
  async function look(file: File, terms: Terms): Promise<void> {
    setBusy(true);
    setError(undefined);
    setDone(undefined);
    try {
      const report = await send(file, true, terms);
      setTried({ file, report, grid: await gridOf(file, report.sheet) });
    } catch (refusal) {
      setTried(undefined);
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }

  async function takeOver({ file }: Tried): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const report = await send(file, false, terms);
      if (report.rejected > 0) setTried({ file, report, grid: await gridOf(file, report.sheet) });
      else {
        setTried(undefined);
        setDone(report);
        await Promise.all([
          queries.invalidateQueries({ queryKey: [api] }),
          queries.invalidateQueries({ queryKey: [api, 'list'] }),
          queries.invalidateQueries({ queryKey: ['agencies'] }),
        ]);
      }
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }

  const choose = (file: File | undefined): void => {
    if (file !== undefined) void look(file, terms);
    // the same file again, once it is mended, is another one
    if (input.current !== null) input.current.value = '';
  };

  /** What was found wrong may be right on other terms: the same file is looked at again. */
  const on = (changed: Partial<Terms>): void => {
    const next = { ...terms, ...changed };
    setTerms(next);
    if (tried !== undefined) void look(tried.file, next);
  };

  return (
    <Drawer open onClose={close} title={t('import.title')} size="min(1100px, 100vw)" destroyOnHidden>
      <div className="import-choose">
        <label className="file-choice">
          <span>{t('import.file')}</span>
          <input
            ref={input}
            type="file"
            accept=".xlsx,.xls,.csv"
            disabled={busy}
            onChange={({ target }) => choose(target.files?.[0])}
          />
        </label>
        {(agencies.all?.length ?? 0) > 1 && (
          <Choice
            label={t('import.agency')}
            empty={t('import.agency')}
            value={terms.agency === null ? null : String(terms.agency)}
            onChange={(id) => on({ agency: id === null ? null : Number(id) })}
            options={(agencies.all ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        )}
        {person.role === 'admin' && (
          <label className="switch-label">
            <Switch checked={terms.making} disabled={busy} onChange={(making) => on({ making })} size="small" />{' '}
            {t('import.createAgencies')}
          </label>
        )}
        <Button type="link" className="flush" onClick={() => void download(`${api}/template`).catch(setError)}>
          {t('import.template')}
        </Button>
      </div>
      <p className="quiet">{t('import.how')}</p>
      {error !== undefined && (
        <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={error} />} />
      )}
      {busy && <Asking />}
      {done !== undefined && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={t('import.done')}
          description={<Counts report={done} />}
          action={<Button onClick={close}>{t('import.toList')}</Button>}
        />
      )}
      {!busy && tried !== undefined && (
        <section aria-label={t('import.preview')}>
          <Alert
            type={tried.report.rejected > 0 ? 'warning' : 'info'}
            showIcon
            role="status"
            className="gap"
            title={t(tried.report.rejected > 0 ? 'import.notYet' : 'import.ready', { n: tried.report.rejected })}
            description={
              <>
                <p>{t('import.read', { file: tried.file.name, sheet: tried.report.sheet })}</p>
                <Counts report={tried.report} />
                {tried.report.unread.length > 0 && (
                  <p>
                    {t('import.unread')}{' '}
                    {tried.report.unread.map(({ column, heading }) => `${column} ${heading}`).join(t('common.comma'))}
                  </p>
                )}
                {tried.report.agenciesCreated.length > 0 && (
                  <p>
                    {t('import.agencies')} {tried.report.agenciesCreated.join(t('common.comma'))}
                  </p>
                )}
              </>
            }
          />
          <div className="form-actions">
            <Button type="primary" disabled={tried.report.rejected > 0} onClick={() => void takeOver(tried)}>
              {t('import.takeOver')}
            </Button>
            <Button onClick={() => void look(tried.file, terms)}>{t('import.again')}</Button>
          </div>
          <SheetWithFaults report={tried.report} grid={tried.grid} />
        </section>
      )}
    </Drawer>
  );
}

const COUNTS = ['created', 'updated', 'unchanged', 'rejected', 'skipped'] as const;

function Counts({ report }: { readonly report: Report }): ReactNode {
  const { t, count } = useSpeech();
  const all = COUNTS.reduce((sum, name) => sum + report[name], 0);
  return (
    <>
      <ul className="counts">
        {COUNTS.filter((name) => report[name] > 0).map((name) => (
          <li key={name}>
            {t(`import.counts.${name}`)} <strong>{count(report[name])}</strong>
          </li>
        ))}
      </ul>
      {all > 0 && (
        <Progress
          aria-label={t('import.share')}
          percent={Math.round(((all - report.rejected) / all) * 100)}
          size="small"
          status={report.rejected > 0 ? 'normal' : 'success'}
        />
      )}
    </>
  );
}
