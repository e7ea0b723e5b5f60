/* Where things stand around a ring, and how a line of days is drawn. Pure. */

/** The middle of a piece's outside, clockwise from the top. */
export function markOf(piece: number, pieces: number, middle: number, radius: number): { x: number; y: number } {
  const angle = ((piece + 0.5) / pieces) * 2 * Math.PI;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return { x: round(middle + radius * Math.sin(angle)), y: round(middle - radius * Math.cos(angle)) };
}

/** A line through the values, from the left to the right, the most at the top. @returns points of an SVG polyline */
export function lineOf(values: readonly number[], width: number, height: number, most: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const top = Math.max(1, most);
  return values
    .map((value, at) => `${(at * step).toFixed(1)},${(height - (value / top) * height).toFixed(1)}`)
    .join(' ');
}

/** Every so many of a long row, the last always among them. */
export function thinned<T>(row: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(row.length / most));
  return row.filter((_, at) => (row.length - 1 - at) % step === 0);
}
