import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { byDay, daysOfMonth, monthIn, plusMonths } from '../../calendar/days.js';
import { monthName } from '../../calendar/month-name.js';
import { MonthTable } from '../../calendar/month-table.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { dayNow } from '../../words/dates.js';
import { useSpeech } from '../../words/words.js';
import { LIST, type Inspection } from './inspection-list.js';
import '../../words/planning-words.js';

type Days = Schemas['InspectionDaysResponse'];

/** Names in one day; the others behind a link. */
const SHOWN = 5;
/** As many as the API gives at once. With more in a month the days still count them all. */
const MOST = 200;

/** On which day an inspection stands: when it was visited, or is planned to be. */
export const dayOfInspection = ({
  visitedOn,
  plannedOn,
  deadlines,
}: Pick<Inspection, 'visitedOn' | 'plannedOn' | 'deadlines'>): string => visitedOn ?? plannedOn ?? deadlines.visitUntil;

/** A month of inspections, each on its day; what is late is marked by its shape and in words. */
export default function MonthView({ query }: { readonly query: Readonly<Record<string, string>> }): ReactNode {
  const { t, count, language } = useSpeech();
  const { search } = useLocation();
  const [address] = useSearchParams();
  const [today] = useState(dayNow);
  const month = monthIn(address.get('month')) ?? today.slice(0, 7);
  const all = daysOfMonth(month);
  const [first = '', last = ''] = [all[0], all.at(-1)];
  const asked = { ...query, from: first, until: last };
  const days = useQuery({
    queryKey: [LIST.api, 'days', asked],
    queryFn: ({ signal }) => ask<Days>('GET', '/api/v1/inspections/days', { query: asked, signal }),
    placeholderData: (before) => before,
  });
  const listed = { ...asked, sort: 'plannedOn', pageSize: MOST };
  const list = useQuery({
    queryKey: [LIST.api, 'list', listed],
    queryFn: ({ signal }) => ask<{ items: Inspection[] }>('GET', LIST.api, { query: listed, signal }),
    placeholderData: (before) => before,
  });
  const counted = useMemo(() => new Map(days.data?.days.map((one) => [one.day, one]) ?? []), [days.data]);
  const named = useMemo(() => byDay(list.data?.items ?? [], dayOfInspection), [list.data]);
  const to = (other: string): string => {
    const params = new URLSearchParams(search);
    params.set('month', other);
    return `${LIST.path}?${params.toString()}`;
  };
  const inTable = (day: string): string => {
    const params = new URLSearchParams(search);
    for (const name of ['view', 'page', 'month']) params.delete(name);
    params.set('from', day);
    params.set('until', day);
    return `${LIST.path}?${params.toString()}`;
  };
  const error = days.error ?? list.error;
  const sum = [...counted.values()].reduce(
    (before, { inspections, overdue }) => ({
      inspections: before.inspections + inspections,
      overdue: before.overdue + overdue,
    }),
    { inspections: 0, overdue: 0 },
  );
  const heading = monthName(month, language, true);
  return (
    <>
      <nav className="form-actions" aria-label={t('calendar.months')}>
        <Link to={to(plusMonths(month, -1))}>{t('calendar.before')}</Link>
        <strong>{heading}</strong>
        <Link to={to(plusMonths(month, 1))}>{t('calendar.after')}</Link>
        {month !== today.slice(0, 7) && <Link to={to(today.slice(0, 7))}>{t('calendar.thisMonth')}</Link>}
        <span className="quiet">
          {t('calendar.visitsOn', { n: sum.inspections })}
          {sum.overdue > 0 && `${t('common.comma')}${t('calendar.lateOn', { n: sum.overdue })}`}
        </span>
      </nav>
      {error !== null ? (
        <Trouble error={error} retry={() => void Promise.all([days.refetch(), list.refetch()])} />
      ) : days.data === undefined || list.data === undefined ? (
        <Asking />
      ) : (
        <>
          {sum.inspections === 0 && <Nothing text={t('calendar.nothingInMonth')} />}
          <MonthTable
            month={month}
            today={today}
            busy={days.isPlaceholderData}
            isEmpty={(day) => (counted.get(day)?.inspections ?? 0) === 0}
          >
            {(day) => {
              const inspections = named.get(day) ?? [];
              const total = counted.get(day)?.inspections ?? 0;
              return (
                <>
                  {inspections.length > 0 && (
                    <ul>
                      {inspections.slice(0, SHOWN).map((one) => (
                        <li key={one.id} className={one.overdue ? 'warn' : undefined}>
                          {one.visitedOn !== null && (
                            <span
                              title={t('inspections.wasVisited')}
                              aria-label={t('inspections.wasVisited')}
                              role="img"
                            >
                              ✓{' '}
                            </span>
                          )}
                          <Link to={`/inspections/${one.id}`}>{one.target.name}</Link>
                          {one.overdue && ` ${t('inspections.late')}`}
                        </li>
                      ))}
                    </ul>
                  )}
                  {total > Math.min(inspections.length, SHOWN) && (
                    <Link to={inTable(day)}>
                      {t('inspections.boardMore', { n: count(total - Math.min(inspections.length, SHOWN)) })}
                    </Link>
                  )}
                </>
              );
            }}
          </MonthTable>
        </>
      )}
    </>
  );
}
