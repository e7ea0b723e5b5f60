/** Points that stand one above the other where their loads are the same, in the order in which they come. */
export function stacked<T extends { readonly load: number }>(loads: readonly T[]): (T & { readonly height: number })[] {
  const heights = new Map<number, number>();
  return loads.map((one) => {
    const height = (heights.get(one.load) ?? 0) + 1;
    heights.set(one.load, height);
    return { ...one, height };
  });
}
