import { useQuery } from '@tanstack/react-query';

import { ask, type Schemas } from '../api/client.js';
import { weekdayOf } from './days.js';

type Notable = Schemas['NotableDayResponse'];

export interface WorkingYear {
  readonly isRest: (day: string) => boolean;
  /** What a day is called, or why it is unlike others of its weekday. */
  readonly notable: (day: string) => Notable | undefined;
  /** Whether the year's holidays are known. */
  readonly covered: boolean;
}

/** China's working days of a year. Until they are known, Saturdays and Sundays. */
export function useWorkingYear(year: number): WorkingYear {
  const { data } = useQuery({
    queryKey: ['working-days', year],
    queryFn: ({ signal }) =>
      ask<Schemas['WorkingDaysResponse']>('GET', '/api/v1/working-days', { query: { year }, signal }),
    staleTime: 600_000,
    select: (answer) => ({ covered: answer.covered, days: new Map(answer.days.map((one) => [one.day, one])) }),
  });
  return {
    covered: data?.covered ?? true,
    notable: (day) => data?.days.get(day),
    isRest: (day) => {
      const told = data?.days.get(day);
      return told === undefined ? data === undefined && weekdayOf(day) > 5 : !told.working;
    },
  };
}
