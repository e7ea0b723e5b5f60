import { type Json, MAX_DEPTH, notNfc, staysNfc, tooDeep } from './canonical.js';
import { ProtocolError, type Words } from '../errors.js';
import { SeenStrings } from './seen-strings.js';

/** Thrown (once made, no stack to build) when the bytes end inside a value and more may come. */
export const INCOMPLETE = new Error('incomplete');

const Byte = {
  Tab: 0x09,
  Newline: 0x0a,
  Return: 0x0d,
  Space: 0x20,
  Quote: 0x22,
  Comma: 0x2c,
  Minus: 0x2d,
  Dot: 0x2e,
  Zero: 0x30,
  Nine: 0x39,
  Colon: 0x3a,
  OpenList: 0x5b,
  Backslash: 0x5c,
  CloseList: 0x5d,
  OpenObject: 0x7b,
  CloseObject: 0x7d,
} as const;

/** `\uXXXX` */
const ESCAPE_LENGTH = 6;

/**
 * Reads one JSON value from a run of bytes, in the restricted form of README §1. White space between tokens and any
 * escape of a character are let through (`canonical` then turns false); everything else that is not canonical is refused.
 */
export class ValueReader {
  bytes = new Uint8Array(0);
  at = 0;
  /** No more bytes will come after these. */
  final = true;
  /** Whether what was read since this was last set is byte for byte canonical. */
  canonical = true;
  /** Bytes read since `startValue` that the canonical form does not have: white space, and escapes longer than they need be. */
  excess = 0;
  /** Offset of `bytes[0]` in the whole input. */
  base = 0;
  private readonly seen = new SeenStrings();
  private readonly path: (string | number)[] = [];

  /** JSON pointer of the place inside the value where reading stopped. */
  pointer(): string {
    return this.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  }

  startValue(): void {
    this.path.length = 0;
    this.canonical = true;
    this.excess = 0;
  }

  peek(): number {
    if (this.at < this.bytes.length) return this.bytes[this.at]!;
    if (!this.final) throw INCOMPLETE;
    throw this.fault('syntax', { zh: '文件在中途结束', en: 'the input ends in the middle' });
  }

