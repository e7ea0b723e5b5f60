/** Pages beside the present one. */
const BESIDE = 1;

/**
 * The pages that are named beside the ways back and on: the first, the last, and those around the present one. Undefined
 * stands for what is left out between them, and never for a single page.
 * @param page from 1
 */
export function pagesNamed(page: number, last: number): (number | undefined)[] {
  const here = Math.min(Math.max(page, 1), last);
  const named = [1, last];
  for (let one = here - BESIDE; one <= here + BESIDE; one++) named.push(one);
  const sorted = [...new Set(named)].filter((one) => one >= 1 && one <= last).sort((a, b) => a - b);
  return sorted.flatMap((one, at) => {
    const before = at === 0 ? one - 1 : (sorted[at - 1] ?? one);
    if (one - before === 1) return [one];
    return one - before === 2 ? [one - 1, one] : [undefined, one];
  });
}
