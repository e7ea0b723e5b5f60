/*
 * What waits for somebody, most urgent first. Each entry is either one thing that a person decides on, or so many of a kind,
 * with the way to their list.
 */

/** How urgent: what is already late, what others wait for, what is due. */
const URGENCY = {
  alert: 0,
  missed: 1,
  late: 2,
  rectificationLate: 3,
  amendment: 4,
  recusal: 5,
  withdrawal: 6,
  unvisit: 7,
  extension: 8,
  ending: 9,
  invitation: 10,
  planReview: 11,
  approve: 12,
  review: 13,
  publish: 14,
  close: 15,
} as const;
export type TodoKind = keyof typeof URGENCY;

export interface Todo {
  readonly kind: TodoKind;
  readonly href: string;
  /** How many of a kind; 1 for a thing of its own. */
  readonly count: number;
  /** Since when it waits, or by when it is due: a moment or a day. */
  readonly since: string | null;
  /** What it is, in the server's words; undefined where the kind says all. */
  readonly about?: string | undefined;
}

export const MOST_TODOS = 10;

/** Most urgent first, the longest waiting first within; nothing of which there is none. */
export function inOrder(todos: readonly Todo[]): Todo[] {
  return todos
    .filter(({ count }) => count > 0)
    .map((todo, at) => ({ todo, at }))
    .sort(
      (left, right) =>
        URGENCY[left.todo.kind] - URGENCY[right.todo.kind] ||
        (left.todo.since ?? '9').localeCompare(right.todo.since ?? '9') ||
        left.at - right.at,
    )
    .map(({ todo }) => todo);
}
