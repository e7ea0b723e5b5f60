/* A signature: lines of a pen on a board of 10 000, whatever the screen; both ways by its width, so that letters keep their shape. */

export type Stroke = readonly number[];

export const BOARD = 10_000;
/** What the server takes. */
const MOST_POINTS = 3000;
const MOST_STROKES = 200;
/** Fewer is a slip of the finger. */
const FEWEST_POINTS = 4;

export const pointsIn = (strokes: readonly Stroke[]): number =>
  strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);

export const isSignature = (strokes: readonly Stroke[]): boolean => pointsIn(strokes) >= FEWEST_POINTS;

/** Where a pen is on a pad of a width in pixels, on the board. */
export function onBoard(x: number, y: number, width: number): readonly [number, number] {
  const scaled = (pixels: number): number =>
    Math.min(BOARD, Math.max(0, Math.round((pixels / Math.max(1, width)) * BOARD)));
  return [scaled(x), scaled(y)];
}

/** As much of it as the server takes: of a line that was drawn slowly, every second point, and so on; its ends stay. */
export function thinned(strokes: readonly Stroke[]): number[][] {
  const few = strokes.slice(0, MOST_STROKES);
  for (let step = 1; ; step *= 2) {
    const thin = few.map((stroke) => everyNth(stroke, step));
    if (pointsIn(thin) <= MOST_POINTS) return thin;
  }
}

function everyNth(stroke: Stroke, step: number): number[] {
  const points = stroke.length / 2;
  const kept: number[] = [];
  for (let at = 0; at < points; at++)
    if (at % step === 0 || at === points - 1) kept.push(stroke[2 * at] ?? 0, stroke[2 * at + 1] ?? 0);
  return kept;
}
