import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { type CompareNews, type CompareTask } from './compare.worker.js';
import {
  type Comparison,
  type Listed,
  type LoadRow,
  type Movement,
  type RowName,
  type StratumSide,
} from './differences.js';
import '../../checking/checking.css';
import './compare.css';
import '../../words/audit-words.js';

type Draw = Schemas['DrawResponse'];

const MOST_DRAWS = 200;

/** Two draws side by side: what is equal, and what is not. */
export default function ComparePage(): ReactNode {
  const { t, moment } = useSpeech();
  const [address, setAddress] = useSearchParams();
  const draws = useQuery({
    queryKey: ['draws', 'recorded'],
    queryFn: ({ signal }) =>
      ask<{ items: Draw[] }>('GET', '/api/v1/draws', { query: { sort: '-drawAt', pageSize: MOST_DRAWS }, signal }),
  });
  const recorded = draws.data?.items.filter(({ hasEvidence }) => hasEvidence);
  const chosen = (['left', 'right'] as const).map((side) =>
    recorded?.find(({ id }) => String(id) === address.get(side)),
  );
  const [left, right] = chosen;
  return (
    <Page title={t('compare.title')} lead={t('compare.lead')}>
      {draws.error !== null ? (
        <Trouble error={draws.error} retry={() => void draws.refetch()} />
      ) : recorded === undefined ? (
        <Asking />
      ) : recorded.length < 2 ? (
        <div className="card">
          <Nothing text={t('compare.tooFew')} />
        </div>
      ) : (
        <>
          <div className="filters compare-choose">
            {(['left', 'right'] as const).map((side, at) => (
              <label key={side}>
                <span>{t(`compare.${side}`)}</span>
                <Choice
                  label={t(`compare.${side}`)}
                  empty={t('compare.choose')}
                  value={chosen[at] === undefined ? null : String(chosen[at].id)}
                  onChange={(id) => setAddress({ ...Object.fromEntries(address), [side]: id ?? '' })}
                  options={recorded.map(({ drawAt, id, number }) => ({
                    value: String(id),
                    label: `${number} · ${moment(drawAt)}`,
                  }))}
                />
              </label>
            ))}
          </div>
          {left !== undefined && right !== undefined && (
            <Compared key={`${left.id} ${right.id}`} left={left} right={right} />
          )}
        </>
      )}
    </Page>
  );
}

type State =
  | { readonly kind: 'working'; readonly read: number }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'end'; readonly holds: readonly boolean[]; readonly comparison: Comparison };

function useComparison(left: Draw, right: Draw): State {
  const [state, setState] = useState<State>({ kind: 'working', read: 0 });
  useEffect(() => {
    const worker = new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<CompareNews>) =>
      setState(data.kind === 'progress' ? { kind: 'working', read: data.read } : data);
    worker.onerror = ({ message }) => setState({ kind: 'broken', why: message });
    const sideOf = ({ id, number }: Draw): CompareTask['sides'][number] => ({
      address: `/api/v1/draws/${id}/evidence`,
      draw: number,
    });
    worker.postMessage({ sides: [sideOf(left), sideOf(right)] } satisfies CompareTask);
    return () => worker.terminate();
  }, [left, right]);
  return state;
}

function Compared({ left, right }: { readonly left: Draw; readonly right: Draw }): ReactNode {
  const { t, count } = useSpeech();
  const state = useComparison(left, right);
  if (state.kind === 'broken')
    return (
      <p role="alert" className="warn">
        {t('compare.broken')} {state.why}
      </p>
    );
  if (state.kind === 'working')
    return (
      <p role="status" aria-busy="true" className="quiet">
        {t('check.working', { kilobytes: count(Math.ceil(state.read / 1024)) })}
      </p>
    );
  return <Sides left={left} right={right} {...state} />;
}

/** Told by a word and a sign, not by colour alone. */
function Standing({ same }: { readonly same: boolean }): ReactNode {
  const { t } = useSpeech();
  return (
    <span className={same ? 'quiet' : 'differs'}>
      <span aria-hidden="true">{same ? '＝' : '≠'}</span> {t(same ? 'compare.same' : 'compare.differs')}
    </span>
  );
}

