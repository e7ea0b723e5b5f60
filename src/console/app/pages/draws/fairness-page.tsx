import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { chancesOption, stripOption, tableOfLoads } from '../../charts/audit-options.js';
import { type Colours } from '../../charts/chart.js';
import { Page } from '../../frame/page.js';
import { ShortCode } from '../../frame/short-code.js';
import { Asking, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { chancesByRisk, type StratumOfManifest } from './chances.js';
import { Fairness } from './fairness.js';

const Chart = lazy(() => import('../../charts/chart.js'));
const Qr = lazy(() => import('../../frame/qr.js'));

type Draw = Schemas['DrawDetailResponse'];
type Sheet = Schemas['FairnessResponse'];

/** The fairness sheet of a draw, with its pictures; made to be printed as well. */
export default function FairnessPage(): ReactNode {
  const { id = '' } = useParams();
  const { t } = useSpeech();
  const draw = useQuery({
    queryKey: ['draws', 'one', id],
    queryFn: ({ signal }) => ask<Draw>('GET', `/api/v1/draws/${id}`, { signal }),
  });
  const sheet = useQuery({
    queryKey: ['draws', 'fairness', Number(id), draw.data?.phase],
    queryFn: ({ signal }) => ask<Sheet>('GET', `/api/v1/draws/${id}/fairness`, { signal }),
    enabled: draw.data !== undefined,
  });
  const failed = draw.error ?? sheet.error;
  if (failed !== null)
    return (
      <Page title={t('fairness.sheet')}>
        <Trouble error={failed} retry={() => void Promise.all([draw.refetch(), sheet.refetch()])} />
      </Page>
    );
  if (draw.data === undefined || sheet.data === undefined) return <Asking />;
  return <Shown draw={draw.data} sheet={sheet.data} />;
}

function Shown({ draw, sheet }: { readonly draw: Draw; readonly sheet: Sheet }): ReactNode {
  const { t, moment } = useSpeech();
  const { batch, strata } = draw.manifest as {
    readonly batch: { readonly name: string };
    readonly strata: readonly StratumOfManifest[];
  };
  return (
    <Page
      title={t('fairness.sheetOf', { number: draw.number })}
      lead={batch.name}
      actions={
        <>
          <Link to={`/draws/${draw.id}`}>{t('fairness.toDraw')}</Link>
          <Button onClick={() => print()}>{t('fairness.print')}</Button>
        </>
      }
    >
      <section className="card gap">
        <Suspense fallback={<Asking />}>
          <Chances sheet={sheet} strata={strata} />
          {sheet.inspectors !== null && sheet.inspectors.length > 0 && <Loads sheet={sheet} />}
        </Suspense>
      </section>
      <Fairness id={draw.id} phase={draw.phase} />
      <footer className="card gap sheet-foot">
        <div>
          <dl className="facts">
            <dt>{t('draws.commitment')}</dt>
            <dd>
              <ShortCode hash={draw.commitment} />
            </dd>
            <dt>{t('draws.record')}</dt>
            <dd>
              <ShortCode hash={draw.recordHash} />
            </dd>
            <dt>{t('draws.drawAt')}</dt>
            <dd>{moment(draw.drawAt)}</dd>
          </dl>
          <p className="quiet">{t('fairness.qr')}</p>
        </div>
        <Suspense fallback={null}>
          <Qr text={`${location.origin}/verify/?draw=${encodeURIComponent(draw.number)}`} label={t('fairness.qr')} />
        </Suspense>
      </footer>
    </Page>
  );
}

function Chances({
  sheet,
  strata,
}: {
  readonly sheet: Sheet;
  readonly strata: readonly StratumOfManifest[];
}): ReactNode {
  const { t } = useSpeech();
  const rows = useMemo(() => chancesByRisk(sheet.strata, strata), [sheet.strata, strata]);
  const named = useMemo(
    () =>
      rows.map(({ chance, risks, stratum }) => {
        const name = stratum === 'all' ? t('fairness.all') : stratum;
        return {
          name: risks.length === 0 ? name : t('fairness.withRisk', { name, risks: risks.join(t('common.comma')) }),
          chance,
        };
      }),
    [rows, t],
  );
  const option = useCallback((colours: Colours) => chancesOption(named, colours), [named]);
  return (
    <Chart
      title={t('fairness.chances')}
      told={named.map(({ chance, name }) => `${name} ${chance.toFixed(1)}%`).join(t('common.comma'))}
      name={`chances-${sheet.number}`}
      height={60 + Math.min(40, named.length) * 36}
      option={option}
      table={{
        head: [t('fairness.stratum'), t('fairness.size'), t('fairness.population'), t('fairness.chance')],
        rows: named.map(({ name, chance }, at) => {
          const of = sheet.strata.find(({ stratum }) => stratum === rows[at]?.stratum);
          return [name, of?.size ?? 0, of?.population ?? 0, `${chance.toFixed(2)}%`];
        }),
      }}
    />
  );
}

function Loads({ sheet }: { readonly sheet: Sheet }): ReactNode {
  const { t, said } = useSpeech();
  const loads = useMemo(
    () => (sheet.inspectors ?? []).map(({ inspector, load }) => ({ name: inspector, load })),
    [sheet.inspectors],
  );
  const option = useCallback((colours: Colours) => stripOption(loads, colours), [loads]);
  return (
    <Chart
      title={t('fairness.strip')}
      told={sheet.spread === null ? t('fairness.strip') : said(sheet.spread.words)}
      name={`loads-${sheet.number}`}
      height={180}
      option={option}
      table={tableOfLoads(loads, [t('fairness.inspector'), t('fairness.load')])}
    />
  );
}
