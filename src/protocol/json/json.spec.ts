import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8, utf8 } from '../bytes.js';
import { canonicalBytes, type Json, staysNfc } from './canonical.js';
import { ProtocolError } from '../errors.js';
import { type JsonSink, JsonStream, MAX_VALUE_BYTES } from './json-stream.js';
import { readJson } from './json-value.js';

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const text = fc.string({ unit: 'grapheme' }).map((value) => value.normalize('NFC'));
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger().map((value) => value + 0),
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 5 }),
  ),
})).value;

function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ProtocolError) return error.fault;
    throw error;
  }
  return 'none';
}

describe('canonicalBytes', () => {
  it('writes the example of RFC 8785 that needs no floats', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '1': 'One',
      '\u0080': 'Control',
      '\ud83d\ude00': 'Emoji',
      '\u00f6': 'O',
      '\uffff': 'Last',
    };
    const expected =
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"O","\u20ac":"Euro Sign","\ud83d\ude00":"Emoji","\uffff":"Last"}';
    expect(decode(canonicalBytes(value))).toBe(expected);
    expect(decode(canonicalBytes(['\u0000\u001f\b\t\n\f\r"\\/\u007f', -1, 9007199254740991]))).toBe(
      '["\\u0000\\u001f\\b\\t\\n\\f\\r\\"\\\\/\u007f",-1,9007199254740991]',
    );
  });

  it('agrees with JSON.stringify on sorted members, and with the reader', () => {
    const sorted = (value: Json): Json =>
      typeof value !== 'object' || value === null
        ? value
        : Array.isArray(value)
          ? (value as Json[]).map(sorted)
          : Object.fromEntries(
              Object.keys(value)
                .sort()
                .map((key) => [key, sorted((value as Record<string, Json>)[key]!)]),
            );
    fc.assert(
      fc.property(json, (value) => {
        const bytes = canonicalBytes(value);
        expect(JSON.parse(decode(bytes))).toEqual(value);
        expect(canonicalBytes(readJson(bytes))).toEqual(bytes);
        expect(
          readJson(
            utf8(
              JSON.stringify(sorted(value), null, 2).replace(/[\u4e00-\uffff]/g, (c) =>
                c >= '\ud800' && c < '\ue000' ? c : `\\u${c.charCodeAt(0).toString(16)}`,
              ),
            ),
          ),
        ).toEqual(readJson(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what has no canonical form', () => {
    const deep = Array.from({ length: 40 }).reduce<Json>((inner) => [inner], null);
    for (const value of [
      1.5,
      NaN,
      Infinity,
      -0,
      2 ** 53,
      '\ud800',
      'e\u0301',
      deep,
      (() => 1) as unknown as Json,
      1n as unknown as Json,
    ]) {
      expect(faultOf(() => canonicalBytes([value]))).toBe('form');
    }
  });

  it('takes the short way only for letters that are in NFC beside any other', () => {
    for (let unit = 0x80; unit < 0x10000; unit++) {
      if (!staysNfc(unit)) continue;
      const letter = String.fromCharCode(unit);
      for (const both of [letter, `a${letter}`, `${letter}a`, `é${letter}`, `中${letter}`])
        if (both.normalize('NFC') !== both) throw new Error(unit.toString(16));
    }
  });
});

describe('readJson', () => {
  it.each([
    ['{"a":1,"a":2}', 'form'],
    ['{"b":1,"a":2}', 'form'],
    ['{"a":1', 'syntax'],
    ['[1,]', 'syntax'],
    ['[1 2]', 'syntax'],
    ['{"a" 1}', 'syntax'],
    ['{a:1}', 'syntax'],
    ['01', 'syntax'],
    ['-', 'syntax'],
    ['+1', 'syntax'],
    ['1.0', 'form'],
    ['1e2', 'form'],
    ['1E2', 'form'],
    ['-0', 'form'],
    ['9007199254740992', 'form'],
    ['-9007199254740992', 'form'],
    ['99999999999999999999999999', 'form'],
    ['"\\ud800"', 'form'],
    ['"\\udc00\\ud800"', 'form'],
    ['"e\u0301"', 'form'],
    ['"e\\u0301"', 'form'],
    ['"a\nb"', 'syntax'],
    ['"\\x"', 'syntax'],
    ['"\\u12g4"', 'syntax'],
    ['tru', 'syntax'],
    ['nul1', 'syntax'],
    ['NaN', 'syntax'],
    ['1 1', 'syntax'],
    ['[]]', 'syntax'],
    ['', 'syntax'],
    ['\ufeff1', 'syntax'],
    ["'a'", 'syntax'],
    ['[1]/*x*/', 'syntax'],
    ['\u00a01', 'syntax'],
    ['['.repeat(40) + ']'.repeat(40), 'form'],
  ])('refuses %p as %s', (input, fault) => {
    expect(faultOf(() => readJson(utf8AllowingAll(input)))).toBe(fault);
  });

  it.each([
    [[0xc0, 0x80]],
    [[0xe0, 0x80, 0x80]],
    [[0xed, 0xa0, 0x80]],
    [[0xf4, 0x90, 0x80, 0x80]],
    [[0xf0, 0x80, 0x80, 0x80]],
    [[0x80]],
    [[0xff]],
    [[0xe4, 0xb8]],
  ])('refuses the bytes %p', (bytes) => {
    expect(faultOf(() => readJson(Uint8Array.from([0x22, ...bytes, 0x22])))).toBe('syntax');
  });

  it('tells path and offset', () => {
    expect(() => readJson(utf8('{"a":[1,{"b":2.5}]}'))).toThrow(/^\/a\/1\/b: .*at byte 14/);
  });

  it('never makes a prototype of a member', () => {
    const value = readJson(utf8('{"__proto__":{"x":1}}')) as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  it('accepts what JSON.parse accepts of the restricted form, and nothing JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-', '0', 'null', ' ', '"', '\\u0041', '.5'),
          { maxLength: 12 },
        ),
        (parts) => {
          const input = parts.join('');
          let parsed: unknown;
          try {
            parsed = JSON.parse(input);
          } catch {
            expect(faultOf(() => readJson(utf8(input)))).not.toBe('none');
            return;
          }
          const fault = faultOf(() => readJson(utf8(input)));
          if (fault === 'none') expect(readJson(utf8(input))).toEqual(parsed);
          else expect(fault).toBe('form');
        },
      ),
      { numRuns: 3000 },
    );
  });
});