function Sides({
  left,
  right,
  holds,
  comparison,
}: {
  readonly left: Draw;
  readonly right: Draw;
  readonly holds: readonly boolean[];
  readonly comparison: Comparison;
}): ReactNode {
  const { t, moment } = useSpeech();
  const { drawn, loads, people, pool, rows, strata, whole } = comparison;
  const differing = rows.filter(({ same }) => !same).length + strata.filter(({ same }) => !same).length;
  const shown = (name: RowName, value: string): string => {
    if (value === '') return t('common.none');
    if (name === 'cutoff') return moment(value);
    if (name === 'source' && value in SOURCES) return t(SOURCES[value as keyof typeof SOURCES]);
    if (name === 'pools') return t(value === 'open' ? 'compare.open' : 'compare.closed');
    return value;
  };
  const columns = (
    <tr>
      <th scope="col">{t('compare.what')}</th>
      <th scope="col">
        <Link to={`/draws/${left.id}`}>{left.number}</Link>
      </th>
      <th scope="col">
        <Link to={`/draws/${right.id}`}>{right.number}</Link>
      </th>
      <th scope="col">{t('compare.standing')}</th>
    </tr>
  );
  const verified = holds.every((one) => one);
  return (
    <>
      <div
        className={`verdict verdict-${verified ? 'plain' : 'fails'}`}
        role="status"
        data-verdict={verified ? 'holds' : 'fails'}
      >
        <strong>
          {t('compare.summary', {
            n: differing,
            entered: pool.entered.count,
            left: pool.left.count,
            both: drawn.stayed.count,
          })}
        </strong>
        <p>
          {t(verified ? 'compare.bothHold' : 'compare.notBothHold', {
            which: [left, right]
              .filter((_, at) => holds[at] !== true)
              .map(({ number }) => number)
              .join(t('common.comma')),
          })}
          {!whole && ` ${t('compare.partly')}`}
        </p>
      </div>
      <section className="card gap" aria-labelledby="terms-title">
        <h2 id="terms-title">{t('compare.terms')}</h2>
        <div className="compare-frame" tabIndex={0} role="region" aria-labelledby="terms-title">
          <table className="plain compare">
            <thead>{columns}</thead>
            <tbody>
              {rows.map(({ name, left: one, right: other, same }) => (
                <tr key={name} data-same={same}>
                  <th scope="row">{t(`compareRows.${name}`)}</th>
                  <td className="pre">{shown(name, one)}</td>
                  <td className="pre">{shown(name, other)}</td>
                  <td>
                    <Standing same={same} />
                  </td>
                </tr>
              ))}
              {strata.map(({ id, left: one, right: other, same }) => (
                <tr key={`stratum ${id}`} data-same={same}>
                  <th scope="row">{t('compare.stratum', { id: id === 'all' ? t('fairness.all') : id })}</th>
                  <td>
                    <Stratum side={one} />
                  </td>
                  <td>
                    <Stratum side={other} />
                  </td>
                  <td>
                    <Standing same={same} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Moved name="pool" movement={pool} />
      <Moved name="people" movement={people} />
      <Moved name="drawn" movement={drawn} />
      <Loads rows={loads.shown} more={loads.count - loads.shown.length} left={left.number} right={right.number} />
    </>
  );
}

const SOURCES = {
  sealed: 'sources.sealed',
  beacon: 'sources.beacon',
  figures: 'sources.figures',
  ceremony: 'sources.ceremony',
} as const;

function Stratum({ side }: { readonly side: StratumSide | null }): ReactNode {
  const { t, count } = useSpeech();
  if (side === null) return t('compare.noStratum');
  const { conditions, population, rate, size } = side;
  return (
    <>
      {t('compare.chance', { size: count(size), population: count(population), rate })}
      {conditions !== '' && <span className="quiet block">{conditions}</span>}
    </>
  );
}

/** Who came, who went, who stayed. */
function Moved({
  name,
  movement,
}: {
  readonly name: 'pool' | 'people' | 'drawn';
  readonly movement: Movement;
}): ReactNode {
  const { t } = useSpeech();
  const parts = [
    ['left', '−', movement.left],
    ['entered', '＋', movement.entered],
    ['stayed', '＝', movement.stayed],
  ] as const;
  return (
    <section className="card gap" aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{t(`compareMoved.${name}`)}</h2>
      <div className="compare-moved">
        {parts.map(([part, sign, listed]) => (
          <details key={part} open={part !== 'stayed' && listed.count > 0 && listed.count <= 20}>
            <summary>
              <span aria-hidden="true">{sign}</span> {t(`compare.${part === 'left' ? 'gone' : part}`)}
              {t('compare.counted', { n: listed.count })}
            </summary>
            <Names listed={listed} />
          </details>
        ))}
      </div>
    </section>
  );
}

function Names({ listed: { count, shown } }: { readonly listed: Listed }): ReactNode {
  const { t } = useSpeech();
  return (
    <ul className="compare-names">
      {shown.map(({ id, name }) => (
        <li key={id}>
          {name} {name !== id && <span className="quiet code">{id}</span>}
        </li>
      ))}
      {count > shown.length && <li className="quiet">{t('dashboard.moreMissing', { n: count - shown.length })}</li>}
    </ul>
  );
}

function Loads({
  rows,
  more,
  left,
  right,
}: {
  readonly rows: readonly LoadRow[];
  readonly more: number;
  readonly left: string;
  readonly right: string;
}): ReactNode {
  const { t, count } = useSpeech();
  const shown = (load: number | null): string => (load === null ? t('compare.notIn') : count(load));
  return (
    <section className="card gap" aria-labelledby="loads-title">
      <h2 id="loads-title">{t('fairness.loads')}</h2>
      <div className="compare-frame" tabIndex={0} role="region" aria-labelledby="loads-title">
        <table className="plain compare">
          <thead>
            <tr>
              <th scope="col">{t('fairness.inspector')}</th>
              <th scope="col" className="number">
                {left}
              </th>
              <th scope="col" className="number">
                {right}
              </th>
              <th scope="col">{t('compare.standing')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-same={row.left === row.right}>
                <th scope="row">{row.name}</th>
                <td className="number">{shown(row.left)}</td>
                <td className="number">{shown(row.right)}</td>
                <td>
                  <Standing same={row.left === row.right} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p className="quiet">{t('dashboard.moreMissing', { n: more })}</p>}
    </section>
  );
}
