import { type Rate } from './columns/column.js';

const AT_LEAST = /^(?:≥|≧|>=|不低于|不少于|不小于|至少|最低|at least)|(?:及|\/)?以上$/u;
const AT_MOST = /^(?:≤|≦|<=|不超过|不高于|不大于|不多于|至多|最多|at most)|(?:及|\/)?(?:以下|以内)$/u;
const WORDS_AROUND = /^(?:每年|年度|全年|按|抽查比例)+|^(?:exactly|等于|=)/u;
const ALL = /^(?:全部|全覆盖|全数|全量)$/u;

/** "3.5" and a scale of 10 000 (per cent) → 35 000 millionths, in whole numbers; undefined where it is finer than a millionth. */
function millionths(digits: string, scale: number): number | undefined {
  const [whole = '0', fraction = ''] = digits.split('.');
  const places = Math.log10(scale);
  const kept = fraction.replace(/0+$/u, '');
  if (kept.length > places) return undefined;
  return Number(whole) * scale + Number(kept.padEnd(places, '0') || '0');
}

/**
 * A rate in half width → direction and millionths; undefined where it is none, is not above 0 or is above 100 %.
 * Without a sign of per cent or per mille a number says nothing: 1 may be 1 % or all of them.
 */
export function parseRate(text: string): Rate | undefined {
  let rest = text.toLowerCase().replace(WORDS_AROUND, '').trim();
  if (ALL.test(rest)) return { direction: 'exactly', millionths: 1_000_000 };
  let direction: Rate['direction'] = 'exactly';
  if (AT_LEAST.test(rest)) [direction, rest] = ['at-least', rest.replace(AT_LEAST, '')];
  else if (AT_MOST.test(rest)) [direction, rest] = ['at-most', rest.replace(AT_MOST, '')];
  const match = /^\s*(?:百分之(\d{1,3}(?:\.\d+)?)|(\d{1,4}(?:\.\d+)?)\s*([%‰]))\s*$/u.exec(rest);
  if (!match) return undefined;
  const value = millionths(match[1] ?? match[2] ?? '', match[3] === '‰' ? 1000 : 10_000);
  if (value === undefined || value <= 0 || value > 1_000_000) return undefined;
  return { direction, millionths: value };
}

/** The words a rate is written with; `parseRate` reads them back. */
export function rateText(rate: Rate): string {
  const whole = Math.floor(rate.millionths / 10_000);
  const fraction = String(rate.millionths % 10_000)
    .padStart(4, '0')
    .replace(/0+$/u, '');
  const sign = { 'at-least': '≥', 'at-most': '≤', exactly: '' }[rate.direction];
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}%`;
}
