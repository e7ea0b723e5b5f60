import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useLeaveSafely } from '../../record/leave-safely.js';
import { type Field } from '../../record/fields.js';
import { type Agency } from '../../registry/agencies.js';
import { useAgencyOfAddress } from '../../registry/agency-of-address.js';
import { useSession } from '../../session/session.js';
import { useSpeech, type Key } from '../../words/words.js';
import './settings.css';
import '../../words/office-words.js';
import '../../words/settings-words.js';

const SettingDialog = lazy(() => import('./setting-dialog.js'));

type Terms = Schemas['AgencyTermsResponse'];
type Rules = Schemas['DisclosureRulesResponse'];
type Template = Schemas['TemplateResponse'];
type From = Schemas['SettingFromResponse'];

const TERMS: readonly Field[] = [
  {
    name: 'publicationDays',
    label: 'settings.publicationDays',
    kind: 'integer',
    max: 60,
    empty: 'settings.inherited',
    help: 'settings.emptyInherits',
  },
  {
    name: 'closingDays',
    label: 'settings.closingDays',
    kind: 'integer',
    max: 60,
    empty: 'settings.inherited',
    help: 'settings.emptyInherits',
  },
  {
    name: 'checkInMetres',
    label: 'settings.checkInMetres',
    kind: 'integer',
    min: 50,
    max: 100_000,
    empty: 'settings.inherited',
    help: 'settings.emptyInherits',
  },
];
const INSPECTOR_NAMES = {
  full: 'settings.namesFull',
  surname: 'settings.namesSurname',
  certificate: 'settings.namesCertificate',
} as const satisfies Record<string, Key>;
const PERSON_TARGETS = { full: 'settings.personsFull', masked: 'settings.personsMasked' } as const;
const RULES: readonly Field[] = [
  {
    name: 'inspectorNames',
    label: 'settings.inspectorNames',
    kind: 'choice',
    choices: INSPECTOR_NAMES,
    empty: 'settings.inherited',
    help: 'settings.inspectorNamesHelp',
  },
  {
    name: 'personTargets',
    label: 'settings.personTargets',
    kind: 'choice',
    choices: PERSON_TARGETS,
    empty: 'settings.inherited',
    help: 'settings.personTargetsHelp',
  },
  {
    name: 'retentionYears',
    label: 'settings.retentionYears',
    kind: 'integer',
    max: 100,
    empty: 'settings.inherited',
    help: 'settings.retentionYearsHelp',
  },
];

/** Where what holds comes from. */
function Origin({
  from,
  agencyId,
}: {
  readonly from: Pick<From, 'agencyId' | 'agency'>;
  readonly agencyId: number;
}): ReactNode {
  const { t } = useSpeech();
  const text =
    from.agencyId === null
      ? t('settings.fromProduct')
      : from.agencyId === agencyId
        ? t('settings.fromOwn')
        : t('settings.fromAbove', { agency: from.agency ?? `#${from.agencyId}` });
  return <span className={from.agencyId === agencyId ? 'origin origin-own' : 'origin'}>{text}</span>;
}

/** One setting: what it means, what holds, whose word that is, and for whom it changes. */
function Setting({
  name,
  means,
  value,
  origin,
  concerns,
}: {
  readonly name: string;
  readonly means: string;
  readonly value: ReactNode;
  readonly origin: ReactNode;
  readonly concerns: string;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <div className="setting">
      <h3>{name}</h3>
      <p>{means}</p>
      <p className="setting-value">
        <strong>{value}</strong> {origin}
      </p>
      <p className="quiet">
        {t('settings.concerns')} {concerns}
      </p>
    </div>
  );
}

/** What is set for an agency, in plain sentences. */
export default function SettingsPage(): ReactNode {
  const { t } = useSpeech();
  const { id, choice } = useAgencyOfAddress();
  return (
    <Page title={t('settings.title')} lead={t('settings.lead')} actions={choice}>
      {id === undefined ? <Nothing text={t('agencies.empty')} /> : <SettingsOf key={id} agencyId={id} />}
    </Page>
  );
}

