import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { download } from '../../api/download.js';
import { Countdown } from '../../frame/countdown.js';
import { Page } from '../../frame/page.js';
import { ShortCode } from '../../frame/short-code.js';
import { Asking, Trouble, TroubleText } from '../../frame/states.js';
import { HistoryLink } from '../../record/history-link.js';
import { Papers } from '../../record/papers.js';
import { useMayKeep } from '../../session/may-keep.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import '../../words/planning-words.js';
import { Amendments } from './amendments.js';
import { type Kind } from './ask-amendment.js';
import { Fairness } from './fairness.js';
import { useDraw } from './live.js';
import { MOMENTS, standingsOf, type Moment, type Standing } from './story.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));
const AskAmendment = lazy(() => import('./ask-amendment.js'));
const CheckDraw = lazy(() => import('../../checking/check-draw.js'));

type Draw = Schemas['DrawDetailResponse'];

interface Manifest {
  readonly batch?: { readonly name?: string; readonly matters?: readonly { readonly name: string }[] };
  readonly agency?: { readonly name?: string };
  readonly targets?: { readonly count?: number };
  readonly inspectors?: { readonly count?: number };
}

const DRAWN_AGAIN = { again: true };

export default function DrawPage(): ReactNode {
  const { id = '' } = useParams();
  const { t, said } = useSpeech();
  const mayKeep = useMayKeep();
  const { person } = useSession();
  const { draw, line, now } = useDraw(id);
  const [voiding, setVoiding] = useState(false);
  const [asking, setAsking] = useState<Kind>();
  const [checking, setChecking] = useState(false);
  const [error, setError] = useState<unknown>();
  const queries = useQueryClient();
  const { data } = draw;
  if (draw.error !== null)
    return (
      <Page title={t('draws.one')}>
        <Trouble error={draw.error} retry={() => void draw.refetch()} />
      </Page>
    );
  if (data === undefined) return <Asking />;
  const manifest = data.manifest as Manifest | null;
  return (
    <Page
      title={t('draws.heading', { number: data.number })}
      lead={manifest?.batch?.name}
      actions={
        <>
          {data.commitment !== null && <a href={`/hall/${data.number}`}>{t('draws.hall')}</a>}
          {data.hasEvidence && person.role === 'auditor' && (
            <Link to={`/compare?right=${data.id}`}>{t('draws.compare')}</Link>
          )}
          {data.commitment !== null && person.role === 'auditor' && (
            <Link to={`/log?draw=${encodeURIComponent(data.number)}`}>{t('draws.inLog')}</Link>
          )}
          <HistoryLink subject="draw" id={data.id} />
          {data.hasEvidence && (
            <Button onClick={() => setChecking(true)} aria-expanded={checking}>
              {t('draws.verify')}
            </Button>
          )}
          {data.hasEvidence && (
            <Button onClick={() => void download(`/api/v1/draws/${data.id}/evidence`).catch(setError)}>
              {t('draws.evidence')}
            </Button>
          )}
          {mayKeep &&
            data.phase === 'issued' &&
            (['supplement', 'replacement'] as const).map((kind) => (
              <Button key={kind} onClick={() => setAsking(kind)}>
                {t(`askFor.${kind}.ask`)}
              </Button>
            ))}
          {mayKeep && data.phase !== 'voided' && (
            <Button danger onClick={() => setVoiding(true)}>
              {t('draws.void')}
            </Button>
          )}
        </>
      }
    >
      {error !== undefined && (
        <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={error} />} />
      )}
      {data.phase === 'voided' && <Alert type="warning" showIcon className="gap" title={t('draws.voided')} />}
      {data.failure !== null && <Alert type="warning" showIcon className="gap" title={said(data.failure)} />}
      {data.waiting !== null && <Alert type="info" showIcon className="gap" title={said(data.waiting)} />}
      {data.assignedByName && <Alert type="warning" showIcon className="gap" title={t('draws.byName')} />}
      {line !== 'over' && (
        <p role="status" className={line === 'told' ? 'quiet live-line' : 'quiet'}>
          {t(`draws.line.${line}`)}
        </p>
      )}
      {checking && (
        <Suspense fallback={<Asking />}>
          <CheckDraw draw={data} />
        </Suspense>
      )}
      <ol className="story" aria-label={t('draws.story')}>
        {standingsOf(data).map((standing, at) => {
          const moment = MOMENTS[at];
          return (
            moment !== undefined && (
              <StoryMoment
                key={moment}
                moment={moment}
                standing={standing}
                draw={data}
                manifest={manifest}
                clock={now}
              />
            )
          );
        })}
      </ol>
      {data.commitment !== null && <Fairness id={data.id} phase={data.phase} sheet={`/draws/${data.id}/fairness`} />}
      <Amendments drawId={data.id} />
      {data.issuedAt !== null && (
        <p>
          <Link to={`/inspections?drawId=${data.id}`}>{t('draws.toInspections')}</Link>
        </p>
      )}
      <Papers of={`/api/v1/draws/${data.id}`} version={data.phase} />
      {asking !== undefined && (
        <Suspense fallback={null}>
          <AskAmendment drawId={data.id} kind={asking} close={() => setAsking(undefined)} />
        </Suspense>
      )}
      {voiding && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t('draws.void')}
            help={t('draws.voidHelp')}
            fields={[
              { name: 'reason', label: 'draws.voidReason', kind: 'lines', required: true, max: 500 },
              { name: 'again', label: 'draws.voidAgain', kind: 'flag', help: 'draws.voidAgainHelp' },
            ]}
            initial={DRAWN_AGAIN}
            submit={t('draws.voidPropose')}
            close={() => setVoiding(false)}
            run={async ({ reason, again }) => {
              await ask('POST', `/api/v1/draws/${data.id}/amendments`, {
                body: { kind: 'void', reason: { zh: reason }, newDraw: again === true ? {} : null },
              });
              setVoiding(false);
              await queries.invalidateQueries({ queryKey: ['amendments'] });
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}

function StoryMoment({
  moment: name,
  standing,
  draw,
  manifest,
  clock,
}: {
  readonly moment: Moment;
  readonly standing: Standing;
  readonly draw: Draw;
  readonly manifest: Manifest | null;
  readonly clock: () => number;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <li className={`moment moment-${standing}`} aria-current={standing === 'now' ? 'step' : undefined}>
      <h2>
        {t(`moments.${name}`)} <span className="quiet">{t(`standings.${standing}`)}</span>
      </h2>
      {(standing === 'done' || (standing === 'now' && name === 'waiting')) && (
        <Told moment={name} draw={draw} manifest={manifest} now={standing === 'now'} clock={clock} />
      )}
    </li>
  );
}

function Told({
  moment: name,
  draw,
  manifest,
  now,
  clock,
}: {
  readonly moment: Moment;
  readonly draw: Draw;
  readonly manifest: Manifest | null;
  readonly now: boolean;
  readonly clock: () => number;
}): ReactNode {
  const { t, said, moment, count } = useSpeech();
  switch (name) {
    case 'announced':
      return (
        <dl className="facts">
          <dt>{t('draws.cutoff')}</dt>
          <dd>{moment(draw.cutoffAt)}</dd>
          <dt>{t('draws.committedAt')}</dt>
          <dd>{moment(draw.committedAt)}</dd>
          <dt>{t('draws.pool')}</dt>
          <dd>
            {t('draws.poolOf', {
              targets: count(manifest?.targets?.count ?? draw.population ?? 0),
              inspectors: count(manifest?.inspectors?.count ?? 0),
            })}
          </dd>
          <dt>{t('draws.matters')}</dt>
          <dd>{manifest?.batch?.matters?.map((matter) => matter.name).join(t('common.comma')) ?? t('common.none')}</dd>
          <dt>{t('draws.commitment')}</dt>
          <dd>
            <ShortCode hash={draw.commitment} />
          </dd>
        </dl>
      );
    case 'waiting':
      return (
        <>
          <dl className="facts">
            <dt>{t('draws.drawAt')}</dt>
            <dd>{moment(draw.drawAt)}</dd>
            {now && (
              <>
                <dt>{t('draws.left')}</dt>
                <dd>
                  <Countdown until={draw.drawAt} clock={clock} />
                </dd>
              </>
            )}
          </dl>
          {now && <p className="quiet">{t('draws.nobodyKnows')}</p>}
        </>
      );
    case 'opened':
      return (
        <>
          <p>{said(draw.entropy)}</p>
          <p className="quiet">
            {t(`assurances.${draw.entropy.label}`)} · {moment(draw.seededAt)}
          </p>
        </>
      );
    case 'drawn':
      return <p>{t('draws.drawnOf', { drawn: count(draw.sampleSize ?? 0), of: count(draw.population ?? 0) })}</p>;
    case 'paired':
      return <p className="quiet">{moment(draw.drawnAt)}</p>;
    case 'sealed':
      return (
        <dl className="facts">
          <dt>{t('draws.record')}</dt>
          <dd>
            <ShortCode hash={draw.recordHash} />
          </dd>
          <dt>{t('draws.issuedAt')}</dt>
          <dd>{moment(draw.issuedAt)}</dd>
        </dl>
      );
  }
}
