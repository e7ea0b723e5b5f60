import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { byDay, dayIn, plusDays } from '../../calendar/days.js';
import { YearCalendar, type DayMark } from '../../calendar/year.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { dayNow, dayOf } from '../../words/dates.js';
import { useSpeech } from '../../words/words.js';
import '../../words/planning-words.js';

type Calendar = Schemas['PlanCalendarResponse'];
type Days = Schemas['InspectionDaysResponse'];

const NO_MARK: DayMark = { held: 0, planned: 0, visits: 0, late: 0, window: false };

/** What each day holds: draws, the days on which their visits may be, and the inspections that are planned or were made. */
export function marksOf(draws: Calendar['draws'], visits: Days['days'], year: number): ReadonlyMap<string, DayMark> {
  const marks = new Map<string, DayMark>();
  const add = (day: string, part: Partial<DayMark>): void => {
    if (day.startsWith(`${year}-`)) marks.set(day, { ...(marks.get(day) ?? NO_MARK), ...part });
  };
  for (const { drawAt, state, visit } of draws) {
    const day = dayOf(new Date(drawAt));
    const { held, planned } = marks.get(day) ?? NO_MARK;
    add(day, state === 'planned' ? { planned: planned + 1 } : { held: held + 1 });
    if (visit === null) continue;
    const last = visit.until < `${year}-12-31` ? visit.until : `${year}-12-31`;
    for (let at = visit.from; at <= last; at = plusDays(at, 1)) add(at, { window: true });
  }
  for (const { day, inspections, overdue } of visits) add(day, { visits: inspections, late: overdue });
  return marks;
}

/** The plan's year: when is drawn and visited, on which working days. */
export default function PlanYear({ plan }: { readonly plan: Schemas['PlanResponse'] }): ReactNode {
  const { t, day: show, moment } = useSpeech();
  const [address, setAddress] = useSearchParams();
  const [today] = useState(dayNow);
  const chosen = dayIn(address.get('day'));
  const calendar = useQuery({
    queryKey: ['/api/v1/plans', 'calendar', plan.id, plan.version],
    queryFn: ({ signal }) => ask<Calendar>('GET', `/api/v1/plans/${plan.id}/calendar`, { signal }),
  });
  const query = { agencyId: plan.agency.id, from: `${plan.year}-01-01`, until: `${plan.year}-12-31` };
  const visits = useQuery({
    queryKey: ['/api/v1/inspections', 'days', query],
    queryFn: ({ signal }) => ask<Days>('GET', '/api/v1/inspections/days', { query, signal }),
  });
  const draws = calendar.data?.draws;
  const days = visits.data?.days;
  const marks = useMemo(() => marksOf(draws ?? [], days ?? [], plan.year), [draws, days, plan.year]);
  const drawsOn = useMemo(() => byDay(draws ?? [], ({ drawAt }) => dayOf(new Date(drawAt))), [draws]);
  const error = calendar.error ?? visits.error;
  if (error !== null) return <Trouble error={error} retry={() => void calendar.refetch()} />;
  if (draws === undefined || days === undefined) return <Asking />;
  const onDay = chosen === undefined ? undefined : marks.get(chosen);
  return (
    <section className="card gap" aria-labelledby="year-title">
      <h2 id="year-title">{t('calendar.year', { year: plan.year })}</h2>
      {draws.length === 0 && days.length === 0 && <Nothing text={t('calendar.nothing')} />}
      {chosen !== undefined && (
        <div className="chosen" role="status">
          <div>
            <strong>{show(chosen)}</strong>
            {(drawsOn.get(chosen) ?? []).map((draw) => (
              <div key={`${draw.batchId} ${draw.drawAt}`}>
                {moment(draw.drawAt).slice(-5)} <Link to={`/draws?batchId=${draw.batchId}`}>{draw.batchName}</Link>{' '}
                <span className="quiet">{t(`occurrenceStates.${draw.state}`)}</span>
              </div>
            ))}
            {onDay !== undefined && onDay.visits > 0 && (
              <div>
                <Link to={`/inspections?agencyId=${plan.agency.id}&from=${chosen}&until=${chosen}`}>
                  {t('calendar.visitsOn', { n: onDay.visits })}
                </Link>
                {onDay.late > 0 && <span className="warn"> {t('calendar.lateOn', { n: onDay.late })}</span>}
              </div>
            )}
          </div>
        </div>
      )}
      <YearCalendar
        year={plan.year}
        today={today}
        marks={marks}
        chosen={chosen}
        choose={(day) => {
          const next = new URLSearchParams(address);
          if (day === chosen) next.delete('day');
          else next.set('day', day);
          setAddress(next, { replace: true, preventScrollReset: true });
        }}
      />
    </section>
  );
}
