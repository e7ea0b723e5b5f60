/*
 * A list's page, order, search and filters stand in the address: what somebody sees can be kept, sent to a colleague, and is
 * there again after a step back.
 */

/** 0: all in one piece that scrolls. */
export const SIZES = [20, 50, 100, 200, 0] as const;
const SIZE = 50;

export interface ListAddress {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  /** A field, with a minus before it from the last to the first; empty is the list's own order. */
  readonly sort: string;
  readonly search: string;
  /** Name → value; what is not filtered by is not there. */
  readonly filters: Readonly<Record<string, string>>;
}

/** What is no page of a list reads as its first: an address is typed and mangled. @param names the filters that the list has */
export function readAddress(params: URLSearchParams, names: readonly string[]): ListAddress {
  const page = Number(params.get('page') ?? '1');
  const size = Number(params.get('size') ?? SIZE);
  const sort = params.get('sort') ?? '';
  return {
    page: Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
    size: SIZES.find((one) => one === size) ?? SIZE,
    sort: /^-?[A-Za-z]{1,60}$/.test(sort) ? sort : '',
    search: params.get('search') ?? '',
    filters: Object.fromEntries(
      names.flatMap((name) => {
        const value = params.get(name);
        return value === null || value === '' ? [] : [[name, value]];
      }),
    ),
  };
}

/** What is as it is anyway is left out. */
export function writeAddress({ page, size, sort, search, filters }: ListAddress): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== '') params.set(name, value);
  if (search !== '') params.set('search', search);
  if (sort !== '') params.set('sort', sort);
  if (size !== SIZE) params.set('size', String(size));
  if (page !== 1) params.set('page', String(page));
  return params;
}

/** Whoever narrows a list, or sorts it anew, begins at its first page. */
export function changed(address: ListAddress, change: Partial<ListAddress>): ListAddress {
  return { ...address, page: 1, ...change };
}

/** The order that a click on a column asks for: first to last, last to first, and as it was. */
export function nextSort(sort: string, field: string): string {
  if (sort === field) return `-${field}`;
  return sort === `-${field}` ? '' : field;
}
