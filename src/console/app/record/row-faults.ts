import { stepsOf, type Problem } from '../api/problem.js';
import { type Bilingual } from '../words/words.js';

/** What is wrong with a form of rows: by row and field, and what is said of no field of any. */
export interface RowFaults {
  readonly of: (row: number, field: string) => readonly Bilingual[];
  /** Which parts of a field that is a list of several. */
  readonly parts: (row: number, field: string) => ReadonlySet<number>;
  readonly others: readonly Bilingual[];
}

export const NO_FAULTS: RowFaults = { of: () => [], parts: () => new Set(), others: [] };

/**
 * Sorts a refusal by the rows that were sent. What is wrong within a field, such as the second of several people, is told at
 * the field.
 * @param member where the rows stand in what was sent
 */
export function faultsOfRows({ errors = [] }: Pick<Problem, 'errors'>, member: string): RowFaults {
  const at = new Map<string, Bilingual[]>();
  const parts = new Map<string, Set<number>>();
  const others: Bilingual[] = [];
  for (const { message, pointer } of errors) {
    const [first, row, field, part] = stepsOf(pointer);
    if (first !== member || typeof row !== 'number' || field === undefined) {
      others.push(message);
      continue;
    }
    const place = `${row}/${field}`;
    at.set(place, [...(at.get(place) ?? []), message]);
    if (typeof part === 'number') parts.set(place, (parts.get(place) ?? new Set()).add(part));
  }
  return {
    of: (row, field) => at.get(`${row}/${field}`) ?? [],
    parts: (row, field) => parts.get(`${row}/${field}`) ?? new Set(),
    others,
  };
}
