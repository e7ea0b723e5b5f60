import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { check } from '../../checking/check.js';
import { Choice } from '../../frame/choice.js';
import { Asking, Trouble } from '../../frame/states.js';
import { dayOf, yearNow } from '../../words/dates.js';
import { useSpeech } from '../../words/words.js';
import { askLog } from '../log/ask-log.js';
import { readWholeLog, type WholeLog } from '../log/read-log.js';
import { accountOf, type Account, type Checked, type CountedDraw, type Standing } from './draws-account.js';
import '../../checking/checking.css';
import '../../words/audit-words.js';

type Draw = Schemas['DrawResponse'];

const PAGE = 200;
const YEARS = 6;
/** So much is checked without being asked to. */
const AT_ONCE = { draws: 30, targets: 20_000 };
const MOST_SHOWN = 40;

/** What was checked in this page stays checked: evidence of a record never changes. */
const KNOWN = new Map<string, Checked>();

async function drawsOf(year: number): Promise<Draw[]> {
  const found: Draw[] = [];
  for (let page = 1; ; page++) {
    const { items, total } = await ask<{ items: Draw[]; total: number }>('GET', '/api/v1/draws', {
      query: { sort: '-drawAt', page, pageSize: PAGE },
    });
    found.push(...items.filter(({ drawAt }) => dayOf(new Date(drawAt)).startsWith(`${year}-`)));
    const last = items.at(-1);
    if (page * PAGE >= total || last === undefined || dayOf(new Date(last.drawAt)) < `${year}-01-01`) return found;
  }
}

async function publicNumbers(): Promise<Set<string>> {
  const numbers = new Set<string>();
  for (let page = 1; ; page++) {
    const { items, total } = await ask<{ items: { number: string }[]; total: number }>('GET', '/api/v1/public/draws', {
      query: { sort: 'number', page, pageSize: PAGE },
    });
    for (const { number } of items) numbers.add(number);
    if (items.length === 0 || page * PAGE >= total) return numbers;
  }
}

interface Looked {
  readonly draws: readonly Draw[];
  readonly log: WholeLog;
  readonly listed: ReadonlySet<string>;
}

/** In this order: what came in between is in what is read later, and so is never taken for missing. */
async function look(year: number): Promise<Looked> {
  const draws = await drawsOf(year);
  const log = await readWholeLog(askLog, new Date());
  return { draws, log, listed: await publicNumbers() };
}

const keyOf = ({ id, recordHash }: CountedDraw): string => `${id} ${recordHash ?? ''}`;

/** Checks one draw after the other. @returns what is known by now */
function useChecks(draws: readonly Draw[], wanted: boolean): ReadonlyMap<number, Checked> {
  const [known, setKnown] = useState<ReadonlyMap<string, Checked>>(() => new Map(KNOWN));
  const next = wanted ? draws.find((draw) => draw.recordHash !== null && !known.has(keyOf(draw))) : undefined;
  useEffect(() => {
    if (next === undefined) return undefined;
    const { commitment, id, number, recordHash } = next;
    return check({ draw: number, target: undefined, address: `/api/v1/draws/${id}/evidence`, key: '' }, (news) => {
      if (news.kind !== 'end' && news.kind !== 'broken') return;
      const holds =
        news.kind === 'end' &&
        news.verification.verdict === 'holds' &&
        news.verification.subject?.commitment === commitment &&
        news.verification.subject.record === recordHash;
      if (news.kind === 'end') KNOWN.set(keyOf(next), holds ? 'holds' : 'fails');
      setKnown((before) => new Map(before).set(keyOf(next), holds ? 'holds' : 'fails'));
    });
  }, [next]);
  return useMemo(
    () =>
      new Map(draws.flatMap((draw) => (known.has(keyOf(draw)) ? [[draw.id, known.get(keyOf(draw)) ?? 'fails']] : []))),
    [draws, known],
  );
}

/** Every draw of the year in one sentence, and then each. */
export default function YearOfDraws(): ReactNode {
  const { t } = useSpeech();
  const [address, setAddress] = useSearchParams();
  const thisYear = yearNow();
  const asked = address.get('year');
  const year = asked !== null && /^2\d{3}$/.test(asked) ? Number(asked) : thisYear;
  const looked = useQuery({
    queryKey: ['draws', 'account', year],
    queryFn: () => look(year),
    staleTime: 60_000,
  });
  const years = [...new Set([year, ...Array.from({ length: YEARS }, (_, back) => thisYear - back)])];
  return (
    <section className="card year-of-draws" aria-labelledby="account-title">
      <div className="year-head">
        <h2 id="account-title">{t('drawsYear.title', { year })}</h2>
        <Choice
          label={t('pairings.year')}
          value={String(year)}
          onChange={(value) => setAddress({ ...Object.fromEntries(address), year: value ?? '' })}
          options={years.map((one) => ({ value: String(one), label: String(one) }))}
        />
      </div>
      {looked.error !== null ? (
        <Trouble error={looked.error} retry={() => void looked.refetch()} />
      ) : looked.data === undefined ? (
        <Asking />
      ) : (
        <Told key={year} year={year} {...looked.data} />
      )}
    </section>
  );
}

