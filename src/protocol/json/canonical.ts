import { ByteWriter, loneSurrogate } from '../bytes.js';
import { brief, ProtocolError } from '../errors.js';

/** What the protocol can write: RFC 8785 without floats (README §1). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };

export const MAX_DEPTH = 32;

const SHARED = new ByteWriter(4096);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HEX = '0123456789abcdef';
const SHORT_ESCAPES: Readonly<Record<number, string>> = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' };

/**
 * The one byte string that stands for a value: members sorted by UTF-16 code units, no white space, shortest escapes,
 * integers within ±(2^53−1). Members that are `undefined` are left out. Throws `form` on anything else.
 */
export function canonicalBytes(value: Json): Uint8Array {
  // One writer for all calls: it is filled and copied before anything else can run.
  SHARED.clear();
  writeCanonical(SHARED, value);
  return SHARED.copy();
}

export function writeCanonical(writer: ByteWriter, value: Json, depth = 0): void {
  if (depth > MAX_DEPTH) throw tooDeep('');
  if (typeof value === 'string') writeString(writer, value);
  else if (typeof value === 'number') writeInteger(writer, value);
  else if (value === null) writer.ascii('null');
  else if (typeof value === 'boolean') writer.ascii(value ? 'true' : 'false');
  else if (typeof value !== 'object') throw notJson(value);
  else if (isList(value)) {
    writer.byte(0x5b);
    for (let i = 0; i < value.length; i++) {
      if (i > 0) writer.byte(0x2c);
      writeCanonical(writer, value[i] as Json, depth + 1);
    }
    writer.byte(0x5d);
  } else writeMembers(writer, value, depth);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function writeMembers(writer: ByteWriter, value: Readonly<Record<string, Json | undefined>>, depth: number): void {
  writer.byte(0x7b);
  let first = true;
  // Array.prototype.sort without a comparator orders by UTF-16 code units, as RFC 8785 §3.2.3 wants.
  const names = Object.keys(value);
  for (const name of inOrder(names) ? names : names.sort()) {
    const member = value[name];
    if (member === undefined) continue;
    if (!first) writer.byte(0x2c);
    first = false;
    writeString(writer, name);
    writer.byte(0x3a);
    writeCanonical(writer, member, depth + 1);
  }
  writer.byte(0x7d);
}

function inOrder(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) if (names[i - 1]! > names[i]!) return false;
  return true;
}

function writeInteger(writer: ByteWriter, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    throw new ProtocolError(
      'form',
      '',
      { zh: '只能用整数', en: 'only whole numbers within ±(2^53−1)' },
      { found: String(value) },
    );
  }
  writer.ascii(String(value));
}

export function writeString(writer: ByteWriter, text: string): void {
  writer.byte(QUOTE);
  let plain = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) {
      plain &&= staysNfc(unit);
      const point = text.codePointAt(i) ?? 0;
      if (point >= 0xd800 && point <= 0xdfff) throw loneSurrogate('');
      if (point > 0xffff) i++;
      writer.codePoint(point);
    } else if (unit >= 0x20) {
      if (unit === QUOTE || unit === BACKSLASH) writer.byte(BACKSLASH);
      writer.byte(unit);
    } else {
      writer.ascii(SHORT_ESCAPES[unit] ?? `\\u00${unit >> 4}${HEX.charAt(unit & 15)}`);
    }
  }
  if (!plain && text.normalize('NFC') !== text) throw notNfc('');
  writer.byte(QUOTE);
}

/**
 * Letters that never combine nor decompose canonically (NFC_Quick_Check = Yes, combining class 0): Latin-1 to Latin
 * Extended, common punctuation, the unified ideographs, full-width forms. Texts of these and ASCII alone are in NFC,
 * and skip the slow check.
 */
export function staysNfc(unit: number): boolean {
  return (
    unit < 0x300 ||
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x2010 && unit <= 0x2027) ||
    (unit >= 0x3001 && unit <= 0x3029) ||
    (unit >= 0xff01 && unit <= 0xff5e)
  );
}

export function notNfc(path: string): ProtocolError {
  return new ProtocolError('form', path, { zh: '文本不是 NFC 规范形式', en: 'the text is not in Unicode form NFC' });
}

export function tooDeep(path: string): ProtocolError {
  return new ProtocolError('form', path, { zh: `嵌套超过 ${MAX_DEPTH} 层`, en: `nested deeper than ${MAX_DEPTH}` });
}

function notJson(value: unknown): ProtocolError {
  return new ProtocolError('form', '', { zh: '不能写成 JSON 的值', en: 'not a JSON value' }, { found: brief(value) });
}
