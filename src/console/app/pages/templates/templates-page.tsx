import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, askText, type Schemas } from '../../api/client.js';
import { isProblem, type Fault } from '../../api/problem.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble, TroubleText } from '../../frame/states.js';
import { useLeaveSafely } from '../../record/leave-safely.js';
import { useMayKeep } from '../../session/may-keep.js';
import { useAgencyOfAddress } from '../../registry/agency-of-address.js';
import { useSpeech, type Key } from '../../words/words.js';
import { lineOf, linesOf, spanOf } from './place.js';
import { Paper } from './paper.js';
import './templates.css';
import '../../words/office-words.js';
import '../../words/settings-words.js';

type Detail = Schemas['TemplateDetailResponse'];
type Placeholders = Schemas['PlaceholdersResponse'];

const API = '/api/v1/document-templates';
const KINDS = {
  approval: 'templates.kinds.approval',
  notice: 'templates.kinds.notice',
  record: 'templates.kinds.record',
  'rectify-order': 'templates.kinds.rectify-order',
  publication: 'templates.kinds.publication',
  'drawn-list': 'templates.kinds.drawn-list',
} as const satisfies Record<Detail['kind'], Key>;

/** A pause in typing after which the paper is made anew. */
const PAUSE = 500;

/** 文书模板: one at a time, beside the paper that it makes. */
export default function TemplatesPage(): ReactNode {
  const { t } = useSpeech();
  const [params, setParams] = useSearchParams();
  const agency = useAgencyOfAddress();
  const kind = params.get('kind') ?? '';
  const known = (kind in KINDS ? kind : 'notice') as Detail['kind'];
  const language = params.get('language') === 'en' ? 'en' : 'zh';
  const set = (name: string, value: string | null): void => {
    const changed = new URLSearchParams(params);
    changed.set(name, value ?? '');
    setParams(changed);
  };
  return (
    <Page
      title={t('templates.title')}
      lead={
        <Link to={agency.id === undefined ? '/settings' : `/settings?agencyId=${agency.id}`}>{t('settings.back')}</Link>
      }
      actions={
        <>
          {agency.choice}
          <Choice
            label={t('templates.kind')}
            value={known}
            onChange={(next) => set('kind', next)}
            options={Object.entries(KINDS).map(([value, key]) => ({ value, label: t(key) }))}
          />
          <Choice
            label={t('appearance.language')}
            value={language}
            onChange={(next) => set('language', next)}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`appearance.${value}`) }))}
          />
        </>
      }
    >
      {agency.id === undefined ? (
        <Nothing text={t('agencies.empty')} />
      ) : (
        <TemplateOf key={`${agency.id} ${known} ${language}`} agencyId={agency.id} kind={known} language={language} />
      )}
    </Page>
  );
}

interface Which {
  readonly agencyId: number;
  readonly kind: Detail['kind'];
  readonly language: 'zh' | 'en';
}

