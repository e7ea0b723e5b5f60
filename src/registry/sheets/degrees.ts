/* Degrees as people write them, in whole millionths: 116.397128 is 116 397 128. No float is ever between the two. */

const PLACES = 6;
const DEGREES = /^([+-]?)(\d{1,3})(?:\.(\d{1,20}))?°?$/u;
/** Where it lies, before or behind the number. */
const SIDES: readonly [RegExp, string][] = [
  [/^(?:东经|北纬|[en])|[en]$/iu, ''],
  [/^(?:西经|南纬|[ws])|[ws]$/iu, '-'],
];

/** Half-width text → millionths of a degree, the nearest where it is finer; undefined where it is no such number. */
export function parseDegrees(text: string): number | undefined {
  let rest = text.replace(/\s/gu, '');
  for (const [side, sign] of SIDES) {
    if (side.test(rest)) {
      rest = sign + rest.replace(side, '');
      break;
    }
  }
  const match = DEGREES.exec(rest);
  if (!match) return undefined;
  const [, sign, whole = '0', fraction = ''] = match;
  const kept = Number(whole) * 10 ** PLACES + Number(fraction.slice(0, PLACES).padEnd(PLACES, '0'));
  const rounded = fraction.charAt(PLACES) >= '5' ? kept + 1 : kept;
  // there is no -0 in a register
  return sign === '-' && rounded !== 0 ? -rounded : rounded;
}

/** What a cell shows; `parseDegrees` reads it back. */
export function degreesText(millionths: number): string {
  const size = Math.abs(millionths);
  const fraction = String(size % 10 ** PLACES)
    .padStart(PLACES, '0')
    .replace(/0+$/u, '');
  return `${millionths < 0 ? '-' : ''}${Math.floor(size / 10 ** PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}
