import { addWorkingDays, type WorkingDayCalendar } from '../../planning/calendar/working-days/working-day-calendar.js';
import { type Inspection } from '../inspections/inspection.entity.js';
import { type InspectionState } from '../life/life-cycle.js';

/** Working days from the end of an inspection to the publication of its result (domain rule 13), unless an agency says otherwise. */
export const PUBLICATION_DAYS = 20;
/** Working days from a recheck that passed to the closing of its rectification, unless an agency says otherwise. No rule names a term. */
export const CLOSING_DAYS = 10;
/** Working days before the end of a term at which those who have to act are reminded. */
export const REMIND_BEFORE = 5;

/** 准备（接受、审批、通知）、检查、公示. */
export const TERMS = ['preparation', 'visit', 'publication'] as const;
export type Term = (typeof TERMS)[number];

const TERM_OF: Readonly<Record<InspectionState, Term | null>> = {
  issued: 'preparation',
  accepted: 'preparation',
  approved: 'preparation',
  notified: 'visit',
  visited: 'publication',
  reported: 'publication',
  reviewed: 'publication',
  published: null,
  closed: null,
  withdrawn: null,
  voided: null,
};

/** The term that runs in a state; none once the result is public. */
export const termOf = (state: InspectionState): Term | null => TERM_OF[state];

/** States in which a term runs. */
export const statesOf = (term: Term): InspectionState[] =>
  (Object.keys(TERM_OF) as InspectionState[]).filter((state) => TERM_OF[state] === term);

/** What its agency and the calendar say of publication. */
export interface PublicationTerms {
  readonly calendar: WorkingDayCalendar;
  readonly publicationDays: number;
}

/** The same of all that is counted by an agency's own term. */
export interface DueTerms extends PublicationTerms {
  readonly closingDays: number;
}

/**
 * The day by which the next step of an inspection is due, as `2026-03-05`: accepted, approved and notified by the day on which
 * the visit is planned, visited by the last day of the window, published within so many working days of the visit.
 */
export function dueOn(
  inspection: Pick<Inspection, 'plannedOn' | 'state' | 'visitedOn' | 'visitUntil'>,
  { calendar, publicationDays }: PublicationTerms,
): string | null {
  const { plannedOn, state, visitedOn, visitUntil } = inspection;
  switch (termOf(state)) {
    case 'preparation':
      return plannedOn ?? visitUntil;
    case 'visit':
      return visitUntil;
    case 'publication':
      return visitedOn === null ? null : addWorkingDays(calendar, visitedOn, publicationDays);
    case null:
      return null;
  }
}
