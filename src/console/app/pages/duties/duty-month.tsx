import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import '../../calendar/calendar.css';
import { daysOfMonth, weekdayOf, weeksOf } from '../../calendar/days.js';
import { monthName } from '../../calendar/month-name.js';
import { useWorkingYear } from '../../calendar/working-days.js';
import { useSpeech } from '../../words/words.js';
import './duties.css';
import { entriesOf } from './roster.js';

/** People in one day; all of them stand in the table below. */
const SHOWN = 6;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A month with who is on duty on each day. A day on which nobody is says so. */
export function DutyMonth({
  month,
  today,
  duties,
}: {
  readonly month: string;
  readonly today: string;
  readonly duties: readonly Schemas['DutyResponse'][];
}): ReactNode {
  const { t, day: show, language } = useSpeech();
  const working = useWorkingYear(Number(month.slice(0, 4)));
  const entries = entriesOf(daysOfMonth(month), duties);
  return (
    <div className="month-frame">
      <table className="month duty-month">
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
              {week.map((day, place) => {
                if (day === undefined) return <td key={place} className="day-none" />;
                const people = entries.get(day) ?? [];
                const notable = working.notable(day);
                const rest = working.isRest(day);
                return (
                  <td key={place} className={rest ? 'day-rest' : undefined}>
                    <span className="day-head">
                      <time dateTime={day} className={day === today ? 'day-today' : undefined} title={show(day)}>
                        {Number(day.slice(8))}
                        <span className="duty-weekday"> {t(`weekdays.d${weekdayOf(day) as 1}`)}</span>
                        {day === today && <span className="quiet"> {t('calendar.today')}</span>}
                      </time>
                      <span className="quiet">
                        {notable?.name != null
                          ? t(notable.working && weekdayOf(day) > 5 ? 'calendar.worked' : 'calendar.holiday', {
                              name: notable.name,
                            })
                          : rest
                            ? t('calendar.restMark')
                            : ''}
                      </span>
                    </span>
                    {people.length === 0 ? (
                      <span className="duty-nobody">{t('duties.nobody')}</span>
                    ) : (
                      <ul>
                        {people.slice(0, SHOWN).map(({ id, inspector, reason }) => (
                          <li key={id} title={reason ?? undefined}>
                            {inspector.name}
                          </li>
                        ))}
                        {people.length > SHOWN && (
                          <li className="quiet">{t('duties.more', { n: people.length - SHOWN })}</li>
                        )}
                      </ul>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
