import { canonicalBytes, type Json, MAX_DEPTH, tooDeep } from './canonical.js';
import { ProtocolError } from '../errors.js';
import { INCOMPLETE, ValueReader } from './json-value.js';

/** Longest value that is handed over whole, in canonical form: one leaf, one team, the manifest. */
export const MAX_VALUE_BYTES = 8 * 1024 * 1024;

/** Receives what stands in one object or list of the input. `key` is the member's name, or the item's index. */
export interface JsonSink {
  /** Told each name of an object before its value is read. */
  member?(name: string): void;
  /** Asked where an object or list begins: a sink to take its content one by one, or null to get it whole. */
  enter?(key: string | number, kind: 'object' | 'list'): JsonSink | null;
  /** `bytes()` gives the value's canonical bytes; they are valid only during this call. */
  value(key: string | number, value: Json, bytes: () => Uint8Array): void;
  end?(): void;
}

interface OpenContainer {
  readonly sink: JsonSink;
  readonly kind: 'object' | 'list';
  readonly key: string | number;
  /** Items or members begun so far. */
  count: number;
  name: string | undefined;
}

const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `\uXXXX` */
const LONGEST_ESCAPE = 6;

type State = 'start' | 'first' | 'key' | 'value' | 'after' | 'end';

/**
 * A strict JSON reader that is fed chunk by chunk. Holds one value (at most MAX_VALUE_BYTES) and the unread rest of a
 * chunk, never a whole list that a sink takes one by one. Errors are ProtocolErrors with path and byte offset.
 */
export class JsonStream {
  private readonly reader = new ValueReader();
  private readonly open: OpenContainer[] = [];
  private state: State = 'start';
  /** Bytes not read yet: the first `held` of `store`. */
  private store = new Uint8Array(1 << 16);
  private held = 0;
  /** Bytes that must be there before an unfinished value is tried again; doubling keeps the work linear. */
  private wanted = 0;

  constructor(private readonly root: JsonSink) {
    this.reader.final = false;
  }

  /** The chunk is not kept: the caller may reuse it. */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (this.held + chunk.length > this.store.length) {
      const larger = new Uint8Array(Math.max(this.store.length * 2, this.held + chunk.length));
      larger.set(this.store.subarray(0, this.held));
      this.store = larger;
    }
    this.store.set(chunk, this.held);
    this.held += chunk.length;
    if (this.held >= this.wanted) this.run();
  }

  finish(): void {
    this.reader.final = true;
    this.run();
    if (this.state !== 'end') {
      const words = { zh: '文件在中途结束', en: 'the input ends in the middle' };
      throw this.located(this.reader.fault('syntax', words));
    }
  }

  private run(): void {
    const reader = this.reader;
    reader.bytes = this.store.subarray(0, this.held);
    reader.at = 0;
    let mark = 0;
    try {
      for (;;) {
        mark = reader.at;
        if (!this.step()) break;
      }
      mark = reader.at;
      this.wanted = 0;
    } catch (error) {
      if (error !== INCOMPLETE) throw error instanceof ProtocolError ? this.located(error) : error;
      let kept = this.held - mark;
      // the last escape may have been read in part: it counts for less once it is whole
      if (kept - reader.excess > MAX_VALUE_BYTES + LONGEST_ESCAPE) throw this.located(this.tooLong(mark));
      if (kept > MAX_VALUE_BYTES) {
        const left = dropSpace(this.store, mark, this.held);
        reader.base += this.held - left;
        this.held = left;
        kept = left - mark;
      }
      this.wanted = kept * 2;
    }
    reader.base += mark;
    this.store.copyWithin(0, mark, this.held);
    this.held -= mark;
  }

  private tooLong(from: number): ProtocolError {
    this.reader.at = from;
    this.reader.startValue();
    const words = { zh: '单个值过长', en: 'one value is too long' };
    return this.reader.fault('form', words, `at most ${MAX_VALUE_BYTES} bytes`);
  }

  /** One token or one whole value. False when the bytes are used up between tokens. */
  private step(): boolean {
    const reader = this.reader;
    reader.startValue();
    reader.space();
    if (reader.at >= reader.bytes.length) return false;
    const container = this.open.at(-1);
    switch (this.state) {
      case 'end':
        throw reader.unexpected('the end');
      case 'first':
        if (reader.peek() === (container?.kind === 'object' ? CLOSE_OBJECT : CLOSE_LIST)) {
          reader.at++;
          this.close();
          return true;
        }
        this.state = container?.kind === 'object' ? 'key' : 'value';
        return true;
      case 'key':
        if (container !== undefined) {
          container.name = reader.name(container.name);
          container.count++;
          container.sink.member?.(container.name);
        }
        this.state = 'value';
        return true;
      case 'after':
        if (container === undefined) return false;
        if (!reader.more(container.kind === 'object' ? CLOSE_OBJECT : CLOSE_LIST)) this.close();
        else this.state = container.kind === 'object' ? 'key' : 'value';
        return true;
      case 'start':
      case 'value':
        this.readValue(container);
        return true;
    }
  }

  private readValue(container: OpenContainer | undefined): void {
    const reader = this.reader;
    const sink = container?.sink ?? this.root;
    const key = container === undefined ? '' : container.kind === 'object' ? (container.name ?? '') : container.count;
    const first = reader.peek();
    if (first === OPEN_OBJECT || first === OPEN_LIST) {
      const kind = first === OPEN_OBJECT ? 'object' : 'list';
      const inner = sink.enter?.(key, kind) ?? null;
      if (inner !== null) {
        if (this.open.length > MAX_DEPTH) throw tooDeep('');
        if (container?.kind === 'list') container.count++;
        this.open.push({ sink: inner, kind, key, count: 0, name: undefined });
        reader.at++;
        this.state = 'first';
        return;
      }
    }
    const from = reader.at;
    reader.canonical = true;
    const skipped = reader.excess;
    const value = reader.value(this.open.length);
    const until = reader.at;
    if (until - from - (reader.excess - skipped) > MAX_VALUE_BYTES) throw this.tooLong(from);
    const { bytes, canonical } = reader;
    sink.value(key, value, () => (canonical ? bytes.subarray(from, until) : canonicalBytes(value)));
    if (container?.kind === 'list') container.count++;
    this.state = container === undefined ? 'end' : 'after';
  }

  private close(): void {
    const closed = this.open.pop();
    closed?.sink.end?.();
    this.state = this.open.length === 0 ? 'end' : 'after';
  }

  /** JSON pointer of the value being read. */
  pointer(): string {
    let path = '';
    for (let i = 1; i < this.open.length; i++) path += `/${String(this.open[i]?.key)}`;
    const last = this.open.at(-1);
    if (last !== undefined && this.state === 'value')
      path += `/${last.kind === 'object' ? (last.name ?? '') : last.count}`;
    return path;
  }

  private located(error: ProtocolError): ProtocolError {
    const { expected, found } = error;
    return new ProtocolError(error.fault, this.pointer() + error.path, error.words, {
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
    });
  }
}

/**
 * Takes the white space between tokens out of an unfinished value, so that it cannot fill the memory. The last byte stays:
 * it may be what parts two tokens. Gives the new end.
 */
function dropSpace(bytes: Uint8Array, from: number, until: number): number {
  let end = from;
  let inText = false;
  for (let i = from; i < until; i++) {
    const byte = bytes[i]!;
    if (!inText && i + 1 < until && (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) continue;
    bytes[end++] = byte;
    if (byte === QUOTE) inText = !inText;
    else if (inText && byte === BACKSLASH && i + 1 < until) bytes[end++] = bytes[++i]!;
  }
  return end;
}
