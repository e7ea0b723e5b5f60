import { parseDegrees } from './degrees.js';
import { type Choice, type Column, type Rate } from './columns/column.js';
import { parseDate, parseMonthDay } from './dates.js';
import { columnLetter } from './grid.js';
import { type FoundColumn } from './headings.js';
import { type SheetProblem, type SheetProblemCode } from './problems.js';
import { parseRate } from './rates.js';
import { type Piece } from './table.js';
import { isUscc, usccCheckCharacter } from './uscc.js';
import { asCode, asLines, asList, asName, asPerson, asPlain, wordKey } from './wording.js';

export type Value = string | number | boolean | Rate | readonly string[] | null;

export interface ReadValue {
  readonly value: Value;
  readonly problems: readonly SheetProblem[];
}

const YES = new Set(['是', '有', '对', '可', '可以', '能', 'y', 'yes', 'true', '1'].map(wordKey));
const NO = new Set(['否', '无', '不是', '不可', '不可以', '不能', 'n', 'no', 'false', '0'].map(wordKey));
const TICK = /^[√✓✔☑]$/u;
const CROSS = /^[×✗✘xX☒]$/u;

/** What people and `writeRegister` put where a group has nothing to say. */
const DASH = /^\s*[—–―\-－/／]+\s*$/u;