  space(): void {
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at]!;
      if (byte !== Byte.Space && byte !== Byte.Newline && byte !== Byte.Return && byte !== Byte.Tab) return;
      this.at++;
      this.excess++;
      this.canonical = false;
    }
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw tooDeep(this.pointer());
    switch (this.peek()) {
      case Byte.Quote:
        return this.string();
      case Byte.OpenObject:
        return this.object(depth);
      case Byte.OpenList:
        return this.list(depth);
      case 0x74:
        return this.word('true', true);
      case 0x66:
        return this.word('false', false);
      case 0x6e:
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private object(depth: number): Json {
    this.at++;
    const object: Record<string, Json> = {};
    let last: string | undefined;
    this.space();
    if (this.peek() === Byte.CloseObject) {
      this.at++;
      return object;
    }
    for (;;) {
      const name = this.name(last);
      last = name;
      this.path.push(name);
      const value = this.value(depth + 1);
      this.path.pop();
      if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true });
      else object[name] = value;
      if (!this.more(Byte.CloseObject)) return object;
    }
  }

  /** A member's name and its colon. Names must ascend, which also keeps each from coming twice. */
  name(last: string | undefined): string {
    if (this.peek() !== Byte.Quote) throw this.unexpected('a member name');
    const name = this.string();
    if (last !== undefined && !(last < name)) {
      this.path.push(name);
      throw this.fault(
        'form',
        last === name
          ? { zh: '成员重复', en: 'the member comes twice' }
          : { zh: '成员没有按名称排序', en: 'members are not in order of their names' },
        `after ${last}`,
        name,
      );
    }
    this.space();
    if (this.peek() !== Byte.Colon) throw this.unexpected('":"');
    this.at++;
    this.space();
    return name;
  }

  private list(depth: number): Json {
    this.at++;
    const list: Json[] = [];
    this.space();
    if (this.peek() === Byte.CloseList) {
      this.at++;
      return list;
    }
    for (;;) {
      this.path.push(list.length);
      list.push(this.value(depth + 1));
      this.path.pop();
      if (!this.more(Byte.CloseList)) return list;
    }
  }

  /** After a member or item: true at a comma, false at the end of the container. */
  more(close: number): boolean {
    this.space();
    const byte = this.peek();
    if (byte === close) {
      this.at++;
      return false;
    }
    if (byte !== Byte.Comma) throw this.unexpected(`"," or "${String.fromCharCode(close)}"`);
    this.at++;
    this.space();
    return true;
  }

  private word<T extends Json>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++) {
      if (this.peek() !== word.charCodeAt(i)) throw this.unexpected(word);
      this.at++;
    }
    return value;
  }

  private number(): number {
    const start = this.at;
    if (this.peek() === Byte.Minus) this.at++;
    const first = this.peek();
    if (first < Byte.Zero || first > Byte.Nine) throw this.unexpected('a value');
    let value = 0;
    for (;;) {
      const byte = this.at < this.bytes.length || !this.final ? this.peek() : 0;
      if (byte >= Byte.Zero && byte <= Byte.Nine) {
        if (this.at > start && first === Byte.Zero && value === 0 && this.bytes[this.at - 1] === Byte.Zero)
          throw this.unexpected('no leading zero');
        value = value * 10 + (byte - Byte.Zero);
        this.at++;
        if (value > Number.MAX_SAFE_INTEGER) throw this.notWhole(start);
      } else if (byte === Byte.Dot || byte === 0x65 || byte === 0x45) {
        throw this.notWhole(start);
      } else break;
    }
    const negative = this.bytes[start] === Byte.Minus;
    if (negative && value === 0) throw this.notWhole(start);
    return negative ? -value : value;
  }

  private notWhole(start: number): ProtocolError {
    let until = start;
    while (
      until < this.bytes.length &&
      until < start + 40 &&
      /[-+.eE0-9]/.test(String.fromCharCode(this.bytes[until]!))
    )
      until++;
    const found = String.fromCharCode(...this.bytes.subarray(start, until));
    return this.fault(
      'form',
      { zh: '只能用 ±(2^53−1) 以内的整数', en: 'only whole numbers within ±(2^53−1)' },
      'a whole number',
      found,
    );
  }

  private string(): string {
    const bytes = this.bytes;
    const start = ++this.at;
    const length = bytes.length;
    let i = start;
    for (; i < length; i++) {
      const byte = bytes[i]!;
      if (byte === Byte.Quote) {
        this.at = i + 1;
        return i - start < 64 ? this.seen.ascii(bytes, start, i) : asciiText(bytes, start, i);
      }
      if (byte === Byte.Backslash || byte >= 0x80) break;
      if (byte < 0x20) {
        this.at = i;
        throw this.unexpected('no raw control character in a text');
      }
    }
    this.at = i;
    return this.slowString(start);
  }

  private slowString(start: number): string {
    let text = asciiText(this.bytes, start, this.at);
    let plain = true;
    let units: number[] = [];
    const flush = (): void => {
      text += String.fromCharCode.apply(null, units);
      units = [];
    };
    for (;;) {
      const byte = this.peek();
      if (units.length > 4000) flush();
      if (byte === Byte.Quote) break;
      if (byte < 0x20) throw this.unexpected('no raw control character in a text');
      if (byte === Byte.Backslash) {
        this.at++;
        const unit = this.escape();
        if (unit >= 0x80) plain &&= staysNfc(unit);
        units.push(unit);
      } else if (byte < 0x80) {
        units.push(byte);
        this.at++;
      } else {
        const point = this.codePoint();
        plain &&= staysNfc(point);
        if (point < 0x10000) units.push(point);
        else units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
      }
    }
    flush();
    this.at++;
    if (!plain) this.checkUnicode(text);
    return text;
  }

  private checkUnicode(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const point = text.codePointAt(i) ?? 0;
      if (point > 0xffff) i++;
      else if (point >= 0xd800 && point <= 0xdfff) {
        throw this.fault('form', { zh: '文本含有不成对的代理项', en: 'the text has a lone surrogate' });
      }
    }
    if (text.normalize('NFC') !== text) throw notNfc(this.pointer());
  }

  /** The code unit of an escape; `at` stands after the backslash. Canonical are only the shortest forms (RFC 8785 §3.2.2.2). */
  private escape(): number {
    const byte = this.peek();
    this.at++;
    switch (byte) {
      case Byte.Quote:
      case Byte.Backslash:
        return byte;
      case 0x2f:
        this.canonical = false;
        this.excess++;
        return byte;
      case 0x62:
        return 8;
      case 0x66:
        return 12;
      case 0x6e:
        return 10;
      case 0x72:
        return 13;
      case 0x74:
        return 9;
      case 0x75:
        break;
      default:
        this.at--;
        throw this.unexpected('an escape');
    }
    let unit = 0;
    let upper = false;
    for (let i = 0; i < 4; i++) {
      const digit = this.peek();
      if (digit >= Byte.Zero && digit <= Byte.Nine) unit = unit * 16 + digit - Byte.Zero;
      else if (digit >= 0x61 && digit <= 0x66) unit = unit * 16 + digit - 0x57;
      else if (digit >= 0x41 && digit <= 0x46) {
        unit = unit * 16 + digit - 0x37;
        upper = true;
      } else throw this.unexpected('four hex digits');
      this.at++;
    }
    const shortest = unit < 0x20 && !upper && ![8, 9, 10, 12, 13].includes(unit);
    if (!shortest) {
      this.canonical = false;
      this.excess += ESCAPE_LENGTH - canonicalLength(unit);
    }
    return unit;
  }

  /** One code point of strict UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF. */
  private codePoint(): number {
    const lead = this.peek();
    const extra =
      lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xc2 && lead < 0xe0 ? 1 : 0;
    if (extra === 0) throw this.notUtf8();
    this.at++;
    let point = lead & (0x3f >> extra);
    for (let i = 0; i < extra; i++) {
      const byte = this.peek();
      if ((byte & 0xc0) !== 0x80) throw this.notUtf8();
      point = point * 64 + (byte & 0x3f);
      this.at++;
    }
    if (
      (extra === 2 && point < 0x800) ||
      (extra === 3 && (point < 0x10000 || point > 0x10ffff)) ||
      (point >= 0xd800 && point <= 0xdfff)
    ) {
      throw this.notUtf8();
    }
    return point;
  }

  private notUtf8(): ProtocolError {
    return this.fault('syntax', { zh: '不是有效的 UTF-8', en: 'not valid UTF-8' });
  }

  unexpected(expected: string): ProtocolError {
    const byte = this.bytes[this.at]!;
    const found =
      byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16).padStart(2, '0')}`;
    return this.fault('syntax', { zh: '不是有效的 JSON', en: 'not valid JSON' }, expected, found);
  }

  fault(fault: 'syntax' | 'form', words: Words, expected?: string, found?: string): ProtocolError {
    const offset = this.base + this.at;
    return new ProtocolError(
      fault,
      this.pointer(),
      { zh: `${words.zh}（第 ${offset} 字节）`, en: `${words.en} (at byte ${offset})` },
      { ...(expected === undefined ? {} : { expected }), ...(found === undefined ? {} : { found }) },
    );
  }
}

/** Bytes of a code unit's canonical form; of a surrogate, half of its pair's. */
function canonicalLength(unit: number): number {
  if (unit < 0x20) return [8, 9, 10, 12, 13].includes(unit) ? 2 : ESCAPE_LENGTH;
  if (unit < 0x80) return unit === Byte.Quote || unit === Byte.Backslash ? 2 : 1;
  return unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
}

function asciiText(bytes: Uint8Array, from: number, until: number): string {
  let text = '';
  for (let i = from; i < until; i += 4096) {
    text += String.fromCharCode.apply(null, bytes.subarray(i, Math.min(until, i + 4096)) as unknown as number[]);
  }
  return text;
}

/** Reads a whole document strictly; trailing white space is let through, trailing anything else is not. */
export function readJson(bytes: Uint8Array): Json {
  const reader = new ValueReader();
  reader.bytes = bytes as Uint8Array<ArrayBuffer>;
  reader.space();
  const value = reader.value(0);
  reader.space();
  if (reader.at < bytes.length) throw reader.unexpected('the end');
  return value;
}
