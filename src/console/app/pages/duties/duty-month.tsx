import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { daysOfMonth, weekdayOf } from '../../calendar/days.js';
import { MonthTable } from '../../calendar/month-table.js';
import { useSpeech } from '../../words/words.js';
import './duties.css';
import { entriesOf } from './roster.js';

/** People in one day; all of them stand in the table below. */
const SHOWN = 6;

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
  const { t } = useSpeech();
  const entries = entriesOf(daysOfMonth(month), duties);
  return (
    <MonthTable
      month={month}
      today={today}
      className="duty-month"
      besides={(day) => <span className="duty-weekday"> {t(`weekdays.d${weekdayOf(day) as 1}`)}</span>}
    >
      {(day) => {
        const people = entries.get(day) ?? [];
        if (people.length === 0) return <span className="duty-nobody">{t('duties.nobody')}</span>;
        return (
          <ul>
            {people.slice(0, SHOWN).map(({ id, inspector, reason }) => (
              <li key={id} title={reason ?? undefined}>
                {inspector.name}
              </li>
            ))}
            {people.length > SHOWN && <li className="quiet">{t('duties.more', { n: people.length - SHOWN })}</li>}
          </ul>
        );
      }}
    </MonthTable>
  );
}
