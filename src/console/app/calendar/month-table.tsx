import { type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';
import './calendar.css';
import { weekdayOf, weeksOf } from './days.js';
import { monthName } from './month-name.js';
import { useWorkingYear } from './working-days.js';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A month as a table of weeks, with its days of rest and what they are called; what stands in each day the caller says. */
export function MonthTable({
  month,
  today,
  className = '',
  busy = false,
  isEmpty,
  besides,
  children,
}: {
  readonly month: string;
  readonly today: string;
  readonly className?: string;
  readonly busy?: boolean;
  /** Nothing stands in it, and where there is little room it need not be shown. */
  readonly isEmpty?: (day: string) => boolean;
  /** Behind the number of a day. */
  readonly besides?: (day: string) => ReactNode;
  readonly children: (day: string) => ReactNode;
}): ReactNode {
  const { t, day: show, language } = useSpeech();
  const working = useWorkingYear(Number(month.slice(0, 4)));
  const nameOf = (day: string): string => {
    const notable = working.notable(day);
    if (notable?.name == null) return working.isRest(day) ? t('calendar.restMark') : '';
    const worked = notable.working && weekdayOf(day) > 5;
    return t(worked ? 'calendar.worked' : 'calendar.holiday', { name: notable.name });
  };
  return (
    <div className="month-frame">
      <table className={`month ${className}`} aria-busy={busy}>
        <caption className="sr">{monthName(month, language, true)}</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col">
                {t(`weekdays.d${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, at) => (
            <tr key={at}>
              {week.map((day, place) =>
                day === undefined ? (
                  <td key={place} className="day-none" />
                ) : (
                  <td
                    key={place}
                    className={`${working.isRest(day) ? 'day-rest' : ''} ${isEmpty?.(day) === true ? 'day-empty' : ''}`}
                  >
                    <span className="day-head">
                      <time dateTime={day} className={day === today ? 'day-today' : undefined} title={show(day)}>
                        {Number(day.slice(8))}
                        {besides?.(day)}
                        {day === today && <span className="quiet"> {t('calendar.today')}</span>}
                      </time>
                      <span className="quiet">{nameOf(day)}</span>
                    </span>
                    {children(day)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