function SettingsOf({ agencyId }: { readonly agencyId: number }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  return (
    <div className="settings">
      <TermsOf agencyId={agencyId} />
      <RulesOf agencyId={agencyId} />
      <section className="card" aria-labelledby="calendar-title">
        <h2 id="calendar-title">{t('workingDays.title')}</h2>
        <p>{t('workingDays.means')}</p>
        <p className="quiet">
          {t('settings.concerns')} {t('workingDays.concerns')}
        </p>
        <Link to="/working-days">{t('settings.open', { what: t('workingDays.title') })}</Link>
      </section>
      {(person.role === 'admin' || person.role === 'auditor') && (
        <section className="card" aria-labelledby="channels-title">
          <h2 id="channels-title">{t('channels.title')}</h2>
          <p>{t('channels.means')}</p>
          <p className="quiet">
            {t('settings.concerns')} {t('channels.concerns')}
          </p>
          <Link to={`/channels?agencyId=${agencyId}`}>{t('settings.open', { what: t('channels.title') })}</Link>
        </section>
      )}
      <TemplatesOf agencyId={agencyId} />
    </div>
  );
}

function TermsOf({ agencyId }: { readonly agencyId: number }): ReactNode {
  const { t, count } = useSpeech();
  const { person } = useSession();
  const queries = useQueryClient();
  const path = `/api/v1/agencies/${agencyId}`;
  const terms = useQuery({
    queryKey: ['settings', agencyId, 'terms'],
    queryFn: ({ signal }) => ask<Terms>('GET', `${path}/terms`, { signal }),
  });
  const { changing, button } = useChanging(person.role === 'admin');
  const load = (): Promise<Agency> => ask<Agency>('GET', path);
  return (
    <section className="card" aria-labelledby="terms-title">
      <div className="batch-head">
        <h2 id="terms-title">{t('settings.terms')}</h2>
        {button}
      </div>
      {terms.error !== null ? (
        <Trouble error={terms.error} retry={() => void terms.refetch()} />
      ) : terms.data === undefined ? (
        <Asking />
      ) : (
        <>
          <Setting
            name={t('settings.publicationDays')}
            means={t('settings.publicationDaysMeans')}
            value={t('settings.workingDays', { n: count(terms.data.publicationDays.effective) })}
            origin={<Origin from={terms.data.publicationDays.from} agencyId={agencyId} />}
            concerns={t('settings.publicationDaysConcerns')}
          />
          <Setting
            name={t('settings.closingDays')}
            means={t('settings.closingDaysMeans')}
            value={t('settings.workingDays', { n: count(terms.data.closingDays.effective) })}
            origin={<Origin from={terms.data.closingDays.from} agencyId={agencyId} />}
            concerns={t('settings.closingDaysConcerns')}
          />
          <Setting
            name={t('settings.checkInMetres')}
            means={t('settings.checkInMetresMeans')}
            value={t('settings.metres', { n: count(terms.data.checkInMetres.effective) })}
            origin={<Origin from={terms.data.checkInMetres.from} agencyId={agencyId} />}
            concerns={t('settings.checkInMetresConcerns')}
          />
        </>
      )}
      <Suspense fallback={null}>
        {changing.open && (
          <SettingDialog
            title={t('settings.terms')}
            fields={TERMS}
            load={load}
            put={(body, version) => ask<Agency>('PATCH', path, { body, version })}
            changed={async () => {
              await queries.invalidateQueries({ queryKey: ['settings'] });
              await queries.invalidateQueries({ queryKey: ['agencies'] });
              await queries.invalidateQueries({ queryKey: ['/api/v1/agencies'] });
            }}
            close={changing.close}
            onDirty={changing.setDirty}
          />
        )}
      </Suspense>
    </section>
  );
}

