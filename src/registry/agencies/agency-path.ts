/*
 * An agency's path names its ancestors from the top and itself: `/1/5/9/`. The slashes at both ends keep 5 apart from 15
 * and 50, and make a subtree one range of a binary-ordered index.
 */

/** As wide as the column. With ids of at most ten digits that is 23 levels; a real tree has five. */
export const LONGEST_PATH = 255;

export function pathBelow(parentPath: string | null, id: number): string {
  return `${parentPath ?? '/'}${id}/`;
}

/** Whether the agency with this path is the top agency or lies below it. */
export function liesWithin(path: string, topAgencyId: number): boolean {
  return path.includes(`/${topAgencyId}/`);
}

/** The paths of a subtree: from ≤ path < before. `0` is the sign after `/`. */
export function subtreeRange(path: string): { readonly from: string; readonly before: string } {
  return { from: path, before: `${path.slice(0, -1)}0` };
}

/** How far down the agency stands, from 1 at the top. */
export function depthOf(path: string): number {
  return path.split('/').length - 2;
}

/** The ids of a path, from the top down. */
export function agencyIdsOf(path: string): number[] {
  return path.split('/').filter(Boolean).map(Number);
}
