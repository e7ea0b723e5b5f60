import { compareUtf8 } from '../bytes.js';
import { type Json } from './canonical.js';
import { brief, ProtocolError } from '../errors.js';
import { dayNumber, HEX_64, ID, instantNumber } from '../ids.js';

/** Both days included, as `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly until: string;
}

/** Small checks that turn a JSON value into a typed one, or throw `shape` with path, expected and found. */
export type Check<T> = (value: Json | undefined, path: string) => T;
export type Members = Readonly<Record<string, Json | undefined>>;

export function misshapen(
  path: string,
  expected: string,
  value: unknown,
  zh = '值的类型或内容不符合格式',
): ProtocolError {
  return new ProtocolError(
    'shape',
    path,
    { zh, en: 'the value does not have the form it must have' },
    { expected, found: brief(value) },
  );
}

/** An object with exactly these members (`optional` ones may be missing). */
export function members(
  value: Json | undefined,
  path: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misshapen(path, 'an object', value);
  const object = value as Members;
  let found = 0;
  for (const name of required) {
    if (object[name] === undefined || !Object.hasOwn(object, name)) {
      const words = { zh: `缺少成员 ${name}`, en: `member ${name} is missing` };
      throw new ProtocolError('shape', `${path}/${name}`, words, { expected: name, found: 'nothing' });
    }
    found++;
  }
  for (const name of optional) if (object[name] !== undefined) found++;
  const names = Object.keys(object);
  if (names.length !== found) {
    for (const name of names) {
      if (object[name] === undefined || required.includes(name) || optional.includes(name)) continue;
      const shown = name.slice(0, 64);
      const words = { zh: `未知成员 ${shown}`, en: `unknown member ${shown}` };
      throw new ProtocolError('shape', `${path}/${shown}`, words, {
        expected: [...required, ...optional].join(', '),
        found: shown,
      });
    }
  }
  return object;
}

export function integer(least: number, most: number): Check<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
      throw misshapen(path, `a whole number from ${least} to ${most}`, value);
    }
    return value;
  };
}

/** A text of 1 to `most` UTF-16 code units without control characters. */
export function text(most: number): Check<string> {
  return (value, path) => {
    if (typeof value !== 'string' || value.length === 0 || value.length > most || hasControl(value)) {
      throw misshapen(path, `a text of 1 to ${most} characters`, value);
    }
    return value;
  };
}

function hasControl(value: string): boolean {
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) < 0x20) return true;
  return false;
}

// what a reader does not see: two names must not differ in nothing else
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/; // eslint-disable-line no-control-regex

/** A text of 1 to `most` UTF-16 code units in which every character can be seen, or is a plain space. */
export function plainName(most: number): Check<string> {
  return (value, path) => {
    if (typeof value !== 'string' || value.length === 0 || value.length > most || UNSEEN.test(value)) {
      throw misshapen(path, `a name of 1 to ${most} characters without invisible ones`, value);
    }
    return value;
  };
}

export const id: Check<string> = (value, path) => {
  if (typeof value !== 'string' || !ID.test(value))
    throw misshapen(path, 'an id [A-Za-z0-9][A-Za-z0-9._-]{0,63}', value);
  return value;
};

export const hex64: Check<string> = (value, path) => {
  if (typeof value !== 'string' || !HEX_64.test(value)) throw misshapen(path, '64 lower-case hex digits', value);
  return value;
};

export const day: Check<string> = (value, path) => {
  if (typeof value !== 'string' || dayNumber(value) === undefined) throw misshapen(path, 'a day YYYY-MM-DD', value);
  return value;
};

export const instant: Check<string> = (value, path) => {
  if (typeof value !== 'string' || instantNumber(value) === undefined)
    throw misshapen(path, 'a UTC instant YYYY-MM-DDTHH:MM:SS.mmmZ', value);
  return value;
};

export function literal<T extends string | null>(...allowed: readonly T[]): Check<T> {
  return (value, path) => {
    for (const one of allowed) if (value === one) return one;
    throw misshapen(path, allowed.join(' | '), value);
  };
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null ? null : check(value, path));
}

/** A mark that is either true or not there. */
export const optionalTrue: Check<true | undefined> = (value, path) => {
  if (value !== undefined && value !== true) throw misshapen(path, 'true, or not there', value);
  return value;
};

export function list<T>(check: Check<T>, least: number, most: number): Check<T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      throw misshapen(path, `a list of ${least} to ${most}`, value);
    return (value as Json[]).map((item, index) => check(item, `${path}/${index}`));
  };
}

/** A list of texts, each once, in UTF-8 order. */
export function sorted(check: Check<string>, least: number, most: number): Check<string[]> {
  const items = list(check, least, most);
  return (value, path) => {
    const texts = items(value, path);
    for (let i = 1; i < texts.length; i++) {
      if (compareUtf8(texts[i - 1]!, texts[i]!) >= 0) {
        throw misshapen(
          `${path}/${i}`,
          'each once, in the order of the UTF-8 bytes',
          texts[i],
          '应按 UTF-8 字节排序且不重复',
        );
      }
    }
    return texts;
  };
}

export const dayRange: Check<DayRange> = (value, path) => {
  const range = members(value, path, ['from', 'until']);
  const from = day(range.from, `${path}/from`);
  const until = day(range.until, `${path}/until`);
  if (until < from) throw misshapen(`${path}/until`, `not before ${from}`, until, '结束日期早于开始日期');
  return { from, until };
};