function RulesOf({ agencyId }: { readonly agencyId: number }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const queries = useQueryClient();
  const path = `/api/v1/agencies/${agencyId}/disclosure-rules`;
  const rules = useQuery({
    queryKey: ['settings', agencyId, 'rules'],
    queryFn: ({ signal }) => ask<Rules>('GET', path, { signal }),
  });
  const { changing, button } = useChanging(person.role === 'admin');
  const flat = ({ own, version }: Rules): Rules['own'] & { version: number } => ({ ...own, version });
  return (
    <section className="card" aria-labelledby="rules-title">
      <div className="batch-head">
        <h2 id="rules-title">{t('settings.rules')}</h2>
        {button}
      </div>
      <p>{t('settings.rulesMean')}</p>
      {rules.error !== null ? (
        <Trouble error={rules.error} retry={() => void rules.refetch()} />
      ) : rules.data === undefined ? (
        <Asking />
      ) : (
        <>
          <Setting
            name={t('settings.inspectorNames')}
            means={t('settings.inspectorNamesMeans')}
            value={t(INSPECTOR_NAMES[rules.data.effective.inspectorNames])}
            origin={<Origin from={rules.data.from.inspectorNames} agencyId={agencyId} />}
            concerns={t('settings.inspectorNamesConcerns')}
          />
          <Setting
            name={t('settings.personTargets')}
            means={t('settings.personTargetsMeans')}
            value={t(PERSON_TARGETS[rules.data.effective.personTargets])}
            origin={<Origin from={rules.data.from.personTargets} agencyId={agencyId} />}
            concerns={t('settings.personTargetsConcerns')}
          />
          <Setting
            name={t('settings.retentionYears')}
            means={t('settings.retentionYearsMeans')}
            value={t('settings.years', { n: rules.data.effective.retentionYears })}
            origin={<Origin from={rules.data.from.retentionYears} agencyId={agencyId} />}
            concerns={t('settings.retentionYearsConcerns')}
          />
        </>
      )}
      <Suspense fallback={null}>
        {changing.open && (
          <SettingDialog
            title={t('settings.rules')}
            fields={RULES}
            whole
            load={async () => flat(await ask<Rules>('GET', path))}
            put={async (body, version) => flat(await ask<Rules>('PUT', path, { body, version }))}
            changed={() => queries.invalidateQueries({ queryKey: ['settings'] })}
            close={changing.close}
            onDirty={changing.setDirty}
          />
        )}
      </Suspense>
    </section>
  );
}

function TemplatesOf({ agencyId }: { readonly agencyId: number }): ReactNode {
  const { t, said } = useSpeech();
  const go = useNavigate();
  const templates = useQuery({
    queryKey: ['settings', agencyId, 'templates'],
    queryFn: ({ signal }) => ask<Template[]>('GET', '/api/v1/document-templates', { query: { agencyId }, signal }),
  });
  return (
    <section className="card setting-wide" aria-labelledby="templates-title">
      <h2 id="templates-title">{t('templates.title')}</h2>
      <p>{t('templates.means')}</p>
      <p className="quiet">
        {t('settings.concerns')} {t('templates.concerns')}
      </p>
      {templates.error !== null ? (
        <Trouble error={templates.error} retry={() => void templates.refetch()} />
      ) : templates.data === undefined ? (
        <Asking />
      ) : (
        <table className="plain">
          <tbody>
            {templates.data.map((template) => (
              <tr key={`${template.kind} ${template.language}`}>
                <th scope="row">
                  {said(template.name)}
                  <span className="quiet"> {t(`appearance.${template.language}`)}</span>
                </th>
                <td>
                  <Origin from={template.from} agencyId={agencyId} />
                </td>
                <td className="number">
                  <Button
                    size="small"
                    aria-label={t('settings.open', {
                      what: `${said(template.name)} ${t(`appearance.${template.language}`)}`,
                    })}
                    onClick={() =>
                      void go(`/templates?agencyId=${agencyId}&kind=${template.kind}&language=${template.language}`)
                    }
                  >
                    {t('templates.open')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** A form that is opened to change something, and asks before what was typed is left behind. */
function useChanging(may: boolean): {
  readonly changing: {
    readonly open: boolean;
    readonly close: () => void;
    readonly setDirty: (dirty: boolean) => void;
  };
  readonly button: ReactNode;
} {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const [dirty, setDirty] = useState(false);
  const leave = useLeaveSafely(dirty);
  return {
    changing: {
      open,
      setDirty,
      close: () =>
        leave(() => {
          setDirty(false);
          setOpen(false);
        }),
    },
    button: may && <Button onClick={() => setOpen(true)}>{t('settings.change')}</Button>,
  };
}
