import { ProtocolError } from './errors.js';

/** A growing run of bytes. TextEncoder is no part of the language, and it would hide lone surrogates. */
export class ByteWriter {
  private buffer: Uint8Array;
  length = 0;

  constructor(capacity = 256) {
    this.buffer = new Uint8Array(capacity);
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) this.grow(1);
    this.buffer[this.length++] = value;
  }

  bytes(values: Uint8Array): void {
    if (this.length + values.length > this.buffer.length) this.grow(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  /** ASCII only; the caller knows. */
  ascii(text: string): void {
    if (this.length + text.length > this.buffer.length) this.grow(text.length);
    for (let i = 0; i < text.length; i++) this.buffer[this.length++] = text.charCodeAt(i);
  }

  /** UTF-8 of one code point. */
  codePoint(point: number): void {
    if (this.length + 4 > this.buffer.length) this.grow(4);
    const buffer = this.buffer;
    if (point < 0x80) {
      buffer[this.length++] = point;
    } else if (point < 0x800) {
      buffer[this.length++] = 0xc0 | (point >> 6);
      buffer[this.length++] = 0x80 | (point & 0x3f);
    } else if (point < 0x10000) {
      buffer[this.length++] = 0xe0 | (point >> 12);
      buffer[this.length++] = 0x80 | ((point >> 6) & 0x3f);
      buffer[this.length++] = 0x80 | (point & 0x3f);
    } else {
      buffer[this.length++] = 0xf0 | (point >> 18);
      buffer[this.length++] = 0x80 | ((point >> 12) & 0x3f);
      buffer[this.length++] = 0x80 | ((point >> 6) & 0x3f);
      buffer[this.length++] = 0x80 | (point & 0x3f);
    }
  }

  /** What was written, without a copy: valid until the next write. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  copy(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  private grow(needed: number): void {
    const next = new Uint8Array(Math.max(this.buffer.length * 2, this.length + needed));
    next.set(this.buffer.subarray(0, this.length));
    this.buffer = next;
  }
}

/** UTF-8 bytes. Throws `form` on a lone surrogate, which has none. */
export function utf8(text: string): Uint8Array {
  const writer = new ByteWriter(text.length + 16);
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) throw loneSurrogate('');
    if (point > 0xffff) i++;
    writer.codePoint(point);
  }
  return writer.copy();
}

export function loneSurrogate(path: string): ProtocolError {
  return new ProtocolError('form', path, { zh: '文本含有不成对的代理项', en: 'the text has a lone surrogate' });
}

/**
 * Order of the UTF-8 bytes, which is the order of code points. It differs from JavaScript's `<` only where a
 * surrogate meets a code unit above it (U+E000 to U+FFFF).
 */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x - y;
  }
  return a.length - b.length;
}

const HEX = '0123456789abcdef';

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX.charAt(byte >> 4) + HEX.charAt(byte & 15);
  return text;
}

/** Lower-case hex only, of an even length; throws `form` otherwise. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  let good = text.length % 2 === 0;
  for (let i = 0; i < bytes.length; i++) {
    const high = HEX.indexOf(text.charAt(2 * i));
    const low = HEX.indexOf(text.charAt(2 * i + 1));
    if (high < 0 || low < 0) good = false;
    bytes[i] = (high << 4) | low;
  }
  if (!good) throw new ProtocolError('form', '', { zh: '不是小写十六进制', en: 'not lower-case hex' });
  return bytes;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The first eight hex digits of a hash in two groups: what people read to each other over the telephone. Nothing is proven by it. */
export const shortCode = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
