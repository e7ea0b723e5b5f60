import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { Pager } from '../../list/pager.js';
import { type Field } from '../../record/fields.js';
import { HistoryLink } from '../../record/history-link.js';
import { useAgencyOfAddress } from '../../registry/agency-of-address.js';
import { useMayKeep } from '../../session/may-keep.js';
import { useSpeech } from '../../words/words.js';
import { STANDINGS, type Publication } from '../matters/publication.js';
import '../../words/registers-words.js';

type Standing = Schemas['ChecklistStandingResponse'];
type Published = Schemas['PublishedChecklistResponse'];

const SIZE = 50;
const OFFERED = ['differing', 'unpublished', 'same', 'without-basis'] as const;
/** The counts as the API names them. */
const COUNTS = {
  differing: 'differing',
  unpublished: 'unpublished',
  same: 'same',
  'without-basis': 'withoutBasis',
} as const satisfies Record<(typeof OFFERED)[number], keyof Standing['counts']>;

const Differences = lazy(() => import('./differences.js'));
const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

/** What is about to be published: some of the matters, or all that can be. */
interface Wish {
  readonly matterIds: readonly number[] | undefined;
  readonly first: number;
  readonly corrected: number;
}

const REASON: Field = { name: 'reason', label: 'checklist.reason', kind: 'lines', max: 500, required: true };

/** 公布随机抽查事项清单: what is public, what a publication would change, and the publication. */
export default function ChecklistPage(): ReactNode {
  const { t } = useSpeech();
  const { id, choice } = useAgencyOfAddress();
  return (
    <Page
      title={t('menu.checklist')}
      lead={t('checklist.means')}
      actions={
        <>
          {id !== undefined && <HistoryLink subject="agency" id={id} />}
          {choice}
        </>
      }
    >
      {id === undefined ? <Nothing text={t('matters.empty')} /> : <ChecklistOf key={id} agencyId={id} />}
    </Page>
  );
}

