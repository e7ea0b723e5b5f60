import { type FoundContent } from '../../field/visit-view.js';

/* What was found, as somebody marks it: of the inspection as a whole and of each matter, several codes at once. */

export const NO_PROBLEM = 'no-problem-found';

export interface Marks {
  /** `${matter id, or nothing for the whole} ${code}` → marked, with what is written beside it. */
  readonly notes: Readonly<Record<string, string>>;
  readonly targetState: string | null;
  readonly remarks: string;
}

const keyOf = (matterId: number | null, code: string): string => `${matterId ?? ''} ${code}`;

export const isMarked = ({ notes }: Marks, matterId: number | null, code: string): boolean =>
  keyOf(matterId, code) in notes;

export const noteOf = ({ notes }: Marks, matterId: number | null, code: string): string =>
  notes[keyOf(matterId, code)] ?? '';

export function marked(marks: Marks, matterId: number | null, code: string, on: boolean, note = ''): Marks {
  const key = keyOf(matterId, code);
  const others = Object.entries(marks.notes).filter(([other]) => other !== key);
  return { ...marks, notes: Object.fromEntries(on ? [...others, [key, note]] : others) };
}

export const NO_MARKS: Marks = { notes: {}, targetState: null, remarks: '' };

export function marksOf({ findings, remarks, targetState }: FoundContent): Marks {
  return {
    notes: Object.fromEntries(findings.map(({ code, matterId, note }) => [keyOf(matterId ?? null, code), note ?? ''])),
    targetState: targetState ?? null,
    remarks: remarks ?? '',
  };
}

/** In the order of the matters and of the standard codes, the whole last. */
export function findingsOf(
  { notes }: Marks,
  matterIds: readonly number[],
  codes: readonly string[],
): { code: string; matterId?: number; note?: string }[] {
  return [...matterIds, null].flatMap((matterId) =>
    codes.flatMap((code) => {
      const note = notes[keyOf(matterId, code)];
      if (note === undefined) return [];
      return [
        { code, ...(matterId === null ? {} : { matterId }), ...(note.trim() === '' ? {} : { note: note.trim() }) },
      ];
    }),
  );
}

/** Whether "no problem found" stands beside a problem of the same matter; what is said of the whole is said of all of them. */
export function contradicts(
  findings: readonly { readonly code: string; readonly matterId?: number }[],
  isProblem: (code: string) => boolean,
): boolean {
  return findings.some(
    ({ code, matterId }) =>
      code === NO_PROBLEM &&
      findings.some(
        (other) =>
          isProblem(other.code) &&
          (matterId === undefined || other.matterId === undefined || matterId === other.matterId),
      ),
  );
}
