import { type components } from '../../api/schema.js';

type Mine = components['schemas']['InspectionResponse'];

export interface DayOfVisits {
  readonly day: string;
  readonly inspections: readonly Mine[];
}

/** By the day for which they are planned, or their last one where none is; the earliest first, and each day once. */
export function byDay(inspections: readonly Mine[]): DayOfVisits[] {
  const days = new Map<string, Mine[]>();
  for (const one of inspections) {
    const day = one.plannedOn ?? one.deadlines.visitUntil;
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, ofDay]) => ({ day, inspections: ofDay.sort((a, b) => a.id - b.id) }));
}