function ChecklistOf({ agencyId }: { readonly agencyId: number }): ReactNode {
  const { t, count } = useSpeech();
  const mayKeep = useMayKeep();
  const queries = useQueryClient();
  const [address, setAddress] = useSearchParams();
  const standing = OFFERED.find((one) => one === address.get('standing')) ?? '';
  const asked = Number(address.get('page') ?? '1');
  const page = Number.isSafeInteger(asked) && asked > 0 && asked <= 1_000_000 ? asked : 1;
  const api = `/api/v1/agencies/${agencyId}/checklist`;
  const query = { standing, page, pageSize: SIZE };
  const list = useQuery({
    queryKey: ['publication', 'agency', agencyId, query],
    queryFn: ({ signal }) => ask<Standing>('GET', api, { query, signal }),
    placeholderData: (before) => before,
  });
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [wish, setWish] = useState<Wish>();
  const [done, setDone] = useState<Published>();
  const move = (change: Readonly<Record<string, string>>): void => {
    const params = new URLSearchParams(address);
    for (const [name, value] of Object.entries({ page: '', ...change }))
      if (value === '') params.delete(name);
      else params.set(name, value);
    setTicked(new Set());
    setAddress(params);
  };
  const tick = (id: number): void => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setTicked(next);
  };

  if (list.error !== null) return <Trouble error={list.error} retry={() => void list.refetch()} />;
  if (list.data === undefined) return <Asking />;
  const { counts, items, total } = list.data;
  const chosen = items.filter((one) => ticked.has(one.id));
  const wished = (of: readonly Publication[]): Wish => ({
    matterIds: of.map(({ id }) => id),
    first: of.filter((one) => one.standing === 'unpublished').length,
    corrected: of.filter((one) => one.standing === 'differing').length,
  });
  const all = counts.differing + counts.unpublished;
  return (
    <div className="stack" aria-busy={list.isPlaceholderData}>
      {done !== undefined && <Done told={done} />}
      <div className="filters" role="search" aria-label={t('list.filters')}>
        <Choice
          className="filter"
          label={t('checklist.standing')}
          empty={t('checklist.all', {
            n: count(all + counts.same + counts.withoutBasis),
          })}
          value={standing}
          onChange={(next) => move({ standing: next ?? '' })}
          options={OFFERED.map((one) => ({
            value: one,
            label: t('checklist.counted', { what: t(STANDINGS[one]), n: count(counts[COUNTS[one]]) }),
          }))}
        />
      </div>
      <p role="status">
        {all === 0
          ? t('checklist.nothingToDo')
          : t('checklist.toDo', { differing: count(counts.differing), unpublished: count(counts.unpublished) })}
      </p>
      {mayKeep && all > 0 && (
        <div className="form-actions">
          <Button
            type="primary"
            onClick={() => setWish({ matterIds: undefined, first: counts.unpublished, corrected: counts.differing })}
          >
            {t('checklist.publishAll', { n: count(all) })}
          </Button>
          {chosen.length > 0 && (
            <Button onClick={() => setWish(wished(chosen))}>
              {t('checklist.publishChosen', { n: count(chosen.length) })}
            </Button>
          )}
        </div>
      )}
      {items.length === 0 ? (
        <div className="card">
          <Nothing text={t(standing === '' ? 'matters.empty' : 'list.noneSo')} />
        </div>
      ) : (
        <div className="table-frame">
          <table className="table" role="table">
            <thead role="rowgroup">
              <tr role="row">
                {mayKeep && (
                  <th scope="col" role="columnheader" className="tick">
                    <span className="sr">{t('list.chooseAll')}</span>
                  </th>
                )}
                {(['matters.name', 'checklist.standing', 'checklist.public', 'checklist.change'] as const).map(
                  (key) => (
                    <th key={key} scope="col" role="columnheader">
                      {t(key)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {items.map((one) => (
                <OneMatter
                  key={one.id}
                  one={one}
                  {...(mayKeep ? { ticked: ticked.has(one.id), tick: () => tick(one.id) } : {})}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="pages">
        <Pager page={page} size={SIZE} total={total} go={(next) => move({ page: next === 1 ? '' : String(next) })} />
      </div>
      {wish !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t('checklist.publishTitle', { n: count(wish.first + wish.corrected) })}
            help={
              <>
                <p>{t('checklist.publishMeans', { first: count(wish.first), corrected: count(wish.corrected) })}</p>
                <p className="warn">{t('checklist.forEver')}</p>
              </>
            }
            fields={wish.corrected > 0 ? CORRECTED : FIRST}
            initial={NOTHING}
            submit={t('checklist.publish')}
            close={() => setWish(undefined)}
            run={async ({ reason }) => {
              const told = await ask<Published>('POST', api, {
                body: {
                  ...(wish.matterIds === undefined ? {} : { matterIds: wish.matterIds }),
                  ...(typeof reason === 'string' ? { reason } : {}),
                },
              });
              setWish(undefined);
              setTicked(new Set());
              setDone(told);
              await queries.invalidateQueries({ queryKey: ['publication'] });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

const CORRECTED: readonly Field[] = [{ ...REASON, help: 'checklist.reasonHelp' }];
/** Somebody may change one of them meanwhile; then the server asks for the reason, and here it is given. */
const FIRST: readonly Field[] = [{ ...REASON, required: false, help: 'checklist.reasonIfCorrected' }];
const NOTHING = {};

/** What the publication came to. */
function Done({ told }: { readonly told: Published }): ReactNode {
  const { t, count } = useSpeech();
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={t('checklist.done', {
        first: count(told.published.length),
        corrected: count(told.corrected.length),
        same: count(told.unchanged),
      })}
      description={
        told.leftOut.length > 0 && (
          <>
            {t('checklist.leftOut')}{' '}
            {told.leftOut.map(({ id, name }, at) => (
              <span key={id}>
                {at > 0 && t('common.comma')}
                <Link to={`/matters/${id}`}>{name}</Link>
              </span>
            ))}
          </>
        )
      }
    />
  );
}

function OneMatter({
  one,
  ticked,
  tick,
}: {
  readonly one: Publication;
  readonly ticked?: boolean;
  /** Without it, whoever looks publishes nothing. */
  readonly tick?: () => void;
}): ReactNode {
  const { t, moment } = useSpeech();
  const { differing, id, name, published, standing } = one;
  return (
    <tr role="row">
      {tick !== undefined && (
        <td role="cell" className="tick">
          {(standing === 'differing' || standing === 'unpublished') && (
            <input
              type="checkbox"
              aria-label={t('list.choose', { what: name })}
              checked={ticked ?? false}
              onChange={tick}
            />
          )}
        </td>
      )}
      <td role="cell">
        <Link to={`/matters/${id}`}>{name}</Link>
      </td>
      <td role="cell" data-label={t('checklist.standing')}>
        <span className={standing === 'same' ? 'quiet' : standing === 'unpublished' ? undefined : 'warn'}>
          {t(STANDINGS[standing])}
        </span>
      </td>
      <td role="cell" data-label={t('checklist.public')}>
        {published === null ? (
          t('common.none')
        ) : (
          <span>
            <a href={`/public/checklist/${published.number}`}>{t('checklist.versionOf', { n: published.version })}</a>
            <span className="quiet block">{moment(published.changedAt)}</span>
          </span>
        )}
      </td>
      <td role="cell" data-label={t('checklist.change')}>
        {differing.length === 0 ? (
          t('common.none')
        ) : (
          <details>
            <summary>{t('checklist.places', { n: differing.length })}</summary>
            <Suspense fallback={<span aria-busy="true">{t('states.asking')}</span>}>
              <Differences publication={one} />
            </Suspense>
          </details>
        )}
      </td>
    </tr>
  );
}
