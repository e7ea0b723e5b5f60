import { type Key } from '../words/words.js';

export type Direction = 'at-least' | 'at-most' | 'exactly';

/** A share with its direction, in words. */
export const RATES = {
  'at-least': 'rates.atLeastOf',
  'at-most': 'rates.atMostOf',
  exactly: 'rates.exactlyOf',
} as const satisfies Record<Direction, Key>;

/** 3.5 → 35000 millionths. Never by way of a float: 0.07 % is 700 and not 699.999…; undefined where it is no share. */
export function millionthsOf(percent: string): number | undefined {
  const [, whole, part = ''] = /^\s*(\d{1,3})(?:[.．。](\d{1,4}))?\s*[%％]?\s*$/.exec(percent) ?? [];
  if (whole === undefined) return undefined;
  const millionths = Number(whole) * 10_000 + Number(part.padEnd(4, '0'));
  return millionths >= 1 && millionths <= 1_000_000 ? millionths : undefined;
}

/** 35000 → 3.5 */
export function percentOf(millionths: number): string {
  const part = String(millionths % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${Math.floor(millionths / 10_000)}${part === '' ? '' : `.${part}`}`;
}