/** UTF-8 by the platform, for texts that utf8() would refuse. */
function utf8AllowingAll(input: string): Uint8Array {
  return new TextEncoder().encode(input);
}

describe('JsonStream', () => {
  /** Enters every container down to `depth`, and builds the value again from the events. */
  class Builder implements JsonSink {
    readonly built: (readonly [string | number, unknown])[] = [];
    constructor(
      readonly depth: number,
      readonly kind: 'object' | 'list',
      readonly bytes: string[],
    ) {}
    enter(key: string | number, kind: 'object' | 'list'): JsonSink | null {
      if (this.depth === 0) return null;
      const inner = new Builder(this.depth - 1, kind, this.bytes);
      this.built.push([key, inner]);
      return inner;
    }
    value(key: string | number, value: Json, bytes: () => Uint8Array): void {
      this.bytes.push(decode(bytes()));
      this.built.push([key, value]);
    }
    result(): unknown {
      const entries = this.built.map(
        ([key, value]) => [key, value instanceof Builder ? value.result() : value] as const,
      );
      return this.kind === 'list' ? entries.map(([, value]) => value) : Object.fromEntries(entries);
    }
  }

  it('gives the same values at any depth of entering and any chunks', () => {
    fc.assert(
      fc.property(
        json,
        fc.nat(4),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (value, depth, sizes, indented) => {
          const whole = indented
            ? utf8(JSON.stringify(JSON.parse(decode(canonicalBytes(value))), null, 1))
            : canonicalBytes(value);
          if (faultOf(() => readJson(whole)) !== 'none') return; // integer-like names are reordered by JSON.parse
          const pieces: string[] = [];
          const root = new Builder(depth, 'list', pieces);
          const stream = new JsonStream(root);
          for (let at = 0, turn = 0; at < whole.length; turn++) {
            const size = sizes[turn % sizes.length]!;
            stream.push(whole.slice(at, at + size));
            at += size;
          }
          stream.finish();
          expect(root.result()).toEqual([value]);
          for (const piece of pieces) expect(decode(canonicalBytes(readJson(utf8(piece))))).toBe(piece);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('holds no more than one item of a list it enters', () => {
    let items = 0;
    const stream = new JsonStream({ enter: () => ({ value: () => void items++ }), value: () => undefined });
    stream.push(utf8('["first"'));
    const piece = utf8(',"0123456789"'.repeat(1000));
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 2000; i++) stream.push(piece);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000);
    stream.push(utf8(']'));
    stream.finish();
    expect(items).toBe(2_000_001);
  });
});

describe('the longest value', () => {
  const MIB = 1 << 20;
  /** What a list of one item, given in pieces of 1 MiB (or all at once), is read as: the length of its canonical bytes, or the fault. */
  function read(item: Uint8Array, atOnce: boolean): string | number {
    let length = -1;
    const sink: JsonSink = { value: (_key, _value, bytes) => void (length = bytes().length) };
    const stream = new JsonStream({ enter: () => sink, value: () => undefined });
    const fault = faultOf(() => {
      stream.push(utf8('['));
      for (let at = 0; at < item.length; at += atOnce ? item.length : MIB)
        stream.push(atOnce ? item : item.subarray(at, at + MIB));
      stream.push(utf8(']'));
      stream.finish();
    });
    return fault === 'none' ? length : fault;
  }
  const text = (content: string, times: number): Uint8Array => Buffer.from(`"${content.repeat(times)}"`);

  it.each([true, false])('is 8 MiB of canonical form, to the byte (at once: %s)', (atOnce) => {
    expect(read(text('a', MAX_VALUE_BYTES - 2), atOnce)).toBe(MAX_VALUE_BYTES);
    expect(read(text('a', MAX_VALUE_BYTES - 1), atOnce)).toBe('form');
    // é is two bytes, whichever way it was written
    expect(read(text('\\u00e9', MAX_VALUE_BYTES / 2 - 1), atOnce)).toBe(MAX_VALUE_BYTES);
    expect(read(text('\\u00e9', MAX_VALUE_BYTES / 2), atOnce)).toBe('form');
    expect(read(text('\\ud83d\\ude00', MAX_VALUE_BYTES / 4), atOnce)).toBe('form');
    expect(read(text('\\u000a', MAX_VALUE_BYTES / 2 - 1), atOnce)).toBe(MAX_VALUE_BYTES);
    expect(read(text('\\u0001', (MAX_VALUE_BYTES - 2) / 6), atOnce)).toBe(MAX_VALUE_BYTES);
    expect(read(text('\\u0001', (MAX_VALUE_BYTES - 2) / 6 + 1), atOnce)).toBe('form');
  });

  it.each([true, false])('does not count white space (at once: %s)', (atOnce) => {
    const space = ' '.repeat(9 * MIB);
    const item = (least: number): Uint8Array =>
      Buffer.concat([Buffer.from(`${space}[1,${space}`), text('a b\\"', least), Buffer.from(`${space}]`)]);
    // [1,"…"]
    const most = Math.floor((MAX_VALUE_BYTES - 6) / 5);
    expect(read(item(most), atOnce)).toBe(6 + 5 * most);
    expect(read(item(most + 1), atOnce)).toBe('form');
    // two numbers stay two, also where the space between them was let go of before the second came
    expect(read(Buffer.from(`${'[12'.padEnd(16 * MIB)}3]`), atOnce)).toBe('syntax');
    expect(read(Buffer.from(`[12${space},3]`), atOnce)).toBe(6);
  });

  it('tells where in the file a fault stands, behind any white space', () => {
    const stream = new JsonStream({ enter: () => ({ value: () => undefined }), value: () => undefined });
    const work = (): void => {
      stream.push(utf8('[['));
      for (let i = 0; i < 40; i++) stream.push(Buffer.alloc(MIB, ' '));
      stream.push(utf8('x'));
      stream.finish();
    };
    expect(work).toThrow(`at byte ${2 + 40 * MIB})`);
  });
});

describe('compareUtf8', () => {
  it('is the order of the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        fc.pre(a.isWellFormed() && b.isWellFormed());
        expect(Math.sign(compareUtf8(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
      { numRuns: 2000 },
    );
    expect(compareUtf8('\uffff', '\u{10000}')).toBeLessThan(0);
  });
});