function Told({ year, draws, log, listed }: Looked & { readonly year: number }): ReactNode {
  const { t } = useSpeech();
  const targets = draws.reduce((sum, { population }) => sum + (population ?? 0), 0);
  const few = draws.length <= AT_ONCE.draws && targets <= AT_ONCE.targets;
  const [wanted, setWanted] = useState(few);
  const checked = useChecks(draws, wanted);
  const account = useMemo(
    () =>
      accountOf(
        draws,
        { draws: log.reading.watch.draws, sound: log.sound && log.offences.length === 0 },
        listed,
        checked,
      ),
    [draws, log, listed, checked],
  );
  return (
    <>
      <Verdict account={account} year={year} wanted={wanted} log={log} />
      {!wanted && account.counts.unchecked > 0 && (
        <p>
          <Button type="primary" onClick={() => setWanted(true)}>
            {t('drawsYear.check', { n: account.counts.unchecked })}
          </Button>
        </p>
      )}
      <Rows account={account} draws={draws} />
    </>
  );
}

function Verdict({
  account: { counts, drawn, hidden, verdict },
  year,
  wanted,
  log,
}: {
  readonly account: Account;
  readonly year: number;
  readonly wanted: boolean;
  readonly log: WholeLog;
}): ReactNode {
  const { t, said } = useSpeech();
  const { size } = log.reading.watch;
  const words = {
    proven: t('drawsYear.proven', { year, n: drawn }),
    checking: t(wanted ? 'drawsYear.checking' : 'drawsYear.unchecked', { year, n: drawn, done: counts.proven }),
    wrong: t('drawsYear.wrong', { year, n: drawn }),
    none: t('drawsYear.none', { year }),
  }[verdict];
  const faults = [
    counts.fails > 0 && t('drawsYear.fails', { n: counts.fails }),
    counts.missing > 0 && t('drawsYear.missing', { n: counts.missing }),
    hidden.length > 0 && t('drawsYear.hidden', { n: hidden.length, which: hidden.slice(0, 5).join(t('common.comma')) }),
    !log.sound && t('drawsYear.unsound'),
    ...log.offences.slice(0, 5).map(said),
  ].filter((one) => one !== false);
  return (
    <div
      className={`verdict verdict-${verdict === 'proven' ? 'holds' : verdict === 'wrong' ? 'fails' : 'plain'}`}
      role="status"
      aria-live="polite"
      aria-busy={verdict === 'checking' && wanted ? true : undefined}
      data-verdict={verdict}
    >
      <strong className={verdict === 'proven' ? 'seal' : undefined}>
        {verdict === 'proven' && <span aria-hidden="true">✓ </span>}
        {verdict === 'wrong' && <span aria-hidden="true">✗ </span>}
        {words}
      </strong>
      {faults.map((fault) => (
        <p key={fault}>{fault}</p>
      ))}
      {log.sound && log.offences.length === 0 && (
        <p>
          {t('drawsYear.log', { size })} {counts.open > 0 && t('drawsYear.open', { n: counts.open })}{' '}
          {counts.undrawn > 0 && t('drawsYear.undrawn', { n: counts.undrawn })}
        </p>
      )}
      <p className="quiet">
        {t('drawsYear.honest')} <Link to="/log/heads">{t('log.heads')}</Link>
      </p>
    </div>
  );
}

const SIGNS: Readonly<Record<Standing, string>> = {
  proven: '✓',
  unchecked: '…',
  fails: '✗',
  missing: '✗',
  open: '○',
  undrawn: '–',
};
const FIRST: readonly Standing[] = ['fails', 'missing'];

function Rows({ account, draws }: { readonly account: Account; readonly draws: readonly Draw[] }): ReactNode {
  const { t, moment } = useSpeech();
  const when = new Map(draws.map(({ drawAt, id }) => [id, drawAt]));
  const sorted = [
    ...account.standings.filter(({ standing }) => FIRST.includes(standing)),
    ...account.standings.filter(({ standing }) => !FIRST.includes(standing)),
  ];
  return (
    <>
      <ul className="missing">
        {sorted.slice(0, MOST_SHOWN).map(({ draw, standing }) => (
          <li key={draw.id} data-standing={standing}>
            <span>
              <Link to={`/draws/${draw.id}`}>{draw.number}</Link>{' '}
              <span className="quiet">{moment(when.get(draw.id))}</span>
            </span>
            <span className={FIRST.includes(standing) ? 'warn' : undefined}>
              <span aria-hidden="true">{SIGNS[standing]}</span> {t(`standingsOfDraws.${standing}`)}
            </span>
          </li>
        ))}
      </ul>
      {sorted.length > MOST_SHOWN && (
        <p className="quiet">
          {t('dashboard.moreMissing', { n: sorted.length - MOST_SHOWN })} <Link to="/draws">{t('draws.title')}</Link>
        </p>
      )}
    </>
  );
}
