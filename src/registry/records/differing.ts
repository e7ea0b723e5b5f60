import { isDeepStrictEqual } from 'node:util';

/** The fields that a change really changes, before and after; undefined where there are none. Fields left undefined stay. */
export function differing(
  row: object,
  change: object,
): { readonly before: Record<string, unknown>; readonly after: Record<string, unknown> } | undefined {
  const now = row as Record<string, unknown>;
  const fields = Object.entries(change).filter(
    ([field, value]) => value !== undefined && !isDeepStrictEqual(now[field], value),
  );
  if (fields.length === 0) return undefined;
  return {
    before: Object.fromEntries(fields.map(([field]) => [field, now[field]])),
    after: Object.fromEntries(fields),
  };
}
