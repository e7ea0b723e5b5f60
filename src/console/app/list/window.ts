/** What of a long list is in sight, and what has to be fetched to show it. */
export interface Sight {
  /** Places of rows, from 0; the second is the first that is not drawn any more. */
  readonly first: number;
  readonly end: number;
  /** Pages of the API, from 1. */
  readonly pages: readonly number[];
}

/** Rows that are drawn beyond what is in sight, so that nothing is blank while one scrolls slowly. */
const BEYOND = 8;

/**
 * @param top how far it is scrolled, and @param height how much is seen, in pixels
 * @param row the height of a row, @param total of how many, @param page how many the API hands out at once
 */
export function sightOf({
  top,
  height,
  row,
  total,
  page,
}: {
  readonly top: number;
  readonly height: number;
  readonly row: number;
  readonly total: number;
  readonly page: number;
}): Sight {
  const last = Math.max(0, total);
  const first = Math.min(last, Math.max(0, Math.floor(top / row) - BEYOND));
  const end = Math.min(last, Math.max(first, Math.ceil((top + height) / row) + BEYOND));
  const from = Math.floor(first / page) + 1;
  const until = end > first ? Math.floor((end - 1) / page) + 1 : from - 1;
  return { first, end, pages: Array.from({ length: until - from + 1 }, (_, at) => from + at) };
}