function TemplateOf(which: Which): ReactNode {
  const { agencyId, kind, language } = which;
  const stored = useQuery({
    queryKey: ['template', agencyId, kind, language],
    queryFn: ({ signal }) => ask<Detail>('GET', `${API}/${kind}`, { query: { agencyId, language }, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (stored.error !== null) return <Trouble error={stored.error} retry={() => void stored.refetch()} />;
  if (stored.data === undefined) return <Asking />;
  return <Editor {...which} stored={stored.data} />;
}

function Editor({ agencyId, kind, language, stored }: Which & { readonly stored: Detail }): ReactNode {
  const { t, moment } = useSpeech();
  const queries = useQueryClient();
  const mayKeep = useMayKeep();
  // what was begun with stays under it, and what others put in its place meanwhile is shown beside it
  const [base, setBase] = useState(stored);
  const [body, setBody] = useState(stored.body);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [theirs, setTheirs] = useState<Detail>();
  const [refused, setRefused] = useState<unknown>();
  const dirty = body !== base.body;
  useLeaveSafely(dirty);
  const { paper, faults, trouble } = usePreview(kind, language, body, mayKeep);
  const area = useRef<HTMLTextAreaElement>(null);
  const wrong = new Set(faults.map(lineOf));

  const goTo = (line: number | undefined): void => {
    if (line === undefined || area.current === null) return;
    const { from, until } = spanOf(body, line);
    area.current.focus();
    area.current.setSelectionRange(from, until);
  };
  const insert = (text: string): void => {
    const place = area.current;
    if (place === null) return;
    setBody(body.slice(0, place.selectionStart) + text + body.slice(place.selectionEnd));
    setSaved(false);
    place.focus();
  };
  const settled = (now: Detail, text: string): void => {
    setBase(now);
    setBody(text);
    setNote('');
  };

  async function put(text: string | null): Promise<void> {
    setBusy(true);
    setRefused(undefined);
    setSaved(false);
    const address = `${API}/${kind}`;
    try {
      const now = await ask<Detail>('PUT', address, {
        body: { agencyId, language, body: text, note: note.trim() === '' ? null : note.trim() },
        version: base.version,
      });
      settled(now, now.body);
      setSaved(true);
      await queries.invalidateQueries({ queryKey: ['settings'] });
    } catch (refusal) {
      if (isProblem(refusal, 'changed_meanwhile'))
        setTheirs(await ask<Detail>('GET', address, { query: { agencyId, language } }));
      else setRefused(refusal);
    } finally {
      setBusy(false);
    }
  }

  const own = base.from.agencyId === agencyId;
  return (
    <div className="template">
      <section aria-label={t('templates.source')}>
        <p className="quiet">
          {t(own ? 'templates.isOwn' : base.from.agencyId === null ? 'templates.isBuiltIn' : 'templates.isAbove', {
            agency: base.from.agency ?? '',
          })}
        </p>
        {theirs !== undefined && (
          <Alert
            type="warning"
            role="alert"
            className="gap"
            title={t('conflict.title')}
            description={
              <>
                <p>
                  {t('templates.conflict', { by: theirs.versions[0]?.by ?? '', at: moment(theirs.versions[0]?.at) })}
                </p>
                <details>
                  <summary>{t('templates.theirs')}</summary>
                  <pre className="pre">{theirs.body}</pre>
                </details>
                <div className="form-actions">
                  <Button
                    onClick={() => {
                      setBase(theirs);
                      setTheirs(undefined);
                    }}
                  >
                    {t('templates.keepMine')}
                  </Button>
                  <Button
                    onClick={() => {
                      settled(theirs, theirs.body);
                      setTheirs(undefined);
                    }}
                  >
                    {t('templates.takeTheirs')}
                  </Button>
                </div>
              </>
            }
          />
        )}
        {refused !== undefined && (
          <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={refused} />} />
        )}
        <div className="template-source">
          <ol className="template-lines" aria-hidden="true">
            {Array.from({ length: linesOf(body) }, (_, at) => (
              <li key={at} className={wrong.has(at + 1) ? 'wrong' : undefined}>
                {at + 1}
              </li>
            ))}
          </ol>
          <textarea
            ref={area}
            className="template-text"
            aria-label={t('templates.source')}
            aria-invalid={faults.length > 0}
            aria-describedby="template-faults"
            spellCheck={false}
            readOnly={!mayKeep}
            rows={linesOf(body)}
            maxLength={20_000}
            value={body}
            onChange={({ target }) => {
              setBody(target.value);
              setSaved(false);
            }}
          />
        </div>
        <ul id="template-faults" className="template-faults" aria-live="polite">
          {faults.map((fault) => (
            <li key={`${fault.code} ${fault.message.en}`}>
              <FaultLine fault={fault} goTo={goTo} />
            </li>
          ))}
        </ul>
        {mayKeep && (
          <div className="form-actions">
            <Input
              className="wide"
              value={note}
              maxLength={500}
              placeholder={t('templates.note')}
              aria-label={t('templates.note')}
              onChange={({ target }) => setNote(target.value)}
            />
            <Button type="primary" loading={busy} disabled={!dirty || faults.length > 0} onClick={() => void put(body)}>
              {t('common.save')}
            </Button>
            {own && (
              <Button loading={busy} onClick={() => void put(null)}>
                {t('templates.letGo')}
              </Button>
            )}
            {saved && (
              <span role="status" className="quiet">
                {t('record.saved')}
              </span>
            )}
          </div>
        )}
        <Vocabulary insert={mayKeep ? insert : undefined} />
        <Versions base={base} take={mayKeep ? (text) => setBody(text) : undefined} />
      </section>
      <section aria-label={t('templates.preview')}>
        <p className="quiet">{t('templates.previewHelp')}</p>
        {trouble !== undefined ? (
          <Trouble error={trouble} />
        ) : paper === undefined ? (
          mayKeep ? (
            <Asking />
          ) : (
            <Nothing text={t('templates.noPreview')} />
          )
        ) : (
          <Paper html={paper} label={t('templates.preview')} />
        )}
      </section>
    </div>
  );
}

function FaultLine({
  fault,
  goTo,
}: {
  readonly fault: Fault;
  readonly goTo: (line: number | undefined) => void;
}): ReactNode {
  const { said } = useSpeech();
  const line = lineOf(fault);
  return line === undefined ? (
    <span className="fault">{said(fault.message)}</span>
  ) : (
    <Button type="link" className="flush fault" onClick={() => goTo(line)}>
      {said(fault.message)}
    </Button>
  );
}

/** What the template makes, with invented facts; and what is wrong with it. The last paper stays while it is wrong. */
function usePreview(
  kind: string,
  language: 'zh' | 'en',
  body: string,
  may: boolean,
): { readonly paper: string | undefined; readonly faults: readonly Fault[]; readonly trouble: unknown } {
  const [shown, setShown] = useState<{ paper: string | undefined; faults: readonly Fault[]; trouble: unknown }>({
    paper: undefined,
    faults: [],
    trouble: undefined,
  });
  useEffect(() => {
    if (!may) return undefined;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      askText('POST', `${API}/${kind}/preview`, { body: { language, body }, signal: gone.signal })
        .then((paper) => setShown({ paper, faults: [], trouble: undefined }))
        .catch((error: unknown) => {
          if (gone.signal.aborted) return;
          const faults = isProblem(error) ? (error.problem.errors ?? []) : [];
          setShown(({ paper }) =>
            faults.length > 0
              ? { paper, faults, trouble: undefined }
              : { paper: undefined, faults: [], trouble: error },
          );
        });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [kind, language, body, may]);
  return shown;
}

/** The words that a template may use. */
function Vocabulary({ insert }: { readonly insert: ((text: string) => void) | undefined }): ReactNode {
  const { t, said } = useSpeech();
  const words = useQuery({
    queryKey: ['placeholders'],
    queryFn: ({ signal }) => ask<Placeholders>('GET', `${API}/placeholders`, { signal }),
    staleTime: Infinity,
  });
  if (words.data === undefined) return null;
  const button = (name: string, about: { zh: string; en: string }, text: string): ReactNode => (
    <li key={name}>
      <Button size="small" disabled={insert === undefined} onClick={() => insert?.(text)}>
        {said(about)} <span className="code">{name}</span>
      </Button>
    </li>
  );
  return (
    <details>
      <summary>{t('templates.words')}</summary>
      <p className="pre quiet">{t('templates.language')}</p>
      <ul className="placeholders">{words.data.values.map(({ name, about }) => button(name, about, `{{${name}}}`))}</ul>
      {words.data.lists.map(({ list, about, fields }) => (
        <div key={list}>
          <h3>{said(about)}</h3>
          <ul className="placeholders">
            {button(list, about, `{{#each ${list}}}\n\n{{/each}}`)}
            {fields.map((field) => button(field.name, field.about, `{{${field.name}}}`))}
          </ul>
        </div>
      ))}
    </details>
  );
}

function Versions({
  base,
  take,
}: {
  readonly base: Detail;
  readonly take: ((text: string) => void) | undefined;
}): ReactNode {
  const { t, moment } = useSpeech();
  if (base.versions.length === 0) return null;
  return (
    <details>
      <summary>{t('record.history')}</summary>
      <ol className="history">
        {base.versions.map(({ version, by, at, note, body }) => (
          <li key={version}>
            <strong>{t('templates.version', { n: version })}</strong> {by}
            <time className="quiet block" dateTime={at}>
              {moment(at)}
            </time>
            {note !== null && <span className="block">{note}</span>}
            {body === null ? (
              <span className="quiet">{t('templates.wasLetGo')}</span>
            ) : (
              take !== undefined && (
                <Button type="link" className="flush" onClick={() => take(body)}>
                  {t('templates.takeVersion')}
                </Button>
              )
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
