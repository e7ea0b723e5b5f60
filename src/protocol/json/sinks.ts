import { ByteWriter, toHex } from '../bytes.js';
import { type Json, writeString } from './canonical.js';
import { type JsonSink } from './json-stream.js';
import { misshapen } from './shape.js';
import { DEFAULT_SUITE } from '../suite.js';

const CHUNK = 1 << 16;

/** Members of a streamed object must come exactly in this order (which is the canonical one). */
export class MemberOrder {
  private next = 0;

  constructor(
    private readonly names: readonly string[],
    private readonly path: string,
  ) {}

  take(key: string): void {
    const wanted = this.names[this.next];
    if (key !== wanted)
      throw misshapen(`${this.path}/${key}`, wanted ?? 'no more members', key, '成员缺失、多余或顺序不对');
    this.next++;
  }

  finish(): void {
    const missing = this.names[this.next];
    if (missing !== undefined) throw misshapen(`${this.path}/${missing}`, missing, undefined, `缺少成员 ${missing}`);
  }
}

/** Reads the items of a list one by one. */
export class ListSink implements JsonSink {
  private index = 0;

  constructor(
    private readonly item: (value: Json, bytes: () => Uint8Array, index: number) => void,
    private readonly done: () => void = () => undefined,
  ) {}

  value(_key: string | number, value: Json, bytes: () => Uint8Array): void {
    this.item(value, bytes, this.index++);
  }

  end(): void {
    this.done();
  }
}

/** Hands everything on, and writes its canonical bytes into a hash. */
export class HashingSink implements JsonSink {
  private first = true;

  constructor(
    private readonly inner: JsonSink,
    private readonly kind: 'object' | 'list',
    private readonly out: HashWriter,
  ) {
    out.writer.byte(kind === 'object' ? 0x7b : 0x5b);
  }

  private lead(key: string | number): void {
    const { writer } = this.out;
    if (!this.first) writer.byte(0x2c);
    this.first = false;
    if (this.kind === 'list') return;
    writeString(writer, String(key));
    writer.byte(0x3a);
  }

  member(name: string): void {
    this.inner.member?.(name);
  }

  enter(key: string | number, kind: 'object' | 'list'): JsonSink | null {
    const inner = this.inner.enter?.(key, kind) ?? null;
    if (inner === null) return null;
    this.lead(key);
    return new HashingSink(inner, kind, this.out);
  }

  value(key: string | number, value: Json, bytes: () => Uint8Array): void {
    this.lead(key);
    this.out.writer.bytes(bytes());
    this.out.flush(CHUNK);
    this.inner.value(key, value, bytes);
  }

  end(): void {
    this.out.writer.byte(this.kind === 'object' ? 0x7d : 0x5d);
    this.inner.end?.();
  }
}

export class HashWriter {
  readonly writer = new ByteWriter(CHUNK + 4096);
  private readonly hash = DEFAULT_SUITE.running();

  flush(above: number): void {
    if (this.writer.length <= above) return;
    this.hash.update(this.writer.view());
    this.writer.clear();
  }

  hex(): string {
    this.flush(0);
    return toHex(this.hash.digest());
  }
}
