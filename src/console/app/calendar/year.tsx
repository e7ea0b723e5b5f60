import { type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';
import './calendar.css';
import { monthsOfYear, weekdayOf, weeksOf } from './days.js';
import { monthName } from './month-name.js';
import { useWorkingYear, type WorkingYear } from './working-days.js';
import '../words/planning-words.js';

/** What a day of the year holds. */
export interface DayMark {
  /** Draws that were held, and those that are to come. */
  readonly held: number;
  readonly planned: number;
  readonly visits: number;
  readonly late: number;
  /** Within the days on which somebody may go. */
  readonly window: boolean;
}

/** A year at a glance: working days and holidays, draws and visits. A day that holds something can be opened. */
export function YearCalendar({
  year,
  today,
  marks,
  chosen,
  choose,
}: {
  readonly year: number;
  readonly today: string;
  readonly marks: ReadonlyMap<string, DayMark>;
  readonly chosen: string | undefined;
  readonly choose: (day: string) => void;
}): ReactNode {
  const { t } = useSpeech();
  const working = useWorkingYear(year);
  return (
    <>
      {!working.covered && <p className="warn">{t('calendar.notCovered', { year })}</p>}
      <ul className="legend" aria-label={t('calendar.legend')}>
        {(['rest', 'draw', 'open', 'visits', 'late', 'window'] as const).map((what) => (
          <li key={what}>
            <span aria-hidden="true" className={`day-small ${LEGEND[what]}`}>
              {what === 'window' ? '' : '5'}
            </span>
            {t(`calendar.marks.${what}`)}
          </li>
        ))}
      </ul>
      <div className="year">
        {monthsOfYear(year).map((month) => (
          <Month
            key={month}
            month={month}
            today={today}
            marks={marks}
            working={working}
            chosen={chosen}
            choose={choose}
          />
        ))}
      </div>
    </>
  );
}

const LEGEND = {
  rest: 'day-rest',
  draw: 'day-draw',
  open: 'day-draw day-open',
  visits: 'day-visits',
  late: 'day-visits day-late',
  window: 'day-window',
} as const;

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

function Month({
  month,
  today,
  marks,
  working,
  chosen,
  choose,
}: {
  readonly month: string;
  readonly today: string;
  readonly marks: ReadonlyMap<string, DayMark>;
  readonly working: WorkingYear;
  readonly chosen: string | undefined;
  readonly choose: (day: string) => void;
}): ReactNode {
  const { t, language } = useSpeech();
  const weeks = weeksOf(month);
  const named = weeks.flat().flatMap((day) => {
    const notable = day === undefined ? undefined : working.notable(day);
    return notable?.name == null || day === undefined ? [] : [{ day, name: notable.name, working: notable.working }];
  });
  return (
    <section>
      <table className="month-small">
        <caption>{monthName(month, language)}</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col" abbr={t(`weekdays.d${weekday}`)}>
                {t(`weekdaysShort.d${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, at) => (
            <tr key={at}>
              {week.map((day, place) => (
                <td key={place}>
                  {day !== undefined && (
                    <Day
                      day={day}
                      today={today}
                      mark={marks.get(day)}
                      working={working}
                      chosen={chosen === day}
                      choose={choose}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {named.length > 0 && (
        <ul className="holidays">
          {spansOf(named).map(({ first, last, name, working: worked }) => (
            <li key={first + name}>
              {first === last
                ? t('calendar.dayNumber', { n: Number(first.slice(8)) })
                : t('calendar.dayNumbers', { first: Number(first.slice(8)), last: Number(last.slice(8)) })}{' '}
              {t(worked ? 'calendar.worked' : 'calendar.holiday', { name })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface Named {
  readonly day: string;
  readonly name: string;
  readonly working: boolean;
}

/** Neighbouring days of one name, said once. */
export function spansOf(
  named: readonly Named[],
): { readonly first: string; readonly last: string; readonly name: string; readonly working: boolean }[] {
  const spans: { first: string; last: string; name: string; working: boolean }[] = [];
  for (const { day, name, working } of named) {
    const before = spans.at(-1);
    if (
      before?.name === name &&
      before.working === working &&
      Number(before.last.slice(8)) + 1 === Number(day.slice(8))
    )
      before.last = day;
    else spans.push({ first: day, last: day, name, working });
  }
  return spans;
}

function Day({
  day,
  today,
  mark,
  working,
  chosen,
  choose,
}: {
  readonly day: string;
  readonly today: string;
  readonly mark: DayMark | undefined;
  readonly working: WorkingYear;
  readonly chosen: boolean;
  readonly choose: (day: string) => void;
}): ReactNode {
  const { t, day: show } = useSpeech();
  const rest = working.isRest(day);
  const notable = working.notable(day);
  const shifted = notable?.working === true && weekdayOf(day) > 5;
  const number = Number(day.slice(8));
  const draws = (mark?.held ?? 0) + (mark?.planned ?? 0);
  const classes = [
    'day-small',
    ...(rest ? ['day-rest'] : []),
    ...(day === today ? ['day-today'] : []),
    ...(mark?.window === true ? ['day-window'] : []),
    ...(draws > 0 ? ['day-draw'] : []),
    ...(draws > 0 && mark?.held === 0 ? ['day-open'] : []),
    ...((mark?.visits ?? 0) > 0 ? ['day-visits'] : []),
    ...((mark?.late ?? 0) > 0 ? ['day-late'] : []),
  ].join(' ');
  const content = (
    <>
      {number}
      {shifted && (
        <span className="day-shifted" aria-hidden="true">
          {t('calendar.shiftedMark')}
        </span>
      )}
    </>
  );
  if (mark === undefined || draws + mark.visits === 0)
    return (
      <span className={classes} title={notable?.name ?? undefined}>
        {content}
      </span>
    );
  const label = [
    show(day),
    ...(notable?.name == null
      ? []
      : [t(notable.working ? 'calendar.worked' : 'calendar.holiday', { name: notable.name })]),
    ...(draws > 0 ? [t('calendar.drawsOn', { n: draws })] : []),
    ...(mark.visits > 0 ? [t('calendar.visitsOn', { n: mark.visits })] : []),
    ...(mark.late > 0 ? [t('calendar.lateOn', { n: mark.late })] : []),
  ].join(t('common.comma'));
  return (
    <button
      type="button"
      className={classes}
      aria-label={label}
      title={label}
      aria-pressed={chosen}
      onClick={() => choose(day)}
    >
      {content}
    </button>
  );
}
