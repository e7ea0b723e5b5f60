import { type Schemas } from '../../api/client.js';

type Open = Schemas['OpenInspectionResponse'];

const MOST = 6;

/** The open inspections whose next step is due next; what is late already is told of elsewhere. @param today as a day */
export function dueSoon(open: readonly Open[], today: string): (Open & { readonly dueOn: string })[] {
  return open
    .flatMap((one) => (one.dueOn === null || one.dueOn < today ? [] : [{ ...one, dueOn: one.dueOn }]))
    .sort((left, right) => left.dueOn.localeCompare(right.dueOn) || left.id - right.id)
    .slice(0, MOST);
}