class CellFault extends Error {
  constructor(
    readonly code: SheetProblemCode,
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

const quoted = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};

/**
 * The cells of one field → its value. A record may have several cells for a field when it goes on over rows: texts are
 * joined by line breaks, lists united; of single values the first holds and a difference is reported.
 */
export function readValue(column: Column, found: FoundColumn, pieces: readonly Piece[]): ReadValue {
  const problems: SheetProblem[] = [];
  const values: { value: Exclude<Value, null>; piece: Piece }[] = [];
  const report = (
    piece: Piece,
    severity: SheetProblem['severity'],
    code: SheetProblemCode,
    zh: string,
    en: string,
  ): void => {
    problems.push({
      row: piece.row,
      column: columnLetter(found.column),
      field: column.field,
      code,
      severity,
      message: { zh: `“${column.heading.zh}”：${zh}`, en: `${column.heading.en}: ${en}` },
    });
  };
  for (const piece of pieces) {
    try {
      const value = readPiece(column, piece);
      if (value !== undefined) values.push({ value, piece });
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      report(piece, 'error', error.code, error.zh, error.en);
    }
  }
  const value = combine(column, values, (piece, first, other) => {
    report(
      piece,
      'warning',
      'conflicting_values',
      `同一条记录有两个不同的值：“${quoted(first)}”和“${quoted(other)}”；取第一个。`,
      `one record has two values: "${quoted(first)}" and "${quoted(other)}"; the first is taken.`,
    );
  });
  const last = pieces.at(-1);
  if (last && column.maxLength !== undefined && textLength(value) > column.maxLength) {
    const length = textLength(value);
    report(
      last,
      'error',
      'too_long',
      `有 ${length} 个字符，最多 ${column.maxLength} 个。`,
      `${length} characters; at most ${column.maxLength} are kept.`,
    );
  }
  return { value, problems };
}

function textLength(value: Value): number {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.join('、').length : 0;
}

type Conflict = (piece: Piece, first: string, other: string) => void;

function combine(
  column: Column,
  values: readonly { value: Exclude<Value, null>; piece: Piece }[],
  conflict: Conflict,
): Value {
  const [first] = values;
  const kind = column.type.kind;
  if (kind === 'list' || kind === 'choices') {
    return [...new Set(values.flatMap(({ value }) => value as readonly string[]))];
  }
  if (!first) return null;
  if (kind === 'lines') return [...new Set(values.map(({ value }) => value as string))].join('\n');
  const key = JSON.stringify(first.value);
  const other = values.find(({ value }) => JSON.stringify(value) !== key);
  if (other) conflict(other.piece, first.piece.cell.text.trim(), other.piece.cell.text.trim());
  return first.value;
}

/** @returns undefined where the cell turns out to be blank */
function readPiece(column: Column, { cell }: Piece): Exclude<Value, null> | undefined {
  if (cell.kind === 'formula') {
    throw new CellFault(
      'formula',
      `单元格是公式“${quoted(cell.text)}”；请改为数值或文字（复制后“选择性粘贴—值”）。`,
      `the cell is a formula, "${quoted(cell.text)}"; put the value in its place (copy, then paste values).`,
    );
  }
  if (cell.kind === 'error') {
    throw new CellFault(
      'cell_error',
      `单元格是错误值 ${cell.text}；请改为正确的内容。`,
      `the cell holds the error ${cell.text}; put what it should be.`,
    );
  }
  const type = column.type;
  const { text } = cell;
  if (column.carried !== undefined && DASH.test(text)) return undefined;
  switch (type.kind) {
    case 'name':
      return plainText(cell, asName(text));
    case 'person':
      return plainText(cell, asPerson(text));
    case 'lines':
      return plainText(cell, asLines(text));
    case 'list': {
      const list = asList(plainText(cell, text) ?? '');
      return list.length > 0 ? list : undefined;
    }
    case 'code':
      return code(cell, column.field);
    case 'uscc':
      return uscc(cell);
    case 'date':
      return date(cell);
    case 'month-day':
      return monthDay(cell);
    case 'rate':
      return rate(cell);
    case 'integer':
      return integer(cell, type.min, type.max);
    case 'degrees':
      return degrees(cell, type.most);
    case 'boolean':
      return boolean(cell);
    case 'choice':
      return choice(text, type.choices);
    case 'choices':
      return choices(text, type.choices).known;
  }
}

type CellOf = Piece['cell'];

function plainText(cell: CellOf, read: string): string | undefined {
  if (cell.kind === 'date') {
    throw new CellFault(
      'unexpected_date',
      `这里应为文字，单元格却是日期 ${cell.text}；请把单元格设为文本格式后重新填写。`,
      `a text is due here, but the cell is the date ${cell.text}; format the cell as text and type it again.`,
    );
  }
  return read === '' ? undefined : read;
}

function code(cell: CellOf, field: string): string | undefined {
  // From 10^15 on a spreadsheet program keeps only the first fifteen digits and fills up with zeros.
  if (cell.kind === 'number' && Math.abs(cell.number ?? 0) >= 1e15) {
    throw new CellFault(
      'digits_lost',
      `${cell.text} 以数字保存，第 15 位之后的数字已丢失；请把该列设为文本格式后重新填写。`,
      `${cell.text} was kept as a number, and its digits after the fifteenth are lost; format the column as text and type it again.`,
    );
  }
  const read = plainText(cell, asCode(cell.text));
  if (field === 'region' && read !== undefined && !/^(?:\d{6}|\d{9}|\d{12})$/u.test(read)) {
    throw new CellFault(
      'not_a_code',
      `“${quoted(read)}”不是区划代码；应为 6 位数字（乡镇 9 位、村 12 位），例如 460105。`,
      `"${quoted(read)}" is no region code; 6 digits are due (9 for a township, 12 for a village), for instance 460105.`,
    );
  }
  return read;
}

function uscc(cell: CellOf): string | undefined {
  const read = code(cell, 'uscc')?.toUpperCase();
  if (read === undefined || isUscc(read)) return read;
  const check = read.length === 18 ? usccCheckCharacter(read.slice(0, 17)) : undefined;
  throw check === undefined
    ? new CellFault(
        'not_a_uscc',
        `“${quoted(read)}”不是统一社会信用代码；应为 18 位数字和大写字母（不含 I、O、S、V、Z）。`,
        `"${quoted(read)}" is no unified social credit code; 18 digits and capitals without I, O, S, V, Z are due.`,
      )
    : new CellFault(
        'not_a_uscc',
        `“${read}”的校验码不对：按前 17 位，最后一位应为 ${check}；请核对每一位。`,
        `the check character of "${read}" is wrong: by the first 17 the last would be ${check}; compare every character.`,
      );
}

function date(cell: CellOf): string | undefined {
  if (cell.kind === 'date') return cell.text;
  const text = asPlain(cell.text);
  if (text === '') return undefined;
  const read = parseDate(text);
  if (read !== undefined) return read;
  throw new CellFault(
    'not_a_date',
    `“${quoted(text)}”不是存在的日期；请写成 年-月-日，例如 2026-03-05。`,
    `"${quoted(text)}" is not a date that exists; write year-month-day, for instance 2026-03-05.`,
  );
}

function monthDay(cell: CellOf): string | undefined {
  if (cell.kind === 'date') return cell.text.slice(5);
  const text = asPlain(cell.text);
  if (text === '') return undefined;
  const read = cell.kind === 'number' ? undefined : parseMonthDay(text);
  if (read !== undefined) return read;
  throw new CellFault(
    'not_a_month_day',
    `“${quoted(text)}”不是几月几日；请写成 月-日，例如 03-01 或 3月1日。`,
    `"${quoted(text)}" is not a day of the year; write month-day, for instance 03-01.`,
  );
}

function rate(cell: CellOf): Rate | undefined {
  const text = cell.percent ? `${percentDigits(cell.number ?? 0)}%` : asPlain(cell.text);
  if (text === '') return undefined;
  const read = cell.kind === 'date' ? undefined : parseRate(text);
  if (read) return read;
  throw new CellFault(
    'not_a_rate',
    `“${quoted(text)}”不是比例；请写成 不低于3%、≥3%、不超过5%、≤5% 或 3%，在 0 和 100% 之间，带百分号。`,
    `"${quoted(text)}" is no rate; write ≥3%, ≤5% or 3%, above 0 and up to 100 %, with the sign.`,
  );
}

/** 0.07 × 100 is 7.000000000000001 in binary; a spreadsheet shows 7. */
const percentDigits = (fraction: number): string => String(Number((fraction * 100).toPrecision(15)));

function integer(cell: CellOf, min: number, max: number): number | undefined {
  const text = asPlain(cell.text);
  if (text === '') return undefined;
  const value = /^[+-]?\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new CellFault(
    'not_an_integer',
    `“${quoted(text)}”不是 ${min} 到 ${max} 的整数。`,
    `"${quoted(text)}" is not a whole number from ${min} to ${max}.`,
  );
}

/** A number is read to the tenth of a millionth, whatever its cell shows of it. */
function degrees(cell: CellOf, most: 90 | 180): number | undefined {
  const text = asPlain(cell.text);
  if (text === '') return undefined;
  const value = parseDegrees(cell.kind === 'number' && cell.number !== undefined ? cell.number.toFixed(7) : text);
  if (value !== undefined && Math.abs(value) <= most * 1_000_000) return value;
  throw new CellFault(
    'not_degrees',
    `“${quoted(text)}”不是度数；应为 −${most} 到 ${most} 之间的十进制度数（WGS-84），例如 ${most === 180 ? '116.397128' : '39.916527'}。`,
    `"${quoted(text)}" is no number of degrees; decimal degrees (WGS-84) from −${most} to ${most} are due, for instance ${most === 180 ? '116.397128' : '39.916527'}.`,
  );
}

function boolean(cell: CellOf): boolean | undefined {
  const text = asPlain(cell.text);
  if (text === '') return undefined;
  const key = wordKey(text);
  if (TICK.test(text) || YES.has(key)) return true;
  if (CROSS.test(text) || NO.has(key)) return false;
  throw new CellFault(
    'not_a_boolean',
    `“${quoted(text)}”应为“是”或“否”。`,
    `"${quoted(text)}" must be 是 (yes) or 否 (no).`,
  );
}

/** Word → value for a set of choices, made once: a sheet asks for it in every row. */
const dictionaries = new WeakMap<readonly Choice[], ReadonlyMap<string, string>>();

function dictionary(from: readonly Choice[]): ReadonlyMap<string, string> {
  const known = dictionaries.get(from);
  if (known) return known;
  const words = from.flatMap((one) =>
    [one.value, one.words.zh, one.words.en, ...one.synonyms].map((word): [string, string] => [
      wordKey(word),
      one.value,
    ]),
  );
  const made = new Map(words);
  dictionaries.set(from, made);
  return made;
}

const choose = (text: string, from: readonly Choice[]): string | undefined => dictionary(from).get(wordKey(text));

function choice(text: string, from: readonly Choice[]): string | undefined {
  const read = asPlain(text);
  if (read === '') return undefined;
  const value = choose(read, from);
  if (value !== undefined) return value;
  throw new CellFault(
    'not_one_of',
    `“${quoted(read)}”不在可选范围；应为：${from.map((one) => one.words.zh).join('、')}。`,
    `"${quoted(read)}" is not one of: ${from.map((one) => `${one.words.zh} (${one.words.en})`).join(', ')}.`,
  );
}

/** Words of a cell that names several choices: those that are known, once each in the order written, and those that are not. */
export function choices(
  text: string,
  from: readonly Choice[],
): { readonly known: string[]; readonly unknown: string[] } {
  const known = new Set<string>();
  const unknown: string[] = [];
  for (const word of asList(text)) {
    const bare = word.replace(/(?:相结合)?(?:的方式)?(?:等方式|等)?$/u, '');
    const value = choose(word, from) ?? choose(bare, from);
    if (value !== undefined) known.add(value);
    else if (bare !== '') unknown.push(bare);
  }
  return { known: [...known], unknown };
}
